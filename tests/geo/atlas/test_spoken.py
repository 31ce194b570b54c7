"""The second date basis of a mention: the times that its sentence speaks about."""

from __future__ import annotations

from datetime import date

import pytest

from geo.atlas import Atlas, DateBasis, Filter, Unit
from geo.timing import Precision
from tests.geo.atlas.samples import KABUL, MOSCOW, article, named

TEXT = (
    "Talks will be held in Moscow on October 20. "
    "The Taliban ruled Kabul from 1996 until 2001, and again in August 2021. "
    "It rained in Torhondi."
)


@pytest.fixture
def filled(atlas: Atlas) -> Atlas:
    found = [named(TEXT, "Moscow", MOSCOW), named(TEXT, "Kabul", KABUL)]
    atlas.add(
        [article(1, TEXT, *found, named(TEXT, "Torhondi", None), published=date(2021, 10, 7))]
    )
    atlas.add([article(2, "Nothing is new in Moscow.")])
    return atlas


def test_a_mention_comes_with_the_dates_of_its_sentence(filled: Atlas) -> None:
    with filled.reader() as reader:
        [moscow, other] = reader.excerpts(Filter(), MOSCOW.id, 10)
        [kabul] = reader.excerpts(Filter(), KABUL.id, 10)
        [torhondi] = reader.unplaced_excerpts(Filter(), "Torhondi", 10)
    [day] = moscow.spoken
    assert (day.earliest, day.latest, day.precision) == (
        date(2021, 10, 20),
        date(2021, 10, 20),
        Precision.DAY,
    )
    assert TEXT[day.start : day.end] == day.text == "October 20"
    assert moscow.published == date(2021, 10, 7)
    assert [each.text for each in kabul.spoken] == ["1996 until 2001", "August 2021"]
    assert other.spoken == torhondi.spoken == ()


@pytest.mark.parametrize(
    ("spoken_from", "spoken_to", "places"),
    [
        (date(2021, 10, 20), date(2021, 10, 20), {MOSCOW}),
        (date(1999, 1, 1), date(1999, 12, 31), {KABUL}),
        (date(2021, 8, 31), None, {MOSCOW, KABUL}),
        (None, date(1996, 1, 1), {KABUL}),
        (date(2010, 1, 1), date(2010, 12, 31), set()),
    ],
)
def test_mentions_are_chosen_by_what_they_speak_about(
    filled: Atlas, spoken_from: date | None, spoken_to: date | None, places: set[object]
) -> None:
    f = Filter(date_from=spoken_from, date_to=spoken_to, undated=False, date_basis=DateBasis.SPOKEN)
    with filled.reader() as reader:
        assert {found.place for found in reader.places(f, Unit.MENTIONS)} == places
        assert reader.counts(f).articles == bool(places)


def test_dates_that_are_lost_leave_the_mentions(filled: Atlas) -> None:
    for path in filled.folder.glob("dates-*.parquet"):
        path.unlink()
    with filled.reader() as reader:
        assert all("dates" in warning and "missing" in warning for warning in reader.warnings)
        assert len(reader.warnings) == 2
        assert reader.counts(Filter()).mentions == 3
        assert [each.spoken for each in reader.excerpts(Filter(), KABUL.id, 10)] == [()]


def test_the_languages_are_counted(filled: Atlas) -> None:
    with filled.reader() as reader:
        assert reader.languages() == [("en", 2)]
