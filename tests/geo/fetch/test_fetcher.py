"""Documents from a web server: what comes, what is refused, and how politely it is asked."""

from __future__ import annotations

import gzip
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli
import pytest

from geo.models import Article
from geo.sources import Document, ReadOptions, Reject, read
from geo.sources.protocol import Unreadable
from tests.geo.fetch.conftest import Asks
from tests.geo.fetch.loopback import PUBLIC, Site, endless, leads, raw, says, serving, silent

STORY = b"""<!doctype html><html lang="en"><head><title>Envoys land in Dushanbe</title>
<meta property="article:published_time" content="2021-07-09T23:30:00+05:00"></head><body>
<article><h1>Envoys land in Dushanbe</h1><p>Three envoys landed in the capital on Friday, an
airport official said, and were driven to the ministry without a word to those who waited.</p>
<p>They will speak on Saturday. The ministry gave no details, and the airport was closed for
an hour while their motorcade left it by the northern gate.</p></article></body></html>"""

FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Quay Gazette</title><link>http://example.org/</link>
<item><title>Fleet stays in port</title><link>http://example.org/1</link>
<pubDate>Fri, 09 Jul 2021 10:34:00 +0530</pubDate>
<description>The fleet stayed in port, the harbour master of Batumi said.</description></item>
</channel></rss>"""


def text(document: Document) -> bytes:
    return document.open().read()


def reason(fetcher: Asks, url: str, **given: object) -> str:
    with pytest.raises(Unreadable) as error:
        fetcher(**given).fetch(url)
    return str(error.value)


def test_a_page_comes_with_its_address_after_redirects(fetcher: Asks, site: Site) -> None:
    site.pages["/short"] = leads("/2021/07/09/envoys", 301)
    site.pages["/2021/07/09/envoys"] = says(STORY)
    document = fetcher().fetch(site.at("/short"))
    assert (document.name, document.url) == (site.at("/short"), site.at("/2021/07/09/envoys"))
    assert (document.filename, text(document)) == ("envoys.html", STORY)


def test_a_redirect_may_be_written_in_utf_8(fetcher: Asks, site: Site) -> None:
    site.pages["/short"] = raw("HTTP/1.1 302 Found\r\nLocation: /größe\r\n\r\n".encode())
    site.pages["/gr%C3%B6%C3%9Fe"] = says(STORY)
    assert text(fetcher().fetch(site.at("/short"))) == STORY


def test_proxies_of_the_environment_are_not_used(
    fetcher: Asks, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/"] = says(STORY)
    with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.at("/"))
        assert text(fetcher().fetch(site.at("/"))) == STORY
    assert proxy.asked == []


def test_pages_and_feeds_are_read_as_articles(fetcher: Asks, site: Site, tmp_path: Path) -> None:
    site.pages |= {"/story": says(STORY), "/feed": says(FEED, type="application/rss+xml")}
    (tmp_path / "list.txt").write_text(f"# two\n{site.at('/story')}\n\n{site.at('/gone')}\n")
    options = ReadOptions(date(2024, 1, 1), web=fetcher())
    story, gone, entry = read([str(tmp_path / "list.txt"), site.at("/feed")], options)
    assert isinstance(story, Article) and isinstance(entry, Article)
    assert (story.title, story.published) == ("Envoys land in Dushanbe", date(2021, 7, 9))
    assert story.url == site.at("/story")
    assert (entry.source, entry.published) == ("Quay Gazette", date(2021, 7, 9))
    assert gone == Reject(site.at("/gone"), f"{PUBLIC} answers 404 Not Found")


def test_a_list_on_the_web_does_not_send_us_on(fetcher: Asks, site: Site) -> None:
    site.pages["/list.txt"] = says(site.at("/story").encode(), type="text/plain")
    [reject] = read([site.at("/list.txt")], ReadOptions(web=fetcher()))
    assert isinstance(reject, Reject) and "nothing is fetched here" in reject.reason
    assert "/story" not in site.asked


# What gzip makes has the time in it, and would be part of the test's name, which must not change.
@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(STORY, mtime=0)), ("br", brotli.compress(STORY))],
    ids=["gzip", "br"],
)
def test_what_is_packed_for_the_way_is_unpacked(
    fetcher: Asks, site: Site, encoding: str, packed: bytes
) -> None:
    site.pages["/"] = says(packed, Content_Encoding=encoding)
    assert text(fetcher().fetch(site.at("/"))) == STORY


def test_the_encoding_that_the_server_names_is_believed(fetcher: Asks, site: Site) -> None:
    page = "<p>Новости Москвы".encode("cp1251")
    site.pages["/"] = says(page, type="text/html; charset=windows-1251")
    assert text(fetcher().fetch(site.at("/"))).decode() == "<p>Новости Москвы"


@pytest.mark.parametrize(
    ("path", "type", "file"),
    [
        ("/", "text/html", f"{PUBLIC}.html"),
        ("/news.php", "text/html; charset=utf-8", "news.html"),
        ("/feed", "application/atom+xml", "feed.atom"),
        ("/report.pdf", "application/octet-stream", "report.pdf"),
        ("/data", "text/plain", "data"),
        ("/crawl.warc.gz", "application/gzip", "crawl.warc.gz"),
    ],
)
def test_a_document_is_called_by_its_kind(
    fetcher: Asks, site: Site, path: str, type: str, file: str
) -> None:
    site.pages[path] = says(b"x", type=type)
    assert fetcher().fetch(site.at(path)).filename == file


def test_what_has_not_changed_is_not_sent_again(fetcher: Asks, site: Site) -> None:
    site.pages["/feed"] = says(
        FEED, type="application/rss+xml", ETag='"a"', Last_Modified="Fri, 09 Jul 2021 10:00:00 GMT"
    )
    first = fetcher().fetch(site.at("/feed"))
    site.pages["/feed"] = says(b"", 304, ETag='"a"')
    again = fetcher().fetch(site.at("/feed"))  # as another process would
    assert site.headers[-1]["if-none-match"] == '"a"'
    assert site.headers[-1]["if-modified-since"] == "Fri, 09 Jul 2021 10:00:00 GMT"
    assert (text(again), again.filename) == (text(first), first.filename) == (FEED, "feed.rss")


def test_robots_are_asked_once_and_obeyed(fetcher: Asks, site: Site) -> None:
    site.pages |= {
        "/robots.txt": says(b"User-agent: *\nDisallow: /private/\n", type="text/plain"),
        "/private/a": says(STORY),
        "/b": says(STORY),
        "/c": leads("/private/a"),
    }
    web = fetcher()
    assert text(web.fetch(site.at("/b"))) == STORY
    for path in ("/private/a", "/c"):
        with pytest.raises(Unreadable, match="does not want it read by programs"):
            web.fetch(site.at(path))
    fetcher().fetch(site.at("/b"))
    assert site.asked == ["/robots.txt", "/b", "/c", "/b"]


def test_robots_may_name_us(fetcher: Asks, site: Site) -> None:
    site.pages |= {"/robots.txt": says(b"User-agent: dateline\nDisallow: /\n"), "/": says(STORY)}
    assert "robots.txt" in reason(fetcher, site.at("/"))


def test_a_host_that_does_not_say_what_may_be_read_is_left_alone(fetcher: Asks, site: Site) -> None:
    site.pages |= {"/robots.txt": says(b"", 500), "/": says(STORY)}
    web = fetcher()
    for path in ("/", "/", "/other"):
        with pytest.raises(Unreadable, match=r"robots\.txt answers 500"):
            web.fetch(site.at(path))
    assert site.asked == ["/robots.txt"]


def test_a_host_is_asked_at_its_pace(fetcher: Asks, site: Site) -> None:
    slept: list[float] = []
    clock = [1_000.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    site.pages |= {
        "/robots.txt": says(b"User-agent: *\nCrawl-delay: 7\n"),
        **{f"/{n}": says(STORY) for n in range(3)},
    }
    web = fetcher(host_interval=2.0, now=lambda: clock[0], sleep=sleep)
    for number in range(3):
        web.fetch(site.at(f"/{number}"))
    assert slept == [pytest.approx(2.0), pytest.approx(7.0), pytest.approx(7.0)]


def test_a_host_is_asked_one_thing_at_a_time(fetcher: Asks, site: Site) -> None:
    guests: list[int] = []
    most = 0

    def page(request: BaseHTTPRequestHandler) -> None:
        nonlocal most
        guests.append(1)
        time.sleep(0.05)
        most = max(most, len(guests))
        guests.pop()
        says(STORY)(request)

    site.pages |= {f"/{n}": page for n in range(6)}
    threads = [threading.Thread(target=fetcher().fetch, args=(site.at(f"/{n}"),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(site.asked)) == ["/0", "/1", "/2", "/3", "/4", "/5", "/robots.txt"]
    assert most == 1


@pytest.mark.parametrize("stated", ["30", "Thu, 01 Jan 1970 00:17:10 GMT"])
def test_a_busy_host_is_asked_once_more_after_the_time_it_names(
    fetcher: Asks, site: Site, stated: str
) -> None:
    slept: list[float] = []
    clock = [1_000.0]
    answers = iter([says(b"", 429, Retry_After=stated), says(STORY)])

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    site.pages["/"] = lambda request: next(answers)(request)
    web = fetcher(now=lambda: clock[0], sleep=sleep)
    assert text(web.fetch(site.at("/"))) == STORY
    assert slept == [pytest.approx(30.0)]


def test_a_host_that_asks_for_more_patience_than_we_have_is_left_alone(
    fetcher: Asks, site: Site
) -> None:
    site.pages |= {"/": says(b"", 503, Retry_After="7200"), "/next": says(STORY)}
    web = fetcher()
    with pytest.raises(Unreadable, match="answers 503"):
        web.fetch(site.at("/"))
    with pytest.raises(Unreadable, match="asks to be left alone for 7,"):
        web.fetch(site.at("/next"))
    assert "/next" not in site.asked


def test_redirects_end(fetcher: Asks, site: Site) -> None:
    site.pages |= {"/a": leads("/b"), "/b": leads("/a"), "/self": leads("/self")}
    site.pages |= {f"/{n}": leads(f"/{n + 1}") for n in range(20)}
    site.pages["/nowhere"] = says(b"", 302)
    assert "in a circle, back to" in reason(fetcher, site.at("/a"))
    assert "in a circle, back to" in reason(fetcher, site.at("/self"))
    assert reason(fetcher, site.at("/0")) == "redirects more than 5 times"
    assert "does not say where to" in reason(fetcher, site.at("/nowhere"))
    site.pages["/twice"] = leads("/once")
    site.pages |= {"/once": leads("/there"), "/there": says(STORY)}
    assert text(fetcher(redirects=2).fetch(site.at("/twice"))) == STORY


def test_an_endless_feed_is_read_up_to_the_limit(fetcher: Asks, site: Site) -> None:
    item = b"<item><title>More</title><description>and more</description></item>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>"
    site.pages["/feed"] = endless(head, item * 1000)
    told = reason(fetcher, site.at("/feed"), response_bytes=1_000_000)
    assert told.startswith("too large: over 1,000,000 bytes")


def test_what_unpacks_to_too_much_is_refused(fetcher: Asks, site: Site) -> None:
    bomb = gzip.compress(bytes(40_000_000))
    site.pages["/"] = says(bomb, Content_Encoding="gzip")
    assert reason(fetcher, site.at("/")).startswith("too large: unpacks to over 16,000,000 bytes")
    twice = gzip.compress(bomb)
    site.pages["/"] = says(twice, Content_Encoding="gzip, gzip")
    assert reason(fetcher, site.at("/")).startswith("too large: unpacks to over 16,000,000 bytes")


def test_a_server_that_says_nothing_is_given_up(fetcher: Asks, site: Site) -> None:
    released = threading.Event()
    site.pages["/"] = silent(released)
    try:
        assert (
            reason(fetcher, site.at("/"), read_timeout=0.3) == f"{PUBLIC} takes too long to answer"
        )
    finally:
        released.set()


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "headers", "promises"],
)
def test_a_server_that_trickles_is_given_up(
    fetcher: Asks, site: Site, head: bytes, piece: bytes
) -> None:
    site.pages["/robots.txt"] = says(b"")
    site.pages["/"] = endless(head, piece, pause=0.02)
    assert reason(fetcher, site.at("/"), total_timeout=1.0) == f"{PUBLIC} takes too long to answer"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"not http at all\r\n\r\n", "is not HTTP"),
        (b"", "is not HTTP|cannot be asked"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nshort", "cut off"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 60_000 + b"\r\n", "is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 300_000 + b"\r\n\r\n", "is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain", "damaged"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\nplain", "damaged"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: lz\r\n\r\nplain", "which is not read"),
    ],
)
def test_a_broken_answer_is_said_to_be_one(
    fetcher: Asks, site: Site, answer: bytes, told: str
) -> None:
    site.pages["/"] = raw(answer)
    with pytest.raises(Unreadable, match=told):
        fetcher().fetch(site.at("/"))


def test_a_damaged_cache_says_what_to_do(fetcher: Asks, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = says(STORY)
    (tmp_path / "cache" / "web").mkdir(parents=True)
    (tmp_path / "cache" / "web" / "pages.sqlite").write_bytes(b"no database" * 1000)
    assert "delete it, nothing is lost" in reason(fetcher, site.at("/"))


def test_who_asks_is_said_and_nothing_else_of_them(fetcher: Asks, site: Site) -> None:
    site.pages["/"] = says(STORY, Set_Cookie="id=1")
    web = fetcher()
    web.fetch(site.at("/"))
    web.fetch(site.at("/"))
    assert {headers["user-agent"] for headers in site.headers} == {"Dateline (tests)"}
    assert set().union(*site.headers) <= {
        *("host", "user-agent", "accept", "accept-encoding", "connection"),
    }
