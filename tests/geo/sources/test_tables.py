"""Tables: CSV, TSV, Excel and Parquet, as programs export them."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pyarrow import parquet

from geo.models import Article
from geo.sources import ReadOptions, Reject, read_bytes
from tests.geo.sources.conftest import LATEST, Found, articles, rejects

Reading = Callable[..., Found]

RAIN = "Rain fell on Poti all day, and the road to Batumi was closed."
FLEET = "The fleet, which is “old”,\nstayed in port.\n\nNobody said why."


def table(*rows: tuple[object, ...], delimiter: str = ",") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("names", "day"),
    [
        ("titolo;data;testo", "9 luglio 2021"),
        ("título;data;conteúdo", "9 de julho de 2021"),
        ("tytuł;data;treść", "9 lipca 2021"),
        ("Überschrift;Datum;Inhalt", "9.7.21"),
        ("Titre;Date de publication;Texte", "09/07/2021"),
        ("başlık;tarih;metin", "9 Temmuz 2021"),
        ("заголовок;дата;текст", "9 июля 2021 года"),
        ("τίτλος;ημερομηνία;κείμενο", "9 Ιουλίου 2021"),
        ("标题;日期;内容", "2021年7月9日"),
        ("العنوان;التاريخ;النص", "2021-07-09"),
    ],
)
def test_columns_are_named_in_many_languages(reading: Reading, names: str, day: str) -> None:
    [found] = articles(reading(f"{names}\nRain on Poti;{day};{RAIN}\n".encode(), "a.csv"))
    assert (found.title, found.text, found.published) == ("Rain on Poti", RAIN, date(2021, 7, 9))


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")]
)
def test_a_table_of_text_however_it_is_separated(
    reading: Reading, name: str, delimiter: str
) -> None:
    raw = table(
        ("id", "Headline", "body", "pubDate", "outlet", "Link"),
        (1, "Rain on Poti", RAIN, "2021-07-09T22:00:00Z", "Quay Gazette", "https://a.example/1"),
        (2, "Fleet in port", FLEET, "", "Quay Gazette", "https://a.example/2021/07/08/fleet"),
        delimiter=delimiter,
    )
    rain, fleet = articles(reading(raw, name))
    assert (rain.title, rain.text, rain.source) == ("Rain on Poti", RAIN, "Quay Gazette")
    assert (rain.published, rain.published_from) == (date(2021, 7, 9), "metadata")
    assert (fleet.published, fleet.published_from) == (date(2021, 7, 8), "url")
    assert fleet.text.split("\n\n")[-1] == "Nobody said why."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_as_excel_saves_it(reading: Reading, encoding: str) -> None:
    text = "title;text\r\n" + "".join(
        f"Évacués à Sète {n};Les évacués de Sète sont rentrés chez eux, très fatigués, après une "
        "nuit passée à l’école du quartier où la préfecture les avait logés.\r\n"
        for n in range(20)
    )
    found = articles(reading(text.encode(encoding), "a.csv"))
    assert len(found) == 20 and found[0].title == "Évacués à Sète 0"
    assert "à l’école du quartier où" in found[0].text


def test_a_bad_row_costs_itself_alone(reading: Reading) -> None:
    raw = (
        b"title,text\nRain,Rain fell on Poti.\nToo,many,cells\n"
        b"Nul,Po\x00ti\nEmpty,\n\nSnow,Snow fell on Poti.\n"
    )
    found = reading(raw, "a.csv")
    assert [each.title for each in articles(found)] == ["Rain", "Snow"]
    assert {each.name: each.reason for each in rejects(found)} == {
        "a.csv:3": "3 cells under 2 columns: is a quote missing?",
        "a.csv:4": "binary, not text (it contains NUL bytes)",
        "a.csv:5": "empty",
    }


@pytest.mark.parametrize("quoted", [False, True])
def test_a_quote_that_is_never_closed_costs_one_row_of_thousands(
    reading: Reading, quoted: bool
) -> None:
    quote = '"' if quoted else ""
    rows = [f"Rain {n},{quote}Rain fell {n} times.{quote},2021-07-09" for n in range(2_000)]
    rows[1_321] = 'Quote,"Rain fell and fell,2021-07-09'
    found = reading("\n".join(["title,text,date", *rows]).encode(), "a.csv")
    assert len(articles(found)) == 1_999
    [reject] = rejects(found)
    assert reject.name == "a.csv:1323" and "is a quote missing?" in reject.reason
    assert articles(found)[1_321].title == "Rain 1322"


def test_a_row_of_two_columns_does_not_swallow_the_next(reading: Reading) -> None:
    raw = b'title,text\nRain,"Rain fell.\nSnow,"Snow fell."\nHail,Hail fell.\n'
    found = reading(raw, "a.csv")
    assert [each.text for each in articles(found)] == ["Snow fell.", "Hail fell."]
    assert [each.name for each in rejects(found)] == ["a.csv:2"]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('Rain,"He said ""no"" and left.",x', 'He said "no" and left.'),
        ('Rain,"He said \\"no\\", and left.",x', 'He said "no", and left.'),
        ('Rain,He said "no" and left.,x', 'He said "no" and left.'),
        ('Rain,"He said.\n\nAnd ""left"".",x', 'He said.\n\nAnd "left".'),
    ],
)
def test_quotes_in_cells_however_they_are_written(reading: Reading, row: str, text: str) -> None:
    raw = f"title,text,note\n{row}\nSnow,Snow fell.,x\n".encode()
    rain, snow = articles(reading(raw, "a.csv"))
    assert (rain.text, snow.text) == (text, "Snow fell.")


def test_sloppy_quotes_cost_no_other_row(reading: Reading) -> None:
    raw = b'title,text,note\nRain,"He said "no" and left.",x\nSnow,Snow fell.,x\n'
    found = reading(raw, "a.csv")
    assert articles(found)[-1].text == "Snow fell."
    assert len(found) == 2


def test_a_table_that_breaks_off_in_a_cell_says_so(reading: Reading) -> None:
    raw = b'title,text\nSnow,Snow fell.\nRain,"First paragraph\n\nsecond para'
    found = reading(raw, "a.csv")
    assert [each.title for each in articles(found)] == ["Snow"]
    assert [each.name for each in rejects(found)] == ["a.csv:3"]


def test_a_table_of_open_quotes_comes_to_an_end(reading: Reading) -> None:
    raw = b"title,text\n" + b'Rain,"Rain fell.\nSnow,Snow fell.\n' * 1_000
    found = reading(raw, "a.csv")
    assert len(rejects(found)) == len(articles(found)) == 1_000


def test_a_table_without_a_column_for_the_text_says_what_there_is(reading: Reading) -> None:
    [found] = reading(b"Kopf,Wortlaut\na,b\n", "a.csv")
    assert isinstance(found, Reject)
    assert found.reason == (
        "no column seems to hold the text: there are Kopf, Wortlaut; name it with --map text=COLUMN"
    )
    [mapped] = reading(f"Kopf,Wortlaut\nRegen,{RAIN!r}\n".encode(), "a.csv",
                       columns={"text": "Wortlaut", "title": "Kopf"})  # fmt: skip
    assert isinstance(mapped, Article) or mapped.reason.startswith("3 cells")


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=5))
def test_no_cells_make_a_table_fail(rows: list[tuple[str, str]]) -> None:
    text = StringIO()
    csv.writer(text, escapechar="\\").writerows([("title", "text"), *rows])
    raw = text.getvalue().encode("utf-8", errors="replace")
    list(read_bytes(raw, "a.csv", ReadOptions(LATEST)))


def workbook(path: Path) -> Path:
    book = Workbook()
    first = book.active
    first.title = "July"
    first.append([])
    first.append(["Title", "Body", "Published at", "Source"])
    first.append(["Rain on Poti", RAIN, datetime(2021, 7, 9, 22, 0), "Quay Gazette"])
    first.append(["Fleet in port", FLEET, date(2021, 7, 8), None])
    first.append([None, None, None, None])
    first.append(["Nothing", "", "", ""])
    notes = book.create_sheet("Notes")
    notes.append(["who", "what"])
    notes.append(["Ada", "call back"])
    book.create_sheet("Empty")
    more = book.create_sheet("August")
    more.append(["headline", "content"])
    more.append(["Snow in August", "Snow fell on Mestia, the mayor said."])
    book.save(path)
    return path


def test_a_workbook_sheet_by_sheet(reading: Reading, tmp_path: Path) -> None:
    found = reading(workbook(tmp_path / "export.xlsx").read_bytes(), "export.xlsx")
    rain, fleet, snow = articles(found)
    assert (rain.title, rain.published) == ("Rain on Poti", date(2021, 7, 9))
    assert fleet.published == date(2021, 7, 8)
    assert snow.text == "Snow fell on Mestia, the mayor said."
    assert [(each.name, each.reason[:30]) for each in rejects(found)] == [
        ("export.xlsx!July:6", "empty"),
        ("export.xlsx!Notes", "no column seems to hold the te"),
    ]


def test_a_workbook_is_told_by_its_content(reading: Reading, tmp_path: Path) -> None:
    raw = workbook(tmp_path / "export.xlsx").read_bytes()
    assert len(articles(reading(raw, "export"))) == 3


def test_a_damaged_workbook_is_said_to_be_one(reading: Reading, tmp_path: Path) -> None:
    raw = workbook(tmp_path / "export.xlsx").read_bytes()
    [found] = reading(raw[: len(raw) // 2], "export.xlsx")
    assert isinstance(found, Reject) and "damaged" in found.reason


def test_parquet_with_times_zones_and_columns_of_others(reading: Reading) -> None:
    kabul = timezone(timedelta(hours=4, minutes=30))
    told = pa.table(
        {
            "url": ["https://a.example/1", None],
            "maintext": [RAIN, FLEET],
            "title": ["Rain on Poti", "Fleet in port"],
            "date_publish": [None, None],
            "publishedAt": pa.array(
                [datetime(2021, 7, 9, 1, 0, tzinfo=kabul), datetime(2021, 7, 8, tzinfo=UTC)],
                pa.timestamp("us", "Asia/Kabul"),
            ),
            "embedding": [[0.1, 0.2], [0.3]],
        }
    )
    file = BytesIO()
    parquet.write_table(told, file)
    for name in ("news.parquet", "news"):
        rain, fleet = articles(reading(file.getvalue(), name))
        assert (rain.text, rain.published) == (RAIN, date(2021, 7, 9))
        assert (fleet.title, fleet.published) == ("Fleet in port", date(2021, 7, 8))
    [cut] = reading(file.getvalue()[:-20], "news.parquet")
    assert isinstance(cut, Reject) and "damaged" in cut.reason


def test_times_finer_than_those_of_python_are_read_by_commands(tmp_path: Path) -> None:
    fine = pa.array([1_625_788_800_123_456_789], pa.timestamp("ns", "UTC"))
    columns = {"title": ["Rain"], "text": [RAIN], "published": fine}
    parquet.write_table(pa.table(columns), tmp_path / "fine.parquet")
    read = (
        "import sys; from geo.cli import WithoutPandas; sys.meta_path.insert(0, WithoutPandas());"
        "from geo.sources import find, read_documents;"
        "[article] = read_documents(find(['fine.parquet'])); print(article.published)"
    )
    done = subprocess.run(
        [sys.executable, "-c", read], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("2021-07-09\n", "")


def test_what_programs_put_above_the_names(reading: Reading) -> None:
    for above in ("sep=;\r\n", "Export of articles\r\nMade on;9 July 2021\r\n\r\n", "\n\n"):
        raw = f"{above}title;date;text\r\nRain on Poti;2021-07-09;{RAIN}\r\n".encode()
        [found] = articles(reading(raw, "a.csv"))
        assert (found.title, found.published) == ("Rain on Poti", date(2021, 7, 9))
    raw = f"Titles\nKopf;Inhalt des Artikels\nRegen;{RAIN}\n".encode()
    [found] = articles(
        reading(raw, "a.csv", columns={"text": "Inhalt des Artikels", "title": "Kopf"})
    )
    assert (found.title, found.text) == ("Regen", RAIN)
    book = Workbook()
    for row in (["Articles of July"], [], ["title", "date", "text"], ["Rain", "2021-07-09", RAIN]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    [found] = articles(reading(out.getvalue(), "a.xlsx"))
    assert (found.title, found.published) == ("Rain", date(2021, 7, 9))


def test_tables_by_another_name(reading: Reading) -> None:
    cells = "<tr><td>title</td><td>date</td><td>text</td></tr>"
    html = f"<html><body><table>{cells}<tr><td>Rain<td>2021-07-09<td>{RAIN}</table></body></html>"
    tsv = f"title\tdate\ttext\nRain\t2021-07-09\t{RAIN}\n"
    row = "<Row>{}</Row>".format
    cell = "<Cell{}><Data>{}</Data></Cell>".format
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        + row(cell("", "title") + cell("", "id") + cell("", "date") + cell("", "text"))
        + row(cell("", "Rain") + cell(' ss:Index="3"', "2021-07-09") + cell("", RAIN))
        + "</Table></Worksheet></Workbook>"
    )
    for raw in (html, tsv, xml):
        [found] = articles(reading(raw.encode(), "export.xls"))
        assert (found.title, found.text, found.published) == ("Rain", RAIN, date(2021, 7, 9))
    [found] = articles(reading(tsv.encode("utf-16"), "export.xls"))
    assert found.text == RAIN


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("publish_date,headline_text", "20210709,rain on poti all day",
         ("rain on poti all day", "rain on poti all day")),
        ("URL,MobileURL,Date,Title", "https://a.example/1,,2021-07-09 10:00:00,Rain on Poti",
         ("Rain on Poti", "Rain on Poti")),
        ("Source,Date,Story_Headline,Story_Text", f'Wire,2021-07-09,Rain,"{RAIN}"', ("Rain", RAIN)),
        ("Titre;Date;Texte", f"Pluie;2021-07-09;{RAIN}", ("Pluie", RAIN)),
        ("title,year,month,day,texts", f'Rain,2021,7,9.0,"{RAIN}"', ("Rain", RAIN)),
        ("event_id_cnty,event_date,source,notes", f'GEO1,2021-07-09,Wire,"{RAIN}"', (RAIN, RAIN)),
    ],
    ids=["headlines", "gdelt", "story", "french", "split-date", "acled"],
)  # fmt: skip
def test_columns_by_the_names_that_exports_give_them(
    reading: Reading, header: str, row: str, expected: tuple[str, str]
) -> None:
    [found] = articles(reading(f"{header}\n{row}\n".encode(), "a.csv"))
    assert (found.title, found.text, found.published) == (*expected, date(2021, 7, 9))


@pytest.mark.parametrize("mark", ["\t", ";", "|", ","])
def test_a_table_that_is_called_a_text(reading: Reading, mark: str) -> None:
    """As Excel's "Unicode text" is."""
    rows = (("Title", "Date", "Text"), ("Ferry aground", "2021-07-09", "A ferry ran aground."))
    raw = b"\xff\xfe" + "\r\n".join(map(mark.join, rows)).encode("utf-16-le")
    [found] = articles(reading(raw, "export.txt"))
    assert (found.title, str(found.published)) == ("Ferry aground", "2021-07-09")


def test_a_text_that_names_titles_and_dates_is_none(reading: Reading) -> None:
    [found] = articles(reading(b"Title, date, place\n\nThe ferry, the pier, the port.\n", "a.txt"))
    assert found.title == "Title, date, place"


def test_columns_of_one_name_and_months_by_their_names(reading: Reading) -> None:
    raw = "title,title,text,year,month,day\nFerry,,The ferry ran aground.,2021,July,9\n"
    [found] = articles(reading(raw.encode(), "a.csv"))
    assert (found.title, str(found.published)) == ("Ferry", "2021-07-09")
