"""What is looked at: everything that a visitor can choose is a field of :class:`Selection`.

The page is drawn from it, and the address bar holds all of it (``url_query.py``), so that a
copied link shows the same thing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from geo.atlas import DateBasis, Filter, Unit, search_problem
from geo.atlas.area import Area
from geo.atlas.filters import DEFAULT_ROLES as DEFAULT_ROLES
from geo.models import Role
from geo.picture import Layers

ALL_ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: its centre in degrees and Leaflet's zoom."""

    latitude: float
    longitude: float
    zoom: float


class Shade(StrEnum):
    """What areas are shaded by: their count in the chosen unit, how many articles name each of
    the places in them on average, or their share of all that is counted."""

    COUNT = "count"
    PER_PLACE = "perplace"
    SHARE = "share"


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

    ``dates`` are told by ``date_basis``. ``undated`` says whether what has no such date counts;
    None is as usual: it does unless dates are chosen, which it could never meet. ``place`` is a
    place id; ``unplaced`` is instead a name for which no place was named; ``near`` is instead
    the id of a place of the gazetteer around which to look. ``article`` is the id of the
    article that is open in the reader. Only articles count that name ``also``, the ids of other
    places, beside ``place``.
    ``languages`` are ISO 639-1, "" being those that could not be told; ``confidence`` is the
    least, 0 to 1; with ``focus`` only what articles are about counts. A comparison is shown as a
    difference, or with ``two_maps`` as a map for each side. With ``since`` only articles count that
    came in later than that. ``view`` is None until a link or the visitor moves the map; only
    places in ``area`` count, where one was drawn, and only what bears one of the ``tags``.
    """

    dates: Dates = (None, None)
    undated: bool | None = None
    date_basis: DateBasis = DateBasis.PUBLISHED
    place: str = ""
    also: tuple[str, ...] = ()
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
    two_maps: bool = False
    since: datetime | None = None
    view: View | None = None
    layers: Layers = Layers.BOTH
    shade: Shade = Shade.COUNT
    area: Area = ()
    tags: tuple[str, ...] = ()

    def filter(self) -> Filter:
        """The question to the atlas; the chosen place is not part of it. A text that is no
        search asks for nothing meanwhile."""
        return Filter(
            date_from=self.dates[0],
            date_to=self.dates[1],
            undated=self.with_undated,
            sources=self.sources,
            countries=self.countries,
            # Asked for all of them, articles that name no place at all count too.
            roles=() if self.roles == ALL_ROLES else self.roles,
            text="" if self.text_problem else self.text,
            languages=self.languages,
            min_confidence=self.confidence,
            focus=self.focus,
            with_places=(self.place, *self.also) if self.place and self.also else (),
            area=self.area,
            tags=self.tags,
            arrived_after=self.since,
            date_basis=self.date_basis,
        )

    @property
    def with_undated(self) -> bool:
        """Whether what has no date counts."""
        return not any(self.dates) if self.undated is None else self.undated

    def with_undated_switched(self) -> Self:
        """The same with what has no date counted or not, the other way than now."""
        wanted, usual = not self.with_undated, not any(self.dates)
        return replace(self, undated=None if wanted == usual else wanted)

    def of_place(self) -> Filter:
        """The question to the atlas for what names the chosen place; where none is chosen, that
        of :meth:`filter`."""
        return replace(self.filter(), place_id=self.place)

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

    def side(self, other: bool) -> Filter:
        """The question for the sentences of one side of a comparison; without one, that of
        :meth:`filter`."""
        if not self.versus:
            return self.filter()
        return self.compared() if other else self.comparing()

    @property
    def text_problem(self) -> str:
        """What is wrong with the text as a search; "" when nothing is."""
        return search_problem(self.text)

    def with_place(self, place: str) -> Self:
        """The same with this place chosen."""
        also = self.also if place == self.place else ()
        return replace(self, place=place, also=also, unplaced="", near="")

    def with_unplaced_name(self, phrase: str) -> Self:
        """The same with this name chosen that could not be placed."""
        return replace(self.without_place(), unplaced=phrase)

    def with_surroundings(self, place: str) -> Self:
        """The same, looking at what is near this place, whether or not anything names it."""
        return replace(self.without_place(), near=place)

    def without_place(self) -> Self:
        """The same with nothing chosen."""
        return replace(self, place="", also=(), unplaced="", near="")

    def limited_to(
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


def in_order(roles: Collection[Role]) -> tuple[Role, ...]:
    """Roles in the one order in which they are always named."""
    return tuple(role for role in Role if role in roles)


# The chips that stand for one field each, which has its default without them.
_SINGLE = frozenset(
    (
        "text",
        "unplaced",
        "near",
        "dates",
        "undated",
        "roles",
        "focus",
        "confidence",
        "area",
        "since",
    )
)

# The fields of which each value has a chip.
_MANY = {
    "country": "countries",
    "source": "sources",
    "language": "languages",
    "also": "also",
    "tag": "tags",
}


def without(chosen: Selection, chip: str) -> Selection:
    """The selection without what one of its chips (``views/chips.py``) stands for; unchanged
    for a chip that it does not have."""
    kind, _, value = chip.partition(":")
    plain = Selection()
    match kind:
        case "left-out":
            return replace(chosen, roles=ALL_ROLES)
        case name if name in _MANY:
            fewer: dict[str, Any] = {_MANY[name]: _less(getattr(chosen, _MANY[name]), value)}
            return replace(chosen, **fewer)
        case "place":
            return chosen.without_place()
        case "versus":
            return replace(chosen, versus=Versus())
        case "clock":
            return replace(chosen, date_basis=plain.date_basis, dates=plain.dates)
        case name if name in _SINGLE:
            fields = {kind: getattr(plain, kind)}
            return replace(chosen, **fields)
    return chosen


def _less(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)
