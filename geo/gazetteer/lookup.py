"""Asking the gazetteer: the places that bear a name, by the beginning of one, near a point, by id.

The file is immutable and memory-mapped, so processes share its pages; a `Gazetteer` can be
used from several threads and pickled (only its path travels).
"""

from __future__ import annotations

import logging
import math
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import GazetteerMissing
from geo.gazetteer import derive
from geo.gazetteer.names import alike, normalise, skeleton
from geo.gazetteer.own_names import OwnNames, located
from geo.gazetteer.own_places import OwnPlace, OwnPlacesFile
from geo.gazetteer.store import (
    CELL,
    KINDS,
    SCHEMA_VERSION,
    MatchKind,
    meta_of,
    open_for_reading,
    read_name_bitmap,
)
from geo.models import OWN, Place
from geo.places.sphere import KM_PER_DEGREE, degrees_of_longitude, distance_km

log = logging.getLogger(__name__)

# Distinct names and containers kept in memory: an article repeats its names.
_NAMES_KEPT = 16_384
_PLACES_KEPT = 32_768

# The queries are put together from constants alone.
_FIELDS = (
    "p.key, p.id, p.name, p.latitude, p.longitude, p.feature_class, p.feature_code,"
    " p.country_code, p.population, p.parent, p.renown"
)
_BY_NAME = (
    f"SELECT n.kind, n.written, {_FIELDS} FROM name n JOIN place p ON p.key = n.place"  # noqa: S608
    " WHERE n.name = ?"
)
_BY_SKELETON = "SELECT name FROM respelling WHERE skeleton = ?"
_SPELLINGS = 5  # of a name in other transliterations that are offered
# GeoNames' numbers have eight digits; no key has more than 64 bits.
_KEY = re.compile(r"[0-9]{1,18}")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
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
    """The names of the world, read from the file that `geo.gazetteer.build` made, and those of
    one's own places, where a file of them is given.

    Every method raises GazetteerMissing when there is no such file, it has another schema, or
    turns out to be damaged; opening it also DatelineError where one's own places cannot be read.
    """

    def __init__(self, path: Path, places: Path | None = None) -> None:
        self.path = Path(path)
        self._places_file = places
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
        with self._setting_damage_aside():
            self._names_held = read_name_bitmap(self._connection)
        self._own = OwnNames(_own_places(places) if places else ())
        self._matches = lru_cache(_NAMES_KEPT)(self._find)
        self._located = lru_cache(_PLACES_KEPT)(self._locate)
        self._container = lru_cache(_PLACES_KEPT)(self._by_key)
        self._holders = lru_cache(_PLACES_KEPT)(self._chain)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path, self._places_file)

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_for_reading(self.path)
        return connection

    @property
    def own_names(self) -> tuple[str, ...]:
        """All names of one's own places."""
        return self._own.names

    @contextmanager
    def _setting_damage_aside(self) -> Iterator[None]:
        """Raise GazetteerMissing where the file turns out to be damaged, and put it out of the
        way, so that whoever needs it next builds it anew."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _DAMAGE:
                raise
            aside = self.path.with_name(f"{self.path.name}.damaged")
            with suppress(OSError):  # it may be read-only, or set aside already
                self.path.replace(aside)
            raise GazetteerMissing(
                f"the gazetteer {self.path} is damaged ({error}), and was set aside: try again, "
                "and it is built anew; one from a GeoNames dump with `dateline gazetteer build`"
            ) from error

    def lookup(self, name: str) -> tuple[NameMatch, ...]:
        """All places that bear the name as written: one's own, then the most direct and populous.

        Case only matters for abbreviations: "US" is the country, "us" a pronoun.
        """
        return self._matches(name)

    def _find(self, name: str) -> tuple[NameMatch, ...]:
        found = self._own_called(name) + self._named(name)
        for match in found:
            if match.place.feature_class != "S":
                return found
        return found + tuple(self._derived(name, {match.place.id for match in found}))

    def _own_called(self, name: str) -> tuple[NameMatch, ...]:
        return tuple(
            NameMatch(self._located(own.place), own.kind) for own in self._own.called(name)
        )

    def _locate(self, own: OwnPlace) -> Place:
        return located(own, self._nearest)

    def respelt(self, name: str) -> tuple[NameMatch, ...]:
        """Towns and divisions with a name that this may be another transliteration of, the most
        alike first."""
        key = normalise(name)
        with self._setting_damage_aside():
            rows = self._connection.execute(_BY_SKELETON, (skeleton(key),)).fetchall()
        return tuple(
            NameMatch(match.place, MatchKind.RESPELT)
            for spelling in alike(key, [row[0] for row in rows])[:_SPELLINGS]
            for match in self._named(spelling)
            if match.place.feature_class in ("A", "P")
        )

    def _named(self, name: str) -> tuple[NameMatch, ...]:
        """The places whose own name this is."""
        key = normalise(name)
        if not self._names_held.may_hold(key) or _is_small_word(name):
            return ()
        with self._setting_damage_aside():
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
        if origin == "geonames":
            return self._container(int(number)) if _KEY.fullmatch(number) else None
        if origin == OWN:
            own = self._own.place(place_id)
            return self._located(own) if own else None
        with self._setting_damage_aside():
            row = self._connection.execute(_BY_ID, (place_id,)).fetchone()
        return self._place(row) if row else None

    def complete(self, beginning: str, limit: int = 8) -> tuple[Place, ...]:
        """Places with a name that begins so, or is this where it is short: one's own, then the
        likeliest to be meant, by how many live there and whether it is their own name and all of
        it."""
        own = [self._located(each) for each in self._own.beginning(beginning)]
        with self._setting_damage_aside():
            keys = completions(self._connection, normalise(beginning), limit)
        others = (place for key in keys if (place := self._container(key)))
        return (*own, *others)[:limit]

    def near(self, latitude: float, longitude: float, limit: int = 10) -> tuple[Place, ...]:
        """The places nearest to a point, nearest first, within about a thousand kilometres."""
        own = [self._located(each) for each in self._own.around(latitude, longitude, _FAR_KM)]
        found = (*own, *self._nearest(latitude, longitude, limit))
        if own:
            found = tuple(sorted(found, key=lambda p: _km_from(latitude, longitude, p)))[:limit]
        return found

    def _nearest(self, latitude: float, longitude: float, limit: int) -> tuple[Place, ...]:
        with self._setting_damage_aside():
            keys = nearest(self._connection, latitude, longitude, limit)
        return tuple(place for key in keys if (place := self._container(key)))

    def _by_key(self, key: int) -> Place | None:
        with self._setting_damage_aside():
            row = self._connection.execute(_BY_KEY, (key,)).fetchone()
        return self._place(row) if row else None

    def _place(self, row: tuple[Any, ...]) -> Place:
        (
            _,
            _,
            key,
            place_id,
            name,
            lat,
            lon,
            feature_class,
            code,
            country,
            population,
            parent,
            renown,
        ) = row
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
            renown,
        )

    def _chain(self, parent: int) -> tuple[str, tuple[str, ...]]:
        """The first-level division that a place in ``parent`` lies in, and all that contains it."""
        container = self._container(parent)
        if container is None:
            return _NOWHERE
        return container.admin1, (container.id, *container.ancestors)


# Lines of a file of own places that are told one by one; a file of another kind has thousands.
_TOLD = 20


def _own_places(path: Path) -> tuple[OwnPlace, ...]:
    stored = OwnPlacesFile(path).read()
    for line in stored.unreadable[:_TOLD]:
        log.warning("%s:%d: no place: %s", path, line.number, line.reason)
    if len(stored.unreadable) > _TOLD:
        log.warning("%s: and %d more lines are no places", path, len(stored.unreadable) - _TOLD)
    return stored.places


def _km_from(latitude: float, longitude: float, place: Place) -> float:
    return distance_km(latitude, longitude, place.latitude, place.longitude)


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


# Fewer letters begin half the names of the world: only the whole name is looked up then.
_ENOUGH = 3
# Names read at most; "san" begins 15,000.
_MOST = 20_000

# A place weighs by its people: more with a name that is all that was typed, less by a name that
# is not the one it goes by here.
_WHOLE = 10
_OTHER_NAME = 0.05

_OFFERED = tuple(KINDS.index(kind) for kind in (MatchKind.NAME, MatchKind.ALTERNATE))
# Put together from constants alone.
_BEGINNING_SO = (
    "SELECT n.name, n.kind, p.key, p.population"  # noqa: S608
    " FROM name n JOIN place p ON p.key = n.place"
    f" WHERE n.name >= ? AND n.name < ? AND n.kind IN {_OFFERED} LIMIT {_MOST}"
)


def completions(connection: sqlite3.Connection, beginning: str, limit: int) -> list[int]:
    """Keys of places, the likeliest to be meant first; ``beginning`` is a normalised name."""
    if not beginning:
        return []
    end = beginning + ("\U0010ffff" if len(beginning) >= _ENOUGH else "\0")
    best: dict[int, float] = {}
    for name, kind, key, population in connection.execute(_BEGINNING_SO, (beginning, end)):
        weight = (population + 1) * (_WHOLE if name == beginning else 1)
        weight *= 1 if kind == _OFFERED[0] else _OTHER_NAME
        best[key] = max(best.get(key, 0.0), weight)
    return sorted(best, key=lambda key: (-best[key], key))[:limit]


# How far the search goes, in degrees of latitude.
_REACH = (1, 2, 4, 9)
_FAR_KM = _REACH[-1] * KM_PER_DEGREE

_IN_CELLS = f"SELECT key, latitude, longitude FROM place WHERE {CELL} BETWEEN ? AND ?"  # noqa: S608


def nearest(
    connection: sqlite3.Connection, latitude: float, longitude: float, limit: int
) -> list[int]:
    """Keys of the ``limit`` nearest places, nearest first; fewer where the Earth is empty."""
    found: list[tuple[float, int]] = []
    for reach in _REACH:
        found = sorted(
            (distance_km(latitude, longitude, lat, lon), key)
            for first, last in _cells(latitude, longitude, reach)
            for key, lat, lon in connection.execute(_IN_CELLS, (first, last))
        )
        # What lies farther than the searched square is wide may have a nearer one outside it.
        sure = [away for away, _ in found[:limit] if away <= reach * KM_PER_DEGREE]
        if len(sure) == limit:
            break
    return [key for _, key in found[:limit]]


def _cells(latitude: float, longitude: float, reach: int) -> list[tuple[int, int]]:
    """The cells within ``reach`` degrees, as ranges of cell numbers, a row of cells each."""
    wide = min(180, math.ceil(degrees_of_longitude(reach, latitude)))
    column = math.floor(longitude + 180) % 360
    ranges = []
    for row in range(math.floor(latitude) - reach, math.floor(latitude) + reach + 1):
        start = (row + 90) * 360
        for turn in (-360, 0, 360):  # a square may reach across the antimeridian
            first, last = max(0, column - wide + turn), min(359, column + wide + turn)
            if first <= last:
                ranges.append((start + first, start + last))
    return ranges
