"""Exports of newspaper databases: never one article for many."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from geo.sources import Reject
from tests.geo.sources import samples
from tests.geo.sources.conftest import Found, articles

Reading = Callable[..., Found]


def shown(found: Found) -> list[tuple[str, str, date | None]]:
    return [(each.title, each.source, each.published) for each in articles(found)]


TWO = [
    (samples.TITLE, "Harbour Herald", date(2021, 7, 8)),
    (samples.SECOND_TITLE, "Harbour Herald", date(2021, 7, 9)),
]


@pytest.mark.parametrize(
    "name",
    ["nexis.txt", "nexis.docx", "factiva.txt", "proquest.txt", "factiva.html", "europresse.html"],
)
def test_each_article_with_its_headline_source_and_day(reading: Reading, name: str) -> None:
    found = reading(samples.FILES[name], name)
    assert shown(found) == TWO
    first, second = articles(found)
    assert first.text == "\n\n".join(samples.PARAGRAPHS)
    assert second.text == samples.SECOND


@pytest.mark.parametrize("text", [samples.NEXIS, samples.FACTIVA, samples.PROQUEST])
def test_in_every_kind_of_document_and_in_archives(reading: Reading, text: str) -> None:
    lines = [line for line in text.split("\n") if line]
    assert shown(reading(samples.rtf(*lines), "a.rtf")) == TWO
    assert shown(reading(samples.odt(*lines), "a.odt")) == TWO
    assert shown(reading(samples.zipped(("a.docx", samples.docx(*lines))), "a.zip")) == TWO


def test_the_list_of_documents_in_front_is_no_article(reading: Reading) -> None:
    front = (
        "User Name: Reader\n\nDate and Time: Friday, July 30, 2021 10:34:00 AM EDT\n\n"
        f"Job Number: 123\n\nDocuments (2)\n\n1. {samples.TITLE}\n\n2. {samples.SECOND_TITLE}\n\n"
    )
    assert shown(reading((front + samples.NEXIS).encode(), "a.txt")) == TWO


def test_nexis_as_it_was_with_the_headline_under_the_date(reading: Reading) -> None:
    raw = "\n\n".join(
        f"                    {number} of 2 DOCUMENTS\n\n\n                    Harbour Herald\n\n"
        f"                 July {day}, 2021 Thursday\n                   Final Edition\n\n"
        f"{title}\n\nBYLINE: By IVO PETROV\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 40 words\n\n"
        "DATELINE: VARNA\n\n"
        f"{text}\n\nLOAD-DATE: July 30, 2021\n\nLANGUAGE: ENGLISH\n\n"
        f"PUBLICATION-TYPE: Newspaper\n\n             Copyright 2021 Harbour Herald\n"
        for number, title, day, text in (
            (1, samples.TITLE, 8, samples.PARAGRAPHS[0]),
            (2, samples.SECOND_TITLE, 9, samples.SECOND),
        )
    )
    found = reading(raw.encode(), "a.txt")
    assert shown(found) == TWO
    assert [each.text for each in articles(found)] == [samples.PARAGRAPHS[0], samples.SECOND]


def test_factiva_with_its_codes(reading: Reading) -> None:
    raw = (
        f"SE  World News\nHD  {samples.TITLE}\nBY  By Ivo Petrov\nWC  40 words\nPD  8 July 2021\n"
        "SN  Harbour Herald\nSC  HARHER\nLA  English\nCY  (c) 2021 Harbour Herald\n\n"
        f"LP\n{samples.PARAGRAPHS[0]}\n\nTD\n{samples.PARAGRAPHS[1]}\n\n"
        "IN VARNA nobody was hurt.\n\n"
        "CO  abc : Ferries AD\nNS  gdis : Accidents | gcat : Political\nRE  bul : Bulgaria\n"
        "AN  Document HARHER0020210708eh78000a1\n"
    )
    [found] = articles(reading(raw.encode(), "a.txt"))
    assert (found.title, found.source, found.published) == TWO[0]
    assert found.text == "\n\n".join((*samples.PARAGRAPHS, "IN VARNA nobody was hurt."))


def test_marks_without_ends_are_refused_with_what_to_do(reading: Reading) -> None:
    raw = samples.NEXIS.replace("End of Document", "")
    [found] = reading(raw.encode(), "a.txt")
    assert isinstance(found, Reject) and "Nexis" in found.reason and ".docx" in found.reason
    raw = re.sub(r"_{20,}|Document \d of \d", "", samples.PROQUEST)
    [found] = reading(raw.encode(), "a.txt")
    assert isinstance(found, Reject) and "ProQuest" in found.reason


def test_other_rules_between_articles(reading: Reading) -> None:
    for rule in ("-" * 60, ""):
        assert shown(reading(samples.PROQUEST.replace("_" * 60, rule).encode(), "a.txt")) == TWO


def test_articles_copied_from_europresse(reading: Reading) -> None:
    raw = "\n\n".join(
        f"Harbour Herald\nPorts, jeudi {day} juillet 2021, p. 4\n\n{title}\n\n{text}\n\n"
        f"© 2021 Harbour Herald. Tous droits réservés.\nnews·2021070{day}·HH·12345"
        for title, day, text in (
            (samples.TITLE, 8, "\n\n".join(samples.PARAGRAPHS)),
            (samples.SECOND_TITLE, 9, samples.SECOND),
        )
    )
    assert shown(reading(raw.encode(), "a.txt")) == TWO


def test_pages_that_cannot_be_split_are_refused(reading: Reading) -> None:
    for raw, name in (
        (samples.EUROPRESSE.replace("article>", "div>"), "Europresse"),
        (samples.FACTIVA_HTML.replace("Document HARHER", "Paper HARHER"), "Factiva"),
    ):
        [found] = reading(raw.encode(), "a.html")
        assert isinstance(found, Reject) and name in found.reason and "export it" in found.reason


def test_references_and_a_knowledge_graph(reading: Reading) -> None:
    for name in ("a.ris", "a.txt"):
        first, second = articles(reading(samples.RIS.encode(), name))
        assert shown([first, second]) == TWO
        assert first.text == "\n\n".join(samples.PARAGRAPHS) and first.language == "en"
        assert second.text == samples.SECOND_TITLE
    for name in ("20210708.gkg.csv", "20210708"):
        [found] = articles(reading(samples.GRAPH.encode(), name))
        assert (found.title, found.published) == (f"{samples.TITLE} & stays", date(2021, 7, 8))
        assert (found.source, found.url) == ("herald.example", "https://herald.example/1")
    events = b"984000000\t20210708\t202107\t2021\t2021.5123\tAFG\tHERAT\n"
    [found] = reading(events, "20210708.export.CSV")
    assert isinstance(found, Reject) and "not 58 or 61" in found.reason


@pytest.mark.parametrize(
    "header",
    [
        "Monde, jeudi 8 juillet 2021 40 mots, p. 4",
        "Monde, jeudi 8 juillet 2021 - 16:12 UTC +01:00 40 mots",
        "World, Thursday, July 8, 2021 40 words",
    ],
)
def test_europresse_has_the_day_in_its_header(reading: Reading, header: str) -> None:
    raw = samples.EUROPRESSE.replace("Ports, jeudi 8 juillet 2021 40 mots, p. 4", header)
    raw = raw.replace("news·20210708·HH·12345", "")
    assert shown(articles(reading(raw.encode(), "a.html"))) == TWO


def test_nexis_in_other_languages_ends_before_what_is_said_of_the_article(
    reading: Reading,
) -> None:
    for date_loaded, end in (
        ("Date de chargement: 9 juillet 2021", "Fin du document"),
        ("Ladedatum: 9. Juli 2021", "Ende des Dokuments"),
        ("Fecha de carga: 9 de julio de 2021", "Fin del documento"),
    ):
        raw = samples.NEXIS.replace("Load-Date: July 9, 2021", date_loaded)
        found = articles(reading(raw.replace("End of Document", end).encode(), "a.txt"))
        assert shown(found) == TWO and "Date" not in found[0].text + found[1].text


def test_an_article_that_cannot_be_told_costs_itself(reading: Reading) -> None:
    raw = samples.NEXIS.replace("July 8, 2021 Thursday", "")
    found = reading(raw.encode(), "a.txt")
    assert shown(found) == TWO[1:]
    assert isinstance(found[0], Reject) and found[0].name == "a.txt: article 1"


def test_a_report_about_a_document_is_no_export(reading: Reading) -> None:
    raw = samples.TEXT + "\nThe ministry called it Document 1 of 5, and the copyright is ours.\n"
    assert len(articles(reading(raw.encode(), "a.txt"))) == 1


def test_rich_text_has_no_blank_lines_between_paragraphs(reading: Reading) -> None:
    lines = "\n".join(line for line in samples.NEXIS.split("\n") if line)
    assert [
        each.text.count("Load-Date") for each in articles(reading(lines.encode(), "a.txt"))
    ] == [0, 0]


def test_the_cover_of_an_export_of_single_files_is_no_article(reading: Reading) -> None:
    cover = "Files (2)\nUser Name: ada\nJob Number: 12\nDocuments (2)\n1. Ferry\n2. Channel\n"
    [reject] = reading(cover.encode(), "list.txt")
    assert isinstance(reject, Reject) and "no article" in reject.reason


def test_factiva_with_its_codes_in_tables(reading: Reading) -> None:
    def table(title: str, day: str, text: str) -> str:
        told = {"HD": f"<b>{title}</b>", "WC": "40 words", "PD": day, "SN": "Harbour Herald"}
        told |= {"LA": "English", "LP": f"<p>{text}</p>", "AN": "Document HARHER0020210708eh7800a1"}
        cells = "".join(f"<tr><td><b>{k}</b></td><td>{v}</td></tr>" for k, v in told.items())
        return f"<table>{cells}</table>"

    first = table(samples.TITLE, "8 July 2021", samples.PARAGRAPHS[0])
    second = table(samples.SECOND_TITLE, "9 July 2021", samples.SECOND)
    assert shown(reading(f"<html><body>{first}{second}</body></html>".encode(), "a.html")) == TWO


def test_telegrams_messages_as_a_page(reading: Reading) -> None:
    [found] = articles(reading(samples.FILES["chat.html"], "messages.html"))
    assert (found.text, found.source) == (samples.SECOND, "Harbour Watch")
    assert found.published == date(2021, 7, 9)
