"""Articles and mentions as they stand in a pack: JSON objects, one a line."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from geo.atlas import AtlasReader, StoredMention
from geo.corrections import Correction
from geo.corrections import records as correction_lines
from geo.models import Article, Candidate, Place


def line(value: Any) -> bytes:
    """A JSON object and the end of its line, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def article(found: Article, ingested: datetime, file: str) -> dict[str, Any]:
    """All but the text, which is the ``file`` of that name.

    ``ingested`` is when Dateline read it, which for a page or feed is when it was fetched.
    """
    return {
        "article_id": found.id,
        "file": file,
        "title": found.title,
        "source": found.source,
        "url": found.url,
        "published": found.published.isoformat() if found.published else None,
        "published_from": found.published_from,
        "language": found.language,
        "ingested": ingested.isoformat(),
    }


def mentions(
    reader: AtlasReader, article_id: str, selected: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Every mention of an article, those that could not be placed too, with what it may have
    meant and why; ``selected`` are the ids of those that the selection lets through."""
    judged = reader.judged_candidates(article_id)
    for found in reader.mentions(article_id):
        span = found.start, found.end
        yield _mention(
            found,
            judged.get(span, ()),
            reader.correction(article_id, *span),
            found.mention_id in selected,
        )


def _mention(
    found: StoredMention,
    candidates: Sequence[Candidate],
    correction: Correction | None,
    selected: bool,
) -> dict[str, Any]:
    return {
        "mention_id": found.mention_id,
        "article_id": found.excerpt.article_id,
        "selected": selected,
        "phrase": found.phrase,
        "start": found.start,
        "end": found.end,
        "label": found.label,
        "role": found.role,
        "place": _place(found.place) if found.place else None,
        "confidence": round(found.confidence, 4),
        "method": found.method,
        "about": found.focus,
        "sentence": found.excerpt.text,
        "candidates": [_candidate(each) for each in candidates],
        "correction": json.loads(correction_lines.write(correction)) if correction else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        name: value
        for name, value in asdict(place).items()
        if name not in ("ancestors", "renown", "population")
    }


def _candidate(found: Candidate) -> dict[str, Any]:
    return {
        "place": _place(found.place),
        "score": found.score,
        "reasons": [asdict(reason) for reason in found.reasons],
    }
