"""Corrections are applied here: what people have put right is laid over the columns of an atlas
when it is opened. Only what a correction is about is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas.columns import Bools, Columns, Ints, Mentions, with_places
from geo.corrections import Scope, Spot
from geo.corrections.active import ActiveCorrections
from geo.models import Place

_NONE = -1
_NO_PLACE = -2


def apply(columns: Columns, active: ActiveCorrections) -> Columns:
    """The columns as people want them: places named, and without what is no place."""
    rows, number = effects(columns, active)
    if not len(rows):
        return columns
    holds = set(number.tolist())
    named = [made.place if at in holds else None for at, made in enumerate(active.corrections)]
    wider, position = _with_places(columns, [place for place in named if place])
    target = np.array([_position(wider, place) for place in named], np.int32)
    mentions = columns.mentions
    place = np.append(position, np.int32(_NONE))[mentions.place]
    place[rows] = target[number]
    return replace(wider, mentions=_rearranged(wider, place, rows, number))


def effects(columns: Columns, active: ActiveCorrections) -> tuple[NDArray[np.int64], Ints]:
    """The mentions that corrections change, and the number of the one that holds for each."""
    mentions = columns.mentions
    number = np.full(len(mentions), _NONE, np.int32)
    rows = np.flatnonzero(_among(mentions.phrases, active.phrases)[mentions.phrase])
    number[rows] = _everywhere(columns, active, rows)
    of_articles = _among(columns.articles.ids, active.articles)[mentions.article]
    for row, spot in spots(columns, np.flatnonzero(of_articles)):
        narrower = active.narrow(spot)
        number[row] = number[row] if narrower is None else narrower
    held: NDArray[np.int64] = np.flatnonzero(number != _NONE)
    return held, number[held]


def correction_number(
    columns: Columns, active: ActiveCorrections, article_id: str, start: int, end: int
) -> int | None:
    """The number of the correction that holds for a mention of these columns, if any."""
    article = columns.articles.index(article_id)
    found = (columns.mentions.article == article) & (columns.mentions.start == start)
    rows = np.flatnonzero(found & (columns.mentions.end == end))
    if article is None or not len(rows):
        return None
    [(row, spot)] = spots(columns, rows[:1])
    place = int(columns.mentions.place[row])
    taken_for = columns.places[place].id if place >= 0 else None
    return active.of(spot, taken_for, _source(columns, int(columns.articles.source[article])))


def reach(columns: Columns, spot: Spot, only: str) -> dict[Scope, int]:
    """How many mentions a correction of this one would change, by how far it reaches; the wider
    scopes are about those that are taken for the place with the id ``only``, if there is one."""
    mentions = columns.mentions
    same = _among(mentions.phrases, [spot.phrase])[mentions.phrase]
    article = columns.articles.index(spot.article_id)
    here = same & (mentions.article == article)
    alike = same
    if only:
        place = columns.place(only)
        alike = same & (mentions.place == (_NO_PLACE if place is None else place))
    source = columns.articles.source[article] if article is not None else _NONE
    of_source = alike & (columns.articles.source[mentions.article] == source)
    counts = {Scope.ARTICLE: here, Scope.SOURCE: of_source, Scope.CORPUS: alike}
    return {Scope.MENTION: 1} | {scope: int(rows.sum()) for scope, rows in counts.items()}


def _source(columns: Columns, code: int) -> str:
    return columns.articles.sources[code] if code >= 0 else ""


def spots(columns: Columns, rows: NDArray[np.int64]) -> list[tuple[int, Spot]]:
    """These mentions, each with where it stands."""
    mentions = columns.mentions
    ids = columns.articles.ids.take(pa.array(mentions.article[rows])).to_pylist()
    phrases = mentions.phrases.take(pa.array(mentions.phrase[rows])).to_pylist()
    starts, ends = mentions.start[rows].tolist(), mentions.end[rows].tolist()
    spots = (Spot(*each) for each in zip(ids, starts, ends, phrases, strict=True))
    return list(zip(rows.tolist(), spots, strict=True))


def _everywhere(columns: Columns, active: ActiveCorrections, rows: NDArray[np.int64]) -> Ints:
    """For each of these mentions the number of the correction of its phrase, if any: what a
    phrase is taken for decides, and in which source, so each such group is looked at once."""
    mentions = columns.mentions
    phrase, place = mentions.phrase[rows], mentions.place[rows]
    source = columns.articles.source[mentions.article[rows]]
    if not active.by_source:
        source = np.full_like(source, _NONE)
    groups, of_each = np.unique(
        np.stack([phrase, place, source], axis=1), axis=0, return_inverse=True
    )
    words = mentions.phrases.take(pa.array(groups[:, 0])).to_pylist()
    ids = [columns.places[at].id if at >= 0 else None for at in groups[:, 1].tolist()]
    sources = [_source(columns, code) for code in groups[:, 2].tolist()]
    found = map(active.everywhere, words, ids, sources)
    numbers = np.array([_NONE if each is None else each for each in found], np.int32)
    return numbers[of_each.reshape(-1)]


def _among(words: pa.StringArray, wanted: Sequence[str]) -> Bools:
    found: Bools = pc.is_in(words, value_set=pa.array(wanted, pa.string())).to_numpy(False)
    return found


def _with_places(columns: Columns, named: Sequence[Place]) -> tuple[Columns, Ints]:
    """The columns with these places too, and where each of their own places stands then."""
    new = {place.id: place for place in named if columns.place(place.id) is None}
    if not new:
        return columns, np.arange(len(columns.places), dtype=np.int32)
    places = sorted((*columns.places, *new.values()), key=lambda place: place.id)
    position = np.flatnonzero([place.id not in new for place in places]).astype(np.int32)
    wider = with_places(columns.articles, columns.mentions, tuple(places))
    return wider, position


def _position(columns: Columns, place: Place | None) -> int:
    found = columns.place(place.id) if place else None
    return _NO_PLACE if found is None else found


def _rearranged(columns: Columns, place: Ints, rows: NDArray[np.int64], number: Ints) -> Mentions:
    """The mentions with these places, in the order of the columns, without what is no place.

    ``rows`` have been changed by the corrections with these numbers.
    """
    mentions = columns.mentions
    key = place.astype(np.int64) * (len(columns.articles) + 1) + mentions.article
    moved = rows[place[rows] != _NO_PLACE]
    moved = moved[np.argsort(key[moved], kind="stable")]
    # The others still stand in order: putting the few in between is cheaper than sorting all.
    others = np.delete(np.arange(len(mentions)), rows)
    order = np.insert(others, np.searchsorted(key[others], key[moved], "right"), moved)
    confidence, pending = mentions.confidence.copy(), mentions.pending.copy()
    correction = np.full(len(mentions), _NONE, np.int32)
    confidence[rows], pending[rows], correction[rows] = 1.0, False, number
    return replace(
        mentions,
        article=mentions.article[order],
        place=place[order],
        start=mentions.start[order],
        end=mentions.end[order],
        confidence=confidence[order],
        role=mentions.role[order],
        label=mentions.label[order],
        method=mentions.method[order],
        phrase=mentions.phrase[order],
        pending=pending[order],
        part=mentions.part[order],
        row=mentions.row[order],
        correction=correction[order],
    )
