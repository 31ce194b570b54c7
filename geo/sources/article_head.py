"""Where an article's head ends and its text begins: title, source, date stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice, takewhile

from geo.sources import clean, dates
from geo.sources.date_grammar import TIME_OF_DAY

_HEAD_LINES = 25
_MAX_TITLE = 200
_MAX_TITLE_WORDS = 30
_SHORT_TITLE = 90
_MAX_CREDIT = 160

_BYLINE = re.compile(
    r"(?:By:? [A-Z][\w.'’-]*(?:,? (?:and |& |of |for |in )?[A-Z][\w.'’-]*){0,8}"
    r"|(?i:(?:by )?(?:our )?(?:web|news|staff|monitoring|special|foreign|international|desk)"
    r" ?(?:desk|report(?:er)?|correspondents?|writers?|bureau|agencies)|agencies"
    r"|\d{1,3} (?:minutes?|mins?|hours?|hrs?|days?) (?:ago|read)|[\w .]{3,40}@[\w.-]{3,60}))"
    r"(?:,? (?i:staff writer|correspondent|reporter|editor|contributor))?"
)
_PHOTO_SLUG = re.compile(r"[A-Z0-9]{3,}(?:[-_/][A-Z0-9]+){2,8}")
_CAPTION = re.compile(
    r"(?:TOPSHOT|FILE)\b.{0,20}?[-–—:]|(?i:file (?:photo|picture|image)\b|(?:this|in this) "
    r"(?:\w+ )?(?:photo|picture|image|photograph|video grab)|(?:photo|image|picture|caption) ?:)"
)
_CREDIT_IN_CAPTION = re.compile(
    r"\b(?i:photo(?:graph)?(?: courtesy| credit)?|image|courtesy) ?:"
    r"|/ ?(?:AFP|Reuters|AP|EPA|TASS)\b"
    r"|\b(?:Getty Images|(?:AP|AFP|Reuters|EPA) (?:Photo|Images?)|via REUTERS|Handout)\b"
)
_MARKS_OF_CREDIT = (":", "/", "Image", "Photo", "REUTERS", "Handout")
_DROP_CAP = re.compile(
    r"[A-Z](?=(?:The|This|That|These|Those|There|They|When|While|After|Before|With|Some|Many|More"
    r"|Most|Hundreds|Thousands|Two|Three|Four|From|For|But|And|His|Her|Its|Our)\b)"
)
_FIELDS = re.compile(r"\s*[|•·‖]\s*|\s+[/–—-]\s+|\s+(?=(?:Last )?(?:Published|Posted|Updated)\b)")
# At most four capitalised words: "Batumi, ", "New York, ", "Frankfurt am Main, ".
_PLACE_BEFORE_DAY = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|\w{1,3})){0,3}, ")
_MAX_FIELD_WORDS = 6
_AROUND = " ,;:()[]|·•–—-"
_ABBREVIATIONS = [
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "St",
    "Lt",
    "Col",
    "Gen",
    "Sen",
    "Rep",
    "Gov",
    "Prof",
    "Rev",
    "No",
    "vs",
]
_SENTENCE = re.compile(
    r".{10,}?(?<![A-Z])"
    + "".join(rf"(?<!\b{short})" for short in _ABBREVIATIONS)
    + r"[.!?][\"'”’)]*(?= [A-Z\"'“‘(]|$)"
)


class _Kind(Enum):
    STAMP = auto()  # a date, perhaps with agency and byline
    CREDIT = auto()  # agency, outlet, byline
    MIXED = auto()  # a date stamp beside what may be a place: read, and kept as text
    PHOTO = auto()  # a picture agency's file name
    CAPTION = auto()
    HEADLINE = auto()
    PROSE = auto()


_FURNITURE = (_Kind.STAMP, _Kind.CREDIT, _Kind.PHOTO)
_CREDITS = (_Kind.STAMP, _Kind.CREDIT, _Kind.MIXED)
_LONGEST_CREDIT = 60  # characters of a byline that ends as a sentence does and has no date


@dataclass(frozen=True, slots=True)
class _HeadLine:
    text: str
    kind: _Kind
    stamps: tuple[dates.DateStamp, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What stood around the article's text, and the text's paragraphs."""

    title: str
    source: str
    stamps: tuple[dates.DateStamp, ...]
    paragraphs: tuple[str, ...]


def split_head(lines: Sequence[str], title: str = "") -> ArticleHead:
    """Tells an article's head from its text; ``lines`` are free of boilerplate.

    ``title`` is the article's where that is known. Without it, and without a line that can be
    a headline, the title is the first sentence, shortened, which then stays in the text as well.
    """
    head = _lines_of_head(lines[:_HEAD_LINES])
    end = _head_end(head)
    title = title or _headline(head[:end])
    body = [line.text for line in head[:end] if not (line.kind in _FURNITURE or _same(line, title))]
    body += [line for line in lines[end:] if not _is_labelled(dates.date_stamp(line))]
    # Never empty: a headline alone, or what seemed furniture, is then all the article says.
    body = _without_drop_cap(body or [title or lines[0]])
    stamps = [found for line in head[:end] for found in line.stamps]
    return ArticleHead(
        title=title or _first_sentence(body),
        source=next((line.source for line in head[:end] if line.source), ""),
        stamps=(*_trusted(stamps, lines[end:]), *_stamps_in_text(lines[end:])),
        paragraphs=tuple(body),
    )


def stamps_of_credits(line: str) -> tuple[dates.DateStamp, ...]:
    """The dates in a line that has nothing else but agencies, outlets and bylines."""
    found = _credit_line(line) if len(line) <= _MAX_CREDIT else None
    return found.stamps if found and found.kind is _Kind.STAMP else ()


def _lines_of_head(lines: Sequence[str]) -> list[_HeadLine]:
    """The lines that decide where the head ends: up to the first that follows a paragraph of
    the text and is no date and no byline.
    """
    head: list[_HeadLine] = []
    begun = False
    for number, text in enumerate(lines):
        line = _classify(text)
        head.append(_place_and_day(line) if number else line)
        if begun and head[-1].kind not in _CREDITS:
            break
        begun = begun or line.kind is _Kind.PROSE
    return head


def _classify(line: str) -> _HeadLine:
    if len(line) > _MAX_TITLE:
        return _HeadLine(line, _Kind.PROSE)
    if len(line) > _LONGEST_CREDIT and line.endswith(".") and not dates.may_be_dated(line):
        return _HeadLine(line, _Kind.CAPTION if _is_caption(line) else _Kind.PROSE)
    if found := dates.date_stamp(line) or dates.byline_stamp(line):
        return _HeadLine(line, _Kind.STAMP, (found,))
    if credit := _credit_line(line):
        return credit
    if _PHOTO_SLUG.fullmatch(line):
        return _HeadLine(line, _Kind.PHOTO)
    if _is_caption(line):
        return _HeadLine(line, _Kind.CAPTION)
    return _HeadLine(line, _Kind.HEADLINE if _may_be_headline(line) else _Kind.PROSE)


def _place_and_day(line: _HeadLine) -> _HeadLine:
    """``Batumi, 6 July 2021`` below the headline: where and when the article was filed."""
    if line.kind is not _Kind.HEADLINE or not (found := dates.date_in_line(line.text)):
        return line
    before, after = found.around
    stamp = dates.date_stamp(found.text)
    if stamp and not after.strip() and _PLACE_BEFORE_DAY.fullmatch(before):
        return _HeadLine(line.text, _Kind.MIXED, (stamp,))
    return line


def _credit_line(line: str) -> _HeadLine | None:
    """``10:34 AM Jul 09, 2021 | PTI |``: the fields are dates, agencies, bylines."""
    if len(line) > _MAX_CREDIT:
        return None
    fields = [part for field in filter(None, _FIELDS.split(line)) for part in _parts(field)]
    stamps = tuple(found for found in map(dates.date_stamp, fields) if found)
    outlets = [outlet(field) for field in fields]
    source = next(filter(None, outlets), "")
    unknown = [
        field
        for field, named in zip(fields, outlets, strict=True)
        if not (
            dates.date_stamp(field)
            or named
            or _BYLINE.fullmatch(field)
            or (stamps and TIME_OF_DAY.fullmatch(field))
        )
    ]
    if not unknown:
        return _HeadLine(line, _Kind.STAMP if stamps else _Kind.CREDIT, stamps, source)
    short = all(len(field.split()) <= _MAX_FIELD_WORDS for field in unknown)
    if short and any(map(_is_strong, stamps)):
        return _HeadLine(line, _Kind.MIXED, stamps, source)
    return None


def _parts(field: str) -> list[str]:
    """``Quay Gazette, July 9, 2021`` as outlet and date; any other field as it is."""
    if dates.date_stamp(field) or not (found := dates.date_in_line(field)):
        return [field]
    around = [part for side in found.around for part in side.split(",")]
    told = [part for each in around if (part := each.strip(_AROUND))]
    named = any(map(outlet, told)) and all(outlet(each) or _BYLINE.fullmatch(each) for each in told)
    return [*told, found.text] if named else [field]


def _may_be_headline(line: str) -> bool:
    words = line.split()
    opening = line.lstrip("\"'“‘«([¿¡")[:1]
    return (
        len(words) <= _MAX_TITLE_WORDS
        and (opening.isupper() or opening.isdigit() or not opening.isascii())
        and (not clean.ends_a_sentence(line) or line.rstrip("\"'”’")[-1:] in ("?", "!"))
        and not line.endswith((":", ","))
    )


def _head_end(head: Sequence[_HeadLine]) -> int:
    """The number of lines before the text; byline and date may follow one opening paragraph.

    There a bare date is not enough: it may head the first entry of a chronicle.
    """
    first = next((i for i, line in enumerate(head) if line.kind is _Kind.PROSE), len(head))
    after = list(takewhile(lambda line: line.kind in _CREDITS, head[first + 1 :]))
    sure = any(line.kind is _Kind.CREDIT or any(map(_is_strong, line.stamps)) for line in after)
    return first + 1 + len(after) if sure else first


def _headline(head: Sequence[_HeadLine]) -> str:
    """The first line like a headline; the name of a section above it has one or two words."""
    headlines = [line.text for line in head if line.kind is _Kind.HEADLINE]
    full = [text for text in headlines if len(text.split()) >= 3]
    return next(iter(full or headlines), "")


def _same(line: _HeadLine, title: str) -> bool:
    return bool(title) and _bare(line.text) == _bare(title)


def _bare(line: str) -> str:
    return line.casefold().strip(" .\"'“”")


def _is_strong(found: dates.DateStamp) -> bool:
    return found.timed or found.certainty is not dates.Certainty.PLAIN


def _is_labelled(found: dates.DateStamp | None) -> bool:
    return found is not None and found.certainty is not dates.Certainty.PLAIN


def _trusted(stamps: Sequence[dates.DateStamp], text: Sequence[str]) -> tuple[dates.DateStamp, ...]:
    """Without the bare date on top of a chronicle, where each entry has its date."""
    chronicle = any(found and not _is_strong(found) for found in map(dates.date_stamp, text))
    return tuple(found for found in stamps if not chronicle or _is_strong(found))


def _stamps_in_text(text: Sequence[str]) -> tuple[dates.DateStamp, ...]:
    """Dates that are explicit after the head too: labelled as published, or in the dateline."""
    labelled = (
        found
        for found in map(dates.date_stamp, text)
        if found and found.certainty is dates.Certainty.LABELLED
    )
    datelines = (found for found in map(dates.dateline_stamp, text[:2]) if found)
    return (*islice(labelled, 1), *islice(datelines, 1))


def _without_drop_cap(body: Sequence[str]) -> list[str]:
    """``FThe minister`` is ``The minister`` after a decorated initial that was scraped twice."""
    opening = body[0]
    return [opening[1:] if _DROP_CAP.match(opening) else opening, *body[1:]]


def _first_sentence(body: Sequence[str]) -> str:
    """The opening sentence as a title, cut between words where it is long."""
    told = next((line for line in body if not _is_caption(line)), body[0])[: 4 * _MAX_TITLE]
    match = _SENTENCE.match(told)
    sentence = match[0] if match else told
    if len(sentence) <= _SHORT_TITLE:
        return sentence
    cut = sentence[:_SHORT_TITLE]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"


def _is_caption(line: str) -> bool:
    start = line[:_MAX_TITLE]
    # Most lines have none of the marks, and to search them is dear.
    marked = any(mark in start for mark in _MARKS_OF_CREDIT)
    return bool(_CAPTION.match(start) or (marked and _CREDIT_IN_CAPTION.search(start)))


_AGENCIES = (
    r"AP|AFP|PTI|UPI|ANI|IANS|DPA|dpa|EFE|ANSA|APA|ATS|RIA|CNN|BBC|NPR|Reuters|TASS|Tass"
    r"|Interfax|Xinhua|Sputnik|Bloomberg|Kyodo|Yonhap|Anadolu(?: Agency)?|Bernama|Antara"
    r"|RIA Novosti|(?:The )?Associated Press|Agence France[- ]Presse|Press Trust of India"
    r"|United Press International|Deutsche Presse-Agentur|PA Media|BBC News|CBS News|ABC News"
    r"|NBC News|Fox News|Al Jazeera|RFE/RL|Deutsche Welle|DW|VOA"
)
_AGENCY = re.compile(
    rf"(?:(?:by|source|agency|credit|from)[: ] ?)?(?P<name>{_AGENCIES})", re.IGNORECASE
)
# At most two words before the generic one: "Taliban Seize Kabul Radio" is a headline.
_ENGLISH = re.compile(
    r"(?P<name>(?:The )?(?:[A-Z][\w.&'’-]* ){1,2}(?:News|Times|Post|Herald|Tribune|Gazette|Daily"
    r"|Journal|Telegraph|Observer|Chronicle|Courier|Dispatch|Sentinel|Examiner|Guardian|Inquirer"
    r"|Bulletin|Bugle|Ledger|Argus|Mercury|Agency|Wire|Broadcasting|Radio|TV|Network|Monitor"
    r"|Express|Mail|Star|Sun)(?: (?:Online|Network|Agency))?)"
)
_LABELLED = re.compile(
    r"(?:source|publisher|publication|newspaper) ?: ?(?P<name>[\w .&'’-]{2,60})", re.IGNORECASE
)
# "La Gazette du Quai", "Courrier de l'Ouest": the generic word, and of or for whom it is. Alone
# such a word is the name of a section: "Opinion".
_OF = r"(?: (?:(?:de la|de l['’]|des?|du|d['’]|della|delle|del|di|do|da) ?)?[A-ZÀ-Þ][\w’'-]*)"
_THE = r"(?:(?:Le|La|Les|El|Los|Il|O|A) |L['’])"
_GENERIC = (
    r"(?:Monde|Figaro|Parisien|Temps|Soir|Devoir|Journal|Courrier|Quotidien|Matin|Point|Progrès"
    r"|Télégramme|Croix|Presse|Dépêche|Tribune|Gazette|Voix|Libre|Humanité|Express|Équipe|Échos"
    r"|Observateur|Opinion|Dauphiné|Républicain|Nouvelliste|Indépendant|País|Mundo|Tiempo"
    r"|Universal|Nación|Vanguardia|Diario|Periódico|Heraldo|Prensa|Gaceta|Corriere|Repubblica"
    r"|Stampa|Messaggero|Giornale|Gazzetta|Jornal|Globo|Folha|Estado|Diário)"
)
_ROMANCE = re.compile(
    rf"(?P<name>{_THE}{_GENERIC}{_OF}{{0,3}}|{_GENERIC}{_OF}{{1,3}}|Libération"
    r"|(?:Ouest|Sud|Est|Nice|Paris)[- ](?:France|Ouest|Républicain|Matin|Match))"
)
_GERMAN = re.compile(
    r"(?P<name>(?:(?:Der|Die|Das) )?(?:[A-ZÄÖÜ][\w-]*(?:er|sche|ine|eue) ){1,2}(?:Zeitung"
    r"|Nachrichten|Anzeiger|Tage?blatt|Rundschau|Kurier|Merkur|Bote|Presse|Post|Allgemeine)"
    r"|[A-ZÄÖÜ]\w{2,}(?:zeitung|anzeiger|tage?blatt|rundschau|kurier)"
    r"|Der (?:Spiegel|Standard|Stern|Tagesspiegel)|Die (?:Zeit|Welt|Presse))"
)


def outlet(field: str) -> str:
    """The name of the newspaper, broadcaster or agency that is the whole of ``field``; else ""."""
    for pattern in (_AGENCY, _ENGLISH, _LABELLED, _ROMANCE, _GERMAN):
        if match := pattern.fullmatch(field):
            return match["name"].strip()
    return ""
