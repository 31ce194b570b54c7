"""RSS and Atom, as publishers really write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geo.models import Article
from geo.settings import Bounds
from geo.sources import Reject
from tests.geo.sources.conftest import FILES, Found, articles, rejects

Reading = Callable[..., Found]


def test_rss_with_full_text_summaries_and_entries_that_say_nothing(reading: Reading) -> None:
    fleet, ferry, picture, nets = reading("wire.rss")
    assert isinstance(fleet, Article)
    assert fleet.title == "Fleet stays in port at Batumi & Poti"
    assert fleet.text == (
        "The fleet stayed in port on Friday, the harbour master of Batumi said.\n\n"
        "In Poti, two boats went out & came back empty."
    )
    assert (fleet.source, fleet.url) == (
        "Quay Wire – World",
        "https://quay-wire.example/world/fleet-stays",
    )
    # Half past eleven at night where it was published; the next day in Greenwich.
    assert (fleet.published, fleet.published_from) == (date(2021, 7, 9), "metadata")
    assert isinstance(ferry, Article)
    assert (ferry.published, ferry.published_from) == (date(2021, 7, 8), "url")
    assert isinstance(picture, Reject)
    assert (picture.name, picture.reason) == (
        "wire.rss: entry 3",
        "neither text nor summary: 'A picture'",
    )
    assert isinstance(nets, Article) and nets.published is None  # a day ten years from now


def test_atom_in_its_own_encoding(reading: Reading) -> None:
    fishers, auction = articles(reading("desk.atom"))
    assert fishers.title == "Les pêcheurs de Sète restent à quai"
    assert fishers.text.split("\n\n")[1] == "À Marseille, deux bateaux sont sortis."
    assert (fishers.published, fishers.language) == (date(2021, 10, 7), "fr")
    assert auction.text == "La criée de Lorient rouvre lundi."
    assert auction.published == date(2021, 10, 6)


@pytest.mark.parametrize("name", ["feed", "feed.xml", "wire.html", "wire.txt"])
def test_a_feed_is_told_by_its_content(reading: Reading, name: str) -> None:
    assert len(articles(reading((FILES / "wire.rss").read_bytes(), name))) == 3


def test_a_feed_that_breaks_off_gives_what_came(reading: Reading) -> None:
    raw = (FILES / "wire.rss").read_bytes()
    found = reading(raw[: raw.index(b"<title>A picture")], "cut.rss")
    assert [each.title for each in articles(found)][:2] == [
        "Fleet stays in port at Batumi & Poti",
        "Ferry to Varna is late",
    ]
    assert "damaged after entry" in rejects(found)[-1].reason


def test_a_feed_of_any_length_is_read_up_to_a_limit(reading: Reading) -> None:
    entry = b"<item><title>Rain %d</title><description>Rain fell on Poti %d.</description></item>"
    items = b"".join(entry % (n, n) for n in range(30))
    raw = b'<rss version="2.0"><channel><title>Rain</title>' + items + b"</channel></rss>"
    found = reading(raw, "rain.rss", bounds=Bounds(feed_entries=10))
    assert len(articles(found)) == 10
    assert rejects(found)[0].reason.startswith("20 entries beyond the first 10 were not read")


def test_entities_of_ones_own_making_are_refused(reading: Reading) -> None:
    raw = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">
        <!ENTITY file SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>
        <title>&b;</title><description>&file;</description></item></channel></rss>"""
    [found] = reading(raw, "laughs.rss")
    assert isinstance(found, Reject) and "declares entities" in found.reason


def test_xml_that_is_no_feed_is_refused(reading: Reading) -> None:
    [found] = reading(b'<?xml version="1.0"?><office><document/></office>', "x.xml")
    assert isinstance(found, Reject) and "neither a feed nor" in found.reason


def test_a_feed_that_garbles_its_own_encoding_is_damaged(reading: Reading) -> None:
    raw = (FILES / "wire.rss").read_bytes().replace(b"UTF-8", b"UT\x9e8", 1)
    [found] = reading(raw, "wire.rss")
    assert isinstance(found, Reject) and found.reason.startswith("damaged, or no feed")
