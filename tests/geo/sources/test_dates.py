"""Publication dates: what counts as one, which of several is believed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources import calendars, dates
from geo.sources.calendars import fold, may_name_month, month_number, small
from geo.sources.dates import Certainty, DateStamp, date_stamp
from geo.sources.publication import decide_publication

LATEST = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("10:34 AM Jul 09, 2021", date(2021, 7, 9)),
        ("Published October 7, 2021", date(2021, 10, 7)),
        ("2021-07-09", date(2021, 7, 9)),
        ("2021/07/09 06:00", date(2021, 7, 9)),
        ("2021-07-09T10:34:00Z", date(2021, 7, 9)),
        ("2021-07-09T23:34:00.123+05:30", date(2021, 7, 9)),
        ("Fri, 09 Jul 2021 10:34:00 +0530", date(2021, 7, 9)),
        ("9 July 2021", date(2021, 7, 9)),
        ("9th of July, 2021", date(2021, 7, 9)),
        ("Friday, July 9th, 2021", date(2021, 7, 9)),
        ("July 9, 2021 10:34 am IST", date(2021, 7, 9)),
        ("Thu 7 Oct 2021 10.34 BST", date(2021, 10, 7)),
        ("Posted on Sept. 3, 2020 at 2 p.m.", date(2020, 9, 3)),
        ("Published in The Quay Gazette, October 7th, 2021", date(2021, 10, 7)),
        ("Updated 17 Jan, 2022", date(2022, 1, 17)),
        ("7-Oct-2021", date(2021, 10, 7)),
        ("25/12/2021", date(2021, 12, 25)),
        ("12.25.2021", date(2021, 12, 25)),
        ("04/04/2021", date(2021, 4, 4)),
    ],
)
def test_a_date_stamp_is_read(field: str, expected: date) -> None:
    found = date_stamp(field)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    "field",
    [
        "The talks are scheduled for October 20, 2021",
        "July 9, 2021 was a Friday",
        "Kabul, July 9, 2021, a photo shows",
        "October 2021",
        "Thursday",
        "9:30",
        "",
        "1 2 3",
    ],
)
def test_a_sentence_or_a_part_of_a_date_is_no_stamp(field: str) -> None:
    assert date_stamp(field) is None


@pytest.mark.parametrize("field", ["03/04/2021", "3-4-2021", "31/02/2021", "2021-13-01"])
def test_what_reads_two_ways_or_none_is_not_guessed(field: str) -> None:
    found = date_stamp(field)
    assert found is not None
    assert found.value is None
    assert field in decide_publication(LATEST, head=[found]).note


@given(st.dates(date(1900, 1, 1), date(2023, 12, 31)))
def test_every_usual_way_of_writing_a_day_gives_that_day(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "Published %b %d, %Y"):
        found = date_stamp(day.strftime(pattern))
        assert found is not None
        assert found.value == day


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    date_stamp(text)
    dates.dateline_stamp(text)


@given(st.text(max_size=50))
def test_small_letters_stay_in_their_places(text: str) -> None:
    assert len(small(text)) == len(text)


@given(st.sampled_from(["MÄRZ", "temmuz", "KASIM", "Ιούλιος", "ΙΟΎΛΙΟΣ", "червня", "Settembre"]))
def test_a_month_is_known_in_capitals_too(name: str) -> None:
    assert may_name_month(small(f"am 3. {name} 2021")) and month_number(fold(name))
    assert date_stamp(f"3 {name} 2021") is not None


def test_published_is_believed_before_a_bare_date_and_that_before_updated() -> None:
    updated = DateStamp(date(2022, 1, 17), Certainty.UPDATED)
    bare = DateStamp(date(2022, 1, 12), Certainty.PLAIN)
    labelled = DateStamp(date(2022, 1, 11), Certainty.LABELLED)
    assert decide_publication(LATEST, head=[updated, bare, labelled]).value == date(2022, 1, 11)
    assert decide_publication(LATEST, head=[updated, bare]).value == date(2022, 1, 12)
    assert decide_publication(LATEST, head=[updated]).value == date(2022, 1, 17)


def test_nothing_is_published_in_the_future() -> None:
    tomorrow = DateStamp(date(2024, 1, 2), Certainty.LABELLED)
    today = DateStamp(date(2024, 1, 1), Certainty.PLAIN)
    assert decide_publication(LATEST, head=[tomorrow, today]).value == date(2024, 1, 1)
    assert decide_publication(LATEST, head=[tomorrow]).note == "2024-01-02 is in the future"


def test_a_dateline_with_a_full_date_counts_one_without_the_year_does_not() -> None:
    found = dates.dateline_stamp("MOSCOW, July 9, 2021 (Tass) - Envoys arrived on Thursday.")
    assert found == DateStamp(date(2021, 7, 9), Certainty.DATELINE)
    assert dates.dateline_stamp("MOSCOW, July 9 (Tass) - Envoys arrived on Thursday.") is None
    assert dates.dateline_stamp("In Moscow on July 9, 2021 (a Friday) envoys arrived.") is None


@pytest.mark.parametrize(
    "field",
    [
        *("4 mars 2019", "Publié le lundi 4 mars 2019 à 18h05", "4. März 2019", "4. Mrz. 2019"),
        *("Montag, 4. März 2019, 18.05 Uhr", "Veröffentlicht am 04.03.2019 um 18:05 Uhr"),
        *("4 de marzo de 2019", "lunes, 4 de marzo de 2019", "4 de março de 2019, às 18h05"),
        *("4 marzo 2019", "lunedì 4 marzo 2019", "4 maart 2019", "4 mars 2019 kl. 18.05"),
        *(
            "4 marca 2019",
            "4. března 2019",
            "2019. március 4.",
            "4 марта 2019 г.",
            "4 березня 2019",
        ),
        *("4 Mart 2019 Pazartesi", "04 Mart 2019, 18:05", "Yayınlanma: 04.03.2019 - 18:05"),
        *(
            "4 Μαρτίου 2019",
            "4 martie 2019",
            "2019年3月4日",
            "2019년 3월 4일",
            "4.3.2019",
            "04.03.19",
        ),
        *("Mon Mar 04 18:05:00 CET 2019", "Mon Mar 04 18:05:00 +0000 2019", "4-Mar-19"),
        *("March 4, 2019 Monday", "2019-Mar-04", "4. 3. 2019"),
    ],
)
def test_a_day_in_many_languages_and_forms(field: str) -> None:
    found = date_stamp(field)
    assert found is not None and found.value == date(2019, 3, 4)


@pytest.mark.parametrize(
    "field",
    [
        *("۲۴ اسد ۱۴۰۰", "یکشنبه ۲۴ مرداد ۱۴۰۰ - ۱۰:۳۴", "24 مردادماه 1400", "1400/05/24"),
        "تاریخ انتشار: ۲۴ مرداد ۱۴۰۰",
    ],
)
def test_a_day_of_the_solar_hijri_calendar(field: str) -> None:
    found = date_stamp(field)
    assert found is not None and found.value == date(2021, 8, 15)


def test_new_years_of_the_solar_hijri_calendar_are_at_the_equinox() -> None:
    days = {year: calendars.from_solar_hijri(year, 1, 1) for year in (1357, 1395, 1399, 1403, 1404)}
    assert [str(day) for day in days.values()] == [
        *("1978-03-21", "2016-03-20", "2020-03-20", "2024-03-20", "2025-03-21")
    ]
    assert calendars.from_solar_hijri(1403, 12, 30) == date(2025, 3, 20)
    assert calendars.from_solar_hijri(1402, 12, 30) is None
    # The lunar calendar's years have larger numbers.
    assert calendars.from_solar_hijri(1443, 1, 6) is None


def test_a_month_that_is_another_one_in_another_language_is_not_guessed() -> None:
    """Croatian writes a point after the day; else ``srp`` is July there and August in Czech."""
    for field, expected in (("4 listopada 2019", 11), ("4. listopada 2019", 10)):
        found = date_stamp(field)
        assert found is not None and found.value == date(2019, expected, 4)
    assert date_stamp("4 srp 2019") is None


@pytest.mark.parametrize(
    "field",
    [
        *("Mis à jour le 05/03/2019 à 10:00, publié le 04.03.2019", "4 March 2019 (updated 5 May)"),
        "Ultimo aggiornamento: 6 marzo 2019. Pubblicato il 4 marzo 2019",
        "Laatste update: 06-05-2019 Gepubliceerd: 2019-03-04",
        "Оновлено: 06.03.2019 Опубліковано: 04.03.2019",
        "Aktualizováno 6. 3. 2019, publikováno 4. 3. 2019",
        "Uppdaterad 6 mars 2019, publicerad 4 mars 2019",
    ],
)
def test_beside_when_it_was_changed_it_says_when_it_was_published(field: str) -> None:
    found = date_stamp(field.replace("5 May)", "5 May 2019)"))
    assert found is not None and found.value == date(2019, 3, 4)
    assert found.certainty in (Certainty.LABELLED, Certainty.PLAIN)


@pytest.mark.parametrize(
    "line",
    [
        *("Posted on March 4, 2019 by Ada Harbour", "admin — March 4, 2019 leave a comment"),
        *("Ada · March 4, 2019 · Ports · 12 comments", "By Ada Harbour 4 March 2019, 6:05 pm"),
        *("Von Ada Hafen | 4. März 2019", "Publié le 4 mars 2019 par Ada Duport"),
        *("Written by Ada Harbour on 4 March 2019", "March 4, 2019 By Ada Harbour in Ports"),
    ],
)
def test_a_line_of_credits_has_its_date(line: str) -> None:
    found = dates.byline_stamp(line)
    assert found is not None and found.value == date(2019, 3, 4)


@pytest.mark.parametrize(
    "line",
    [
        *("In Poti on March 4, 2019 a boat went down", "Poti, March 4, 2019", "Born March 4, 2019"),
        *("The storm of March 4, 2019 by the numbers", "By March 4, 2019 all boats were back"),
        *("From March 4, 2019 to March 8, 2019 by Ada", "Storm hits Poti – March 4, 2019"),
    ],
)
def test_a_date_among_other_words_is_no_credit(line: str) -> None:
    assert dates.byline_stamp(line) is None
