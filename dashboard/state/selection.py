"""The one state of the dashboard, and its form in the address bar.

Everything a visitor can choose is a field of :class:`Selection`; the page is drawn from it
and the URL holds all of it, so that a copied link shows the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self, TypeVar

from geo.atlas import Clock, Filter, Unit, search_problem
from geo.models import Role

# A publisher's name or a newspaper's is not news from that town: shown on request only.
DEFAULT_ROLES = (Role.PLACE, Role.DATELINE, Role.ACTOR, Role.DEMONYM)

VIEW_KEYS = ("lat", "lon", "z")
KEYS = (
    *("from", "to", "undated", "place", "unplaced", "q", "source", "country", "role", "unit"),
    *("language", "sure", "focus", "clock", "near", "vsfrom", "vsto", "vssource"),
    *("article", *VIEW_KEYS),
)
LONGEST_TEXT = 200

T = TypeVar("T")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PLACE_ID = re.compile(r"[a-z]+:[A-Za-z0-9._-]{1,60}")
_ARTICLE_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# What stands in an address for a language that could not be told.
_NO_LANGUAGE = "und"

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: its centre in degrees and Leaflet's zoom."""

    latitude: float
    longitude: float
    zoom: float


Dates = tuple[date | None, date | None]
"""The first and the last day, None being unbounded."""


@dataclass(frozen=True, slots=True)
class Versus:
    """What the selection is compared with: the same at other dates, or of another source."""

    dates: Dates = (None, None)
    source: str = ""

    def __bool__(self) -> bool:
        return bool(any(self.dates) or self.source)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the visitor looks at; the default is everything.

    ``dates`` are told by ``clock``. ``place`` is a place id; ``unplaced`` is instead a name
    for which no place was named; ``near`` is instead the id of a place of the gazetteer around
    which to look. ``article`` is the id of the article that is open in the reader.
    ``languages`` are ISO 639-1, "" being those that could not be told; ``confidence`` is the
    least, 0 to 1; with ``focus`` only what articles are about counts. ``view`` is None until a
    link or the visitor moves the map.
    """

    dates: Dates = (None, None)
    undated: bool = True
    clock: Clock = Clock.PUBLISHED
    place: str = ""
    unplaced: str = ""
    near: str = ""
    article: str = ""
    text: str = ""
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[Role, ...] = DEFAULT_ROLES
    languages: tuple[str, ...] = ()
    confidence: float = 0.0
    focus: bool = False
    unit: Unit = Unit.MENTIONS
    versus: Versus = Versus()
    view: View | None = None

    def filter(self) -> Filter:
        """The question to the atlas; the chosen place is not part of it. A text that is no
        search asks for nothing meanwhile."""
        return Filter(
            date_from=self.dates[0],
            date_to=self.dates[1],
            undated=self.undated,
            sources=self.sources,
            countries=self.countries,
            roles=self.roles,
            text="" if self.text_problem else self.text,
            languages=self.languages,
            min_confidence=self.confidence,
            focus=self.focus,
            clock=self.clock,
        )

    def compared(self) -> Filter:
        """The question for what the selection is compared with."""
        if self.versus.source:
            return replace(self.filter(), sources=(self.versus.source,))
        first, last = self.versus.dates
        # Articles without a date are in neither period.
        return replace(self.filter(), date_from=first, date_to=last, undated=False)

    def comparing(self) -> Filter:
        """The selection's own side of the comparison."""
        return self.filter() if self.versus.source else replace(self.filter(), undated=False)

    @property
    def text_problem(self) -> str:
        """What is wrong with the text as a search; "" when nothing is."""
        return search_problem(self.text)

    def at(self, place: str) -> Self:
        """The same with this place chosen."""
        return replace(self, place=place, unplaced="", near="")

    def named(self, phrase: str) -> Self:
        """The same with this name chosen that could not be placed."""
        return replace(self, place="", unplaced=phrase, near="")

    def around(self, place: str) -> Self:
        """The same, looking at what is near this place, whether or not anything names it."""
        return replace(self, place="", unplaced="", near=place)

    def nowhere(self) -> Self:
        """The same with nothing chosen."""
        return replace(self, place="", unplaced="", near="")

    def query(self) -> dict[str, list[str]]:
        """As URL parameters; what is as by default is left out. Inverse of :func:`parse`."""
        first, last = self.dates
        before, after = self.versus.dates
        parameters: dict[str, list[str]] = {
            "from": [first.isoformat()] if first else [],
            "to": [last.isoformat()] if last else [],
            "undated": [] if self.undated else ["no"],
            "place": [self.place] if self.place else [],
            "unplaced": [self.unplaced] if self.unplaced else [],
            "article": [self.article] if self.article else [],
            "q": [self.text] if self.text else [],
            "source": list(self.sources),
            "country": list(self.countries),
            "role": [] if self.roles == DEFAULT_ROLES else [role.value for role in self.roles],
            "unit": [] if self.unit is Unit.MENTIONS else [self.unit.value],
            "language": [code or _NO_LANGUAGE for code in self.languages],
            "sure": [f"{self.confidence:g}"] if self.confidence else [],
            "focus": ["yes"] if self.focus else [],
            "clock": [] if self.clock is Clock.PUBLISHED else [self.clock.value],
            "near": [self.near] if self.near else [],
            "vsfrom": [before.isoformat()] if before else [],
            "vsto": [after.isoformat()] if after else [],
            "vssource": [self.versus.source] if self.versus.source else [],
        }
        if self.view:
            parameters |= {
                "lat": [f"{self.view.latitude:g}"],
                "lon": [f"{self.view.longitude:g}"],
                "z": [f"{self.view.zoom:g}"],
            }
        return {name: values for name, values in parameters.items() if values}

    def within(
        self, sources: Collection[str], countries: Collection[str]
    ) -> tuple[Self, tuple[str, ...]]:
        """The same without sources and countries that the atlas does not have, and which
        parameters lost something."""
        kept = replace(
            self,
            sources=tuple(source for source in self.sources if source in sources),
            countries=tuple(country for country in self.countries if country in countries),
        )
        if self.versus.source and self.versus.source not in sources:
            kept = replace(kept, versus=Versus())
        lost = {
            "source": kept.sources != self.sources,
            "country": kept.countries != self.countries,
            "vssource": kept.versus != self.versus,
        }
        return kept, tuple(name for name, is_lost in lost.items() if is_lost)


def parse(query: Query) -> tuple[Selection, tuple[str, ...]]:
    """The selection that URL parameters ask for, and the names of those left out.

    A parameter that is unknown or cannot be understood is left out; nothing is raised.
    """
    link = _Link(query)
    first, last = link.one("from", _day), link.one("to", _day)
    if first and last and first > last:
        first = last = None
        link.ignored += ["from", "to"]
    before, after = link.one("vsfrom", _day), link.one("vsto", _day)
    if before and after and before > after:
        before = after = None
        link.ignored += ["vsfrom", "vsto"]
    selection = Selection(
        dates=(first, last),
        undated=link.one("undated", _yes_or_no) is not False,
        place=link.one("place", _place_id) or "",
        unplaced=link.one("unplaced", _line) or "",
        article=link.one("article", _article_id) or "",
        text=link.one("q", _line) or "",
        sources=link.many("source", _line),
        countries=link.many("country", _country, split=True),
        roles=in_order(link.many("role", Role, split=True)) or DEFAULT_ROLES,
        unit=link.one("unit", Unit) or Unit.MENTIONS,
        languages=link.many("language", _language, split=True),
        confidence=link.one("sure", lambda text: _number(text, 0, 1)) or 0.0,
        focus=link.one("focus", _yes_or_no) is True,
        clock=link.one("clock", Clock) or Clock.PUBLISHED,
        near=link.one("near", _place_id) or "",
        versus=Versus((before, after), link.one("vssource", _line) or ""),
        view=_view(link),
    )
    return selection, tuple(name for name in query if name not in KEYS or name in link.ignored)


def in_order(roles: Collection[Role]) -> tuple[Role, ...]:
    """Roles in the one order in which they are always named."""
    return tuple(role for role in Role if role in roles)


class _Link:
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


def _view(link: _Link) -> View | None:
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


def _place_id(text: str) -> str:
    return _matching(_PLACE_ID, text)


def _article_id(text: str) -> str:
    return _matching(_ARTICLE_ID, text)


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
