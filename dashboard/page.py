"""The page, as Streamlit runs it for each visitor; ``app.py`` beside it is the server. Set-up and
arrangement only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import metadata

import streamlit as st

from dashboard.language import texts, visitor_language
from dashboard.map import folium_map
from dashboard.map.map_scene import map_scenes
from dashboard.server import basemap, first_run, visitor
from dashboard.server.corpus import Corpus, corpus
from dashboard.state import reducers, store, visitor_articles, widget_values
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.map_report import read_report
from dashboard.state.session import Dialog, Drawer, Session
from dashboard.views import (
    account,
    checking,
    chips,
    comparison,
    corrections,
    download,
    excerpts,
    filters,
    geocoding,
    live_updates,
    notes,
    notices,
    places,
    reader,
    storylines,
    theme,
    timeline,
    uploads,
)
from dashboard.views.storylines import ArticlesStorylines
from geo import logs
from geo.access import Level
from geo.errors import DatelineError
from geo.models import Place
from geo.settings import LogFormat, Settings


def undo_last(context: CorrectionContext, kept: ArticlesStorylines, event: object) -> None:
    """Undo what was done last."""
    if storylines.undo(kept):
        return
    past = store.current().past
    made = (past[-1].correction or past[-1].note) if past else None
    if made is None or corrections.take_back(context, made.id):
        store.update(reducers.undo, event)


@st.fragment
@notices.shown_to_visitor
def map_area(settings: Settings) -> None:
    """Everything that a visitor can change, in one fragment, so that it changes as one."""
    looked_at = uploads.settings_of(settings)
    articles, context = corpus(looked_at), CorrectionContext.of(looked_at)
    if articles.is_empty:
        st.rerun()  # the visitor's own are deleted, and there are no others
    store.look_at(visitor_articles.current().key)
    store.update(widget_values.accept_repeated_reports)
    corrections.follow(articles)
    store.write_selection_to_url(private=visitor_articles.current().shown)
    session = store.current()
    near = context.place(session.selection.near)
    kept = storylines.ArticlesStorylines.of(looked_at)
    if st.context.is_embedded:
        with st.container(key="embed"):
            storylines.show_bar(session, embedded=True)
            _map_and_time(articles, session, near, settings)
        return
    filters.show(articles, session, settings, context)
    chips.show(articles, session, context, partial(undo_last, context, kept))
    if not visitor_articles.current().shown:
        live_updates.show(articles, filtered=bool(session.selection.since))
    with st.container(key="area"):
        drawer, left, right = st.columns([0.6, 1.65, 1], gap="medium")
    with drawer:
        if session.drawer is Drawer.FILTERS:
            filters.show_panel(articles, session)
        elif session.drawer is Drawer.COMPARE:
            comparison.show_panel(articles, session)
        elif session.drawer is Drawer.STORYLINE:
            storylines.show_panel(articles, session, context, kept)
    with left:
        storylines.show_bar(session)
        _map_and_time(articles, session, near, settings)
    with right:
        # Always there, so that what comes and goes in it moves nothing else to another place;
        # here, since it would take its room from the map above it.
        with st.container(key="notes"):
            filters.problem(session)
            uploads.show_status(settings)
            notices.show(session, articles)
        if session.draft:
            corrections.show(articles, session, context)
        elif session.selection.article:
            reader.show(articles, session, context)
            notes.show(articles, session, context)
        else:
            excerpts.show(articles, session, context, near)
        places.show(articles, session)
        download.show(articles, session, context)
    # Only now: a run that was cut short must open it again.
    store.update(reducers.open_dialog, Dialog.NONE)


def _map_and_time(
    articles: Corpus, session: Session, near: Place | None, settings: Settings
) -> None:
    """The map with what its shapes mean, and the time under it: all that an embedded page has."""
    scenes = map_scenes(articles, session, near)
    sentence = excerpts.first_sentence(articles, session)
    with st.container(key="maps"):
        for at, scene in enumerate(scenes):
            other = at > 0
            pressed = other is (session.other_side and len(scenes) > 1)
            folium_map.show(
                replace(scene, sentence=sentence if pressed else None).payload(folium_map.theme()),
                session.start_view,
                basemap.of_session(settings),
                _other_map_reported if other else _map_reported,
                other,
            )
    notices.legend(scenes[0].compared, scenes[0].joined)
    timeline.show(articles, session)


def _map_reported(report: object) -> None:
    store.update(reducers.read_map, read_report(report))


def _other_map_reported(report: object) -> None:
    store.update(reducers.read_other_map, read_report(report))


@notices.shown_to_visitor
def map_page() -> None:
    """The articles on the map."""
    settings = visitor.visitor_settings()
    visitor_articles.sweep(settings)
    work = first_run.prepare(visitor.server_settings())
    looked_at = uploads.settings_of(settings)
    if corpus(looked_at).is_empty:
        theme.wordmark()
        uploads.show_status(settings)
        if not uploads.is_reading():
            notices.nothing(work)
            uploads.show_form_when_empty(settings)
        return
    if work.problem:
        notices.failed(work)
    kept, articles = storylines.ArticlesStorylines.of(looked_at), visitor_articles.current().key
    store.begin(corpus(looked_at), settings.online_tiles, articles, kept.stories)
    map_area(settings)
    if st.context.is_embedded:
        return
    notices.rejects(work)
    _links(GEOCODING, ACCURACY)


@notices.shown_to_visitor
def geocoding_page() -> None:
    """Trying a name."""
    theme.wordmark()
    geocoding.show(visitor.visitor_settings())
    _links(MAP)


@notices.shown_to_visitor
def accuracy_page() -> None:
    """How right the places are, and what was put right."""
    theme.wordmark()
    settings = visitor.visitor_settings()
    checking.show(uploads.settings_of(settings))
    _links(MAP)


MAP = st.Page(map_page, title=texts.TITLE, default=True)
GEOCODING = st.Page(geocoding_page, title=texts.NAMES_TITLE, url_path="geocoding")
ACCURACY = st.Page(accuracy_page, title=texts.CHECKING_LINK, url_path="accuracy")


def _links(*pages: st.Page) -> None:
    """The ways to other pages."""
    named = {
        "": (texts.BACK_TO_MAP, ":material/arrow_back:"),
        "geocoding": (texts.TRY_NAME, ":material/travel_explore:"),
        "accuracy": (texts.CHECKING_LINK, ":material/fact_check:"),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="links"):
        for page in pages:
            label, icon = named[page.url_path]
            # The way back leads to what was looked at.
            asked = store.map_address() if page is MAP else {}
            st.page_link(
                page, label=label, icon=icon, query_params=asked | visitor_language.asked()
            )
        for code, language in visitor_language.LANGUAGES.items():
            if code != visitor_language.spoken():
                st.button(
                    language,
                    key=f"speak-{code}",
                    type="tertiary",
                    icon=":material/translate:",
                    on_click=visitor_language.change,
                    args=(code,),
                )
        account.buttons()
        st.caption(f"Dateline {metadata.version('dateline')}")


def main() -> None:
    """One run of the page that the visitor is on."""
    theme.set_up()
    try:
        settings = visitor.server_settings()
        _log_as(settings.log, settings.log_level, settings)
        visitor_language.choose(settings.language)
        may_look = visitor.level() > Level.NOBODY
    except DatelineError as error:
        notices.show_error(error)
        return
    live_updates.show_connection()
    if not may_look:
        account.ask_to_sign_in()
        return
    st.navigation([MAP, GEOCODING, ACCURACY], position="hidden").run()


@st.cache_resource(show_spinner=False)
def _log_as(log: LogFormat, level: str, _settings: Settings) -> None:
    """Once a server, not once a visitor."""
    logs.configure(_settings, "info")


main()
