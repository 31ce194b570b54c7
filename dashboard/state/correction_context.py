"""Where corrections of the articles that are looked at go, and whether visitors may make any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.server import visitor
from dashboard.server.shared_geoparser import shared_gazetteer
from geo.corrections import CorrectionLog
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class CorrectionContext:
    """The log that corrections are added to, and the places of the world to choose among."""

    log: CorrectionLog
    gazetteer_path: Path
    own_places: Path

    @classmethod
    def of(cls, settings: Settings) -> CorrectionContext:
        """For the articles that these settings name."""
        log = CorrectionLog(settings.corrections, settings.read_only, visitor.author())
        return cls(log, settings.gazetteer, settings.places)

    @property
    def is_open(self) -> bool:
        """Whether visitors may put anything right."""
        return not self.log.read_only

    @property
    def gazetteer(self) -> Gazetteer:
        """The server's gazetteer. Raises GazetteerBuildFailed where it must be built and cannot."""
        return shared_gazetteer(self.gazetteer_path, self.own_places)

    def place(self, place: str) -> Place | None:
        """The place of the gazetteer with this id, if there is one."""
        return self.gazetteer.place(place) if place else None
