"""Sentences of our own; [brackets] hold what is found. Published on Friday, July 9, 2021."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.sentences import sentences_around
from geo.timing import dates_within, event_dates
from geo.timing.date_words import WEEKDAYS
from geo.timing.find_dates import MOST_DATES

PUBLISHED = date(2021, 7, 9)

DAYS = [
    ("The delegation arrived on [Thursday].", "2021-07-08"),
    ("The ministry said on [Friday] that it was satisfied.", "2021-07-09"),
    ("He was arrested in Kabul late [Saturday].", "2021-07-03"),
    ("The governor said [Monday] the bridge had collapsed.", "2021-07-05"),
    ("[Wednesday night] the shelling stopped.", "2021-07-07"),
    ("Both sides will meet in Doha on [Tuesday].", "2021-07-13"),
    ("The vote is scheduled for [Sunday].", "2021-07-11"),
    ("Parliament is expected to vote on [Friday].", "2021-07-09"),
    ("The talks, which will be held in Geneva on [Monday], are the third.", "2021-07-12"),
    ("Talks will be held in Geneva, Lavrov said on [Monday].", "2021-07-05"),
    ("On [Monday], Kabulov said Moscow would not exclude talks.", "2021-07-05"),
    ("On [Monday], the court will hear three witnesses.", "2021-07-12"),
    ("The festival begins on [Saturday].", "2021-07-10"),
    ("They agreed to meet in Vienna on [Wednesday].", "2021-07-14"),
    ("[Next Friday] is a holiday.", "2021-07-16"),
    ("[Last Friday] three people drowned.", "2021-07-02"),
    ("The strike began on [Tuesday last week].", "2021-06-29"),
    ("The bus left [last week on Monday].", "2021-06-28"),
    ("Two villages were flooded [yesterday].", "2021-07-08"),
    ("The minister is in Tehran [today].", "2021-07-09"),
    ("He arrives [tomorrow].", "2021-07-10"),
    ("Rain fell [last night] in Herat.", "2021-07-08"),
    ("The border was closed [the day before yesterday].", "2021-07-07"),
    ("Fighting broke out [two days ago].", "2021-07-07"),
    ("He fled the town [10 days ago].", "2021-06-29"),
    ("Fighters stood guard near Taloqan on [July 6, 2021].", "2021-07-06"),
    ("The treaty was signed on [12 March 1985] in Geneva.", "1985-03-12"),
    ("It opened on the [3rd of May 2019].", "2019-05-03"),
    ("The [September 11, 2001], attacks changed all that.", "2001-09-11"),
    ("Since [9/11] the airport has been guarded.", "2001-09-11"),
    ("Talks are scheduled for [October 20] in Moscow.", "2021-10-20"),
    ("The G20 summit on [Oct. 12] will seek a way out.", "2021-10-12"),
    ("Six people were killed there on [October 20].", "2020-10-20"),
    ("The embassy was closed on [June 28].", "2021-06-28"),
    ("He died on [Thursday, July 8], aged 80.", "2021-07-08"),
    ("They are to be asked to a meeting on [July 20].", "2021-07-20"),
    ("He was stopped [last Friday (July 2)] at the border.", "2021-07-02"),
    ("He visited the place of the fair of [July 20].", "2021-07-20"),
    ("KABUL, [July 5] - Elders will decide.", "2021-07-05"),
    ("The first case was found on [Friday, December 11].", "2020-12-11"),
    ("He was seen on [April 2 last year].", "2020-04-02"),
    ("The report of [2021-06-30] says so.", "2021-06-30"),
    ("It was printed on [23/06/2021].", "2021-06-23"),
    ("The Leap Day baby was born on [February 29, 2020].", "2020-02-29"),
    ("KABUL, [July 8] (Reuters) - Two rockets hit the town.", "2021-07-08"),
    ("The hearing will take place on [9 August].", "2021-08-09"),
    ("The truce ended\n[July 1].", "2021-07-01"),
    # 300 days back a day without a year may still be meant, 301 back the nearer one is.
    ("Six people were killed there on [September 12].", "2020-09-12"),
    ("Six people were killed there on [September 11].", "2021-09-11"),
    ("The court will sit on [May 5].", "2022-05-05"),
    ("The court will sit on [May 6].", "2021-05-06"),
]

SPANS = [
    ("The Taliban ruled from [1996 until 2001].", "1996-01-01", "2001-12-31", "year"),
    ("Between [1992 and 1996] four armies fought.", "1992-01-01", "1996-12-31", "year"),
    ("The civil war ([1992-1997]) killed thousands.", "1992-01-01", "1997-12-31", "year"),
    ("The strike went on into [2019].", "2019-01-01", "2019-12-31", "year"),
    ("It was built in [1978].", "1978-01-01", "1978-12-31", "year"),
    ("After the [2014] election he left.", "2014-01-01", "2014-12-31", "year"),
    ("The plan is to finish by [2030].", "2030-01-01", "2030-12-31", "year"),
    ("Soviet troops came in [the 1980s].", "1980-01-01", "1989-12-31", "decade"),
    ("He grew up in [the late 1990s].", "1997-01-01", "1999-12-31", "decade"),
    ("They met in Berlin in [the '80s].", "1980-01-01", "1989-12-31", "decade"),
    ("The talks began in [July].", "2021-07-01", "2021-07-31", "month"),
    ("The bridge collapsed in [November].", "2020-11-01", "2020-11-30", "month"),
    ("The games will open in [August].", "2021-08-01", "2021-08-31", "month"),
    ("The talks will resume in [May].", "2022-05-01", "2022-05-31", "month"),
    ("The dam was finished in [March 2019].", "2019-03-01", "2019-03-31", "month"),
    ("He was elected [last October].", "2020-10-01", "2020-10-31", "month"),
    ("The port closed in [May last year].", "2020-05-01", "2020-05-31", "month"),
    ("It rained all [last week].", "2021-06-28", "2021-07-04", "week"),
    ("Soldiers fled [earlier this week].", "2021-07-05", "2021-07-09", "week"),
    ("The court sits [later this month].", "2021-07-09", "2021-07-31", "month"),
    ("Prices rose [this month].", "2021-07-01", "2021-07-31", "month"),
    ("Elections are due [next year].", "2022-01-01", "2022-12-31", "year"),
    ("The pact was signed [two years ago].", "2019-01-01", "2019-12-31", "year"),
    ("They met [three weeks ago].", "2021-06-14", "2021-06-20", "week"),
    ("Over [the past three days] 40 people died.", "2021-07-06", "2021-07-09", "day"),
    ("Six died in [the last 24 hours].", "2021-07-08", "2021-07-09", "day"),
    ("The fair ran from [July 2 to July 4].", "2021-07-02", "2021-07-04", "day"),
    ("The fair ran from [June 30 to July 2, 2018].", "2018-06-30", "2018-07-02", "day"),
    ("The summit of [July 6-8, 2021] failed.", "2021-07-06", "2021-07-08", "day"),
    ("Shops will be shut from [Monday to Wednesday].", "2021-07-12", "2021-07-14", "day"),
    ("From [December to February] the pass was closed.", "2020-12-01", "2021-02-28", "month"),
    ("Houses burned over [the weekend].", "2021-07-03", "2021-07-04", "day"),
    ("The fair will be held at [the weekend].", "2021-07-10", "2021-07-11", "day"),
    ("The fair was held [last weekend].", "2021-07-03", "2021-07-04", "day"),
    ("The dam broke in [early 2019].", "2019-01-01", "2019-04-30", "year"),
    ("The dam broke in [mid-2019].", "2019-05-01", "2019-08-31", "year"),
    ("The dam broke in [the middle of 2019].", "2019-05-01", "2019-08-31", "year"),
    ("The dam broke in [late 2019].", "2019-09-01", "2019-12-31", "year"),
    ("The dam broke in [early March 2019].", "2019-03-01", "2019-03-10", "month"),
    ("The dam broke in [mid-March 2019].", "2019-03-11", "2019-03-20", "month"),
    ("The dam broke in [late February 2019].", "2019-02-21", "2019-02-28", "month"),
    ("The dam broke in [the early 1980s].", "1980-01-01", "1983-12-31", "decade"),
    ("The dam broke in [the mid-1980s].", "1984-01-01", "1986-12-31", "decade"),
    ("The dam broke [early last week].", "2021-06-28", "2021-06-29", "week"),
    ("The dam broke in [the middle of last week].", "2021-06-30", "2021-07-01", "week"),
    ("The dam broke [late last week].", "2021-07-02", "2021-07-04", "week"),
]

NO_DATE = [
    "The talks may fail, and May may resign.",
    "Prime Minister Theresa May spoke in May's cabinet.",
    "They march on Kabul; the March of the Mothers was long.",
    "He wrote for the Sunday Times and the Sunday Telegraph.",
    "Sheffield Wednesday lost, and Good Friday was quiet.",
    "The Second World War and World War II destroyed the port.",
    "The market is open every Friday and on Mondays.",
    "The office works Monday to Friday.",
    "USA Today and Russia Today reported it.",
    "They are the leaders of tomorrow.",
    "About 2000 people fled; 1500 soldiers stayed, in 2000 villages.",
    "The price was $2001, then 2,001 dollars.",
    "The curfew runs from 2000 to 2100 GMT.",
    "Room 2020 and Highway 1980 are closed, says Resolution 1973.",
    "He came back that Monday, and the following Friday he left again.",
    "In the 1800s the valley was forested.",
    "The 17 November group was blamed.",
    "He died on July 4 that year.",
    "On the last Friday of Ramadan they gathered.",
    "Augusta, Maya and Junes met April Jones.",
    "He paid 10.07.20 and lives at 12/34/5678.",
    "The next day they crossed the river; the following year they returned.",
    "There were 20 mayors, 12 marchers and 3 decorators.",
    "He was born on 31 February 2020 and died on June 31, 2021.",
    "Over the next two days they captured the town.",
    "It is two days before Monday's vote.",
    "He drove a 2003 pickup and a 2011 black Ford truck.",
]


def found(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str, str]]:
    dates = event_dates(text, published)
    assert all(text[each.start : each.end] == each.text for each in dates)
    return [
        (each.text, each.earliest.isoformat(), each.latest.isoformat(), each.precision.value)
        for each in dates
    ]


def unmarked(sentence: str) -> tuple[str, str]:
    return re.sub(r"[\[\]]", "", sentence), sentence[sentence.index("[") + 1 : sentence.index("]")]


@pytest.mark.parametrize(("sentence", "day"), DAYS)
def test_a_day(sentence: str, day: str) -> None:
    text, phrase = unmarked(sentence)
    assert found(text) == [(phrase, day, day, "day")]


@pytest.mark.parametrize(("sentence", "earliest", "latest", "precision"), SPANS)
def test_a_longer_time(sentence: str, earliest: str, latest: str, precision: str) -> None:
    text, phrase = unmarked(sentence)
    assert found(text) == [(phrase, earliest, latest, precision)]


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_or_cannot_be_told(text: str) -> None:
    assert found(text) == []


def test_without_a_publication_date_only_absolute_times_are_told() -> None:
    text = "On Monday, in July and two days ago they recalled June 3, 1989, and the 1970s."
    assert [phrase for phrase, *_ in found(text, None)] == ["June 3, 1989", "the 1970s"]


def test_what_was_told_from_the_publication_date_says_so() -> None:
    sure, told = event_dates(
        "The town fell on August 15, 2021, a Sunday; on Tuesday it rained.", PUBLISHED
    )
    assert (sure.anchored, told.anchored) == (False, True)


def test_a_year_named_before_leaves_a_bare_month_open() -> None:
    text = "He was elected in 2014 and in March he was arrested."
    assert [phrase for phrase, *_ in found(text)] == ["2014"]


@pytest.mark.parametrize(
    "text",
    [
        "He was elected in 2014. In March he was arrested.",  # another sentence
        "He was elected in 2021 and in March he was arrested.",  # this year
        "He was elected in 2014 and in March this year he was arrested.",
    ],
)
def test_a_bare_month_is_told_where_no_other_year_was_named_in_its_sentence(text: str) -> None:
    _, month = found(text)
    assert month[1:3] == ("2021-03-01", "2021-03-31")


@pytest.mark.parametrize(
    ("published", "saturday"),
    [
        (date(2021, 7, 9), date(2021, 7, 3)),  # Friday
        (date(2021, 7, 10), date(2021, 7, 10)),  # Saturday: the weekend has begun
        (date(2021, 7, 11), date(2021, 7, 10)),  # Sunday
        (date(2021, 7, 12), date(2021, 7, 10)),  # Monday
    ],
)
def test_the_weekend_is_the_last_that_began(published: date, saturday: date) -> None:
    [each] = event_dates("Houses burned over the weekend.", published)
    assert (each.earliest, each.latest) == (saturday, saturday + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "published", "earliest"),
    [
        ("Prices rose over the past three months.", date(2021, 5, 31), date(2021, 2, 28)),
        ("Prices rose over the past three months.", date(2020, 5, 31), date(2020, 2, 29)),
        ("Prices rose over the past two months.", date(2021, 7, 31), date(2021, 5, 31)),
        ("Prices rose over the past year.", date(2021, 7, 31), date(2020, 7, 31)),
        ("Prices rose over the last four years.", date(2020, 2, 29), date(2016, 2, 29)),
        ("Prices rose over the last three years.", date(2020, 2, 29), date(2017, 2, 28)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month(
    text: str, published: date, earliest: date
) -> None:
    [each] = event_dates(text, published)
    assert (each.earliest, each.latest) == (earliest, published)


def test_another_language_is_not_read_as_english() -> None:
    assert event_dates("Im August 2020 war er in Herat, am Sonntag kam er.", PUBLISHED, "de") == ()


def test_a_mention_has_the_dates_of_its_sentence() -> None:
    text = "Kabul fell in 2021. On Friday, talks began in Doha, after those of May 2019."
    dates = event_dates(text, date(2022, 1, 5))
    start, end = sentences_around(text, text.index("Doha"), text.index("Doha") + 4)
    assert [each.text for each in dates_within(start, end, dates)] == ["Friday", "May 2019"]


def test_the_september_attacks_are_those_of_2001() -> None:
    assert found("Since the September 11 attacks flights are guarded.")[0][1] == "2001-09-11"


def test_a_weekday_chooses_the_year_in_which_it_fits() -> None:
    assert found("The pact was signed on Saturday, February 29.")[0][1] == "2020-02-29"


WORDS = """
on in since last next this the of from to until between and - – , . ( ) ' s May March July October
Sept. 20 31 29 3rd 1996 2001 9999 1600 80s 1980s Monday Sunday Tue week month year decade weekend
ago two 9999 a few days weeks years today tomorrow night said will was met 9/11 2021-02-30
31/12/2021 early late mid end
"""
FRAGMENTS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=30).map(" ".join)


@given(FRAGMENTS | st.text(max_size=200), st.dates() | st.none())
def test_every_date_is_a_slice_and_in_the_calendar(text: str, published: date | None) -> None:
    dates = event_dates(text, published)
    for each in dates:
        assert text[each.start : each.end] == each.text
        assert date.min <= each.earliest <= each.latest <= date.max
        assert published or not each.anchored
    starts = [each.start for each in dates]
    assert starts == sorted(starts)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_past_weekday_is_within_the_last_seven_days(published: date, weekday: str) -> None:
    [each] = event_dates(f"He was killed on {weekday}.", published)
    assert 0 <= (published - each.earliest).days < 7
    assert each.earliest.strftime("%A") == weekday


@pytest.mark.parametrize(
    "text",
    [
        "Monday " * 40_000,
        "1996 to " * 40_000,
        "the end of " * 30_000,
        "July 20, " * 40_000,
        " \n" * 150_000,
        "9" * 300_000,
        "will be " * 40_000 + "on Monday",
    ],
    ids=lambda text: text[:8],
)
def test_a_hostile_line_is_bounded(text: str) -> None:
    assert len(event_dates(text, PUBLISHED)) <= MOST_DATES
