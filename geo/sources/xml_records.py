"""The elements of an XML file that are articles, one after the other, however long the file is.

Parsed by lxml without entities of the file's own making, without anything from outside, and
within libxml2's limits to depth and to the length of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from typing import Any, BinaryIO

from lxml import etree

from geo.sources.protocol import Document, ReadOptions, Unreadable

_MOST_TAGS = 100_000  # in one record, as on a web page


def records(
    document: Document, names: Sequence[str], options: ReadOptions, *, html: bool = False
) -> Iterator[etree._Element]:
    """The elements with one of these local names, each whole, and not what is within one.

    Each is emptied when the next is asked for. Raises Unreadable where the file is damaged,
    declares entities, or holds more in one record than an article has.
    """
    with closing(document.open()) as opened:
        stream = _Bounded(opened, options.bounds.article_bytes)
        found = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in names],
            html=html,
            recover=html,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            yield from _outermost(found, stream)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"damaged, or no XML: {error.msg}") from error


def _outermost(found: Any, stream: _Bounded) -> Iterator[etree._Element]:
    depth = 0
    looked = False
    for event, element in found:
        if event == "start":
            if not looked:  # they stand before all elements
                _refuse_entities(element)
                looked = True
            depth += 1
            continue
        depth -= 1
        if depth:
            continue
        yield element
        _empty(element)
        stream.begin()


def _refuse_entities(element: etree._Element) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.entities()):
        raise Unreadable("declares entities, which no article needs and some do harm with")


def _empty(element: etree._Element) -> None:
    """Let go of an element and of all that stands before it."""
    element.clear()
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        while parent is not None and each.getprevious() is not None:
            del parent[0]


class _Bounded:
    """A stream that is given up where one record has more than a record should."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._size = 0
        self._tags = 0

    def begin(self) -> None:
        """A record has ended."""
        self._size = self._tags = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self._size += len(chunk)
        self._tags += chunk.count(b"<")
        if self._size > self._limit:
            raise Unreadable(f"too large: over {self._limit:,} bytes in one article")
        if self._tags > _MOST_TAGS:
            raise Unreadable(f"over {_MOST_TAGS:,} tags in one article")
        return chunk


def first(element: etree._Element, *paths: str) -> str:
    """The text, in one line, at the first of these paths of local names that has any.

    ``a/b`` leads from element to element, ``//a`` to wherever one is, ``@a`` to an attribute.
    """
    for path in paths:
        for found in _xpath(path)(element):
            text = found if isinstance(found, str) else "".join(found.itertext())
            if text := " ".join(text.split()):
                return text
    return ""


def all_of(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names, as ``first`` takes it."""
    return list(_xpath(path)(element))


@cache
def _xpath(path: str) -> etree.XPath:
    steps = path.split("/")
    named = [
        f"@*[local-name()='{step[1:]}']"
        if step.startswith("@")
        else f"*[local-name()='{step}']"
        if step and step != "."
        else step
        for step in steps
    ]
    joined = "/".join(named)
    return etree.XPath(f".{joined}" if joined.startswith("/") else joined)
