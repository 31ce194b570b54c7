"""PDF files, written with pypdf: text on pages, as a printer would see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from geo.models import Article
from geo.sources import Reject
from tests.geo.sources import samples
from tests.geo.sources.conftest import Found, articles

Reading = Callable[..., Found]

LATER = date(2025, 1, 1)
FONT = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
)


def pdf(*pages: Sequence[str], password: str = "", **about: str) -> bytes:
    """Each page is the lines on it."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 60 780 Td\n{shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): FONT})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.add_metadata({f"/{name}": value for name, value in about.items()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


FIRST = (
    "Quay Gazette",
    "Fleet stays in port at Batumi",
    "Published 9 July 2021",
    "The fleet stayed in port on Friday, the harbour master of Batumi said, and no-",
    "body could tell when it would leave. In Poti two boats went out and came back",
    "empty, to the anger of those who had waited on the pier all night and who had",
    "1",
)
SECOND = (
    "Quay Gazette",
    "been told by the harbour office in Sokhumi that there would be fish by morning.",
    "The minister promised to speak on Monday.",
    "2",
)
THIRD = ("Quay Gazette", "Nets have become dear, and most of them are made in Sinop.", "3")


def test_the_text_of_all_pages_with_their_numbers(reading: Reading) -> None:
    [found] = reading(pdf(FIRST, SECOND, THIRD), "fleet.pdf")
    assert isinstance(found, Article)
    assert found.title == "Fleet stays in port at Batumi"
    assert (found.published, found.published_from) == (date(2021, 7, 9), "text")
    assert "and nobody could tell when it would leave. In Poti two boats" in found.text
    assert "all night and who had [p. 2] been told by the harbour office in Sokhumi" in found.text
    assert "\n\n[p. 3]\n\nNets have become dear" in found.text
    assert "Quay Gazette" not in found.text


def test_an_export_of_a_newspaper_database_is_not_one_article(reading: Reading) -> None:
    lines = [line for line in samples.NEXIS.split("\n") if line]
    found = articles(reading(pdf(lines[:12], lines[12:]), "export.pdf"))
    assert [each.title for each in found] == [samples.TITLE, samples.SECOND_TITLE]


def test_what_the_file_says_of_itself(reading: Reading) -> None:
    raw = pdf(THIRD[1:2], Title="Nets are dear", CreationDate="D:20210709233000-05'00'")
    [found] = reading(raw, "nets")
    assert isinstance(found, Article)
    assert (found.title, found.published) == ("Nets are dear", date(2021, 7, 9))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (pdf(()), "no text in it: the pages are pictures; run OCR on it first"),
        (pdf(FIRST, password="secret"), "encrypted: save it without a password"),
        (pdf(FIRST)[:300], "damaged, or no PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 10, "damaged, or no PDF"),
    ],
    ids=["pictures", "encrypted", "cut", "noise"],
)
def test_what_cannot_be_read_says_why(reading: Reading, raw: bytes, reason: str) -> None:
    [found] = reading(raw, "a.pdf")
    assert isinstance(found, Reject) and reason in found.reason


def article_in(found: Found) -> Article:
    [only] = [each for each in found if isinstance(each, Article)]
    return only


HEAD = ("Fleet stays in port at Batumi", "Published 9 July 2021")
TALE = (
    "The fleet stayed in port on Friday, the harbour master of Batumi said, and nobody",
    "could tell when it would leave. In Poti two boats went out and came back empty.",
)


def test_when_the_file_was_made_counts_last_and_rejects_nothing(reading: Reading) -> None:
    made = "D:20240315101500Z"
    printed = article_in(reading(pdf((*HEAD, *TALE), CreationDate=made), "a.pdf"))
    assert (printed.published, printed.published_from) == (date(2021, 7, 9), "text")
    undated = article_in(reading(pdf((HEAD[0], *TALE), CreationDate=made), "a.pdf", latest=LATER))
    assert (undated.published, undated.published_from) == (date(2024, 3, 15), "file")
    for broken in ("(24/9/2004 17:36:38)", "D:00000101000000Z", "yesterday", ""):
        found = article_in(reading(pdf((*HEAD, *TALE), CreationDate=broken), "a.pdf"))
        assert found.published == date(2021, 7, 9)


@pytest.mark.parametrize(
    "title", ["untitled", "Microsoft Word - fleet_v2.docx", "fleet final.indd", "Document1", ""]
)
def test_what_a_program_calls_a_file_is_no_title(reading: Reading, title: str) -> None:
    assert article_in(reading(pdf((*HEAD, *TALE), Title=title), "a.pdf")).title == HEAD[0]


def test_a_name_that_is_divided_at_its_hyphen_keeps_it(reading: Reading) -> None:
    lines = ("The road along the Hari-", "Rud was cut, and the Afghan-", "Iranian post was shut.")
    text = article_in(reading(pdf((*HEAD, *lines)), "a.pdf")).text
    assert "Hari-Rud was cut, and the Afghan-Iranian post" in text


def test_aes_without_a_password_is_read(reading: Reading) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf((*HEAD, *TALE))))
    writer.encrypt("", "owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    assert article_in(reading(file.getvalue(), "a.pdf")).title == HEAD[0]


def test_two_columns_are_read_one_after_the_other(reading: Reading) -> None:
    left = [f"left line {n} of the tale" for n in range(10)]
    right = [f"right line {n} of the tale" for n in range(10)]
    rows = "".join(
        f"1 0 0 1 60 {700 - 14 * n} Tm ({one}) Tj 1 0 0 1 320 {700 - 14 * n} Tm ({two}) Tj "
        for n, (one, two) in enumerate(zip(left, right, strict=True))
    )
    writer = PdfWriter(clone_from=BytesIO(pdf(("",))))
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 1 0 0 1 60 740 Tm (Fleet stays in port) Tj {rows} ET".encode())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    file = BytesIO()
    writer.write(file)
    found = article_in(reading(file.getvalue(), "a.pdf"))
    words = f"{found.title} {found.text}".replace("\n", " ")
    assert words.index("left line 9") < words.index("right line 0")


def test_a_page_that_draws_without_end_is_given_up(reading: Reading) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf(("",))))
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf (Rain) Tj ET " * 500_000)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content.flate_encode())
    file = BytesIO()
    writer.write(file)
    [found] = reading(file.getvalue(), "a.pdf")
    assert isinstance(found, Reject)


def test_pages_that_share_a_long_drawing_are_given_up_before_the_last(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.sources.pdf._STEPS", 10_000)
    writer = PdfWriter(clone_from=BytesIO(pdf(*([""],) * 30)))
    content = DecodedStreamObject()
    content.set_data(b"q Q " * 1_000)
    shared = writer._add_object(content.flate_encode())
    for page in writer.pages:
        page[NameObject("/Contents")] = shared
    file = BytesIO()
    writer.write(file)
    [found] = reading(file.getvalue(), "a.pdf")
    assert isinstance(found, Reject)
    assert "draws far more" in found.reason
