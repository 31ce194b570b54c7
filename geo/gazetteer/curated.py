"""What our own tables add on top of any source: points, demonyms, abbreviations, old names,
regions, waters, landforms and sites that news names.

A table row points at a place by a reference: a country (``FR``), a division by its GeoNames
code (``US.CA``), a continent (``continent:EU``), a town (``Mumbai@IN``, ``Paris@US.TX``), or
an id (``geonames:6255148``, ``dateline:red-sea``).

Tables are tab-separated files in ``geo/gazetteer/tables``: a line starting with ``#`` is a
comment, the first other line names the columns; a cell may hold several values separated by ``|``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.errors import BadInput
from geo.gazetteer.names import abbreviation, demonym_forms, normalise
from geo.gazetteer.store import MatchKind, NameRow, PlaceRow, Writer
from geo.places.sphere import distance_km

FOLDER = Path(__file__).resolve().parent / "tables"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table; ``path`` and ``line`` say where it stands."""

    path: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that may hold several; empty if the table lacks the column."""
        cell = self.cells.get(column, "")
        return tuple(value.strip() for value in cell.split("|") if value.strip())

    def number(self, column: str) -> float:
        """The cell as a number; raises BadInput naming file and line."""
        try:
            return float(self[column])
        except ValueError:
            raise self.error(f"{column} is {self[column]!r}: give degrees") from None

    def error(self, message: str) -> BadInput:
        """An error that names this line."""
        return BadInput(message, path=self.path, line=self.line)


def tables_digest(folder: Path = FOLDER) -> str:
    """What identifies the tables: a gazetteer built from others gives other answers."""
    content = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.glob("*.tsv")):
        content.update(path.read_bytes())
    return content.hexdigest()


def read_table(name: str, folder: Path = FOLDER) -> Iterator[TableRow]:
    """The rows of a table; raises BadInput for a line with another number of cells."""
    path = folder / name
    columns: list[str] = []
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            line = text.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if not columns:
                columns = cells
                continue
            if len(cells) != len(columns):
                raise BadInput(
                    f"{len(cells)} cells, expected {len(columns)} ({', '.join(columns)})",
                    path=str(path),
                    line=number,
                )
            yield TableRow(str(path), number, dict(zip(columns, cells, strict=True)))


FEATURES = ("regions.tsv", "waters.tsv", "landforms.tsv", "sites.tsv", "towns.tsv")

# Keys of our own places; other sources without GeoNames numbers stay above.
_FIRST_KEY = -1_000_001


# A region or island of the tables may be a division of the sources.
_SAME = {"L": "AL", "T": "T", "A": "A"}
_NEAR_KM = {"A": 150.0, "L": 100.0, "H": 100.0, "T": 50.0, "P": 15.0, "S": 3.0}


class CuratedTables:
    """Applies the tables to a gazetteer under construction whose names are indexed."""

    def __init__(self, writer: Writer, codes: Mapping[str, int]) -> None:
        self.writer = writer
        self.codes = dict(codes)

    def apply(self) -> None:
        """Apply every table; raises BadInput for a row whose reference leads nowhere."""
        self._countries()
        self._divisions()
        for table in FEATURES:
            self._features(table)
        self._aliases()

    def _countries(self) -> None:
        for row in read_table("countries.tsv"):
            key = self.codes.get(row["country"])
            if key is not None:
                self._name(key, row)

    def _divisions(self) -> None:
        for row in read_table("divisions.tsv"):
            key = self.codes.get(row["division"])
            if key is not None:
                self._name(key, row)

    def _features(self, table: str) -> None:
        """Places of our own, under an id of ours or, where it is certain, of GeoNames.

        A division or town that the sources have already keeps its identity: it only gains
        the names.
        """
        for row in read_table(table):
            reference = reference_of(row)
            if reference in self.codes:
                raise row.error(f"{reference} stands twice")
            within = self._refer(row, row["within"]) if row["within"] else None
            latitude, longitude = self._point(row, within)
            key = self._known(row, latitude, longitude)
            if key is None:
                key = self._own_key(reference)
                country = row["within"].rpartition("@")[2].partition(".")[0]
                place = PlaceRow(
                    key=key,
                    id=None if key > 0 else reference,
                    name=row["name"],
                    latitude=latitude,
                    longitude=longitude,
                    feature_class=row["class"],
                    feature_code=row["code"],
                    country_code=country if len(country) == 2 else "",
                    parent=within,
                )
                self.writer.add_places([place])
            self.codes[reference] = key
            self.writer.add_names([NameRow(key, row["name"], MatchKind.NAME)])
            self._name(key, row)

    def _own_key(self, reference: str) -> int:
        origin, _, number = reference.partition(":")
        return int(number) if origin == "geonames" else _FIRST_KEY - len(self.codes)

    def _point(self, row: TableRow, within: int | None) -> tuple[float, float]:
        """The row's own point, else that of the town it lies in."""
        if row["latitude"]:
            return row.number("latitude"), row.number("longitude")
        found = self.writer.connection.execute(
            "SELECT latitude, longitude FROM place WHERE key = ?", (within,)
        ).fetchone()
        if found is None:
            raise row.error("give a point, or the town it lies in")
        return found[0], found[1]

    def _known(self, row: TableRow, latitude: float, longitude: float) -> int | None:
        """The same place in the sources: the same name, the same kind, close by."""
        classes = _SAME.get(row["class"], row["class"])
        near = [
            (distance_km(latitude, longitude, lat, lon), key)
            for name in (row["name"], *row.values("names"))
            for key, lat, lon in self.writer.connection.execute(
                "SELECT p.key, p.latitude, p.longitude FROM name n JOIN place p ON p.key = n.place"
                " WHERE n.name = ? AND p.key > 0 AND instr(?, p.feature_class)",
                (normalise(name), classes),
            )
        ]
        limit = _NEAR_KM.get(row["class"], 0.0)
        return min((key for away, key in near if away <= limit), default=None)

    def _aliases(self) -> None:
        for row in read_table("aliases.tsv"):
            key = self._refer(row, row["place"])
            self._name(key, row)

    def _name(self, key: int, row: TableRow) -> None:
        self.writer.add_names(_name_rows(key, row))

    def _refer(self, row: TableRow, reference: str) -> int:
        key = self.codes.get(reference)
        if key is None:
            name, at, code = reference.rpartition("@")
            key = self._town(name, code) if at else None
        if key is None:
            raise row.error(f"{reference!r} refers to no place")
        return key

    def _town(self, name: str, code: str) -> int | None:
        """The most populous town of that name within the country or division."""
        found = self.writer.connection.execute(
            "SELECT p.key, p.parent FROM name n JOIN place p ON p.key = n.place"
            " WHERE n.name = ? AND p.country_code = ? AND p.feature_class = 'P'"
            " ORDER BY n.kind > 1, p.population DESC",
            (normalise(name), code.partition(".")[0]),
        ).fetchall()
        container = self.codes.get(code)
        return next((key for key, parent in found if self._within(parent, container)), None)

    def _within(self, key: int | None, container: int | None) -> bool:
        while key is not None and key != container:
            row = self.writer.connection.execute(
                "SELECT parent FROM place WHERE key = ?", (key,)
            ).fetchone()
            key = row[0] if row else None
        return key is not None


def reference_of(row: TableRow) -> str:
    """The id the row gives, or one made of its name and where it lies."""
    if ":" in row["id"]:
        return row["id"]
    slug = row["id"] or f"{row['name']} {row['within'].rpartition('@')[2].replace('.', ' ')}"
    return f"dateline:{normalise(slug).replace(' ', '-')}"


def _name_rows(key: int, row: TableRow) -> Iterator[NameRow]:
    for name in row.values("names"):
        yield named(key, name)
    for name in row.values("historic"):
        yield named(key, name, MatchKind.HISTORIC)
    for name in row.values("abbreviations"):
        letters = "".join(c for c in name if c.isalnum())
        yield NameRow(key, name, MatchKind.ABBREVIATION, letters)
    for demonym in row.values("demonyms"):
        for form in demonym_forms(demonym):
            yield NameRow(key, form, MatchKind.DEMONYM)


def named(key: int, name: str, kind: MatchKind = MatchKind.ALTERNATE) -> NameRow:
    """A name of a place; one that is an abbreviation must be written as it stands."""
    letters = abbreviation(name)
    return NameRow(key, name, MatchKind.ABBREVIATION if letters else kind, letters)
