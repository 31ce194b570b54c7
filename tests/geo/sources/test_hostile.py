"""Input made to do harm, or damaged: it costs a line in the summary, and little else."""

from __future__ import annotations

import gzip
import io
import json
import resource
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pyarrow import parquet

from geo.settings import Bounds
from geo.sources import (
    Document,
    ReadOptions,
    ReadWarning,
    Reject,
    from_bytes,
    named_fields,
    read,
    read_bytes,
    read_documents,
    workbook,
)
from geo.sources.drafts import Fields
from geo.sources.formats import READERS, format_of
from tests.geo.sources import samples
from tests.geo.sources.conftest import FILES, LATEST, Found, articles, rejects
from tests.geo.sources.test_pdf import FIRST, SECOND, pdf
from tests.geo.sources.test_warc import archive
from tests.geo.sources.test_warc import news as pages

Reading = Callable[..., Found]

STORY = "Envoys land in Dushanbe\n\nThe envoys said that no border would be crossed.\n"


class Repeating(io.RawIOBase):
    """A stream of the same bytes over and over, none of them ever in memory."""

    def __init__(self, piece: bytes, size: int, head: bytes = b"", tail: bytes = b"") -> None:
        self._piece = piece * max(1, 65_536 // len(piece))
        self._parts: list[tuple[bytes, int]] = [
            (head, len(head)),
            (self._piece, size),
            (tail, len(tail)),
        ]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while self._parts and not self._parts[0][1]:
            self._parts.pop(0)
        if not self._parts:
            return 0
        piece, left = self._parts[0]
        chunk = piece[: min(len(view), left)]
        view[: len(chunk)] = chunk
        rest = piece if left > len(piece) else piece[len(chunk) :]
        self._parts[0] = (rest, left - len(chunk))
        return len(chunk)


def stream(name: str, piece: bytes, size: int, head: bytes = b"", tail: bytes = b"") -> Document:
    return Document(name, lambda: io.BufferedReader(Repeating(piece, size, head, tail)))


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Fails where what is read is also kept: at most 300 MB more than there are now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (pages * resource.getpagesize() + 300_000_000, before[1])
    )
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def found(document: Document, **bounds: int) -> Found:
    options = ReadOptions(LATEST, bounds=Bounds(**bounds))
    return list(read_documents([document], options))


GIGABYTE = 1_000_000_000


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        ("line.txt", b"", "too large: over 8,000,000 bytes in one article"),
        ("line.md", b"", "too large: over 8,000,000 bytes in one article"),
        ("line.html", b"<html><body><p>", "too large: over 8,000,000 bytes in one article"),
        ("line.csv", b"title,text\nRain,", "too long: over 8,000,000 characters in one line"),
        ("line.json", b'[{"text": "', "too large: over 8,000,000 characters in one record"),
        ("line.jsonl", b'{"text": "', "too long: over 8,000,000 characters in one line"),
        ("line.rss", b"<rss><channel><title>", "too large: over 50,000,000 bytes in one feed"),
    ],
)
def test_a_gigabyte_in_one_line_is_never_in_memory(name: str, head: bytes, reason: str) -> None:
    size = GIGABYTE if name == "line.jsonl" else 60_000_000
    document = stream(name, b"Kabul and ", size, head, b"\n")
    [reject] = found(document, file_bytes=50_000_000)
    assert isinstance(reject, Reject) and reject.reason == reason


@pytest.mark.usefixtures("little_memory")
def test_what_stands_after_an_endless_line_is_read() -> None:
    last = b'"}\n{"text": "Rain fell on Poti."}\n'
    long, rain = found(stream("a.jsonl", b"Kabul and ", 100_000_000, b'{"text": "', last))
    assert isinstance(long, Reject) and long.name == "a.jsonl:1"
    assert articles([rain])[0].text == "Rain fell on Poti."


def test_a_sparse_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    for name in ("huge.txt", "huge.jsonl", "huge.csv", "huge.html", "huge", "huge.zip"):
        with (tmp_path / name).open("wb") as sparse:
            sparse.truncate(GIGABYTE)
    told = {Path(each.name).name: each.reason for each in rejects(list(read([str(tmp_path)])))}
    assert len(told) == 6
    assert all(
        "binary" in reason or "too large" in reason or "zip" in reason for reason in told.values()
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return file.getvalue()


def test_a_bomb_in_a_zip_is_not_unpacked(reading: Reading) -> None:
    bomb = zipped(("bomb.txt", bytes(60_000_000)))
    [reject] = reading(bomb, "bomb.zip")
    assert isinstance(reject, Reject) and "as only archives made to do harm do" in reject.reason
    [nested] = reading(zipped(("a.zip", bomb)), "outer.zip")
    assert isinstance(nested, Reject) and nested.name == "outer.zip/a.zip"


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(reading: Reading) -> None:
    raw = bytearray(zipped(("a.txt", STORY.encode() * 100_000)))
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = (100).to_bytes(4, "little")
    for each in reading(bytes(raw), "liar.zip"):
        assert isinstance(each, Reject) or len(each.text) <= 100


def test_zips_in_zips_end_at_a_depth(reading: Reading) -> None:
    raw = zipped(("a.txt", STORY.encode()))
    for _ in range(2):
        raw = zipped(("inner.zip", raw))
    assert len(articles(reading(raw, "a.zip"))) == 1
    [reject] = reading(zipped(("inner.zip", raw)), "a.zip")
    assert isinstance(reject, Reject) and reject.reason == "archives in archives, over 3 deep"


def test_a_zip_of_very_many_files_is_refused(reading: Reading) -> None:
    raw = zipped(*((f"{n}.txt", b"") for n in range(20)))
    [reject] = reading(raw, "a.zip", bounds=Bounds(archive_files=10))
    assert isinstance(reject, Reject) and reject.reason.startswith("too many files: over 10")


@pytest.mark.usefixtures("little_memory")
def test_a_bomb_in_gzip_is_given_up(reading: Reading) -> None:
    [reject] = reading(gzip.compress(bytes(60_000_000)), "bomb.jsonl.gz")
    assert isinstance(reject, Reject)
    line = gzip.compress(b" " * 60_000_000 + b"\n")
    told = reading(line, "bomb.jsonl.gz")
    assert "as only archives made to do harm do" in rejects(told)[-1].reason
    deep = STORY.encode()
    for _ in range(4):
        deep = gzip.compress(deep)
    [reject] = reading(deep, "a.txt.gz.gz.gz.gz")
    assert isinstance(reject, Reject) and reject.reason == "archives in archives, over 3 deep"


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', '{"text": {"value": '])
@pytest.mark.parametrize("name", ["deep.json", "deep.jsonl"])
def test_json_nested_very_deep_is_refused(reading: Reading, opening: str, name: str) -> None:
    found = reading((opening * 100_000).encode() + b"\n", name)
    assert articles(found) == []
    assert len(found) == 1 and ("deep" in found[0].reason or "no JSON object" in found[0].reason)


def test_html_nested_very_deep_is_read_or_refused(reading: Reading) -> None:
    raw = b"<html><body>" + b"<div><span>" * 40_000 + b"<p>Rain fell on Poti all day long."
    assert len(reading(raw, "deep.html")) == 1


@pytest.mark.parametrize("names", ["widget", "comments", "entry-meta", "published"])
def test_frames_in_frames_that_claim_to_be_asides_take_no_long_time(
    reading: Reading, names: str
) -> None:
    frames = f'<div class="{names}"><time datetime="2021-07-09">'.encode() * 20_000
    raw = b"<html><body>" + frames + b"<h1>Rain on Poti</h1><p>Rain fell on Poti all day long."
    assert reading(raw, "deep.html")


def test_a_page_of_very_many_tags_is_refused(reading: Reading) -> None:
    raw = b"<html><body><table>" + b"<tr><td>a<td>b</tr>" * 50_000
    [found] = reading(raw, "table.html")
    assert isinstance(found, Reject) and found.reason.startswith("over 100,000 tags on one page")


def test_markdown_and_feeds_made_to_be_slow_are_not(reading: Reading) -> None:
    """Patterns that backtrack would need hours for these; the test's own time limit tells."""
    for raw in (b"[" * 50_000, b"*a " * 50_000, b"> " * 50_000, b"(" * 50_000 + b"]" * 50_000,
                b"_" * 50_000, b"`" * 50_001, b"&amp;" * 50_000, b"<!--" * 20_000,
                b"[a](" * 20_000, b"![" * 20_000, b"\\" * 50_001, b"- " * 50_000,
                b"> - " * 20_000, b"|" * 5_000 + b"\n" + b"|-" * 5_000, b"[^" * 50_000,
                b"```\n" * 20_001, b"[a]: b\n" * 5_000, (b"[" * 3_999 + b"\n\n") * 10):  # fmt: skip
        assert len(articles(reading(b"Rain on Poti\n\n" + raw, "slow.md"))) == 1
        assert len(articles(reading(b"Rain on Poti\n\n" + raw, "slow.txt"))) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss"])
def test_nul_bytes_and_bad_utf8_never_get_through(reading: Reading, name: str) -> None:
    for damage in (b"\x00", b"\xff\xfe\xfd", b"\xed\xa0\x80", b"\xc0\xaf"):
        raw = {
            "a.csv": b"title,text\nRain,Rain fell " + damage + b" on Poti.\nSnow,Snow fell.\n",
            "a.jsonl": b'{"text": "Rain ' + damage + b' fell."}\n{"text": "Snow fell."}\n',
            "a.json": b'[{"text": "Rain ' + damage + b' fell."}, {"text": "Snow fell."}]',
            "a.html": b"<html><body><p>Rain " + damage + b" fell on Poti.</body></html>",
            "a.rss": b"<rss><channel><item><title>Rain " + damage + b"</title>"
            b"<description>Rain fell.</description></item></channel></rss>",
        }.get(name, "Łódź and Gdańsk ".encode() + damage + b" were wet.\n")
        for each in articles(reading(raw, name)):
            assert "\x00" not in each.text + each.title
            each.text.encode("utf-8")
    if name in ("a.csv", "a.jsonl"):
        assert any(each.text == "Snow fell." for each in articles(reading(raw, name)))


def test_a_malformed_article_among_thousands_costs_one_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"title": f"Rain {n}", "text": f"Rain fell {n} times."}) for n in range(2_000)
    ]
    lines[1_789] = lines[1_789][:-5]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    count, bad = 0, []
    for item in read([str(tmp_path / "news.jsonl")], ReadOptions(LATEST)):
        if isinstance(item, Reject):
            bad.append(item)
        else:
            count += 1
    assert count == 1_999
    assert [each.name for each in bad] == [f"{tmp_path / 'news.jsonl'}:1790"]


def test_ten_thousand_articles_do_not_pile_up() -> None:
    """The first article comes out long before the last one has gone in."""
    taken = 0

    class Counting(Repeating):
        def readinto(self, buffer: object) -> int:
            nonlocal taken
            taken += (size := super().readinto(buffer))
            return size

    line = b'{"text": "Rain fell on Poti all day, and the road to Batumi was closed again."}\n'
    size = len(line) * 10_000
    document = Document("long.jsonl", lambda: io.BufferedReader(Counting(line, size)))
    assert articles([next(iter(read_documents([document], ReadOptions(LATEST))))])
    assert taken < size / 2


@pytest.mark.parametrize(
    "error",
    [
        *(RuntimeError("odd"), RecursionError("too deep"), OverflowError("too large")),
        *(MemoryError(), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), ImportError()),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_reader_raises_is_one_reject_with_the_files_name(error: Exception) -> None:
    def broken() -> io.BufferedReader:
        raise error

    rain, bad, snow = read_documents(
        [
            from_bytes(b"Rain on Poti\n\nRain fell on Poti.", "rain.txt"),
            Document("bad.pdf", broken),
            from_bytes(b"Snow on Poti\n\nSnow fell on Poti.", "snow.txt"),
        ],
        ReadOptions(LATEST),
    )
    assert [each.title for each in articles([rain, snow])] == ["Rain on Poti", "Snow on Poti"]
    assert isinstance(bad, Reject) and bad.name == "bad.pdf"
    assert bad.reason.encode() and bad.reason.isprintable()


def test_one_record_that_nobody_foresaw_costs_itself(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = named_fields.draft

    def fails_over_snow(given: Fields, *rest: Any, **named: Any) -> Any:
        if "Snow" in given.text:
            raise RecursionError("too deep")
        return usual(given, *rest, **named)

    monkeypatch.setattr(named_fields, "draft", fails_over_snow)
    found = reading(b"text\nRain fell.\nSnow fell.\nHail fell.\n", "a.csv")
    assert [each.text for each in articles(found)] == ["Rain fell.", "Hail fell."]
    assert [each.name for each in rejects(found)] == ["a.csv:3"]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("odd.txt", "Rain on Poti".encode("utf-16") + b"\x41"),
        ("half.txt", b"\xff\xfe" + "Rain \ud83d fell".encode("utf-16-le", "surrogatepass")),
        ("odd.jsonl", '{"text": "Rain fell"}\n'.encode("utf-16") + b"\x41"),
        ("half.csv", b"\xff\xfe" + "text\nRain \ud83d fell".encode("utf-16-le", "surrogatepass")),
        ("half.json", b"\xff\xfe" + '[{"text": "\udc00"}]'.encode("utf-16-le", "surrogatepass")),
        ("digits.md", b"+++\ntitle = " + b"9" * 5_000 + b"\n+++\nRain fell on Poti.\n"),
        ("digits.json", b'[{"text": "Rain fell.", "date": ' + b"9" * 5_000 + b"}]"),
        ("halves.json", b'[{"text": "Rain.", "source": "\\ud800", "url": "http://a/\\udfff"}]'),
    ],
)
def test_halves_of_characters_and_endless_numbers_end_nothing(name: str, raw: bytes) -> None:
    found = list(read_documents([from_bytes(raw, name), from_bytes(b"Rain.", "b.txt")]))
    assert articles(found)[-1].text == "Rain."
    for each in articles(found):
        f"{each.title}{each.text}{each.source}{each.url}{each.language}".encode()


def test_dates_beyond_the_calendar_in_parquet_cost_themselves(reading: Reading) -> None:
    far = 2**31 - 1
    columns = {
        "text": pa.array(["Rain fell on Poti.", "Snow fell on Poti."]),
        "date": pa.array([far, 18_817], pa.int32()).cast(pa.date32()),
        "seen": pa.array([2**62, 0], pa.int64()).cast(pa.timestamp("ms", tz="Nowhere/Atlantis")),
        "took": pa.array([2**62, 0], pa.int64()).cast(pa.duration("us")),
    }
    file = BytesIO()
    parquet.write_table(pa.table(columns), file)
    found = reading(file.getvalue(), "a.parquet")
    assert [str(each.published) for each in articles(found)] == ["None", "2021-07-09"]


def test_a_page_archived_at_the_end_of_time_is_read(reading: Reading) -> None:
    raw = archive(*pages()).replace(b"WARC-Date: 20", b"WARC-Date: 99")
    assert articles(reading(raw, "a.warc"))


def test_a_sheet_with_one_cell_in_its_last_row_is_read_at_once(reading: Reading) -> None:
    book = Workbook()
    book.active["A1"], book.active["A1048576"] = "text", "Rain fell on Poti."
    book.active["XFD3"] = "x"
    file = BytesIO()
    book.save(file)
    assert [each.text for each in articles(reading(file.getvalue(), "a.xlsx"))] == [
        "Rain fell on Poti."
    ]


def test_a_sheet_of_very_wide_rows_is_given_up(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_MOST_CELLS", 100_000)
    book = Workbook()
    for row in range(1, 40):
        book.active[f"A{row}"] = f"Rain fell on Poti {row} times." if row > 1 else "text"
    for row in range(40, 60):
        book.active[f"XFD{row}"] = "x"
    file = BytesIO()
    book.save(file)
    found = reading(file.getvalue(), "a.xlsx")
    assert len(articles(found)) == 38
    assert rejects(found)[-1].reason.startswith("over 100,000 cells in one workbook")


def test_a_text_that_repeats_itself_is_named(reading: Reading) -> None:
    found = reading(b"Rain on Poti\n\n" + b"A B C D E F " * 5_000, "letters.txt")
    assert [each.reason for each in found if isinstance(each, ReadWarning)] == [
        "48,000 of its 59,999 characters are words or letters over and over, and are not read "
        "for places"
    ]


def test_a_text_beyond_all_measure_is_named(reading: Reading) -> None:
    words = " ".join(f"Herat{number:x}" for number in range(40_000))
    (doubt,) = (
        each for each in reading(words.encode(), "book.txt") if isinstance(each, ReadWarning)
    )
    assert doubt.reason.startswith(f"of its {len(words):,} characters only the first ")


@cache
def true_files() -> dict[str, bytes]:
    news = archive(*pages())
    story = ("a.txt", STORY.encode())
    return {
        **{path.name: path.read_bytes() for path in sorted(FILES.iterdir())},
        **samples.FILES,
        **samples.MORE_FILES,
        "a.pdf": pdf(FIRST, SECOND),
        "a.warc": news,
        "a.warc.gz": gzip.compress(news),
        "a.zip": zipped(story, ("b.zip", zipped(story)), ("c.jsonl", b'{"text": "Rain"}\n')),
    }


def reader_of(name: str, raw: bytes) -> str:
    return READERS[format_of(from_bytes(raw, name))]


def test_every_reader_has_a_true_file_that_is_damaged_below() -> None:
    """A reader that is added without one fails here."""
    read = {reader_of(name, raw) for name, raw in true_files().items()}
    assert set(READERS.values()) - read == set()


def test_every_true_file_gives_an_article(reading: Reading) -> None:
    silent = [name for name, raw in true_files().items() if not articles(reading(raw, name))]
    assert silent == ["addresses.urls", "feeds.opml"]  # nothing is fetched here


def test_no_reader_gives_an_article_beyond_the_bounds(reading: Reading) -> None:
    """Sizes hold for every reader, whichever of the bounds is its own."""
    little = Bounds(
        article_bytes=60, line_bytes=60, file_bytes=60, archive_bytes=60, feed_entries=1
    )
    for name, raw in true_files().items():
        found = reading(raw, name, bounds=little)
        too_long = [each.text for each in articles(found) if len(each.text) > 60]
        assert too_long == [], name
        assert found, name


def test_no_reader_goes_deeper_than_the_bounds(reading: Reading) -> None:
    for name, raw in true_files().items():
        reader = reader_of(name, raw)
        found = reading(raw, name, depth=3)
        if reader in ("archive", "archive.read_tape", "compressed", "mail", "mail.read_mailbox"):
            assert articles(found) == [] and "deep" in rejects(found)[0].reason, name


@settings(max_examples=500, derandomize=True)
@given(
    st.sampled_from(sorted(true_files())),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=30)),
        min_size=1,
        max_size=5,
    ),
)
def test_no_damage_to_a_true_file_is_more_than_a_reject(
    name: str, damages: list[tuple[float, int, bytes]]
) -> None:
    raw = true_files()[name]
    for share, lost, piece in damages:
        at = int(share * len(raw))
        raw = raw[:at] + piece + raw[at + lost :]
    for each in read_bytes(raw, name, ReadOptions(LATEST)):
        assert isinstance(each, Reject) or each


@settings(max_examples=300, derandomize=True)
@given(
    st.sampled_from(["txt", "md", "html", "csv", "json", "jsonl", "rss", "pdf", "zip", "gz",
                     "warc", "xlsx", "parquet", "xml", "docx", "odt", "rtf", "epub", "eml", "mbox",
                     "mhtml", "wxr", "opml", "tar", "bz2", "xz", "zst", "xls", "js", ""]),
    st.sampled_from([b"", b"<html>", b"<rss>", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08\x00",
                     b"PAR1", b"WARC/1.0\r\n", b"BZh9", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd",
                     b"{\\rtf1",
                     b"From a 2021\nA: b\n\n", b"<nitf>", b"<newsItem><contentMeta>", b"<opml>",
                     b"<?xml version='1.0'?><rss x='wordpress.org/export/'><channel><item>",
                     b"{", b"[{", b"---\n", b"title,text\n"]),
    st.binary(max_size=300),
)  # fmt: skip
def test_no_bytes_under_any_name_are_more_than_a_reject(
    suffix: str, head: bytes, raw: bytes
) -> None:
    for each in read_bytes(head + raw, f"a.{suffix}", ReadOptions(LATEST)):
        assert isinstance(each, Reject) or each
