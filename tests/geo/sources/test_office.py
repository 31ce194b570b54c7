"""Word, LibreOffice, rich text and EPUB: what a reader sees of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from geo.sources import Reject
from tests.geo.sources import samples
from tests.geo.sources.conftest import Found, articles, rejects

Reading = Callable[..., Found]


def test_a_document_is_an_article_by_its_text_alone(reading: Reading) -> None:
    for name in ("word.docx", "open.odt", "rich.rtf"):
        for shown in (name, "unnamed"):
            [found] = articles(reading(samples.FILES[name], shown))
            assert (found.title, found.published) == (samples.TITLE, date(2021, 7, 8))
            assert found.text == "\n\n".join(samples.PARAGRAPHS)


def test_what_was_struck_out_or_is_there_twice_is_not_read(reading: Reading) -> None:
    paragraph = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>The ferry </w:t></w:r>"
        "<w:del><w:r><w:delText>sank</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t>"
        "</w:r></w:moveFrom><w:r><w:t>ran aground</w:t><w:tab/><w:t>off Varna.</w:t>"
        "<w:br/><w:t>It lies there.</w:t></w:r></w:p>"
    )
    [found] = articles(reading(samples.docx("Ferry runs aground", paragraph), "a.docx"))
    assert found.text == "The ferry ran aground off Varna.\n\nIt lies there."
    paragraph = (
        "The ferry<text:s/><text:span>ran</text:span> aground off<text:tab/>Varna"
        "<text:note><text:note-body><text:p>A note</text:p></text:note-body></text:note>."
    )
    [found] = articles(reading(samples.odt("Ferry runs aground", paragraph), "a.odt"))
    assert found.text == "The ferry ran aground off Varna."


def test_rich_text_in_other_character_sets(reading: Reading) -> None:
    told = (
        r"Crue \'e0 H\'e9rat: \u1043?\u1077?\u1088?\u1072?\u1090? "
        r"and \f1 \'c3\'e5\'f0\'e0\'f2\f0 ."
    )
    link = r'{\field{\*\fldinst{HYPERLINK "https://herald.example"}}{\fldrslt{Herald}}}'
    [found] = articles(
        reading(samples.rtf("Crue de la rivière", f"{told} {link} \\u-10179?\\u-8704?"), "a.rtf")
    )
    assert "Crue à Hérat: Герат and Герат" in found.text
    assert "Herald" in found.text and "https" not in found.text
    assert "\N{GRINNING FACE}" in found.text


def test_each_chapter_of_a_newspaper_is_an_article(reading: Reading) -> None:
    found = articles(reading(samples.FILES["book.epub"], "paper.epub"))
    assert [each.title for each in found] == [samples.TITLE, samples.SECOND_TITLE]
    assert {(each.source, each.published) for each in found} == {
        ("Harbour Herald", date(2021, 7, 9))
    }


def test_a_locked_book_is_told_of_once(reading: Reading) -> None:
    locked = '<enc xmlns="urn:x"><CipherReference URI="b/1.xhtml"/></enc>'
    parts = (("b/1.xhtml", "\x00\x01"), ("b/2.xhtml", "\x02"), ("META-INF/encryption.xml", locked))
    [found] = reading(samples.zipped(*parts, stored="application/epub+zip"), "a.epub")
    assert isinstance(found, Reject) and "locked" in found.reason


def test_pages_without_a_package_are_read_by_name(reading: Reading) -> None:
    page = f"<html><body><h1>{samples.TITLE}</h1><p>{samples.PARAGRAPHS[0]}</p></body></html>"
    raw = samples.zipped(("b/1.xhtml", page), stored="application/epub+zip")
    [found] = articles(reading(raw, "a.epub"))
    assert (found.title, found.text) == (samples.TITLE, samples.PARAGRAPHS[0])


def test_what_is_no_document_says_so(reading: Reading) -> None:
    for raw, name, reason in (
        (samples.zipped(("[Content_Types].xml", "<a/>")), "a.docx", "no document of Word"),
        (samples.zipped(("a.txt", "x"), stored="application/epub+zip"), "a.epub", "without chap"),
        (b"Not rich at all", "a.rtf", "no rich text"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc", "old Word"),
        (samples.zipped(("[Content_Types].xml", "<a/>")), "a.pptx", "not read: save it as .pdf"),
        (b"Rar!\x1a\x07\x00", "a.rar", "unpack it"),
    ):
        [found] = reading(raw, name)
        assert isinstance(found, Reject) and reason in found.reason, found


def test_entities_of_its_own_making_are_refused(reading: Reading) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    body = '<w:document xmlns:w="w"><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:document>'
    raw = samples.zipped(("[Content_Types].xml", ""), ("word/document.xml", bomb + body))
    assert "entities" in rejects(reading(raw, "a.docx"))[0].reason
    raw = (bomb + samples.NITF.replace("passengers", "&c;")).encode()
    assert "entities" in rejects(reading(raw, "a.xml"))[0].reason
