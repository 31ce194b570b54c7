"""What a person says of mentions: this is another place, this is none, this is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from math import sqrt

from geo.models import Place

CORRECTED = "corrected"
"""The method of a mention whose place a person has named."""

# The two-sided 95 % quantile of the normal distribution.
_Z = 1.959964


class Scope(StrEnum):
    """How far a correction reaches."""

    MENTION = "mention"  # this one
    ARTICLE = "article"  # every mention of the phrase in its article
    SOURCE = "source"  # the phrase in every article of its source, also in those to come
    CORPUS = "corpus"  # the phrase everywhere, also in articles to come


WIDE = (Scope.SOURCE, Scope.CORPUS)
"""The scopes that reach beyond one article."""


class Verdict(StrEnum):
    """What a person thinks of the place that a mention was given."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention, by where it stands: ``article.text[start:end] == phrase``."""

    article_id: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Correction:
    """That a phrase means ``place``, or no place at all (None).

    ``spot`` is the mention that the person looked at. ``only`` narrows the scopes of a source
    and of the corpus to mentions that are taken for the place with this id; ``source`` is the
    source that the scope of one is about. ``at`` is in UTC.
    """

    id: str
    at: datetime
    scope: Scope
    spot: Spot
    place: Place | None
    only: str = ""
    by: str = ""
    note: str = ""
    source: str = ""

    def words(self, taken_for: str = "") -> str:
        """All of it in one line of plain text; ``taken_for`` names the place of ``only``."""
        everywhere = f"everywhere it was {taken_for or self.only}" if self.only else "everywhere"
        reach = {
            Scope.MENTION: "here",
            Scope.ARTICLE: "in this article",
            Scope.SOURCE: f"in {self.source or 'articles without a source'}",
            Scope.CORPUS: everywhere,
        }
        return f"{self.spot.phrase} → {self.target()}, {reach[self.scope]}; {self.signed()}"

    def target(self) -> str:
        """What the phrase means, for people."""
        return in_words(self.place) if self.place else "not a place"

    def signed(self) -> str:
        """Who corrected it, when and why."""
        who = f"corrected by {self.by}" if self.by else "corrected"
        return f"{who} on {self.at:%Y-%m-%d}" + (f": {self.note}" if self.note else "")


def in_words(place: Place) -> str:
    """A place in words, such as ``Georgia (US)``."""
    where = ", ".join(part for part in (place.admin1, place.country_code) if part)
    return f"{place.name} ({where})" if where else place.name


@dataclass(frozen=True, slots=True)
class DrawnMention:
    """A mention drawn for a check, with the place and the confidence it had then."""

    spot: Spot
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class Check:
    """A simple random sample of placed mentions, and what a person thinks of each.

    It was drawn with ``seed`` out of ``population`` placed mentions.
    """

    id: str
    at: datetime
    seed: int
    population: int
    drawn: tuple[DrawnMention, ...]
    by: str = ""
    verdicts: Mapping[Spot, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasuredPrecision:
    """The share of placed mentions that are placed rightly, as measured by a check.

    ``low`` and ``high`` are the 95 % score interval of Wilson ("Probable inference, the law of
    succession, and statistical inference", JASA 22, 1927). Mentions that the judge was unsure
    of count neither way.
    """

    right: int
    wrong: int
    unsure: int
    population: int
    at: datetime

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self.right / (self.right + self.wrong)

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return max(0.0, self._centre() - self._half_width())

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return min(1.0, self._centre() + self._half_width())

    def words(self) -> str:
        """For people, such as "27 of 30 right: 90 % (95 % interval 74 to 97 %)"."""
        unsure = f", {self.unsure} unsure" if self.unsure else ""
        return (
            f"{self.right} of {self.right + self.wrong} right{unsure}: {self.value * 100:.0f} % "
            f"(95 % interval {self.low * 100:.0f} to {self.high * 100:.0f} %), drawn from "
            f"{self.population:,} placed mentions on {self.at:%Y-%m-%d}"
        )

    def _centre(self) -> float:
        n = self.right + self.wrong
        return (self.right + _Z**2 / 2) / (n + _Z**2)

    def _half_width(self) -> float:
        n = self.right + self.wrong
        p = self.value
        return _Z * sqrt(p * (1 - p) * n + _Z**2 / 4) / (n + _Z**2)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of an article, or of the mention at ``spot`` in it, with ``tags`` by which both are
    found. ``text`` or tags may be empty, not both; ``at`` is in UTC."""

    id: str
    at: datetime
    article_id: str
    text: str = ""
    tags: tuple[str, ...] = ()
    spot: Spot | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class LogContents:
    """What a log holds: corrections and notes that were not undone and checks, each newest first.

    ``problems`` names the lines that could not be read, and why; the others count.
    """

    active: tuple[Correction, ...] = ()
    notes: tuple[Note, ...] = ()
    checks: tuple[Check, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def precision(self) -> MeasuredPrecision | None:
        """As measured by the newest check that somebody has begun to judge."""
        measured = (precision(check) for check in self.checks)
        return next((found for found in measured if found), None)


def precision(check: Check) -> MeasuredPrecision | None:
    """What a check says so far; None while nothing is judged right or wrong."""
    verdicts = list(check.verdicts.values())
    right, wrong = verdicts.count(Verdict.RIGHT), verdicts.count(Verdict.WRONG)
    if not right + wrong:
        return None
    return MeasuredPrecision(
        right, wrong, verdicts.count(Verdict.UNSURE), check.population, check.at
    )


def point(latitude: float, longitude: float, name: str, country_code: str = "") -> Place:
    """A place that somebody pointed at on the map; WGS 84 degrees.

    No gazetteer knows what it is, so its feature class is that of a spot.
    """
    where = f"{round(latitude, 5)},{round(longitude, 5)}"
    return Place(
        id=f"point:{where}",
        name=name,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        feature_class="S",
        country_code=country_code,
        source="point",
    )
