"""Web archives, written by fastwarc as crawlers write them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import brotli
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from geo.sources import Reject
from geo.sources.compressed import zstd
from geo.sources.warc_repair import Repaired
from tests.geo.sources import samples
from tests.geo.sources.conftest import FILES, Found, articles, rejects

Reading = Callable[..., Found]

PAGE = (FILES / "single-file.html").read_bytes()
SAVED = (FILES / "saved-by-browser.html").read_bytes()


def http(body: bytes, status: str = "200 OK", type: str = "text/html", **more: str) -> bytes:
    headers = {"Content-Type": type, "Content-Length": str(len(body)), **more}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(url: str, payload: bytes, kind: WarcRecordType = WarcRecordType.response) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(kind, content_length=len(payload))
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = "2021-07-10T03:00:00Z"
    if kind == WarcRecordType.response:
        made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(payload)
    return made


def archive(*records: WarcRecord, packed: bool = False) -> bytes:
    """With ``packed`` each record is a gzip member of its own, as in Common Crawl's archives."""
    pieces = []
    for each in (record("", b"software: tests\r\n", WarcRecordType.warcinfo), *records):
        file = BytesIO()
        each.write(file)
        pieces.append(gzip.compress(file.getvalue()) if packed else file.getvalue())
    return b"".join(pieces)


def news() -> tuple[WarcRecord, ...]:
    return (
        record("https://a.example/robots.txt", http(b"User-agent: *", type="text/plain")),
        record("https://a.example/gone", http(b"<p>gone", "404 Not Found")),
        record("https://a.example/request", b"GET / HTTP/1.1\r\n\r\n", WarcRecordType.request),
        record("https://a.example/envoys", http(PAGE, type="text/html; charset=utf-8")),
        record("https://a.example/1.png", http(b"\x89PNG", type="image/png")),
        record(
            "https://b.example/2021/07/08/reservists",
            http(gzip.compress(SAVED), Content_Encoding="gzip"),
        ),
    )


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz", "news"])
def test_the_pages_of_an_archive_and_nothing_else(reading: Reading, name: str) -> None:
    found = reading(archive(*news(), packed=name.endswith(".gz")), name)
    assert rejects(found) == []
    envoys, reservists = articles(found)
    assert envoys.title == "Envoys land in Dushanbe as border stays shut"
    assert (envoys.published, envoys.published_from) == (date(2021, 7, 9), "metadata")
    assert reservists.title == "Reservists called up in the north"
    assert reservists.url == "https://b.example/2021/07/08/reservists"
    assert (reservists.published, reservists.published_from) == (date(2021, 7, 8), "url")


def test_the_lists_of_pages_in_a_wacz_are_none(reading: Reading) -> None:
    raw = samples.zipped(
        ("archive/data.warc.gz", archive(*news(), packed=True)),
        ("datapackage.json", '{"profile": "data-package"}'),
        ("pages/pages.jsonl", '{"url": "https://a.example/envoys", "title": "Envoys"}'),
    )
    found = reading(raw, "saved.wacz")
    assert len(articles(found)) == 2 and not rejects(found)


def test_no_page_is_from_a_day_after_it_was_archived(reading: Reading) -> None:
    page = PAGE.replace(b"2021-07-09T21:40:00+05:00", b"2021-07-19T21:40:00+05:00")
    page = page.replace(b"9 July 2021, 21:40", b"")
    [found] = articles(reading(archive(record("https://a.example/x", http(page))), "a.warc"))
    assert found.published is None


def test_brotli_and_chunks_are_undone(reading: Reading) -> None:
    packed = brotli.compress(PAGE)
    half = len(packed) // 2
    chunks = b"".join(
        f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
        for piece in (packed[:half], packed[half:], b"")
    )
    head = http(b"", Content_Encoding="br", Transfer_Encoding="chunked")
    head = head.replace(b"Content-Length: 0\r\n", b"")
    [found] = articles(reading(archive(record("https://a.example/x", head + chunks)), "a.warc"))
    assert found.source == "Harbour Chronicle"


def test_the_encoding_that_the_server_named_is_believed(reading: Reading) -> None:
    text = "Дождь шёл в Поти весь день, и дорога на Батуми была закрыта, сказал мэр города. " * 5
    page = f"<html><body><article><h1>Дождь</h1><p>{text}</article></body></html>".encode("cp1251")
    answer = http(page, type="text/html; charset=windows-1251")
    [found] = articles(reading(archive(record("https://a.example/x", answer)), "a.warc"))
    assert found.text.startswith("Дождь шёл в Поти")


def test_a_bad_page_costs_itself_alone(reading: Reading) -> None:
    records = (
        record(
            "https://a.example/bomb", http(gzip.compress(bytes(9_000_000)), Content_Encoding="gzip")
        ),
        record("https://a.example/cut", http(gzip.compress(PAGE)[:-20], Content_Encoding="gzip")),
        record("https://a.example/large", http(b"x" * 8_100_000)),
        record("https://a.example/envoys", http(PAGE)),
    )
    found = reading(archive(*records), "a.warc")
    assert len(articles(found)) == 1
    assert {each.name: each.reason.partition(":")[0] for each in rejects(found)} == {
        "a.warc: record 2 (https://a.example/bomb)": "too large",
        "a.warc: record 3 (https://a.example/cut)": "cut off",
        "a.warc: record 4 (https://a.example/large)": "too large",
    }


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_gives_what_came_before(reading: Reading, packed: bool) -> None:
    raw = archive(
        record("https://a.example/1", http(PAGE)),
        record("https://a.example/2", http(SAVED)),
        packed=packed,
    )
    found = reading(raw[:-300], "a.warc.gz" if packed else "a.warc")
    assert [each.title for each in articles(found)] == [
        "Envoys land in Dushanbe as border stays shut"
    ]
    assert any("cut off" in each.reason for each in rejects(found))


def test_an_archive_without_pages_says_so(reading: Reading) -> None:
    [found] = reading(archive(), "a.warc")
    assert isinstance(found, Reject) and found.reason == "no web page among its 1 records"


def test_records_without_an_answer_of_a_server(reading: Reading) -> None:
    page = f"<html><head><title>x</title></head><body><p>{samples.TEXT}</p></body></html>"
    raw = samples.warc(
        ("conversion", "text/plain", "https://herald.example/1", samples.TEXT),
        ("resource", "text/html; charset=utf-8", "https://herald.example/2", page),
        ("resource", "image/png", "https://herald.example/3", "no text"),
        ("metadata", "text/plain", "https://herald.example/4", "about an article"),
    )
    found = reading(raw, "a.warc.wet")
    assert [each.url for each in articles(found)] == [
        "https://herald.example/1",
        "https://herald.example/2",
    ]
    assert articles(found)[0].title == samples.TITLE and not rejects(found)


@pytest.mark.parametrize(
    "headers",
    [
        *({"Transfer-Encoding": "chunked"}, {"Content-Encoding": "gzip"}),
        *({"Content-Encoding": "zstd"}, {"Transfer-Encoding": "chunked", "Content-Encoding": "br"}),
    ],
)
def test_headers_may_name_what_is_no_longer_done_to_the_body(
    reading: Reading, headers: dict[str, str]
) -> None:
    """Browsers' archives keep what the server said, and what the browser made of it."""
    records = [
        record("https://a.example/1.png", http(b"\x89PNG....", type="image/png", **headers)),
        record("https://a.example/envoys", http(PAGE, **headers)),
        record("https://b.example/reservists", http(SAVED)),
    ]
    assert len(articles(reading(archive(*records), "a.warc"))) == 2


def test_zstandard_and_chunks_are_undone(reading: Reading) -> None:
    body = zstd.compress(PAGE)
    half = len(body) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (body[:half], body[half:], b""))
    headers = {"Transfer-Encoding": "chunked", "Content-Encoding": "zstd"}
    [found] = articles(reading(archive(record("https://a.example/", http(chunks, **headers))), "a"))
    assert found.title == articles(reading(PAGE, "a.html"))[0].title


def _longer(raw: bytes) -> bytes:
    return re.sub(rb"(Content-Length: )(\d+)", lambda m: m[1] + b"%d" % (int(m[2]) + 40), raw)


def _shorter(raw: bytes) -> bytes:
    return re.sub(rb"(Content-Length: )(\d+)", lambda m: m[1] + b"%d" % (int(m[2]) - 8), raw)


@pytest.mark.parametrize(
    "harmed",
    [
        *(_longer, _shorter, lambda raw: raw.replace(b"\r\n", b"\n")),
        lambda raw: _longer(raw.replace(b"\r\n", b"\n")),
        lambda raw: raw.replace(b"Content-Length: ", b"Content-Length: 9999"),
        lambda raw: raw.replace(b"Content-Length: ", b"Content-Length: -"),
        lambda raw: gzip.compress(_longer(raw)),
    ],
)
def test_records_that_are_not_as_long_as_they_say(
    reading: Reading, harmed: Callable[[bytes], bytes]
) -> None:
    """Where one ends is told by where the next one begins."""
    body = "<html><body><article><h1>Ferry {} aground</h1><p>The ferry ran aground off Varna, the "
    body += "harbour master said. All were taken to Burgas by bus.</p></article></body></html>"
    raw = archive(
        *(record(f"https://a.example/{n}", http(body.format(n).encode())) for n in range(3))
    )
    found = reading(harmed(raw), "a.warc")
    assert [each.title for each in articles(found)] == [f"Ferry {n} aground" for n in range(3)]
    assert not rejects(found)


@given(st.integers(0, 3), st.integers(-300, 300), st.integers(10, 400))
def test_no_length_of_a_record_is_too_strange(which: int, change: int, chunk: int) -> None:
    pieces = [archive(record("https://a.example/x", b"<p>y" * 50)) for _ in range(3)]
    raw = b"".join(pieces).replace(b"Content-Length: 2", b"Content-Length: %d" % change, which)
    repaired = Repaired(BytesIO(raw), chunk)
    assert len(b"".join(iter(lambda: repaired.read(chunk), b""))) <= 2 * len(raw)
