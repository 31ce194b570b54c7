"""Which country an article was written for."""

from __future__ import annotations

import pytest

from geo.resolution.origin import country_of_address, read_origin, wording
from tests.geo.resolution.places import article


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://www.example.co.uk/news/1", "GB"),
        ("http://news.example.ca", "CA"),
        ("example.in", "IN"),
        ("https://example.com/ca/news", ""),
        ("https://example.tv", ""),
        ("Reuters", ""),
        ("", ""),
        ("http://[broken", ""),
        ("http://192.168.0.1/x", ""),
    ],
)
def test_top_level_domains(address, country):
    assert country_of_address(address) == country


def test_words_tell_a_country():
    american = wording("The sheriff of the county said Republicans and Democrats agreed.")
    assert max(american, key=american.get) == "US"
    british = wording("The councillor told the borough that the NHS would pay £2m.")
    assert max(british, key=british.get) == "GB"


def test_plain_words_tell_nothing():
    assert wording("A man walked along a road.") == {}


def test_evidence_is_a_share():
    weights = wording("sheriff county program councillor borough crore lakh").values()
    assert all(0 < weight <= 1 for weight in weights)
    assert sum(weights) <= 1


def test_the_url_comes_before_the_source():
    read = read_origin(article("x", source="https://example.ca/1"))
    assert read.by_address == "CA"
