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
from tests.geo.sources.conftest import Found

Reading = Callable[..., Found]

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
