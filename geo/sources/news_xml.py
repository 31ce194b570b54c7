"""News as agencies and archives hand it on: NITF, NewsML 1, NewsML-G2 and Factiva's XML.

Elements are told by their names without namespaces, since files have them under many.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from geo.sources import markup
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.xml_records import all_of, first, records

_RECORDS = ("nitf", "NITF", "NewsItem", "newsItem", "packageItem", "article")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles, one after the other. Pictures, lists of items and the like are left out
    where there is an article beside them.
    """
    articles = 0
    for number, record in enumerate(records(document, _RECORDS, options), start=1):
        given = _fields(record)
        if not given.text.strip():
            continue
        articles += 1
        name = document.name if number == 1 else f"{document.name}: item {number}"
        yield draft(given, document, options, name=name)
    if not articles:
        raise Unreadable("holds no item with a text: pictures and lists of items are no articles")


def _fields(record: etree._Element) -> Fields:
    if not len(record):
        return Fields("")
    kind = etree.QName(record).localname
    if kind == "newsItem":
        return _newsml_g2(record)
    if kind == "NewsItem":
        return _newsml_1(record)
    if kind == "article":
        return _factiva(record)
    return _nitf(record) if kind.lower() == "nitf" else Fields("")


def _nitf(record: etree._Element) -> Fields:
    return Fields(
        text=_body(record),
        title=first(record, "//hedline/hl1", "//headline/hl1", "head/title", "//hl1"),
        published=first(
            record,
            "head/docdata/date.issue/@norm",
            "head/pubdata/@date.publication",
            "head/docdata/date.release/@norm",
            "//dateline/story.date/@norm",
            "//dateline/story.date",
        ),
        source=first(
            record, "head/pubdata/@name", "//body.head/distributor", "head/docdata/doc-id/@regsrc"
        ),
        url=first(record, "head/pubdata/@ex-ref"),
        language=first(record, "@lang", "body/@lang"),
    )


def _newsml_1(record: etree._Element) -> Fields:
    return Fields(
        text=_body(record),
        title=first(record, "//HeadLine", "//hl1", "//NewsLines/SubHeadLine"),
        published=first(
            record,
            "//date.issue/@norm",
            "//NewsManagement/FirstCreated",
            "//NewsManagement/ThisRevisionCreated",
            "//DateId",
        ),
        source=first(
            record, "//Provider/Party/@FormalName", "//Source/Party/@FormalName", "//ProviderId"
        ),
        language=first(record, "//Language/@FormalName", "//DataContent//@lang"),
    )


def _newsml_g2(record: etree._Element) -> Fields:
    return Fields(
        text=_body(record),
        title=first(record, "contentMeta/headline", "//hl1", "contentMeta/slugline"),
        published=first(
            record,
            "itemMeta/firstCreated",
            "contentMeta/contentCreated",
            "itemMeta/versionCreated",
        ),
        source=first(
            record,
            "itemMeta/provider/name",
            "itemMeta/provider/@literal",
            "contentMeta/creditline",
            "rightsInfo/copyrightHolder/name",
        ),
        language=first(record, "contentMeta/language/@tag", "@lang"),
    )


def _factiva(record: etree._Element) -> Fields:
    parts = [
        *all_of(record, "leadParagraph/paragraph"),
        *all_of(record, "tailParagraphs/paragraph"),
    ] or all_of(record, "leadParagraph")
    return Fields(
        text="\n\n".join(markup.text_of_element(part) for part in parts),
        title=first(record, "headline"),
        published=first(record, "publicationDate/date", "publicationDate"),
        source=first(record, "sourceName"),
        language=first(record, "baseLanguage"),
    )


def _body(record: etree._Element) -> str:
    """The text of the item: of a story in NITF or HTML within it, else of plain text."""
    stories = [
        part
        for path in ("//body.content", "//DataContent", "//inlineXML", "//inlineData")
        for part in all_of(record, path)
    ]
    told = [_story(part) for part in stories]
    return max(told, key=len, default="")


def _story(part: etree._Element) -> str:
    if len(part) == 0:
        text = part.text or ""
        return markup.text_of(text) if markup.looks_marked_up(text) else text
    # What surrounds a body of HTML or NITF is told beside it.
    body = next(iter(all_of(part, "//body.content") or all_of(part, "//body")), part)
    return markup.text_of_element(body)
