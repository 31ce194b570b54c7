"""Settings, read once at the edge (environment, then flags) and passed from there on.

Nothing else in Dateline looks at the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from geo.errors import BadInput

# Below this, naming no place misleads less than naming a wrong one.
MIN_CONFIDENCE = 0.5


def _home(environ: Mapping[str, str]) -> Path:
    """The checkout when there is one, else the user's cache folder (an installed wheel)."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    base = environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "dateline"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of Dateline can be told; every field has a default that works offline."""

    cache: Path
    articles: Path
    atlas: str
    min_confidence: float = MIN_CONFIDENCE
    geocoders: tuple[str, ...] = ("gazetteer",)
    online_tiles: bool = False
    read_only: bool = False

    @property
    def gazetteer(self) -> Path:
        """The gazetteer's SQLite file."""
        return self.cache / "gazetteer.sqlite"

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Settings from the environment: DATELINE_CACHE, DATELINE_ARTICLES, DATELINE_ATLAS,
        DATELINE_MIN_CONFIDENCE, DATELINE_GEOCODER, DATELINE_TILES, DATELINE_READ_ONLY.

        Raises BadInput where a value cannot be understood.
        """
        env = os.environ if environ is None else environ
        home = _home(env)
        cache = Path(env.get("DATELINE_CACHE") or home / "cache")
        return cls(
            cache=cache,
            articles=Path(env.get("DATELINE_ARTICLES") or home / "seeds"),
            atlas=env.get("DATELINE_ATLAS") or str(cache / "atlas"),
            min_confidence=_confidence(env.get("DATELINE_MIN_CONFIDENCE")),
            geocoders=geocoder_list(env.get("DATELINE_GEOCODER") or "gazetteer"),
            online_tiles=_switch("DATELINE_TILES", env.get("DATELINE_TILES"), "online", "offline"),
            read_only=_switch("DATELINE_READ_ONLY", env.get("DATELINE_READ_ONLY"), "1", "0"),
        )

    def environment(self) -> dict[str, str]:
        """The environment for a process that is to ``load`` these same settings."""
        return {
            **os.environ,
            "DATELINE_CACHE": str(self.cache),
            "DATELINE_ARTICLES": str(self.articles),
            "DATELINE_ATLAS": self.atlas,
            "DATELINE_MIN_CONFIDENCE": repr(self.min_confidence),
            "DATELINE_GEOCODER": ",".join(self.geocoders),
            "DATELINE_TILES": "online" if self.online_tiles else "offline",
            "DATELINE_READ_ONLY": "1" if self.read_only else "0",
        }

    def override(self, **flags: Any) -> Self:
        """These settings with the flags that were given; None means not given."""
        return replace(self, **{name: value for name, value in flags.items() if value is not None})


def geocoder_list(text: str) -> tuple[str, ...]:
    """``"gazetteer,nominatim"`` as the order in which geocoders are asked."""
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    if not names:
        raise BadInput("name at least one geocoder, such as gazetteer")
    return names


def _confidence(text: str | None) -> float:
    if not text:
        return MIN_CONFIDENCE
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise BadInput(f"DATELINE_MIN_CONFIDENCE is {text!r}: give a number from 0 to 1")
    return value


def _switch(name: str, text: str | None, on: str, off: str) -> bool:
    if text and text not in (on, off):
        raise BadInput(f"{name} is {text!r}: give {on} or {off}")
    return text == on
