"""An atlas for those who work in Python: rows as data frames, and places on a map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.atlas import DEFAULT_ROLES, AtlasReader, DateBasis, Filter, SelectionCounts, search_problem
from geo.errors import BadInput, DatelineError
from geo.export import By, Content, Provenance, open_source
from geo.export.columns import ColumnType
from geo.export.geometry import wkb
from geo.models import Article, Role
from geo.settings import Settings

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

MAPS = "dateline.maps"
"""The group of entry points that name who draws a map: this library draws none itself."""

# The types of pandas that can say that there is no value.
_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.NUMBER: "float64",
    ColumnType.INTEGER: "Int64",
    ColumnType.DATE: "datetime64[s]",
    ColumnType.BOOLEAN: "boolean",
}


def open_atlas(
    path: str | Path | None = None, corrections: str | Path | None = None
) -> AtlasSelection:
    """The atlas in a folder or at an fsspec URL, as it is now; without ``path`` the one that
    `dateline serve` shows. ``corrections`` is the file of corrections, where it does not lie
    beside it.

    Raises BadInput where there is no atlas, AtlasError where it cannot be read.
    """
    settings = Settings.load().override(
        atlas=str(path) if path is not None else None,
        corrections_file=Path(corrections) if corrections is not None else None,
    )
    source = open_source(settings)
    return AtlasSelection(source.reader, Filter(roles=DEFAULT_ROLES), source.provenance)


@dataclass(frozen=True, slots=True)
class AtlasSelection:
    """Some of an atlas, or all of it: what the page would show for the same selection."""

    reader: AtlasReader
    f: Filter
    provenance: Provenance

    def where(self, **chosen: Any) -> AtlasSelection:
        """What is also so, by the names of a ``Filter``: ``where(countries="AF", text="flood",
        date_from="2021-07-01", undated=False)``. Days may be ISO 8601, and one value may stand
        for a tuple of one. Raises BadInput for what no filter has, or for a text that is no
        search.
        """
        return replace(self, f=replace(self.f, **_checked(chosen)))

    @property
    def counts(self) -> SelectionCounts:
        """How much it is, and how much could not be placed."""
        return self.reader.counts(self.f)

    def article(self, article_id: str) -> Article | None:
        """An article with its text, or None."""
        return self.reader.article(article_id)

    def to_dataframe(self, by: str = "mention", text: bool = True) -> DataFrame:
        """A row for each mention, place, article or day, with the columns of an export; without
        ``text`` no sentences. Raises BadInput for rows of another kind.
        """
        return self._frame(_by(by), text)[0]

    def to_geodataframe(self, by: str = "mention", text: bool = True) -> GeoDataFrame:
        """The same with points (of articles: all the places that they name) in WGS 84.

        Needs GeoPandas. Raises BadInput for days, which are nowhere.
        """
        kind = _by(by)
        if kind is By.DAY:
            raise BadInput("a day is nowhere on the map: give mention, place or article")
        try:
            import geopandas
        except ImportError as error:
            raise DatelineError(
                "GeoPandas is not installed: pip install 'dateline[gis]'"
            ) from error
        frame, shapes = self._frame(kind, text)
        points = geopandas.GeoSeries.from_wkb(shapes, crs="EPSG:4326")
        return geopandas.GeoDataFrame(frame, geometry=points)

    def map(self) -> Any:
        """A Folium map that shows itself in a notebook, and needs no network to.

        Raises DatelineError where nothing that draws maps is installed.
        """
        for found in metadata.entry_points(group=MAPS):
            return found.load()(self)
        raise DatelineError("the dashboard is not installed: install the whole of Dateline")

    def __repr__(self) -> str:
        found = self.counts
        return (
            f"<{found.mentions:,} mentions of {found.places:,} places in {found.articles:,} of "
            f"{found.articles_total:,} articles; names not placed: {found.unplaced:,}>"
        )

    def _frame(self, by: By, text: bool) -> tuple[DataFrame, list[bytes | None]]:
        """The rows, and where each is as WKB."""
        import pandas

        table = Content(self.reader, self.f, self.provenance, text=text).table(by)
        values: dict[str, list[Any]] = {name: [] for name in table.names}
        shapes = []
        for record in table.records():
            for name, column in values.items():
                column.append(record.values[name])
            shapes.append(wkb(by, record.points))
        columns = {
            column.name: pandas.Series(values[column.name], dtype=_TYPES[column.kind])
            for column in table.columns
        }
        return pandas.DataFrame(columns), shapes


def _by(name: str) -> By:
    try:
        return By(name)
    except ValueError as error:
        raise BadInput(f"no row is a {name!r}: give one of {', '.join(By)}") from error


def _checked(chosen: Mapping[str, Any]) -> dict[str, Any]:
    known = [field.name for field in fields(Filter)]
    for name in chosen:
        if name not in known:
            raise BadInput(f"nothing is chosen by {name!r}: give some of {', '.join(known)}")
    problem = search_problem(chosen.get("text") or "")
    if problem:
        raise BadInput(f"text: {problem}")
    return {name: _value(name, value) for name, value in chosen.items()}


def _value(name: str, value: Any) -> Any:
    try:
        return _READ.get(name, lambda same: same)(value)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{name}: {value!r} cannot be understood: {error}") from error


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _several(one: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda given: tuple(map(one, (given,) if isinstance(given, str) else given))


_READ: dict[str, Callable[[Any], Any]] = {
    "date_from": _day,
    "date_to": _day,
    "date_basis": DateBasis,
    "roles": _several(Role),
    "countries": _several(str.upper),
    "languages": _several(str.lower),
    "sources": _several(str),
}
