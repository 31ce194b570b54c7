"""Lays samples and gazetteer into the wheel, for hatchling, which calls this when it builds one.

The gazetteer in the checkout's cache is taken where it is the one that would be built now; the
packed file stays in build/ and is used again as long as it is newer.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackGazetteer(BuildHookInterface[Any]):
    """Named in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have both in the wheel; an editable install has what the checkout has."""
        if version == "editable":
            return
        root = Path(self.root)
        packed = root / "build" / "gazetteer.sqlite.xz"
        packed.parent.mkdir(exist_ok=True)
        sys.path.insert(0, str(root))
        try:
            _pack(root, packed)
        finally:
            sys.path.remove(str(root))
        build_data["force_include"] |= {
            str(packed): "geo/gazetteer/gazetteer.sqlite.xz",
            str(root / "seeds"): "geo/seeds",
        }


def _pack(root: Path, packed: Path) -> None:
    from geo.gazetteer import bundled
    from geo.gazetteer.build import ensure, is_current
    from geo.gazetteer.packed import pack
    from geo.gazetteer.store import meta_of
    from geo.storage import atomic

    gazetteer = root / "cache" / "gazetteer.sqlite"
    sources = {f"source:{name}": version for name, version in bundled.versions().items()}
    held = {k: v for k, v in meta_of(gazetteer).items() if k.startswith("source:")}
    if not is_current(gazetteer) or held != sources:
        gazetteer = root / "build" / "gazetteer.sqlite"
        ensure(gazetteer)
    if not packed.is_file() or packed.stat().st_mtime < gazetteer.stat().st_mtime:
        with atomic.replacing(packed) as growing:
            pack(gazetteer, growing)
