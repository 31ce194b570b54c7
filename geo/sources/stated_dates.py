"""The dates that a web page states for machines: linked data, meta tags, microdata, scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any

from lxml import html

from geo.sources.dates import DateStamp
from geo.sources.json_records import parse_json
from geo.sources.publication import field_stamp

_SCRIPTS = 50
_LINKED_DATA = "//script[starts-with(normalize-space(@type), 'application/ld+json')]"
_ESCAPED = ("{&quot;", "[{&quot;", "{&#34;", "[{&#34;")

_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article:published", "article:publicationdate", "article:published_date", "og:pubdate"),
    *("article:post_date", "article_date_original", "og:article:published", "og:datepublished"),
    *("og:publish_date", "datepublished", "date.published", "date_published", "publication_date"),
    *("publishdate", "publish-date", "publish_date", "pubdate", "published-date", "published_date"),
    *("published_time", "publish_time", "publisheddate", "bt:pubdate", "rbpubdate"),
    *("parsely-pub-date", "sailthru.date", "mediator_published_time", "twt-published-at"),
    *("vr:published_time", "dc.date.issued", "dcterms.issued", "dc.date.publication", "dc.date"),
    *("dc:date", "dcterms.date", "dc.date.created", "dc.created", "dc:created", "dcterms.created"),
    *("citation_publication_date", "citation_online_date", "citation_date"),
    *("cxenseparse:recs:publishtime", "article.published", "originalpublicationdate"),
    *("analyticsattributes.articledate", "dcsext.articlefirstpublished", "article.created"),
    *("displaydate", "rnews:datepublished", "shareaholic:article_published_time"),
    *("og:question:published_time", "og:regdate", "video:release_date", "og:video:release_date"),
    *("content_create_date", "date_created", "datecreated", "dateposted", "doc_date", "gentime"),
    *("pdate", "ptime", "release_date", "created", "date"),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified"),
    *("article:modified", "article:modified_date", "article:post_modified", "bt:moddate"),
    *("dcterms.modified", "dc.modified", "dc.date.modified", "modificationdate", "modified_time"),
    *("og:modified_time", "updated_time", "revision_date", "revised", "lastmodified", "modified"),
    *("last-modified", "lastmod", "lastdate"),
)
_ARTICLE_TYPES = re.compile(
    r"article|blogposting|report|webpage|liveblog|newsitem|\bposting|reportage|review",
    re.IGNORECASE,
)
# What has a date of its own that is not the page's.
_OTHERS_TYPES = re.compile(
    r"comment|review|rating|answer|book|movie|music|album|song|series|season|game|software"
    r"|product|offer|event|person|organi[sz]ation|imageobject|audioobject",
    re.IGNORECASE,
)
_DATES_OF_OTHERS = ("datePublished", "uploadDate", "dateCreated")
_DATE_IN_SCRIPT = re.compile(r"[\"']datePublished[\"']\s*:\s*[\"']([^\"'\n]{8,60})[\"']")
_NAMED_IN_SCRIPT = re.compile(
    r"""["'\s,{.](?:(?:article|page|post|content|story|news)[_-]?)?(?:date[_-]?published"""
    r"""|(?:first[_-]?)?publish(?:ed)?[_-]?(?:date|time|at|on)|(?:first[_-]?)?publication[_-]?date"""
    r"""|pub[_-]?date)["']?\s*[:=]\s*["']([^"'\n<]{8,40})["']""",
    re.IGNORECASE,
)
_MOST_OF_SCRIPT = 200_000  # characters in which dates are looked for
_MOST_NAMED = 100  # dates of a script
_MOST_NODES = 200  # of linked data
_NEXT_OBJECT = re.compile(r"\}\s*\{")
# What is put around JSON so that old browsers pass over it.
_WRAPPED = re.compile(r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)"
                      r"(?:\s*\*/)?\s*$")  # fmt: skip
_VALUES = ("content", "datetime", "data-datetime", "data-timestamp", "title")
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


def stated(tree: html.HtmlElement, own: html.HtmlElement) -> object:
    """When the page says that it was published, as it is written there; ``own`` is the page
    without what is not the article.
    """
    return _first_readable(_published(tree, own))


def mentioned(tree: html.HtmlElement) -> object:
    """When something on the page was published that is most likely the page's own: a recipe, a
    film, a post in a forum, or what its scripts call so; as it is written there.
    """
    return _first_readable(_mentioned(tree))


def stated_update(tree: html.HtmlElement) -> object:
    """When the page says that it was changed, as it is written there."""
    return _first_readable(_meta(tree, _UPDATED))


def is_readable(found: DateStamp | None) -> bool:
    """Whether there is a day in it, or one that reads two ways."""
    return found is not None and bool(found.value or found.numeric)


def _first_readable(values: Iterator[object]) -> object:
    """The first value that can be read; else the first, so that it is told."""
    first: object = None
    for value in values:
        found = field_stamp(value)
        if is_readable(found):
            return value
        first = first or (value if found else None)
    return first


def _published(tree: html.HtmlElement, own: html.HtmlElement) -> Iterator[object]:
    yield from _article_dates(_linked_data(tree))
    yield from _meta(tree, _NAMES)
    yield from _microdata(own)


def _mentioned(tree: html.HtmlElement) -> Iterator[object]:
    yield from _other_dates(_linked_data(tree))
    yield from _in_scripts(tree)


def _linked_data(tree: html.HtmlElement) -> Iterator[Any]:
    """The linked data as it was parsed; text where it cannot be."""
    for script in tree.xpath(_LINKED_DATA)[:_SCRIPTS]:
        text = _WRAPPED.sub("", _WRAPPED.sub("", script.text or "")).strip()
        if text.startswith(_ESCAPED):
            text = unescape(text)
        try:
            yield _parsed(text)
        except ValueError:
            yield text


def _parsed(text: str) -> Any:
    """JSON as browsers' authors write it: with line breaks in strings, one object after another."""
    try:
        return parse_json(text)
    except ValueError:
        flat = re.sub(r"[\x00-\x1f]+", " ", text).strip().rstrip(";,")
        try:
            return parse_json(flat)
        except ValueError:
            separated = _NEXT_OBJECT.sub("},{", flat)
            return parse_json(f"[{separated}]")


def _article_dates(linked: Iterator[Any]) -> Iterator[object]:
    for document in linked:
        if not isinstance(document, str):
            for node in islice(_nodes(document, 6), _MOST_NODES):
                if _ARTICLE_TYPES.search(_kind(node)) and node.get("datePublished"):
                    yield _single(node["datePublished"])
        # Other people's scripts are often broken; what they name is still there.
        elif _ARTICLE_TYPES.search(document):
            found = set(_DATE_IN_SCRIPT.findall(document))
            yield from found if len(found) == 1 else ()


def _other_dates(linked: Iterator[Any]) -> Iterator[object]:
    """Of pages that are no articles: recipes, videos, posts in forums."""
    for document in linked:
        if isinstance(document, str):
            continue
        for node in islice(_nodes(document, 6), _MOST_NODES):
            if not _OTHERS_TYPES.search(_kind(node)):
                yield from (_single(node[name]) for name in _DATES_OF_OTHERS if node.get(name))


def _single(value: Any) -> Any:
    """What is stated, without the list or the record that it stands in."""
    value = value[0] if isinstance(value, list) and value else value
    return value.get("@value") if isinstance(value, Mapping) else value


def _nodes(value: Any, levels: int) -> Iterator[Mapping[str, Any]]:
    """What the linked data speaks of, without what is only mentioned."""
    if isinstance(value, list) and levels:
        for element in value[:100]:
            yield from _nodes(element, levels - 1)
    elif isinstance(value, Mapping) and levels:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), levels - 1)


def _kind(node: Mapping[str, Any]) -> str:
    return json.dumps(node.get("@type", ""))


def _meta(tree: html.HtmlElement, names: tuple[str, ...]) -> Iterator[object]:
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta")[:500]:
        value = tag.get("content") or tag.get("datetime") or tag.get("value")
        for name in filter(None, map(tag.get, _META_NAMES)):
            if value:
                found.setdefault(name.strip().lower(), value)
    yield from (found[name] for name in names if name in found)


def _microdata(own: html.HtmlElement) -> Iterator[object]:
    """``itemprop=datePublished`` and Blogspot's ``<abbr class=published title=…>``."""
    marked = own.xpath(
        "//*[@itemprop='datePublished' or @property='datePublished'"
        " or @property='schema:datePublished' or @property='dc:date'"
        " or contains(@class, 'dt-published') or @data-timestamp or @data-datetime]"
        " | //abbr[contains(concat(' ', @class, ' '), ' published ')]"
    )[:20]
    days: dict[object, object] = {}
    for element in marked:
        value = next(filter(None, map(element.get, _VALUES)), None)
        value = value or " ".join(element.text_content()[:100].split())
        if (found := field_stamp(value)) and is_readable(found):
            days.setdefault(found.value or value, value)
    # Several are those of a list of stories, of which the first is the page's.
    yield from list(days.values())[:1]


def _in_scripts(tree: html.HtmlElement) -> Iterator[object]:
    """The one date that scripts call the publication's; several are those of several stories."""
    days: dict[object, object] = {}
    for script in tree.xpath("//script[not(@src)][not(contains(@type, 'ld+json'))]")[:_SCRIPTS]:
        named = _NAMED_IN_SCRIPT.findall((script.text or "")[:_MOST_OF_SCRIPT])
        for value in dict.fromkeys(named[:_MOST_NAMED]):
            if (found := field_stamp(value)) and is_readable(found):
                days.setdefault(found.value or value, value)
    yield from days.values() if len(days) == 1 else ()
