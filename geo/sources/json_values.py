"""JSON files of articles: a list of them, one after the other, or the answer of a news service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from geo.sources.json_scan import Value, parse, values
from geo.sources.lines import Text
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.rows import record_draft

_CHUNK = 1 << 16
# Under which key services put their list of articles; the first list of records is taken.
_LISTS = (
    *("articles", "items", "results", "entries", "stories", "posts", "news", "documents"),
    *("docs", "hits", "records", "data", "response", "feed", "channel", "value", "@graph"),
)


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """One record after the other, as the file is read."""
    empty = True
    with document.open() as stream:
        text = Text(stream)
        for value in values(iter(lambda: text.read(_CHUNK), ""), terms.bounds):
            empty = False
            value = replace(value, text=text.mended(value.text))
            yield from drafts(value, f"{document.name}: record {value.number}", document, terms)
    if empty:
        raise Unreadable('holds no JSON object: an article is an object such as {"text": "…"}')


def drafts(value: Value, name: str, document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The article, or the articles, in a value; ``name`` says where it stands."""
    try:
        if value.fault:
            raise ValueError(value.fault)
        record = parse(value.text)
    except ValueError as error:
        reason = str(error)
        yield Reject(name, reason if value.fault else f"not valid JSON: {reason}")
        return
    if not isinstance(record, Mapping):
        yield Reject(name, 'not an object: an article is one, such as {"text": "…"}')
        return
    listed = None if value.nested else _list(record, 3)
    if listed is None:
        yield record_draft(_unwrapped(record), name, document, terms)
        return
    for number, element in enumerate(listed, start=1):
        place = f"{document.name}: record {number}"
        if isinstance(element, Mapping):
            yield record_draft(_unwrapped(element), place, document, terms)
        else:
            yield Reject(place, 'not an object: an article is one, such as {"text": "…"}')


def _list(record: Mapping[str, Any], levels: int) -> list[Any] | None:
    """The list of articles in the answer of a service."""
    for key in _LISTS:
        value = record.get(key)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return value
        if isinstance(value, Mapping) and levels:
            found = _list(value, levels - 1)
            if found is not None:
                return found
    return None


def _unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without what a search engine (``_source``) or the Guardian (``fields``) puts
    around it."""
    for key in ("_source", "fields"):
        inner = record.get(key)
        if isinstance(inner, Mapping):
            return {name: record[name] for name in record if name != key} | dict(inner)
    return record
