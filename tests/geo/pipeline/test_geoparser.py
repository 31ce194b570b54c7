"""Articles in, geoparsed articles out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geo.models import Article
from geo.pipeline import Geoparser
from geo.settings import Settings


@pytest.fixture(scope="module")
def geoparser(gazetteer) -> Geoparser:
    return Geoparser.load(Settings.load())


def articles(number: int) -> Iterator[Article]:
    for i in range(number):
        town = ("Kabul", "Moscow", "Doha")[i % 3]
        yield Article(str(i), "", f"Officials met in {town} on Monday, as Russia had asked.")


def test_order_is_kept_and_nothing_is_lost(geoparser):
    assert [parsed.article.id for parsed in geoparser.geoparse(articles(40))] == [
        str(i) for i in range(40)
    ]


def test_every_mention_is_where_it_says(geoparser):
    for parsed in geoparser.geoparse(articles(3)):
        assert [r.toponym.text for r in parsed.resolutions][1:] == ["Russia"]
        for resolution in parsed.resolutions:
            toponym = resolution.toponym
            assert parsed.article.text[toponym.start : toponym.end] == toponym.text


def test_articles_stream(geoparser):
    """The second batch is not read before the first has been asked for."""
    taken = []

    def watched():
        for article in articles(200):
            taken.append(article.id)
            yield article

    first = next(iter(geoparser.geoparse(watched())))
    assert first.article.id == "0"
    assert len(taken) < 100


def test_given_spans_are_resolved_and_nothing_else(geoparser):
    [article] = articles(1)
    [parsed] = geoparser.geoparse_spans([(article, [(17, 22)])])
    [resolution] = parsed.resolutions
    assert resolution.toponym.text == "Kabul"
    assert resolution.place.country_code == "AF"


def test_an_empty_article_has_no_toponyms(geoparser):
    [parsed] = geoparser.geoparse([Article("0", "", "")])
    assert parsed.resolutions == ()
