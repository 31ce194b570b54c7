"""The gazetteer that settings describe: built where it is missing, with one's own places."""

from __future__ import annotations

from geo.gazetteer.build import Progress, ensure
from geo.gazetteer.lookup import Gazetteer
from geo.settings import Settings


def open_gazetteer(settings: Settings, progress: Progress | None = None) -> Gazetteer:
    """Ready to be asked. Raises GazetteerBuildFailed, and DatelineError where one's own places
    cannot be read."""
    return Gazetteer(ensure(settings.gazetteer, progress), settings.places)
