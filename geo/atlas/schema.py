"""The tables of the atlas, and how a geoparsed article becomes rows of them and is read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.models import (
    GIVEN,
    IN_TOWN,
    Article,
    Candidate,
    GeoparsedArticle,
    GivenPlace,
    Place,
    Reason,
    Resolution,
)
from geo.text.sentences import excerpt, excerpt_after_text, sentences_around
from geo.timing import EventDate, event_dates

ARTICLES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("story_id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("url", pa.string(), nullable=False),
        pa.field("published", pa.date32()),
        pa.field("published_from", pa.string()),
        pa.field("language", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("ingested_at", pa.timestamp("us", tz="UTC"), nullable=False),
    ]
)

MENTIONS = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("mention_id", pa.string(), nullable=False),
        pa.field("phrase", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("place_id", pa.string()),
        pa.field("place_name", pa.string()),
        pa.field("country_code", pa.string()),
        pa.field("admin1", pa.string()),
        pa.field("feature_class", pa.string()),
        pa.field("feature_code", pa.string()),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("method", pa.string()),
        pa.field("excerpt", pa.string(), nullable=False),
        pa.field("excerpt_start", pa.int64(), nullable=False),
        pa.field("excerpt_end", pa.int64(), nullable=False),
    ]
)

DATES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("sentence_start", pa.int64(), nullable=False),
        pa.field("sentence_end", pa.int64(), nullable=False),
        pa.field("earliest", pa.date32(), nullable=False),
        pa.field("latest", pa.date32(), nullable=False),
        pa.field("precision", pa.string(), nullable=False),
        pa.field("anchored", pa.bool_(), nullable=False),
    ]
)
"""The times that articles speak about, each with the sentence it stands in."""

SIGNATURES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("signature", pa.binary(), nullable=False),
    ]
)

CANDIDATES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("candidates", pa.string(), nullable=False),
    ]
)
"""What each mention may have meant, best first: JSON, see ``candidates_to_json``."""

UNREAD = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
    ]
)
"""The articles that nobody read, for want of a model of their language."""

SCHEMAS = {
    "articles": ARTICLES,
    "mentions": MENTIONS,
    "dates": DATES,
    "signatures": SIGNATURES,
    "candidates": CANDIDATES,
    "unread": UNREAD,
}

PENDING = "pending"
"""The method of a mention without a place for which a geocoding service is still to be asked."""

_UNPLACED: dict[str, Any] = dict.fromkeys(
    (
        "place_id",
        "place_name",
        "country_code",
        "admin1",
        "feature_class",
        "feature_code",
        "latitude",
        "longitude",
        "method",
    )
)


def tables(
    geoparsed: Collection[GeoparsedArticle],
    now: datetime,
    stories: Mapping[str, str] | None = None,
) -> dict[str, pa.Table]:
    """What is stored of these articles, by kind, but for their signatures.

    ``now`` is aware, in UTC. ``stories`` has the story id by article id; an article not in it
    is a story of its own.
    """
    rows = {
        "articles": [
            _article(each.article, (stories or {}).get(each.article.id, each.article.id), now)
            for each in geoparsed
        ],
        "dates": [row for each in geoparsed for row in dates(each.article, each.article.published)],
        **readings(geoparsed),
    }
    return {kind: table(kind, found) for kind, found in rows.items()}


def dates(article: Article, published: date | None) -> list[dict[str, Any]]:
    """The rows of the dates that an article published on this day speaks about."""
    found = event_dates(article.text, published, article.language)
    return [_date(article, each) for each in found]


def readings(geoparsed: Collection[GeoparsedArticle]) -> dict[str, list[dict[str, Any]]]:
    """The rows that say what a geoparser made of these articles, by kind."""
    return {
        "mentions": [_mention(each.article, r) for each in geoparsed for r in each.resolutions],
        "candidates": [
            _candidates(each.article, r)
            for each in geoparsed
            for r in each.resolutions
            if r.candidates
        ],
        "unread": [
            {"article_id": each.article.id, "language": each.article.language}
            for each in geoparsed
            if not each.read
        ],
    }


def table(kind: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of a kind as it is stored."""
    return pa.Table.from_pylist(rows, schema=SCHEMAS[kind])


def signatures(signed: Mapping[str, bytes]) -> pa.Table:
    """Signatures by article id."""
    return pa.table([list(signed), list(signed.values())], schema=SIGNATURES)


def mention_id(article_id: str, start: int, end: int) -> str:
    """The same for the same span of the same article, whenever it is ingested."""
    return f"{article_id}:{start}-{end}"


def given_places(mentions: pa.Table) -> dict[str, tuple[GivenPlace, ...]]:
    """The places that came with articles, by the articles' ids, from the mentions as stored."""
    found: dict[str, tuple[GivenPlace, ...]] = {}
    for row in mentions.filter(pc.equal(mentions.column("method"), GIVEN)).to_pylist():
        place = place_of(row)
        found[row["article_id"]] = (
            *found.get(row["article_id"], ()),
            GivenPlace(place, row["start"], row["end"]),
        )
    return found


def place_of(row: Mapping[str, Any]) -> Place:
    """The place of a mention as it is stored."""
    return Place(
        id=row["place_id"],
        name=row["place_name"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        country_code=row["country_code"],
        admin1=row["admin1"],
        source=row["place_id"].partition(":")[0],
    )


def _article(article: Article, story: str, now: datetime) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "story_id": story,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "published_from": article.published_from,
        "language": article.language,
        "text": article.text,
        "ingested_at": now,
    }


def _mention(article: Article, resolution: Resolution) -> dict[str, Any]:
    toponym = resolution.toponym
    shows = excerpt_after_text if _is_given(resolution) else excerpt
    around = shows(article.id, article.text, toponym.start, toponym.end)
    return {
        "article_id": article.id,
        "mention_id": mention_id(article.id, toponym.start, toponym.end),
        "phrase": toponym.text,
        "start": toponym.start,
        "end": toponym.end,
        "label": toponym.label,
        "role": str(toponym.role),
        **(_named(resolution.place) if resolution.place else _UNPLACED),
        **({"method": PENDING} if resolution.pending else {}),
        **({"method": IN_TOWN} if resolution.place and resolution.in_town else {}),
        "confidence": resolution.confidence,
        "excerpt": around.text,
        "excerpt_start": around.start,
        "excerpt_end": around.end,
    }


def _is_given(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.source == GIVEN


def _candidates(article: Article, resolution: Resolution) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "start": resolution.toponym.start,
        "end": resolution.toponym.end,
        "candidates": candidates_to_json(resolution.candidates),
    }


def _date(article: Article, found: EventDate) -> dict[str, Any]:
    sentence = sentences_around(article.text, found.start, found.end)
    return {
        "article_id": article.id,
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "sentence_start": sentence[0],
        "sentence_end": sentence[1],
        "earliest": found.earliest,
        "latest": found.latest,
        "precision": found.precision.value,
        "anchored": found.anchored,
    }


def _named(place: Place) -> dict[str, Any]:
    return place_row(place) | {"method": _method(place)}


def place_row(place: Place) -> dict[str, Any]:
    """A place as a mention of it is stored."""
    return {
        "place_id": place.id,
        "place_name": place.name,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _method(place: Place) -> str:
    """Which geocoder named the place; an online service marks what it finds as its own."""
    origin = place.id.partition(":")[0]
    return origin if origin == place.source and origin not in _GAZETTEER else "gazetteer"


# Where the gazetteer's own places come from.
_GAZETTEER = frozenset({"geonames", "icao", "dateline"})


MOST_CANDIDATES = 5
"""Candidates kept of a mention: as many as a person would look through."""

# The winner and the runner-up: what tells them apart is the answer.
_WITH_REASONS = 2


def candidates_to_json(candidates: Sequence[Candidate]) -> str:
    """The best candidates, the first two with their reasons, as a JSON array."""
    best = [
        {
            "place": _values(each.place),
            "score": each.score,
            "reasons": [_values(reason) for reason in each.reasons if rank < _WITH_REASONS],
        }
        for rank, each in enumerate(candidates[:MOST_CANDIDATES])
    ]
    return json.dumps(best, ensure_ascii=False, separators=(",", ":"))


def candidates_from_json(text: str) -> tuple[Candidate, ...]:
    """The inverse of ``candidates_to_json``, for what that has kept."""
    return tuple(
        Candidate(
            Place(**(each["place"] | {"ancestors": tuple(each["place"].get("ancestors", ()))})),
            each["score"],
            tuple(Reason(**reason) for reason in each["reasons"]),
        )
        for each in json.loads(text)
    )


def _values(of: Place | Reason) -> dict[str, Any]:
    """What is not as by default."""
    return {
        field.name: value
        for field in fields(of)
        if (value := getattr(of, field.name)) != field.default
    }
