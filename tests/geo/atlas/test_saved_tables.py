"""What is kept of an opened atlas: used as long as it is what was opened, and never for more."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geo.atlas import Atlas, DateBasis, Filter, Unit, columns, snapshot, spoken_dates
from geo.corrections import CorrectionLog, Scope, Spot
from geo.models import Role
from geo.storage import atomic
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, article, named

TALKS = "Moscow said on Friday that talks began. A delegation left Kabul, not Torhondi."
ISLANDS = "A ship left Suva for Apia."


@pytest.fixture
def filled(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """Two parts; every mention is worth saving."""
    monkeypatch.setattr(snapshot, "WORTH_SAVING", 1)
    talks = named(TALKS, "Moscow", MOSCOW, Role.ACTOR), named(TALKS, "Kabul", KABUL)
    atlas.add([article(1, TALKS, *talks, named(TALKS, "Torhondi", None), source="Daily")])
    islands = named(ISLANDS, "Suva", SUVA), named(ISLANDS, "Apia", APIA)
    atlas.add([article(2, ISLANDS, *islands, published=None), article(3)])
    return atlas


def saved(atlas: Atlas, kind: str = "columns") -> list[Path]:
    return sorted(atlas.folder.glob(f"opened-{kind}-*"))


def answers(atlas: Atlas) -> list[Any]:
    """What the page asks, of an atlas that is opened anew."""
    actors, july = Filter(roles=(Role.ACTOR,)), Filter(date_from=date(2021, 7, 1))
    with Atlas(atlas.folder).reader() as reader:
        assert not reader.warnings
        return [
            [reader.counts(f) for f in (Filter(), actors, july, Filter(focus=True))],
            [reader.places(Filter(), unit) for unit in Unit],
            [reader.excerpts(Filter(), place.id, 9) for place in (MOSCOW, KABUL, SUVA, APIA)],
            reader.unplaced(Filter(), 9),
            reader.facets(Filter()),
            reader.articles(Filter(), 9),
            reader.counts(Filter(text="delegation")),
            reader.histogram(Filter(date_basis=DateBasis.SPOKEN)),
        ]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What has been read: the columns of each part, the dates of all."""
    found: list[object] = []
    for module in (columns, spoken_dates):
        load: Callable[..., Any] = module.load
        counted = partial(lambda load, *a: (found.append(a), load(*a))[1], load)
        monkeypatch.setattr(module, "load", counted)
    return found


def test_an_atlas_is_read_once_and_answers_the_same(
    filled: Atlas, reads: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as none_saved:
        none_saved.setattr(snapshot, "WORTH_SAVING", 1000)
        expected = answers(filled)
        assert not saved(filled, "*") and len(reads) == 3
    assert answers(filled) == expected and len(saved(filled, "*")) == 3 and len(reads) == 6
    assert answers(filled) == expected and len(reads) == 6
    assert [count for _, count in expected[-1]] == [1]


def test_what_was_added_is_in_what_is_saved_next(filled: Atlas) -> None:
    answers(filled)
    before = saved(filled)
    filled.add([article(4)])
    [[counts, *_], *_] = answers(filled)
    assert counts.articles == 4
    assert len(saved(filled)) == 1 and saved(filled) != before


def test_a_file_that_was_written_again_is_read_again(filled: Atlas) -> None:
    """It may be damaged, which only reading it can tell."""
    answers(filled)
    path = next(filled.folder.glob("mentions-*"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 8
    path.write_bytes(data)
    os.utime(path, ns=(1, 1))
    with Atlas(filled.folder).reader() as reader:
        assert [str(path) in warning for warning in reader.warnings] == [True]


def test_what_is_saved_and_damaged_is_made_again(filled: Atlas) -> None:
    expected = answers(filled)
    [path] = saved(filled)
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:300] + b"\1" + whole[301:], b""):
        path.write_bytes(damaged)
        assert answers(filled) == expected
        assert saved(filled) == [path] and path.read_bytes() == whole


def test_nothing_forgotten_is_left_in_what_is_saved(filled: Atlas) -> None:
    answers(filled)
    assert b"article-1" in saved(filled)[0].read_bytes()
    filled.forget("Daily")
    assert not saved(filled, "*")
    answers(filled)
    assert b"article-1" not in saved(filled)[0].read_bytes()


def test_who_opened_it_before_it_forgot_saves_nothing(
    filled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = atomic.publish

    def forget_first(complete: Path, path: Path) -> None:
        monkeypatch.setattr(atomic, "publish", publish)
        Atlas(filled.folder).forget("Daily")
        publish(complete, path)

    monkeypatch.setattr(atomic, "publish", forget_first)
    with filled.reader() as reader:
        assert reader.counts(Filter()).articles == 3
    assert not saved(filled, "*")


def test_where_nothing_can_be_saved_the_atlas_is_opened_all_the_same(
    filled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(complete: Path, path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    expected = answers(filled)
    for path in saved(filled, "*"):
        path.unlink()
    monkeypatch.setattr(atomic, "publish", full)
    assert answers(filled) == expected
    assert not saved(filled, "*") and not list(filled.folder.glob(".*.tmp"))


def test_corrections_are_laid_over_what_is_saved(filled: Atlas, tmp_path: Path) -> None:
    answers(filled)
    log = tmp_path / "corrections.jsonl"
    spot = Spot("article-3", 19, 25, "Moscow")
    CorrectionLog(log).correct(spot, KABUL, Scope.MENTION)
    with Atlas(filled.folder, corrections=log).reader() as reader:
        found = {each.article_id for each in reader.excerpts(Filter(), KABUL.id, 9)}
        assert found == {"article-1", "article-3"}
        assert reader.counts(Filter(focus=True)).articles == 3
