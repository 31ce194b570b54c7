"""Asking the gazetteer: every place that bears a name, and a place by its id.

The file is immutable and memory-mapped, so processes share its pages; a `Gazetteer` can be
used from several threads and pickled (only its path travels).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import GazetteerMissing
from geo.gazetteer import derive
from geo.gazetteer.complete import completions
from geo.gazetteer.names import normalise
from geo.gazetteer.near import nearest
from geo.gazetteer.rows import MatchKind
from geo.gazetteer.store import KINDS, SCHEMA_VERSION, meta_of, open_for_reading, read_known
from geo.models import Place

# Distinct names and containers kept in memory: an article repeats its names.
_NAMES_KEPT = 16_384
_PLACES_KEPT = 32_768

# The queries are put together from constants alone.
_FIELDS = (
    "p.key, p.id, p.name, p.latitude, p.longitude, p.feature_class, p.feature_code,"
    " p.country_code, p.population, p.parent"
)
_BY_NAME = (
    f"SELECT n.kind, n.written, {_FIELDS} FROM name n JOIN place p ON p.key = n.place"  # noqa: S608
    " WHERE n.name = ?"
)
_POPULATION = 10
_NOWHERE: tuple[str, tuple[str, ...]] = ("", ())
_DEMONYM = KINDS.index(MatchKind.DEMONYM)
_BY_KEY = f"SELECT NULL, NULL, {_FIELDS} FROM place p WHERE p.key = ?"  # noqa: S608
_BY_ID = f"SELECT NULL, NULL, {_FIELDS} FROM place p WHERE p.id = ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A place that bears a name, and how it bears it.

    ``via`` is the name inside the name where the place does not bear the whole of it:
    "Kandahar" for "Kandahar Airport"; say "named after" with it.
    """

    place: Place
    kind: MatchKind
    via: str = ""


class Gazetteer:
    """The names of the world, read from the file that `geo.gazetteer.build` made.

    Raises GazetteerMissing when there is no such file or it has another schema.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._local = threading.local()
        if not self.path.is_file():
            raise GazetteerMissing(
                f"there is no gazetteer at {self.path}: run `dateline gazetteer build`"
            )
        version = meta_of(self.path).get("schema")
        if version != str(SCHEMA_VERSION):
            raise GazetteerMissing(
                f"{self.path} is not a gazetteer of this version (schema {version or 'unknown'},"
                f" needed {SCHEMA_VERSION}): run `dateline gazetteer build`"
            )
        self._known = read_known(self._connection)
        self._matches = lru_cache(_NAMES_KEPT)(self._find)
        self._container = lru_cache(_PLACES_KEPT)(self._by_key)
        self._holders = lru_cache(_PLACES_KEPT)(self._chain)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path,)

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_for_reading(self.path)
        return connection

    def lookup(self, name: str) -> tuple[NameMatch, ...]:
        """All places that bear the name as written, the most direct and populous first.

        Case only matters for abbreviations: "US" is the country, "us" a pronoun.
        """
        return self._matches(name)

    def _find(self, name: str) -> tuple[NameMatch, ...]:
        found = self._named(name)
        for match in found:
            if match.place.feature_class != "S":
                return found
        return found + tuple(self._derived(name, {match.place.id for match in found}))

    def _named(self, name: str) -> tuple[NameMatch, ...]:
        """The places whose own name this is."""
        key = normalise(name)
        if not self._known.may_hold(key) or _is_small_word(name):
            return ()
        rows = self._connection.execute(_BY_NAME, (key,)).fetchall()
        if len(rows) > 1:
            rows.sort(key=_rank)
        return tuple(
            NameMatch(self._place(row), KINDS[row[0]]) for row in rows if _written_so(name, row)
        )

    def _derived(self, name: str, seen: set[str]) -> Iterator[NameMatch]:
        """The places a name is made of, for a name that no place (or only a site) bears."""
        for part in derive.parts(name):
            within = {m.place.id for m in self.lookup(part.within)} if part.within else None
            for match in self.lookup(part.name):
                place = match.place
                if (
                    place.id not in seen
                    and place.feature_class in part.classes
                    and (within is None or not within.isdisjoint(place.ancestors))
                ):
                    seen.add(place.id)
                    yield NameMatch(place, part.kind or match.kind, match.via or part.name)

    def place(self, place_id: str) -> Place | None:
        """The place with this id (``geonames:524901``), or None."""
        origin, _, number = place_id.partition(":")
        if origin == "geonames" and number.isdigit():
            return self._container(int(number))
        row = self._connection.execute(_BY_ID, (place_id,)).fetchone()
        return self._place(row) if row else None

    def complete(self, beginning: str, limit: int = 8) -> tuple[Place, ...]:
        """Places with a name that begins so, or is this where it is short: the likeliest to be
        meant first, by how many live there and whether it is their own name and all of it."""
        keys = completions(self._connection, normalise(beginning), limit)
        return tuple(place for key in keys if (place := self._container(key)))

    def near(self, latitude: float, longitude: float, limit: int = 10) -> tuple[Place, ...]:
        """The places nearest to a point, nearest first, within about a thousand kilometres."""
        keys = nearest(self._connection, latitude, longitude, limit)
        return tuple(place for key in keys if (place := self._container(key)))

    def _by_key(self, key: int) -> Place | None:
        row = self._connection.execute(_BY_KEY, (key,)).fetchone()
        return self._place(row) if row else None

    def _place(self, row: tuple[Any, ...]) -> Place:
        _, _, key, place_id, name, lat, lon, feature_class, code, country, population, parent = row
        admin1, ancestors = self._holders(parent) if parent is not None else _NOWHERE
        return Place(
            place_id or f"geonames:{key}",
            name,
            lat,
            lon,
            feature_class,
            code,
            country,
            name if code == "ADM1" else admin1,
            population,
            place_id.partition(":")[0] if place_id else "geonames",
            ancestors,
        )

    def _chain(self, parent: int) -> tuple[str, tuple[str, ...]]:
        """The first-level division that a place in ``parent`` lies in, and all that contains it."""
        container = self._container(parent)
        if container is None:
            return _NOWHERE
        return container.admin1, (container.id, *container.ancestors)


def _rank(row: tuple[Any, ...]) -> tuple[int, int, int]:
    """The most direct first, then the most populous; the key makes the order certain."""
    return row[0], -row[_POPULATION], row[2]


def _written_so(name: str, row: tuple[Any, ...]) -> bool:
    """Whether a name may be written like this: "US" but not "us", "Polish" but not "polish"."""
    kind, written = row[:2]
    if written is not None:
        return "".join(filter(str.isalnum, name)) in written.split("|")
    return kind != _DEMONYM or name[:1].isupper()


def _is_small_word(name: str) -> bool:
    """ "us", "in", "or", "of": lower-case words, though places bear these names too."""
    return len(name) <= 3 and name.isascii() and name.islower()
