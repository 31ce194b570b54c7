"""The atlas: where geoparsed articles are kept, and where every question is answered.

A folder of immutable Parquet parts and one ``manifest.json`` that lists them. Writing
publishes a whole part or nothing; reading sees one publication, however many follow.
"""

from geo.atlas.answers import Counts, Mention, MentionExcerpt, PlaceCount, Unplaced
from geo.atlas.excerpts import excerpt
from geo.atlas.filters import Filter, Unit
from geo.atlas.query import AtlasReader
from geo.atlas.store import Atlas

__all__ = [
    "Atlas",
    "AtlasReader",
    "Counts",
    "Filter",
    "Mention",
    "MentionExcerpt",
    "PlaceCount",
    "Unit",
    "Unplaced",
    "excerpt",
]
