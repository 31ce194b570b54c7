"""Print how long a move of the slider takes where counts by day answer, at any size.

    python -m tests.benchmarks.counted_days [MENTIONS] [--places N]

Articles of some weeks are made up as numbers, without a text, and counted by what counts an atlas;
their counts, again and again on later days, are those of some three years. A hundred million
mentions with their texts would take a day to make.
Printed are milliseconds of processor time of all that a move asks for: counts, markers, list,
choices, timeline. Each range of dates is another one.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa

from geo.atlas import Filter, Unit, aggregate, clusters, day_counts, tallies
from geo.atlas.columns import Articles, Columns, Mentions, with_places
from geo.atlas.day_counts import DayCounts
from geo.atlas.filters import DEFAULT_ROLES
from geo.atlas.tallies import DayTally, SeveralDays, StoryTally
from geo.models import Place
from geo.places.days import day_number

DAYS, DAYS_A_TURN, DIFFERENT = 1000, 20, 3
FIRST_DAY = date(2020, 1, 1)
MENTIONS_AN_ARTICLE = 5
SOURCES, LANGUAGES = 2000, 12
ROLES = ("place", "actor", "demonym", "dateline", "organisation", "publisher")
ROUNDS = 9
_WORDS: Any = pa.array([], pa.string())


def main() -> None:
    """Make up the counts, ask them, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mentions", type=int, nargs="?", default=10_000_000)
    parser.add_argument("--places", type=int, default=200_000)
    args = parser.parse_args()
    random = np.random.default_rng(5)
    places = _places(random, args.places)
    begun = time.process_time()
    turns = DAYS // DAYS_A_TURN
    made = [
        day_counts.count(_articles(random, places, args.mentions // turns))
        for _ in range(DIFFERENT)
    ]
    counted = _joined([_later(made[at % DIFFERENT], at * DAYS_A_TURN) for at in range(turns)])
    del made
    print(f"{args.mentions:,} mentions counted in {time.process_time() - begun:.0f} s")
    size = sum(table.nbytes for table in counted.to_tables())
    print(f"{size / 1e6:.0f} MB of counts; cells of mentions: {len(counted.mentions.group):,}")
    _ask(_articles(random, places, 0), counted)
    print(
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, making included"
    )


def _ask(columns: Columns, counted: DayCounts) -> None:
    for unit in Unit:
        for roles in ((), DEFAULT_ROLES):
            times = []
            for turn in range(ROUNDS):
                first = FIRST_DAY + timedelta(days=turn * 87 % 700)
                f = Filter(first, first + timedelta(days=120 + turn), False, roles=roles)
                begun = time.process_time()
                _slide(columns, counted, f, unit)
                times.append(time.process_time() - begun)
            print(
                f"{unit}, {len(roles)} roles chosen: median {median(times) * 1e3:.0f} ms, "
                f"slowest {max(times) * 1e3:.0f} ms"
            )


def _slide(columns: Columns, counted: DayCounts, f: Filter, unit: Unit) -> None:
    assert day_counts.fits(columns, f)
    assert day_counts.selected(columns, counted, f).mentions
    table = day_counts.by_place(columns, counted, f, unit)
    acting = day_counts.in_roles(columns, counted, f, ("actor",))
    assert clusters.clusters(columns, table, acting[table.place], 3, 400, ())
    table = day_counts.by_place(columns, counted, f, unit)
    assert aggregate.place_counts(columns, table, table.by_count()[:50])
    assert day_counts.facets(columns, counted, f).sources
    assert day_counts.by_day(columns, counted, Filter(undated=False, roles=f.roles), unit)


def _places(random: np.random.Generator, number: int) -> tuple[Place, ...]:
    latitudes = np.degrees(np.arcsin(random.uniform(-0.8, 0.95, number))).tolist()
    longitudes = random.uniform(-180, 180, number).tolist()
    return tuple(
        Place(f"geonames:{at:07}", f"Town{at}", latitude, longitude, "P", "PPL", f"C{at % 200}")
        for at, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True))
    )


def _articles(random: np.random.Generator, places: tuple[Place, ...], number: int) -> Columns:
    """The columns of some days, as far as they are counted; a tenth of the mentions has no place,
    two in ten articles are reprints, half of these on another day."""
    articles = number // MENTIONS_AN_ARTICLE
    story = np.sort(random.integers(0, max(articles * 8 // 10, 1), articles).astype(np.int32))
    day = day_number(FIRST_DAY) + random.integers(0, DAYS_A_TURN, max(articles, 1))
    same = random.random(articles) < 0.5
    published = np.where(same, day[story], day[:articles]).astype(np.int32)
    odds = np.cumsum(1 / (10 + np.arange(len(places))))
    place = np.searchsorted(odds / odds[-1], random.random(number)).astype(np.int32)
    place[random.random(number) < 0.1] = -1
    article = random.integers(0, max(articles, 1), number).astype(np.int32)
    order = np.lexsort((article, place))
    none = np.zeros(0, np.int32)
    return with_places(
        Articles(
            ids=_WORDS,
            story=story,
            story_ids=_WORDS,
            published=published,
            rank=none,
            titles=_WORDS,
            urls=_WORDS,
            published_from=_WORDS,
            source=random.integers(0, SOURCES, articles).astype(np.int32),
            sources=tuple(f"Source {at}" for at in range(SOURCES)),
            language=random.integers(0, LANGUAGES, articles).astype(np.int32),
            languages=tuple(f"l{at}" for at in range(LANGUAGES)),
            unread=random.random(articles) < 0.01,
            part=none,
            row=none,
        ),
        Mentions(
            article=article[order],
            place=place[order],
            start=none,
            end=none,
            confidence=random.random(number),
            role=np.minimum(random.exponential(0.8, number), len(ROLES) - 1).astype(np.int8),
            roles=ROLES,
            label=none.astype(np.int8),
            labels=(),
            method=none.astype(np.int16),
            methods=(),
            phrase=none,
            phrases=_WORDS,
            pending=none.astype(np.bool_),
            part=none,
            row=none,
            correction=none,
        ),
        places,
    )


def _later(counted: DayCounts, days: int) -> DayCounts:
    """The same counts so many days later."""

    def moved(each: Any) -> Any:
        if isinstance(each, StoryTally):
            return StoryTally(moved(each.one), moved(each.several))
        return replace(each, day=each.day + np.int32(days))

    return DayCounts(**{name: moved(getattr(counted, name)) for name in DayCounts.__slots__})


def _joined(counted: list[DayCounts]) -> DayCounts:
    """The counts of days that follow each other; no story is told in two of them."""

    def together(name: str) -> DayTally | StoryTally:
        found = [getattr(each, name) for each in counted]
        if isinstance(found[0], DayTally):
            return tallies.joined(found)
        several = [each.several for each in found]
        rows = {
            of: np.concatenate([getattr(each, of) for each in several])
            for of in ("key", "id", "day", "roles")
        }
        return StoryTally(tallies.joined([each.one for each in found]), SeveralDays(**rows))

    return DayCounts(**{name: together(name) for name in DayCounts.__slots__})  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
