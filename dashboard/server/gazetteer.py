"""The server's one gazetteer, shared by the pages, the visitors and the geoparser."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer


@st.cache_resource(max_entries=1, show_spinner=False)
def shared_gazetteer(path: Path) -> Gazetteer:
    """The gazetteer in this file, which is built where it is missing.

    Raises GazetteerBuildFailed.
    """
    return Gazetteer(ensure(path))
