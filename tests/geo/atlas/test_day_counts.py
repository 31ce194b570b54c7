"""Counts by day say what looking at every mention says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, DateBasis, Filter, Unit, snapshot, tallies
from geo.atlas.columns import UNDATED
from geo.atlas.tallies import Days, stories, tally
from geo.corrections import CorrectionLog, Scope, Spot
from geo.models import GeoparsedArticle, Resolution, Role
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, article, named

FIRST = date(2021, 7, 1)
PLACES = {"Moscow": MOSCOW, "Kabul": KABUL, "Suva": SUVA, "Apia": APIA, "Torhondi": None}
ROLES = (Role.PLACE, Role.ACTOR, Role.DEMONYM, Role.PUBLISHER)
WORDS = ("wheat", "harbour", "strike", "orchard", "vote", "bridge", "festival", "drought", "mine")


def news(number: int) -> list[GeoparsedArticle]:
    """Articles of a month, every fourth a reprint in which names are taken otherwise; some
    undated, some without names, some that nobody could read."""
    random = Random(4)
    texts: list[str] = []
    found: list[GeoparsedArticle] = []
    for at in range(number):
        texts.append(random.choice(texts[-9:]) if at % 4 == 3 else _text(random))
        published = None if at % 9 == 0 else FIRST + timedelta(days=random.randrange(30))
        source = random.choice(("Wire", "Daily", "Post"))
        written = article(at, source=source, published=published).article
        language = random.choice(("en", "fr"))
        names = tuple(_name(random, texts[-1], name) for name in PLACES if name in texts[-1])
        told = replace(written, text=texts[-1], title=f"No. {at}", language=language)
        found.append(GeoparsedArticle(told, names, read=at % 11 > 0))
    return found


def _text(random: Random) -> str:
    names = random.sample(list(PLACES), random.randrange(4))
    said = [f"{name} saw the {_words(random)}." for name in names]
    return " ".join([f"A {_words(random)} began.", *said])


def _words(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=9))


def _name(random: Random, text: str, name: str) -> Resolution:
    found = named(text, name, PLACES[name], random.choice(ROLES))
    return replace(found, confidence=random.random())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas of two parts."""
    atlas = Atlas(tmp_path_factory.mktemp("counted") / "atlas")
    found = news(240)
    atlas.add(found[:150])
    atlas.add(found[150:])
    return atlas.folder


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every atlas is large."""
    monkeypatch.setattr(snapshot, "WORTH_COUNTING", 0)


@pytest.fixture(scope="module")
def readers(folder: Path) -> Iterator[tuple[AtlasReader, AtlasReader]]:
    """One that counts by day, and one that looks at every mention."""
    with Atlas(folder).reader() as counted, Atlas(folder).reader() as looking:
        yield counted, looking


DAYS = st.none() | st.integers(-3, 33).map(lambda n: FIRST + timedelta(days=n))
FILTERS = st.builds(
    Filter,
    date_from=DAYS,
    date_to=DAYS,
    undated=st.booleans(),
    roles=st.lists(st.sampled_from([*Role, "nobody's"]), max_size=3).map(tuple),
)
# Where places are is asked of markers and lists alone; whatever else is asked of every mention.
NARROWER = st.fixed_dictionaries(
    {},
    optional={
        "countries": st.just(("RU", "WS")),
        "bbox": st.just((170.0, -30.0, -160.0, 40.0)),
        "place_id": st.sampled_from([KABUL.id, "geonames:1"]),
        "sources": st.just(("Wire",)),
        "languages": st.just(("fr",)),
        "min_confidence": st.just(0.5),
        "focus": st.just(True),
        "date_basis": st.just(DateBasis.SPOKEN),
        "with_places": st.just((MOSCOW.id,)),
    },
)


def answers(reader: AtlasReader, f: Filter, unit: Unit) -> list[Any]:
    """What a move of the slider asks."""
    named = reader.places(f, unit)
    clusters = reader.clusters(f, unit, 3, 3, actors=(Role.ACTOR,))
    return [
        reader.counts(f),
        [replace(each, confidence=round(each.confidence, 9)) for each in named],
        [replace(each, confidence=round(each.confidence, 9)) for each in clusters],
        reader.shares(f, [place.id for place in PLACES.values() if place], (Role.ACTOR,)),
        reader.facets(f),
        reader.histogram(f, unit),
        [reader.excerpts(f, place.id, 5) for place in (MOSCOW, SUVA)],
        [reader.count_stories(f, place.id) for place in (MOSCOW, SUVA)],
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(FILTERS, st.sampled_from(Unit), st.just({}) | NARROWER)
def test_counts_by_day_are_what_looking_at_every_mention_finds(
    readers: tuple[AtlasReader, AtlasReader],
    monkeypatch: pytest.MonkeyPatch,
    f: Filter,
    unit: Unit,
    narrower: dict[str, Any],
) -> None:
    counted, looking = readers
    f = replace(f, **narrower)
    with monkeypatch.context() as large:
        large.setattr(snapshot, "WORTH_COUNTING", 0)
        found = answers(counted, f, unit)
    assert found == answers(looking, f, unit)


def test_a_slider_looks_at_no_mention(
    folder: Path, counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: object) -> None:
        raise AssertionError("every mention was looked at")

    monkeypatch.setattr(snapshot, "select", look)
    with Atlas(folder).reader() as reader:
        july = Filter(FIRST, FIRST + timedelta(days=9), False, roles=(Role.PLACE, Role.ACTOR))
        for unit in Unit:
            [counts, *_] = answers(reader, july, unit)
            assert 0 < counts.articles < counts.articles_total


def test_they_are_kept_and_made_again_after_a_change(
    atlas: Atlas, counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "WORTH_SAVING", 0)
    atlas.add(news(9))
    for expected in (9, 9):
        with atlas.reader() as reader:
            assert reader.counts(Filter()).articles == expected
    [kept] = atlas.folder.glob("opened-days-*")
    atlas.add([article(99)])
    with atlas.reader() as reader:
        assert reader.counts(Filter()).articles == 10
    assert [each != kept for each in atlas.folder.glob("opened-days-*")] == [True]
    atlas.forget("Daily")
    assert not list(atlas.folder.glob("opened-*"))


def test_corrections_are_counted(atlas: Atlas, counting: None, tmp_path: Path) -> None:
    atlas.add([article(1), article(2)])
    log = tmp_path / "corrections.jsonl"
    CorrectionLog(log).correct(Spot("article-1", 19, 25, "Moscow"), KABUL, Scope.MENTION)
    with Atlas(atlas.folder, corrections=log).reader() as reader:
        assert {each.place: each.count for each in reader.places(Filter())} == {MOSCOW: 1, KABUL: 1}


def test_an_empty_atlas_has_nothing_to_count(atlas: Atlas, counting: None) -> None:
    with atlas.reader() as reader:
        assert not reader.counts(Filter()).articles and not reader.places(Filter(), Unit.STORIES)
        assert not reader.facets(Filter(roles=(Role.PLACE,))).sources
        assert not reader.histogram(Filter())


ROWS = st.lists(
    st.tuples(
        st.integers(-1, 2),
        st.integers(0, 3),
        st.sampled_from([UNDATED, *range(-2, 30)]),
        st.integers(0, 7),
    ),
    max_size=200,
)


@example([(0, 1, UNDATED, 1), (0, 1, 5, 1)], 10, 20, True, None, 9)
@given(
    ROWS,
    st.integers(-3, 31),
    st.integers(-3, 31),
    st.booleans(),
    st.none() | st.integers(0, 7),
    st.sampled_from([9, 1000]),
)
def test_sums_are_those_of_the_rows(
    rows: list[tuple[int, int, int, int]],
    first: int,
    last: int,
    undated: bool,
    wanted: int | None,
    at_once: int,
) -> None:
    """Entries with a key, an id (of a story), a day and a set of roles."""
    rows.sort()
    key, id_, day, roles = np.array(rows, np.int32).reshape(-1, 4).T
    days = Days(first, last, undated)
    inside = [
        (k, i)
        for k, i, d, r in rows
        if (first <= d <= last or (undated and d == UNDATED)) and (wanted is None or r & wanted)
    ]
    with pytest.MonkeyPatch.context() as few:
        few.setattr(tallies, "_SORTED", at_once)
        counted = tally(key, roles, day)
    assert counted.by_key(days, wanted, 3).tolist() == [
        sum(k == each for k, _ in inside) for each in range(3)
    ]
    assert counted.without_key(days, wanted) == sum(k < 0 for k, _ in inside)
    own = key >= 0
    told = stories(key[own], id_[own], day[own], roles[own]).by_key(days, wanted, 3)
    assert told.tolist() == [len({i for k, i in inside if k == each}) for each in range(3)]
