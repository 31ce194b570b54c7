"""The lines that ``dateline geoparse`` reads and writes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from geo.models import Article, Candidate, GeoparsedArticle, Place, Resolution

Span = tuple[int, int]

# As many as a person would look through; the ranking has them all.
ALTERNATIVES = 5


class BadLine(ValueError):
    """A line that holds no article; the text says why."""


@dataclass(frozen=True, slots=True)
class InputLine:
    """A line's article; ``id`` as it was given; ``spans`` where toponyms were given."""

    id: str | int
    article: Article
    spans: tuple[Span, ...] = ()


def input_lines(
    lines: Iterable[bytes], with_spans: bool, longest: int
) -> Iterator[tuple[int, InputLine | BadLine]]:
    """Each line that is not blank, with its number from 1, as what it holds or why not.

    None may have more than ``longest`` bytes.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                if len(line) > longest:
                    raise BadLine(f"too long: over {longest:,} bytes in one line")
                yield number, parse(line, with_spans)
            except BadLine as error:
                yield number, error


def parse(line: bytes, with_spans: bool) -> InputLine:
    """One line of input. Raises BadLine."""
    data = _object(line)
    given, text = data.get("id"), data.get("text")
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise BadLine("id is missing or is neither a text nor a whole number")
    if not isinstance(text, str):
        raise BadLine("text is missing or is not a text")
    article = Article(
        id=str(given),
        title=_optional(data, "title"),
        text=text,
        source=_optional(data, "source"),
        published=_published(data),
        published_from="metadata" if data.get("published") else None,
    )
    return InputLine(given, article, _spans(data, text) if with_spans else ())


def render(record: InputLine, parsed: GeoparsedArticle) -> bytes:
    """One line of output, with its line break; toponyms in the order of the given spans."""
    resolutions = parsed.resolutions
    if record.spans:
        by_span = {(r.toponym.start, r.toponym.end): r for r in resolutions}
        resolutions = tuple(by_span[span] for span in record.spans)
    line = {"id": record.id, "toponyms": [_toponym(r) for r in resolutions]}
    return json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _toponym(resolution: Resolution) -> dict[str, Any]:
    toponym, place = resolution.toponym, resolution.place
    return {
        "start": toponym.start,
        "end": toponym.end,
        "phrase": toponym.text,
        "label": toponym.label,
        "role": str(toponym.role),
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
        "name": place.name if place else None,
        "country": (place.country_code or None) if place else None,
        "feature_class": place.feature_class if place else None,
        "feature_code": place.feature_code if place else None,
        "confidence": round(resolution.confidence, 4),
        "id": place.id if place else None,
        "in_town": bool(place and resolution.in_town),
        "alternatives": [_alternative(c) for c in _others(resolution.candidates, place)],
    }


def _others(candidates: tuple[Candidate, ...], place: Place | None) -> list[Candidate]:
    named = place.id if place else None
    return [c for c in candidates if c.place.id != named][:ALTERNATIVES]


def _alternative(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "geonameid": place.geonameid,
        "name": place.name,
        "country": place.country_code or None,
        "lat": place.latitude,
        "lon": place.longitude,
        "score": round(candidate.score, 4) if math.isfinite(candidate.score) else None,
        "id": place.id,
    }


def _object(line: bytes) -> dict[str, Any]:
    try:
        text = line.decode("utf-8-sig")
        # A lone surrogate is valid JSON and no valid text: nothing could write it again.
        data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise BadLine("not valid UTF-8") from error
    except RecursionError as error:
        raise BadLine("nested too deeply") from error
    except BadLine:
        raise
    except ValueError as error:
        raise BadLine(f"not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadLine("not a JSON object")
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise BadLine(f"the key {twice!r} appears twice")
    return data


def _no_constant(name: str) -> None:
    raise BadLine(f"{name} is no JSON number")


def _optional(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"{key} is not a text")
    return value


def _published(data: dict[str, Any]) -> date | None:
    text = _optional(data, "published")
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise BadLine(f"published is {text!r}: give a date such as 2021-07-09") from error


def _spans(data: dict[str, Any], text: str) -> tuple[Span, ...]:
    given = data.get("toponyms")
    if not isinstance(given, list):
        raise BadLine("toponyms is missing or is not a list")
    return tuple(_span(item, text) for item in given)


def _span(item: Any, text: str) -> Span:
    if not isinstance(item, dict):
        raise BadLine("a toponym is not an object with start and end")
    start, end = item.get("start"), item.get("end")
    if type(start) is not int or type(end) is not int:
        raise BadLine("a toponym's start or end is missing or is not a whole number")
    if not 0 <= start < end <= len(text):
        raise BadLine(f"the toponym {start} to {end} lies outside the text of {len(text)}")
    return start, end
