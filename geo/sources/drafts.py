"""From what a source says of an article to the article: clean text, title, date, id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from geo.models import Article, GivenPlace, Place
from geo.sources import article_head, clean
from geo.sources.dates import DateStamp, Order
from geo.sources.decode import tidy
from geo.sources.protocol import Document, Draft, ReadOptions, Reject
from geo.sources.publication import day_order, decide_publication
from geo.text.reading_bound import read_for_places
from geo.text.repetition import repetition

# What spaCy's pipelines take as one document by default.
MAX_CHARACTERS = 1_000_000
_SHOWN = 30  # characters of what is no article
_MAX_FIELD = 500  # characters of a title, a source, an address

# 64 bits: among ten million articles a collision has odds of about 1 in 400,000.
_HEX_DIGITS = 16

_DAMAGED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a source gives of one article, as it gives it; ``text`` has a paragraph a line.

    ``published`` is a date, a number of seconds or what somebody wrote, as is ``updated``;
    ``stamps`` are dates that stood around the text; ``order`` is how the source writes dates in
    digits, where it tells; ``made`` is when the file was written.
    ``place`` is stated with its coordinates; ``event`` is what the article alone tells, by
    its id; ``warnings`` are what to tell of it.
    """

    text: str
    title: str = ""
    published: object = None
    source: str = ""
    url: str = ""
    language: str = ""
    stamps: tuple[DateStamp, ...] = ()
    updated: object = None
    order: Order | None = None
    made: date | None = None
    place: Place | None = None
    event: str = ""
    warnings: tuple[str, ...] = ()


def draft(
    given: Fields, document: Document, options: ReadOptions, *, name: str = "", alone: bool = True
) -> Draft | Reject:
    """The article that the fields hold, or why they hold none.

    Its ``text`` is the body without boilerplate, paragraphs separated by blank lines.
    ``name`` is what to call it in a Reject (default: the document). An article ``alone`` in
    its document may have its date from the document's name. Its source is what it states, else
    the host of its address, else the folder or the file that it lies in.
    """
    name = name or document.name
    if _is_damaged(given.text) or _is_damaged(given.title):
        return Reject(name, "damaged text: save it as UTF-8")
    text = tidy(given.text)
    lines = clean.without_boilerplate(clean.paragraphs(text))
    if not lines:
        return Reject(name, "no text but boilerplate" if text.strip() else "empty")
    found = article_head.split_head(lines, _line(given.title))
    body = "\n\n".join(found.paragraphs)
    if len(body) > MAX_CHARACTERS:
        return Reject(name, f"too long: over {MAX_CHARACTERS:,} characters in one article")
    if not any(map(str.isalpha, f"{body}{found.title}")):
        return Reject(name, f"no words in it, but {body[:_SHOWN]!r}")
    url = _address(given.url) or _address(document.url)
    source = _line(options.source) or _line(given.source) or found.source
    decided = decide_publication(
        min(options.latest, document.latest or options.latest),
        given.published,
        (*given.stamps, *found.stamps),
        url,
        document.filename if alone else "",
        updated=given.updated,
        made=given.made,
        order=given.order or day_order(given.language, url),
    )
    body, places = _with_place(body, given.place)
    article = Article(
        id=article_id(found.title, f"{body}\x00{given.event}" if given.event else body),
        title=found.title,
        text=body,
        source=source or _host(url) or _line(_container(document, alone)),
        url=url,
        published=decided.value,
        published_from=decided.origin if decided.value else None,
        language=_line(given.language)[:35],
        given=places,
    )
    group = source or _folder(document.name) if alone else document.name
    return Draft(article, name, group, decided, (*given.warnings, *_left_out(body)))


def _is_damaged(text: str) -> bool:
    return not text.isascii() and bool(_DAMAGED.search(text))


def _left_out(text: str) -> Iterator[str]:
    """What to say of a text that is not read for places from its beginning to its end."""
    beginning = read_for_places(text)
    if len(beginning) < len(text):
        yield (
            f"of its {len(text):,} characters only the first {len(beginning):,} are read for "
            "places: make articles of its parts to have the others read"
        )
    if size := sum(end - start for start, end in repetition(beginning)):
        yield (
            f"{size:,} of its {len(text):,} characters are words or letters over and over, and are "
            "not read for places"
        )


def _with_place(body: str, place: Place | None) -> tuple[str, tuple[GivenPlace, ...]]:
    """The text with the name of a stated place as its last paragraph.

    Where the text names it too, what is found there stands beside it.
    """
    if place is None:
        return body, ()
    name = _line(place.name)
    start = len(body) + 2
    named = replace(place, name=name, admin1=_line(place.admin1))
    return f"{body}\n\n{name}", (GivenPlace(named, start, start + len(name)),)


def article_id(title: str, text: str) -> str:
    """Sixteen hex digits that are the same wherever and whenever the article is read.

    Case, compatibility forms and the amount of white space make no difference.
    """
    content = "\x00".join(_canonical(part) for part in (title, text))
    return hashlib.sha256(content.encode()).hexdigest()[:_HEX_DIGITS]


def _canonical(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _line(text: str) -> str:
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return " ".join(text[: 4 * _MAX_FIELD].split())[:_MAX_FIELD]
    return " ".join(_whole(tidy(text[: 4 * _MAX_FIELD])).split())[:_MAX_FIELD]


def _whole(text: str) -> str:
    """Text that can be stored: file names and damaged records have halves of characters."""
    return _DAMAGED.sub("\ufffd", text)


def _address(url: str) -> str:
    """A web address that can be shown as a link, or nothing."""
    url = _line(url) if len(url) <= 4 * _MAX_FIELD else ""
    return url if url.lower().startswith(("http://", "https://")) and " " not in url else ""


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _folder(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[0]


def _container(document: Document, alone: bool) -> str:
    """What articles lie in: a folder of files has one source, as a table of rows has."""
    return (document.folder if alone else "") or _stem(document.filename)


def _stem(file: str) -> str:
    """``quay-gazette`` of ``quay-gazette.txt``; a space in a suffix makes it none."""
    stem, dot, suffix = file.rpartition(".")
    return stem if dot and stem and " " not in suffix else file
