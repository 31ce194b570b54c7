"""Files, folders and globs, good and bad, come out as articles and rejects in a fixed order."""

import os
from datetime import date
from pathlib import Path

import pytest

from geo.models import Article
from geo.settings import Bounds
from geo.sources import ReadOptions, ReadWarning, Reject, find, read, read_file
from geo.sources.drafts import MAX_CHARACTERS

LATEST = date(2024, 1, 1)
STORY = (
    "Envoys land in Dushanbe\n\n9 July 2021\n\nThe envoys said that no border would be crossed.\n"
)


def articles(*sources: Path | str) -> list[Article]:
    return [
        item
        for item in read(list(map(str, sources)), ReadOptions(LATEST))
        if isinstance(item, Article)
    ]


def rejects(*sources: Path | str) -> dict[str, str]:
    found = (
        item
        for item in read(list(map(str, sources)), ReadOptions(LATEST))
        if isinstance(item, Reject)
    )
    return {Path(item.name).name: item.reason for item in found}


def test_one_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "quay-gazette.txt"
    path.write_text(STORY)
    [article] = articles(path)
    assert article.title == "Envoys land in Dushanbe"
    assert article.text == "The envoys said that no border would be crossed."
    assert (article.published, article.published_from) == (date(2021, 7, 9), "text")
    assert article.source == "quay-gazette"


def test_without_a_date_nothing_is_said_about_its_origin(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Envoys landed in Dushanbe on July 9, 2021.")
    [article] = articles(path)
    assert (article.published, article.published_from) == (None, None)


def test_a_date_after_the_latest_possible_one_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    article, doubt = read([str(path)], ReadOptions(date(2021, 7, 8)))
    assert isinstance(doubt, ReadWarning) and doubt.reason.endswith("is in the future")
    assert isinstance(article, Article)
    assert article.published is None


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode())
    (tmp_path / "b.text").write_bytes(STORY.replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "c").write_bytes(STORY.encode("utf-16"))
    found = articles(tmp_path)
    assert len(found) == 3
    assert len({article.id for article in found}) == 1
    assert found == articles(tmp_path)


def test_folders_are_read_to_the_bottom_sorted_and_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b/c/0.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    names = [str(Path(item.name).relative_to(tmp_path)) for item in find([str(tmp_path)])]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "b/c/0.txt"]
    again = find([str(tmp_path / "b" / "2.txt"), str(tmp_path), str(tmp_path / "**" / "*.txt")])
    assert [Path(item.name).name for item in again] == ["2.txt", "a.txt", "1.txt", "0.txt"]


def test_globs_match_files_and_folders_but_a_file_of_that_very_name_wins(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(STORY)
    (tmp_path / "a[1].txt").write_text(STORY)
    assert [item.name for item in find([str(tmp_path / "a?.txt")])] == [str(tmp_path / "a1.txt")]
    assert [item.name for item in find([str(tmp_path / "a[1].txt")])] == [
        str(tmp_path / "a[1].txt")
    ]
    assert rejects(tmp_path / "*.none") == {"*.none": "nothing matches this pattern"}


def test_hidden_files_and_readmes_are_left_out_of_folders_but_not_when_named(
    tmp_path: Path,
) -> None:
    for name in (".hidden.txt", "README.md", "readme.txt", "a.txt~", ".git/x.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    assert [Path(item.name).name for item in find([str(tmp_path)])] == ["a.txt"]
    assert [Path(item.name).name for item in find([str(tmp_path / "*")])] == ["a.txt"]
    assert len(articles(tmp_path / "readme.txt")) == 1


def test_what_cannot_be_read_is_named_with_the_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\x00\x00")
    (tmp_path / "damaged.txt").write_bytes("Łódź and Gdańsk".encode() + b"\xff")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "prompts.txt").write_text("Advertisement\n\nNext\n")
    (tmp_path / "white.txt").write_text(" \n\t\n\u00a0\u200b\n")
    (tmp_path / "z.txt").write_text(STORY)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    assert len(articles(tmp_path, tmp_path / "missing.txt")) == 2
    assert rejects(tmp_path, tmp_path / "missing.txt") == {
        "binary.txt": "binary, not text (it contains NUL bytes)",
        "damaged.txt": "damaged UTF-8 text at byte 19: save it as UTF-8",
        "empty.txt": "empty",
        "missing.txt": "no such file or folder",
        "nowhere.txt": "no such file or folder",
        "picture.png": ".png files are not read: save the article as .txt, .html or .pdf",
        "pipe.txt": "not a file or a folder",
        "prompts.txt": "no text but boilerplate",
        "white.txt": "empty",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_or_folder_without_permission_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    (tmp_path / "secret.txt").write_text(STORY)
    (tmp_path / "secret.txt").chmod(0)
    assert rejects(tmp_path) == {
        "locked": "cannot be read: Permission denied",
        "secret.txt": "cannot be read: Permission denied",
    }


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_whose_reading_fails_is_rejected() -> None:
    assert rejects("/proc/self/mem") == {"mem": "cannot be read: Input/output error"}


def test_a_file_that_vanishes_between_finding_and_reading_is_rejected(tmp_path: Path) -> None:
    [gone] = read_file(tmp_path / "gone.txt")
    assert gone == Reject(str(tmp_path / "gone.txt"), "cannot be read: No such file or directory")


def test_a_file_beyond_the_limit_is_rejected_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as sparse:
        sparse.truncate(Bounds().article_bytes + 1)
    (tmp_path / "long.txt").write_text("Kabul. " * (MAX_CHARACTERS // 7 + 1))
    assert rejects(tmp_path) == {
        "huge.txt": "too large: over 8,000,000 bytes in one article",
        "long.txt": "too long: over 1,000,000 characters in one article",
    }


def test_a_folder_that_links_back_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY)
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "in" / "self").symlink_to("self")
    assert len(articles(tmp_path)) == 1
    reasons = rejects(tmp_path)
    assert reasons["loop"] == "a link back to a folder that contains it"
    assert reasons["self"].startswith("cannot be read: Too many levels")


def test_a_path_that_no_system_accepts_is_rejected() -> None:
    assert "cannot be used as a path" in str(rejects("nul\x00.txt"))
