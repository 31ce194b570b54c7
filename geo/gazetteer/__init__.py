"""The embedded gazetteer: which places on Earth bear a name."""

from geo.gazetteer.build import build, ensure
from geo.gazetteer.geonames_dump import download
from geo.gazetteer.lookup import Gazetteer, NameMatch
from geo.gazetteer.names import normalise
from geo.gazetteer.store import GazetteerInfo, MatchKind, info

__all__ = [
    "Gazetteer",
    "GazetteerInfo",
    "MatchKind",
    "NameMatch",
    "build",
    "download",
    "ensure",
    "info",
    "normalise",
]
