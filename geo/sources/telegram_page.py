"""What Telegram Desktop exports as web pages: a message an article, as in its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from geo.sources import markup
from geo.sources.decode import page as decode_page
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_EXPORT = re.compile(rb"class=\"page_body chat_page\"")
_MOST_TAGS = 300_000
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


def is_export(raw: bytes) -> bool:
    """Whether a page is such an export."""
    return bool(_EXPORT.search(raw))


def read_export(raw: bytes, document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Each message that says something. Raises Unreadable where there are too many on the page."""
    if raw.count(b"<") > _MOST_TAGS:
        raise Unreadable("too many messages on one page: export them as JSON")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    tree = etree.fromstring(decode_page(raw).encode("utf-8", errors="replace"), parser)
    channel = " ".join(_first(tree, "page_header", "text").split())
    number = 0
    for message in tree.xpath("//div[contains(concat(' ', @class, ' '), ' message ')]"):
        if text := _first(message, "body", "text"):
            number += 1
            day = _DAY.search(" ".join(message.xpath("descendant::*/@title")[:3]))
            given = Fields(text, published=day[0] if day else None, source=channel)
            name = f"{document.name}: message {number}"
            yield draft(given, document, options, name=name, alone=False)
    if not number:
        raise Unreadable("no message with a text in it")


def _first(part: etree._Element, around: str, name: str) -> str:
    """The text of the first element of a class within one of another."""
    found = part.xpath(
        "descendant::*[contains(concat(' ', @class, ' '), $around)]"
        "//*[contains(concat(' ', @class, ' '), $name)]",
        around=f" {around} ",
        name=f" {name} ",
    )
    return markup.text_of_element(found[0]) if found else ""
