"""What is shown, as a file: the same code as ``dateline export``."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard.language import texts, visitor_language
from dashboard.server.corpus import Corpus, wrapped
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import Selection
from dashboard.state.session import Session
from geo.atlas import Filter
from geo.export import FORMATS, By, Content, Format, Provenance, gazetteer_versions, write_file
from geo.export.site import Site, files_of
from geo.picture import BY_LANGUAGE, Box, Request
from geo.places.sphere import FARTHEST
from geo.storylines import Storyline

# The server holds a file in memory while it is fetched: what is larger is for the command line.
MOST_MENTIONS = 50_000


def show(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Put the button "Download" on the page, and what it opens."""
    with st.popover(
        texts.DOWNLOAD,
        type="tertiary",
        icon=":material/download:",
        key="download",
        on_change="rerun",
    ) as popover:
        if popover.open:
            _choices(corpus, session, context)


def _choices(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Ask for the format, and offer the file; it is made when it is asked for."""
    f = filter_of(session.selection)
    counts = corpus.counts(f)
    if counts.mentions > MOST_MENTIONS:
        st.caption(texts.download_too_large(MOST_MENTIONS))
        return
    site = website(visitor_language.spoken(), session.storyline, context.gazetteer_path)
    format_ = st.selectbox(
        texts.DOWNLOAD_FORMAT,
        [*FORMATS, site],
        format_func=lambda each: f"{texts.DOWNLOAD_FORMATS[each.suffix]} (.{each.suffix})",
        key="download-format",
    )
    text, title = True, ""
    if is_picture(format_):
        f = session.selection.filter()
        title = st.text_input(texts.DOWNLOAD_TITLE, key="download-title")
    else:
        help_ = texts.DOWNLOAD_TEXT_HELP
        text = st.toggle(texts.DOWNLOAD_TEXT, True, help=help_, key="download-text")
    st.caption(texts.downloaded(counts))
    st.download_button(
        texts.download_file(format_.suffix),
        file(corpus, f, context, format_, text, picture(session, title)),
        file_name=f"dateline.{format_.suffix}",
        mime=format_.kind,
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def filter_of(chosen: Selection) -> Filter:
    """What is taken out: all of the selection, or what names the chosen place."""
    return replace(chosen.filter(), place_id=chosen.place)


# What is chosen in a list must be the same from one run to the next.
@lru_cache(maxsize=64)
def website(
    language: str, storyline: Storyline | None = None, gazetteer: Path | None = None
) -> Format:
    """A site of the selection (see ``geo/export/site.py``), as a zip of its files; the story that
    is open is walked on it."""

    site = Site(language=language, storyline=storyline, gazetteer=gazetteer)

    def write(content: Content, path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files_of(content, site).items():
                archive.writestr(name, data)

    return Format("zip", "a website", "application/zip", (By.MENTION,), file=write)


def is_picture(format_: Format) -> bool:
    """Whether it is one of the map: then a chosen place leaves the others on it."""
    return format_.kind.startswith("image/")


def picture(session: Session, title: str) -> Request:
    """A picture of what the visitor's map shows, in the visitor's language."""
    words = BY_LANGUAGE[visitor_language.spoken()]
    return Request(
        title,
        words=words,
        box=_on_one_world(session.bounds),
        layers=session.selection.layers,
    )


def _on_one_world(bounds: tuple[float, float, float, float] | None) -> Box | None:
    """The corners as they are on Earth: where a map shows it twice, all of it once."""
    if bounds is None:
        return None
    west, south, east, north = bounds
    if east - west >= 360:
        return -180.0, max(south, -FARTHEST), 180.0, min(north, FARTHEST)
    return wrapped(west), max(south, -FARTHEST), wrapped(east), min(north, FARTHEST)


def file(
    corpus: Corpus,
    f: Filter,
    context: CorrectionContext,
    format_: Format,
    text: bool,
    asked: Request,
) -> Callable[[], bytes]:
    """What makes the file; it may be called in another thread, without a visitor's session."""

    def made() -> bytes:
        versions, built = gazetteer_versions(context.gazetteer_path)
        provenance = Provenance(versions, built, context.log.read().precision)
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "out"
            write_file(
                Content(corpus.reader, f, provenance, text=text, picture=asked), format_, path
            )
            return path.read_bytes()

    return made
