"""Zip archives and gzip files of anything that is read."""

from __future__ import annotations

import gzip
import stat
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from geo.sources import ReadOptions, read
from tests.geo.sources import samples
from tests.geo.sources.conftest import FILES, LATEST, Found, articles, rejects

Reading = Callable[..., Found]

STORY = b"Envoys land in Dushanbe\n\n9 July 2021\n\nThe envoys said that no border was crossed.\n"
LINES = (
    b'{"title": "Rain", "text": "Rain fell on Poti."}\n{"title": "Snow", "text": "Snow fell."}\n'
)


def zipped(*files: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return file.getvalue()


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_an_archive_of_many_kinds(reading: Reading, method: int) -> None:
    raw = zipped(
        ("news/2021-07-08 ferry.txt", b"Ferry to Varna is late\n\nThe ferry left a day late.\n"),
        ("news/envoys.txt", STORY),
        ("news/lines.jsonl", LINES),
        ("news/feeds/wire.rss", (FILES / "wire.rss").read_bytes()),
        ("news/envoys.html", (FILES / "single-file.html").read_bytes()),
        ("more.zip", zipped(("ministers.md", (FILES / "ministers.md").read_bytes()))),
        ("packed.txt.gz", gzip.compress(STORY.replace(b"Dushanbe", b"Khujand"))),
        ("picture.png", b"\x89PNG"),
        ("README.txt", b"Read me"),
        ("__MACOSX/news/._envoys.txt", b"\x00\x05\x16\x07"),
        (".DS_Store", b"\x00"),
        ("news/", b""),
        method=method,
    )
    for name in ("articles.zip", "articles"):
        found = reading(raw, name)
        assert [each.title for each in articles(found)] == [
            "Ministers meet in Baku",
            "Ferry to Varna is late",
            "Envoys land in Dushanbe as border stays shut",
            "Envoys land in Dushanbe",
            "Fleet stays in port at Batumi & Poti",
            "Ferry to Varna is late",
            "A picture",
            "Nets are dear in Sinop",
            "Rain",
            "Snow",
            "Envoys land in Khujand",
        ]
        assert {each.name for each in rejects(found)} == {
            f"{name}/picture.png",
        }
    ferry = next(each for each in articles(found) if each.text == "The ferry left a day late.")
    assert (ferry.published, ferry.published_from) == (date(2021, 7, 8), "file")


def test_a_file_packed_with_gzip(reading: Reading, tmp_path: Path) -> None:
    assert len(articles(reading(gzip.compress(LINES), "lines.jsonl.gz"))) == 2
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress(LINES) + gzip.compress(LINES))
    found = list(read([str(tmp_path)], ReadOptions(LATEST)))
    assert len(articles(found)) == 4  # two members, one after the other


def test_lines_before_the_damage_are_read(reading: Reading) -> None:
    lines = b"".join(b'{"text": "Rain fell on Poti %d times."}\n' % n for n in range(6_000))
    raw = gzip.compress(lines)
    found = reading(raw[: len(raw) // 2], "lines.jsonl.gz")
    assert len(articles(found)) > 1_500
    assert rejects(found)[-1].reason.startswith("its compressed data is damaged or cut off")


def test_what_an_archive_hides_stays_hidden(reading: Reading) -> None:
    """A link out of the archive, a path out of it, and what needs a password."""
    link = ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    found = reading(zipped((link, b"/etc/passwd"), ("../../outside.txt", STORY)), "a.zip")
    [story] = articles(found)
    assert story.title == "Envoys land in Dushanbe" and rejects(found) == []
    locked = bytearray(zipped(("a.txt", STORY)))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(header) + flags] |= 1
    [reject] = rejects(reading(bytes(locked), "a.zip"))
    assert reject.reason == "encrypted: unpack it and give the files"


def test_damage_in_one_file_costs_that_file(reading: Reading) -> None:
    raw = bytearray(zipped(("a.txt", STORY * 50), ("b.txt", STORY)))
    raw[60] ^= 0xFF
    found = reading(bytes(raw), "a.zip")
    assert [each.title for each in articles(found)] == ["Envoys land in Dushanbe"]
    assert [each.name for each in rejects(found)] == ["a.zip/a.txt"]
    [reject] = rejects(reading(bytes(raw[:200]), "a.zip"))
    assert "damaged, or no zip archive" in reject.reason


def test_an_archive_that_lacks_a_piece_is_damaged(reading: Reading) -> None:
    raw = zipped(("a.txt", STORY * 50), ("b.txt", STORY))
    found = reading(raw[:40] + raw[80:], "a.zip")
    assert [each.name for each in rejects(found)][:1] == ["a.zip/a.txt"]
    assert all("damaged" in each.reason for each in rejects(found))


@pytest.mark.parametrize("name", ["a.pptx", "a.ods", "a.jar"])
def test_office_documents_are_not_taken_for_archives(reading: Reading, name: str) -> None:
    [reject] = rejects(reading(zipped(("word/document.xml", b"<w/>")), name))
    assert "save it as .pdf" in reject.reason


def test_a_tar_archive_that_is_cut_says_so_and_gives_what_is_whole(reading: Reading) -> None:
    raw = samples.tar(("a.txt", STORY), ("b.txt", STORY.replace(b"Envoys", b"Monks")))
    whole = reading(raw, "a.tar")
    assert len(articles(whole)) == 2 and not rejects(whole)
    for size in (1_024, 1_100, 1_300, 2_048):
        found = reading(raw[:size], "a.tar")
        assert articles(found)
        assert (
            "cut off" in rejects(found)[-1].reason or "unexpected end" in rejects(found)[-1].reason
        )
