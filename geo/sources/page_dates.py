"""When the article on a web page was published: what the page says to machines and to readers.

What htmldate (Barbaresi 2020, "htmldate: A Python package to extract publication dates from
web pages", JOSS) finds counts where nothing else does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import htmldate
from lxml import etree, html

from geo.sources import article_head, dates, markup
from geo.sources.calendar_names import small
from geo.sources.date_grammar import BEFORE_UPDATE
from geo.sources.dates import Certainty, DateStamp
from geo.sources.json_records import parse_json
from geo.sources.publication import field_stamp

_SHOWN_LINES = 400  # of a page, in which a date shown to readers is looked for
_NEAR = 12  # lines around the headline in which a bare date is the article's
_SCRIPTS = 50
_LINE = 200  # characters of a line in which dates are looked for
_SOON = 60  # elements after the headline in which a time is the article's

_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article:published", "article:publicationdate", "article:published_date", "og:pubdate"),
    *("og:publish_date", "datepublished", "date.published", "date_published", "publication_date"),
    *("publishdate", "publish-date", "publish_date", "pubdate", "published-date", "published_date"),
    *("published_time", "publish_time", "bt:pubdate", "parsely-pub-date", "sailthru.date"),
    *("vr:published_time", "dc.date.issued", "dcterms.issued", "dc.date.publication", "dc.date"),
    *("dcterms.date", "dcterms.created", "citation_publication_date", "citation_date"),
    *("cxenseparse:recs:publishtime", "article.published", "originalpublicationdate"),
    *("displaydate", "rnews:datepublished", "shareaholic:article_published_time", "date"),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified"),
    *("dcterms.modified", "last-modified", "lastmod"),
)
_ARTICLE_TYPES = re.compile(
    r"article|blogposting|report|webpage|liveblog|newsitem|\bposting|reportage|review",
    re.IGNORECASE,
)
_DATE_IN_SCRIPT = re.compile(r"\"datePublished\"\s*:\s*\"([^\"\n]{8,60})\"")
_NEXT_OBJECT = re.compile(r"\}\s*\{")
# What is put around JSON so that old browsers pass over it.
_WRAPPED = re.compile(r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)"
                      r"(?:\s*\*/)?\s*$")  # fmt: skip
# Parts of a page that are not the article: their dates are others'.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?|sidebar|widgets?|recent|popular"
    r"|trending|latest|most-?read|more-(?:news|stories|articles)|recommended|recommendations|promo"
    r"|newsticker|ticker|footer|breadcrumbs?|menu|nav(?:igation|bar)?|read-?(?:more|next)"
    r"|also-?read|up-?next|carousel|events?|calendar|archives?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|replies|disqus)(?:$|[\s_-])", re.IGNORECASE
)
# Where themes put the date of the article itself.
_OF_ARTICLE = re.compile(
    r"(?:post|entry|article|story|content|page)[-_]*(?:footer|meta|info|date|header|head|body|content)"
    r"|byline|dateline|meta(?:$|[\s_-])|(?<![a-z])date",
    re.IGNORECASE,
)
_MOST_ASIDE = 0.4  # of a page's text
_CHANGED = re.compile(r"modif|updat|lastmod", re.IGNORECASE)
_VALUES = ("content", "datetime", "data-datetime", "data-timestamp", "title")
_LIST_TAGS = frozenset(("aside", "nav", "footer"))


@dataclass(frozen=True, slots=True)
class PageDates:
    """What a page says of the article's date: to machines (a value as it stands there), when it
    was changed, and to readers.
    """

    published: object = None
    updated: object = None
    stamps: tuple[DateStamp, ...] = ()


def page_dates(tree: html.HtmlElement, title: str, latest: date) -> PageDates:
    """The dates on a page whose headline is ``title``; none is later than ``latest``."""
    own = _without_asides(tree)
    shown = _shown_dates(own, title)
    published = _first_readable(_stated(tree, own))
    times = tuple(_times(own))
    told = _is_readable(field_stamp(published)) or times or shown
    seen = () if told else tuple(_found_by_htmldate(own, latest))
    updated = _first_readable(_meta(tree, _UPDATED))
    return PageDates(published, updated, (*times, *shown, *seen))


def _first_readable(values: Iterator[object]) -> object:
    """The first value that can be read; else the first, so that it is told."""
    first: object = None
    for value in values:
        found = field_stamp(value)
        if _is_readable(found):
            return value
        first = first or (value if found else None)
    return first


def _is_readable(found: DateStamp | None) -> bool:
    return found is not None and bool(found.value or found.numeric)


def _stated(tree: html.HtmlElement, own: html.HtmlElement) -> Iterator[object]:
    yield from _linked_data(tree)
    yield from _meta(tree, _NAMES)
    yield from _microdata(own)


def _linked_data(tree: html.HtmlElement) -> Iterator[object]:
    for script in tree.xpath("//script[@type='application/ld+json']")[:_SCRIPTS]:
        text = _WRAPPED.sub("", _WRAPPED.sub("", script.text or "")).strip()
        try:
            document = _parsed(text)
        except ValueError:
            # Other people's scripts are often broken; what they name is still there.
            if (
                _ARTICLE_TYPES.search(text)
                and len(found := set(_DATE_IN_SCRIPT.findall(text))) == 1
            ):
                yield from found
            continue
        yield from _published_in(document, 6)


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


def _published_in(value: Any, levels: int) -> Iterator[object]:
    if isinstance(value, list) and levels:
        for element in value[:100]:
            yield from _published_in(element, levels - 1)
    elif isinstance(value, Mapping) and levels:
        kind = json.dumps(value.get("@type", ""))
        if _ARTICLE_TYPES.search(kind) and value.get("datePublished"):
            yield value["datePublished"]
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _published_in(value.get(key), levels - 1)


def _meta(tree: html.HtmlElement, names: tuple[str, ...]) -> Iterator[object]:
    stated: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]")[:500]:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        stated.setdefault(name.strip().lower(), tag.get("content"))
    yield from (stated[name] for name in names if name in stated)


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
        if (found := field_stamp(value)) and (found.value or found.numeric):
            days.setdefault(found.value or value, value)
    # Several are those of a list of stories, of which the first is the page's.
    yield from list(days.values())[:1]


def _times(own: html.HtmlElement) -> Iterator[DateStamp]:
    """The time element of the article: marked so, the first after its headline, or alone."""
    found = [(each, stamp) for each in own.xpath("//time") if (stamp := _time_stamp(each))]
    if not found:
        return
    marked = [stamp for each, stamp in found if each.get("pubdate") is not None]
    headlines = own.xpath("//h1")
    after = _after(headlines[0], [each for each, _ in found]) if len(headlines) == 1 else None
    alone = len({stamp.value for _, stamp in found}) == 1
    if marked and len({each.value for each in marked}) == 1:
        yield marked[0]
    elif after is not None:
        yield next(stamp for each, stamp in found if each is after)
    elif alone:
        yield found[0][1]


def _time_stamp(element: html.HtmlElement) -> DateStamp | None:
    value = element.get("datetime") or " ".join(element.text_content()[:100].split())
    found = field_stamp(value)
    if not found or not found.value:
        return None
    kind = element.get("class") or ""
    updated = re.search(r"updated|modified", kind) and not re.search(r"published|entry-date", kind)
    updated = updated or element.get("itemprop") == "dateModified"
    certainty = Certainty.UPDATED if updated else Certainty.PLAIN
    return DateStamp(found.value, certainty, timed=True, moment=found.moment)


def _after(headline: html.HtmlElement, times: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The first of the times that comes soon after the headline."""
    soon = headline.xpath("following::*")[:_SOON]
    return next((element for element in soon if element in times), None)


def _without_asides(tree: html.HtmlElement) -> html.HtmlElement:
    """A copy of the page without comments, teasers, side columns and the like."""
    own = html.fromstring(etree.tostring(tree, encoding="unicode", method="html"))
    sizes = _text_sizes(own)
    most = _MOST_ASIDE * sizes[own]
    around = {each for head in own.xpath("//h1 | //main")[:20] for each in head.iterancestors()}
    around |= set(own.xpath("//h1"))
    waiting = [own]
    while waiting:
        element = waiting.pop()
        if element not in around and element is not own and _is_aside(element, sizes, most):
            element.drop_tree()
        else:
            waiting += [child for child in element if isinstance(child.tag, str)]
    return own


def _text_sizes(own: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """The characters of text in each element, all in one pass."""
    sizes: dict[html.HtmlElement, int] = {}
    for element in reversed(list(own.iter())):
        inner = sum(sizes[child] + len(child.tail or "") for child in element)
        sizes[element] = inner + (len(element.text or "") if isinstance(element.tag, str) else 0)
    return sizes


def _is_aside(
    element: html.HtmlElement, sizes: Mapping[html.HtmlElement, int], most: float
) -> bool:
    """Whether it is a part of the page that is not the article, by what it is called; what has
    more than ``most`` characters is a frame around everything, unless comments are.
    """
    if element.tag in ("html", "body", "main", "head"):
        return False
    if element.tag == "meta":  # htmldate would take when it was changed for when it appeared
        return bool(_CHANGED.search(element.get("property") or element.get("name") or ""))
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if _COMMENTS.search(names):
        return True
    if _OF_ARTICLE.search(names) or not (element.tag in _LIST_TAGS or _ASIDE.search(names)):
        return False
    return sizes[element] <= most


def _found_by_htmldate(own: html.HtmlElement, latest: date) -> Iterator[DateStamp]:
    """What htmldate finds; not its extensive search, which takes years for their first day."""
    try:
        found = htmldate.find_date(
            own, extensive_search=False, original_date=True, max_date=latest.isoformat()
        )
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError):
        return
    if found:
        yield DateStamp(date.fromisoformat(found), Certainty.SEEN)


def _shown_dates(own: html.HtmlElement, title: str) -> tuple[DateStamp, ...]:
    """The dates that a reader sees after the headline: labelled, or alone and close to it.

    What stands above the headline may be today's date, as newspapers print it.
    """
    text = markup.text_of(etree.tostring(own, encoding="unicode", method="html"))
    shown = [line.strip() for line in text.split("\n") if line.strip()]
    headline = next((number for number, line in enumerate(shown) if title and title in line), None)
    after = shown[headline or 0 :][:_SHOWN_LINES]
    found = [(number, _stamp_of_line(line)) for number, line in enumerate(after)]
    labelled = [each for _, each in found if each and each.certainty is Certainty.LABELLED]
    near = [each for number, each in found if each and headline is not None and number <= _NEAR]
    return (*labelled[:1], *near[:1])


def _stamp_of_line(line: str) -> DateStamp | None:
    """The date in a line, apart from when it was updated, which may stand after it."""
    if len(line) > _LINE:
        return None
    if update := BEFORE_UPDATE.search(small(line)):
        line = line[: update.start()] or line
    stamps = (*filter(None, (dates.date_stamp(line), dates.byline_stamp(line, credited=False))),)
    return next(iter(stamps or article_head.stamps_of_credits(line)), None)
