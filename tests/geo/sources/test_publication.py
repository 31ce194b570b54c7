"""Of all the dates that an article comes with: which is believed, from where, and how surely."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Article
from geo.sources import ReadOptions, ReadWarning, read
from geo.sources.dates import date_stamp as shown
from geo.sources.publication import decide_publication, field_stamp, in_address, in_name
from tests.geo.sources.conftest import LATEST, Found, articles

Reading = Callable[..., Found]

BODY = "The fleet stayed in port on Thursday, the harbour master said."
SOURCES = {
    "metadata": date(2021, 7, 5),
    "text": date(2021, 7, 6),
    "url": date(2021, 7, 7),
    "file": date(2021, 7, 8),
}


@pytest.mark.parametrize("missing", range(5))
def test_metadata_before_text_before_address_before_file(reading: Reading, missing: int) -> None:
    """Each is taken away in turn, the surest first."""
    there = list(SOURCES)[missing:]
    front = [
        "title: Fleet in port",
        *(["date: 2021-07-05"] if "metadata" in there else []),
        *(["url: https://a.example/2021/07/07/fleet"] if "url" in there else []),
    ]
    text = "Published 6 July 2021\n\n" if "text" in there else ""
    name = "2021-07-08 fleet.md" if "file" in there else "fleet.md"
    raw = "---\n" + "\n".join(front) + f"\n---\n{text}{BODY}\n"
    [found] = articles(reading(raw.encode(), name))
    expected = there[0] if there else None
    assert found.published_from == expected
    assert found.published == (SOURCES[expected] if expected else None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # The day where it was published, whatever day it was in Greenwich.
        ("Fri, 09 Jul 2021 23:34:00 -0500", date(2021, 7, 9)),
        ("Fri, 09 Jul 2021 00:34:00 +0530", date(2021, 7, 9)),
        ("09 Jul 21 10:34 GMT", date(2021, 7, 9)),
        ("2021-07-09T23:59:59+13:00", date(2021, 7, 9)),
        ("2021-07-09T00:00:01-11:00", date(2021, 7, 9)),
        ("2021-07-09T10:34Z", date(2021, 7, 9)),
        ("2021-07-09 10:34:00.000000", date(2021, 7, 9)),
        ("20210709", date(2021, 7, 9)),
        ("20210709T103400Z", date(2021, 7, 9)),
        # Seconds and milliseconds since 1970 have no place of their own: UTC.
        (1625788800, date(2021, 7, 9)),
        (1625788799, date(2021, 7, 8)),
        ("1625788800000", date(2021, 7, 9)),
        (1625788800.5, date(2021, 7, 9)),
        (date(2021, 7, 9), date(2021, 7, 9)),
        (datetime(2021, 7, 9, 23, 0, tzinfo=timezone(timedelta(hours=-7))), date(2021, 7, 9)),
        ("July 9, 2021 at 10:34 p.m. EDT", date(2021, 7, 9)),
        ("Updated: 9 July 2021", date(2021, 7, 9)),
        ("25/12/2020", date(2020, 12, 25)),
    ],
)
def test_what_metadata_says_in_any_zone(stated: object, expected: date) -> None:
    found = field_stamp(stated)
    assert found is not None and found.value == expected


@pytest.mark.parametrize(
    "stated",
    [
        *("Thursday", "yesterday", "today", "2 hours ago", "last week", "Thu", "now", "July 9"),
        *("9 July", "2021", "July 2021", "soon", "n/a", "-", "12", "0000-00-00", True, 12),
        *("2021-02-30", "99999999999999999999", float("nan"), float("inf")),
    ],
)
def test_what_is_no_day_is_not_made_one(stated: object) -> None:
    found = field_stamp(stated)
    assert found is None or found.value is None
    assert decide_publication(LATEST, stated).value is None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2023, 12, 31)), st.integers(-14, 14))
def test_a_time_in_any_zone_is_the_day_that_was_written(moment: datetime, hours: int) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(hours=hours)), microsecond=0)
    for written in (
        there.isoformat(),
        there.strftime("%a, %d %b %Y %H:%M:%S %z"),
        there.strftime("%d %B %Y, %H:%M"),
        there,
    ):
        assert decide_publication(LATEST, written).value == moment.date()


@given(st.text(max_size=100) | st.floats() | st.integers() | st.booleans() | st.none())
def test_no_metadata_makes_it_fail(stated: object) -> None:
    found = decide_publication(LATEST, stated)
    assert found.value is None or found.value <= LATEST


@pytest.mark.parametrize(
    "line", ["Thursday", "Yesterday", "2 hours ago", "On Thursday", "Last updated on Thursday"]
)
def test_relative_words_at_the_head_of_a_text_date_nothing(reading: Reading, line: str) -> None:
    assert shown(line) is None
    [found] = articles(reading(f"Fleet in port\n\n{line}\n\n{BODY}\n".encode(), "fleet.txt"))
    assert (found.published, found.published_from) == (None, None)


@pytest.mark.parametrize("where", ["metadata", "text", "url", "file"])
def test_nothing_is_from_the_future(reading: Reading, where: str) -> None:
    tomorrow = date(2024, 1, 2)
    record = {"title": "Fleet in port", "text": BODY}
    if where == "metadata":
        record["date"] = str(tomorrow)
    elif where == "text":
        record["text"] = f"Published {tomorrow:%d %B %Y}\n\n{BODY}"
    elif where == "url":
        record["url"] = f"https://a.example/{tomorrow:%Y/%m/%d}/fleet"
    if where == "file":
        [found] = articles(reading(f"Fleet in port\n\n{BODY}".encode(), f"{tomorrow}.txt"))
    else:
        [found] = articles(reading(json.dumps(record).encode(), "a.json"))
    assert found.published is None


def test_a_date_of_today_where_the_day_begins_first_is_believed() -> None:
    """At noon in London it is tomorrow on Kiribati."""
    assert ReadOptions().latest >= datetime.now(UTC).date()
    assert ReadOptions().latest <= datetime.now(UTC).date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2021/07/09/fleet", date(2021, 7, 9)),
        ("https://a.example/world/2021/jul/09/fleet", date(2021, 7, 9)),
        ("https://a.example/2021/7/9/", date(2021, 7, 9)),
        ("https://a.example/news/fleet-2021-07-09.html", date(2021, 7, 9)),
        ("https://a.example/20210709/fleet", date(2021, 7, 9)),
        ("https://a.example/2021/07/09/the-war-of-2019-01-02", date(2021, 7, 9)),
        ("https://a.example/2021/07/fleet", None),
        ("https://a.example/2021-07-09-or-2021-07-10", None),
        ("https://a.example/article/2021070912345", None),
        ("https://a.example/?date=2021-07-09", None),
        ("https://a.example/1.2021.07.09.4", None),
        ("http://[", None),
    ],
)
def test_the_day_in_an_address(url: str, expected: date | None) -> None:
    assert in_address(url) == expected


def test_the_day_in_a_files_name() -> None:
    assert in_name("2021-07-09 envoys.txt") == date(2021, 7, 9)
    assert in_name("envoys_20210709.txt") == date(2021, 7, 9)
    assert in_name("report-17.txt") is None


def table(*dates: str, urls: Sequence[str] = ()) -> bytes:
    rows = [f"Rain {n},Rain fell {n} times.,{day}," for n, day in enumerate(dates)]
    links = [*urls, *[""] * len(dates)]
    return "\n".join(["title,text,date,url", *(r + links[n] for n, r in enumerate(rows))]).encode()


def days(found: Found) -> dict[str, str]:
    return {each.title: str(each.published) for each in articles(found)}


def test_the_other_articles_of_a_source_tell_which_is_the_day(reading: Reading) -> None:
    europe = reading(table("03/04/2021", "25/12/2020", "05/04/2021"), "a.csv")
    assert days(europe) == {"Rain 0": "2021-04-03", "Rain 1": "2020-12-25", "Rain 2": "2021-04-05"}
    america = reading(table("03/04/2021", "12/25/2020", "05/04/2021"), "a.csv")
    assert days(america) == {"Rain 0": "2021-03-04", "Rain 1": "2020-12-25", "Rain 2": "2021-05-04"}
    assert {each.published_from for each in articles(europe)} == {"metadata"}


def test_where_nothing_tells_there_is_no_date_but_a_doubt(reading: Reading) -> None:
    found = reading(table("03/04/2021", "05/04/2021", "2021-04-07"), "a.csv")
    assert days(found) == {"Rain 0": "None", "Rain 1": "None", "Rain 2": "2021-04-07"}
    doubts = [each for each in found if isinstance(each, ReadWarning)]
    assert [each.name for each in doubts] == ["a.csv:2", "a.csv:3"]
    assert doubts[0].reason == (
        "no date: '03/04/2021' may be 2021-04-03 or 2021-03-04, and nothing in its source tells"
    )


def test_a_source_that_writes_both_ways_tells_nothing(reading: Reading) -> None:
    found = reading(table("25/12/2020", "12/25/2020", "03/04/2021"), "a.csv")
    assert days(found)["Rain 2"] == "None"
    [doubt] = [each for each in found if isinstance(each, ReadWarning)]
    assert doubt.reason.endswith("and its source writes dates both ways")


def test_an_articles_own_address_tells_before_others_do(reading: Reading) -> None:
    links = ["https://a.example/2021/03/04/rain"]
    [found] = articles(reading(table("03/04/2021", urls=links), "a.csv"))
    assert (found.published, found.published_from) == (date(2021, 3, 4), "metadata")


def test_one_reading_in_the_future_leaves_the_other(reading: Reading) -> None:
    [found] = articles(reading(table("03/12/2023"), "a.csv", latest=date(2023, 6, 1)))
    assert found.published == date(2023, 3, 12)


def test_other_sources_tell_nothing(tmp_path: Path) -> None:
    """Two newspapers in one folder, each with its own way."""
    story = "{title}\n\n{outlet}\n\nPublished {day}\n\n" + BODY + "\n"
    for name, outlet, day in (
        ("a", "Quay News", "03/04/2021"),
        ("b", "Quay News", "25/12/2020"),
        ("c", "Mesa Tribune", "03/04/2021"),
        ("d", "Mesa Tribune", "12/25/2020"),
        ("e", "Loch Herald", "03/04/2021"),
    ):
        title = f"Fleet in port again, says {name}"
        (tmp_path / f"{name}.txt").write_text(story.format(title=title, outlet=outlet, day=day))
    found = list(read([str(tmp_path)], ReadOptions(LATEST)))
    told = {each.title[-1]: each.published for each in articles(found)}
    assert told == {
        "a": date(2021, 4, 3),
        "b": date(2020, 12, 25),
        "c": date(2021, 3, 4),
        "d": date(2020, 12, 25),
        "e": None,
    }


def test_those_that_wait_for_a_habit_do_not_pile_up(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("geo.sources.ambiguous_dates"), "MOST_HELD", 5)
    found = reading(table(*["03/04/2021"] * 20, "25/12/2020", "25/11/2020", "25/10/2020"), "a.csv")
    told = days(found)
    assert len(told) == 23
    assert told["Rain 0"] == "None" and told["Rain 19"] == "2021-04-03"


def test_an_article_with_a_date_never_waits(reading: Reading) -> None:
    found = reading(table("03/04/2021", "2021-07-09"), "a.csv")
    assert [each.title for each in found if isinstance(each, Article)] == ["Rain 1", "Rain 0"]


@pytest.mark.parametrize(
    ("stated", "url", "expected", "origin"),
    [
        ("2021-07-10T01:30:00Z", "https://a.example/2021/07/09/rain", "2021-07-09", "url"),
        ("Sat, 10 Jul 2021 01:30:00 +0000", "https://a.example/2021/07/09/x", "2021-07-09", "url"),
        ("2021-07-08T22:00:00Z", "https://a.example/2021/07/09/rain", "2021-07-09", "url"),
        ("2021-07-10T01:30:00", "https://a.example/2021/07/09/rain", "2021-07-09", "url"),
        (1625880600, "https://a.example/2021/07/09/rain", "2021-07-09", "url"),
        # At no place was it the 9th at half past one in the afternoon of the 10th in Greenwich.
        ("2021-07-10T13:30:00Z", "https://a.example/2021/07/09/x", "2021-07-10", "metadata"),
        ("2021-07-10T01:30:00Z", "https://a.example/2021/07/08/x", "2021-07-10", "metadata"),
        # Its own zone is told: that is its day.
        ("2021-07-10T01:30:00+02:00", "https://a.example/2021/07/09/", "2021-07-10", "metadata"),
        ("2021-07-10", "https://a.example/2021/07/09/rain", "2021-07-10", "metadata"),
    ],
)
def test_an_evening_in_utc_is_the_day_of_the_address_where_it_can_be(
    stated: object, url: str, expected: str, origin: str
) -> None:
    found = decide_publication(LATEST, stated, url=url)
    assert (str(found.value), found.origin) == (expected, origin)


def test_when_it_was_updated_or_its_file_made_counts_where_nothing_else_does() -> None:
    updated, made = "2022-01-17T10:00:00Z", date(2023, 3, 15)
    url, head = "https://a.example/2021/07/09/rain", [shown("July 10, 2021")]

    def told(**given: object) -> str:
        found = decide_publication(LATEST, updated=updated, made=made, **given)  # type: ignore[arg-type]
        return f"{found.value} {found.origin}"

    assert told(url=url, head=head) == "2021-07-09 url"
    assert told(head=head) == "2021-07-10 text"
    assert told() == "2022-01-17 metadata"
    alone = decide_publication(LATEST, file="2021-07-08 rain.pdf", made=made)
    assert (str(alone.value), alone.origin) == ("2021-07-08", "file")
    assert decide_publication(LATEST, made=made).value == made


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        *((43528, "2019-03-04"), ("43528.75", "2019-03-04"), (43528.0, "2019-03-04")),
        *(("seg, 04 mar 2019 19:42:40 -0300", "2019-03-04"), ("4-Mar-19", "2019-03-04")),
        *(("4 mars 2019 à 18h05", "2019-03-04"), ("4 मार्च 2019", "2019-03-04")),
        *(("By Ada Harbour 4 March 2019, 6:05 pm", "2019-03-04"), ("n/a", "None"), ("NaT", "None")),
    ],
)
def test_what_tables_and_services_have_for_a_date(stated: object, expected: str) -> None:
    assert str(decide_publication(LATEST, stated).value) == expected


def test_a_language_that_writes_dates_one_way_reads_them_so(reading: Reading) -> None:
    for language, expected in (("fr", "2021-04-03"), ("en-US", "2021-03-04"), ("en", "None")):
        rows = f"text,date,language\n{BODY.replace(',', '')},03/04/2021,{language}\n"
        assert str(articles(reading(rows.encode(), "a.csv"))[0].published) == expected


def test_a_stated_date_that_cannot_be_read_is_told(reading: Reading) -> None:
    rows = "text,date\nRain fell.,the day before\nSnow fell.,\nHail fell.,n/a\n"
    found = reading(rows.encode(), "a.csv")
    assert [(each.name, each.reason) for each in found if isinstance(each, ReadWarning)] == [
        ("a.csv:2", "no date: 'the day before' is no date")
    ]
