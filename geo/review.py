"""Looking over what an atlas shows: a random sample that a person judges, and what was put right,
to be read elsewhere, as lines of JSON or as a table.

Stands above ``geo.corrections``, which knows no atlas, and ``geo.atlas``, which applies it.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from geo.atlas import AtlasReader, Corrected, Filter
from geo.corrections import records
from geo.corrections.log import CorrectionLog
from geo.corrections.models import Check, MeasuredPrecision, Verdict, precision
from geo.corrections.records import LARGEST_SAMPLE, Entry
from geo.errors import BadInput
from geo.models import Place
from geo.text.interchange import as_cell

__all__ = ["SIZE", "Verdict", "draw_check", "precision"]

SIZE = 30
"""Mentions drawn if nobody says how many: 29 of 30 right tells that at least 83 % are."""

_SEEDS = 2**32


def draw_check(
    log: CorrectionLog,
    reader: AtlasReader,
    f: Filter = Filter(),  # noqa: B008 (frozen)
    size: int = SIZE,
    seed: int | None = None,
    by: str = "",
) -> Check:
    """Draw a simple random sample of the placed mentions under ``f``, and record it.

    Every placed mention is as likely to be drawn as any other, whatever its confidence, and
    none twice; the same ``seed`` draws the same from the same atlas. All are drawn where there
    are no more than ``size``. Raises BadInput where there are none, or ``size`` is not from 1
    to 1,000, or the log is read-only; CorrectionsUnusable where it cannot be written.
    """
    if not 1 <= size <= LARGEST_SAMPLE:
        raise BadInput(
            f"{size} mentions cannot be checked: give a number from 1 to {LARGEST_SAMPLE}"
        )
    seed = secrets.randbelow(_SEEDS) if seed is None else seed
    drawn, population = reader.sample(f, size, seed)
    if not drawn:
        raise BadInput("nothing is placed here that could be checked: widen the selection")
    return log.add_check(drawn, population, seed, by)


def json_lines(
    entries: Iterable[Entry], corrected: Iterable[Corrected], measured: MeasuredPrecision | None
) -> Iterator[bytes]:
    """The log, then the measured precision, then every mention that was put right.

    Whoever takes this in as a log finds the log in it: the rest is passed over.
    """
    yield records.header()
    yield from (records.write(entry) for entry in entries)
    if measured:
        yield _line({"kind": "precision", **precision_as_json(measured)})
    for each in corrected:
        yield _line({"kind": "mention", **_mention(each)})


def table(corrected: Iterable[Corrected], measured: MeasuredPrecision | None) -> Iterator[bytes]:
    """A CSV table of every mention that was put right, the measured precision in each row.

    In UTF-8 with the mark by which spreadsheets know it. A text that a spreadsheet would take
    for a formula begins with an apostrophe.
    """
    yield _row(_COLUMNS).encode("utf-8-sig")
    precision_cells = _measured(measured)
    for each in corrected:
        yield _row([_cell(value) for value in (*_cells(each), *precision_cells)]).encode()


def precision_as_json(measured: MeasuredPrecision) -> dict[str, Any]:
    """A measured precision as JSON."""
    return {
        "right": measured.right,
        "wrong": measured.wrong,
        "unsure": measured.unsure,
        "precision": round(measured.value, 4),
        "low": round(measured.low, 4),
        "high": round(measured.high, 4),
        "interval": "Wilson, 95 %",
        "population": measured.population,
        "at": measured.at.isoformat(),
    }


_COLUMNS = (
    *("phrase", "sentence", "article", "title", "source", "url", "published", "start", "end"),
    *("before_id", "before_name", "before_country", "before_lat", "before_lon"),
    "before_confidence",
    *("is_place", "place_id", "name", "country", "lat", "lon"),
    *("correction", "scope", "corrected_by", "corrected_at", "note"),
    *("precision", "precision_low", "precision_high", "precision_judged"),
    *("precision_population", "precision_at"),
)


def _mention(each: Corrected) -> dict[str, Any]:
    made = each.correction
    return {
        "phrase": each.phrase,
        "sentence": each.excerpt.text,
        "article": each.excerpt.article_id,
        "title": each.title,
        "source": each.source,
        "url": each.url,
        "published": each.published.isoformat() if each.published else None,
        "start": each.start,
        "end": each.end,
        "before": records.place(each.place) if each.place else None,
        "before_confidence": round(each.confidence, 4),
        "place": records.place(made.place) if made.place else None,
        "correction": made.id,
        "scope": made.scope,
        "by": made.by,
        "at": made.at.isoformat(),
        "note": made.note,
    }


def _cells(each: Corrected) -> tuple[Any, ...]:
    made = each.correction
    return (
        *(each.phrase, each.excerpt.text, each.excerpt.article_id, each.title, each.source),
        *(each.url, each.published, each.start, each.end),
        *_place(each.place),
        round(each.confidence, 4),
        "yes" if made.place else "no",
        *_place(made.place),
        *(made.id, made.scope.value, made.by, made.at.isoformat(), made.note),
    )


def _place(place: Place | None) -> tuple[Any, ...]:
    if place is None:
        return ("",) * 5
    return place.id, place.name, place.country_code, place.latitude, place.longitude


def _measured(measured: MeasuredPrecision | None) -> tuple[Any, ...]:
    if measured is None:
        return ("",) * 6
    found = precision_as_json(measured)
    return (
        *(found["precision"], found["low"], found["high"], measured.right + measured.wrong),
        *(measured.population, found["at"]),
    )


def _cell(value: Any) -> Any:
    return as_cell(value) if isinstance(value, str) else value


def _row(cells: Iterable[Any]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode() + b"\n"
