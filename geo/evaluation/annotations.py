"""Annotated toponyms, and the files that hold annotated articles or predictions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import BadInput
from geo.models import Resolution


@dataclass(frozen=True, slots=True)
class Mark:
    """A toponym as annotated or predicted: its span, and its point when it has one."""

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    geonameid: str = ""
    country: str = ""
    kind: str = ""

    @property
    def placed(self) -> bool:
        """Whether it has coordinates."""
        return self.latitude is not None and self.longitude is not None

    def shared(self, other: Mark) -> int:
        """How many characters both spans cover; not positive where they are apart."""
        return min(self.end, other.end) - max(self.start, other.start)


Marks = tuple[Mark, ...]


def mark_of(resolution: Resolution) -> Mark:
    """A resolved toponym as a mark to be scored; its kind is its role."""
    toponym, place = resolution.toponym, resolution.place
    if place is None:
        return Mark(toponym.start, toponym.end, kind=toponym.role.value)
    return Mark(
        toponym.start,
        toponym.end,
        place.latitude,
        place.longitude,
        place.geonameid or "",
        place.country_code,
        toponym.role.value,
    )


@dataclass(frozen=True, slots=True)
class Annotated:
    """A line of an annotated corpus, or of a file of predictions."""

    id: str
    title: str
    text: str
    source: str
    marks: Marks


_MOST = 200  # characters of a reason


def read_annotated(path: Path) -> Iterable[Annotated]:
    """The articles of a JSONL file with ``id`` and ``toponyms`` (``start``, ``end``, ``lat``,
    ``lon``, ``geonameid``, ``country``, ``kind`` or ``role``), each id once.

    Raises BadInput with the line that cannot be used.
    """
    seen: set[str] = set()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            article = _annotated(line, path, number)
            if article.id in seen:
                raise BadInput(f"article {article.id!r} twice", path=str(path), line=number)
            seen.add(article.id)
            yield article


def _annotated(line: bytes, path: Path, number: int) -> Annotated:
    try:
        entry = json.loads(line.decode("utf-8-sig"))
        return Annotated(
            id=str(entry["id"]),
            title=entry.get("title") or "",
            text=entry.get("text") or "",
            source=entry.get("source") or "",
            marks=tuple(_mark(toponym) for toponym in entry["toponyms"]),
        )
    except UnicodeError as error:
        raise BadInput("not valid UTF-8", path=str(path), line=number) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        reason = str(error)[:_MOST]
        raise BadInput(
            f"not an annotated article ({type(error).__name__}: {reason}): a JSON object with id, "
            "text and toponyms, each with start and end, is expected",
            path=str(path),
            line=number,
        ) from error


def _mark(entry: Mapping[str, Any]) -> Mark:
    latitude, longitude = entry.get("lat"), entry.get("lon")
    return Mark(
        start=int(entry["start"]),
        end=int(entry["end"]),
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        geonameid=str(entry.get("geonameid") or ""),
        country=str(entry.get("country") or ""),
        kind=str(entry.get("kind") or entry.get("role") or ""),
    )
