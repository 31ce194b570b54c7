"""RSS and Atom, as publishers really write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geo.models import Article
from geo.settings import Bounds
from geo.sources import ReadWarning, Reject
from tests.geo.sources.conftest import FILES, Found, articles, rejects

Reading = Callable[..., Found]


def test_rss_with_full_text_summaries_and_entries_that_say_nothing(reading: Reading) -> None:
    fleet, ferry, picture, nets, doubt = reading("wire.rss")
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
    assert isinstance(picture, Article)
    assert (picture.title, picture.text) == ("A picture", "A picture")
    assert isinstance(nets, Article) and nets.published is None  # a day ten years from now
    assert isinstance(doubt, ReadWarning) and doubt.name == "wire.rss: entry 4"


def test_atom_in_its_own_encoding(reading: Reading) -> None:
    fishers, auction = articles(reading("desk.atom"))
    assert fishers.title == "Les pêcheurs de Sète restent à quai"
    assert fishers.text.split("\n\n")[1] == "À Marseille, deux bateaux sont sortis."
    assert (fishers.published, fishers.language) == (date(2021, 10, 7), "fr")
    assert auction.text == "La criée de Lorient rouvre lundi."
    assert auction.published == date(2021, 10, 6)


@pytest.mark.parametrize("name", ["feed", "feed.xml", "wire.html", "wire.txt"])
def test_a_feed_is_told_by_its_content(reading: Reading, name: str) -> None:
    assert len(articles(reading((FILES / "wire.rss").read_bytes(), name))) == 4


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


def rss(*items: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><title>Quay</title>{"".join(items)}</channel></rss>'.encode()
    )


def test_entries_that_have_a_headline_alone_are_articles(reading: Reading) -> None:
    comments = '<description>&lt;a href="https://a.example/1"&gt;Comments&lt;/a&gt;</description>'
    items = ["<item><title>Rain on Poti</title></item>"]
    items += [f"<item><title>Snow on Poti</title>{comments}</item>"]
    assert [each.text for each in articles(reading(rss(*items), "a.rss"))] == [
        "Rain on Poti",
        "Snow on Poti",
    ]


def test_a_feed_with_htmls_names_of_characters_is_whole(reading: Reading) -> None:
    title, text = "Rain &ndash; again", "Caf&eacute;&nbsp;shut."
    item = f"<item><title>{title}</title><description>{text}</description></item>"
    [found] = reading(rss(item), "a.rss")
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("Rain – again", "Café shut.")


def test_a_feed_without_entries_says_so(reading: Reading) -> None:
    [found] = reading(rss(), "a.rss")
    assert isinstance(found, Reject) and found.reason == "a feed without entries"


def test_when_an_entry_was_updated_does_not_beat_the_day_in_its_link(reading: Reading) -> None:
    entry = """<entry><title>Rain</title><id>1</id><updated>2023-07-11T00:00:00Z</updated>{}
        <summary>Rain fell on Poti.</summary></entry>"""
    link = '<link href="https://a.example/2021/07/09/rain"/>'
    for found, expected in ((entry.format(link), "2021-07-09"), (entry.format(""), "2023-07-11")):
        raw = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>{found}</feed>'
        assert str(articles(reading(raw.encode(), "a.atom"))[0].published) == expected
