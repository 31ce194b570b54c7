"""The atlas: where geoparsed articles are kept, and where every question is answered.

A folder of immutable Parquet parts and one ``manifest.json`` that lists them. Writing
publishes a whole part or nothing; reading sees one publication, however many follow.
"""

from geo.atlas.answers import (
    Cluster,
    Corrected,
    Counts,
    Difference,
    Facets,
    Headline,
    Mention,
    MentionExcerpt,
    Neighbours,
    PlaceCount,
    StoryExcerpts,
    Unplaced,
)
from geo.atlas.excerpts import excerpt
from geo.atlas.filters import Clock, Filter, Unit
from geo.atlas.query import AtlasReader
from geo.atlas.search import search_problem
from geo.atlas.store import Atlas

__all__ = [
    "Atlas",
    "AtlasReader",
    "Clock",
    "Cluster",
    "Corrected",
    "Counts",
    "Difference",
    "Facets",
    "Filter",
    "Headline",
    "Mention",
    "MentionExcerpt",
    "Neighbours",
    "PlaceCount",
    "StoryExcerpts",
    "Unit",
    "Unplaced",
    "excerpt",
    "search_problem",
]
