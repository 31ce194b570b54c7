"""Every settlement of the gazetteer by renown, for those who write names on maps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.store import open_for_reading
from geo.places.kinds import FeatureKind, feature_kind

_QUERY = (
    "SELECT coalesce(nullif(id, ''), 'geonames:' || key), name, latitude, longitude,"
    " feature_class, feature_code, renown FROM place WHERE feature_class = 'P'"
    " ORDER BY renown DESC, key"
)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town as a map shows it: degrees, renown from 0 to 1."""

    id: str
    name: str
    latitude: float
    longitude: float
    feature_class: str
    feature_code: str
    renown: float

    @property
    def is_capital(self) -> bool:
        """Whether it is the capital of a country."""
        return feature_kind(self) is FeatureKind.CAPITAL


def settlements(path: Path) -> Iterator[Settlement]:
    """Those in the gazetteer's file, the best known first; sections of towns are not among
    them. Raises GazetteerMissing."""
    Gazetteer(path)  # which says what is wrong where the file is none of ours
    with closing(open_for_reading(path)) as connection:
        for row in connection.execute(_QUERY):
            found = Settlement(*row)
            if feature_kind(found) is not FeatureKind.SECTION:
                yield found
