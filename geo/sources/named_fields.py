"""A row of a table or a record of JSON as an article: which column or key holds which field.

Columns are told by their common names, or as the user says (``--map text=body``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.models import Place
from geo.sources import markup
from geo.sources.calendars import month_number
from geo.sources.dates import Order
from geo.sources.drafts import Fields, draft
from geo.sources.event_data import EventData, event_data
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable, unforeseen
from geo.sources.stated_places import PLACE_FIELDS, BadCoordinates, stated_place

# In the order in which they are believed, in letters and digits alone, case folded. Names that more
# often hold something else (created_at: when a row was made) have to be mapped by the user.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("articlebody", "articletext", "articlecontent", "fulltext", "bodytext", "maintext"),
        *("textcontent", "contenttext", "contenthtml", "contentencoded", "plaintext", "rawtext"),
        *("storytext", "storybody", "storycontent", "newstext", "tweettext", "posttext"),
        *("paragraphs", "newsbody", "newscontent", "newsstory", "cleantext", "cleanedtext"),
        *("extractedtext", "pagetext", "transcript"),
        *("text", "texts", "body", "content", "story", "article", "bodyhtml", "html", "message"),
        *("texte", "contenu", "corps", "texteintégral", "artikeltext", "texto"),
        *("contenido", "cuerpo", "testo", "selftext", "leadparagraph", "lead"),
        *("description", "summary", "abstract", "excerpt", "snippet", "trailtext", "résumé"),
        *("chapeau", "subtitle", "standfirst", "contentsnippet"),
        *("inhalt", "contenuto", "conteúdo", "conteudo", "inhoud", "tekst", "treść"),
        *("metin", "içerik"),
        *("obsah", "szöveg", "tartalom", "innehåll", "brödtext", "текст", "содержание", "вміст"),
        *("κείμενο", "内容", "正文", "本文", "النص", "المحتوى", "תוכן"),
    ),
    "title": (
        *("title", "headline", "articletitle", "webtitle", "articleheadline", "titletext"),
        *("headlinetext", "storyheadline", "storytitle", "newstitle", "newsheadline", "posttitle"),
        *("headlines", "titles", "titre", "titel", "título", "titulo", "titolo", "schlagzeile"),
        *("heading", "head", "hed", "subject", "name"),
        *("überschrift", "kop", "tytuł", "başlık", "nadpis", "titulek", "cím", "rubrik"),
        *("заголовок", "название", "назва", "τίτλοσ", "标题", "標題", "タイトル", "العنوان"),
        *("כותרת",),
    ),
    "published": (
        *("published", "publishedat", "publisheddate", "publishedon", "publishedtime"),
        *("datepublished", "datepublish", "publicationdate", "publishdate", "publishtime"),
        *("pubdate", "publisheddatetime", "firstpublished", "firstpublicationdate"),
        *("webpublicationdate", "dateofpublication", "datetimepub", "seendate", "createdutc"),
        *("articledate", "issued", "pubtime", "publicationtime", "dateposted", "posteddate"),
        *("postedat", "displaydate", "postdate", "storydate", "newsdate", "publishdatetime"),
        *("date", "dates", "datetime", "dategmt", "datedepublication", "datepublication"),
        *("publiéle", "datum", "fecha", "isodate", "veröffentlicht", "veröffentlichungsdatum"),
        *("fechadepublicación", "datadepublicação", "datapubblicazione", "datapublikacji"),
        *("publicerad", "tarih", "yayıntarihi", "дата", "датапубликации", "датапублікації"),
        *("ημερομηνία", "dátum", "日期", "发布日期", "日付", "التاريخ", "תאריך"),
    ),
    "source": (
        *("source", "sourcename", "publisher", "publishername", "outlet", "newspaper"),
        *("publication", "sitename", "site", "newssource", "agency", "medium", "media", "domain"),
        *("medianame", "publicationtitle", "publicationname", "pubtitle", "newspapername"),
        *("feedtitle", "journal", "média", "quelle", "zeitung", "fuente", "sourcecommonname"),
        *("fonte", "bron", "źródło", "kaynak", "zdroj", "forrás", "källa", "источник", "джерело"),
        *("πηγή", "来源", "來源", "المصدر"),
    ),
    "url": (
        *("url", "link", "canonicalurl", "articleurl", "weburl", "sourceurl", "permalink"),
        *("webpage", "uri", "href", "mainentityofpage", "guid", "externalurl", "documenturl"),
        *("storyurl", "newsurl", "articlelink", "lien"),
    ),
    "language": (
        *("language", "lang", "inlanguage", "languagecode", "locale", "langue", "sprache"),
    ),
}  # fmt: skip
# Columns with such names are those of people who write the day first, and the month after it.
_DAY_FIRST = frozenset(
    (
        *("texte", "contenu", "corps", "texteintégral", "artikeltext", "texto", "contenido"),
        *("cuerpo", "testo", "inhalt", "contenuto", "conteúdo", "conteudo", "inhoud", "tekst"),
        *("treść", "metin", "içerik", "obsah", "innehåll", "brödtext", "текст", "содержание"),
        *("вміст", "κείμενο", "النص", "المحتوى", "תוכן", "titre", "titel", "título", "titulo"),
        *("titolo", "schlagzeile", "überschrift", "tytuł", "başlık", "nadpis", "titulek"),
        *("rubrik", "заголовок", "название", "назва", "τίτλοσ", "العنوان", "כותרת", "datum"),
        *("datedepublication", "publiéle", "fecha", "fechadepublicación", "datadepublicação"),
        *("datapubblicazione", "veröffentlicht", "veröffentlichungsdatum", "datapublikacji"),
        *("tarih", "yayıntarihi", "дата", "датапубликации", "датапублікації", "ημερομηνία"),
        *("التاريخ", "תאריך"),
    )
)
FIELDS = (*NAMES, *PLACE_FIELDS, "items")
"""What ``--map`` can name: the fields, and under ``items`` the list of records in JSON."""

# Columns of exports whose names say something else to most: what marks the export, and what
# its columns are.
_EXPORTS: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    # Social networks say when a post was written under a name that elsewhere is the row's.
    *(
        (frozenset(("createdat", mark)), {"published": "createdat"})
        for mark in (
            *("idstr", "fulltext", "account", "favouritescount", "favoritescount", "retweetcount"),
            *("publicmetrics", "inreplytoid", "reblog", "authorid", "tweetid", "retweets"),
            *("langs", "cid", "notetweetid"),
        )
    ),
    (frozenset(("createdtime", "message")), {"published": "createdtime"}),
    # In an export of Telegram it is the channel, or who wrote to a group.
    *(
        (frozenset(("from", "fromid", mark)), {"source": "from"})
        for mark in ("text", "textentities", "dateunixtime")
    ),
    # "Data" is the date in these languages, and anything in English.
    *(
        (frozenset(("data", mark)), {"published": "data"})
        for mark in (
            *("titolo", "testo", "contenuto", "título", "titulo", "texto", "conteúdo", "conteudo"),
            *("tytuł", "treść"),
        )
    ),
)
# A record with nothing else is its headline, if it is one of news.
_SURE_HEADLINES = frozenset(name for name in NAMES["title"] if "headline" in name) | {"webtitle"}
# How Telegram names the pieces that it cuts a message into; other lists are of paragraphs.
_ENTITIES = frozenset(
    (
        *("plain", "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"),
        *("link", "text_link", "hashtag", "cashtag", "mention", "mention_name", "email", "phone"),
        *("bot_command", "custom_emoji", "bank_card", "blockquote"),
    )
)

# Where a value that is itself a record keeps what it says.
_INNER = (
    "rendered",
    "main",
    "$date",
    "$numberLong",
    "text",
    "value",
    "name",
    "title",
    "$t",
    "#text",
    "@value",
    "html",
    "url",
    "@id",
)
# How a news service marks where it has cut a text: "… [+1234 chars]".
_CUT = re.compile(r"…? ?\[\+\d{1,7} chars\]$")
_MOST_NAMED = 12
_MOST_KEYS = 500  # of a record whose layout is kept


def row_draft(
    names: Sequence[str], row: Sequence[Any], name: str, document: Document, options: ReadOptions
) -> Draft | Reject:
    """The article in a row; ``name`` says where the row stands."""
    cells = list(row)
    while len(cells) > len(names) and cells[-1] in (None, ""):
        cells.pop()
    if len(cells) > len(names):
        return Reject(name, f"{len(cells)} cells under {len(names)} columns: is a quote missing?")
    record: dict[str, Any] = {}
    for column, cell in zip(names, cells, strict=False):
        # Of columns of one name the first that says something counts.
        if column not in record or record[column] in (None, ""):
            record[column] = cell
    return record_draft(record, name, document, options)


def record_draft(
    record: Mapping[str, Any], name: str, document: Document, options: ReadOptions
) -> Draft | Reject:
    """The article in a record; ``name`` says where the record stands."""
    if any(isinstance(value, str) and "\x00" in value for value in record.values()):
        return Reject(name, "binary, not text (it contains NUL bytes)")
    try:
        given = fields_of(record, options.columns)
        if len(given.text) > options.bounds.article_bytes:
            limit = options.bounds.article_bytes
            return Reject(name, f"too large: over {limit:,} characters in one article")
        return draft(given, document, options, name=name, alone=False)
    except Unreadable as error:
        return Reject(name, str(error))
    except Exception as error:  # one record costs itself alone
        return unforeseen(name, error)


def fields_of(record: Mapping[str, Any], columns: Mapping[str, str]) -> Fields:
    """The fields of one record; HTML in them is turned into text.

    ``columns`` names the key for a field, a dot leading into a record in the record
    (``{"text": "body.content"}``). Raises Unreadable where no key can hold the text.
    """
    keys = tuple(record)
    layout = _layout(keys) if len(keys) <= _MOST_KEYS else _layout_of(keys)
    events = layout.events
    found = {
        field: value_at(record, columns[field])
        if field in columns
        else _first(record, layout.fields[field])
        for field in NAMES
    }
    if "published" not in columns and _scalar(found["published"]) in (None, ""):
        found["published"] = _joined_date(record, layout)
    values = (
        {name: _text(_first(record, inner)) for name, inner in layout.by_name.items()}
        if events
        else {}
    )
    if events and "text" not in columns:
        found["text"] = events.text(values)
    if "text" not in columns and _scalar(found["text"]) in (None, ""):
        found["text"] = _headline(found, layout) or found["text"]
    if found["text"] is None:
        check_columns(record, columns, "key")
    stated = events or any(field in columns for field in PLACE_FIELDS)
    place, warnings = _place(record, columns, values, events) if stated else (None, ())
    return Fields(
        text=_whole(_text(found["text"])),
        title=_text(found["title"]),
        published=_scalar(found["published"]),
        source=_outlet(found["source"], layout),
        order=layout.order,
        url=str(_scalar(found["url"]) or ""),
        language=str(_scalar(found["language"]) or (events.language if events else "")),
        place=place,
        event=values.get(events.event, "") if events else "",
        warnings=warnings,
    )


def _place(
    record: Mapping[str, Any],
    columns: Mapping[str, str],
    values: Mapping[str, str],
    events: EventData | None,
) -> tuple[Place | None, tuple[str, ...]]:
    """The place that a record states, in columns that are named or in those of its data set,
    and what is wrong with it.
    """
    latitude, longitude, name = (
        _scalar(value_at(record, columns[field]))
        if field in columns
        else values.get(getattr(events, field))
        if events
        else None
        for field in PLACE_FIELDS
    )
    try:
        place = stated_place(
            latitude,
            longitude,
            _text(name).strip(),
            values.get(events.country, "") if events else "",
            values.get(events.admin1, "") if events else "",
            _feature(events, values) if events else ("", ""),
        )
    except BadCoordinates as error:
        return None, (f"not placed as given: {error}",)
    return place, ()


def _feature(events: EventData, values: Mapping[str, str]) -> tuple[str, str]:
    precision = values.get(events.precision, "").removesuffix(".0")
    return events.features.get(precision, ("", ""))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which keys of a record are what: those that hold each field, in the order in which they
    are believed, and all of them by their bare names; and how it writes dates in digits.
    """

    fields: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, tuple[str, ...]]
    events: EventData | None
    order: Order | None


def _layout_of(keys: tuple[str, ...]) -> _Layout:
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_name[_bare(str(key))].append(key)
    events = event_data(by_name)
    known = _known(by_name, events)
    fields = {
        field: tuple(
            key
            for name in dict.fromkeys((*known.get(field, ()), *names))
            for key in by_name.get(name, ())
        )
        for field, names in NAMES.items()
    }
    order = Order.DAY_FIRST if _DAY_FIRST & by_name.keys() else None
    return _Layout(fields, {name: tuple(each) for name, each in by_name.items()}, events, order)


# The rows of a table and the records of a list have the same keys.
_layout = lru_cache(maxsize=64)(_layout_of)


def _known(names: Iterable[str], events: EventData | None) -> dict[str, tuple[str, ...]]:
    """Further names of fields in an export that is told by its columns."""
    if events:
        return {field: (name,) for field, name in events.fields.items()}
    names = set(names)
    return {
        field: (name,)
        for marks, fields in _EXPORTS
        if marks <= names
        for field, name in fields.items()
    }


def _headline(found: Mapping[str, Any], layout: _Layout) -> Any:
    """The headline of a record that has no text, if it is one of news; else None."""
    dated = any(_scalar(found[field]) not in (None, "") for field in ("published", "url"))
    return found["title"] if dated or _SURE_HEADLINES & layout.by_name.keys() else None


def _outlet(value: Any, layout: _Layout) -> str:
    """The source that is stated; a post's is the program that it was written with, as a link."""
    is_program = "createdat" in layout.by_name and str(value).startswith("<a ")
    return "" if is_program else _text(value)


def _joined_date(record: Mapping[str, Any], layout: _Layout) -> str | None:
    """The day in a table that has columns for year, month and day."""
    keys = [layout.by_name.get(name, ()) for name in ("year", "month", "day")]
    if not all(keys):
        return None
    parts = [str(_first(record, each) or "").strip() for each in keys]
    whole = [part[:-2] if part.endswith(".0") else part for part in parts]
    whole[1] = str(month_number(whole[1]) or whole[1])
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in whole):
        return None
    year, month, day = map(int, whole)
    return f"{year:04}-{month:02}-{day:02}"


def holds_article(names: Iterable[str]) -> bool:
    """Whether there is a name for the text of an article, or for its headline alone."""
    bare = {_bare(str(name)) for name in names}
    if bare & set(NAMES["text"]) or event_data(bare) or bare & _SURE_HEADLINES:
        return True
    titled = bare & set(NAMES["title"])
    return bool(titled and bare & {*NAMES["published"], *NAMES["url"]})


def check_columns(names: Iterable[str], columns: Mapping[str, str], what: str = "column") -> None:
    """Raise Unreadable where no name can be that of the text, or a named one is missing."""
    names = [str(name) for name in names]
    shown = ", ".join(filter(None, names[:_MOST_NAMED])) + (
        ", …" if len(names) > _MOST_NAMED else ""
    )
    for field in columns:
        first = columns[field].partition(".")[0]
        if field != "items" and columns[field] not in names and first not in names:
            if field != "text" and what == "key":
                continue  # records need not all have all keys
            raise Unreadable(f"no {what} is called {columns[field]!r}: there are {shown or 'none'}")
    if "text" not in columns and not holds_article(names):
        raise Unreadable(
            f"no {what} seems to hold the text: there are {shown or 'none'}; "
            f"name it with --map text={what.upper()}"
        )


def holds_several_fields(names: Iterable[str]) -> bool:
    """Whether there are names for the text of an article, for its headline, and for another of its
    fields, as a table in the text of an article does not have them.
    """
    bare = {_bare(str(name)) for name in names}
    others = {name for field in ("published", "source", "url") for name in NAMES[field]}
    return all(bare & known for known in (set(NAMES["text"]), set(NAMES["title"]), others))


def count_recognised(names: Iterable[str]) -> int:
    """How many of the names are those of a field."""
    known = {name for each in NAMES.values() for name in each}
    return sum(_bare(name) in known for name in names)


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """``publishedat`` of ``published_at`` and ``publishedAt``."""
    return "".join(character for character in name.casefold() if character.isalnum())


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """What a record has under a key, or where a path of keys leads."""
    if path in record:
        return record[path]
    value: Any = record
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _first(record: Mapping[str, Any], keys: Sequence[str]) -> Any:
    """The first value that is not empty; failing that, an empty one: its key is there."""
    for key in keys:
        value = record[key]
        if value and isinstance(value, str):  # nearly always
            return value
        if _scalar(value) not in (None, ""):
            return value
    return "" if keys else None


def _scalar(value: Any) -> Any:
    """A value that is no record and no list; the first of a list."""
    if isinstance(value, str):  # nearly always, and asked for every column of every row
        return value
    for _ in range(4):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _INNER if value.get(key)), None)
        elif isinstance(value, list | tuple):
            value = value[0] if value else None
        else:
            return value
    return None


def _text(value: Any) -> str:
    """What a value says; the strings in a list are paragraphs."""
    if isinstance(value, str):
        return markup.text_of(value) if markup.looks_marked_up(value) else value
    if isinstance(value, list | tuple) and _is_cut_up(value):
        value = "".join(str(part["text"]) if isinstance(part, Mapping) else part for part in value)
    if isinstance(value, list | tuple):
        return "\n\n".join(filter(None, map(_text, value)))
    value = _scalar(value)
    if value is None or isinstance(value, bool):
        return ""
    text = str(value)
    return markup.text_of(text) if markup.looks_marked_up(text) else text


def _whole(text: str) -> str:
    """A text without the mark that a news service has cut it."""
    return _CUT.sub("…", text) if text.endswith(" chars]") else text


def _is_cut_up(value: Sequence[Any]) -> bool:
    """Whether a list has the pieces of one text, cut where its looks change."""
    pieces = [part for part in value if not isinstance(part, str)]
    return bool(pieces) and all(
        isinstance(part, Mapping) and part.get("type") in _ENTITIES and "text" in part
        for part in pieces
    )
