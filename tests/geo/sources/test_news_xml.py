"""What agencies, archives and WordPress hand on as XML, and lists of feeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geo.sources import Reject
from geo.sources.documents import from_bytes
from geo.sources.protocol import Document
from tests.geo.sources import samples
from tests.geo.sources.conftest import LATEST, Found, articles, rejects

Reading = Callable[..., Found]


@pytest.mark.parametrize("name", ["nitf.xml", "newsml-1.xml", "newsml-g2.xml", "factiva.xml"])
def test_news_of_an_agency(reading: Reading, name: str) -> None:
    for raw in (samples.FILES[name], b'<?xml version="1.0"?>\n' + samples.FILES[name]):
        [found] = articles(reading(raw, "news.xml"))
        assert (found.title, found.source) == (samples.TITLE, "Harbour Herald")
        assert found.text == "\n\n".join(samples.PARAGRAPHS)
        assert (found.published, found.published_from) == (date(2021, 7, 8), "metadata")


def test_many_items_in_one_message(reading: Reading) -> None:
    second = samples.NEWSML_G2.replace(samples.TITLE, samples.SECOND_TITLE)
    picture = '<newsItem><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>'
    raw = f"<newsMessage><itemSet>{samples.NEWSML_G2}{picture}{second}</itemSet></newsMessage>"
    found = reading(raw.encode(), "a.xml")
    assert [each.title for each in articles(found)] == [samples.TITLE, samples.SECOND_TITLE]
    assert not rejects(found)


def test_nitf_within_newsml_and_named_characters(reading: Reading) -> None:
    nitf = samples.NITF.replace("harbour master", "harbour&nbsp;master&mdash;his deputy&mdash;")
    inside = nitf.replace("<nitf>", '<!-- a comment --><nitf xmlns="http://iptc.org/nitf">')
    item = f"<contentSet><inlineXML>{inside}</inlineXML></contentSet>"
    raw = '<!DOCTYPE newsItem SYSTEM "news.dtd">' + f"<newsItem>{item}</newsItem>"
    [found] = articles(reading(raw.encode(), "a.xml"))
    assert found.title == samples.TITLE
    assert "the harbour master—his deputy— said" in found.text


def test_a_caption_in_a_story_is_none_of_its_text(reading: Reading) -> None:
    picture = "<media><media-caption>A beach at Sukhumi.</media-caption></media>"
    raw = samples.NITF.replace("<body.content>", f"<body.content>{picture}")
    [found] = articles(reading(raw.encode(), "a.xml"))
    assert found.text == "\n\n".join(samples.PARAGRAPHS)


def test_published_posts_of_wordpress(reading: Reading) -> None:
    for name in ("site.wxr", "site.xml"):
        found = reading(samples.WXR.encode(), name)
        [post] = articles(found)
        assert (post.title, post.source) == (samples.TITLE, "Harbour Herald")
        assert post.text == "\n\n".join(samples.PARAGRAPHS)
        assert (post.published, post.url) == (date(2021, 7, 8), "https://herald.example/ferry")
        assert not rejects(found)


def test_other_xml_says_what_is_read(reading: Reading) -> None:
    [found] = reading(b"<?xml version='1.0'?><recipe><egg/></recipe>", "a.xml")
    assert isinstance(found, Reject) and "NewsML" in found.reason
    [found] = reading(b"<nitf><head/><body/></nitf>", "a.xml")
    assert isinstance(found, Reject) and "no item with a text" in found.reason
    [found] = reading(samples.FILES["nitf.xml"][:-60], "a.xml")
    assert isinstance(found, Reject) and "damaged" in found.reason


class Web:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, url: str) -> Document:
        self.asked.append(url)
        return from_bytes(samples.TEXT.encode(), url, file="a.txt")


def test_a_list_of_feeds_is_asked_feed_by_feed(reading: Reading) -> None:
    raw = (
        b'<opml version="2.0"><head><title>Mine</title></head><body><outline text="News">'
        b'<outline text="A" xmlUrl="https://a.example/feed"/>'
        b'<outline text="A again" xmlurl="https://a.example/feed"/>'
        b'<outline text="B" xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    web = Web()
    found = reading(raw, "feeds.opml", web=web)
    assert web.asked == ["https://a.example/feed"]
    assert len(articles(found)) == 1 and "no web address" in rejects(found)[0].reason
    [found_without] = [each for each in reading(raw, "a.xml", latest=LATEST) if "a.ex" in each.name]  # type: ignore[union-attr]
    assert isinstance(found_without, Reject) and "fetched" in found_without.reason
