"""Who an article is from: what it states, else where it lies, else what the user says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geo.models import Article
from geo.sources import ReadOptions, read
from tests.geo.sources import samples
from tests.geo.sources.conftest import LATEST, Found, articles

Reading = Callable[..., Found]


def sources(*given: str, **options: str) -> list[str]:
    found = list(read(given, ReadOptions(LATEST, **options)))  # type: ignore[arg-type]
    return [each.source for each in found if isinstance(each, Article)]


def test_a_folder_of_files_is_one_source(tmp_path: Path) -> None:
    for name in ("herald/2021/07/a.txt", "herald/2021/08/b.txt", "gazette/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{samples.TEXT}\nIt is {name}.\n")
    assert sources(str(tmp_path)) == ["gazette", "herald", "herald"]
    assert sources(str(tmp_path / "herald" / "2021")) == ["herald", "herald"]
    assert sources(str(tmp_path / "gaz*" / "*.txt")) == ["gazette"]
    assert sources(str(tmp_path / "gazette" / "c.txt")) == ["c"]


def test_what_an_article_states_is_believed_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        f"{samples.TITLE}\n\nThe Herald\n\n8 July 2021\n\n{samples.SECOND}\n"
    )
    (tmp_path / "b.csv").write_text(f'title,text\nFerry,"{samples.SECOND}"\n')
    assert sources(str(tmp_path)) == ["The Herald", "b"]
    assert sources(str(tmp_path), source="Quay Gazette") == ["Quay Gazette"] * 2


def test_an_archive_is_like_a_folder(reading: Reading) -> None:
    text = samples.TEXT.encode()
    for archive in (
        samples.zipped(("b/herald/a.txt", text), ("c.txt", text + b"More of it.\n")),
        samples.tar(("b/herald/a.txt", text), ("c.txt", text + b"More of it.\n")),
    ):
        found = articles(reading(archive, "gazette.zip"))
        assert [each.source for each in found] == ["herald", "gazette"]


def test_a_folder_with_a_file_of_every_format_is_read_whole(tmp_path: Path) -> None:
    for name, raw in samples.FILES.items():
        (tmp_path / name).write_bytes(raw)
    found = list(read([str(tmp_path)], ReadOptions(LATEST)))
    assert all(isinstance(each, Article) for each in found)
    for name in samples.FILES:
        alone = list(read([str(tmp_path / name)], ReadOptions(LATEST)))
        assert alone and all(isinstance(each, Article) for each in alone), name
