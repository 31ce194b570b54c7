"""What the page asks of the atlas."""

import gc
from pathlib import Path

from dashboard.server.corpus import LatestCorpus, sides
from tests.dashboard.world import build


def test_the_sides_of_a_square_around_a_point() -> None:
    assert sides(10, 179, 2, 3) == (176, 8, -178, 12)
    assert sides(89, 0, 5, 180) == (-180, 84, 180, 90)


def test_what_an_open_atlas_holds_is_not_looked_through_for_garbage(tmp_path: Path) -> None:
    latest = LatestCorpus(build(tmp_path / "atlas"))
    corpus = latest.current()
    assert gc.get_freeze_count() > 0
    assert not any(each is corpus.places_by_name for each in gc.get_objects())
    assert latest.current() is corpus
    gc.unfreeze()
