"""GDELT's files without names of columns: the knowledge graph (GKG 2), a row an article, of which
there is the headline alone, and the events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from geo.sources.drafts import Fields, draft
from geo.sources.lines import lines
from geo.sources.named_fields import row_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject

_COLUMNS = 27
_DATE, _SOURCE, _ADDRESS, _TRANSLATION, _EXTRAS = 1, 3, 4, 25, 26
_TITLE = re.compile(r"<PAGE_TITLE>(.{1,2000}?)</PAGE_TITLE>")
_PUBLISHED = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})<")
_LANGUAGE = re.compile(r"srclc:([a-z]{3})")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The headline of each article, its source, day and address.

    The places that GDELT names are not taken over: nobody can see why it named them.
    """
    for line in lines(document, options.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
            continue
        if not line.text.strip():
            continue
        name = f"{document.name}:{line.number}"
        cells = line.text.rstrip("\r\n").split("\t")
        title = _TITLE.search(cells[_EXTRAS]) if len(cells) == _COLUMNS else None
        if title is None:
            yield Reject(
                name,
                "no row of the graph with a headline: to have the page, give its address in a list",
            )
            continue
        yield draft(_fields(cells, unescape(title[1])), document, options, name=name, alone=False)


def _fields(cells: list[str], title: str) -> Fields:
    stated = _PUBLISHED.search(cells[_EXTRAS])
    language = _LANGUAGE.search(cells[_TRANSLATION])
    return Fields(
        text=title,
        title=title,
        published=stated[1] if stated else cells[_DATE],
        source=cells[_SOURCE],
        url=cells[_ADDRESS],
        language=language[1] if language else "",
    )


# GDELT's event codebook 2.0, "Event ID and Date Attributes" and on; 1.0 has no ADM2Code.
# http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf
_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code"),
    *("Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_EVENT_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_OLDER_COLUMNS = tuple(name for name in _EVENT_COLUMNS if not name.endswith("ADM2Code"))
_EVENT_NAMES = {len(names): names for names in (_EVENT_COLUMNS, _OLDER_COLUMNS)}


def read_events(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The events of GDELT's daily files, which have no names of columns: who did what to whom, as
    coded, and the place with its coordinates. They have no text and no headline.
    """
    for line in lines(document, options.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
            continue
        if not line.text.strip():
            continue
        name = f"{document.name}:{line.number}"
        cells = line.text.rstrip("\r\n").split("\t")
        if len(cells) not in _EVENT_NAMES:
            counts = " or ".join(map(str, sorted(_EVENT_NAMES)))
            yield Reject(name, f"no row of GDELT's events: {len(cells)} cells, not {counts}")
            continue
        yield row_draft(_EVENT_NAMES[len(cells)], cells, name, document, options)
