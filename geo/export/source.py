"""What exports are made of: an atlas that is open, and what every file says of it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.atlas import Atlas, AtlasReader
from geo.corrections import CorrectionLog
from geo.errors import BadInput
from geo.export.provenance import Provenance, gazetteer_versions
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """One publication of an atlas with its corrections.

    ``problems`` names the lines of the corrections that could not be read, ``reader.warnings``
    the files of the atlas.
    """

    reader: AtlasReader
    provenance: Provenance
    problems: tuple[str, ...] = ()


def open_source(settings: Settings) -> Source:
    """The atlas that ``settings`` name. Raises BadInput where none is; AtlasError;
    CorrectionsUnusable where there are corrections that cannot be read.
    """
    atlas = Atlas(settings.atlas, settings.corrections, settings.copies)
    if atlas.version.startswith("empty"):
        raise BadInput("no atlas is there: make one with `dateline ingest`", path=settings.atlas)
    return source_of(atlas, settings)


def source_of(atlas: Atlas, settings: Settings) -> Source:
    """What is published now of an atlas, and the versions and checks that go with it."""
    log = CorrectionLog(settings.corrections, read_only=True).read()
    versions, built = gazetteer_versions(settings.gazetteer)
    return Source(atlas.reader(), Provenance(versions, built, log.precision), log.problems)
