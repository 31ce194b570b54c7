"""Articles and mentions as they stand in a pack: JSON objects, one a line."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from geo.atlas import JudgedMention, WholeArticle
from geo.corrections import Correction
from geo.corrections import records as correction_lines
from geo.models import Candidate, Place

_OF_A_PLACE = tuple(
    field.name for field in fields(Place) if field.name not in ("ancestors", "renown", "population")
)
# One for all lines: ``json.dumps`` with options makes a new one each time.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def line(value: Any) -> bytes:
    """A JSON object and the end of its line, in UTF-8."""
    return _encode(value).encode() + b"\n"


def article(whole: WholeArticle, file: str) -> dict[str, Any]:
    """All but the text, which is the ``file`` of that name.

    When Dateline read it is, for a page or feed, when it was fetched.
    """
    found = whole.article
    return {
        "article_id": found.id,
        "file": file,
        "title": found.title,
        "source": found.source,
        "url": found.url,
        "published": found.published.isoformat() if found.published else None,
        "published_from": found.published_from,
        "language": found.language,
        "ingested": whole.ingested.isoformat(),
    }


def mention(judged: JudgedMention) -> dict[str, Any]:
    """A mention, be it placed or not, with what it may have meant and why."""
    found = judged.mention
    return {
        "mention_id": found.mention_id,
        "article_id": found.excerpt.article_id,
        "selected": judged.selected,
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
        "candidates": [_candidate(each) for each in judged.candidates],
        "correction": _correction(judged.correction),
    }


def _correction(made: Correction | None) -> Any:
    return json.loads(correction_lines.write(made)) if made else None


def _place(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in _OF_A_PLACE}


def _candidate(found: Candidate) -> dict[str, Any]:
    return {
        "place": _place(found.place),
        "score": found.score,
        "reasons": [
            {"name": reason.name, "weight": reason.weight, "text": reason.text}
            for reason in found.reasons
        ],
    }
