"""When the article on a web page was published: what the page says to machines and to readers.

What it says to machines is in ``stated_dates``. What htmldate (Barbaresi 2020, "htmldate: A
Python package to extract publication dates from web pages", JOSS) finds counts where nothing
else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

import htmldate
from lxml import etree, html

from geo.sources import article_head, clean, dates, markup
from geo.sources.calendars import small
from geo.sources.date_grammar import BEFORE_UPDATE
from geo.sources.dates import Certainty, DateStamp, Order
from geo.sources.publication import field_stamp
from geo.sources.stated_dates import is_readable, mentioned, stated, stated_update

_SHOWN_LINES = 400  # of a page, in which a date shown to readers is looked for
_NEAR = 12  # lines around the headline in which a bare date is the article's
_LINE = 200  # characters of a line in which dates are looked for
_SOON = 60  # elements after the headline in which a time is the article's
_FAR = 40  # lines after the headline in which the first date is likely the article's
_FEW_WORDS = 12  # around a date in a line that is no sentence
_TITLE_PART = re.compile(r"\s+(?:[|•·»«/~–—-]|::?)\s+|\s*\|\s*")
_SHORTEST_TITLE = 8  # characters by which a headline is known again
_OF_DATE = re.compile(r"(?<![a-z])(?:date|time|day|published|posted|datum|fecha)", re.IGNORECASE)
_MOST_PIECES = 5
_MOST_TIMES = 300
_OF_PICTURES = re.compile(  # whose days are when they were taken
    r"\b(?:photos?|photograph\w*|images?|pictures?|pictured|fotos?|bild|immagine|imagen|фото)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"'“”„‘’‚«»`´]+")
# The month in an address that has no day: "/2021/07/a-story".
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])/(?!\d{1,2}/)")
_ONE_MONTH = 31  # days

# Parts of a page that are not the article: their dates are others'.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?|sidebar|widgets?|recent|popular"
    r"|trending|latest|most-?read|more-(?:news|stories|articles)|recommended|recommendations|promo"
    r"|newsticker|ticker|footer|breadcrumbs?|menu|nav(?:igation|bar)?|read-?(?:more|next)"
    r"|also-?read|up-?next|carousel|events?|calendar|archives?|wm-ipp)(?:$|[\s_-])",
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
_LIST_TAGS = frozenset(("aside", "nav", "footer"))


@dataclass(frozen=True, slots=True)
class PageDates:
    """What a page says of the article's date: to machines (a value as it stands there), when it
    was changed, and to readers. ``order`` is how it writes dates in digits, where others tell.
    """

    published: object = None
    updated: object = None
    stamps: tuple[DateStamp, ...] = ()
    order: Order | None = None


def page_dates(tree: html.HtmlElement, title: str, latest: date, url: str = "") -> PageDates:
    """The dates on a page whose headline is ``title``; none is later than ``latest``."""
    own = _without_asides(tree)
    shown = _Shown.of(own, title)
    published = stated(tree, own)
    times = tuple(_times(own, title))
    dated = shown.dates()
    told = is_readable(field_stamp(published)) or times or dated
    seen = () if told else tuple(_of_month(url, _seen(tree, own, shown, latest)))
    stamps = (*times, *dated, *seen)
    either = (field_stamp(published), *stamps)
    unclear = any(each and each.numeric and not each.value for each in either)
    return PageDates(published, stated_update(tree), stamps, shown.order() if unclear else None)


def _times(own: html.HtmlElement, title: str) -> Iterator[DateStamp]:
    """The time element of the article: marked so, the first after its headline, the one in its
    element, or alone.
    """
    elements = own.xpath("//time")[:_MOST_TIMES]
    found = [(each, stamp) for each in elements if (stamp := _time_stamp(each))]
    if not found:
        return
    marked = [stamp for each, stamp in found if each.get("pubdate") is not None]
    headline = _headline_of(own, title)
    after = _after(headline, [each for each, _ in found]) if headline is not None else None
    inside = [stamp for each, stamp in found if _in_article_of(headline, each)]
    if marked and len({each.value for each in marked}) == 1:
        yield marked[0]
    elif after is not None:
        yield next(stamp for each, stamp in found if each is after)
    elif len({stamp.value for stamp in inside}) == 1:
        yield inside[0]
    elif len({stamp.value for _, stamp in found}) == 1:
        yield found[0][1]


def _in_article_of(headline: html.HtmlElement | None, element: html.HtmlElement) -> bool:
    around = () if headline is None else headline.xpath("ancestor::article[1]")
    return any(each in around for each in element.iterancestors("article"))


def _headline_of(own: html.HtmlElement, title: str) -> html.HtmlElement | None:
    """The heading that is the article's: the only one of the first rank, else the titled one."""
    first = own.xpath("//h1")
    if len(first) == 1:
        return first[0]
    titled = [
        each for each in (*first, *own.xpath("//h2")) if _is_title(each.text_content(), title)
    ]
    return titled[0] if len(titled) == 1 else None


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the headline of a page whose title may have the outlet's name, too."""
    line, title = _bare(line), _bare(title)
    if not title or not line:
        return False
    return title in line or (len(line) >= _SHORTEST_TITLE and line in title)


def _bare(text: str) -> str:
    return " ".join(_QUOTES.sub("", text[:500]).casefold().split())


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
    _forget_queries(own)
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


def _forget_queries(own: html.HtmlElement) -> None:
    """Take from addresses what is asked of the server ("?from=2019-01-01"): it dates nothing."""
    for element in own.iter("a", "link", "meta", "form", "iframe", "img"):
        for name in ("href", "content", "action", "src"):
            value = element.get(name) or ""
            if "?" in value and ("://" in value or name != "content"):
                element.set(name, value.partition("?")[0])


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


def _seen(
    tree: html.HtmlElement, own: html.HtmlElement, shown: _Shown, latest: date
) -> Iterator[DateStamp]:
    """What may be the article's date where nothing says so, the likeliest first."""
    if found := field_stamp(mentioned(tree)):
        yield _unsure(found)
    yield from _in_title(own)
    yield from _in_pieces(own)
    yield from shown.among_words(_NEAR)
    yield from _found_by_htmldate(own, latest)
    yield from shown.among_words(_FAR)
    yield from shown.alone()


def _in_title(own: html.HtmlElement) -> Iterator[DateStamp]:
    """The date that is a part of the page's title: ``Flood in Batumi | 9 July 2021 | Quay``."""
    for title in own.xpath("//title")[:1]:
        parts = _TITLE_PART.split(" ".join(title.text_content()[:500].split()))
        found = [dates.date_stamp(part) for part in parts]
        yield from [_unsure(each) for each in found if each][:1]


def _in_pieces(own: html.HtmlElement) -> Iterator[DateStamp]:
    """The date that is cut up so that it looks like a leaf of a calendar: day, month and year,
    each in an element of its own.
    """
    cut_up = filter(_is_of_date, own.xpath("//*[@class or @id][*]"))
    for element in islice(cut_up, _MOST_TIMES):
        texts = islice(element.itertext(), 4 * _MOST_PIECES)
        pieces = [piece.strip() for piece in texts if piece.strip()]
        if 2 <= len(pieces) <= _MOST_PIECES:
            month_first = " ".join((pieces[1], pieces[0], *pieces[2:]))
            if found := dates.date_stamp(" ".join(pieces)) or dates.date_stamp(month_first):
                yield _unsure(found)
                return


def _is_of_date(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return bool(_OF_DATE.search(names))


def _unsure(found: DateStamp) -> DateStamp:
    return replace(found, certainty=Certainty.SEEN, timed=False)


def _of_month(url: str, found: Iterator[DateStamp]) -> Iterator[DateStamp]:
    """Those that are not far from the month that the address has, where it has one."""
    try:
        months = set(_MONTH_IN_ADDRESS.findall(urlsplit(url).path))
    except ValueError:
        months = set()
    if len(months) != 1:
        yield from found
        return
    year, month = map(int, months.pop())
    for each in found:
        day = each.value
        if day is None or -_ONE_MONTH <= (day - date(year, month, 1)).days < 2 * _ONE_MONTH:
            yield each


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


@dataclass(frozen=True, slots=True)
class _Shown:
    """The lines that a reader sees, and the number of the headline's."""

    lines: Sequence[str]
    headline: int | None

    @staticmethod
    def of(own: html.HtmlElement, title: str) -> _Shown:
        text = markup.text_of(etree.tostring(own, encoding="unicode", method="html"))
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return _Shown(lines, _headline_in(lines, title, own))

    def dates(self) -> tuple[DateStamp, ...]:
        """The dates that a reader sees after the headline: labelled, or alone and close to it.

        What stands above the headline may be today's date, as newspapers print it.
        """
        found = [(number, _stamp_of_line(line)) for number, line in enumerate(self._after())]
        labelled = [each for _, each in found if each and each.certainty is Certainty.LABELLED]
        near = [
            each for number, each in found if each and self.headline is not None and number <= _NEAR
        ]
        return (*labelled[:1], *near[:1])

    def among_words(self, most: int) -> Iterator[DateStamp]:
        """The first date after the headline that has a few words around it."""
        if self.headline is not None:
            found = (_stamp_among_words(line) for line in self._below()[:most])
            yield from list(filter(None, found))[:1]

    def alone(self) -> Iterator[DateStamp]:
        """The only day after the headline, apart from sentences."""
        found = [each for line in self._below() if (each := _stamp_among_words(line))]
        if len({each.value or each.numeric for each in found}) == 1:
            yield found[0]

    def order(self) -> Order | None:
        """How the page writes days in digits, if one of them reads one way alone."""
        found = (_stamp_among_words(line) for line in self.lines[:_SHOWN_LINES])
        orders = {each.numeric.order for each in found if each and each.numeric} - {None}
        return orders.pop() if len(orders) == 1 else None

    def _below(self) -> Sequence[str]:
        """The lines after the headline, which may itself say when something happened."""
        return self._after()[self.headline is not None :]

    def _after(self) -> Sequence[str]:
        return self.lines[self.headline or 0 :][:_SHOWN_LINES]


def _headline_in(lines: Sequence[str], title: str, own: html.HtmlElement) -> int | None:
    """The number of the headline's line: the title, the only heading, or a part of the title
    without the outlet's name.
    """
    whole = _bare(title)
    found = next((i for i, line in enumerate(lines) if whole and whole in _bare(line)), None)
    if found is not None:
        return found
    headings = [_bare(each.text_content()) for each in own.xpath("//h1")]
    parts = [part for part in map(_bare, _TITLE_PART.split(title)) if len(part) >= _SHORTEST_TITLE]
    wanted = {*(headings if len(headings) == 1 else ()), *parts} - {""}
    return next((i for i, line in enumerate(lines) if _bare(line) in wanted), None)


def _stamp_among_words(line: str) -> DateStamp | None:
    """The date in a line that has a few words besides, and is no sentence."""
    if len(line) > _LINE or clean.ends_a_sentence(line) or _OF_PICTURES.search(line):
        return None
    line = _without_update(line)
    found = dates.date_in_line(line)
    if not found or sum(len(side.split()) for side in found.around) > _FEW_WORDS:
        return None
    stamp = dates.date_stamp(found.text)
    return _unsure(stamp) if stamp else None


def _without_update(line: str) -> str:
    """The line without when it was updated, which may stand after the date."""
    update = BEFORE_UPDATE.search(small(line))
    return (line[: update.start()] if update else "") or line


def _stamp_of_line(line: str) -> DateStamp | None:
    """The date in a line, apart from when it was updated, which may stand after it."""
    if len(line) > _LINE:
        return None
    line = _without_update(line)
    stamps = (*filter(None, (dates.date_stamp(line), dates.byline_stamp(line, credited=False))),)
    return next(iter(stamps or article_head.stamps_of_credits(line)), None)
