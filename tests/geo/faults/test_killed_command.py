"""The command itself, with the real geoparser, killed while it publishes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from geo.atlas import Atlas
from geo.gazetteer.lookup import Gazetteer

SEEDS = Path(__file__).parents[3] / "seeds"


def ingest(folder: Path, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "geo.cli", "ingest", str(SEEDS), "--atlas", str(folder)],
        env={"DATELINE_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_an_ingest_killed_while_it_publishes(gazetteer: Gazetteer, tmp_path: Path) -> None:
    folder, cache = tmp_path / "atlas", gazetteer.path.parent
    killed = ingest(folder, cache)
    while not (folder / ".lock").exists() and killed.poll() is None:
        time.sleep(0.001)
    time.sleep(random.Random(3).uniform(0, 0.05))
    killed.kill()
    killed.communicate()
    stored = Atlas(folder).article_ids()
    assert len(stored) in (0, 5)

    said, _ = ingest(folder, cache).communicate()
    assert f"5 articles read: {5 - len(stored)} new" in said
    atlas = Atlas(folder)
    assert len(atlas.article_ids()) == 5 and atlas.verify().damages == ()
    assert not list(folder.glob("*.tmp"))
