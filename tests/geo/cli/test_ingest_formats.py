"""A folder that holds one file of every format: one command reads it and names each file."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from geo.cli import main
from geo.sources.documents import ADDRESS
from geo.sources.formats import READERS
from tests.geo.sources import samples
from tests.geo.sources.conftest import FILES
from tests.geo.sources.test_pdf import pdf
from tests.geo.sources.test_warc import archive, news

pytestmark = pytest.mark.usefixtures("every_moscow")

# Other names of formats that are here, and lists, which would ask the web.
_SAME = {".text", ".markdown", ".htm", ".xhtml", ".tab", ".xlsm", ".geojson", ".ndjson", ".pq"}
_SAME |= {".rdf", ".docm", ".mht", ".events", ".gkg", ".nitf", ".urls", ADDRESS}


def every_format() -> dict[str, bytes]:
    """Files by their names, with articles that are all different."""

    def record(name: str) -> dict[str, str]:
        return {"title": f"News of {name}", "text": f"The ferry {name} left the harbour at noon."}

    def cells(name: str, separator: str) -> bytes:
        return "\n".join(
            separator.join(row) for row in zip(*record(name).items(), strict=True)
        ).encode()

    book, workbook, table = openpyxl.Workbook(), BytesIO(), BytesIO()
    for row in zip(*record("xlsx").items(), strict=True):
        book.active.append(row)
    book.save(workbook)
    parquet.write_table(pa.Table.from_pylist([record("parquet")]), table)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as inside:
        inside.writestr("a.txt", record("zip")["text"])
    return samples.FILES | {
        "notes.md": f"# Ferry\n\n{record('md')['text']}".encode(),
        "page.html": (FILES / "saved-by-browser.html").read_bytes(),
        "wire.rss": (FILES / "wire.rss").read_bytes(),
        "wire.atom": (FILES / "desk.atom").read_bytes(),
        "table.csv": cells("csv", ";"),
        "table.tsv": cells("tsv", "\t"),
        "events.csv": samples.EVENT,
        "book.xlsx": workbook.getvalue(),
        "rows.parquet": table.getvalue(),
        "records.json": json.dumps([record("json")]).encode(),
        "lines.jsonl": json.dumps(record("jsonl")).encode(),
        "report.pdf": pdf(["News of the quay", record("pdf")["text"]]),
        "crawl.warc": archive(*news()),
        "more.zip": packed.getvalue(),
        "feeds.opml": b'<opml><body><outline xmlUrl="http://127.0.0.1:9/feed"/></body></opml>',
        "nothing.org": b"* not read",
    }


def test_one_command_reads_them_all_and_names_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "everything"
    folder.mkdir()
    for name, raw in every_format().items():
        (folder / name).write_bytes(raw)
    suffixes = {Path(name).suffix for name in every_format()}
    assert set(READERS) - _SAME <= suffixes
    assert main(["ingest", str(folder), "--atlas", str(tmp_path / "atlas")]) == 0
    said = capsys.readouterr().out.splitlines()
    read = {line.split(": ")[1]: line.split(": ")[2] for line in said if line.startswith("read: ")}
    assert set(read) == {str(folder / name) for name in every_format()}
    without = {Path(name).name for name, what in read.items() if what.startswith("0 articles")}
    assert without == {"feeds.opml", "nothing.org"}


def test_of_very_many_files_there_are_their_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(101):
        text = f"Ferry {number} left\n\nFerry {number} left the harbour for Moscow at noon.\n"
        (folder / f"{number}.txt").write_text(text)
    atlas = str(tmp_path / "atlas")
    assert main(["ingest", str(folder), "--atlas", atlas]) == 0
    assert "read: 101 files: .txt (101); --json has each\n" in capsys.readouterr().out
    assert main(["ingest", str(folder), "--atlas", atlas, "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert len(files) == 101 and files[0] == {
        "name": str(folder / "0.txt"),
        "articles": 1,
        "rejected": 0,
    }
