"""Where the articles are in a value of JSON: itself, a list in it, or what services and
programs put around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.sources.named_fields import NAMES, holds_article, value_at
from geo.sources.protocol import Unreadable

# Under which key services put their list of articles; the first list of records is taken.
_LISTS = (
    *("articles", "items", "results", "entries", "stories", "posts", "news", "documents"),
    *("docs", "hits", "records", "data", "response", "feed", "channel", "value", "@graph"),
)
_LEVELS = 4  # of records around a list
_LOOKED_AT = 20  # elements of a list by which it is told what they are
_MOST_COLUMNS = 1_000


def find_articles(value: Any, items: str = "") -> list[Any] | None:
    """The records of articles in a value; None where it is one itself.

    ``items`` is the path of keys that leads to them, where the user names it. Raises
    Unreadable where nothing is there, or where there are several lists to choose from.
    """
    if items:
        return _named(value, items)
    if isinstance(value, list):
        return value if any(isinstance(element, Mapping) for element in value) else None
    if not isinstance(value, Mapping):
        return None
    if rows := _table(value):
        return rows
    is_article = says_something(unwrapped(value))
    found = _under_known_key(value, _LEVELS, sure=is_article)
    if found is not None or is_article:
        return found
    return _keyed(value) or _only_list(value)


def unwrapped(record: Mapping[str, Any], levels: int = 2) -> Mapping[str, Any]:
    """A record without what is put around it: by a search engine (``_source``), the Guardian
    (``fields``), YouTube (``snippet``), an archive of tweets (``tweet``), and others under one key.
    """
    for key in ("_source", "fields", "snippet"):
        inner = record.get(key)
        if isinstance(inner, Mapping) and (key != "snippet" or says_something(inner)):
            return {name: record[name] for name in record if name != key} | dict(inner)
    if not says_something(record):
        within = {
            key: inner
            for key, value in record.items()
            if isinstance(value, Mapping)
            and levels
            and says_something(inner := unwrapped(value, levels - 1))
        }
        if len(within) == 1:
            outer = {name: record[name] for name in record if name not in within}
            return outer | dict(*within.values())
    return record


def is_notice(record: Mapping[str, Any]) -> bool:
    """Whether it is what Telegram notes beside the messages (who joined, what was pinned), or that
    somebody on Mastodon showed or liked what another had written.
    """
    kind = record.get("type")
    return (kind == "service" and "action" in record) or (
        kind in ("Announce", "Like") and isinstance(record.get("object"), str)
    )


def says_something(record: Mapping[str, Any]) -> bool:
    """Whether an article is told by the keys of a record, and there is something under them."""
    told = [key for key, value in record.items() if value not in (None, "", [], {})]
    return holds_article(told)


def _named(value: Any, items: str) -> list[Any]:
    found = value_at(value, items) if isinstance(value, Mapping) else None
    if isinstance(found, Mapping):
        return list(found.values())
    if not isinstance(found, list):
        raise Unreadable(f"no list is at {items!r}, which --map items names")
    return found


def _are_articles(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(element, Mapping) and says_something(unwrapped(element))
        for element in value[:_LOOKED_AT]
    )


def _under_known_key(record: Mapping[str, Any], levels: int, *, sure: bool) -> list[Any] | None:
    """The list under a key that services use; of an article itself only one of articles."""
    for key in _LISTS:
        value = record.get(key)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            if _are_articles(value) or not sure:
                return value
        elif isinstance(value, Mapping) and levels:
            found = _under_known_key(value, levels - 1, sure=sure)
            if found is not None:
                return found
    return None


def _table(record: Mapping[str, Any]) -> list[Any] | None:
    """The rows of a pandas DataFrame, by columns or split into names and rows."""
    names, rows = record.get("columns"), record.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        names = [str(name) for name in names[:_MOST_COLUMNS]]
        return [
            dict(zip(names, row, strict=False)) if isinstance(row, list) else row for row in rows
        ]
    columns = list(record.values())
    if not (columns and holds_article(record) and all(isinstance(c, Mapping) for c in columns)):
        return None
    index = list(columns[0])
    scalar = not any(isinstance(v, Mapping | list) for v in columns[0].values())
    same = all(list(column) == index for column in columns[:_MOST_COLUMNS])
    if not (scalar and same) or set(index) <= {"rendered", "main", "value", "text"}:
        return None
    return [{name: record[name][key] for name in record} for key in index]


def _keyed(record: Mapping[str, Any]) -> list[Any] | None:
    """Articles that each stand under an id of their own."""
    known = {name for names in NAMES.values() for name in names}
    values = list(record.values())
    if len(values) == 1 and next(iter(record)).lower() in known:
        return None
    each = values and all(isinstance(value, Mapping) for value in values)
    return values if each and _are_articles(values) else None


def _only_list(record: Mapping[str, Any]) -> list[Any] | None:
    """The only list of articles that is anywhere in a record."""
    lists = list(_lists(record, "", _LEVELS))
    told = [(path, value) for path, value in lists if _are_articles(value)]
    if len(told) > 1:
        paths = ", ".join(path for path, _ in told[:5])
        raise Unreadable(
            f"several lists may be the articles: {paths}; name one with --map items={told[0][0]}"
        )
    if told:
        return told[0][1]
    return lists[0][1] if len(lists) == 1 else None


def _lists(value: Any, path: str, levels: int) -> Iterator[tuple[str, list[Any]]]:
    """The lists of records within a value, with the keys that lead to them."""
    if not isinstance(value, Mapping) or not levels:
        return
    for key, inner in value.items():
        here = f"{path}.{key}" if path else str(key)
        if isinstance(inner, list) and any(isinstance(e, Mapping) for e in inner[:_LOOKED_AT]):
            yield here, inner
        else:
            yield from _keyed_list(inner, here)
            yield from _lists(inner, here, levels - 1)


def _keyed_list(value: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, Mapping) and (found := _keyed(value)) is not None and len(found) > 1:
        yield path, found


def nested(element: Any) -> Sequence[Any] | None:
    """The articles in an element of a list that is a list of articles itself, as in an export
    of many conversations; None where it is an article, or nothing.
    """
    if not isinstance(element, Mapping) or says_something(unwrapped(element)):
        return None
    try:
        return find_articles(element)
    except Unreadable:
        return None
