"""The server's one gazetteer, shared by the pages, the visitors and the geoparser."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.own_places import OwnPlacesFile


def shared_gazetteer(path: Path, places: Path) -> Gazetteer:
    """The gazetteer in the file ``path``, which is built where it is missing, with the own places
    that are in ``places`` now.

    Raises GazetteerBuildFailed, and DatelineError where one's own places cannot be read.
    """
    return _opened(path, places, OwnPlacesFile(places).version)


def forget_gazetteer() -> None:
    """Have it opened anew, and built where it is missing, by whoever needs it next."""
    _opened.clear()


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(path: Path, places: Path, version: tuple[int, int]) -> Gazetteer:
    return Gazetteer(ensure(path), places)
