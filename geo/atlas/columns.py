"""What questions are answered from: the narrow columns of an atlas, in memory as numbers.

A million mentions take 80 MB, with the titles of their articles. They stand in the order of
their places, under each place in that of their stories and articles: what belongs together
stands together, so that counting distinct articles or stories is counting where the next one
begins. Texts and excerpts stay on the disk; ``part`` and ``row`` say where.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas import parts
from geo.atlas.manifest import AtlasPart
from geo.atlas.schema import PENDING, place_of
from geo.models import Place
from geo.places.kinds import extent

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

UNDATED = np.iinfo(np.int32).min
"""The day of an article without a date; days count from 1970-01-01."""

_ARTICLE = (
    *("article_id", "story_id", "title", "source", "url"),
    *("published", "published_from", "language"),
)
PLACE_COLUMNS = (
    *("place_id", "place_name", "country_code", "admin1"),
    *("feature_class", "feature_code", "latitude", "longitude"),
)
_MENTION = (
    *("article_id", "phrase", "start", "end", "label", "role", "confidence", "method"),
    *PLACE_COLUMNS,
)
# Of places only the id: where each mention's stands is all that is asked of the others.
_KEPT = (
    *("article_id", "phrase", "start", "end", "label", "role", "confidence", "method"),
    "place_id",
)
_ENCODED = (
    *("article_id", "phrase", "label", "role", "method", "place_id", "place_name"),
    *("country_code", "admin1", "feature_class", "feature_code"),
)


@dataclass(frozen=True, slots=True)
class Articles:
    """One entry an article, those of a story together. ``rank`` is 0 for the newest.

    ``source`` and ``language`` are indices into ``sources`` and ``languages``.
    """

    ids: pa.StringArray
    story: Ints
    story_ids: pa.StringArray
    published: Ints
    rank: Ints
    titles: pa.StringArray
    urls: pa.StringArray
    published_from: pa.StringArray
    source: Ints
    sources: tuple[str, ...]
    language: Ints
    languages: tuple[str, ...]
    unread: Bools
    part: Ints
    row: Ints

    def __len__(self) -> int:
        return len(self.story)

    def index(self, article_id: str) -> int | None:
        """Where the article with this id stands, or None."""
        found = position(self.ids, article_id)
        return None if found < 0 else found


@dataclass(frozen=True, slots=True)
class Mentions:
    """One entry a mention: ``article`` and ``place`` are indices, the latter -1 for none.

    ``phrase``, ``label``, ``role`` and ``method`` are indices into ``phrases``, ``labels``,
    ``roles`` and ``methods``, the last -1 for none; ``correction`` is the number of what a
    person has put right of it, -1 for nothing.
    """

    article: Ints
    place: Ints
    start: Ints
    end: Ints
    confidence: Floats
    role: NDArray[np.int8]
    roles: tuple[str, ...]
    label: NDArray[np.int8]
    labels: tuple[str, ...]
    method: NDArray[np.int16]
    methods: tuple[str, ...]
    phrase: Ints
    phrases: pa.StringArray
    pending: Bools
    part: Ints
    row: Ints
    correction: Ints

    def __len__(self) -> int:
        return len(self.article)


@dataclass(frozen=True, slots=True)
class Columns:
    """An atlas in memory. ``places`` are in the order of their ids; ``extents`` are numbers of
    ``geo.places.kinds.Extent``."""

    articles: Articles
    mentions: Mentions
    places: tuple[Place, ...]
    latitudes: Floats
    longitudes: Floats
    countries: NDArray[Any]
    extents: NDArray[np.int8]

    def indices(self, place_ids: Collection[str]) -> NDArray[np.int64]:
        """Where the places with these ids stand, in any order; unknown ids are left out."""
        known = (self.place(place_id) for place_id in place_ids)
        return np.array([at for at in known if at is not None], np.int64)

    def place(self, place_id: str) -> int | None:
        """Where the place with this id stands, or None."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.places[middle].id < place_id:
                low = middle + 1
            else:
                high = middle
        found = low < len(self.places) and self.places[low].id == place_id
        return low if found else None


@dataclass(frozen=True, slots=True)
class StoredColumns:
    """The columns of some parts that follow each other, as they are stored, and for each part how
    many articles and mentions it has. ``places`` has a row for each place that is named.
    """

    articles: pa.Table
    mentions: pa.Table
    places: pa.Table
    unread: pa.Table | None
    sizes: tuple[tuple[int, int], ...]


def position(words: pa.StringArray, word: str) -> int:
    """Where a word stands among others, -1 for nowhere."""
    try:
        found: int = pc.index(words, word).as_py()
    except UnicodeEncodeError:  # a lone surrogate, which no stored text has
        return -1
    return found


def load(folder: Path, part: AtlasPart) -> StoredColumns:
    """Read the narrow columns of a part. Raises Damaged."""
    articles = parts.read(folder, part.articles, _ARTICLE, ("source", "language"))
    mentions = parts.read(folder, part.mentions, _MENTION, _ENCODED)
    return StoredColumns(
        articles,
        _narrow(mentions),
        _named_places(mentions.select(PLACE_COLUMNS)),
        parts.read(folder, part.unread) if part.unread else None,
        ((len(articles), len(mentions)),),
    )


def joined(loaded: Sequence[StoredColumns]) -> StoredColumns:
    """Parts that follow each other as one, in which each word is held once."""
    unread = [each.unread for each in loaded if each.unread]
    places = [each.places for each in loaded]
    return StoredColumns(
        pa.concat_tables([each.articles for each in loaded]),
        _unified([each.mentions for each in loaded]),
        _named_places(_unified(places)),
        pa.concat_tables(unread) if unread else None,
        tuple(size for each in loaded for size in each.sizes),
    )


def _narrow(mentions: pa.Table) -> pa.Table:
    """What is kept of each mention."""
    for name in ("start", "end"):
        at = mentions.column_names.index(name)
        mentions = mentions.set_column(at, name, mentions.column(name).cast(pa.int32()))
    return mentions.select(_KEPT)


def _named_places(mentions: pa.Table) -> pa.Table:
    """Every place as the first of these rows with it has it."""
    codes = _numbers(parts.dictionary(mentions.column("place_id")).indices, -1)
    named, first = np.unique(codes, return_index=True)
    return mentions.take(pa.array(np.sort(first[named >= 0])))


def _unified(tables: Sequence[pa.Table]) -> pa.Table:
    return pa.table(
        {
            name: parts.joined(tables, name)
            if name in _ENCODED
            else _joined(tables, name, tables[0].schema.field(name).type)
            for name in tables[0].column_names
        }
    )


def assemble(loaded: list[StoredColumns]) -> Columns:
    """The columns of an atlas that consists of these parts, counted from 0.

    ``loaded`` is emptied on the way: what has been joined need not be held twice.
    """
    articles, positions = _articles(loaded)
    article = _positions_of_articles(loaded, positions)
    stored = [each.mentions for each in loaded]
    place, place_ids = _codes(_take_out(stored, "place_id"), "place_id")
    places, position = _places([each.places for each in loaded], place_ids)
    # Index -1, for a mention without a place, finds the last entry.
    place = np.append(position, np.int32(-1))[place]
    on_disk = _places_on_disk([mentions for each in loaded for _, mentions in each.sizes])
    loaded.clear()
    return _columns(stored, articles, article, places, place, on_disk)


def _take_out(stored: list[pa.Table], name: str) -> list[pa.Table]:
    """A column of these tables, which have it no longer: what is read of it is let go."""
    taken = [table.select([name]) for table in stored]
    stored[:] = [table.drop_columns([name]) for table in stored]
    return taken


def _articles(loaded: list[StoredColumns]) -> tuple[Articles, Ints]:
    """The articles, and for each stored one, in the order of the parts, where it stands.

    Of the articles of ``loaded`` their ids are left.
    """
    stored = [each.articles for each in loaded]
    loaded[:] = [replace(each, articles=each.articles.select(["article_id"])) for each in loaded]
    ids = _joined(_take_out(stored, "article_id"), "article_id")
    stories = _joined(_take_out(stored, "story_id"), "story_id")
    keys = pa.table({"story": stories, "id": ids})
    order = pc.sort_indices(keys, [("story", "ascending"), ("id", "ascending")]).to_numpy()
    positions = np.empty(len(order), np.int32)
    positions[order] = np.arange(len(order), dtype=np.int32)
    story = stories.take(pa.array(order)).dictionary_encode()
    del keys, stories
    day = _numbers(_joined(stored, "published", pa.date32()).cast(pa.int32()), UNDATED)[order]
    source, sources = _codes(stored, "source")
    language, languages = _codes(stored, "language")
    titles, urls, origins = (
        _joined(_take_out(stored, name), name).take(pa.array(order))
        for name in ("title", "url", "published_from")
    )
    part, row = _places_on_disk([articles for each in loaded for articles, _ in each.sizes])
    return (
        Articles(
            ids=ids.take(pa.array(order)),
            story=_numbers(story.indices, 0),
            story_ids=story.dictionary,
            published=day,
            rank=_ranks(day),
            titles=titles,
            urls=urls,
            published_from=origins,
            source=source[order],
            sources=tuple(sources.to_pylist()),
            language=language[order],
            languages=tuple(languages.to_pylist()),
            unread=_unread(loaded, ids)[order],
            part=part[order],
            row=row[order],
        ),
        positions,
    )


def _ranks(day: Ints) -> Ints:
    """0 for the newest; of one day in the order in which they stand; undated ones last."""
    ranks = np.empty(len(day), np.int32)
    ranks[np.argsort(-day.astype(np.int64), kind="stable")] = np.arange(len(day), dtype=np.int32)
    return ranks


def _unread(loaded: Sequence[StoredColumns], ids: pa.StringArray) -> Bools:
    unread_tables = [each.unread for each in loaded if each.unread]
    if not unread_tables:
        return np.zeros(len(ids), np.bool_)
    unread: Bools = pc.is_in(ids, value_set=_joined(unread_tables, "article_id")).to_numpy(False)
    return unread


def _columns(
    stored: list[pa.Table],
    articles: Articles,
    article: Ints,
    places: tuple[Place, ...],
    place: Ints,
    on_disk: tuple[Ints, Ints],
) -> Columns:
    """The columns from the mentions as they are stored, each with its article and its place.

    ``stored`` is emptied on the way.
    """
    order = _order(article, place, len(articles))

    def codes(name: str, kind: type[Any]) -> tuple[NDArray[Any], pa.StringArray]:
        numbers, words = _codes(_take_out(stored, name), name)
        return numbers.astype(kind)[order], words

    def numbers(name: str, kind: Any) -> NDArray[Any]:
        found: NDArray[Any] = _joined(_take_out(stored, name), name, kind).to_numpy(False)[order]
        return found

    phrase, phrases = codes("phrase", np.int32)
    label, labels = codes("label", np.int8)
    role, roles = codes("role", np.int8)
    method, methods = codes("method", np.int16)
    return with_places(
        articles,
        Mentions(
            article=article[order],
            place=place[order],
            start=numbers("start", pa.int32()),
            end=numbers("end", pa.int32()),
            confidence=numbers("confidence", pa.float64()),
            role=role,
            roles=tuple(roles.to_pylist()),
            label=label,
            labels=tuple(labels.to_pylist()),
            method=method,
            methods=tuple(methods.to_pylist()),
            phrase=phrase,
            phrases=phrases,
            pending=np.append([name == PENDING for name in methods.to_pylist()], False)[method],
            part=on_disk[0][order],
            row=on_disk[1][order],
            correction=np.full(len(order), -1, np.int32),
        ),
        places,
    )


def _order(article: Ints, place: Ints, articles: int) -> Ints:
    """The mentions in the order of their places, in each of their articles; without those whose
    article is not there.
    """
    key = place.astype(np.int64) * (articles + 1) + article
    # An article's mentions are stored in the order of its text, and a stable sort keeps it.
    order = np.argsort(key, kind="stable").astype(np.int32)
    return order[article[order] >= 0]


def with_places(articles: Articles, mentions: Mentions, places: tuple[Place, ...]) -> Columns:
    """The columns with these places, and what follows from the places."""
    return Columns(
        articles,
        mentions,
        places,
        np.array([place.latitude for place in places], np.float64),
        np.array([place.longitude for place in places], np.float64),
        np.array([place.country_code for place in places], dtype=object),
        np.array([extent(place) for place in places], np.int8),
    )


def _positions_of_articles(loaded: list[StoredColumns], positions: Ints) -> Ints:
    """For each mention where its article stands; the two are always in one part.

    ``loaded`` has neither's ids any more.
    """
    found: list[Ints] = [np.zeros(0, np.int32)]
    first = 0
    for number, each in enumerate(loaded):
        rows = len(each.articles)
        ids = _joined([each.articles], "article_id")
        mine = parts.dictionary(each.mentions.column("article_id"))
        mentions = each.mentions.drop_columns(["article_id"])
        loaded[number] = replace(each, articles=each.articles.select([]), mentions=mentions)
        of_each = _numbers(pc.index_in(mine.dictionary, value_set=ids), -1)
        here = of_each[_numbers(mine.indices, 0)]
        found.append(np.append(positions[first : first + rows], np.int32(-1))[here])
        first += rows
    return np.concatenate(found)


def _places(named: Sequence[pa.Table], ids: pa.StringArray) -> tuple[tuple[Place, ...], Ints]:
    """Every place as its first mention has it, and where each id's place stands."""
    code, words = _codes(named, "place_id")
    place = _numbers(pc.index_in(words, value_set=ids), 0)[code]
    first = np.zeros(len(ids), np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    rows = _at(named, first)
    order = sorted(range(len(rows)), key=lambda code: str(rows[code]["place_id"]))
    position = np.empty(len(ids), np.int32)
    position[order] = np.arange(len(ids), dtype=np.int32)
    return tuple(place_of(rows[code]) for code in order), position


def _at(tables: Sequence[pa.Table], numbers: NDArray[np.int64]) -> list[dict[str, Any]]:
    """The rows with these numbers, counted through all of the tables."""
    rows: list[dict[str, Any]] = [{}] * len(numbers)
    first = 0
    for table in tables:
        here = np.flatnonzero((numbers >= first) & (numbers < first + len(table)))
        found = table.take(pa.array(numbers[here] - first))
        # A column at a time, without the dictionaries: ten times as fast as row by row.
        values = zip(*(_plain(column) for column in found.columns), strict=True)
        for at, row in zip(here.tolist(), values, strict=True):
            rows[at] = dict(zip(table.column_names, row, strict=True))
        first += len(table)
    return rows


def _plain(column: pa.ChunkedArray) -> list[Any]:
    kind = column.type
    plain = column.cast(kind.value_type) if pa.types.is_dictionary(kind) else column
    values: list[Any] = plain.to_pylist()
    return values


def _places_on_disk(sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """The part and the row of each entry of parts of these sizes."""
    rows = [np.arange(size, dtype=np.int32) for size in sizes]
    return (
        np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        np.concatenate([np.zeros(0, np.int32), *rows]),
    )


def _codes(stored: Sequence[pa.Table], name: str) -> tuple[Ints, pa.StringArray]:
    """A column of words as indices into its different words; -1 where there is none."""
    words = parts.joined(stored, name)
    return _numbers(words.indices, -1), words.dictionary


def _joined(stored: Sequence[pa.Table], name: str, kind: Any = None) -> pa.Array:
    chunks = [chunk for table in stored for chunk in table.column(name).chunks]
    joined = pa.chunked_array(chunks, kind or pa.string()).combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        joined = joined.chunk(0) if joined.num_chunks else pa.array([], kind or pa.string())
    return joined


def _numbers(column: pa.Array, missing: int) -> Ints:
    numbers: Ints = pc.fill_null(column, missing).to_numpy(False).astype(np.int32)
    return numbers
