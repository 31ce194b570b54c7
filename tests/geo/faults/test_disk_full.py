"""A disk that is full: said clearly, nothing stored is lost, the next run completes."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.atlas import Atlas, Filter
from tests.geo.faults import ingests
from tests.geo.faults.test_kills import assert_whole, ids

ARTICLES = 60


# Bytes that one file may have: not even a part; parts but no long manifest; no index of texts.
@pytest.mark.parametrize("limit", [1, 1_000, 6_000, 9_000, 40_000])
def test_what_was_stored_stays_and_the_next_run_completes(tmp_path: Path, limit: int) -> None:
    corpus, folder = ingests.corpus(tmp_path / "wire.jsonl", ARTICLES), tmp_path / "atlas"
    few = ingests.corpus(tmp_path / "few.jsonl", 5)
    assert ingests.Run("ingest", few, folder).ended() == ""
    stored = set(ids(folder))
    assert len(stored) == 5

    error = ingests.Run("ingest", corpus, folder, bytes_a_file=limit).ended()
    assert str(folder) in error and "free some space" in error
    now = ids(folder)
    assert len(now) == len(set(now)) and stored <= set(now)
    with Atlas(folder).reader() as reader:
        assert reader.warnings == ()
        assert reader.counts(Filter(text="suva")).articles == len(now)

    assert ingests.Run("ingest", corpus, folder).ended() == ""
    assert_whole(folder, ARTICLES)
