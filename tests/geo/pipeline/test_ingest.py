from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from geo.atlas import Atlas, Filter, Unit
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, GeoparsedArticle, Resolution, Toponym
from geo.pipeline import Geoparser
from geo.pipeline.ingest import BATCH, Stopped, ingest
from geo.pipeline.summary import Summary
from geo.settings import Settings
from geo.sources.progress import FileCount

SEEDS = Path(__file__).parents[3] / "seeds"


class FirstWords:
    """Takes the first word of every article for a name that cannot be placed."""

    def __init__(self, give_up_after: int | None = None) -> None:
        self.seen: list[str] = []
        self._give_up_after = give_up_after

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            if len(self.seen) == self._give_up_after:
                raise KeyboardInterrupt
            self.seen.append(article.id)
            word = article.text.split()[0]
            start = article.text.index(word)
            toponym = Toponym(word, start, start + len(word), "GPE")
            yield GeoparsedArticle(article, (Resolution(toponym, None, 0.1),))

    def geoparse_spans(self, pairs: object) -> Iterator[GeoparsedArticle]:
        raise NotImplementedError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, one of them undated, one file that holds none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.txt", "Torhondi lies near the border", "Published July 9, 2021")
    write(folder / "b.txt", "Torhondi was quiet after the fighting", "Published July 10, 2021")
    write(folder / "c.txt", "Somewhere a bridge fell into the river", "")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def write(path: Path, sentence: str, head: str) -> None:
    body = f"{sentence}, people who live there said, and nobody knew what would follow."
    path.write_text(f"The news of {path.stem}\n\n{head}\n\n{body}\n\n{body[::-1]}\n")


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return Atlas(tmp_path / "atlas")


def test_what_came_in_is_summed_up(folder: Path, atlas: Atlas) -> None:
    summary = ingest([str(folder)], atlas, FirstWords())
    [reject] = summary.rejects
    assert reject.name.endswith("empty.txt") and reject.reason
    assert summary == Summary(
        read=3,
        new=3,
        duplicates=0,
        undated=1,
        mentions=3,
        unresolved=(("Torhondi", 2), ("Somewhere", 1)),
        rejects=(reject,),
        files=(
            *(FileCount(str(folder / name), articles=1) for name in ("a.txt", "b.txt", "c.txt")),
            FileCount(str(folder / "empty.txt"), rejected=1),
        ),
    )
    assert len(atlas.article_ids()) == 3


def test_doing_it_twice_changes_nothing(folder: Path, atlas: Atlas) -> None:
    ingest([str(folder)], atlas, FirstWords())
    before = atlas.version
    geoparser = FirstWords()
    again = ingest([str(folder)], atlas, geoparser)
    assert (again.read, again.new, again.duplicates, again.unresolved) == (3, 0, 3, ())
    assert geoparser.seen == []
    assert atlas.version == before


def test_an_article_that_comes_twice_is_read_once(folder: Path, atlas: Atlas) -> None:
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    geoparser = FirstWords()
    summary = ingest([str(folder)], atlas, geoparser)
    assert (summary.read, summary.new, summary.duplicates) == (4, 3, 1)
    assert len(geoparser.seen) == 3


@pytest.mark.parametrize("again", [False, True])
def test_progress_comes_to_an_end_with_new_articles_and_with_old(
    folder: Path, atlas: Atlas, again: bool
) -> None:
    if again:
        ingest([str(folder)], atlas, FirstWords())
    told: list[tuple[int, int]] = []
    ingest([str(folder)], atlas, FirstWords(), lambda done, total, _: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_what_was_done_stays_after_an_interruption(folder: Path, atlas: Atlas) -> None:
    with pytest.raises(KeyboardInterrupt):
        ingest([str(folder)], atlas, FirstWords(give_up_after=2))
    assert len(atlas.article_ids()) == 2
    assert ingest([str(folder)], atlas, FirstWords()).new == 1


def test_an_interruption_says_what_stands(folder: Path, atlas: Atlas) -> None:
    with pytest.raises(Stopped) as stopped:
        ingest([str(folder)], atlas, FirstWords(give_up_after=2))
    summary = stopped.value.summary
    assert (summary.new, summary.duplicates, summary.mentions) == (2, 0, 2)


def test_the_share_of_what_is_done_never_falls(tmp_path: Path, atlas: Atlas) -> None:
    """Of files of ten articles each only the next article of each is known beforehand."""
    for name in "ab":
        rows = [
            {"title": f"{name} {n}", "text": f"Place number {n} is quiet. {'Nothing. ' * 5000}"}
            for n in range(10)
        ]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    told: list[tuple[int, int]] = []
    paths = [str(tmp_path / f"{name}.jsonl") for name in "ab"]
    ingest(paths, atlas, FirstWords(), lambda done, total, _: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, 21))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares) and shares[0] < 1
    assert told[-1] == (20, 20)


def test_nobody_can_say_how_much_standard_input_will_bring(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b"".join(b'{"text": "Place number %d is quiet today."}\n' % n for n in range(3))
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines)))
    told: list[tuple[int, int]] = []
    summary = ingest(["-"], atlas, FirstWords(), lambda done, total, _: told.append((done, total)))
    assert summary.new == 3
    assert told == [(1, 0), (2, 0), (3, 0)]


def test_many_articles_are_published_part_by_part(tmp_path: Path, atlas: Atlas) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(BATCH + 3):
        write(folder / f"{number}.txt", f"Number {number} is a place", "Published July 9, 2021")
    versions = set()
    ingest([str(folder)], atlas, FirstWords(), lambda *_: versions.add(atlas.version))
    assert len(atlas.article_ids()) == BATCH + 3
    assert len(versions) == 2  # none yet, then the first part


def test_the_seed_articles_land_where_they_happened(gazetteer: Gazetteer, atlas: Atlas) -> None:
    geoparser = Geoparser.load(Settings.load({"DATELINE_CACHE": str(gazetteer.path.parent)}))
    summary = ingest([str(SEEDS)], atlas, geoparser)
    assert (summary.read, summary.new, summary.undated) == (5, 5, 1)
    with atlas.reader() as reader:
        countries = {
            found.place.name: found.place.country_code
            for found in reader.places(Filter(), Unit.MENTIONS)
        }
        named = {
            "Moscow": "RU",
            "Kabul": "AF",
            "Tajikistan": "TJ",
            "Afghanistan": "AF",
            "Uzbekistan": "UZ",
        }
        assert named.items() <= countries.items()
        assert not {"Telegram", "PTI", "Tass", "TASS", "Interfax", "Taliban"} & {
            mention.phrase
            for article in atlas.article_ids()
            for mention in reader.mentions(article)
            if mention.place
        }
        for found in reader.places(Filter(), Unit.MENTIONS):
            for shown in reader.excerpts(Filter(), found.place.id, limit=1000):
                excerpt = shown.excerpt
                assert excerpt.text[excerpt.start : excerpt.end] == shown.phrase
                article = reader.article(shown.article_id)
                assert article is not None and excerpt.text in article.text
