"""What is shown, as a file: the same code as ``dateline export``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import Selection
from geo.atlas import Filter
from geo.export import FORMATS, Content, Format, Provenance, gazetteer_versions, write_file

# The server holds a file in memory while it is fetched: what is larger is for the command line.
MOST_MENTIONS = 50_000


def show(corpus: Corpus, chosen: Selection, context: CorrectionContext) -> None:
    """Put the button "Download" on the page, and what it opens."""
    with st.popover(
        texts.DOWNLOAD,
        type="tertiary",
        icon=":material/download:",
        key="download",
        on_change="rerun",
    ) as popover:
        if popover.open:
            _choices(corpus, chosen, context)


def _choices(corpus: Corpus, chosen: Selection, context: CorrectionContext) -> None:
    """Ask for the format, and offer the file; it is made when it is asked for."""
    f = filter_of(chosen)
    counts = corpus.counts(f)
    if counts.mentions > MOST_MENTIONS:
        st.caption(texts.download_too_large(MOST_MENTIONS))
        return
    format_ = st.selectbox(
        texts.DOWNLOAD_FORMAT,
        FORMATS,
        format_func=lambda each: f"{texts.DOWNLOAD_FORMATS[each.suffix]} (.{each.suffix})",
        key="download-format",
    )
    text = st.toggle(texts.DOWNLOAD_TEXT, True, help=texts.DOWNLOAD_TEXT_HELP, key="download-text")
    st.caption(texts.downloaded(counts))
    st.download_button(
        texts.download_file(format_.suffix),
        file(corpus, f, context, format_, text),
        file_name=f"dateline.{format_.suffix}",
        mime=format_.kind,
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def filter_of(chosen: Selection) -> Filter:
    """What is taken out: all of the selection, or what names the chosen place."""
    return replace(chosen.filter(), place_id=chosen.place)


def file(
    corpus: Corpus, f: Filter, context: CorrectionContext, format_: Format, text: bool
) -> Callable[[], bytes]:
    """What makes the file; it may be called in another thread, without a visitor's session."""

    def made() -> bytes:
        versions, built = gazetteer_versions(context.gazetteer_path)
        provenance = Provenance(versions, built, context.log.read().precision)
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "out"
            write_file(Content(corpus.reader, f, provenance, text=text), format_, path)
            return path.read_bytes()

    return made
