"""A row of a table or a record of JSON as an article: which column or key holds which field.

Columns are told by their common names, or as the user says (``--map text=body``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from geo.sources import markup
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.unforeseen import unforeseen

# In the order in which they are believed, small letters and digits alone. Names that more
# often hold something else (created_at: when a row was made) have to be mapped by the user.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("articlebody", "articletext", "articlecontent", "fulltext", "bodytext", "maintext"),
        *("textcontent", "contenttext", "contenthtml", "contentencoded", "plaintext", "rawtext"),
        *("text", "body", "content", "story", "article", "bodyhtml", "html", "message"),
        *("description", "summary", "abstract", "excerpt", "snippet", "trailtext"),
    ),
    "title": (
        *("title", "headline", "articletitle", "webtitle", "articleheadline", "titletext"),
        *("heading", "head", "hed", "subject", "name"),
    ),
    "published": (
        *("published", "publishedat", "publisheddate", "publishedon", "publishedtime"),
        *("datepublished", "datepublish", "publicationdate", "publishdate", "publishtime"),
        *("pubdate", "publisheddatetime", "firstpublished", "firstpublicationdate"),
        *("webpublicationdate",),
        *("articledate", "issued", "pubtime", "publicationtime", "dateposted", "posteddate"),
        *("postedat", "displaydate"),
        *("date", "datetime", "dategmt"),
    ),
    "source": (
        *("source", "sourcename", "publisher", "publishername", "outlet", "newspaper"),
        *("publication", "sitename", "site", "newssource", "agency", "medium", "media", "domain"),
    ),
    "url": (
        *("url", "link", "canonicalurl", "articleurl", "weburl", "sourceurl", "permalink"),
        *("webpage", "uri", "href", "mainentityofpage", "guid", "externalurl"),
    ),
    "language": ("language", "lang", "inlanguage", "languagecode", "locale"),
}  # fmt: skip
FIELDS = tuple(NAMES)

# Where a value that is itself a record keeps what it says.
_INNER = (
    "rendered",
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
_MOST_NAMED = 12


def row_draft(
    names: Sequence[str], row: Sequence[Any], name: str, document: Document, terms: Terms
) -> Draft | Reject:
    """The article in a row; ``name`` says where the row stands."""
    cells = list(row)
    while len(cells) > len(names) and cells[-1] in (None, ""):
        cells.pop()
    if len(cells) > len(names):
        return Reject(name, f"{len(cells)} cells under {len(names)} columns: is a quote missing?")
    return record_draft(dict(zip(names, cells, strict=False)), name, document, terms)


def record_draft(
    record: Mapping[str, Any], name: str, document: Document, terms: Terms
) -> Draft | Reject:
    """The article in a record; ``name`` says where the record stands."""
    if any(isinstance(value, str) and "\x00" in value for value in record.values()):
        return Reject(name, "binary, not text (it contains NUL bytes)")
    try:
        given = fields_of(record, terms.columns)
        if len(given.text) > terms.bounds.article_bytes:
            limit = terms.bounds.article_bytes
            return Reject(name, f"too large: over {limit:,} characters in one article")
        return draft(given, document, terms, name=name, alone=False)
    except Unreadable as error:
        return Reject(name, str(error))
    except Exception as error:  # one record costs itself alone
        return unforeseen(name, error)


def fields_of(record: Mapping[str, Any], columns: Mapping[str, str]) -> Fields:
    """The fields of one record; HTML in them is turned into text.

    ``columns`` names the key for a field, a dot leading into a record in the record
    (``{"text": "body.content"}``). Raises Unreadable where no key can hold the text.
    """
    by_name: dict[str, list[Any]] = {}
    for key, value in record.items():
        by_name.setdefault(_bare(str(key)), []).append(value)
    found = {
        field: _at(record, columns[field]) if field in columns else _guessed(by_name, names)
        for field, names in NAMES.items()
    }
    if found["text"] is None:
        check_columns(record, columns, "key")
    return Fields(
        text=_text(found["text"]),
        title=_text(found["title"]),
        published=_scalar(found["published"]),
        source=_text(found["source"]),
        url=str(_scalar(found["url"]) or ""),
        language=str(_scalar(found["language"]) or ""),
    )


def check_columns(names: Iterable[str], columns: Mapping[str, str], what: str = "column") -> None:
    """Raise Unreadable where no name can be that of the text, or a named one is missing."""
    names = [str(name) for name in names]
    shown = ", ".join(filter(None, names[:_MOST_NAMED])) + (
        ", …" if len(names) > _MOST_NAMED else ""
    )
    for field in columns:
        first = columns[field].partition(".")[0]
        if columns[field] not in names and first not in names:
            if field != "text" and what == "key":
                continue  # records need not all have all keys
            raise Unreadable(f"no {what} is called {columns[field]!r}: there are {shown or 'none'}")
    if "text" not in columns and not {_bare(name) for name in names} & set(NAMES["text"]):
        raise Unreadable(
            f"no {what} seems to hold the text: there are {shown or 'none'}; "
            f"name it with --map text={what.upper()}"
        )


def count_recognised(names: Iterable[str]) -> int:
    """How many of the names are those of a field."""
    known = {name for each in NAMES.values() for name in each}
    return sum(_bare(name) in known for name in names)


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """``publishedat`` of ``published_at`` and ``publishedAt``."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _at(record: Mapping[str, Any], path: str) -> Any:
    if path in record:
        return record[path]
    value: Any = record
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _guessed(by_name: Mapping[str, list[Any]], names: Iterable[str]) -> Any:
    """The first value that is not empty; failing that, an empty one: its key is there."""
    present = [value for name in names for value in by_name.get(name, ())]
    return next(
        (value for value in present if _scalar(value) not in (None, "")), "" if present else None
    )


def _scalar(value: Any) -> Any:
    """A value that is no record and no list; the first of a list."""
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
    if isinstance(value, list | tuple):
        return "\n\n".join(filter(None, map(_text, value)))
    value = _scalar(value)
    if value is None or isinstance(value, bool):
        return ""
    text = str(value)
    return markup.text_of(text) if markup.looks_marked_up(text) else text
