"""An atlas as large as one likes, of made-up articles.

A million mentions do not repeat each other. What goes beyond repeats their texts in other articles
of other days, because a hundred million sentences would take hours to make up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import manifest, parts, schema
from geo.models import Candidate, Place, Reason

ARTICLES_A_PART = 4096
MENTIONS_AN_ARTICLE = 5
# Parts with texts of their own.
FRESH_PARTS = 49
# As many places as the news of some years name, a few of them all the time (Zipf's law).
PLACES = 20_000
WORDS = 40_000
SOURCES = 200
FIRST_DAY = date(2020, 1, 1)
DAYS = 730

_WORDS_A_SENTENCE = 40
_DATED_SENTENCES = 0.4
_ROLES = np.array(["place", "actor", "demonym", "dateline", "organisation"])
_COUNTRIES = np.array([a + b for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJ"])


@dataclass(frozen=True, slots=True)
class World:
    """The words, and the places with their names, that articles are made of."""

    words: np.ndarray[Any, Any]
    word_odds: np.ndarray[Any, Any]
    place_odds: np.ndarray[Any, Any]
    latitudes: np.ndarray[Any, Any]
    longitudes: np.ndarray[Any, Any]
    judged: list[str]


def fill(folder: Path, mentions: int) -> None:
    """Publish an atlas with about so many mentions; the same one every time."""
    random = np.random.default_rng(20_210_709)
    world = _world(random)
    with parts.locked(folder):
        written = list(manifest.read(folder).parts)
        for first in range(0, mentions // MENTIONS_AN_ARTICLE, ARTICLES_A_PART):
            count = min(ARTICLES_A_PART, mentions // MENTIONS_AN_ARTICLE - first)
            number = len(written)
            if number < FRESH_PARTS:
                tables = _part(world, random, first, count)
            else:
                again = written[number % FRESH_PARTS]
                tables = _repeated(folder, again, random, number // FRESH_PARTS)
            written.append(parts.write_part(folder, tables))
            parts.publish(folder, written)


def _repeated(
    folder: Path, part: manifest.AtlasPart, random: np.random.Generator, turn: int
) -> dict[str, pa.Table]:
    """The articles of a part once more, with other ids, on other days."""
    tables = {kind: parts.read(folder, file) for kind, file in part.kinds().items()}
    for kind, table in tables.items():
        for name in ("article_id", "story_id"):
            if name in table.column_names:
                table = _with(table, name, _others(table.column(name), turn))
        tables[kind] = table
    mentions, articles = tables["mentions"], tables["articles"]
    spans = pc.utf8_slice_codeunits(mentions.column("mention_id"), 16)
    ids = pc.binary_join_element_wise(mentions.column("article_id"), spans, "")
    order = pa.array(random.permutation(len(articles)))
    for name in ("published", "published_from"):
        articles = _with(articles, name, articles.column(name).take(order))
    return tables | {"mentions": _with(mentions, "mention_id", ids), "articles": articles}


def _with(table: pa.Table, name: str, column: Any) -> pa.Table:
    at = table.column_names.index(name)
    return table.set_column(at, table.schema.field(name), column)


def _others(ids: pa.ChunkedArray, turn: int) -> pa.Array:
    """Ids that no other turn has."""
    words = pc.dictionary_encode(ids).combine_chunks()
    moved = (
        int(word, 16) + turn * FRESH_PARTS * ARTICLES_A_PART * _STEP
        for word in words.dictionary.to_pylist()
    )
    return pa.array([_id(each) for each in moved], pa.string()).take(words.indices)


_STEP = 2_654_435_761


def _id(number: int) -> str:
    return f"{number % 2**64:016x}"


def place_id(rank: int) -> str:
    """The id of the place that is named most often (0), next to most (1) and so on."""
    return f"geonames:{1_000_000 + rank}"


def word(rank: int) -> str:
    """The word that is used most often (0), next to most (1) and so on."""
    letters = []
    rank += 26 * 26
    while rank:
        rank, letter = divmod(rank, 26)
        letters.append("abcdefghijklmnopqrstuvwxyz"[letter])
    return "".join(letters)


def _world(random: np.random.Generator) -> World:
    return World(
        words=np.array([word(rank) for rank in range(WORDS)], dtype=object),
        word_odds=_zipf(WORDS),
        place_odds=_zipf(PLACES),
        latitudes=np.degrees(np.arcsin(random.uniform(-0.8, 0.95, PLACES))),
        longitudes=random.uniform(-180, 180, PLACES),
        judged=[_judged(random, rank) for rank in range(PLACES)],
    )


def _zipf(count: int) -> np.ndarray[Any, Any]:
    odds = 1 / (10 + np.arange(count))
    cumulated: np.ndarray[Any, Any] = np.cumsum(odds / odds.sum())
    return cumulated


def _part(world: World, random: np.random.Generator, first: int, count: int) -> dict[str, pa.Table]:
    articles: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    dates: list[dict[str, Any]] = []
    candidates: list[dict[str, Any]] = []
    now = datetime.now(UTC)
    for number in range(first, first + count):
        id_ = _id(number * _STEP)
        # Two in ten are reprints of an article shortly before.
        story = number - int(random.integers(1, 9)) if number % 10 in (7, 8) else number
        published = FIRST_DAY + timedelta(days=int(random.integers(DAYS)))
        text = ""
        for rank, where, sentence in _sentences(world, random):
            mention = _mention(world, random, id_, rank, len(text), where, sentence)
            mentions.append(mention)
            candidates.append(
                {
                    "article_id": id_,
                    "start": mention["start"],
                    "end": mention["end"],
                    "candidates": world.judged[rank],
                }
            )
            if random.random() < _DATED_SENTENCES:
                dates.append(_date(random, id_, len(text), len(sentence), published))
            text += sentence + " "
        articles.append(
            {
                "article_id": id_,
                "story_id": _id(max(story, 0) * _STEP),
                "title": text[:60],
                "source": f"Source {int(random.integers(SOURCES))}",
                "url": f"https://news.example/{id_}",
                "published": None if number % 50 == 0 else published,
                "published_from": None if number % 50 == 0 else "metadata",
                "language": "en",
                "text": text,
                "ingested_at": now,
            }
        )
    return {
        "articles": pa.Table.from_pylist(articles, schema=schema.ARTICLES),
        "mentions": pa.Table.from_pylist(mentions, schema=schema.MENTIONS),
        "dates": pa.Table.from_pylist(dates, schema=schema.DATES),
        "signatures": schema.signatures(
            {each["article_id"]: random.bytes(192) for each in articles}
        ),
        "candidates": pa.Table.from_pylist(candidates, schema=schema.CANDIDATES),
        "unread": schema.UNREAD.empty_table(),
    }


def _sentences(world: World, random: np.random.Generator) -> Iterator[tuple[int, int, str]]:
    """The place's rank, where in the sentence its name stands, and the sentence."""
    size = (MENTIONS_AN_ARTICLE, _WORDS_A_SENTENCE)
    words = world.words[np.searchsorted(world.word_odds, random.random(size))]
    ranks = np.searchsorted(world.place_odds, random.random(MENTIONS_AN_ARTICLE))
    for rank, sentence in zip(ranks.tolist(), words.tolist(), strict=True):
        before = " ".join(sentence[:20])
        yield rank, len(before) + 1, f"{before} Town{rank} {' '.join(sentence[20:])}."


def _date(
    random: np.random.Generator, article_id: str, start: int, length: int, published: date
) -> dict[str, Any]:
    """A day up to a month before or after, in the sentence that begins at ``start``."""
    day = published + timedelta(days=int(random.integers(-30, 31)))
    return {
        "article_id": article_id,
        "text": f"{day:%B %d}",
        "start": start,
        "end": start + 8,
        "sentence_start": start,
        "sentence_end": start + length,
        "earliest": day,
        "latest": day + timedelta(days=int(random.integers(0, 40)) // 30 * 30),
        "precision": "day",
        "anchored": True,
    }


def _judged(random: np.random.Generator, rank: int) -> str:
    """Three namesakes, the first two with the reasons for them."""
    places = [
        Place(
            place_id((rank + 7 * n) % PLACES), f"Town{rank}", *random.uniform(-90, 90, 2).tolist()
        )
        for n in range(3)
    ]
    reasons = tuple(Reason(name, 0.1, f"{name} of the place") for name in ("size", "nearness"))
    return schema.candidates_to_json(
        [Candidate(place, 1 - n / 4, reasons) for n, place in enumerate(places)]
    )


def _mention(
    world: World,
    random: np.random.Generator,
    article_id: str,
    rank: int,
    offset: int,
    where: int,
    sentence: str,
) -> dict[str, Any]:
    phrase = f"Town{rank}"
    start = offset + where
    confidence = float(random.random())
    row: dict[str, Any] = {
        "article_id": article_id,
        "mention_id": schema.mention_id(article_id, start, start + len(phrase)),
        "phrase": phrase,
        "start": start,
        "end": start + len(phrase),
        "label": "GPE",
        "role": str(_ROLES[min(int(random.exponential(0.8)), 4)]),
        "confidence": confidence,
        "excerpt": sentence,
        "excerpt_start": where,
        "excerpt_end": where + len(phrase),
    }
    if confidence < 0.1:
        return row
    return row | {
        "place_id": place_id(rank),
        "place_name": phrase,
        "country_code": str(_COUNTRIES[rank % len(_COUNTRIES)]),
        "admin1": f"Province {rank % 997}",
        "feature_class": "P" if rank % 7 else "A",
        "feature_code": "PPL" if rank % 7 else "ADM1",
        "latitude": float(world.latitudes[rank]),
        "longitude": float(world.longitudes[rank]),
        "method": "gazetteer",
    }
