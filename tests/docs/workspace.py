"""Every file that README and docs name in their commands, and an atlas of the seeds."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from geo.corrections import CorrectionLog, Scope, Spot
from geo.models import Place
from geo.storylines import Storyline, StorylineFile, StoryStep
from tests.docs.commands import ROOT
from tests.geo.sources import samples
from tests.geo.sources.test_pdf import pdf
from tests.geo.sources.test_warc import archive, news

TITLE = "Ferries stay in port"
TEXT = (
    "The ferries between Poti and Batumi stayed in port on Friday, the harbour master said. "
    "He expects the storm to pass by Sunday, and the first boat to leave on Monday morning."
)
PAGE = f"""<html><head><title>{TITLE}</title>
<meta property="article:published_time" content="2021-07-09T08:00:00Z"></head>
<body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Gazette</title>
<item><title>{TITLE}</title><pubDate>Fri, 09 Jul 2021 09:00:00 GMT</pubDate>
<description>{TEXT}</description></item></channel></rss>"""

SAMPLES = {
    "report.docx": "word.docx",
    "notes.odt": "open.odt",
    "old.rtf": "rich.rtf",
    "newspaper.epub": "book.epub",
    "letter.eml": "mail.eml",
    "archive.mbox": "box.mbox",
    "saved.mhtml": "saved.mhtml",
    "wire/a.xml": "newsml-g2.xml",
    "site.WordPress.xml": "site.wxr",
    "export.docx": "nexis.docx",
    "europresse.html": "europresse.html",
    "references.ris": "references.ris",
    "20210709.gkg.csv": "graph.csv",
    "news.tar.xz": "news.tar.xz",
    "export.xls": "table.xls",
    "result.json": "chat.json",
    "messages.html": "chat.html",
    "tweets.js": "tweets.js",
    "CC-MAIN.warc.wet.gz": "texts.wet.gz",
}
"""Files that docs/sources.md names, and which sample each is."""

# docs/corrections.md corrects the name at this offset.
GEORGIA_AT = 214
GEORGIA = f"{TEXT} {'a' * (GEORGIA_AT - len(TEXT) - 3)}. Georgia closed two roads along the coast."

PLAIN = f"{TITLE}\n\nJuly 9, 2021\n\n{TEXT}\n"
RECORD = {"title": TITLE, "text": TEXT, "published": "2021-07-09"}
ANNOTATED = {"id": 1, "text": "Officials met in Kabul on Monday."} | {
    "toponyms": [{"start": 17, "end": 22, "lat": 34.53, "lon": 69.17, "geonameid": "1138958"}]
}


def fill(folder: Path, gazetteer: Path, web: str) -> None:
    """Write all files but the atlas; addresses in lists are those of the server ``web``."""
    (folder / "cache").mkdir()
    (folder / "cache" / "gazetteer.sqlite").symlink_to(gazetteer)
    shutil.copytree(ROOT / "seeds", folder / "articles")
    for name in (
        "Datashare/a.txt",
        "path/to/folder/a.txt",
        "inbox/a.txt",
        "reports/2021-07.txt",
        "notes/a.md",
    ):
        _text(folder / name, PLAIN)
    _text(folder / "saved/a.html", PAGE)
    _text(folder / "addresses.txt", f"# what to read\n{web}/2021/07/09/story\n")
    for name in ("reports.csv", "export.csv"):
        _text(folder / name, f"title;published;text\n{TITLE};2021-07-09;{TEXT}\n")
    book = openpyxl.Workbook()
    book.active.append(["Kopf", "Tag", "Wortlaut", "Body", "Day"])
    book.active.append([TITLE, "2021-07-09", TEXT, TEXT, "2021-07-09"])
    book.save(folder / "export.xlsx")
    # The example of docs/storylines.md.
    steps = (StoryStep("from=2021-07-09&place=geonames%3A524901", "The talks in Moscow"),)
    StorylineFile(folder / "articles.stories.json").save(Storyline("the-talks", "The talks", steps))
    pq.write_table(pa.Table.from_pylist([RECORD]), folder / "news.parquet")
    _text(folder / "answer.json", json.dumps({"result": {"articles": [RECORD]}}))
    _text(folder / "dump.jsonl", json.dumps(RECORD | {"payload": {"main": TEXT}}) + "\n")
    for name in ("CC-NEWS-20210709.warc.gz", "crawl.warc.gz"):
        (folder / name).write_bytes(archive(*news(), packed=True))
    (folder / "report.pdf").write_bytes(pdf([TITLE, "Published 9 July 2021", TEXT]))
    with zipfile.ZipFile(folder / "articles.zip", "w") as packed:
        packed.writestr("a.txt", PLAIN)
    _samples(folder, web)
    _own_places(folder)
    for name in ("IN", "articles", "annotated", "GOLD", "CORPUS", "corpus"):
        _text(folder / f"{name}.jsonl", json.dumps(ANNOTATED) + "\n")


def _own_places(folder: Path) -> None:
    """Files that docs/places.md adds, and what has been added before."""
    beat = {"name": "Riverside Beat", "latitude": 39.8, "longitude": -89.64}
    _text(folder / "cache.places.jsonl", json.dumps(beat) + "\n")
    for name in ("beats.csv", "FILE.csv"):
        _text(folder / name, "name,latitude,longitude\nMill Beat,39.81,-89.6\n")
    point = {"type": "Point", "coordinates": [-89.65, 39.8]}
    court = {"type": "Feature", "properties": {"name": "Court of the Fens"}, "geometry": point}
    features = {"type": "FeatureCollection", "features": [court]}
    _text(folder / "courts.geojson", json.dumps(features))


def _samples(folder: Path, web: str) -> None:
    """The formats that the tests of reading have samples of, under the names in docs/sources.md."""
    for name, sample in SAMPLES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(samples.FILES[sample])
    feeds = f'<opml><body><outline xmlUrl="{web}/feed.xml"/></body></opml>'
    _text(folder / "subscriptions.opml", feeds)
    _text(
        folder / "mediacloud.csv",
        f"id,media_name,publish_date,title,url\n1,Quay Gazette,2021-07-09,{TITLE},https://a.example/1\n",
    )
    _text(folder / "sheet.csv", f'Story,Lat,Lon,Town\n"{TEXT}",34.35,62.2,Herat\n')
    _text(
        folder / "GEDEvent.csv",
        f'id,source_article,where_coordinates,where_prec\n1,"{TEXT}",Herat,1\n',
    )
    (folder / "20210709.export.CSV").write_bytes(samples.EVENT)
    _text(folder / "acled.csv", f'event_id_cnty,event_date,notes\nGEO1,2021-07-09,"{TEXT}"\n')


def correct(folder: Path) -> str:
    """Put something right in the atlas of the folder; the id of the correction."""
    log = CorrectionLog(folder / "articles.corrections.jsonl")
    spot = Spot("of another corpus", 0, 7, "Georgia")
    made = log.correct(spot, Place("geonames:614540", "Georgia", 42.0, 43.5), Scope.CORPUS)
    for name in ("FILE", "THEIRS.jsonl", "colleagues.corrections.jsonl"):
        shutil.copy(log.path, folder / name)
    return made.id


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
