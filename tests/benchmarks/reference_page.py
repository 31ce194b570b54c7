"""The simplest page of its kind: a slider, and a map of Folium with one marker.

``dashboard_speed`` measures it in the same run, so that figures of two machines can be compared.
"""

from __future__ import annotations

import folium
import streamlit as st
from streamlit_folium import st_folium

from dashboard.server import static_files


class LocalMap(folium.Map):
    """A plain map whose Leaflet comes from this server: there may be no network."""

    default_js = [("leaflet", static_files.beside_frame("leaflet", "leaflet.js"))]  # noqa: RUF012
    default_css = [("leaflet_css", static_files.beside_frame("leaflet", "leaflet.css"))]  # noqa: RUF012


latitude = st.slider("Dates", -60, 60, 0)
group = folium.FeatureGroup("marker")
group.add_child(folium.CircleMarker((latitude, 0)))
base = LocalMap(location=(0, 0), zoom_start=2, tiles=None)
with st.container(key="frame-map"):
    st_folium(base, key="map", returned_objects=[], feature_group_to_add=group)
st.html(f"<p role='status'>{latitude}</p>")
