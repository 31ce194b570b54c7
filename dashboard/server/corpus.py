"""One version of the atlas and what the page asks of it, shared between visitors."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from geo.atlas import (
    Atlas,
    AtlasReader,
    Cluster,
    DateBasis,
    Difference,
    Facets,
    Filter,
    Headline,
    MentionExcerpt,
    Neighbours,
    PlaceCount,
    SelectionCounts,
    StoryExcerpts,
    Unit,
)
from geo.corrections import CorrectionLog
from geo.gazetteer.names import normalise
from geo.models import Article, Candidate, Place, Role
from geo.places.kinds import is_country
from geo.places.sphere import KM_PER_DEGREE, degrees_of_longitude, distance_km
from geo.settings import Settings

T = TypeVar("T")

JOINED = "joined:"
"""What the id of a marker begins with that the map joined of others, by pixels."""
# As many markers as ever travel to the map.
_MOST_JOINED = 400

# Roles in which a place's name stands for somebody: a government, a people, an organisation.
ACTOR_ROLES = (Role.ACTOR, Role.DEMONYM, Role.ORGANISATION, Role.PUBLISHER)
# Answers kept: some dozens of views of the map and the lists beside them.
_REMEMBERED = 512
# How far from a place is still near it.
NEAR_KM = 500.0
# How finely all places together are looked at, for the map's first view and "show all".
_OVERVIEW_ZOOM = 3
_OVERVIEW = 200


@dataclass(frozen=True)
class Corpus:
    """One version of an atlas. Answers are remembered: a version never changes, and a slider
    is often moved back. ``country_ids`` are the place ids of countries, ``places_by_name`` all
    places with their normalised names, the most named first."""

    reader: AtlasReader
    spans: dict[DateBasis, tuple[date, date] | None]
    sources: tuple[str, ...]
    countries: tuple[str, ...]
    roles: tuple[Role, ...]
    languages: tuple[str, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    country_ids: tuple[str, ...] = ()
    places_by_name: tuple[tuple[str, Place], ...] = ()
    _answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def is_empty(self) -> bool:
        """Whether there is no article at all."""
        return self.counts(Filter()).articles_total == 0

    def counts(self, f: Filter) -> SelectionCounts:
        """For the status line."""
        return self._remember(("counts", f), lambda: self.reader.counts(f))

    def places(self, f: Filter, unit: Unit, limit: int | None = None) -> list[PlaceCount]:
        """The places of a selection, the most counted first."""
        return self._remember(
            ("places", f, unit, limit), lambda: self.reader.places(f, unit, limit)
        )

    @property
    def newest_arrival(self) -> datetime | None:
        """When the last article came in (UTC)."""
        return self._remember("newest arrival", self.reader.newest_arrival)

    def total(self, f: Filter, unit: Unit) -> int:
        """All that a selection holds in this unit; of mentions, the placed ones."""
        counts = self.counts(f)
        return {
            Unit.MENTIONS: counts.mentions,
            Unit.ARTICLES: counts.articles,
            Unit.STORIES: counts.stories,
        }[unit]

    def place(self, f: Filter, unit: Unit, place: str) -> PlaceCount | None:
        """One place of a selection, if it is in it."""
        found = self.places(replace(f, place_id=place), unit, 1) if place else []
        return found[0] if found else None

    def known(self, place: str) -> Place | None:
        """A place of the whole corpus, whatever is selected."""
        return next((each for _, each in self.places_by_name if each.id == place), None)

    def places_beginning_with(self, name: str, limit: int) -> list[Place]:
        """Places of the whole corpus with a name, or a word in it, that begins so."""
        key = normalise(name)
        if not key:
            return []
        found = [place for named, place in self.places_by_name if named.startswith(key)]
        found += [place for named, place in self.places_by_name if f" {key}" in named]
        return list(dict.fromkeys(found))[:limit]

    def near(
        self, f: Filter, unit: Unit, latitude: float, longitude: float, limit: int
    ) -> list[tuple[float, PlaceCount]]:
        """The places of a selection within ``NEAR_KM``, with their kilometres, nearest first."""
        away = NEAR_KM / KM_PER_DEGREE
        wide = min(180.0, degrees_of_longitude(away, latitude))
        around = replace(f, bbox=sides(latitude, longitude, away, wide))
        found = (
            (distance_km(latitude, longitude, c.place.latitude, c.place.longitude), c)
            for c in self.places(around, unit)
        )
        near = [(distance, c) for distance, c in found if distance <= NEAR_KM]
        return sorted(near, key=lambda each: each[0])[:limit]

    def clusters(
        self, f: Filter, unit: Unit, zoom: float, most: int, alone: Collection[str] = ()
    ) -> list[Cluster]:
        """The markers of a map at this zoom, at most so many."""
        apart = tuple(sorted(alone))
        return self._remember(
            ("clusters", f, unit, zoom, most, apart),
            lambda: self.reader.clusters(f, unit, zoom, most, apart, ACTOR_ROLES),
        )

    def overview(self, f: Filter, unit: Unit) -> list[Cluster]:
        """All places of a selection in some hundred markers; each country by itself."""
        most = _OVERVIEW + len(self.country_ids)
        return self.clusters(f, unit, _OVERVIEW_ZOOM, most, self.country_ids)

    def cluster_places(self, f: Filter, unit: Unit, cluster: str) -> list[PlaceCount]:
        """The places that a joined marker stands for; ``cluster`` is as the map reports it."""
        marks = joined_marks(cluster)
        return self._remember(
            ("cluster", f, unit, marks), lambda: self.reader.cluster_places(f, unit, *marks)
        )

    def places_among(self, f: Filter, unit: Unit, ids: Collection[str]) -> list[PlaceCount]:
        """Those of a selection's places that have one of these ids, the most counted first."""
        among = tuple(ids)
        return self._remember(
            ("places among", f, unit, among), lambda: self.reader.places(f, unit, among=among)
        )

    def ids_where(self, fits: Callable[[Place], bool]) -> tuple[str, ...]:
        """The ids of the places of the whole corpus that a function, which is always the same,
        says yes to."""
        return self._remember(
            ("ids where", fits),
            lambda: tuple(place.id for _, place in self.places_by_name if fits(place)),
        )

    def actor_shares(self, f: Filter, places: Collection[str]) -> dict[str, float]:
        """How much of these places' mentions (0 to 1) stand for somebody, by place id."""
        ids = tuple(places)
        return self._remember(
            ("actor shares", f, ids), lambda: self.reader.shares(f, ids, ACTOR_ROLES)
        )

    def differences(self, before: Filter, after: Filter, unit: Unit) -> list[Difference]:
        """Every place under either filter, the most changed first."""
        return self._remember(
            ("differences", before, after, unit),
            lambda: self.reader.differences(before, after, unit),
        )

    def facets(self, f: Filter) -> Facets:
        """What sources, countries, roles and languages there are to choose from."""
        return self._remember(("facets", f), lambda: self.reader.facets(f))

    def stories(self, f: Filter, place: str, limit: int) -> list[StoryExcerpts]:
        """The stories that name a place, newest first, reprints folded."""
        return self._remember(
            ("stories", f, place, limit), lambda: self.reader.story_excerpts(f, place, limit)
        )

    def count_stories(self, f: Filter, place: str) -> int:
        """How many stories name a place."""
        return self._remember(
            ("count stories", f, place), lambda: self.reader.count_stories(f, place)
        )

    def story(self, f: Filter, place: str, story: str, limit: int) -> list[MentionExcerpt]:
        """The sentences of one story that name a place."""
        return self._remember(
            ("story", f, place, story, limit),
            lambda: self.reader.excerpts(f, place, limit, story_id=story),
        )

    def headlines(self, f: Filter, limit: int) -> list[Headline]:
        """The articles of a selection, newest first."""
        return self._remember(("headlines", f, limit), lambda: self.reader.articles(f, limit))

    def article(self, article: str) -> Article | None:
        """The article as it was read, or None."""
        return self._remember(("article", article), lambda: self.reader.article(article))

    def neighbours(self, f: Filter, article: str) -> Neighbours | None:
        """The articles before and after this one in a selection, if it is in it."""
        return self._remember(
            ("neighbours", f, article), lambda: self.reader.neighbours(f, article)
        )

    def explain(self, article: str, start: int, end: int) -> Sequence[Candidate]:
        """What a mention may mean, the likeliest first."""
        return self.reader.explain(article, start, end)

    def largest_count(self, f: Filter, unit: Unit) -> int:
        """The largest count of a place at any time, so that sizes keep their scale."""
        ever = self.places(replace(f, date_from=None, date_to=None, undated=True), unit, 1)
        return max((counted.count for counted in ever), default=1)

    def days(self, f: Filter, unit: Unit) -> list[tuple[date, int]]:
        """Counts by day on the filter's date basis, whatever dates are chosen."""
        ever = replace(f, date_from=None, date_to=None)
        return self._remember(("days", ever, unit), lambda: self.reader.histogram(ever, unit))

    def _remember(self, question: Hashable, ask: Callable[[], T]) -> T:
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                found: T = self._answers[question]
                return found
        answer = ask()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer


def sides(
    latitude: float, longitude: float, high: float, wide: float
) -> tuple[float, float, float, float]:
    """(west, south, east, north) of so many degrees to each side of a point."""
    west, east = wrapped(longitude - wide), wrapped(longitude + wide)
    if wide >= 180:
        west, east = -180.0, 180.0
    return west, max(-90.0, latitude - high), east, min(90.0, latitude + high)


def wrapped(longitude: float) -> float:
    """The same longitude, between -180 and 180 degrees."""
    return (longitude + 180) % 360 - 180


def joined_marks(cluster: str) -> tuple[str, ...]:
    """The ids of what the map joined into one marker: places, and what was joined before."""
    return tuple(cluster.removeprefix(JOINED).split()[:_MOST_JOINED])


def corpus(settings: Settings) -> Corpus:
    """The atlas as it is now, with what was put right; opened once for all visitors, and again
    when it has changed."""
    return _latest_corpus(settings.atlas, str(settings.corrections), settings.copies).current()


# Visitors' own atlases are among them; they are small.
@st.cache_resource(max_entries=32, show_spinner=False)
def _latest_corpus(atlas: str, corrections: str, copies: Path) -> LatestCorpus:
    return LatestCorpus(Atlas(atlas, corrections, copies))


def forget(settings: Settings) -> None:
    """Hold nothing any more of an atlas that is gone, nor of what was put right in it."""
    _latest_corpus.clear(settings.atlas, str(settings.corrections), settings.copies)
    CorrectionLog(settings.corrections).forget()


class LatestCorpus:
    """The latest version of an atlas; no earlier one is held in memory."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._lock = Lock()
        self._version = ""
        self._corpus: Corpus | None = None

    def current(self) -> Corpus:
        """The version that is published now."""
        version = self._atlas.version
        with self._lock:
            if self._corpus is None or version != self._version:
                self._corpus, self._version = _opened(self._atlas), version
                collect_and_leave_out_the_rest()
            return self._corpus


def _spans(reader: AtlasReader) -> dict[DateBasis, tuple[date, date] | None]:
    """The days that time is shown between: of publication, the first and the last; of what is
    spoken of, the years that hold nine tenths of it, for articles speak of the Romans too."""
    spans = {basis: reader.date_span(basis) for basis in DateBasis}
    known = spans[DateBasis.SPOKEN]
    if known:
        spoken = Filter(date_basis=DateBasis.SPOKEN)
        spans[DateBasis.SPOKEN] = usual_years(reader.histogram(spoken, Unit.MENTIONS), known)
    return spans


def usual_years(days: Sequence[tuple[date, int]], span: tuple[date, date]) -> tuple[date, date]:
    """The years that hold the middle nine tenths of the counted days, within the span."""
    tail = sum(count for _, count in days) / 20
    first, last = _after(days, tail), _after(days[::-1], tail)
    return (
        max(span[0], date(first.year, 1, 1)) if first else span[0],
        min(span[1], date(last.year, 12, 31)) if last else span[1],
    )


def _after(days: Sequence[tuple[date, int]], enough: float) -> date | None:
    """The first of the days with which more than enough are counted."""
    counted = 0.0
    for day, count in days:
        counted += count
        if counted > enough:
            return day
    return None


def _opened(atlas: Atlas) -> Corpus:
    reader = atlas.reader()
    every = [counted.place for counted in reader.places(Filter())]
    return Corpus(
        reader=reader,
        spans=_spans(reader),
        sources=tuple(source for source, _ in reader.sources() if source),
        countries=tuple(country for country, _ in reader.countries()),
        roles=tuple(Role(role) for role, _ in reader.roles()),
        languages=tuple(code for code, _ in reader.languages()),
        unread=tuple(reader.unread()),
        country_ids=tuple(place.id for place in every if is_country(place)),
        places_by_name=tuple((normalise(place.name), place) for place in every),
    )


def collect_and_leave_out_the_rest() -> None:
    """Free what is garbage, also of what was left out before, and leave out from now on what is
    in memory now: it stays, or is freed as soon as nothing refers to it.

    Streamlit has Python's collector look through everything after each run of the page, and
    nothing can be sent meanwhile. With the libraries and an atlas in memory that takes longer
    than the run itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
