"""What stands in a row, on values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.atlas import Atlas, DateBasis, Filter
from geo.export import By, Content, Provenance
from geo.export.tables import shortened
from geo.models import Excerpt, Resolution
from tests.geo.atlas.samples import KABUL, MOSCOW, article, named
from tests.geo.export.newsroom import rows

WIRE = (
    "Talks were held in Kabul on 5 July, officials said, and both sides will meet again in the "
    "autumn, when the harvest is in and the passes are still open. Nobody was hurt."
)


def content_of(folder: Path, *articles: tuple[str, Resolution]) -> Content:
    atlas = Atlas(folder / "atlas")
    atlas.add(article(number, text, found) for number, (text, found) in enumerate(articles))
    return Content(atlas.reader(), Filter(), Provenance({}, ""))


def test_a_story_that_two_papers_print_is_one(tmp_path: Path) -> None:
    kabul = named(WIRE, "Kabul", KABUL)
    content = content_of(tmp_path, (WIRE, kabul), (f"{WIRE} More soon.", kabul))
    for by in (By.PLACE, By.DAY):
        [row] = rows(content, by)
        assert (row["mentions"], row["articles"], row["stories"]) == (2, 2, 1)


def test_the_time_of_a_row_is_that_of_the_clock_that_was_asked_for(tmp_path: Path) -> None:
    content = content_of(tmp_path, (WIRE, named(WIRE, "Kabul", KABUL)))
    spoken = replace(content, f=Filter(date_basis=DateBasis.SPOKEN))
    [of_publication] = content.table(By.MENTION).records()
    [of_sentence] = spoken.table(By.MENTION).records()
    assert (of_publication.begin, of_publication.end) == (date(2021, 7, 9), date(2021, 7, 9))
    assert (of_sentence.begin, of_sentence.end) == (date(2021, 7, 5), date(2021, 7, 5))


def test_a_sentence_without_a_time_has_that_of_its_article(tmp_path: Path) -> None:
    content = content_of(tmp_path, ("Rain in Moscow.", named("Rain in Moscow.", "Moscow", MOSCOW)))
    spoken = replace(content, f=Filter(date_basis=DateBasis.SPOKEN))
    [record] = spoken.table(By.MENTION).records()
    assert (record.begin, record.end) == (date(2021, 7, 9), date(2021, 7, 9))


@pytest.mark.parametrize(
    ("when", "precision"), [("5 July", "day from publication"), ("5 July 2021", "day")]
)
def test_a_time_told_from_the_publication_is_said_to_be(
    when: str, precision: str, tmp_path: Path
) -> None:
    text = f"Talks were held in Kabul on {when}."
    [row] = rows(content_of(tmp_path, (text, named(text, "Kabul", KABUL))), By.MENTION)
    assert (row["spoken"], row["spoken_precision"]) == ("2021-07-05/2021-07-05", precision)


def test_a_site_somewhere_in_a_town_is_no_exact_point(tmp_path: Path) -> None:
    text = "A fire in Chicken Street, Kabul."
    site = replace(named(text, "Chicken Street", KABUL), in_town=True)
    [row] = rows(content_of(tmp_path, (text, site)), By.MENTION)
    assert (row["precision"], row["method"]) == ("in town", "in town")


def test_rows_are_counted_as_they_are_written(tmp_path: Path) -> None:
    text = "Kabul and Kabul."
    content = content_of(
        tmp_path, (text, named(text, "Kabul", KABUL)), (WIRE, named(WIRE, "Kabul", KABUL))
    )
    assert {by: content.count(by) for by in By} == {by: len(rows(content, by)) for by in By}
    assert content.count(By.DAY) == 1


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (26, "… road to Kabul lay in th…"),
        (17, "…d to Kabul lay …"),
        (7, "…Kabul…"),
        (1, "…Kabul…"),
    ],
)
def test_a_shortened_sentence_has_its_name_in_the_middle(length: int, text: str) -> None:
    sentence = "the wet road to Kabul lay in the sun"
    start = sentence.index("Kabul")
    assert shortened(Excerpt("a", sentence, start, start + 5), length).text == text
