"""Workers, scheduler and client of a cluster killed: the atlas is that of a single machine."""

from __future__ import annotations

from pathlib import Path

from geo.atlas import Atlas
from geo.pipeline.ingest import ingest
from tests.geo.faults import clusters, ingests

KILLS = 6


def test_whoever_is_killed_the_atlas_is_the_same(tmp_path: Path) -> None:
    corpus = clusters.files(tmp_path / "wire", count=30, articles=12)
    ingest([str(corpus)], Atlas(tmp_path / "alone"), ingests.EverySuva())
    with clusters.clustered(corpus, tmp_path / "atlas") as made:
        killed = clusters.killed_at_random(made, KILLS, seed=2, seconds=300)
        assert made.finished
    # A fast machine is done before everyone was killed that might be.
    assert len(set(killed)) >= 2
    assert Atlas(tmp_path / "atlas").verify().damages == ()
    assert clusters.contents(tmp_path / "atlas") == clusters.contents(tmp_path / "alone")
