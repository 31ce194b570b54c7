"""The geoparser's results are those of the golden file: spans, labels, roles, places exactly,
confidences within the noise of float arithmetic on another processor."""

from __future__ import annotations

import pytest

from geo.models import Role
from geo.recognition.model import LONGEST_PIECE
from tests.geo.golden.articles import articles
from tests.geo.golden.golden import (
    FILE,
    GoldenToponym,
    differences,
    geoparsed,
    parse,
    serialise,
)

MOST_SHOWN = 30


def test_results_are_those_of_the_golden_file() -> None:
    changed = list(differences(parse(FILE.read_text("utf-8")), geoparsed()))
    assert not changed, (
        "\n".join([f"{len(changed)} lines differ", *changed[:MOST_SHOWN]])
        + "\nIf this is meant: make golden, and review the diff of tests/geo/golden/golden.txt"
    )


def test_the_articles_are_many_distinct_and_some_are_read_in_pieces() -> None:
    ids = [article.id for article in articles()]
    assert len(ids) == len(set(ids)) >= 300
    assert sum(len(article.text) > 2 * LONGEST_PIECE for article in articles()) >= 5
    assert {bool(article.url or article.source) for article in articles()} == {True, False}


def test_the_golden_file_shows_every_role_and_names_left_without_a_place() -> None:
    cells = [
        toponym.exact.split("\t")
        for toponyms in parse(FILE.read_text("utf-8")).values()
        for toponym in toponyms
    ]
    assert {role for _, _, _, role, _ in cells} == {role.value for role in Role}
    assert sum(place == "-" for *_, place in cells) >= 100


MOSCOW = "0:6\tMoscow\tGPE\tplace\tgeonames:524901"


@pytest.mark.parametrize(
    ("now", "noticed"),
    [
        (GoldenToponym(MOSCOW, 0.9), False),
        (GoldenToponym(MOSCOW, 0.9001), False),
        (GoldenToponym(MOSCOW, 0.9002), True),
        (GoldenToponym(MOSCOW.replace("place", "actor"), 0.9), True),
        (GoldenToponym(MOSCOW.replace("0:6", "1:6"), 0.9), True),
    ],
)
def test_a_difference_is_noticed_and_noise_is_not(now: GoldenToponym, noticed: bool) -> None:
    golden = {"# a": [GoldenToponym(MOSCOW, 0.9)]}
    assert bool(list(differences(golden, {"# a": [now]}))) is noticed
    assert parse(serialise(golden)) == golden


def test_a_toponym_or_an_article_more_or_less_is_noticed() -> None:
    one = [GoldenToponym(MOSCOW, 0.9)]
    assert list(differences({"# a": one}, {"# a": []}))
    assert list(differences({"# a": []}, {"# a": one}))
    assert list(differences({"# a": []}, {"# b": []}))
