"""Exports of WordPress (WXR): the posts and pages of a site that were published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from geo.sources import markup
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.xml_records import first, records

# "[gallery ids=…]", "[caption …]": instructions to WordPress around what a reader sees.
_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{2,30}(?: [^\[\]]{0,500})?/?\]")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Each published post or page; drafts, attachments, menus and comments are left out."""
    site = ""
    count = 0
    for record in records(document, ("title", "item"), options):
        if etree.QName(record).localname == "title":
            site = site or (record.text or "").strip()
            continue
        if not _is_article(record):
            continue
        count += 1
        yield draft(
            _fields(record, site),
            document,
            options,
            name=f"{document.name}: item {count}",
            alone=False,
        )
    if not count:
        raise Unreadable("an export of WordPress without a published post")


def _is_article(record: etree._Element) -> bool:
    kind, status = first(record, "post_type"), first(record, "status")
    return kind in ("post", "page", "article", "news", "") and status in ("publish", "")


def _fields(record: etree._Element, site: str) -> Fields:
    # Two elements are called "encoded": the text, and a summary by hand.
    told = {
        etree.QName(part).namespace or "": part.text or ""
        for part in record
        if isinstance(part.tag, str) and etree.QName(part).localname == "encoded"
    }
    text = next((each for name, each in told.items() if "content" in name and each.strip()), "")
    text = _SHORTCODE.sub(" ", text or next(iter(told.values()), ""))
    # WordPress makes a paragraph of what stands between empty lines, with tags or without.
    text = markup.text_of(re.sub(r"\n\s*\n", "<p>", text)) if markup.looks_marked_up(text) else text
    title = markup.text_of(first(record, "title"))
    return Fields(
        text=text or title,
        title=title,
        published=first(record, "post_date", "pubDate"),
        source=site,
        url=first(record, "link"),
    )
