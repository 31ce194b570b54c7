"""The values that flow through Dateline, from an article to a place on Earth.

Vocabulary: GeoNames (feature class and code, admin1, alternate names) for places,
WGS 84 degrees for coordinates, Python string indices into ``Article.text`` for offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

PublishedFrom = Literal["metadata", "text", "url", "file", "story"]
"""Where a publication date was found, most to least certain."""


OWN = "own"
"""The source of places that the user has added, and what their ids begin with."""


IN_TOWN = "in town"
"""How a street, quarter or site is placed that no gazetteer knows: in the town that holds it."""


class Role(StrEnum):
    """What a mention stands for; a reader must not take one for another."""

    PLACE = "place"  # "fighting in Moscow"
    DATELINE = "dateline"  # "MOSCOW (Reuters) —"
    ACTOR = "actor"  # "Moscow said": a government or people
    DEMONYM = "demonym"  # "Muscovites", "the Russian army"
    ORGANISATION = "organisation"  # "the Moscow Times": a name inside a name
    PUBLISHER = "publisher"  # "Copyright 2021 The Kabul Post": boilerplate


GIVEN = "given"
"""The source of a place that came with the article, and the method of its mention."""


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read: plain text and what is known of its origin.

    ``id`` is derived from the content, so reading the same article twice gives the same id.
    ``given`` are places that its source states with their coordinates.
    """

    id: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    published: date | None = None
    published_from: PublishedFrom | None = None
    language: str = ""
    given: tuple[GivenPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as written, found at ``article.text[start:end]``.

    ``label`` is the recogniser's (GPE, LOC, FAC, NORP, ORG); ``role`` says what the
    name stands for in its sentence.
    """

    text: str
    start: int
    end: int
    label: str
    role: Role = Role.PLACE


@dataclass(frozen=True, slots=True)
class Place:
    """A place on Earth, in the terms of GeoNames.

    ``id`` names its origin: ``geonames:1140026``, ``nominatim:R1234`` for what an online service
    found, ``own:beat-12-0a1b2c3d`` for one of the user's own. ``admin1`` is the name of the
    first-level division, for people; ``ancestors`` holds the ids of the places that contain it,
    nearest first (admin2, admin1, country, continent), for containment. ``renown`` says how
    widely it is known, from 0 to 1 (see `geo.gazetteer.renown`).
    """

    id: str
    name: str
    latitude: float
    longitude: float
    feature_class: str = ""
    feature_code: str = ""
    country_code: str = ""
    admin1: str = ""
    population: int = 0
    source: str = "geonames"
    ancestors: tuple[str, ...] = ()
    renown: float = 0.0

    @property
    def geonameid(self) -> str | None:
        """The GeoNames number as a string, or None for a place GeoNames does not know."""
        origin, _, number = self.id.partition(":")
        return number if origin == "geonames" else None


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """A place that an article's source states, named at ``article.text[start:end]``."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A named contribution to a candidate's score, with the words to show to a person."""

    name: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may mean; a higher ``score`` is likelier."""

    place: Place
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place chosen for a toponym, or None where naming one would mislead.

    ``confidence`` is the probability (0 to 1) that the first candidate is right; it is
    given even where it was too low for a place to be named. ``candidates`` are ranked,
    best first. ``pending`` says that a geocoding service is still to be asked for the name:
    it could not be reached, which is not the same as not knowing the name. ``in_town`` says that
    the place is the town in which the street, quarter or site lies that is named.
    """

    toponym: Toponym
    place: Place | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    pending: bool = False
    in_town: bool = False


@dataclass(frozen=True, slots=True)
class GeoparsedArticle:
    """An article with every toponym in it, resolved or not, in the order of the text.

    ``read`` is False where no model reads its language: that it has no toponyms says nothing.
    """

    article: Article
    resolutions: tuple[Resolution, ...]
    read: bool = True


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The sentences around a mention; ``text[start:end]`` is the mention itself."""

    article_id: str
    text: str
    start: int
    end: int
