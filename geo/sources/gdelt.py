"""GDELT's knowledge graph (GKG 2): a row an article, of which there is the headline alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from geo.sources.drafts import Fields, draft
from geo.sources.lines import lines
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_COLUMNS = 27
_DATE, _SOURCE, _ADDRESS, _TRANSLATION, _EXTRAS = 1, 3, 4, 25, 26
_TITLE = re.compile(r"<PAGE_TITLE>(.{1,2000}?)</PAGE_TITLE>")
_PUBLISHED = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})<")
_LANGUAGE = re.compile(r"srclc:([a-z]{3})")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The headline of each article, its source, day and address.

    The places that GDELT names are not taken over: nobody can see why it named them.
    """
    for line in lines(document, options.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
            continue
        if not line.text.strip():
            continue
        name = f"{document.name}:{line.number}"
        cells = line.text.rstrip("\r\n").split("\t")
        title = _TITLE.search(cells[_EXTRAS]) if len(cells) == _COLUMNS else None
        if title is None:
            yield Reject(
                name,
                "no row of the graph with a headline: to have the page, give its address in a list",
            )
            continue
        yield draft(_fields(cells, unescape(title[1])), document, options, name=name, alone=False)


def _fields(cells: list[str], title: str) -> Fields:
    stated = _PUBLISHED.search(cells[_EXTRAS])
    language = _LANGUAGE.search(cells[_TRANSLATION])
    return Fields(
        text=title,
        title=title,
        published=stated[1] if stated else cells[_DATE],
        source=cells[_SOURCE],
        url=cells[_ADDRESS],
        language=language[1] if language else "",
    )


def refuse_events(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Say what to do with GDELT's events, which have no text and no headline."""
    raise Unreadable(
        "GDELT's events have no text and no headline: their last column has the addresses of the "
        "articles; give these as a list, one a line"
    )
    yield
