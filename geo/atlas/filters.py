"""What a reader asks for: a filter, and the unit to count in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from geo.models import Role

DEFAULT_ROLES = (Role.PLACE, Role.DATELINE, Role.ACTOR, Role.DEMONYM)
"""What is shown, and taken out, where nobody says otherwise: a publisher's name or a newspaper's
is not news from that town."""


class Unit(StrEnum):
    """What is counted: names in texts, texts, or events told by several texts."""

    MENTIONS = "mentions"
    ARTICLES = "articles"
    STORIES = "stories"


class DateBasis(StrEnum):
    """Which time of a mention is meant: when it was printed, or what its sentence is about."""

    PUBLISHED = "published"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles and mentions count; the default lets everything through.

    Dates are inclusive, and are told by ``date_basis``: those of publication, which choose
    articles, or the times that a mention's sentence speaks about, which choose mentions.
    ``undated`` lets what has no such date through, whatever the dates. ``text`` is a search
    in titles and texts as ``geo.atlas.search`` reads it. Languages are ISO 639-1, "" being
    those that could not be told; countries are ISO 3166-1 alpha-2. ``bbox`` is (west, south,
    east, north) in degrees; west > east crosses the antimeridian. ``area`` holds the corners of
    a polygon (see ``geo.atlas.area``), and places outside it do not count. With ``focus`` only
    mentions of a place that their article is about count. ``with_places`` are place ids: only
    articles that name all of these count. ``tags`` are those of notes: only what bears any of
    them counts, which is a mention by itself, or an article with all of its mentions. With
    ``arrived_after`` only articles that were ingested later than that count. An empty tuple or
    text asks for nothing.

    Countries, roles, ``bbox``, ``area``, ``place_id``, ``min_confidence`` and ``focus`` choose
    mentions; when any of them is set, only articles with such a mention count.
    """

    date_from: date | None = None
    date_to: date | None = None
    undated: bool = True
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    text: str = ""
    bbox: tuple[float, float, float, float] | None = None
    place_id: str = ""
    min_confidence: float = 0.0
    languages: tuple[str, ...] = ()
    date_basis: DateBasis = DateBasis.PUBLISHED
    focus: bool = False
    with_places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    area: tuple[tuple[float, float], ...] = ()
    arrived_after: datetime | None = None

    @property
    def asks_dates(self) -> bool:
        """Whether anything is left out for its date or for having none."""
        return bool(self.date_from or self.date_to or not self.undated)

    @property
    def chooses_mentions(self) -> bool:
        """Whether an article must hold a certain mention to count."""
        return bool(
            self.roles
            or self.countries
            or self.bbox
            or self.area
            or self.place_id
            or self.min_confidence > 0
            or self.focus
            or (self.date_basis is DateBasis.SPOKEN and self.asks_dates)
        )
