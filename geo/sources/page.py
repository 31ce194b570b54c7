"""Web pages: the article on them, without all that stands around it.

The main text is found by trafilatura (Barbaresi 2021, "Trafilatura: A Web Scraping Library",
ACL). Dates are read here, since it matters where they stand: stated by the publisher for
machines, shown to readers, or part of the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from trafilatura import bare_extraction

from geo.sources import dates, exported_pages, html_table, markup
from geo.sources.decode import page as decode_page
from geo.sources.drafts import Fields, draft
from geo.sources.named_fields import holds_several_fields
from geo.sources.non_article_pages import non_article_kind
from geo.sources.page_dates import page_dates
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.publication import field_stamp
from geo.sources.stated_dates import is_readable, mentioned, stated
from geo.sources.streams import read_whole
from geo.sources.table import LOOKED_AT

# Less text than this and the slower, more patient way is tried as well.
_SHORT = 250
# Twenty times what news pages have; looking for an article costs 0.2 ms and 2 kB a tag.
_MOST_TAGS = 100_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})\s*-->", re.IGNORECASE)
_TABLES = 10  # of a page that may be one of articles
_MOST_OF_PAGE = 0.7  # of its text
_QUOTES = ('"', "“", "„", "«")
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})(?:\s+saved date:\s*([^\n]{1,60}))?",
    re.IGNORECASE,
)


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The one article on a page, whether fetched or saved by a browser.

    An export of a newspaper database or of Telegram holds many.
    """
    raw = read_whole(document, options.bounds.article_bytes)
    if read_export := exported_pages.reader_of(raw):
        yield from read_export(raw, document, options)
        return
    if raw.count(b"<") > _MOST_TAGS:
        raise Unreadable(f"over {_MOST_TAGS:,} tags on one page: save its text as .txt")
    text = decode_page(raw)
    saved = _saved(text)
    url = document.url or saved.url
    tree = _tree(text)
    if tree is None:
        yield Reject(document.name, "empty")
        return
    if _is_table_of_articles(tree):
        yield from html_table.read(document, options)
        return
    if feed := _feed_of_front_page(tree, url):
        yield Reject(document.name, f"a front page and no article: its feed is {feed}")
        return
    found = _extracted(text, url)
    if found is None or not (found.text or "").strip():
        found = _summary(tree)
    if found is None:
        yield Reject(
            document.name, "no article found on the page: save its text as .txt to have it read"
        )
        return
    if kind := non_article_kind(found.title or "", found.text):
        yield Reject(document.name, kind)
        return
    known = replace(document, url=url, latest=document.latest or saved.day)
    address = _canonical(tree, url) or found.url or url
    told = page_dates(tree, found.title or "", known.latest or options.latest, address)
    given = Fields(
        text=found.text,
        title=_whole_title(markup.text_of(found.title or ""), tree),
        published=told.published,
        updated=told.updated,
        stamps=told.stamps,
        order=told.order,
        source=found.sitename or "",
        url=address,
        language=tree.get("lang") or "",
    )
    yield draft(given, known, options)


@dataclass(frozen=True, slots=True)
class _Saved:
    """What the browser noted that saved the page."""

    url: str = ""
    day: date | None = None


def _saved(text: str) -> _Saved:
    start = text[:5000]
    if match := _SAVED_FROM.search(start):
        return _Saved(match[1])
    if match := _SINGLE_FILE.search(start):
        said = re.sub(r"\s*\(.*", "", match[2] or "").replace(" GMT", " +").strip()
        return _Saved(match[1], _day(said))
    return _Saved()


def _day(text: str) -> date | None:
    """``Fri Jul 09 2021 10:34:00 GMT+0200 (Central European Summer Time)``, as JavaScript
    writes it."""
    match = re.match(r"\w{3} (\w{3} \d{2} \d{4})", text)
    found = dates.date_stamp(match[1]) if match else None
    return found.value if found else None


@dataclass(frozen=True, slots=True)
class _PageSummary:
    """What a page says of itself in its head."""

    title: str
    text: str
    sitename: str
    url: str = ""


def _summary(tree: html.HtmlElement) -> _PageSummary | None:
    """The headline and the summary of a page that shows its story as a film, or by scripts; None
    unless it says that it is a story, and when it was published.
    """
    title = _of_head(tree, "og:title")
    text = _of_head(tree, "og:description") or title
    kind = _of_head(tree, "og:type").lower()
    is_story = kind.startswith(("article", "video", "news"))
    dated = any(is_readable(field_stamp(tell)) for tell in (stated(tree, tree), mentioned(tree)))
    if not (title and is_story and dated):
        return None
    return _PageSummary(title, text, _of_head(tree, "og:site_name"))


def _of_head(tree: html.HtmlElement, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]).strip() if found else ""


def _extracted(text: str, url: str) -> Any:
    found = _tried(text, url, fast=True)
    if found is None or len(found.text or "") < _SHORT:
        patient = _tried(text, url, fast=False)
        if patient is not None and len(patient.text or "") > len((found and found.text) or ""):
            return patient
    return found


def _tried(text: str, url: str, fast: bool) -> Any:
    return bare_extraction(
        text,
        url=url or None,
        fast=fast,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _tree(text: str) -> html.HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root


def _whole_title(title: str, tree: html.HtmlElement) -> str:
    """A title as the page shows it where it was cut at a quotation mark, as broken linked data
    does.
    """
    headings = [" ".join(each.text_content()[:500].split()) for each in tree.xpath("//h1")[:2]]
    if title and len(headings) == 1 and headings[0].startswith(title):
        return headings[0] if headings[0][len(title) :].lstrip()[:1] in _QUOTES else title
    return title


def _is_table_of_articles(tree: html.HtmlElement) -> bool:
    """Whether a page is the export of a database: a table whose columns are those of articles, and
    little else.
    """
    for table in tree.xpath("//table[not(.//table)]")[:_TABLES]:
        rows = table.xpath(".//tr")[:LOOKED_AT]
        headed = any(
            holds_several_fields(cell.text_content()[:100].strip() for cell in row.xpath("td | th"))
            for row in rows
        )
        if headed and len(rows) > 1:
            most = len(tree.text_content()) * _MOST_OF_PAGE
            return len(table.text_content()) >= most
    return False


def _feed_of_front_page(tree: html.HtmlElement, url: str) -> str:
    """Where the stories of a front page are told one by one; "" where it is none, or has no feed.

    Headlines side by side make no article, and would put places of one beside those of another.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    feeds = tree.xpath(
        "//link[@rel='alternate']"
        "[@type='application/rss+xml' or @type='application/atom+xml']/@href"
    )
    told_as_article = tree.xpath("//meta[@property='og:type'][@content='article']")
    if not parts.netloc or parts.path not in ("", "/") or parts.query or told_as_article:
        return ""
    return _joined(url, str(feeds[0])) if feeds else ""


def _joined(url: str, link: str) -> str:
    """The web address that a link on a page leads to, or nothing."""
    try:
        found = urljoin(url, link.strip())
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""


def _canonical(tree: html.HtmlElement, url: str) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href") + tree.xpath(
        "//meta[@property='og:url']/@content"
    )
    return next(filter(None, (_joined(url, str(link)) for link in links)), "")
