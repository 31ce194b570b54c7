"""Identifiers and addresses of what is taken out."""

from __future__ import annotations

import pytest

from geo.export.uris import article_uri, place_uri, web_address


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/a?b=c&d=1#e", "https://news.example/a?b=c&d=1#e"),
        ('http://news.example/"x"<y>', "http://news.example/%22x%22%3Cy%3E"),
        ("https://news.example/é", "https://news.example/%C3%A9"),
        ("https:///a", ""),  # no host
        ("https:a", ""),
        ("http://[::1", ""),
        ("//news.example/a", ""),
        ("javascript:alert(1)", ""),
        ("ftp://news.example/a", ""),
        ("https://news.example/a\nb", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_a_host_on_the_web(url: str, shown: str) -> None:
    assert web_address(url) == shown


@pytest.mark.parametrize(
    ("place_id", "uri"),
    [
        ("geonames:524901", "https://sws.geonames.org/524901/"),
        ("nominatim:N12", "https://www.openstreetmap.org/node/12"),
        ("nominatim:W12", "https://www.openstreetmap.org/way/12"),
        ("nominatim:R12", "https://www.openstreetmap.org/relation/12"),
        ("nominatim:X12", "urn:dateline:place:nominatim%3AX12"),
        ("geonames:../x", "urn:dateline:place:geonames%3A..%2Fx"),
        ("own:north beat", "urn:dateline:place:own%3Anorth%20beat"),
    ],
)
def test_a_place_is_named_by_whom_it_is_from(place_id: str, uri: str) -> None:
    assert place_uri(place_id) == uri


def test_an_article_is_named_by_its_address_or_by_its_id() -> None:
    assert article_uri("a/1", "https://news.example/a") == "https://news.example/a"
    assert article_uri("a/1", "news.example/a") == "urn:dateline:article:a%2F1"
