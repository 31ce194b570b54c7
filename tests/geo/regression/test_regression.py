"""Names that must be found and placed, and names that must not be: short news of our own.

``cases.txt`` holds the news, marked up to be read and extended by hand::

    @ behaviour
    # id: title
    [[Moscow|Moscow RU|actor]] said {{Jordan}} Smith reads the {{Moscow|organisation}} Times.

``[[phrase|place|role]]`` must be found and placed at that place of ``places.tsv``; the role
may be left out. ``{{phrase}}`` must not be taken; ``{{phrase|organisation}}`` may be, but
only in that role, as a name inside another name. A question mark after the opening brackets
marks a known weakness: it counts in the shares, but does not fail alone. Expectations say
what is right, never what happens to come out.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.models import Article, GeoparsedArticle, Place, Resolution
from geo.pipeline import Geoparser

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[(?P<place>[^\]]+)\]\]|\{\{(?P<other>[^}]+)\}\}")
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Target:
    """A place of ``places.tsv``; ``tolerance`` in km, or "country" for a country itself."""

    country: str
    latitude: float
    longitude: float
    tolerance: str


@dataclass(frozen=True)
class Expectation:
    """What must come out for ``text[start:end]``; no target: it must not be taken for a place."""

    phrase: str
    start: int
    end: int
    target: Target | None
    role: str
    weak: bool


@dataclass(frozen=True)
class Case:
    id: str
    behaviour: str
    title: str
    text: str
    expectations: tuple[Expectation, ...]


def load_places() -> dict[str, Target]:
    lines = (HERE / "places.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {
        row["name"]: Target(
            row["country"].strip("-"),
            float(row["latitude"]),
            float(row["longitude"]),
            row["tolerance"],
        )
        for row in rows
    }


def load_cases(places: dict[str, Target]) -> Iterator[Case]:
    behaviour = ""
    for block in (HERE / "cases.txt").read_text("utf-8").split("\n\n"):
        if block.startswith("@"):
            behaviour = block.removeprefix("@").strip()
            continue
        heading, marked = block.strip().split("\n", 1)
        name, title = heading.removeprefix("# ").split(": ", 1)
        text, expectations = unmark(marked, places)
        yield Case(name, behaviour, title, text, expectations)


def unmark(marked: str, places: dict[str, Target]) -> tuple[str, tuple[Expectation, ...]]:
    """The plain text, and what its marks expect, by offsets into it."""
    text = ""
    found = []
    position = 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        inside = mark["place"] or mark["other"]
        phrase, *rest = inside.removeprefix("?").split("|")
        target = places[rest.pop(0)] if mark["place"] else None
        role = rest[0] if rest else ""
        span = (len(text), len(text) + len(phrase))
        found.append(Expectation(phrase, *span, target, role, inside.startswith("?")))
        text += phrase
    return text + marked[position:], tuple(found)


PLACES = load_places()
CASES = list(load_cases(PLACES))
BEHAVIOURS = list(dict.fromkeys(case.behaviour for case in CASES))

# The least share of a behaviour's expectations that is met: bounds what may be marked as weak.
FLOOR = {
    "demonyms": 0.85,
    "abbreviations": 0.80,
    "containment": 0.65,
    "datelines": 0.40,
    "repeated names": 0.90,
    "spelling": 0.45,
    "organisations": 0.90,
    "people": 0.85,
    "words": 0.85,
    "diseases": 0.55,
    "epidemics": 0.90,
    "products": 0.50,
    "teams": 0.80,
    "laws and storms": 0.85,
    "ambiguity": 0.65,
    "roles": 0.75,
    "regions": 0.25,
    "traps that are places": 0.75,
    "the world": 0.9,
    "addresses": 1.0,
}
# A paper's address must not draw names that the world knows to its own country.
ADDRESS = {"addresses": "https://www.example.co.uk/news/1"}
ROLE_FLOOR = dict.fromkeys(("place", "dateline", "actor", "demonym"), 0.9)
# Names placed wrongly with a confidence of at least .9.
MISLEADING = 3


def distance_km(target: Target, place: Place) -> float:
    """Great-circle distance, by the haversine formula."""
    here, there = math.radians(target.latitude), math.radians(place.latitude)
    east = math.radians(place.longitude - target.longitude)
    chord = (
        math.sin((there - here) / 2) ** 2
        + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def is_at(target: Target, place: Place) -> bool:
    if target.country and place.country_code != target.country:
        return False
    if target.tolerance == "country":
        return place.feature_code.startswith(("PCL", "TERR"))
    return distance_km(target, place) <= float(target.tolerance)


def wrong(expected: Expectation, resolutions: tuple[Resolution, ...]) -> str:
    """What is wrong about an expectation, in words; empty when it is met."""
    over = [
        found
        for found in resolutions
        if found.toponym.start < expected.end and expected.start < found.toponym.end
    ]
    if expected.target is None:
        taken = [found for found in over if found.toponym.role.value != (expected.role or "?")]
        return f"{expected.phrase}: taken as {taken[0].toponym.role.value}" if taken else ""
    exact = [found for found in over if found.toponym.text == expected.phrase]
    if not exact:
        return f"{expected.phrase}: not found" + "".join(f" but {o.toponym.text!r}" for o in over)
    place = exact[0].place
    if place is None:
        return f"{expected.phrase}: no place named (confidence {exact[0].confidence:.2f})"
    if not is_at(expected.target, place):
        return f"{expected.phrase}: placed at {place.name}, {place.admin1}, {place.country_code}"
    return ""


def wrong_role(expected: Expectation, resolutions: tuple[Resolution, ...]) -> str:
    roles = [
        found.toponym.role.value
        for found in resolutions
        if (found.toponym.start, found.toponym.end) == (expected.start, expected.end)
    ]
    if expected.target and expected.role and roles and roles[0] != expected.role:
        return f"{expected.phrase}: {roles[0]}, not {expected.role}"
    return ""


@pytest.fixture(scope="module")
def geoparsed(geoparser: Geoparser) -> dict[str, GeoparsedArticle]:
    articles = (
        Article(id=case.id, title=case.title, text=case.text, url=ADDRESS.get(case.behaviour, ""))
        for case in CASES
    )
    return {each.article.id: each for each in geoparser.geoparse(articles)}


def test_the_corpus_covers_what_it_says() -> None:
    expectations = [each for case in CASES for each in case.expectations]
    assert sum(each.target is not None for each in expectations) >= 450
    assert sum(each.target is None for each in expectations) >= 120
    assert all(
        case.text[each.start : each.end] == each.phrase
        for case in CASES
        for each in case.expectations
    )
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_names_are_placed_right_or_left_alone(
    case: Case, geoparsed: dict[str, GeoparsedArticle]
) -> None:
    resolutions = geoparsed[case.id].resolutions
    failures = [wrong(each, resolutions) for each in case.expectations if not each.weak]
    assert not list(filter(None, failures))


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_each_behaviour_as_a_whole_weaknesses_included(
    behaviour: str, geoparsed: dict[str, GeoparsedArticle]
) -> None:
    results = [
        wrong(each, geoparsed[case.id].resolutions)
        for case in CASES
        if case.behaviour == behaviour
        for each in case.expectations
    ]
    failures = list(filter(None, results))
    assert 1 - len(failures) / len(results) >= FLOOR[behaviour], failures


def test_no_place_is_named_wrongly_with_confidence(
    geoparsed: dict[str, GeoparsedArticle],
) -> None:
    """A wrong place shown with confidence is worse than none."""
    misleading = [
        f"{case.id}: {problem}"
        for case in CASES
        for each in case.expectations
        if each.target and (problem := wrong(each, geoparsed[case.id].resolutions))
        if "placed at" in problem
        if max(
            found.confidence
            for found in geoparsed[case.id].resolutions
            if found.toponym.start == each.start
        )
        >= 0.9
    ]
    assert len(misleading) <= MISLEADING, misleading


def test_roles(geoparsed: dict[str, GeoparsedArticle]) -> None:
    told = defaultdict(list)
    for case in CASES:
        for each in case.expectations:
            if each.target and each.role:
                told[each.role].append(wrong_role(each, geoparsed[case.id].resolutions))
    for role, results in told.items():
        failures = list(filter(None, results))
        assert 1 - len(failures) / len(results) >= ROLE_FLOOR[role], failures
