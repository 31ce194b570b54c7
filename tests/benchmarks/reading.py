"""What is read of web pages: days of publication and main text, beside the libraries alone.

    python -m tests.benchmarks.reading [FOLDER ...]

A folder holds pages and ``expected.json``: by a page's file name (or its address, with ``file``)
``date`` (YYYY-MM-DD; "" for a page that states none), ``url``, and ``text``, or the pieces
``with`` and ``without`` which its text should be. Without a folder the small set beside this
file is read.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import htmldate
import trafilatura

from geo.models import Article
from geo.sources import ReadOptions, from_bytes, read_documents
from geo.sources.decode import page as decode_page

OWN = Path(__file__).parent / "reading_pages"


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody makes of a page."""

    day: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is to be read of it."""

    raw: bytes
    url: str
    expected: Mapping[str, Any]


def main(folders: list[str]) -> None:
    """Print a table for all pages of the folders."""
    pages = [each for folder in folders or [str(OWN)] for each in _pages(Path(folder))]
    print(f"{len(pages)} pages      days right  wrong  missing   text F1")
    readers: dict[str, Callable[[Page], Reading]] = {
        "Dateline": _dateline,
        "htmldate, fast": lambda page: Reading(day=_htmldate(page, extensive=False)),
        "htmldate, extensive": lambda page: Reading(day=_htmldate(page, extensive=True)),
        "trafilatura": _trafilatura,
    }
    for name, read in readers.items():
        readings = [read(page) for page in pages]
        print(f"{name:20}", _days(pages, readings), _f1(pages, readings))


def _pages(folder: Path) -> Iterator[Page]:
    known = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for key, expected in known.items():
        file = folder / expected.get("file", key)
        if file.is_file():
            url = expected.get("url") or (key if key.startswith("http") else "")
            yield Page(file.read_bytes(), url, expected)


def _dateline(page: Page) -> Reading:
    document = replace(from_bytes(page.raw, "page.html", url=page.url), format=".html")
    found = [
        each for each in read_documents([document], ReadOptions()) if isinstance(each, Article)
    ]
    if not found:
        return Reading()
    return Reading(str(found[0].published or ""), f"{found[0].title}\n{found[0].text}")


def _htmldate(page: Page, extensive: bool) -> str:
    found = htmldate.find_date(
        decode_page(page.raw), extensive_search=extensive, original_date=True, url=page.url or None
    )
    return found or ""


def _trafilatura(page: Page) -> Reading:
    found = trafilatura.bare_extraction(
        decode_page(page.raw), url=page.url or None, with_metadata=True, fast=True
    )
    return Reading(found.date or "", f"{found.title}\n{found.text}") if found else Reading()


def _days(pages: list[Page], readings: list[Reading]) -> str:
    both = [
        (page.expected["date"], reading.day)
        for page, reading in zip(pages, readings, strict=True)
        if "date" in page.expected
    ]
    right = sum(day == expected for expected, day in both)
    missing = sum(bool(expected) and not day for expected, day in both)
    return f"{right:10} {len(both) - right - missing:6} {missing:8}"


def _f1(pages: list[Page], readings: list[Reading]) -> str:
    """Of words where the text is known, of pieces where those are."""
    right = wrong = lost = 0
    for page, reading in zip(pages, readings, strict=True):
        if text := page.expected.get("text"):
            known, found = _words(text), _words(reading.text)
            shared = (known & found).total()
            right, wrong = right + shared, wrong + found.total() - shared
            lost += known.total() - shared
        else:
            there = [piece in reading.text for piece in page.expected.get("with") or ()]
            right, lost = right + sum(there), lost + len(there) - sum(there)
            wrong += sum(piece in reading.text for piece in page.expected.get("without") or ())
    if not any(reading.text for reading in readings):
        return f"{'–':>9}"
    return f"{2 * right / max(1, 2 * right + wrong + lost):9.3f}"


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


if __name__ == "__main__":
    main(sys.argv[1:])
