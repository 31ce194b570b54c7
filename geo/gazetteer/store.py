"""The gazetteer's SQLite file: its rows and schema, how it is written and opened, what it holds."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zlib import crc32

from geo.errors import GazetteerMissing
from geo.gazetteer.names import normalise, skeleton
from geo.places.kinds import Feature
from geo.storage import sqlite
from geo.storage.sqlite import Access


class MatchKind(StrEnum):
    """How a name belongs to a place, the most direct first."""

    NAME = "name"  # the place's own name
    ALTERNATE = "alternate"  # another name or spelling in use: "Moskva"
    SHORT = "short"  # without its generic word: "Herat" for "Herat Province"
    ABBREVIATION = "abbreviation"  # "U.S.", "Calif."; case matters
    DEMONYM = "demonym"  # "Afghan", "Texans"
    HISTORIC = "historic"  # "Leningrad", "Burma"
    PART = "part"  # "northern Iraq": a part of the place
    SITE = "site"  # named after the place: "Kandahar Airport"
    RESPELT = "respelt"  # in another transliteration: "Baqouba" (`geo.gazetteer.names`)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as stored; ``parent`` is the key of the smallest place that contains it.

    ``key`` is the GeoNames number, or a negative number of ours with ``id`` naming its origin.
    """

    key: int
    name: str
    latitude: float
    longitude: float
    feature_class: str
    feature_code: str
    country_code: str = ""
    population: int = 0
    parent: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the place ``key``. ``written``: the letters exactly as they must be written
    (without dots and spaces) where case tells a name from a word: "US", not "us"."""

    key: int
    name: str
    kind: MatchKind
    written: str | None = None


# Bits a name: one word in sixteen that is no name is looked up in vain.
_BITS = 16
_SMALLEST = 1 << 12


class NameBitmap:
    """Says of a normalised name that it is certainly not held, or that it may be."""

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._mask = len(bits) * 8 - 1

    def may_hold(self, name: str) -> bool:
        """False only for a name that is not in the gazetteer."""
        bit = crc32(name.encode()) & self._mask
        return bool(self._bits[bit >> 3] & (1 << (bit & 7)))


def bitmap(names: Iterable[str], count: int) -> bytes:
    """The bits of ``count`` or fewer names, as many bytes as a power of two."""
    size = _SMALLEST
    while size < count * _BITS:
        size *= 2
    bits = bytearray(size // 8)
    for name in names:
        bit = crc32(name.encode()) & (size - 1)
        bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


# Raised whenever a gazetteer built before would give other answers.
SCHEMA_VERSION = 8

KINDS: tuple[MatchKind, ...] = tuple(MatchKind)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SPELLINGS = (_RANK[MatchKind.NAME], _RANK[MatchKind.ALTERNATE])

# One degree by one degree; `geo.gazetteer.lookup` asks by it.
CELL = "CAST(latitude + 90 AS INTEGER) * 360 + CAST(longitude + 180 AS INTEGER)"

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (
    key INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, latitude REAL NOT NULL,
    longitude REAL NOT NULL, feature_class TEXT NOT NULL, feature_code TEXT NOT NULL,
    country_code TEXT NOT NULL, population INTEGER NOT NULL, parent INTEGER,
    renown REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS name (
    name TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, written TEXT,
    PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS respelling (
    skeleton TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (skeleton, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (bits BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS stage.staged (
    name TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, written TEXT);
CREATE TABLE IF NOT EXISTS stage.position (
    step TEXT PRIMARY KEY, offset INTEGER NOT NULL, line INTEGER NOT NULL);
"""


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only, memory-mapped connection to a finished gazetteer; opens in under a millisecond.

    ``immutable`` spares all locking: a gazetteer is replaced by rename and never changed.
    """
    connection = sqlite.connect(path, Access.IMMUTABLE, mapped=True)
    connection.execute("PRAGMA cache_size=-2000")
    return connection


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the build noted about itself."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def read_name_bitmap(connection: sqlite3.Connection) -> NameBitmap:
    """Which names the gazetteer may hold."""
    (bits,) = connection.execute("SELECT bits FROM known").fetchone()
    return NameBitmap(bits)


def meta_of(path: Path) -> dict[str, str]:
    """The same of a file; empty where there is no finished gazetteer."""
    if not path.is_file():
        return {}
    try:
        with contextlib.closing(open_for_reading(path)) as connection:
            return read_meta(connection)
    except sqlite3.DatabaseError:
        return {}


@dataclass(frozen=True, slots=True)
class GeoNamesFeature:
    """A feature class and code, from which the kind of a place is told."""

    feature_class: str
    feature_code: str


class Writer:
    """Fills a new gazetteer file, or goes on with one that a killed build has left.

    Names wait in a second file until they are all there, so that the finished file holds them
    sorted and without gaps. Every checkpoint is a transaction over both files; syncing to the
    disk is the builder's, once, before the rename.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staging = path.with_name(f"{path.name}-names")
        self.connection = sqlite.connect(path)
        self.connection.execute("ATTACH ? AS stage", (str(self.staging),))
        for pragma in ("journal_mode=TRUNCATE", "synchronous=OFF", "cache_size=-65536"):
            self.connection.execute(f"PRAGMA main.{pragma}")
            self.connection.execute(f"PRAGMA stage.{pragma}")
        self.connection.executescript(_TABLES)
        self.connection.execute("BEGIN")

    def position(self, step: str) -> tuple[int, int]:
        """How far a step had come at its last checkpoint: bytes and lines."""
        row = self.connection.execute(
            "SELECT offset, line FROM stage.position WHERE step = ?", (step,)
        ).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def checkpoint(self, step: str, offset: int, line: int = 0) -> None:
        """Keep everything up to here, whatever happens to this process."""
        self.connection.execute(
            "INSERT OR REPLACE INTO stage.position VALUES (?,?,?)", (step, offset, line)
        )
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def add_places(self, rows: Iterable[PlaceRow]) -> None:
        """Store places; of two with the same key the later stands."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,0)",
            (
                (
                    r.key,
                    r.id,
                    r.name,
                    round(r.latitude, 5),
                    round(r.longitude, 5),
                    r.feature_class,
                    r.feature_code,
                    r.country_code,
                    r.population,
                    r.parent,
                )
                for r in rows
            ),
        )

    def set_missing_parent(self, key: int, parent: int) -> None:
        """Say what contains a place, unless that is known."""
        self.connection.execute(
            "UPDATE place SET parent = ? WHERE key = ? AND parent IS NULL", (parent, key)
        )

    def stage_names(self, rows: Iterable[NameRow]) -> None:
        """Keep names for `merge_names`, which sorts them all at once."""
        self.connection.executemany("INSERT INTO stage.staged VALUES (?,?,?,?)", _keyed(rows))

    def merge_names(self) -> None:
        """Index the staged names of known places; the most direct kind of each stands."""
        self.connection.execute("DELETE FROM name")
        self.connection.execute(
            "INSERT INTO name SELECT name, place, min(kind), group_concat(written, '|')"
            " FROM stage.staged WHERE place IN (SELECT key FROM place)"
            " GROUP BY name, place ORDER BY name, place"
        )

    def add_names(self, rows: Iterable[NameRow]) -> None:
        """Add names to the index, one by one; what is there already stands if more direct.

        ``written`` collects the ways an abbreviation may be written ("Ky|KY"); a name that need
        not be written in one way (NULL) stays so.
        """
        self.connection.executemany(
            "INSERT INTO name VALUES (?,?,?,?) ON CONFLICT (name, place) DO UPDATE SET"
            " kind = min(kind, excluded.kind), written = written || '|' || excluded.written"
            " WHERE excluded.kind <= kind",
            _keyed(rows),
        )

    def named_places(self) -> Iterator[tuple[int, Feature, str, int, int]]:
        """Of every place its key, feature, country, population and number of distinct names."""
        counted = self.connection.execute("SELECT place, count(*) FROM name GROUP BY place")
        names = dict(counted.fetchall())
        rows = self.connection.execute(
            "SELECT key, feature_class, feature_code, country_code, population FROM place"
        )
        for key, feature_class, feature_code, country, population in rows:
            feature = GeoNamesFeature(feature_class, feature_code)
            yield key, feature, country, population, names.get(key, 0)

    def set_renown(self, rows: Iterable[tuple[int, float]]) -> None:
        """Store the renown (0 to 1) of places, by their keys."""
        values = [(value, key) for key, value in rows]
        self.connection.executemany("UPDATE place SET renown = ? WHERE key = ?", values)

    def finish(self, meta: dict[str, str]) -> None:
        """Note where everything came from and close the file."""
        self.connection.execute(f"CREATE INDEX place_cell ON place ({CELL})")
        self.connection.execute("CREATE INDEX place_id ON place (id) WHERE id IS NOT NULL")
        self._store_name_bitmap()
        self._store_skeletons()
        self.connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
        self.connection.execute("COMMIT")
        self.connection.execute("DETACH stage")
        self.connection.execute("PRAGMA journal_mode=DELETE")
        self.connection.close()
        self.staging.unlink()

    def _store_name_bitmap(self) -> None:
        """Names are walked through in the order of the index; a name that recurs costs nothing."""
        (count,) = self.connection.execute("SELECT count(*) FROM name").fetchone()
        names = (name for (name,) in self.connection.execute("SELECT name FROM name"))
        self.connection.execute("INSERT INTO known VALUES (?)", (bitmap(names, count),))

    def _store_skeletons(self) -> None:
        """Names of divisions and towns by their consonants, sorted so that the file has no gaps."""
        names = self.connection.execute(  # put together from constants alone
            "SELECT DISTINCT n.name FROM name n JOIN place p ON p.key = n.place"  # noqa: S608
            f" WHERE p.feature_class IN ('A', 'P') AND n.kind IN {_SPELLINGS}"
        )
        rows = ((skeleton(name), name) for (name,) in names)
        self.connection.executemany(
            "INSERT INTO respelling VALUES (?,?)", sorted(row for row in rows if row[0])
        )

    def close(self) -> None:
        """Give the file up where it is; what was checkpointed stays."""
        self.connection.close()


def _keyed(rows: Iterable[NameRow]) -> Iterable[tuple[str, int, int, str | None]]:
    for row in rows:
        key = normalise(row.name)
        if key:
            yield key, row.key, _RANK[row.kind], row.written


# GeoNames' feature classes, in words.
FEATURE_CLASSES = {
    "A": "countries and divisions",
    "H": "waters",
    "L": "regions and parks",
    "P": "towns and quarters",
    "R": "roads and railways",
    "S": "sites",
    "T": "mountains and islands",
    "U": "undersea features",
    "V": "forests",
}


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """``places`` counts by feature class, ``names`` by how they belong to their places."""

    path: Path
    size: int
    schema: str
    built_at: str
    sources: dict[str, str]
    places: dict[str, int]
    names: dict[MatchKind, int]


def info(path: Path) -> GazetteerInfo:
    """The facts of the gazetteer at ``path``; raises GazetteerMissing when there is none."""
    path = Path(path)
    if not path.is_file():
        raise GazetteerMissing(f"there is no gazetteer at {path}: run `dateline gazetteer build`")
    meta = meta_of(path)
    if "schema" not in meta:
        raise GazetteerMissing(f"{path} is not a gazetteer: run `dateline gazetteer build`")
    with contextlib.closing(open_for_reading(path)) as connection:
        places = connection.execute(
            "SELECT feature_class, count(*) FROM place GROUP BY 1 ORDER BY 1"
        )
        names = connection.execute("SELECT kind, count(*) FROM name GROUP BY 1 ORDER BY 1")
        return GazetteerInfo(
            path=path,
            size=path.stat().st_size,
            schema=meta["schema"],
            built_at=meta.get("built_at", ""),
            sources={
                key.removeprefix("source:"): value
                for key, value in meta.items()
                if key.startswith("source:")
            },
            places=dict(places.fetchall()),
            names={KINDS[kind]: count for kind, count in names.fetchall()},
        )
