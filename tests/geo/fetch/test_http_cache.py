from __future__ import annotations

from pathlib import Path

from geo.fetch.http_cache import CachedPage, HttpCache


def test_a_page_is_kept_with_what_the_server_knows_it_by(tmp_path: Path) -> None:
    page = CachedPage(b"body", "text/html", '"a"', "Fri, 09 Jul 2021 10:00:00 GMT")
    HttpCache(tmp_path / "web" / "pages.sqlite", now=lambda: 5.0).put("http://a/", page)
    again = HttpCache(tmp_path / "web" / "pages.sqlite").get("http://a/")
    assert again == CachedPage(b"body", "text/html", '"a"', "Fri, 09 Jul 2021 10:00:00 GMT", 5.0)
    assert HttpCache(tmp_path / "web" / "pages.sqlite").get("http://b/") is None


def test_the_oldest_pages_go_when_there_is_too_much(tmp_path: Path) -> None:
    time = iter(range(100))
    cache = HttpCache(tmp_path / "pages.sqlite", most_bytes=60, now=lambda: float(next(time)))
    for number in range(10):
        cache.put(f"http://{number}/", CachedPage(b"%d" % number))  # about 9 bytes each
    found = [number for number in range(10) if cache.get(f"http://{number}/")]
    assert found and found == list(range(10 - len(found), 10)) and len(found) < 10
