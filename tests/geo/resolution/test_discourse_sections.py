"""A huge text is weighed in runs, so that memory does not grow with it."""

from __future__ import annotations

import tracemalloc

from geo.models import Toponym
from geo.resolution.discourse import MOST_MENTIONS, MOST_NAMES, sections
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import PARIS, PARIS_TEXAS, WORLD, article


def mentions(names: list[str]) -> list[Toponym]:
    """Each name on a line of its own."""
    found, at = [], 0
    for name in names:
        found.append(Toponym(name, at, at + len(name), "GPE"))
        at += len(name) + 1
    return found


def test_an_article_is_one_section() -> None:
    few = mentions(["Paris", "Lyon", "Paris"])
    assert list(sections(few)) == [few]
    assert list(sections([])) == []


def test_sections_are_bounded_in_names_and_mentions_and_lose_nothing() -> None:
    many = mentions([f"Town {i}" for i in range(1000)] + ["Paris"] * 5000)
    cut = list(sections(many))
    assert [toponym for section in cut for toponym in section] == many
    assert max(len(section) for section in cut) <= MOST_MENTIONS
    assert max(len({t.text for t in section}) for section in cut) <= MOST_NAMES


def test_memory_does_not_grow_with_the_square_of_the_mentions() -> None:
    names = ["Paris", "Lyon", "Springfield", "Texas"] * 5000
    text = "\n".join(names)
    tracemalloc.start()
    parsed = Resolver(WORLD, 0.0).resolve(article(text), mentions(names))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(parsed.resolutions) == 20_000
    assert peak < 200e6  # the square of 20,000 alone is 3,200 MB


def test_each_section_has_a_sense_of_its_own() -> None:
    names = ["Paris", "Texas", *(f"Town {i}" for i in range(MOST_NAMES)), "Paris", "France"]
    text = "\n".join(names).replace("Paris\n", "Paris, ", 1).replace("Paris\n", "Paris, ")
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append(Toponym(name, at, at + len(name), "GPE"))
        at += len(name)
    resolutions = Resolver(WORLD, 0.0).resolve(article(text), found).resolutions
    assert resolutions[0].place == PARIS_TEXAS
    assert resolutions[-2].place == PARIS
