"""The page: ``streamlit run dashboard/app.py``. Set-up and arrangement only."""

from __future__ import annotations

import streamlit as st

from dashboard import (
    chips,
    excerpts,
    filters,
    first_run,
    geocoding,
    notices,
    own,
    places,
    reader,
    state,
    texts,
    theme,
    timeline,
    uploads,
)
from dashboard import map as map_
from dashboard.corpus import corpus
from dashboard.scene import scene
from geo.errors import DatelineError
from geo.settings import Settings


@st.fragment
def explore(settings: Settings, looked_at: Settings) -> None:
    """Everything that a visitor can change, in one fragment, so that it changes as one."""
    articles = corpus(looked_at)
    session = state.current()
    state.write_address(session)
    filters.show(articles, session, settings)
    uploads.strip(settings)
    found = articles.places(session.selection.filter(), session.selection.unit)
    actors = articles.actor_shares(session.selection.filter())
    chips.show(articles, session, found)
    notices.show(session, articles)
    left, right = st.columns([1.65, 1], gap="medium")
    with left:
        map_.show(scene(articles, session, found, actors), session.start, state.map_changed)
        notices.legend()
        timeline.show(articles, session)
    with right:
        if session.selection.article:
            reader.show(articles, session)
        else:
            excerpts.show(articles, session, found)
        places.show(articles, session, found, actors)


def read() -> None:
    """The articles on the map."""
    try:
        settings = Settings.load(secrets=_secrets())
        work = first_run.prepare(settings)
        looked_at = uploads.settings_of(settings)
        if corpus(looked_at).is_empty:
            uploads.strip(settings)
            notices.nothing(work)
            uploads.instead(settings)
            return
        if work.problem:
            notices.failed(work)
        state.session(corpus(looked_at), settings.online_tiles, own.mine().key)
        explore(settings, looked_at)
        notices.rejects(work)
        st.page_link(PAGES[1], label=geocoding.LINK, icon=":material/travel_explore:")
    except DatelineError as error:
        notices.error(error)


def names() -> None:
    """Trying a name."""
    try:
        geocoding.show(Settings.load(secrets=_secrets()))
        st.page_link(PAGES[0], label=geocoding.BACK, icon=":material/arrow_back:")
    except DatelineError as error:
        notices.error(error)


PAGES = (
    st.Page(read, title=texts.TITLE, default=True),
    st.Page(names, title=geocoding.TITLE, url_path="geocoding"),
)


def main() -> None:
    """One run of the page that the visitor is on."""
    theme.set_up()
    st.navigation(PAGES, position="hidden").run()


def _secrets() -> dict[str, str]:
    """Settings from Streamlit's secrets, where there are any."""
    if not st.secrets.load_if_toml_exists():
        return {}
    return {name: str(st.secrets[name]) for name in st.secrets if name.startswith("DATELINE_")}


main()
