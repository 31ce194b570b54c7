"""The geocoding page: try a name, see which places it may mean and why, and what the cache holds.

Names, reasons and what services answered are text of unknown origin: they travel as data to
``assets/geocoding.js`` and to the map's script, which make text of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.map import folium_map
from dashboard.map.map_extent import Corners
from dashboard.map.map_scene import MapScene
from dashboard.map.markers import Marker
from dashboard.server.basemap import basemap
from dashboard.server.shared_geoparser import shared_gazetteer
from dashboard.views import panels
from geo.errors import BadInput, DatelineError
from geo.gazetteer.own_places import OwnPlacesFile
from geo.geocoders import Resolves, resolver
from geo.geocoders.cache import Cache
from geo.geocoders.cache_contents import CacheContents, cache_contents
from geo.geocoders.protocol import LONGEST_NAME
from geo.models import Candidate
from geo.places.kinds import extent
from geo.settings import GAZETTEER, Settings

_SHOWN = 50


def show(settings: Settings) -> None:
    """Put the page's content where the caller is."""
    st.html(f"<h2 class='geocoding'>{texts.NAMES_TITLE}</h2>")
    name, country, chosen = _question(settings)
    left, right = st.columns([1.65, 1], gap="medium")
    candidates, problem = _ranked(chosen, name, country) if name else ((), "")
    with left:
        _map(candidates, name, settings)
    with right:
        if problem:
            st.warning(texts.NAMES_NOT_ASKED, icon=":material/cloud_off:")
            st.text(problem)
        panels.show(
            "geocoding",
            {"candidates": _candidates(candidates, name, problem), "cache": _cache(settings)},
        )


def _question(settings: Settings) -> tuple[str, str, Settings]:
    """The name, the country's code or "", and the settings with who is to be asked."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        name = st.text_input(
            texts.NAMES_NAME,
            placeholder=texts.NAMES_HINT,
            max_chars=LONGEST_NAME,
            key="geocode-name",
        )
        country = st.selectbox(
            texts.NAMES_COUNTRY,
            sorted(texts.countries(), key=texts.country),
            index=None,
            format_func=texts.country,
            placeholder=texts.NAMES_ANYWHERE,
            key="geocode-country",
        )
        services = settings.online_geocoders
        online = bool(services) and not settings.read_only
        if online:
            online = st.toggle(
                texts.NAMES_ASK.format(", ".join(services)),
                value=False,
                help=texts.NAMES_ASK_HELP,
                key="geocode-online",
            )
    chosen = settings if online else settings.override(geocoders=(GAZETTEER,))
    return name.strip(), country or "", chosen


def _ranked(settings: Settings, name: str, country: str) -> tuple[Sequence[Candidate], str]:
    """The candidates, or none and why nobody could be asked."""
    try:
        return _resolver(settings).rank(name, country=country or None), ""
    except BadInput as error:
        return (), str(error)
    except DatelineError as error:
        offline = settings.override(geocoders=(GAZETTEER,))
        return _resolver(offline).rank(name, country=country or None), str(error)


def _resolver(settings: Settings) -> Resolves:
    version = OwnPlacesFile(settings.places).version
    return _opened(repr(settings.gazetteer), version, ",".join(settings.geocoders), settings)


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(path: str, version: tuple[int, int], geocoders: str, _settings: Settings) -> Resolves:
    """Shared between visitors; what the key names tells one from another."""
    return resolver(_settings, shared_gazetteer(_settings.gazetteer, _settings.places))


def _map(candidates: Sequence[Candidate], name: str, settings: Settings) -> None:
    scene = MapScene(
        markers=[_marker(candidate) for candidate in candidates],
        selected=candidates[0].place.id if candidates else "",
        unit=texts.PERCENT_WORDS,
        most=100,
        apart=True,
        bounds=_bounds(candidates),
        tiles=settings.online_tiles,
    )
    # A map fits itself to its places once: another name gets another map.
    drawn = hashlib.sha256(repr((name, [c.place.id for c in candidates])).encode()).hexdigest()[:12]
    folium_map.show_fixed(
        scene.payload(folium_map.theme()), f"geocoding-{drawn}", basemap(settings)
    )


def _marker(candidate: Candidate) -> Marker:
    place = candidate.place
    return Marker(
        id=place.id,
        name=place.name,
        latitude=round(place.latitude, 4),
        longitude=round(place.longitude, 4),
        count=_percent(candidate),
        actors=0.0,
        extent=extent(place),
        unsure=False,
        country=place.country_code,
    )


def _bounds(candidates: Sequence[Candidate]) -> Corners | None:
    if not candidates:
        return None
    latitudes = [candidate.place.latitude for candidate in candidates]
    longitudes = [candidate.place.longitude for candidate in candidates]
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def _percent(candidate: Candidate) -> int:
    return max(1, round(100 * min(1.0, max(0.0, candidate.score))))


def _candidates(found: Sequence[Candidate], name: str, problem: str) -> dict[str, Any]:
    empty = texts.NAMES_WHY if not name else "" if problem else texts.NAMES_NOT_FOUND
    return {
        "title": texts.NAMES_FOUND,
        "empty": "" if found else empty,
        "rows": [
            {
                "name": candidate.place.name,
                "where": texts.whereabouts(candidate.place),
                "percent": _percent(candidate),
                "kind": extent(candidate.place).name.lower(),
                "about": _about(candidate),
                "reasons": [
                    {"weight": f"{r.weight:+.2f}", "text": texts.reason(r.text)}
                    for r in candidate.reasons
                ],
            }
            for candidate in found
        ],
    }


def _about(candidate: Candidate) -> str:
    place = candidate.place
    people = f" · {texts.inhabitants(place.population)}" if place.population else ""
    return f"{place.latitude:.4f}, {place.longitude:.4f} · {place.id}{people}"


def _cache(settings: Settings) -> dict[str, Any]:
    """What the cache holds, as lines; nothing is made where there is no file yet."""
    held = {
        "title": texts.NAMES_CACHE,
        "empty": texts.NAMES_EMPTY,
        "lines": [],
        "waiting": [],
        "notices": [],
    }
    if not settings.geocode_cache.is_file():
        return held
    found = cache_contents(Cache(settings.geocode_cache, read_only=True))
    waiting = found.pending[:_SHOWN]
    return held | {
        "lines": _lines(found),
        "waiting": [{"name": p.name, "service": p.service, "reason": p.reason} for p in waiting],
        "waitingTitle": texts.names_waiting(len(found.pending)),
        "waitingDo": texts.NAMES_PENDING_DO,
        "notices": [notice.text for notice in found.notices],
    }


def _lines(found: CacheContents) -> list[dict[str, str]]:
    lines = []
    for held in found.services:
        kept = texts.answers(held.found, held.not_found)
        period = texts.period(_day(held.first), _day(held.last))
        lines.append({"service": held.service, "text": f"{kept} · {period}"})
    for turn in found.turns:
        if turn.failures:
            failures = texts.failures(turn.failures, turn.reason)
            lines.append({"service": turn.service, "text": failures})
    return lines


def _day(when: float) -> date:
    return datetime.fromtimestamp(when, UTC).date()
