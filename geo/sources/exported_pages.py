"""Web pages of many articles: exports of Europresse and Factiva, and of channels by Telegram
Desktop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from geo.sources import dates, markup
from geo.sources.decode import page as decode_page
from geo.sources.drafts import Fields, draft
from geo.sources.newspaper_database import split_factiva
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

Reader = Callable[[bytes, Document, ReadOptions], Iterator[Draft | Reject]]

_EUROPRESSE = re.compile(rb"class=[\"'][^\"'<>]{0,200}\b(?:rdp__)?DocPublicationName\b")
_FACTIVA = re.compile(
    rb"class=[\"']?(?:[a-z]{2}Headline|article [a-z]{2}Article|articleParagraph [a-z]{2}article)"
    # Its codes in a table: headline, and the number of the article.
    rb"|>\s*HD\s*(?:<[^<>]*>\s*){1,6}[^<]{2}.*>\s*AN\s*<",
    re.IGNORECASE | re.DOTALL,
)
_MOST_TAGS = 300_000
# "Le Monde, no. 23756" is the issue, too.
_ISSUE = re.compile(r",? (?:no\.?|n°|nº|vol\.?) ?\d.*|  .*", re.IGNORECASE)
# The number of an article has its day: "news·20210709·LM·3212345".
_NUMBER = re.compile(r"\w+[·.]((?:19|20)\d{6})[·.×]")
_EUROPRESSE_ADVICE = "export it as HTML with the full text of the articles"


def reader_of(raw: bytes) -> Reader | None:
    """What reads a page that is such an export; None for a page that is none."""
    if _EUROPRESSE.search(raw) or _FACTIVA.search(raw):
        return _read_database
    return _read_telegram if _TELEGRAM.search(raw) else None


def _read_database(
    raw: bytes, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    """Each article on the page. Raises Unreadable where they cannot be told apart."""
    if raw.count(b"<") > _MOST_TAGS:
        raise Unreadable("too many articles on one page: export fewer at a time")
    text = decode_page(raw)
    if _EUROPRESSE.search(raw):
        yield from _europresse(text, document, options)
    else:
        yield from split_factiva(markup.text_of(text), document, options)


def _europresse(text: str, document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    tree = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    parts = [] if tree is None else list(tree.iter("article"))
    if not parts:
        raise Unreadable(
            f"an export of Europresse that cannot be split: {_EUROPRESSE_ADVICE}",
        )
    for number, part in enumerate(parts, start=1):
        name = f"{document.name}: article {number}"
        given = _fields(part)
        if given.title and given.text.strip():
            yield draft(given, document, options, name=name, alone=False)
        else:
            yield Reject(
                name,
                "an article of Europresse without a headline or a text that can be told: "
                f"{_EUROPRESSE_ADVICE}",
            )


def _fields(part: etree._Element) -> Fields:
    number = _NUMBER.search(_of_class(part, "publiC-lblNodoc") or _all_text(part)[-400:])
    return Fields(
        text=_of_class(part, "docOcurrContainer", "DocText", "docText"),
        title=" ".join(_of_class(part, "rdp__articletitle", "titreArticle").split()),
        published=number[1] if number else _day(_of_class(part, "DocHeader")),
        source=_ISSUE.sub("", _of_class(part, "DocPublicationName").split("\n")[0]),
    )


def _day(header: str) -> str:
    """The date in "Monde, jeudi 8 juillet 2021 40 mots, p. 4"."""
    found = dates.date_in_line(header)
    return found.text if found else header


def _of_class(part: etree._Element, *names: str) -> str:
    """The text of the first element with the first of these classes that has any."""
    for name in names:
        found = part.xpath(
            "descendant::*[contains(concat(' ', normalize-space(@class), ' '), $name)]",
            name=f" {name} ",
        )
        if found and (text := markup.text_of_element(found[0])):
            return text
    return ""


def _all_text(part: etree._Element) -> str:
    return " ".join("".join(part.itertext()).split())


_TELEGRAM = re.compile(rb"class=\"page_body chat_page\"")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


def _read_telegram(
    raw: bytes, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
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
