"""Corrections, undoings and checks as lines of JSON; the format is told in docs/corrections.md."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from geo.corrections.models import Check, Correction, DrawnMention, Note, Scope, Spot, Verdict
from geo.corrections.notes import tags_in
from geo.models import Place

FORMAT = {"format": "dateline-corrections", "version": 1}
DERIVED = ("mention", "precision")
"""Kinds of lines that an export has besides; they follow from the others."""
LONGEST_LINE = 4_000_000
_Choice = TypeVar("_Choice", Scope, Verdict)

_LONGEST_TEXT = 1000
LARGEST_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Undo:
    """That a correction or a note no longer stands."""

    id: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict on a mention that a check has drawn."""

    check: str
    spot: Spot
    verdict: Verdict
    at: datetime
    by: str = ""


Entry = Correction | Note | Undo | Check | Opinion
"""What a line may hold. A check's line has no verdicts; each is a line of its own."""


def header() -> bytes:
    """The first line of a log."""
    return _line(FORMAT)


def write(entry: Entry) -> bytes:
    """The line of an entry. Raises ValueError for text that no file can hold."""
    return _line(_WRITERS[type(entry)](entry))


def read(line: bytes) -> Entry | None:
    """The entry in a line; None for one that records nothing. Raises ValueError that says why."""
    if len(line) > LONGEST_LINE:
        raise ValueError("longer than any record")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    if "format" in data:
        if data != FORMAT:
            raise ValueError("a log of another kind, or of a newer Dateline")
        return None
    kind = data.get("kind")
    if kind in DERIVED:
        return None
    if kind not in _READERS:
        raise ValueError(f"kind must be one of {', '.join(_READERS)}")
    return _READERS[kind](data)


def read_all(lines: Iterable[bytes], path: str) -> tuple[list[Entry], list[str]]:
    """The entries of a file, in its order, and for each line that cannot be read what is wrong."""
    entries: list[Entry] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = read(line) if line.strip() else None
        except ValueError as error:
            problems.append(f"{path}:{number}: left out: {error}")
        else:
            if entry is not None:
                entries.append(entry)
    return entries, problems


def _correction(c: Correction) -> dict[str, Any]:
    reach = {"only": c.only} if c.only else {}
    if c.scope is Scope.SOURCE:
        reach["source"] = c.source
    return {
        "kind": "correction", "id": c.id, "scope": c.scope, **_spot(c.spot), **reach,
        "place": None if c.place is None else place(c.place), **_signed(c.at, c.by),
        **({"note": c.note} if c.note else {}),
    }  # fmt: skip


def _note(note: Note) -> dict[str, Any]:
    about = {"article": note.article_id} if note.spot is None else _spot(note.spot)
    return {
        "kind": "note", "id": note.id, **about, **({"text": note.text} if note.text else {}),
        "tags": list(note.tags), **_signed(note.at, note.by),
    }  # fmt: skip


def _undo(undo: Undo) -> dict[str, Any]:
    return {"kind": "undo", "id": undo.id, **_signed(undo.at, undo.by)}


def _check(check: Check) -> dict[str, Any]:
    drawn = [
        {**_spot(each.spot), "place": place(each.place), "confidence": each.confidence}
        for each in check.drawn
    ]
    return {
        "kind": "check", "id": check.id, "seed": check.seed, "population": check.population,
        **_signed(check.at, check.by), "drawn": drawn,
    }  # fmt: skip


def _opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "kind": "verdict", "check": opinion.check, **_spot(opinion.spot),
        "verdict": opinion.verdict, **_signed(opinion.at, opinion.by),
    }  # fmt: skip


_WRITERS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Correction: _correction,
    Note: _note,
    Undo: _undo,
    Check: _check,
    Opinion: _opinion,
}


def _signed(at: datetime, by: str) -> dict[str, Any]:
    return {"at": at.astimezone(UTC).isoformat(), **({"by": by} if by else {})}


def _spot(spot: Spot) -> dict[str, Any]:
    return {
        "phrase": spot.phrase, "article": spot.article_id, "start": spot.start, "end": spot.end
    }  # fmt: skip


def place(place: Place) -> dict[str, Any]:
    """A place as it is written."""
    fields = {
        "id": place.id, "name": place.name, "lat": place.latitude, "lon": place.longitude,
        "feature_class": place.feature_class, "feature_code": place.feature_code,
        "country": place.country_code, "admin1": place.admin1,
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value != ""}


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _read_correction(data: dict[str, Any]) -> Correction:
    return Correction(
        id=_text(data, "id", needed=True),
        at=_time(data),
        scope=_word(data, "scope", Scope),
        spot=_read_spot(data),
        place=None if _has(data, "place") is None else _read_place(data["place"]),
        only=_text(data, "only"),
        by=_text(data, "by"),
        note=_text(data, "note"),
        source=_text(data, "source"),
    )


def _read_note(data: dict[str, Any]) -> Note:
    tags = data.get("tags", [])
    if not isinstance(tags, list) or not all(
        isinstance(each, str) and tags_in(each) == (each,) for each in tags
    ):
        raise ValueError("tags must be a list of short texts in small letters, without commas")
    made = Note(
        id=_text(data, "id", needed=True),
        at=_time(data),
        article_id=_text(data, "article", needed=True),
        text=_text(data, "text"),
        tags=tuple(tags),
        spot=_read_spot(data) if "start" in data else None,
        by=_text(data, "by"),
    )
    if not (made.text or made.tags):
        raise ValueError("a note needs a text or tags")
    return made


def _read_undo(data: dict[str, Any]) -> Undo:
    return Undo(_text(data, "id", needed=True), _time(data), _text(data, "by"))


def _read_check(data: dict[str, Any]) -> Check:
    drawn = _has(data, "drawn")
    if not isinstance(drawn, list) or len(drawn) > LARGEST_SAMPLE:
        raise ValueError("drawn must be a list of mentions")
    return Check(
        id=_text(data, "id", needed=True),
        at=_time(data),
        seed=_whole(data, "seed"),
        population=_whole(data, "population"),
        drawn=tuple(_read_judged(each) for each in drawn),
        by=_text(data, "by"),
    )


def _read_judged(data: Any) -> DrawnMention:
    return DrawnMention(
        _read_spot(data), _read_place(_has(data, "place")), _number(data, "confidence", 0, 1)
    )


def _read_opinion(data: dict[str, Any]) -> Opinion:
    return Opinion(
        check=_text(data, "check", needed=True),
        spot=_read_spot(data),
        verdict=_word(data, "verdict", Verdict),
        at=_time(data),
        by=_text(data, "by"),
    )


_READERS: dict[Any, Callable[[dict[str, Any]], Entry]] = {
    "correction": _read_correction,
    "note": _read_note,
    "undo": _read_undo,
    "check": _read_check,
    "verdict": _read_opinion,
}


def _read_spot(data: Any) -> Spot:
    start, end = _whole(data, "start"), _whole(data, "end")
    if end < start:
        raise ValueError("end lies before start")
    return Spot(_text(data, "article", needed=True), start, end, _text(data, "phrase", needed=True))


def _read_place(data: Any) -> Place:
    place_id = _text(data, "id", needed=True)
    return Place(
        id=place_id,
        name=_text(data, "name", needed=True),
        latitude=_number(data, "lat", -90, 90),
        longitude=_number(data, "lon", -180, 180),
        feature_class=_text(data, "feature_class"),
        feature_code=_text(data, "feature_code"),
        country_code=_text(data, "country"),
        admin1=_text(data, "admin1"),
        source=place_id.partition(":")[0],
    )


def _has(data: Any, key: str) -> Any:
    if not isinstance(data, dict):
        raise ValueError("a mention or place is not a JSON object")
    if key not in data:
        raise ValueError(f"{key} is missing")
    return data[key]


def _text(data: Any, key: str, needed: bool = False) -> str:
    value = _has(data, key) if needed else data.get(key, "")
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or (needed and not value):
        raise ValueError(f"{key} must be a text of up to {_LONGEST_TEXT} characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{key} holds half a character") from None
    return value


def _whole(data: Any, key: str) -> int:
    value = _has(data, key)
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError(f"{key} must be a whole number")
    return int(value)


def _number(data: Any, key: str, least: float, most: float) -> float:
    value = _has(data, key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{key} must be a number")
    if not math.isfinite(value) or not least <= value <= most:
        raise ValueError(f"{key} must lie between {least} and {most}")
    return float(value)


def _word(data: Any, key: str, words: type[_Choice]) -> _Choice:
    try:
        return words(_text(data, key, needed=True))
    except ValueError:
        raise ValueError(f"{key} must be one of {', '.join(words)}") from None


def _time(data: Any) -> datetime:
    try:
        at = datetime.fromisoformat(_text(data, "at", needed=True))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("at must be a time in ISO 8601") from None
