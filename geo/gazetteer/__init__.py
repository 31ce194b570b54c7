"""The embedded gazetteer: which places on Earth bear a name."""

from geo.gazetteer.build import build, ensure
from geo.gazetteer.download import download
from geo.gazetteer.info import GazetteerInfo, info
from geo.gazetteer.lookup import Gazetteer, NameMatch
from geo.gazetteer.names import normalise
from geo.gazetteer.rows import MatchKind

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
