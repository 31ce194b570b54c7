"""Some of a document's records: slices of what makes it up, and together the whole."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.models import Article
from geo.sources import ReadOptions, from_bytes, read_documents
from geo.sources.protocol import Records

COUNT = 7


def _text(number: int) -> str:
    return f"The ferry number {number} left the harbour at night, and nobody knew where it went."


def _jsonl() -> bytes:
    return "".join(f'{{"text": "{_text(n)}"}}\n' for n in range(COUNT)).encode()


def _csv() -> bytes:
    rows = [f'Ferry {n},"{_text(n)}\n\nIt was late."' for n in range(COUNT)]
    return "\n".join(["title,text", *rows]).encode()


def _json() -> bytes:
    return b"[" + b",".join(_jsonl().splitlines()) + b"]"


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": [_text(n) for n in range(COUNT)]}), sink)
    return sink.getvalue()


def _zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for number in range(COUNT):
            archive.writestr(f"{number}.txt", _text(number))
    return sink.getvalue()


def _tar() -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for number in range(COUNT):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = len(_text(number))
            archive.addfile(member, io.BytesIO(_text(number).encode()))
    return sink.getvalue()


def _warc() -> bytes:
    records = []
    for number in range(COUNT):
        body = f"<html><title>Ferry {number}</title><body><p>{_text(number)}</p></body></html>"
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2021-07-09T10:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}"
        )
        records.append(head.encode() + b"\r\n\r\n" + http + b"\r\n\r\n")
    return b"".join(records)


def _mbox() -> bytes:
    return "".join(
        f"From a@a.example Fri Jul  9 10:00:00 2021\nFrom: a@a.example\nSubject: Ferry {n}\n\n"
        f"{_text(n)}\n\n"
        for n in range(COUNT)
    ).encode()


MADE = {
    "a.jsonl": _jsonl,
    "a.csv": _csv,
    "a.json": _json,
    "a.parquet": _parquet,
    "a.zip": _zip,
    "a.tar": _tar,
    "a.warc": _warc,
    "a.mbox": _mbox,
}


def texts(raw: bytes, name: str, records: Records | None) -> list[str]:
    found = read_documents([from_bytes(raw, name)], ReadOptions(records=records))
    return [each.text for each in found if isinstance(each, Article)]


@pytest.mark.parametrize(("name", "made"), MADE.items())
def test_slices_are_together_the_whole(name: str, made: Callable[[], bytes]) -> None:
    raw = made()
    whole = texts(raw, name, None)
    assert len(whole) == COUNT
    slices = [Records(0, 3), Records(3, 4), Records(4, 4), Records(4, None)]
    pieces = [texts(raw, name, records) for records in slices]
    assert [len(piece) for piece in pieces] == [3, 1, 0, 3]
    assert [text for piece in pieces for text in piece] == whole
    assert slices[0].seen == 3  # nothing after it is looked at


@pytest.mark.parametrize(("name", "made"), MADE.items())
def test_records_can_be_counted_without_making_anything_of_them(
    name: str, made: Callable[[], bytes]
) -> None:
    counting = Records(first=sys.maxsize)
    assert texts(made(), name, counting) == []
    assert counting.seen == COUNT


def test_a_text_has_no_records() -> None:
    counting = Records(first=sys.maxsize)
    texts(_text(1).encode(), "a.txt", counting)
    assert counting.seen == 0


def test_what_is_within_a_record_is_read_whole(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.jsonl", _jsonl())
        archive.writestr("b.jsonl", _jsonl().replace(b"ferry", b"barge"))
    assert len(texts(sink.getvalue(), "a.zip", Records(1, 2))) == COUNT
