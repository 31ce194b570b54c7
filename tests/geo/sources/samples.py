"""One small file of every format that is read, made here, all with the same two stories."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pyarrow as pa
from openpyxl import Workbook
from pyarrow import parquet

from geo.sources.compressed import zstd

TITLE = "Ferry to Varna runs aground"
PARAGRAPHS = (
    "The ferry ran aground off Varna on Thursday morning, the harbour master said. All of the "
    "sixty passengers were taken to Burgas by bus.",
    "Two tugs from Constanta are to pull it free when the wind drops. Until then no ship may "
    "use the northern channel.",
)
SECOND_TITLE = "Northern channel is open again"
SECOND = (
    "Ships may use the northern channel again, the port of Varna said on Friday. The ferry was "
    "towed to a yard in Mangalia for repairs."
)
TEXT = f"{TITLE}\n\n8 July 2021\n\n" + "\n\n".join(PARAGRAPHS) + "\n"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def zipped(*files: tuple[str, str | bytes], stored: str = "") -> bytes:
    """A zip archive; ``stored`` is the type that stands first and unpacked in some formats."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        if stored:
            archive.writestr(ZipInfo("mimetype"), stored, ZIP_STORED)
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A document of Word; a paragraph that begins with ``<`` is XML already."""
    told = "".join(
        text if text.startswith("<") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    return zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", f"<w:document {_W}><w:body>{told}</w:body></w:document>"),
    )


def odt(*paragraphs: str) -> bytes:
    """A document of LibreOffice."""
    told = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    body = f"<office:body><office:text>{told}</office:text></office:body>"
    return zipped(
        ("content.xml", f"<office:document-content {_ODF}>{body}</office:document-content>"),
        stored="application/vnd.oasis.opendocument.text",
    )


def rtf(*paragraphs: str) -> bytes:
    """Rich text, as word processors write it."""
    fonts = r"{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fnil\fcharset204 Arial;}}"
    told = "".join(rf"\pard\f0\fs22 {text}\par" + "\n" for text in paragraphs)
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}" + "\n" + told + "}").encode("cp1252")


def epub(*chapters: tuple[str, str]) -> bytes:
    """A book, its package and its chapters in a folder."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="text/{name}"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Quay</dc:title>'
        "<dc:publisher>Harbour Herald</dc:publisher><dc:date>2021-07-09</dc:date>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    pages = [
        (f"OEBPS/text/{name}", '<?xml version="1.0" encoding="utf-8"?><html><head><title>x</title>'
         f"</head><body><h1>{title}</h1>{text}</body></html>")
        for name, (title, text) in zip(names, chapters, strict=True)
    ]  # fmt: skip
    return zipped(("OEBPS/book.opf", package), *pages, stored="application/epub+zip")


def tar(*files: tuple[str, bytes]) -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in files:
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return out.getvalue()


def xlsx(*rows: tuple[str, ...]) -> bytes:
    """A workbook of one sheet."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def table_of_parquet(columns: dict[str, list[str]]) -> bytes:
    """A table in Parquet."""
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def _html(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


NITF = (
    f"<nitf><head><title>{TITLE}</title><docdata><date.issue norm='20210708T090000+0300'/>"
    f"</docdata><pubdata name='Harbour Herald'/></head><body><body.head><hedline><hl1>{TITLE}"
    f"</hl1></hedline></body.head><body.content>{_html(*PARAGRAPHS)}</body.content></body></nitf>"
)
NEWSML_1 = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>herald.example</ProviderId>"
    "<DateId>20210708</DateId></NewsIdentifier></Identification><NewsManagement><FirstCreated>"
    f"20210708T060000Z</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>{TITLE}"
    "</HeadLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName='Harbour Herald'/>"
    "</Provider></AdministrativeMetadata><ContentItem><DataContent>"
    f"{_html(*PARAGRAPHS)}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
NEWSML_G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta>'
    '<provider literal="HH"><name>Harbour Herald</name></provider>'
    "<versionCreated>2021-07-09T06:00:00Z</versionCreated>"
    "<firstCreated>2021-07-08T06:00:00Z</firstCreated></itemMeta><contentMeta>"
    f"<headline>{TITLE}</headline></contentMeta><contentSet><inlineXML>"
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    f"{_html(*PARAGRAPHS)}</body></html></inlineXML></contentSet></newsItem>"
)
FACTIVA_XML = (
    f"<ppsArticleSet><article><headline><paragraph>{TITLE}</paragraph></headline>"
    f"<leadParagraph><paragraph>{PARAGRAPHS[0]}</paragraph></leadParagraph><tailParagraphs>"
    f"<paragraph>{PARAGRAPHS[1]}</paragraph></tailParagraphs><publicationDate><date>2021-07-08"
    "</date></publicationDate><sourceName>Harbour Herald</sourceName></article></ppsArticleSet>"
)
WXR = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour Herald</title>'
    f"<item><title>{TITLE}</title><link>https://herald.example/ferry</link>"
    "<pubDate>Thu, 08 Jul 2021 21:30:00 +0000</pubDate><content:encoded><![CDATA["
    + "\n\n".join(f"<b>{text[:3]}</b>{text[3:]}" for text in PARAGRAPHS)
    + "\n\n[gallery ids=1,2]]]></content:encoded><excerpt:encoded><![CDATA[Aground]]>"
    "</excerpt:encoded><wp:post_date>2021-07-08 23:30:00</wp:post_date>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    "<item><title>Not yet</title><content:encoded>Draft</content:encoded>"
    "<wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>"
    "<item><title>ferry.jpg</title><content:encoded>A picture</content:encoded>"
    "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>"
    "</channel></rss>"
)
EML = (
    "From: =?utf-8?q?Harbour_Herald?= <news@herald.example>\r\n"
    f"Subject: Fwd: {TITLE}\r\nDate: Thu, 08 Jul 2021 23:30:00 +0300\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/plain; charset=utf-8\r\n\r\n" + "\r\n\r\n".join(PARAGRAPHS) + "\r\n--b\r\n"
    "Content-Type: text/html; charset=utf-8\r\n\r\n<p>See the web version</p>\r\n--b--\r\n"
)
MBOX = (
    f"From a@herald.example Thu Jul  8 23:30:00 2021\n{EML}\n"
    "From b@herald.example Fri Jul  9 10:00:00 2021\nFrom: b@herald.example\n"
    f"Subject: {SECOND_TITLE}\nDate: Fri, 09 Jul 2021 10:00:00 +0300\n\n{SECOND}\n\n"
    ">From the yard nothing was heard.\n"
)
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/ferry\r\n"
    f"Subject: {TITLE}\r\nDate: Fri, 30 Jul 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
    "Content-Location: https://herald.example/ferry\r\n\r\n"
    '<html lang="en"><head><meta charset="utf-8"><meta property="article:published_time" '
    f'content="2021-07-08T09:00:00+03:00"><title>{TITLE}</title></head><body><article><h1>{TITLE}'
    f"</h1>{_html(*PARAGRAPHS, SECOND)}</article></body></html>\r\n--b--\r\n"
)
NEXIS = "\n\n".join(
    f"{title}\n\nHarbour Herald\n\nJuly {day}, 2021 {weekday}\n\nCopyright 2021 Harbour Herald\n\n"
    f"Section: NEWS; Pg. 4\n\nLength: 40 words\n\nByline: Ivo Petrov\n\nBody\n\n{text}\n\n"
    f"Load-Date: July {day + 1}, 2021\n\nEnd of Document"
    for title, day, weekday, text in (
        (TITLE, 8, "Thursday", "\n\n".join(PARAGRAPHS)),
        (SECOND_TITLE, 9, "Friday", SECOND),
    )
)
FACTIVA = "\n\n".join(
    f"{title}\n\n40 words\n{day} July 2021\nHarbour Herald\nHARHER\nEnglish\n"
    f"(c) 2021 Harbour Herald\n\n{text}\n\nDocument HARHER00202107{day:02}eh7{day:02}000a1"
    for title, day, text in (
        (TITLE, 8, "\n\n".join(PARAGRAPHS)),
        (SECOND_TITLE, 9, SECOND),
    )
)
PROQUEST = f"{'_' * 60}\n".join(
    ("", *(
        f"\nDocument {number} of 2\n\n{title}\n\nAuthor: Petrov, Ivo\n\nPublication info: Harbour "
        f"Herald ; Varna [Varna]0{day} July 2021: 4.\n\nFull text: {text}\n\nSubject: Ferries\n\n"
        f"Title: {title}\n\nPublication title: Harbour Herald; Varna\n\nPublication year: 2021\n\n"
        f"Publication date: Jul {day}, 2021\n\nProQuest document ID: 25490000{number}\n\n"
        f"Document URL: https://search.example/docview/{number}\n\nCopyright: Copyright 2021\n\n"
        for number, title, day, text in (
            (1, TITLE, 8, "\n\n".join(PARAGRAPHS)),
            (2, SECOND_TITLE, 9, SECOND),
        )
    ), "\nContact ProQuest\n")
)  # fmt: skip

EUROPRESSE = (
    "<!DOCTYPE html><html><head><style>p {}</style></head><body>"
    + "".join(
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        f'Harbour Herald, no. 2375{day}</span></div><div class="rdp__DocHeader"><span '
        f'class="DocHeader">Ports, jeudi {day} juillet 2021 40 mots, p. 4</span></div>'
        '<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">'
        f'{title}</p></div></header><section><div class="docOcurrContainer">{_html(*text)}</div>'
        f'</section><div class="publiC-lblNodoc">news·2021070{day}·HH·12345</div></article>'
        for title, day, text in ((TITLE, 8, PARAGRAPHS), (SECOND_TITLE, 9, (SECOND,)))
    )
    + "</body></html>"
)
FACTIVA_HTML = (
    "<html><head><title>Factiva</title></head><body>"
    + "".join(
        f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{title}</span></div>'
        f'<div class="author">By Ivo Petrov</div><div>40 words</div><div>{day} July 2021</div>'
        "<div>Harbour Herald</div><div>HARHER</div><div>English</div><div>Copyright 2021 Harbour "
        f"Herald</div>{_html(*text)}<p>Document HARHER00202107{day:02}eh7{day:02}000a1</p></div>"
        for title, day, text in ((TITLE, 8, PARAGRAPHS), (SECOND_TITLE, 9, (SECOND,)))
    )
    + "</body></html>"
)
RIS = (
    f"TY  - NEWS\nTI  - {TITLE}\nT2  - Harbour Herald\nDA  - 2021/07/08/\n"
    f"UR  - https://herald.example/1\nAB  - {PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\nLA  - en\nER  - \n\n"
    f"TY  - NEWS\nTI  - {SECOND_TITLE}\nT2  - Harbour Herald\nDA  - 2021/07/09\nER  - \n"
)
_CELLS = {0: "900000001", 1: "20210708", 2: "202107", 3: "2021", 4: "2021.51", 6: "POLICE"}
_CELLS |= {16: "FARMER", 28: "14", 51: "4", 52: "Herat, Herat, Afghanistan", 56: "34.35"}
_CELLS |= {57: "62.2", 59: "20210709120000", 60: "https://quay.example/fair"}
EVENT = ("\t".join(_CELLS.get(n, "") for n in range(61)) + "\n").encode()
GRAPH = "\t".join(
    ("20210708103000-1", "20210708103000", "1", "herald.example", "https://herald.example/1",
     *[""] * 20, "", f"<PAGE_LINKS>a</PAGE_LINKS><PAGE_TITLE>{TITLE} &amp; stays</PAGE_TITLE>")
) + "\n"  # fmt: skip


def warc(*records: tuple[str, str, str, str]) -> bytes:
    """A web archive of bare records: kind, content type, address and content of each."""
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-07-20T10:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(content.encode())}\r\n\r\n".encode()
        + content.encode()
        + b"\r\n\r\n"
        for kind, media, url, content in records
    )


CHAT_PAGE = f"""<html><body><div class="page_wrap"><div class="page_header"><div class="text bold">
    Harbour Watch</div></div><div class="page_body chat_page"><div class="message service">
    <div class="body details">9 July 2021</div></div><div class="message default clearfix">
    <div class="body"><div class="pull_right date details" title="09.07.2021 10:34:12 UTC+01:00">
    10:34</div><div class="from_name">Harbour Watch</div><div class="text">{SECOND}</div></div>
    </div></div></div></body></html>"""
FILES: dict[str, bytes] = {
    "article.txt": TEXT.encode(),
    "word.docx": docx(TITLE, "8 July 2021", *PARAGRAPHS),
    "open.odt": odt(TITLE, "8 July 2021", *PARAGRAPHS),
    "rich.rtf": rtf(TITLE, "8 July 2021", *PARAGRAPHS),
    "book.epub": epub((TITLE, _html(*PARAGRAPHS)), (SECOND_TITLE, _html(SECOND, PARAGRAPHS[1]))),
    "mail.eml": EML.encode(),
    "box.mbox": MBOX.encode(),
    "saved.mhtml": MHTML.encode(),
    "nitf.xml": NITF.encode(),
    "newsml-1.xml": NEWSML_1.encode(),
    "newsml-g2.xml": NEWSML_G2.encode(),
    "factiva.xml": FACTIVA_XML.encode(),
    "site.wxr": WXR.encode(),
    "nexis.txt": NEXIS.encode(),
    "nexis.docx": docx(*filter(None, NEXIS.split("\n"))),
    "factiva.txt": FACTIVA.encode(),
    "proquest.txt": PROQUEST.encode(),
    "europresse.html": EUROPRESSE.encode(),
    "factiva.html": FACTIVA_HTML.encode(),
    "references.ris": RIS.encode(),
    "graph.csv": GRAPH.encode(),
    "texts.wet.gz": gzip.compress(
        warc(("conversion", "text/plain", "https://herald.example/1", TEXT))
    ),
    "news.tar.xz": lzma.compress(tar(("a.txt", TEXT.encode()))),
    "a.tar": tar(("a.txt", TEXT.encode())),
    "a.tar.gz": gzip.compress(tar(("a.txt", TEXT.encode()))),
    "a.txt.xz": lzma.compress(TEXT.encode()),
    "a.txt.bz2": bz2.compress(TEXT.encode()),
    "a.txt.zst": zstd.compress(TEXT.encode()),
    "tweets.js": b"window.YTD.tweets.part0 = "
    + json.dumps([{"tweet": {"full_text": SECOND, "created_at": "2021-07-09"}}]).encode(),
    "table.xls": (
        "<table><tr><td>title</td><td>date</td><td>text</td></tr>"
        f"<tr><td>{TITLE}</td><td>2021-07-08</td><td>{_html(*PARAGRAPHS)}</td></tr></table>"
    ).encode(),
    "chat.json": json.dumps({"messages": [{"type": "message", "date": "2021-07-09T10:00:00",
        "text": ["Ships may use the ", {"type": "bold", "text": "northern"}, " channel."]}]}
    ).encode(),
    "chat.html": CHAT_PAGE.encode(),
    "list.jsonl.zst": zstd.compress(json.dumps({"title": TITLE, "text": TEXT}).encode()),
}  # fmt: skip
# Formats whose other samples are made where they are tested, and lists, which ask the web.
MORE_FILES: dict[str, bytes] = {
    "list.json": json.dumps([{"title": TITLE, "date": "2021-07-08", "text": SECOND}]).encode(),
    "list.jsonl": json.dumps({"title": TITLE, "date": "2021-07-08", "text": SECOND}).encode(),
    "table.csv": f'title,date,text\n{TITLE},2021-07-08,"{SECOND}"\n'.encode(),
    "acled.csv": (
        "event_id_cnty,event_date,location,latitude,longitude,geo_precision,notes\n"
        f'BUL1,08 July 2021,Varna,43.2,27.9,1,"{SECOND}"\n'
    ).encode(),
    "placed.csv": f'title,text,where_coordinates,where_prec,latitude,longitude,source_headline\n,'
        f',Varna,1,43.2,27.9,"{TITLE}"\n'.encode(),
    "20210708.export.CSV": EVENT,
    "book.xlsx": xlsx(("title", "date", "text"), (TITLE, "2021-07-08", SECOND)),
    "table.parquet": table_of_parquet({"title": [TITLE], "text": [SECOND]}),
    "addresses.urls": b"https://herald.example/1\n",
    "feeds.opml": b'<opml><body><outline xmlUrl="https://herald.example/feed"/></body></opml>',
    "pages.warc": warc(("resource", "text/html", "https://herald.example/1",
        f"<html><head><title>{TITLE}</title></head><body><p>{SECOND}</p></body></html>")),
}  # fmt: skip
