"""Bringing one's own articles: the form, how far it is, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

import streamlit as st

from dashboard.language import texts
from dashboard.state import visitor_articles
from dashboard.state.visitor_articles import UploadIngest, VisitorArticles
from geo import logs
from geo.fetch import Fetcher
from geo.settings import Settings, Uploads
from geo.sources import Document, Fetches, from_bytes
from geo.sources.documents import from_address, is_address

_log = logging.getLogger(__name__)

# How often the strip looks how far the reading is, in seconds.
_LOOK = 0.5
_MOST_NAMED = 100


class Upload(Protocol):
    """A file as Streamlit hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """All of it."""
        ...


def button(settings: Settings) -> None:
    """Put the button that opens the form into the bar."""
    if settings.uploads is Uploads.OFF:
        return
    if st.button(texts.UPLOADS_ADD, icon=":material/note_add:", key="uploads-add"):
        st.dialog(texts.UPLOADS, width="medium")(form)(settings)


def instead(settings: Settings) -> None:
    """The form itself, where there is nothing else to look at."""
    if settings.uploads is Uploads.OFF:
        return
    with st.container(key="uploads-instead"):
        st.subheader(texts.UPLOADS, anchor=False)
        form(settings)


def form(settings: Settings) -> None:
    """Ask for articles and begin to read them."""
    shared = settings.uploads is Uploads.SHARED
    st.caption(texts.UPLOADS_SHARED_ABOUT if shared else texts.UPLOADS_ABOUT)
    files, text, address = st.tabs([texts.UPLOADS_FILES, texts.UPLOADS_TEXT, texts.UPLOADS_FEED])
    with files, st.form("uploads-files", border=False):
        brought = st.file_uploader(
            texts.UPLOADS_FILES_LABEL,
            accept_multiple_files=True,
            help=texts.UPLOADS_FILES_HELP,
            max_upload_size=max(1, settings.bounds.upload_bytes // 1_000_000),
        )
        if st.form_submit_button(texts.UPLOADS_READ, type="primary"):
            _begin_files(settings, brought)
    with text, st.form("uploads-text", border=False):
        pasted = st.text_area(
            texts.UPLOADS_TEXT_LABEL,
            height=220,
            placeholder=texts.UPLOADS_TEXT_HINT,
            max_chars=min(settings.bounds.article_bytes, settings.bounds.upload_bytes) // 4,
        )
        if st.form_submit_button(texts.UPLOADS_READ, type="primary"):
            name = texts.UPLOADS_TEXT_NAME
            document = from_bytes(pasted.encode(), name, file="pasted.txt")
            _begin(settings, [document] if pasted.strip() else [])
    with address, st.form("uploads-feed", border=False):
        given = st.text_input(
            texts.UPLOADS_FEED_LABEL, placeholder="https://", help=texts.UPLOADS_FEED_HELP
        ).strip()
        if st.form_submit_button(texts.UPLOADS_READ, type="primary"):
            if given and not is_address(given):
                st.error(texts.UPLOADS_NOT_AN_ADDRESS)
            else:
                _begin(settings, [from_address(given)] if given else [], Fetcher(settings))


def is_reading() -> bool:
    """Whether what this visitor brought is being read now."""
    mine = visitor_articles.mine()
    return mine.reading is not None and not mine.reading.done.is_set()


def strip() -> None:
    """Above the map: how far the reading is, then what came of it and the way back."""
    mine = visitor_articles.mine()
    if mine.reading and is_reading():
        with st.container(key="uploads-strip"):
            _progress(mine.reading)
        return
    if mine.reading is None and not mine.has_articles:
        return
    with st.container(key="uploads-strip"):
        with st.container(horizontal=True, vertical_alignment="center", key="uploads-line"):
            st.markdown(_headline(mine))
            _ways(mine)
        if mine.reading:
            _outcome(mine.reading)


def settings_of(settings: Settings) -> Settings:
    """The settings for what this visitor looks at: all articles, or their own."""
    mine = visitor_articles.mine()
    if mine.shown and not mine.has_articles:
        mine.shown = False  # they were deleted meanwhile
    return mine.settings(settings) if mine.shown else settings


def _begin_files(settings: Settings, brought: Sequence[Upload]) -> None:
    size = sum(file.size for file in brought)
    if size > settings.bounds.upload_bytes:
        _log.info("rejected an upload: too large", extra=logs.fields(bytes=size))
        st.error(texts.uploads_too_large(size, settings.bounds.upload_bytes))
    else:
        _begin(settings, [from_bytes(file.getvalue(), file.name) for file in brought])


def _begin(settings: Settings, sources: Sequence[Document], web: Fetches | None = None) -> None:
    if not sources:
        st.error(texts.UPLOADS_NOTHING)
        return
    mine = visitor_articles.mine()
    if mine.reading:
        mine.reading.stopped.set()
    mine.read(settings, sources, web)
    st.rerun()


@st.fragment(run_every=_LOOK)
def _progress(reading: UploadIngest) -> None:
    if reading.done.is_set():
        visitor_articles.mine().arrived(reading)
        st.rerun()
    step = reading.step
    with st.container(horizontal=True, vertical_alignment="center", key="uploads-progress"):
        st.progress(step.share, texts.named(step.title))
        st.button(texts.UPLOADS_STOP, key="uploads-stop", on_click=reading.stopped.set)
    # A file's name is not ours: st.text shows it as it is.
    st.text(texts.progress(step.done, step.total, step.name))


def _ways(mine: VisitorArticles) -> None:
    """The ways from here: back, forth, or rid of it."""
    act: Callable[[VisitorArticles], None] | None = None
    if mine.shown and st.button(
        texts.UPLOADS_BACK, key="uploads-back", icon=":material/arrow_back:"
    ):
        act = _leave
    if not mine.shown and mine.has_articles and st.button(texts.UPLOADS_FORTH, key="uploads-forth"):
        act = _enter
    if mine.has_articles and st.button(texts.UPLOADS_DELETE, key="uploads-delete", type="tertiary"):
        act = VisitorArticles.delete
    if (
        mine.reading
        and _is_notable(mine.reading)
        and st.button(texts.UPLOADS_CLOSE, key="uploads-close", type="tertiary")
    ):
        act = _dismiss
    if act:
        act(mine)
        st.rerun()


def _leave(mine: VisitorArticles) -> None:
    mine.shown, mine.reading = False, None


def _enter(mine: VisitorArticles) -> None:
    mine.shown = True


def _dismiss(mine: VisitorArticles) -> None:
    mine.reading = None


def _headline(mine: VisitorArticles) -> str:
    title = f"**{texts.UPLOADS_SHOWN if mine.shown else texts.UPLOADS}**"
    summary = mine.reading.summary if mine.reading else None
    return f"{title} · {texts.uploads_read(summary.read, summary.new)}" if summary else title


def _is_notable(reading: UploadIngest) -> bool:
    """Whether there is more to say than how many articles came in."""
    found = reading.summary
    return found is None or bool(found.rejects) or not found.read or reading.cut


def _outcome(reading: UploadIngest) -> None:
    summary = reading.summary
    if reading.problem or reading.failed:
        st.error(texts.FAILED)
        st.text(reading.problem or texts.FAILED_UNEXPECTEDLY)
    if summary is None:
        return
    if not summary.read and not reading.stopped.is_set():
        st.warning(f"{texts.UPLOADS_NONE} {texts.UPLOADS_NONE_DO}")
    if reading.cut:
        st.warning(texts.uploads_cut(reading.settings.bounds.upload_articles))
    if reading.stopped.is_set():
        st.caption(texts.UPLOADS_STOPPED)
    if summary.rejects:
        with st.expander(f"{texts.REJECTS}: {len(summary.rejects)}", expanded=not summary.read):
            for reject in summary.rejects[:_MOST_NAMED]:
                st.text(f"{reject.name}: {reject.reason}")
