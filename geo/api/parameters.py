"""The parameters of requests: each declared once, for reading and for the OpenAPI document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.api.problems import BadRequest
from geo.atlas import DEFAULT_ROLES, DateBasis, Filter, search_problem
from geo.models import Role

USUAL_LIMIT = 100
MOST = 1000
"""The most features in a response; who asks for more gets so many, as the standard wants it."""

LONGEST_SEARCH = 500
_LARGEST_OFFSET = 10**9

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, the OpenAPI schema of its value, and what reads it.

    ``read`` raises ValueError, whose text says what would be right. With ``repeated`` it may be
    given several times.
    """

    name: str
    about: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ApiQuery:
    """What a request asks for: a selection, and which page of it.

    ``given`` are the parameters as they came, but for those of the page.
    """

    f: Filter
    limit: int
    offset: int
    given: tuple[tuple[str, str], ...]


def read(pairs: Sequence[tuple[str, str]], known: Iterable[Parameter]) -> ApiQuery:
    """The query in a request's parameters. Raises BadRequest, naming the parameter."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {}
    for name, text in pairs:
        if name not in by_name:
            names = ", ".join(by_name) or "none"
            raise BadRequest(f"no parameter is called {name[:40]!r} here: there are {names}")
        value = _value(by_name[name], text)
        if not by_name[name].repeated and name in values:
            raise BadRequest(f"{name}: given twice")
        values[name] = (*values.get(name, ()), value) if by_name[name].repeated else value
    page = {"limit", "offset"}
    return ApiQuery(
        _filter(values),
        values.get("limit", USUAL_LIMIT),
        values.get("offset", 0),
        tuple((name, text) for name, text in pairs if name not in page),
    )


def _value(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ValueError as error:
        raise BadRequest(f"{parameter.name}: {text[:80]!r} is not {error}") from error


def _filter(values: Mapping[str, Any]) -> Filter:
    first, last = values.get("datetime", (None, None))
    return Filter(
        date_from=first,
        date_to=last,
        undated=values.get("undated", True),
        date_basis=values.get("clock", DateBasis.PUBLISHED),
        place_id=values.get("place", ""),
        text=values.get("q", ""),
        sources=values.get("source", ()),
        countries=values.get("country", ()),
        languages=values.get("language", ()),
        roles=values.get("role", DEFAULT_ROLES),
        min_confidence=values.get("min_confidence", 0.0),
        bbox=values.get("bbox"),
        focus=values.get("about", False),
    )


def _limit(text: str) -> int:
    return min(_whole(text, 1, "a whole number from 1"), MOST)


def _offset(text: str) -> int:
    return min(_whole(text, 0, "a whole number from 0"), _LARGEST_OFFSET)


def _whole(text: str, least: int, right: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) < least:
        raise ValueError(right)
    return int(text)


def _bbox(text: str) -> Box:
    """Four numbers, or six with heights, which places on the ground do not have."""
    right = (
        "west,south,east,north in degrees, such as 60.5,29.4,74.9,38.5 (west beyond east crosses "
        "the antimeridian)"
    )
    sides = [_number(part, right) for part in text.split(",")]
    if len(sides) == 6:
        sides = [*sides[:2], *sides[3:5]]
    if len(sides) != 4:
        raise ValueError(right)
    west, south, east, north = sides
    if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise ValueError(right)
    return west, south, east, north


def _number(text: str, right: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(right) from error
    if not math.isfinite(value):
        raise ValueError(right)
    return value


def _confidence(text: str) -> float:
    value = _number(text, "a number from 0 to 1")
    if not 0.0 <= value <= 1.0:
        raise ValueError("a number from 0 to 1")
    return value


# RFC 3339, section 5.6, and a day alone.
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?"
)
_INTERVAL = (
    "a day, a time (RFC 3339) or an interval, such as 2021-07-31, 2021-07-31T00:00:00Z, "
    "2021-07-01/2021-07-31, 2021-07-01/.. or ../2021-07-31"
)


def _datetime(text: str) -> tuple[date | None, date | None]:
    """The first and the last day, as they are written, since news has days and no time zone."""
    begin, slash, end = text.partition("/")
    first, last = _moment(begin, bool(slash)), _moment(end, True) if slash else None
    if not slash:
        return first, first
    if (first is None and last is None) or (first and last and first > last):
        raise ValueError(_INTERVAL)
    return first, last


def _moment(text: str, open_end: bool) -> date | None:
    if open_end and text in ("", ".."):
        return None
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(_INTERVAL)
    try:
        return date.fromisoformat(found[1])
    except ValueError as error:
        raise ValueError(_INTERVAL) from error


def _search(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"shorter than {LONGEST_SEARCH} characters")
    problem = search_problem(text)
    if problem:
        raise ValueError(f"a search: {problem}")
    return text


def _one_of(words: Iterable[str], kind: Callable[[str], Any]) -> Callable[[str], Any]:
    known = tuple(words)

    def read_one(text: str) -> Any:
        if text not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return kind(text)

    return read_one


def _matching(pattern: str, right: str) -> Callable[[str], str]:
    def read_one(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(right)
        return text

    return read_one


def _several(one: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    return lambda text: tuple(one(part.strip()) for part in text.split(","))


_LANGUAGE = _matching("[a-z]{2,3}", "languages (ISO 639-1) with commas, such as en,fr; und: none")
_COUNTRY = _matching("[A-Z]{2}", "country codes (ISO 3166-1) with commas, such as AF,IR")


def _strings(**of: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", **of}}


LIMIT = Parameter(
    "limit",
    f"how many at most; of more than {MOST:,} there are {MOST:,}",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_LIMIT},
    _limit,
)
OFFSET = Parameter(
    "offset",
    "how many are passed over",
    {"type": "integer", "minimum": 0, "default": 0},
    _offset,
)
PAGE = (LIMIT, OFFSET)

SELECTION = (
    Parameter(
        "bbox",
        "only places in an area: west,south,east,north in degrees; heights are ignored",
        {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
        _bbox,
    ),
    Parameter(
        "datetime",
        "only these days, as `clock` tells them: 2021-07-31, 2021-07-01/2021-07-31, or open with "
        "`..`. Of times the day counts as it is written. What has no date is in, as the standard "
        "has it; see `undated`",
        {"type": "string"},
        _datetime,
    ),
    Parameter(
        "undated",
        "whether what has no such date is in",
        {"type": "boolean", "default": True},
        _one_of(("true", "false"), lambda text: text == "true"),
    ),
    Parameter(
        "clock",
        "whose days `datetime` means: of publication, or spoken of in the sentence",
        {"type": "string", "enum": [*DateBasis], "default": DateBasis.PUBLISHED.value},
        _one_of(DateBasis, DateBasis),
    ),
    Parameter(
        "q",
        "a search in titles and texts: flood OR storm, -sport",
        {"type": "string", "maxLength": LONGEST_SEARCH},
        _search,
    ),
    Parameter("place", "one place by its id, such as geonames:524901", {"type": "string"}, str),
    Parameter(
        "country",
        "countries of the places, ISO 3166-1 alpha-2",
        _strings(pattern="^[A-Z]{2}$"),
        _several(_COUNTRY),
    ),
    Parameter("source", "who published it; may be repeated", _strings(), str, repeated=True),
    Parameter(
        "language",
        "languages of the articles, ISO 639-1; und: not told",
        _strings(pattern="^[a-z]{2,3}$"),
        _several(lambda text: "" if text == "und" else _LANGUAGE(text)),
    ),
    Parameter(
        "role",
        "what the names stand for; unless given, all but names in those of organisations and "
        "publishers",
        _strings(enum=[*Role]),
        _several(_one_of(Role, Role)),
    ),
    Parameter(
        "min_confidence",
        "the least confidence",
        {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
        _confidence,
    ),
    Parameter(
        "about",
        "only places that their article is about",
        {"type": "boolean", "default": False},
        _one_of(("true", "false"), lambda text: text == "true"),
    ),
)
