"""From a selection of the atlas to rows: one a mention, a place, an article or a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from geo.atlas import (
    AtlasReader,
    DateBasis,
    Extract,
    Filter,
    Headline,
    MentionExcerpt,
    PlaceCount,
    SelectionCounts,
    Unit,
)
from geo.corrections import Note
from geo.export import provenance
from geo.export.columns import COLUMNS, By, ExportColumn
from geo.export.provenance import Provenance
from geo.models import IN_TOWN, Excerpt, Place
from geo.picture import Request
from geo.places import kinds
from geo.timing import EventDate

Progress = Callable[[int, int, str], None]
"""How far it is: rows done, rows in all, and what they are."""

Point = tuple[float, float]
"""Longitude and latitude in degrees, in the order of GeoJSON and WKB."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its ``values`` by the names of the columns, None where there is none.

    ``points`` are where it is on the map, ``begin`` and ``end`` when, both included.
    """

    id: str
    name: str
    values: dict[str, Any]
    points: tuple[Point, ...] = ()
    begin: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind; ``records`` reads them anew at every call."""

    by: By
    records: Callable[[], Iterator[Record]]

    @property
    def columns(self) -> tuple[ExportColumn, ...]:
        """The columns, in order."""
        return COLUMNS[self.by]

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Content:
    """What is taken out: everything that ``f`` lets through.

    ``by`` is what the rows are, None for what is usual in a format. Without ``text`` no sentence
    is given; with ``sentence_length`` at most so many characters of each, around the name.
    ``picture`` says how a picture of it is to be.
    """

    reader: AtlasReader
    f: Filter
    provenance: Provenance
    by: By | None = None
    text: bool = True
    sentence_length: int | None = None
    progress: Progress = lambda done, total, what: None
    picture: Request = field(default_factory=Request)

    @property
    def extract(self) -> Extract:
        """All that the filter lets through."""
        return self.reader.extract(self.f)

    @property
    def counts(self) -> SelectionCounts:
        """How much that is."""
        return self.reader.counts(self.f)

    def method(self) -> list[tuple[str, str]]:
        """What a reader must know of the numbers."""
        return list(self.provenance.method(self.f, self.counts))

    def table(self, by: By) -> Table:
        """The rows of this kind."""
        rows = {
            By.MENTION: self._mentions,
            By.PLACE: self._places,
            By.ARTICLE: self._articles,
            By.DAY: self._days,
        }
        return Table(by, rows[by])

    def count(self, by: By) -> int:
        """How many rows of this kind there are."""
        counts = self.counts
        if by is By.DAY:
            return len(self.reader.histogram(self.f))
        of = {By.MENTION: counts.mentions, By.PLACE: counts.places, By.ARTICLE: counts.articles}
        return of[by]

    def page(self, by: By, limit: int, offset: int = 0) -> list[Record]:
        """Some of the rows of this kind, in their order."""
        match by:
            case By.MENTION:
                found = self.reader.placed_mentions(self.f, limit, offset)
                return [self.record(mention) for mention in found]
            case By.ARTICLE:
                heads = self.reader.articles_with_places(self.f, limit, offset)
                return [_article(head, places) for head, places in heads]
        return list(islice(self.table(by).records(), offset, offset + limit))

    def record(self, mention: MentionExcerpt) -> Record:
        """The row of a placed mention."""
        return self._record(replace(mention, excerpt=self._shortened(mention.excerpt)))

    def mentions(self) -> Iterator[tuple[MentionExcerpt, Record]]:
        """The placed mentions with their rows; their sentences as long as they may be."""
        total, done = self.counts.mentions, 0
        for batch in self.extract.mentions():
            for mention in batch:
                quoted = replace(mention, excerpt=self._shortened(mention.excerpt))
                yield quoted, self._record(quoted)
            done += len(batch)
            self.progress(done, total, By.MENTION.plural)

    def headlines(self) -> Iterator[tuple[Headline, tuple[Place, ...]]]:
        """The articles, newest first, each with the places that it names."""
        total, done = self.counts.articles, 0
        for batch in self.extract.articles():
            yield from batch
            done += len(batch)
            self.progress(done, total, By.ARTICLE.plural)

    def _shortened(self, excerpt: Excerpt) -> Excerpt:
        if not self.text:
            return Excerpt(excerpt.article_id, "", 0, 0)
        return shortened(excerpt, self.sentence_length)

    def _mentions(self) -> Iterator[Record]:
        return (record for _, record in self.mentions())

    def _record(self, mention: MentionExcerpt) -> Record:
        place = mention.place
        assert place is not None  # noqa: S101 (of those that are placed)
        begin, end = self._times(mention)
        return Record(
            id=mention.mention_id,
            name=place.name,
            values=self._mention(mention, place),
            points=((place.longitude, place.latitude),),
            begin=begin,
            end=end,
        )

    def _times(self, mention: MentionExcerpt) -> tuple[date | None, date | None]:
        """When, on the date basis of the filter."""
        if self.f.date_basis is DateBasis.SPOKEN and mention.spoken:
            return _first(mention.spoken), _last(mention.spoken)
        return mention.published, mention.published

    def _mention(self, mention: MentionExcerpt, place: Place) -> dict[str, Any]:
        made, quoted = mention.correction, mention.excerpt if self.text else None
        return {
            "mention_id": mention.mention_id,
            "phrase": mention.phrase,
            "start": mention.start,
            "end": mention.end,
            "role": mention.role,
            "label": mention.label,
            **_place(place),
            **({"precision": IN_TOWN} if mention.method == IN_TOWN else {}),
            "confidence": round(mention.confidence, 4),
            "method": mention.method,
            "about": mention.focus,
            "corrected": made is not None,
            "corrected_by": made.by if made else None,
            "corrected_note": made.note if made else None,
            "corrected_on": made.at.date() if made else None,
            **_notes(mention.notes),
            "sentence": quoted.text if quoted else None,
            "sentence_start": quoted.start if quoted else None,
            "sentence_end": quoted.end if quoted else None,
            "article_id": mention.article_id,
            "story_id": mention.story_id,
            "title": mention.title,
            "source": mention.source,
            "url": mention.url,
            "language": mention.language,
            "published": mention.published,
            "published_from": mention.published_from,
            **_spoken(mention.spoken),
            **self._origin(place),
            **self._measured(),
        }

    def _places(self) -> Iterator[Record]:
        days, stories = self.extract.days_of_places(), self._stories()
        found = self.reader.places(self.f)
        for done, counted in enumerate(found, start=1):
            place = counted.place
            first, last = days.get(place.id, (None, None))
            yield Record(
                id=place.id,
                name=place.name,
                values={
                    **_place(place),
                    **_counts(counted, stories[place.id]),
                    "first_published": first,
                    "last_published": last,
                    **self._origin(place),
                    **self._measured(),
                },
                points=((place.longitude, place.latitude),),
                begin=first,
                end=last,
            )
            self.progress(done, len(found), By.PLACE.plural)

    def _stories(self) -> dict[str, int]:
        found = self.reader.places(self.f, Unit.STORIES)
        return {counted.place.id: counted.count for counted in found}

    def _articles(self) -> Iterator[Record]:
        return (_article(head, places) for head, places in self.headlines())

    def _days(self) -> Iterator[Record]:
        by_unit = {unit: dict(self.reader.histogram(self.f, unit)) for unit in Unit}
        days = sorted({day for counted in by_unit.values() for day in counted})
        for done, day in enumerate(days, start=1):
            counts = {unit.value: by_unit[unit].get(day, 0) for unit in Unit}
            yield Record(day.isoformat(), day.isoformat(), {"day": day, **counts}, (), day, day)
            self.progress(done, len(days), By.DAY.plural)

    def _origin(self, place: Place) -> dict[str, Any]:
        return {
            "gazetteer": provenance.origin(place),
            "gazetteer_version": self.provenance.gazetteer_version,
            "attribution": provenance.attribution(place),
        }

    def _measured(self) -> dict[str, Any]:
        found = self.provenance.measured
        return {
            "measured_precision": round(found.value, 4) if found else None,
            "measured_low": round(found.low, 4) if found else None,
            "measured_high": round(found.high, 4) if found else None,
            "measured_sample": found.right + found.wrong if found else None,
            "measured_on": found.at.date() if found else None,
        }


ELLIPSIS = "…"


def shortened(excerpt: Excerpt, length: int | None) -> Excerpt:
    """At most so many characters of it, the name in the middle as far as that goes.

    The name is always whole; an ellipsis, which counts, stands where something was left out.
    """
    text = excerpt.text
    if length is None or len(text) <= length:
        return excerpt
    room = max(0, length - (excerpt.end - excerpt.start) - 2 * len(ELLIPSIS))
    first = max(0, min(excerpt.start - room // 2, len(text) - length + len(ELLIPSIS)))
    first = min(first, excerpt.start)
    before = ELLIPSIS if first else ""
    last = max(excerpt.end, min(len(text), first + length - len(before) - len(ELLIPSIS)))
    if last + len(ELLIPSIS) >= len(text) and len(before) + len(text) - first <= length:
        last = len(text)
    after = ELLIPSIS if last < len(text) else ""
    shift = len(before) - first
    return Excerpt(
        excerpt.article_id,
        f"{before}{text[first:last]}{after}",
        excerpt.start + shift,
        excerpt.end + shift,
    )


def _place(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.id,
        "place_name": place.name,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": kinds.precision_in_words(place),
        "geo_precision": kinds.acled_precision(place),
    }


def _article(head: Headline, places: tuple[Place, ...]) -> Record:
    return Record(
        id=head.article_id,
        name=head.title,
        values={
            "article_id": head.article_id,
            "story_id": head.story_id,
            "title": head.title,
            "source": head.source,
            "url": head.url,
            "language": head.language,
            "published": head.published,
            "published_from": head.published_from,
            "mentions": head.mentions,
            "places": len(places),
            "place_ids": "; ".join(place.id for place in places),
            "place_names": "; ".join(place.name for place in places),
            "read": not head.unread,
            **_notes(head.notes),
        },
        points=tuple((place.longitude, place.latitude) for place in places),
        begin=head.published,
        end=head.published,
    )


def _notes(notes: tuple[Note, ...]) -> dict[str, Any]:
    """What people have written, as a column of it and one of their tags."""
    said = [
        f"{note.text} ({', '.join(filter(None, (note.by, note.at.date().isoformat())))})"
        for note in notes
        if note.text
    ]
    tags = dict.fromkeys(tag for note in notes for tag in note.tags)
    return {"note": "; ".join(said) or None, "tags": "; ".join(tags) or None}


def _counts(counted: PlaceCount, stories: int) -> dict[str, Any]:
    return {
        "mentions": counted.mentions,
        "articles": counted.articles,
        "stories": stories,
        "confidence": round(counted.confidence, 4),
    }


def _spoken(times: tuple[EventDate, ...]) -> dict[str, Any]:
    return {
        "spoken_from": _first(times),
        "spoken_to": _last(times),
        "spoken": "; ".join(f"{time.earliest}/{time.latest}" for time in times),
        "spoken_words": "; ".join(time.text for time in times),
        "spoken_precision": "; ".join(
            time.precision + (" from publication" if time.anchored else "") for time in times
        ),
    }


def _first(times: tuple[EventDate, ...]) -> date | None:
    return min((time.earliest for time in times), default=None)


def _last(times: tuple[EventDate, ...]) -> date | None:
    return max((time.latest for time in times), default=None)
