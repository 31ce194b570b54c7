"""Questions to one version of the atlas, answered from its columns in memory."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.atlas import aggregate, apply_corrections, clusters, day_counts, excerpts
from geo.atlas.aggregate import PlaceTable
from geo.atlas.answers import (
    Cluster,
    Corrected,
    Difference,
    Facet,
    Facets,
    Headline,
    MentionExcerpt,
    Neighbours,
    PlaceCount,
    SelectionCounts,
    StoredMention,
    StoryExcerpts,
    Unplaced,
)
from geo.atlas.columns import UNDATED, Ints
from geo.atlas.extract import Extract
from geo.atlas.filters import DateBasis, Filter, Unit
from geo.atlas.manifest import Manifest
from geo.atlas.parts import Damaged
from geo.atlas.snapshot import Snapshot
from geo.corrections import Correction, DrawnMention, Note, Scope, Spot
from geo.corrections.active import ActiveCorrections
from geo.models import Article, Candidate, GeoparsedArticle, Place

Answer = TypeVar("Answer")


class AtlasReader:
    """One consistent version of an atlas, whatever is written meanwhile.

    May be shared between threads. ``warnings`` names what had to be left out because it is
    missing or damaged; there may be more of them once a text is read that nobody read before.
    Every method with a filter raises BadInput where its text is no search.

    What people have put right (``active``) is shown in every answer. What ``before``, a
    reader of the same atlas, has in memory of the same version is not read again. The
    ``owner`` of a folder that is there for a time only is kept as long as the reader is.
    """

    def __init__(
        self,
        folder: Path,
        published: Manifest,
        active: ActiveCorrections | None = None,
        before: AtlasReader | None = None,
        owner: object = None,
    ) -> None:
        self._lock = threading.Lock()
        self._published = published
        self._owner = owner
        if before is not None and before._published == published:
            self._snapshot: Snapshot = before._snapshot.corrected(active or ActiveCorrections())
        else:
            self._snapshot = Snapshot(folder, published.parts, (), active)

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for each file that was left out, and why."""
        return self._snapshot.warnings

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the memory; the reader holds nothing from here on."""
        self._published = Manifest()
        self._snapshot = Snapshot(self._snapshot.folder, (), ())

    def extract(self, f: Filter) -> Extract:
        """All that the filter lets through, to be written elsewhere a batch at a time."""
        return Extract(self._snapshot, f)

    def placed_mentions(self, f: Filter, limit: int, offset: int = 0) -> list[MentionExcerpt]:
        """A page of the placed mentions: the articles as they are stored, each in the order of
        its text."""

        def answer(atlas: Snapshot) -> list[MentionExcerpt]:
            return list(chain.from_iterable(Extract(atlas, f).mentions(offset, limit)))

        return self._ask(answer)

    def articles_with_places(
        self, f: Filter, limit: int, offset: int = 0
    ) -> list[tuple[Headline, tuple[Place, ...]]]:
        """A page of the articles, newest first, each with the places that it names."""

        def answer(atlas: Snapshot) -> list[tuple[Headline, tuple[Place, ...]]]:
            return list(chain.from_iterable(Extract(atlas, f).articles(offset, limit)))

        return self._ask(answer)

    def newest_arrival(self) -> datetime | None:
        """When the last article was ingested (UTC); None where there is none."""

        def answer(atlas: Snapshot) -> datetime | None:
            if not len(atlas.arrived):
                return None
            found: datetime = atlas.arrived.max().astype("datetime64[us]").item()
            return found.replace(tzinfo=UTC)

        return self._ask(answer)

    def mention(self, mention_id: str) -> MentionExcerpt | None:
        """The mention with this id in its sentence, or None."""
        return self._ask(lambda atlas: excerpts.mention(atlas, mention_id))

    def ingested(self, article_ids: Sequence[str]) -> dict[str, datetime]:
        """When each of these articles was ingested (UTC), by its id."""
        return self._ask(lambda atlas: excerpts.ingested(atlas, article_ids))

    def counts(self, f: Filter) -> SelectionCounts:
        """How much the filter lets through."""

        def answer(atlas: Snapshot) -> SelectionCounts:
            if counted := atlas.counted_by_day(day_counts.fits(atlas.columns, f)):
                return day_counts.selected(atlas.columns, counted, f)
            selection, articles = atlas.select(f), atlas.columns.articles
            place = atlas.columns.mentions.place[selection.placed]
            return SelectionCounts(
                articles=int(selection.articles.sum()),
                articles_total=len(articles),
                places=int(np.count_nonzero(np.diff(place, prepend=-1))),
                mentions=len(place),
                undated=selection.undated,
                unplaced=len(atlas.unplaced(f)),
                unread=int((selection.articles & articles.unread).sum()),
                stories=aggregate.distinct_stories(atlas.columns, selection.articles),
            )

        return self._ask(answer)

    def places(
        self,
        f: Filter,
        unit: Unit = Unit.MENTIONS,
        limit: int | None = None,
        among: Collection[str] | None = None,
    ) -> list[PlaceCount]:
        """The places that are named, the most counted first; only those with the ids ``among``,
        where these are given."""

        def answer(atlas: Snapshot) -> list[PlaceCount]:
            table = _by_place(atlas, f, unit)
            rows = table.by_count()
            if among is not None:
                rows = rows[np.isin(table.place[rows], atlas.columns.indices(among))]
            return aggregate.place_counts(atlas.columns, table, rows[:limit])

        return self._ask(answer)

    def shares(
        self, f: Filter, places: Collection[str], roles: Collection[str]
    ) -> dict[str, float]:
        """How much (0 to 1) of the mentions of each of these places is in one of these roles, by
        the place's id; without those that are not named."""

        def answer(atlas: Snapshot) -> dict[str, float]:
            columns = atlas.columns
            known = columns.indices(places)
            named = _in_roles(atlas, f, None)[known]
            acting = _in_roles(atlas, f, roles)[known]
            return {
                columns.places[at].id: acts / every
                for at, acts, every in zip(
                    known.tolist(), acting.tolist(), named.tolist(), strict=True
                )
                if every
            }

        return self._ask(answer)

    def clusters(
        self,
        f: Filter,
        unit: Unit,
        zoom: float,
        most: int = 400,
        alone: Collection[str] = (),
        actors: Collection[str] = (),
    ) -> list[Cluster]:
        """What a map draws at Leaflet's ``zoom``: at most ``most`` markers, whatever the corpus,
        the most counted first. Only places of one extent (``geo.places.kinds.Extent``) are
        joined; those with the ids ``alone`` are not. ``actors`` are the roles that count for
        ``Cluster.actors``.
        """

        def answer(atlas: Snapshot) -> list[Cluster]:
            table = _by_place(atlas, f, unit)
            every = _in_roles(atlas, f, actors)
            return clusters.clusters(atlas.columns, table, every[table.place], zoom, most, alone)

        return self._ask(answer)

    def cluster_places(self, f: Filter, unit: Unit, *marks: str) -> list[PlaceCount]:
        """All places of the markers with these ids, joined ones and places by themselves, the
        most counted first; none for an unknown id."""

        def answer(atlas: Snapshot) -> list[PlaceCount]:
            table = _by_place(atlas, f, unit)
            return aggregate.place_counts(
                atlas.columns, table, clusters.members(atlas.columns, table, marks)
            )

        return self._ask(answer)

    def differences(self, f: Filter, g: Filter, unit: Unit = Unit.MENTIONS) -> list[Difference]:
        """Every place that either filter lets through, the most changed first."""
        return self._ask(
            lambda atlas: aggregate.differences(
                atlas.columns, _by_place(atlas, f, unit), _by_place(atlas, g, unit)
            )
        )

    def excerpts(
        self, f: Filter, place_id: str, limit: int, offset: int = 0, story_id: str = ""
    ) -> list[MentionExcerpt]:
        """The sentences that name this place, newest article first; of one story, if given."""

        def answer(atlas: Snapshot) -> list[MentionExcerpt]:
            mentions = _of_place(atlas, f, place_id)
            if story_id:
                mentions = aggregate.of_story(atlas.columns, mentions, story_id)
            return excerpts.of_mentions(
                atlas, aggregate.newest(atlas.columns, mentions, limit, offset)
            )

        return self._ask(answer)

    def story_excerpts(
        self, f: Filter, place_id: str, limit: int, offset: int = 0
    ) -> list[StoryExcerpts]:
        """The stories that name this place, the one with the newest article first."""
        return self._ask(
            lambda atlas: excerpts.of_stories(atlas, _of_place(atlas, f, place_id), limit, offset)
        )

    def count_stories(self, f: Filter, place_id: str) -> int:
        """How many stories name this place."""

        def answer(atlas: Snapshot) -> int:
            article = atlas.columns.mentions.article[_of_place(atlas, f, place_id)]
            return len(np.unique(atlas.columns.articles.story[article]))

        return self._ask(answer)

    def unplaced(self, f: Filter, limit: int) -> list[Unplaced]:
        """Names that could not be placed, in the articles the filter lets through.

        Of the conditions on mentions, only the roles are asked of the name itself.
        """
        return self._ask(lambda atlas: aggregate.unplaced(atlas.columns, atlas.unplaced(f), limit))

    def unplaced_excerpts(
        self, f: Filter, phrase: str, limit: int, offset: int = 0
    ) -> list[MentionExcerpt]:
        """The sentences with this name that could not be placed, newest first."""

        def answer(atlas: Snapshot) -> list[MentionExcerpt]:
            mentions = aggregate.with_phrase(atlas.columns, atlas.unplaced(f), phrase)
            return excerpts.of_mentions(
                atlas, aggregate.newest(atlas.columns, mentions, limit, offset)
            )

        return self._ask(answer)

    def pending(self) -> list[tuple[str, str]]:
        """Article id and phrase of each name for which a service is still to be asked."""
        return self._ask(lambda atlas: aggregate.pending(atlas.columns))

    def histogram(self, f: Filter, unit: Unit = Unit.ARTICLES) -> list[tuple[date, int]]:
        """The count of each day that has one, on the filter's date basis; of mentions, the placed.

        For dates spoken of, only times known to a week or better count, on the
        first of their days.
        """

        def answer(atlas: Snapshot) -> list[tuple[date, int]]:
            if f.date_basis is DateBasis.SPOKEN:
                chosen = atlas.select(f)
                return aggregate.by_spoken_day(atlas.columns, chosen, atlas.spoken, unit)
            if counted := atlas.counted_by_day(day_counts.fits(atlas.columns, f)):
                return day_counts.by_day(atlas.columns, counted, f, unit)
            return aggregate.by_day(atlas.columns, atlas.select(f), unit)

        return self._ask(answer)

    def date_span(self, date_basis: DateBasis = DateBasis.PUBLISHED) -> tuple[date, date] | None:
        """The first and the last day of all on this basis; None where there is none."""

        def answer(atlas: Snapshot) -> tuple[date, date] | None:
            days = atlas.columns.articles.published
            days = days[days != UNDATED]
            if date_basis is DateBasis.SPOKEN:
                days = atlas.spoken.earliest[atlas.spoken.precise()]
            return aggregate.span(days)

        return self._ask(answer)

    def articles(self, f: Filter, limit: int, offset: int = 0) -> list[Headline]:
        """The articles that the filter lets through, newest first."""
        return self._ask(lambda atlas: excerpts.headlines(atlas, atlas.select(f), limit, offset))

    def neighbours(self, f: Filter, article_id: str) -> Neighbours | None:
        """What stands beside an article in that list; None where it is not in it."""
        return self._ask(
            lambda atlas: aggregate.neighbours(atlas.columns, atlas.select(f).articles, article_id)
        )

    def article(self, article_id: str) -> Article | None:
        """The article as it was read, or None."""
        return self._ask(lambda atlas: excerpts.article(atlas, article_id))

    def geoparsed(self, article_id: str) -> GeoparsedArticle | None:
        """The article with what was found in it, as it can be added to another atlas: as it was
        geoparsed, whatever a person has put right since. None where there is no such article."""
        return self._ask(lambda atlas: excerpts.geoparsed(atlas, article_id))

    def mentions(self, article_id: str) -> list[StoredMention]:
        """Every mention in the article, in the order of its text."""
        return self._ask(lambda atlas: excerpts.mentions(atlas, article_id))

    def focus(self, article_id: str) -> list[PlaceCount]:
        """What the article is about: some of the places that it names, or none."""

        def answer(atlas: Snapshot) -> list[PlaceCount]:
            article = atlas.columns.articles.index(article_id)
            mask = atlas.focus & (atlas.columns.mentions.article == article)
            placed: Ints = np.flatnonzero(mask).astype(np.int32)
            table = aggregate.by_place(atlas.columns, placed, Unit.MENTIONS)
            return aggregate.place_counts(atlas.columns, table, table.by_count())

        return self._ask(answer)

    def explain(self, article_id: str, start: int, end: int) -> tuple[Candidate, ...]:
        """What a mention may have meant, best first, as it was judged when it was ingested:
        the first two with their reasons. Nothing where that was not kept. A place that a
        person has named comes first, with who said so.
        """
        return self._ask(lambda atlas: excerpts.candidates(atlas, article_id, start, end))

    def judged_candidates(
        self, article_ids: Sequence[str]
    ) -> dict[str, dict[tuple[int, int], tuple[Candidate, ...]]]:
        """What each mention of these articles may have meant, as it was judged when it was
        ingested, by the article's id and (start, end); whatever people have put right since."""
        return self._ask(lambda atlas: excerpts.judged_by_article(atlas, article_ids))

    def correction(self, article_id: str, start: int, end: int) -> Correction | None:
        """What a person has put right of a mention, be it that it is no place; else None."""
        return self._ask(lambda atlas: atlas.correction(article_id, start, end))

    def corrected(self) -> list[Corrected]:
        """Every mention that a person has put right, as it was geoparsed, oldest correction
        first, then newest article."""
        return self._ask(excerpts.corrected)

    def reach(self) -> dict[str, int]:
        """How many mentions each correction changes, by its id; none that changes nothing."""
        return self._ask(lambda atlas: Counter(made.id for _, made in atlas.effects()))

    def would_change(self, spot: Spot, only: str = "") -> dict[Scope, int]:
        """How many mentions a correction of this one would change, by its scope; the wider ones
        are about mentions that are taken for the place with the id ``only``, if one is given."""
        return self._ask(lambda atlas: apply_corrections.reach(atlas.columns, spot, only))

    def spots(self, f: Filter) -> set[tuple[str, int]]:
        """Where each placed mention stands: the id of its article, and its start there."""

        def answer(atlas: Snapshot) -> set[tuple[str, int]]:
            placed, stored = atlas.select(f).placed, atlas.columns.mentions
            ids = atlas.columns.articles.ids.take(pa.array(stored.article[placed])).to_pylist()
            return set(zip(ids, stored.start[placed].tolist(), strict=True))

        return self._ask(answer)

    def sample(self, f: Filter, size: int, seed: int) -> tuple[tuple[DrawnMention, ...], int]:
        """A simple random sample of the placed mentions, and how many it was drawn from."""
        return self._ask(lambda atlas: excerpts.sample(atlas, atlas.select(f), size, seed))

    def facets(self, f: Filter) -> Facets:
        """What sources, countries, roles and languages there are under the filter."""

        def answer(atlas: Snapshot) -> Facets:
            def chosen(**open_: Any) -> Any:
                return atlas.select(replace(f, **open_))

            if counted := atlas.counted_by_day(day_counts.fits(atlas.columns, f)):
                found = day_counts.facets(atlas.columns, counted, f)
                return replace(found, tags=_tags(atlas, f))
            return Facets(
                sources=aggregate.sources(atlas.columns, chosen(sources=())),
                countries=aggregate.countries(atlas.columns, chosen(countries=())),
                roles=aggregate.roles(atlas.columns, chosen(roles=())),
                languages=aggregate.languages(atlas.columns, chosen(languages=())),
                tags=_tags(atlas, replace(f, tags=())),
            )

        return self._ask(answer)

    def notes(self, article_id: str) -> list[Note]:
        """What people have written to an article and its mentions, oldest first."""
        return self._ask(
            lambda atlas: [
                each for each in atlas.active.notes.notes if each.article_id == article_id
            ]
        )

    def sources(self) -> list[tuple[str, int]]:
        """Every source with its number of articles, by name."""
        return self._every(
            lambda atlas: (atlas.columns.articles.source, atlas.columns.articles.sources)
        )

    def languages(self) -> list[tuple[str, int]]:
        """Every language (ISO 639-1, "" where unknown) with its number of articles, by code."""
        return self._every(
            lambda atlas: (atlas.columns.articles.language, atlas.columns.articles.languages)
        )

    def roles(self) -> list[tuple[str, int]]:
        """Every role with its number of mentions, by name."""
        return self._every(
            lambda atlas: (atlas.columns.mentions.role, atlas.columns.mentions.roles)
        )

    def countries(self) -> list[tuple[str, int]]:
        """Every country code (ISO 3166-1 alpha-2) with its number of mentions, by code."""
        return self._ask(lambda atlas: aggregate.country_mentions(atlas.columns))

    def unread(self) -> list[tuple[str, int]]:
        """The languages that nobody could read, with their number of articles, most first."""

        def answer(atlas: Snapshot) -> list[tuple[str, int]]:
            articles = atlas.columns.articles
            return list(
                aggregate.most_first(articles.language[articles.unread], articles.languages)
            )

        return self._ask(answer)

    def _every(self, codes: Callable[[Snapshot], tuple[Any, Any]]) -> list[tuple[str, int]]:
        return self._ask(lambda atlas: sorted(aggregate.most_first(*codes(atlas))))

    def _ask(self, question: Callable[[Snapshot], Answer]) -> Answer:
        """The answer; where something turns out to be damaged, that without it."""
        while True:
            atlas = self._snapshot
            try:
                return question(atlas)
            except Damaged as damage:
                with self._lock:
                    if self._snapshot is atlas:
                        self._snapshot = atlas.without(damage)


def _tags(atlas: Snapshot, f: Filter) -> Facet:
    """The tags of people's notes, by the number of the articles let through that bear them."""
    counted = [
        (tag, int((atlas.tagged((tag,))[0] & atlas.select(f).articles).sum()))
        for tag in atlas.active.notes.tags
    ]
    return tuple(
        sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0]))
    )


def _in_roles(atlas: Snapshot, f: Filter, roles: Collection[str] | None) -> NDArray[np.int64]:
    """How many mentions let through are in one of the roles (None: whatever their role), for each
    place of the atlas."""
    if counted := atlas.counted_by_day(day_counts.fits_by_place(atlas.columns, f)):
        return day_counts.in_roles(atlas.columns, counted, f, roles)
    mentions, placed = atlas.columns.mentions, atlas.select(f).placed
    if roles is not None:
        # A role of -1, of none, finds the last entry.
        codes = np.array([role in roles for role in mentions.roles] + [False])
        placed = placed[codes[mentions.role[placed]]]
    return np.bincount(mentions.place[placed], minlength=len(atlas.columns.places))


def _by_place(atlas: Snapshot, f: Filter, unit: Unit) -> PlaceTable:
    if counted := atlas.counted_by_day(day_counts.fits_by_place(atlas.columns, f)):
        return day_counts.by_place(atlas.columns, counted, f, unit)
    return aggregate.by_place(atlas.columns, atlas.select(f).placed, unit)


def _of_place(atlas: Snapshot, f: Filter, place_id: str) -> Ints:
    """The mentions of one place that the filter lets through."""
    place, stored = atlas.columns.place(place_id), atlas.columns.mentions.place
    if place is None:
        return np.zeros(0, np.int32)
    # Those of a place stand together.
    first = np.searchsorted(stored, np.int32(place))
    end = np.searchsorted(stored, np.int32(place), "right")
    if atlas.counted_by_day(day_counts.fits_by_place(atlas.columns, f)):
        return atlas.among(f, np.arange(first, end, dtype=np.int32))
    # What is placed is in the order of the columns.
    placed = atlas.select(f).placed
    return placed[np.searchsorted(placed, first) : np.searchsorted(placed, end)]
