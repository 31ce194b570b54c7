"""What was put right as a table that a spreadsheet opens: texts, never formulas."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from geo.atlas import Corrected
from geo.corrections import Correction, Scope, Spot
from geo.models import Excerpt
from geo.review import table
from tests.geo.atlas.samples import KABUL, MOSCOW


def row(**fields: object) -> dict[str, str]:
    """The table's row for one mention that was put right, these fields being as given."""
    made = Correction(
        id="c1",
        spot=Spot("article-1", 3, 9, "Moscow"),
        scope=Scope.MENTION,
        place=KABUL,
        by=str(fields.pop("by", "Ada")),
        note=str(fields.pop("note", "")),
        at=datetime(2022, 5, 3, tzinfo=UTC),
    )
    sentence = str(fields.pop("sentence", "In Moscow."))
    given = {"phrase": "Moscow", "title": "Talks", "source": "Wire", "url": "", **fields}
    corrected = Corrected(
        excerpt=Excerpt("article-1", sentence, 3, 9),
        start=3,
        end=9,
        role="place",
        place=MOSCOW,
        confidence=0.9,
        published=date(2021, 7, 9),
        correction=made,
        **given,  # type: ignore[arg-type]
    )
    written = b"".join(table([corrected], None)).decode("utf-8-sig")
    [found] = csv.DictReader(io.StringIO(written, newline=""))
    return found


FIELDS = {
    **{name: name for name in ("phrase", "title", "source", "url", "sentence", "note")},
    "by": "corrected_by",
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_takes_for_a_formula_begins_with_an_apostrophe(
    field: str, first: str
) -> None:
    hostile = f"{first}=HYPERLINK(A1)"
    assert row(**{field: hostile})[FIELDS[field]] == f"'{hostile}"


def test_other_texts_and_numbers_are_as_they_are() -> None:
    found = row(title="Talks = hope\t- and fear", source="")
    assert (found["title"], found["source"]) == ("Talks = hope\t- and fear", "")
    assert float(found["before_lat"]) == MOSCOW.latitude
