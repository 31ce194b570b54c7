"""What the atlas shows, taken out in the formats of others: always exactly a selection.

Corrections are applied, every row says how sure it is and where it comes from, and a file is
written whole or not at all.
"""

from geo.export.columns import By
from geo.export.formats import FORMATS, SUFFIXES, Format, format_named, format_of
from geo.export.provenance import (
    AtlasSource,
    Provenance,
    gazetteer_versions,
    open_source,
    source_of,
)
from geo.export.tables import Content
from geo.export.write import write_file, write_stream

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "AtlasSource",
    "By",
    "Content",
    "Format",
    "Provenance",
    "format_named",
    "format_of",
    "gazetteer_versions",
    "open_source",
    "source_of",
    "write_file",
    "write_stream",
]
