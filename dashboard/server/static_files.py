"""Serves our assets and the installed Leaflet to the browser, from this server alone.

``declare_component`` with a path is how Streamlit serves a folder of a package: it needs no
configuration and no copy beside the main script, works from a wheel as from a checkout, and
honours ``server.baseUrlPath``. The folders are declared when this module is imported, which
the page does before anything can ask for them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from xstatic.pkg import leaflet

ASSETS = Path(__file__).parents[1] / "assets"
LEAFLET = Path(leaflet.BASE_DIR)

_FOLDERS = {"assets": ASSETS, "leaflet": LEAFLET}
_COMPONENTS = {
    name: components.declare_component(name, path=str(folder)).name
    for name, folder in _FOLDERS.items()
}


def beside_frame(folder: str, file: str) -> str:
    """The URL of a file as seen from another component's frame."""
    return f"../{_COMPONENTS[folder]}/{file}?{_digest(folder, file)}"


def serve(folder: Path) -> str:
    """Serve a folder whose files are named by what is in them; its address as seen from another
    component's frame."""
    return f"../{components.declare_component(folder.name, path=str(folder)).name}"


def on_page(folder: str, file: str) -> str:
    """The URL of a file as seen from the page itself."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    prefix = f"/{base}" if base else ""
    return f"{prefix}/component/{_COMPONENTS[folder]}/{file}?{_digest(folder, file)}"


@cache
def _digest(folder: str, file: str) -> str:
    # Browsers keep these files; after an upgrade the address must be another.
    return hashlib.sha256((_FOLDERS[folder] / file).read_bytes()).hexdigest()[:8]
