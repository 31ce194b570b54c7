"""The selection in the address bar, both ways.

A parameter that cannot be understood is left out and named, never an error: links are typed,
cut and forged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from dashboard.state.selection import (
    DEFAULT_ROLES,
    Selection,
    Shade,
    Versus,
    View,
    in_order,
)
from dashboard.state.session import Tab
from geo.atlas import DateBasis, Unit
from geo.atlas.area import format_area, parse_area
from geo.corrections.notes import tag
from geo.models import Role
from geo.picture import Layers

VIEW_KEYS = ("lat", "lon", "z")
STORY_KEYS = ("story", "step", "steps")
"""Those of storylines, which ``storyline_address.py`` reads."""
KEYS = (
    *("from", "to", "undated", "place", "unplaced", "q", "source", "country", "role", "unit"),
    *("language", "sure", "about", "focus", "clock", "near", "vsfrom", "vsto", "vssource"),
    *("vsmaps", "since", "also", "article", "tab", "layers", "shade", "area", "tag"),
    *(*VIEW_KEYS, *STORY_KEYS),
)
LONGEST_TEXT = 200
"""Characters of a search."""

T = TypeVar("T")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PLACE_ID = re.compile(r"[a-z]+:[A-Za-z0-9._-]{1,60}")
_ARTICLE_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# What stands in an address for a language that could not be told.
_NO_LANGUAGE = "und"

Query = Mapping[str, Sequence[str]]


def to_query(selection: Selection, tab: Tab = Tab.PLACED) -> dict[str, list[str]]:
    """As URL parameters, with the list that is open; what is as by default is left out. Inverse
    of :func:`parse` and :func:`parse_tab`."""
    first, last = selection.dates
    before, after = selection.versus.dates
    parameters: dict[str, list[str]] = {
        "from": [first.isoformat()] if first else [],
        "to": [last.isoformat()] if last else [],
        "undated": [] if selection.undated is None else ["yes" if selection.undated else "no"],
        "place": [selection.place] if selection.place else [],
        "also": list(selection.also),
        "unplaced": [selection.unplaced] if selection.unplaced else [],
        "article": [selection.article] if selection.article else [],
        "q": [selection.text] if selection.text else [],
        "source": list(selection.sources),
        "country": list(selection.countries),
        "role": []
        if selection.roles == DEFAULT_ROLES
        else [role.value for role in selection.roles],
        "unit": [] if selection.unit is Unit.MENTIONS else [selection.unit.value],
        "language": [code or _NO_LANGUAGE for code in selection.languages],
        "sure": [f"{selection.confidence:g}"] if selection.confidence else [],
        "about": ["yes"] if selection.focus else [],
        "layers": [] if selection.layers is Layers.BOTH else [selection.layers.value],
        "shade": [] if selection.shade is Shade.COUNT else [selection.shade.value],
        "area": [format_area(selection.area)] if selection.area else [],
        "tag": list(selection.tags),
        "clock": []
        if selection.date_basis is DateBasis.PUBLISHED
        else [selection.date_basis.value],
        "near": [selection.near] if selection.near else [],
        "tab": [] if tab is Tab.PLACED else [tab.value],
        "vsfrom": [before.isoformat()] if before else [],
        "vsto": [after.isoformat()] if after else [],
        "vssource": [selection.versus.source] if selection.versus.source else [],
        "since": [format_moment(selection.since)] if selection.since else [],
        "vsmaps": ["two"] if selection.versus and selection.two_maps else [],
    }
    if selection.view:
        parameters |= {
            "lat": [f"{selection.view.latitude:g}"],
            "lon": [f"{selection.view.longitude:g}"],
            "z": [f"{selection.view.zoom:g}"],
        }
    return {name: values for name, values in parameters.items() if values}


def parse(query: Query) -> tuple[Selection, tuple[str, ...]]:
    """The selection that URL parameters ask for, and the names of those left out.

    A parameter that is unknown or cannot be understood is left out; nothing is raised.
    """
    link = _ParameterReader(query)
    first, last = link.one("from", _day), link.one("to", _day)
    if first and last and first > last:
        first = last = None
        link.ignored += ["from", "to"]
    before, after = link.one("vsfrom", _day), link.one("vsto", _day)
    if before and after and before > after:
        before = after = None
        link.ignored += ["vsfrom", "vsto"]
    link.one("tab", Tab)  # whether it can be understood; parse_tab reads it
    selection = Selection(
        dates=(first, last),
        undated=link.one("undated", _yes_or_no),
        place=link.one("place", _place_id) or "",
        also=link.many("also", _place_id) if link.one("place", _place_id) else (),
        unplaced=link.one("unplaced", _line) or "",
        article=link.one("article", _article_id) or "",
        text=link.one("q", _line) or "",
        sources=link.many("source", _line),
        countries=link.many("country", _country, split=True),
        roles=in_order(link.many("role", Role, split=True)) or DEFAULT_ROLES,
        unit=link.one("unit", Unit) or Unit.MENTIONS,
        languages=link.many("language", _language, split=True),
        confidence=link.one("sure", lambda text: _number(text, 0, 1)) or 0.0,
        # Links were made with the longer word once.
        focus=True in (link.one("about", _yes_or_no), link.one("focus", _yes_or_no)),
        date_basis=link.one("clock", DateBasis) or DateBasis.PUBLISHED,
        near=link.one("near", _place_id) or "",
        versus=Versus((before, after), link.one("vssource", _line) or ""),
        since=link.one("since", parse_moment),
        two_maps=link.one("vsmaps", _two) or False,
        view=_view(link),
        layers=link.one("layers", Layers) or Layers.BOTH,
        shade=link.one("shade", Shade) or Shade.COUNT,
        area=link.one("area", parse_area) or (),
        tags=link.many("tag", _tag),
    )
    return selection, tuple(name for name in query if name not in KEYS or name in link.ignored)


def parse_tab(query: Query) -> Tab:
    """The list that URL parameters ask for; the one of places where they ask for none."""
    asked = (list(query.get("tab", ())) or [""])[0]
    return Tab(asked) if asked in list(Tab) else Tab.PLACED


def format_moment(when: datetime) -> str:
    """``2026-11-28T10:00:00.5Z``."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_moment(text: str) -> datetime:
    """Inverse of :func:`format_moment`. Raises ValueError, also where there is no zone."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(text)
    try:
        return when.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


class _ParameterReader:
    """Reads parameters one by one and remembers those it could not understand."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.ignored: list[str] = []

    def one(self, name: str, understand: Callable[[str], T]) -> T | None:
        """The value of a parameter that may be given once."""
        values = self._query.get(name, ())
        found = self._understood(name, values[:1], understand)
        if len(values) > 1:
            self.ignored.append(name)
        return found[0] if found else None

    def many(self, name: str, understand: Callable[[str], T], split: bool = False) -> tuple[T, ...]:
        """The values of a parameter that may be given often, or with commas."""
        values = self._query.get(name, ())
        parts = [part for value in values for part in (value.split(",") if split else [value])]
        return tuple(dict.fromkeys(self._understood(name, parts, understand)))

    def _understood(
        self, name: str, values: Iterable[str], understand: Callable[[str], T]
    ) -> list[T]:
        found = []
        for value in values:
            try:
                found.append(understand(value))
            except ValueError:
                self.ignored.append(name)
        return found


def _view(link: _ParameterReader) -> View | None:
    latitude = link.one("lat", lambda text: _number(text, -90, 90))
    longitude = link.one("lon", lambda text: _number(text, -180, 180))
    zoom = link.one("z", lambda text: _number(text, 0, 19))
    if latitude is None or longitude is None or zoom is None:
        # A centre without a zoom, or a zoom without a centre, is half a view.
        given = {"lat": latitude, "lon": longitude, "z": zoom}
        link.ignored += [name for name, value in given.items() if value is not None]
        return None
    return View(latitude, longitude, zoom)


def _number(text: str, least: float, most: float) -> float:
    value = float(text)
    if not least <= value <= most:
        raise ValueError(text)
    return value


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


def _two(text: str) -> bool:
    if text != "two":
        raise ValueError(text)
    return True


def _place_id(text: str) -> str:
    return _matching(_PLACE_ID, text)


def _article_id(text: str) -> str:
    return _matching(_ARTICLE_ID, text)


def _tag(text: str) -> str:
    if not (found := tag(text)):
        raise ValueError(text)
    return found


def _country(text: str) -> str:
    return _matching(_COUNTRY, text.upper())


def _language(text: str) -> str:
    code = text.lower()
    return "" if code == _NO_LANGUAGE else _matching(_LANGUAGE, code)


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _line(text: str) -> str:
    """Free text as one line without control characters."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST_TEXT or not line.isprintable():
        raise ValueError(text)
    return line
