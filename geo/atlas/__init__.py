"""The atlas: where geoparsed articles are kept, and where every question is answered.

A folder of immutable Parquet parts and one ``manifest.json`` that lists them. Writing
publishes a whole part or nothing; reading sees one version, however many follow.
"""

from geo.atlas.answers import (
    Attestation,
    Cluster,
    Corrected,
    Difference,
    Facets,
    Headline,
    JudgedMention,
    MentionExcerpt,
    Neighbours,
    PlaceCount,
    SelectionCounts,
    StoredMention,
    StoryExcerpts,
    Unplaced,
    WholeArticle,
)
from geo.atlas.extract import Extract
from geo.atlas.filters import DEFAULT_ROLES, DateBasis, Filter, Unit
from geo.atlas.query import AtlasReader
from geo.atlas.search import occurrences, search_problem
from geo.atlas.store import Atlas
from geo.text.sentences import excerpt

__all__ = [
    "DEFAULT_ROLES",
    "Atlas",
    "AtlasReader",
    "Attestation",
    "Cluster",
    "Corrected",
    "DateBasis",
    "Difference",
    "Extract",
    "Facets",
    "Filter",
    "Headline",
    "JudgedMention",
    "MentionExcerpt",
    "Neighbours",
    "PlaceCount",
    "SelectionCounts",
    "StoredMention",
    "StoryExcerpts",
    "Unit",
    "Unplaced",
    "WholeArticle",
    "excerpt",
    "occurrences",
    "search_problem",
]
