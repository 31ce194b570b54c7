"""Looking after an atlas: damage is found, parts are joined, sources forgotten, old ones kept."""

from __future__ import annotations

import itertools
import json
import os
import threading
import time
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, Filter, Unit, maintain, manifest
from geo.atlas.manifest import AtlasPart
from geo.errors import AtlasError
from geo.models import Article, GeoparsedArticle
from tests.geo.atlas.samples import KABUL, MOSCOW, article, named
from tests.geo.atlas.writers import Writer
from tests.geo.stories.wire import Wire

BOMB = "On Monday a bomb went off in Kabul, not in Torhondi."


def bombing(number: int) -> GeoparsedArticle:
    found = named(BOMB, "Kabul", KABUL), named(BOMB, "Torhondi", None)
    return article(number, BOMB, *found, source="Daily", published=date(2021, 7, 14))


def unread(number: int) -> GeoparsedArticle:
    read = Article(f"article-{number}", "Le fil", "Il pleut.", "Fil", language="fr")
    return GeoparsedArticle(read, (), read=False)


def everything(reader: AtlasReader) -> object:
    """What an atlas answers, as values that can be compared."""
    headlines = reader.articles(Filter(), 1000)
    return (
        reader.counts(Filter()),
        [(each.place, each.count) for each in reader.places(Filter(), Unit.STORIES)],
        headlines,
        [reader.article(each.article_id) for each in headlines],
        [reader.mentions(each.article_id) for each in headlines],
        reader.excerpts(Filter(), KABUL.id, 1000),
        [reader.explain("article-2", *span) for span in ((29, 34), (43, 51))],
        reader.counts(Filter(text="bomb")),
        reader.unread(),
        reader.warnings,
    )


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine parts of an article each."""
    atlas = Atlas(tmp_path_factory.mktemp("nine"))
    for number in range(1, 9):
        atlas.add([bombing(number)] if number % 2 == 0 else [article(number)])
    atlas.add([unread(9)])
    return atlas.folder


@pytest.fixture
def filled(nine: Path, tmp_path: Path) -> Atlas:
    return Atlas(copytree(nine, tmp_path / "atlas"))


def listed(atlas: Atlas) -> set[str]:
    return {file for part in manifest.read(atlas.folder).parts for file in part.files()}


def test_joined_parts_answer_as_they_did(filled: Atlas) -> None:
    with filled.reader() as open_:
        before = everything(open_)
        done = filled.compact()
        assert (done.before, done.after, done.skipped) == (9, 1, ())
        assert everything(open_) == before
    with filled.reader() as reader:
        assert everything(reader) == before
    assert filled.verify().damages == ()
    assert filled.add([bombing(2), article(10)]) == 1


def test_joining_twice_changes_nothing(filled: Atlas) -> None:
    filled.compact()
    before = filled.version
    assert (done := filled.compact()).before == done.after == 1
    assert filled.version == before


def test_parts_are_joined_within_bounds(filled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintain, "PART_ARTICLES", 4)
    assert filled.compact().after == 3
    assert [part.articles.rows for part in manifest.read(filled.folder).parts] == [4, 4, 1]


def test_a_joined_part_is_never_larger_than_what_may_be_in_memory(
    filled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size(part: AtlasPart) -> int:
        return sum(file.bytes for file in part.kinds().values())

    before = [size(part) for part in manifest.read(filled.folder).parts]
    two_at_most = max(one + other for one, other in itertools.pairwise(before))
    monkeypatch.setattr(maintain, "PART_BYTES", two_at_most)
    filled.compact()
    assert [part.articles.rows for part in manifest.read(filled.folder).parts] == [2, 2, 2, 2, 1]


def test_many_small_parts_are_joined_as_they_come(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintain, "MANY", 5)
    monkeypatch.setattr(maintain, "SMALL", 3)
    for number in range(1, 30):
        assert atlas.add([bombing(number)] if number % 2 == 0 else [article(number)]) == 1
        assert atlas.add([article(number)]) == 0
    parts = manifest.read(atlas.folder).parts
    assert [part.articles.rows for part in parts] == [5] * 5 + [1] * 4
    assert len(atlas.article_ids()) == len(Atlas(atlas.folder).article_ids()) == 29
    assert atlas.verify().damages == ()
    with atlas.reader() as reader:
        assert reader.counts(Filter(text="bomb")).articles == 14 and not reader.warnings
        assert reader.counts(Filter()).stories == 29


def test_stories_go_on_when_parts_are_joined(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintain, "MANY", 3)
    wire = Wire(5)
    rain = wire.story(8)
    for number in range(1, 9):
        text = "\n\n".join(["It was felt in Moscow.", *(rain if number % 2 else wire.story(8))])
        atlas.add([article(number, text)])
    with atlas.reader() as reader:
        assert reader.counts(Filter()).stories == 5
        assert reader.count_stories(Filter(), MOSCOW.id) == 5


def test_a_damaged_part_is_not_joined_and_stops_nobody(
    filled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintain, "MANY", 5)
    lost = manifest.read(filled.folder).parts[3].mentions
    (filled.folder / lost.file).unlink()
    assert filled.add([article(50)]) == 1
    assert len(manifest.read(filled.folder).parts) == 10


def test_what_is_superseded_goes_a_day_later(filled: Atlas) -> None:
    old = listed(filled)
    filled.compact()
    superseded = old - listed(filled)
    assert superseded and all((filled.folder / name).exists() for name in superseded)
    assert filled.info().superseded_bytes > 0
    for name in superseded:
        os.utime(filled.folder / name, (0, 0))
    Atlas(filled.folder).add([article(50)])
    assert {path.name for path in filled.folder.glob("*.parquet")} == listed(filled)


def test_what_is_superseded_today_is_kept_for_its_readers_however_old_it_is(
    filled: Atlas,
) -> None:
    before = listed(filled)
    two_days_ago = time.time() - 2 * 86_400
    for name in before:
        os.utime(filled.folder / name, (two_days_ago, two_days_ago))
    with filled.reader() as reader:
        filled.compact()
        assert before <= {path.name for path in filled.folder.iterdir()}
        assert reader.article("article-1") == article(1).article and not reader.warnings


def test_nothing_of_a_forgotten_source_stays(filled: Atlas) -> None:
    filled.compact()
    assert filled.forget("Daily") == 4
    assert all(b"Torhondi" not in path.read_bytes() for path in filled.folder.iterdir())
    with filled.reader() as reader:
        assert reader.sources() == [("Fil", 1), ("Wire", 4)]
        assert [each.place for each in reader.places(Filter())] == [MOSCOW]
        assert reader.counts(Filter(text="bomb")).articles == 0 and not reader.warnings
    assert filled.forget("Daily") == 0
    assert filled.verify().damages == ()
    assert filled.add([bombing(2)]) == 1


def test_an_atlas_may_forget_all_it_has(filled: Atlas) -> None:
    assert [filled.forget(source) for source in ("Daily", "Wire", "Fil")] == [4, 4, 1]
    assert filled.article_ids() == frozenset() and not list(filled.folder.glob("*.parquet"))
    assert filled.add([article(1)]) == 1


def test_forgetting_that_was_cut_short_is_completed(
    filled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.compact()

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(maintain, "remove_unlisted", cut)
        filled.forget("Daily")
    # The index holds words of the texts, and goes before anything else.
    assert not list(filled.folder.glob("search.sqlite*"))
    assert any(b"Torhondi" in path.read_bytes() for path in filled.folder.iterdir())
    assert filled.forget("Daily") == 0
    assert all(b"Torhondi" not in path.read_bytes() for path in filled.folder.iterdir())


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """An atlas to copy, and what it answers."""
    atlas = Atlas(tmp_path_factory.mktemp("atlas"))
    atlas.add([article(1)])
    atlas.add([bombing(2), unread(9)])
    with atlas.reader() as reader:
        return atlas.folder, everything(reader)


@settings(max_examples=30)
@given(choice=st.integers(0, 10**6), at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_wherever_it_is_and_never_crashes(
    pristine: tuple[Path, object],
    tmp_path_factory: pytest.TempPathFactory,
    choice: int,
    at: float,
    bit: int,
) -> None:
    folder, whole = pristine
    atlas = Atlas(copytree(folder, tmp_path_factory.mktemp("flip") / "atlas"))
    files = sorted(listed(atlas))
    path = atlas.folder / files[choice % len(files)]
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    path.write_bytes(data)
    assert {damage.file for damage in atlas.verify().damages} == {path.name}
    with atlas.reader() as reader:
        found = everything(reader)
        assert all(path.name in warning for warning in reader.warnings)
        # What nobody asks for (signatures) is not missed.
        assert reader.warnings or found == whole
        assert reader.counts(Filter()).articles <= 3


@pytest.mark.parametrize("kind", ["articles", "mentions", "dates", "candidates", "unread"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "flipped"])
def test_a_damaged_file_leaves_out_no_more_than_it_must(
    filled: Atlas, kind: str, damage: str
) -> None:
    part = manifest.read(filled.folder).parts[1]  # article-2
    path = filled.folder / part.kinds()[kind].file
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        half = len(data) // 2
        path.write_bytes(data[:half] if damage == "truncated" else data[:4] + bytes(half))
    with filled.reader() as reader:
        everything(reader)
        reader.excerpts(Filter(), KABUL.id, 10)
        assert reader.warnings and all(path.name in each for each in reader.warnings)
        needed = kind in ("articles", "mentions")
        assert (reader.article("article-2") is None) is needed
        assert reader.counts(Filter()).articles_total == 9 - needed
        if not needed:
            assert [each.place for each in reader.mentions("article-2")] == [KABUL, None]
    if needed:
        filled.drop_damaged()
        again = Atlas(filled.folder)
        assert again.add([bombing(number) for number in (2, 4, 6, 8)]) == 1
        with again.reader() as reader:
            assert reader.counts(Filter()).articles_total == 9 and not reader.warnings


def old(atlas: Atlas) -> None:
    """Make the atlas one of schema version 1, which kept neither candidates nor what is unread."""
    path = atlas.folder / "manifest.json"
    data = json.loads(path.read_text())
    for part in data["parts"]:
        for kind in ("candidates", "unread"):
            lost = part.pop(kind)
            (atlas.folder / lost["file"]).unlink(missing_ok=True)
    path.write_text(json.dumps(data | {"schema_version": 1}))


def test_an_atlas_of_an_older_version_is_read_as_it_is(filled: Atlas) -> None:
    old(filled)
    before = filled.version
    with filled.reader() as reader:
        assert reader.counts(Filter()).articles == 9 and not reader.warnings
        assert reader.explain("article-1", 19, 25) == () and reader.unread() == []
    assert filled.info().schema_version == 1
    assert filled.version == before


def test_an_atlas_of_an_older_version_becomes_a_present_one_when_it_is_written(
    filled: Atlas,
) -> None:
    old(filled)
    assert Atlas(filled.folder).add([article(1), article(10)]) == 1
    assert manifest.read(filled.folder).version == manifest.SCHEMA_VERSION
    assert filled.verify().damages == ()
    with filled.reader() as reader:
        assert reader.counts(Filter()).articles == 10 and not reader.warnings
        assert reader.unread() == [("fr", 1)]
        assert len(reader.explain("article-10", 19, 25)) == 1
    assert [each.id for each in filled.unread(["fr"])] == ["article-9"]


def test_a_damaged_atlas_of_an_older_version_can_be_mended(filled: Atlas) -> None:
    old(filled)
    first = manifest.read(filled.folder).parts[0]
    (filled.folder / first.mentions.file).unlink()
    with pytest.raises(AtlasError, match="missing"):
        Atlas(filled.folder).add([article(10)])
    assert filled.verify().damages
    filled.drop_damaged()
    assert manifest.read(filled.folder).version == 1
    assert Atlas(filled.folder).add([article(1), article(10)]) == 2


def test_readers_are_not_disturbed_while_parts_are_written_and_joined(atlas: Atlas) -> None:
    writer = Writer(atlas.folder, 0, 80)
    stop = threading.Event()

    def joining() -> None:
        other = Atlas(atlas.folder)
        while not stop.is_set():
            other.compact()

    thread = threading.Thread(target=joining)
    thread.start()
    seen = 0
    try:
        while writer.process.is_alive():
            with atlas.reader() as reader:
                counts = reader.counts(Filter())
                assert counts.articles == counts.mentions >= seen and counts.articles % 2 == 0
                found = reader.excerpts(Filter(), MOSCOW.id, 1000)
                assert len(found) == reader.counts(Filter(text="talks")).articles == counts.articles
                assert reader.warnings == ()
                seen = counts.articles
    finally:
        stop.set()
        thread.join()
    assert writer.ended() == 0
    with atlas.reader() as reader:
        assert reader.counts(Filter()).articles == 80
    assert atlas.verify().damages == ()
