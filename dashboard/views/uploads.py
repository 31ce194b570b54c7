"""Bringing one's own articles: the form, how far it is, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.language import texts
from dashboard.server import uploaded_bytes
from dashboard.state import reducers, store, upload_request, visitor_articles
from dashboard.state.session import Dialog, Session
from dashboard.state.upload_request import UploadRequest
from dashboard.state.visitor_articles import Cut, KeptArticles, UploadIngest, VisitorArticles
from geo import logs
from geo.fetch import Fetcher
from geo.pipeline.summary import Summary
from geo.settings import Settings, Uploads
from geo.text.language_identification import readable

_log = logging.getLogger(__name__)

# How often the strip looks how far the reading is, in seconds.
_LOOK = 0.5
_MOST_NAMED = 100
_FILES, _TEXT, _FEED = "uploads-brought", "uploads-pasted", "uploads-address"
_PROBLEM, _BEGUN = "uploads-problem", "uploads-begun"


def button(settings: Settings, session: Session) -> None:
    """Put the button that opens the form into the bar."""
    if settings.uploads is Uploads.OFF:
        return
    st.button(
        texts.UPLOADS_ADD,
        icon=":material/note_add:",
        key="uploads-add",
        on_click=store.update,
        args=(reducers.open_dialog, Dialog.UPLOAD),
    )
    if session.dialog is Dialog.UPLOAD:
        st.dialog(texts.UPLOADS, width="medium")(_dialog)(settings)


def show_form_when_empty(settings: Settings) -> None:
    """The form itself, where there is nothing else to look at."""
    if settings.uploads is Uploads.OFF:
        return
    with st.container(key="uploads-instead"):
        st.subheader(texts.UPLOADS, anchor=False)
        form(settings)


def _dialog(settings: Settings) -> None:
    if st.session_state.pop(_BEGUN, False):
        st.rerun()  # closes it
    form(settings)


def form(settings: Settings) -> None:
    """Ask for articles and begin to read them."""
    shared = settings.uploads is Uploads.SHARED
    st.caption(texts.UPLOADS_SHARED_ABOUT if shared else texts.UPLOADS_ABOUT)
    files, text, address = st.tabs([texts.UPLOADS_FILES, texts.UPLOADS_TEXT, texts.UPLOADS_FEED])
    with files, st.form("uploads-files", border=False):
        st.file_uploader(
            texts.UPLOADS_FILES_LABEL,
            accept_multiple_files=True,
            help=texts.UPLOADS_FILES_HELP,
            max_upload_size=max(1, settings.bounds.upload_bytes // 1_000_000),
            key=_FILES,
        )
        _submit(settings, _of_files)
    with text, st.form("uploads-text", border=False):
        st.text_area(
            texts.UPLOADS_TEXT_LABEL,
            height=220,
            placeholder=texts.UPLOADS_TEXT_HINT,
            max_chars=min(settings.bounds.article_bytes, settings.bounds.upload_bytes) // 4,
            key=_TEXT,
        )
        _submit(settings, _of_text)
    with address, st.form("uploads-feed", border=False):
        st.text_input(
            texts.UPLOADS_FEED_LABEL,
            placeholder="https://",
            help=texts.UPLOADS_FEED_HELP,
            key=_FEED,
        )
        _submit(settings, _of_address)
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(problem)


def _submit(settings: Settings, asked: Callable[[Settings], UploadRequest]) -> None:
    st.form_submit_button(
        texts.UPLOADS_READ, type="primary", on_click=_begin, args=(settings, asked)
    )


def _of_files(settings: Settings) -> UploadRequest:
    brought = st.session_state[_FILES] or ()
    request = upload_request.of_files(brought, settings.bounds)
    context = get_script_run_ctx()
    if context and not request.problem:
        # They are read from here on, and need not stay with the session.
        for file in brought:
            uploaded_bytes.remove_file(context.session_id, file.file_id)
    return request


def _of_text(_: Settings) -> UploadRequest:
    return upload_request.of_text(st.session_state[_TEXT] or "")


def _of_address(_: Settings) -> UploadRequest:
    return upload_request.of_address(st.session_state[_FEED] or "")


def _begin(settings: Settings, asked: Callable[[Settings], UploadRequest]) -> None:
    request = asked(settings)
    st.session_state[_PROBLEM] = request.problem
    if request.problem:
        _log.info("rejected an upload", extra=logs.fields(reason=request.problem))
    else:
        web = Fetcher(settings) if request.web else None
        visitor_articles.current().read(settings, request.documents, web)
        st.session_state[_BEGUN] = True


def is_reading() -> bool:
    """Whether what this visitor brought is being read now."""
    upload = visitor_articles.current().upload
    return upload is not None and not upload.done.is_set()


def settings_of(settings: Settings) -> Settings:
    """The settings for what this visitor looks at: all articles, or their own."""
    visitor = visitor_articles.current()
    return visitor.settings(settings) if visitor.shown else settings


def show_status(settings: Settings) -> None:
    """How far the reading is, then what came of it and the way back."""
    visitor = visitor_articles.current()
    upload = visitor.upload
    if upload is None and not visitor.has_articles:
        return
    with st.container(key="uploads-strip"):
        # One that is over still waits for being shown (see VisitorArticles.arrived).
        if upload and (is_reading() or not visitor.has_arrived(upload)):
            _progress(upload)
            return
        st.markdown(headline(visitor))
        with st.container(horizontal=True, vertical_alignment="center", key="uploads-line"):
            _status_buttons(visitor, settings)
        if upload:
            _outcome(upload)


@st.fragment(run_every=_LOOK)
def _progress(upload: UploadIngest) -> None:
    if upload.done.is_set():
        visitor_articles.current().arrived(upload)
        st.rerun()
    step = upload.step
    with st.container(horizontal=True, vertical_alignment="center", key="uploads-progress"):
        st.progress(upload.share, texts.named(step.title))
        st.button(texts.UPLOADS_STOP, key="uploads-stop", on_click=upload.stopped.set)
    # A file's name is not ours: st.text shows it as it is.
    st.text(texts.progress(step.done, step.total, step.name))


def can_be_kept(settings: Settings) -> bool:
    """Whether what visitors bring may be added to everybody's articles."""
    return settings.uploads is Uploads.OWN and not settings.read_only


def _status_buttons(visitor: VisitorArticles, settings: Settings) -> None:
    """The ways from here: back or forth, kept, rid of it, or no more of it."""
    if visitor.has_articles:
        # One place for the two (see the style sheet): what is gone stays on the page until the
        # end of a run, and would then move "Delete them" from under a press.
        with st.container(key="uploads-way"):
            _back_or_forth(visitor)
        st.button(
            texts.UPLOADS_DELETE, key="uploads-delete", type="tertiary", on_click=visitor.delete
        )
        if can_be_kept(settings):
            st.button(
                texts.UPLOADS_KEEP,
                key="uploads-keep",
                type="tertiary",
                help=texts.UPLOADS_KEEP_HELP,
                on_click=visitor.keep,
                args=(settings,),
            )
    if visitor.upload and is_notable(visitor.upload):
        st.button(
            texts.UPLOADS_CLOSE, key="uploads-close", type="tertiary", on_click=visitor.dismiss
        )


def _back_or_forth(visitor: VisitorArticles) -> None:
    if visitor.shown:
        st.button(
            texts.UPLOADS_BACK,
            key="uploads-back",
            icon=":material/arrow_back:",
            width="stretch",
            on_click=visitor.show_all,
        )
    else:
        st.button(
            texts.UPLOADS_FORTH,
            key="uploads-forth",
            width="stretch",
            on_click=visitor.show_visitor_articles,
        )


def headline(visitor: VisitorArticles) -> str:
    """What the strip says, as Markdown."""
    summary = visitor.upload.summary if visitor.upload else None
    if isinstance(visitor.upload, KeptArticles) and summary:
        kept = texts.uploads_kept(summary.read, summary.new)
        return f"**{texts.UPLOADS_KEPT}** · {kept} {texts.UPLOADS_FOR_GOOD}"
    title = f"**{texts.UPLOADS_SHOWN if visitor.shown else texts.UPLOADS}**"
    if summary is None:
        return title
    if summary.read_later and not summary.read:
        return f"{title} · {texts.uploads_read(summary.read_later, summary.read_later)}"
    return f"{title} · {texts.uploads_read(summary.read, summary.new)}"


def is_notable(upload: UploadIngest) -> bool:
    """Whether there is more to say than how many articles came in."""
    found = upload.summary
    kept = isinstance(upload, KeptArticles)
    return (
        found is None
        or kept
        or bool(found.rejects)
        or not (found.read or found.read_later)
        or bool(upload.cut)
        or untold(found) > 0
    )


def untold(summary: Summary) -> int:
    """How many articles were not read, because their language could not be told."""
    return dict(summary.unread).get("", 0)


def _outcome(upload: UploadIngest) -> None:
    summary = upload.summary
    if upload.problem or upload.failed:
        st.error(texts.FAILED)
        st.text(upload.problem or texts.FAILED_UNEXPECTEDLY)
    if summary is None:
        return
    if not (summary.read or summary.read_later) and not upload.stopped.is_set():
        st.warning(f"{texts.UPLOADS_NONE} {texts.UPLOADS_NONE_DO}")
    if upload.cut:
        st.warning(_cut(upload))
    if upload.stopped.is_set():
        st.caption(texts.UPLOADS_STOPPED)
    if untold(summary):
        _ask_for_language(untold(summary))
    if summary.rejects:
        with st.expander(f"{texts.REJECTS}: {len(summary.rejects)}", expanded=not summary.read):
            for reject in summary.rejects[:_MOST_NAMED]:
                st.text(f"{reject.name}: {reject.reason}")


def _cut(upload: UploadIngest) -> str:
    match upload.cut:
        case Cut.VISIT:
            return texts.UPLOADS_CUT_VISIT
        case Cut.TIME:
            return texts.UPLOADS_CUT_TIME
        case Cut.ROOM:
            return texts.UPLOADS_CUT_ROOM
        case _:
            return texts.uploads_cut(upload.settings.bounds.upload_articles)


def _ask_for_language(articles: int) -> None:
    """Short texts are not read in a language that is only guessed: the visitor knows it."""
    st.info(texts.uploads_untold(articles))
    with st.container(horizontal=True, key="uploads-language"):
        for code in sorted(readable(), key=texts.language):
            st.button(
                texts.UPLOADS_READ_AS.format(language=texts.language(code)),
                key=f"uploads-read-as-{code}",
                on_click=visitor_articles.current().read_as,
                args=(code,),
            )
