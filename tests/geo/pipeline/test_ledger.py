from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from geo.atlas import staged
from geo.errors import AtlasError
from geo.pipeline.ledger import Ledger, Receipt
from geo.pipeline.summary import Summary
from geo.sources import ReadWarning, Reject
from geo.sources.progress import FileCount
from tests.geo.atlas.samples import article

SUMMARY = Summary(
    2, 2, 0, 1, 3, (("Torhondi", 2),), (Reject("a.csv:3", "no text"),), (("ru", 1),),
    (ReadWarning("a", "no date"),), 0, (FileCount("a.csv", 2, 1),),
)  # fmt: skip


@pytest.fixture(params=["folder", "store"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    store = f"memory://{uuid.uuid4().hex}/atlas"
    return Ledger(str(tmp_path / "atlas") if request.param == "folder" else store)


def test_a_receipt_is_as_it_was(ledger: Ledger) -> None:
    assert ledger.receipt("k") is None
    part = ledger.put_part("k", 0, staged.stage([article(1), article(2)]))
    receipt = Receipt((part,), ("article-1", "article-2"), SUMMARY)
    ledger.put_receipt("k", receipt)
    assert ledger.receipt("k") == receipt
    assert ledger.has_parts(receipt)
    assert staged.ids(ledger.tables(part)) == ["article-1", "article-2"]


def test_parts_go_and_the_receipt_stays(ledger: Ledger) -> None:
    part = ledger.put_part("k", 0, staged.stage([article(1)]))
    receipt = Receipt((part,), ("article-1",), SUMMARY)
    ledger.put_receipt("k", receipt)
    ledger.remove_parts(receipt)
    assert not ledger.has_parts(receipt) and ledger.receipt("k") == receipt
    with pytest.raises(AtlasError, match="run the same ingest again"):
        ledger.tables(part)
    ledger.remove_parts(receipt)  # whoever was interrupted does it again


def test_who_begins_is_counted_until_the_shard_is_done(ledger: Ledger) -> None:
    assert ledger.begun("k") == 0
    ledger.begin("k")
    ledger.begin("k")
    assert ledger.begun("k") == 2
    ledger.put_receipt("k", Receipt((), (), SUMMARY))
    assert ledger.begun("k") == 0


def test_a_division_is_remembered(ledger: Ledger) -> None:
    assert ledger.split("k") is None
    ledger.put_split("k", [[["/a"], 0, 3], [["/a"], 3, 9]])
    assert ledger.split("k") == [[["/a"], 0, 3], [["/a"], 3, 9]]


def test_a_damaged_receipt_is_none(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "atlas"))
    ledger.put_receipt("k", Receipt((), (), SUMMARY))
    for damaged in (b"", b"{", b"[]", b"{}", b"\xff"):
        (tmp_path / "atlas.ledger" / "k.json").write_bytes(damaged)
        assert ledger.receipt("k") is None


def test_what_nobody_wanted_for_a_day_is_swept_away(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "atlas"))
    part = ledger.put_part("k", 0, staged.stage([article(1)]))
    receipt = Receipt((part,), ("article-1",), SUMMARY)
    ledger.put_receipt("k", receipt)
    ledger.sweep()
    assert ledger.has_parts(receipt)
    for path in (tmp_path / "atlas.ledger").iterdir():
        os.utime(path, (1_000, 1_000))
    ledger.sweep()
    assert [path.name for path in (tmp_path / "atlas.ledger").iterdir()] == ["k.json"]


def test_a_ledger_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "atlas.ledger").write_text("a file")
    with pytest.raises(AtlasError, match=r"atlas\.ledger: the ledger of the atlas cannot be used"):
        Ledger(str(tmp_path / "atlas")).begin("k")


def test_summaries_add_up() -> None:
    total = Summary.sum([SUMMARY, SUMMARY])
    assert (total.read, total.mentions, total.unresolved) == (4, 6, (("Torhondi", 4),))
    assert total.files == (FileCount("a.csv", 4, 2),)
    assert len(total.rejects) == 2 and total.unread == (("ru", 2),)
