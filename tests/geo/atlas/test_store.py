from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from geo.atlas import Atlas, Filter, Unit, manifest, parts
from geo.atlas.manifest import PartFile
from geo.errors import AtlasError
from geo.models import Role
from tests.geo.atlas.samples import KABUL, MOSCOW, article, named

ARTICLE_COLUMNS = (
    "article_id story_id title source url published published_from language text ingested_at"
)
MENTION_COLUMNS = (
    "article_id mention_id phrase start end label role place_id place_name country_code admin1 "
    "feature_class feature_code latitude longitude confidence method excerpt excerpt_start "
    "excerpt_end"
)


def files(atlas: Atlas, kind: str) -> list[Path]:
    return sorted(atlas.folder.glob(f"{kind}-*.parquet"))


def test_an_atlas_that_nobody_wrote_to_is_empty(atlas: Atlas) -> None:
    assert atlas.article_ids() == frozenset()
    with atlas.reader() as reader:
        assert reader.counts(Filter()).articles_total == 0
        assert reader.places(Filter(), Unit.MENTIONS) == []
        assert reader.date_span() is None
    assert not atlas.folder.exists()


def test_the_columns_are_those_that_other_programs_read(atlas: Atlas) -> None:
    text = "Moscow: He flew to Kabul and to Torhondi."
    atlas.add(
        [
            article(
                1,
                text,
                named(text, "Moscow", MOSCOW, Role.DATELINE),
                named(text, "Torhondi", None),
                published=date(2021, 7, 9),
            )
        ]
    )
    [articles] = [pq.read_table(path) for path in files(atlas, "articles")]
    [mentions] = [pq.read_table(path) for path in files(atlas, "mentions")]
    assert articles.column_names == ARTICLE_COLUMNS.split()
    assert mentions.column_names == MENTION_COLUMNS.split()
    assert str(articles.schema.field("published").type) == "date32[day]"
    assert str(articles.schema.field("ingested_at").type) == "timestamp[us, tz=UTC]"
    assert str(mentions.schema.field("latitude").type) == "double"
    [row] = articles.to_pylist()
    assert datetime.now(UTC) >= row.pop("ingested_at")
    assert row == {
        "article_id": "article-1",
        "story_id": "article-1",
        "title": "Talks",
        "source": "Wire",
        "url": "",
        "published": date(2021, 7, 9),
        "published_from": "text",
        "language": "en",
        "text": text,
    }
    placed, unplaced = mentions.to_pylist()
    assert placed == {
        "article_id": "article-1",
        "mention_id": "article-1:0-6",
        "phrase": "Moscow",
        "start": 0,
        "end": 6,
        "label": "GPE",
        "role": "dateline",
        "place_id": "geonames:524901",
        "place_name": "Moscow",
        "country_code": "RU",
        "admin1": "Moscow",
        "feature_class": "P",
        "feature_code": "PPLC",
        "latitude": 55.75222,
        "longitude": 37.61556,
        "confidence": 0.9,
        "method": "gazetteer",
        "excerpt": text,
        "excerpt_start": 0,
        "excerpt_end": 6,
    }
    assert unplaced["phrase"] == "Torhondi" and unplaced["confidence"] == 0.2
    for column in ("place_id", "place_name", "country_code", "latitude", "longitude", "method"):
        assert unplaced[column] is None


def test_the_manifest_lists_parts_rows_and_the_schema_version(atlas: Atlas) -> None:
    atlas.add([article(1), article(2)])
    published = json.loads((atlas.folder / "manifest.json").read_text())
    assert published["schema_version"] == 2
    assert (published["articles"], published["mentions"]) == (2, 2)
    [part] = published["parts"]
    for kind in ("articles", "mentions"):
        path = atlas.folder / part[kind]["file"]
        assert pq.read_metadata(path).num_rows == part[kind]["rows"] == 2
        assert path.stat().st_size == part[kind]["bytes"]


def test_adding_the_same_articles_again_changes_nothing(atlas: Atlas) -> None:
    assert atlas.add([article(1), article(2), article(2)]) == 2
    before = atlas.version, sorted(atlas.folder.iterdir())
    assert atlas.add([article(2), article(1)]) == 0
    assert Atlas(atlas.folder).add([article(1)]) == 0
    assert (atlas.version, sorted(atlas.folder.iterdir())) == before


def test_the_version_is_another_after_every_publication(atlas: Atlas) -> None:
    versions = [atlas.version]
    for number in range(5):
        atlas.add([article(number)])
        versions.append(atlas.version)
    assert len(set(versions)) == 6
    assert Atlas(atlas.folder).version == versions[-1]


def test_nothing_to_add_makes_no_atlas(atlas: Atlas) -> None:
    assert atlas.add([]) == 0
    assert not atlas.folder.exists()


def test_adding_reads_no_part_twice(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas.add([article(0)])
    again = Atlas(atlas.folder)
    again.add([article(1)])
    read: list[str] = []
    real = parts.read

    def recording(folder: Path, file: PartFile, columns: Sequence[str] | None = None) -> object:
        read.append(file.file)
        return real(folder, file, columns)

    monkeypatch.setattr("geo.atlas.store.parts.read", recording)
    monkeypatch.setattr("geo.atlas.text_index.parts.read", recording)
    first, _ = (part.articles.file for part in manifest.read(atlas.folder).parts)
    for number in range(2, 8):
        again.add([article(number)])
    assert first not in read


def test_an_article_without_mentions_is_kept(atlas: Atlas) -> None:
    from geo.models import GeoparsedArticle

    atlas.add([GeoparsedArticle(article(1).article, ())])
    with atlas.reader() as reader:
        assert reader.counts(Filter()).articles == 1
        assert reader.article("article-1") == article(1).article


def test_an_atlas_of_a_newer_dateline_is_refused(atlas: Atlas) -> None:
    atlas.add([article(1)])
    path = atlas.folder / "manifest.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "schema_version": 99}))
    for use in (atlas.reader, atlas.article_ids, lambda: atlas.add([article(2)])):
        with pytest.raises(AtlasError, match=r"manifest\.json: .* version 99"):
            use()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "null",
        '{"schema_version": 1}',
        '{"schema_version": 1, "parts": [{}]}',
        '{"schema_version": 1, "parts": 3}',
        "[" * 100_000,
        '{"schema_version": 1, "parts": [{"articles": {"file": "../../etc/x.parquet", '
        '"rows": 1, "bytes": 1}, "mentions": {"file": "m.parquet", "rows": 1, "bytes": 1}}]}',
        '{"schema_version": 1, "parts": [{"articles": {"file": "a.parquet", "rows": "1", '
        '"bytes": 1}, "mentions": {"file": "m.parquet", "rows": 1, "bytes": 1}}]}',
    ],
)
def test_a_broken_manifest_is_named(atlas: Atlas, text: str) -> None:
    atlas.add([article(1)])
    path = atlas.folder / "manifest.json"
    path.write_text(text)
    with pytest.raises(AtlasError, match=r"manifest\.json: not a manifest"):
        atlas.reader()


def test_a_manifest_that_is_not_text_is_named(atlas: Atlas) -> None:
    atlas.add([article(1)])
    (atlas.folder / "manifest.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AtlasError, match=r"manifest\.json: not a manifest"):
        atlas.reader()


def test_a_missing_part_is_left_out_and_named(atlas: Atlas) -> None:
    text = "A bomb went off in Kabul."
    atlas.add([article(1)])
    atlas.add([article(2, text, named(text, "Kabul", KABUL))])
    lost = json.loads((atlas.folder / "manifest.json").read_text())["parts"][0]["mentions"]["file"]
    (atlas.folder / lost).unlink()
    with atlas.reader() as reader:
        [warning] = reader.warnings
        assert lost in warning and "missing" in warning
        assert [found.place for found in reader.places(Filter(), Unit.MENTIONS)] == [KABUL]
        assert reader.counts(Filter()).articles_total == 1


@pytest.mark.parametrize("kept", [0, 10, -10])
def test_a_truncated_part_is_left_out_and_named(atlas: Atlas, kept: int) -> None:
    atlas.add([article(1)])
    [path] = files(atlas, "articles")
    path.write_bytes(path.read_bytes()[:kept])
    with atlas.reader() as reader:
        assert str(path) in reader.warnings[0] and "damaged" in reader.warnings[0]
        assert reader.counts(Filter()).articles_total == 0
    with pytest.raises(AtlasError, match=path.name):
        Atlas(atlas.folder).article_ids()


def test_a_part_damaged_within_is_left_out_and_named(atlas: Atlas) -> None:
    atlas.add([article(number) for number in range(50)])
    [path] = files(atlas, "mentions")
    atlas.add([article(99)])
    data = bytearray(path.read_bytes())
    data[4:2000] = bytes(1996)
    path.write_bytes(data)
    with atlas.reader() as reader:
        [warning] = reader.warnings
        assert str(path) in warning and "damaged" in warning
        assert reader.counts(Filter()).articles_total == 1


def test_what_vanishes_from_under_a_reader_is_left_out_and_named(atlas: Atlas) -> None:
    atlas.add([article(1)])
    atlas.add([article(2)])
    with atlas.reader() as reader:
        for kind in ("articles", "mentions"):
            lost = getattr(manifest.read(atlas.folder).parts[0], kind)
            (atlas.folder / lost.file).unlink()
        assert reader.article("article-1") is None
        assert reader.article("article-2") == article(2).article
        assert [found.article_id for found in reader.excerpts(Filter(), MOSCOW.id, 9)] == [
            "article-2"
        ]
        [warning] = reader.warnings
        assert "missing" in warning


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AtlasError, match=r"file.*cannot be written"):
        Atlas(tmp_path / "file" / "atlas").add([article(1)])
