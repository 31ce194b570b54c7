"""Exports of newspaper databases in text: Nexis, Factiva, ProQuest and Europresse.

One file holds many articles, each between lines that the database puts around it. Taken for
one article, the places of unrelated stories would be mixed under one title. So a file that
bears such marks is split, or refused where it cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.sources.decode import tidy
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_MARK = 200  # characters of a line that can be one of a database

_DATE = re.compile(
    r"(?:[^\W\d]{4,12},? )?(?P<date>[^\W\d]{3,12}\.? \d{1,2},? (?:1[6-9]|20)\d{2}"
    r"|\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.?,? (?:de )?(?:1[6-9]|20)\d{2}"
    r"|(?:1[6-9]|20)\d{2}-\d{2}-\d{2})(?:[ ,].{0,60})?"
)

_NEXIS_END = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento"
    r"|Fim do documento|Einde van (?:het )?document|Koniec dokumentu",
    re.IGNORECASE,
)
_NEXIS_COUNT = re.compile(
    r"(?:\d{1,6} (?:of|de|von|di|van) \d{1,6} (?:DOCUMENT\w{0,3}|DOKUMENT\w{0,3}))"
    r"|(?:Document|Dokument) \d{1,6} (?:of|de|von) \d{1,6}",
    re.IGNORECASE,
)
_NEXIS_HEAD = re.compile(
    r"(?P<label>section|length|byline|dateline|highlight|headline|series|distribution|type|author"
    r"|rubrik|l[äa]nge|longueur|auteur|autor|longitud|secci[óo]n|rubrique|lengte) ?: ?(?P<value>.*)"
    r"|(?:copyright|©|\(c\)).*|all rights reserved\.?",
    re.IGNORECASE,
)
_NEXIS_BODY = re.compile(
    r"Body|Corps|Text(?:k[öo]rper)?|Cuerpo|Corpo|Testo|Texto|Tekst", re.IGNORECASE
)
_NEXIS_TAIL = re.compile(
    r"(?:load-date|publication-type|journal[- ]code|document-type|acc-no|graphic|correction-date"
    r"|pub-type|update|language|sprache|langue|subject|industry|geographic|organization|company"
    r"|ticker|person|city|state|country|url|date de chargement|ladedatum|fecha de carga"
    r"|data di caricamento|data de carregamento|laaddatum|type de publication|publikationsart"
    r"|tipo de publicaci[óo]n|idioma|lingua|taal) ?: ?.*|classification|graphic|notes|correction",
    re.IGNORECASE,
)
_NEXIS_ORDER = re.compile(r"(?:user name|date and time|job number|client/matter) ?:", re.IGNORECASE)
_NEXIS_CONTENTS = re.compile(r"documents? \(\d{1,6}\)", re.IGNORECASE)
_NEXIS_MARK = re.compile(r"load-date ?:.*", re.IGNORECASE)

_FACTIVA_END = re.compile(
    r"(?:AN )?(?:Document|Documento|Dokument|Документ) (?P<id>[A-Z0-9]{9,32}[A-Za-z0-9]{4,16})"
)
_FACTIVA_DAY = re.compile(r"(?:19|20)\d{6}")
_FACTIVA_WORDS = re.compile(
    r"\d[\d., ]{0,9} (?:words|mots|W[öo]rter|palabras|parole|palavras|woorden|слов\w?)",
    re.IGNORECASE,
)
_FACTIVA_CODE = re.compile(r"[A-Z0-9]{2,12}")
_FACTIVA_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)", re.IGNORECASE)
_FACTIVA_TAG = re.compile(
    r"(?P<tag>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD"
    r"|PUB|AN|CLM)(?: (?P<value>.*))?"
)
_FACTIVA_AFTER = frozenset(("CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN"))

_PROQUEST_RULE = re.compile(r"_{20,}")
_PROQUEST_OTHER_RULE = re.compile(r"[-=*]{20,}|Document \d{1,6} of \d{1,6}", re.IGNORECASE)
_EUROPRESSE_END = re.compile(r"(?:news|web|pdf|img)·(?P<day>(?:19|20)\d{6})·[A-Z0-9]{1,8}·\S{1,40}")
_EUROPRESSE_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|certificat émis|tous droits)", re.IGNORECASE)
_PROQUEST_MARK = re.compile(r"ProQuest document ID ?:.*", re.IGNORECASE)
_PROQUEST_LABEL = re.compile(
    r"(?P<label>full[- ]?text|abstract(?: \(\w+\))?|title|publication title|publication date"
    r"|publication year|publication info|document url|author|links|subject|location|people|person"
    r"|company ?/ ?organization|business indexing term|identifier ?/ ?keyword|classification|volume"
    r"|issue|pages|first page|number of pages|publisher|place of publication|country of publication"
    r"|publication subject|issn|e-?issn|source type|language of publication|document type"
    r"|document feature|proquest document id|copyright|last updated|database|credit|section"
    r"|dateline|column|supplement|illustration|source attribution|duns|naics)"
    r"(?: ?: ?|$)(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Database:
    """How an export is told, split and read, and what to do where it cannot be split."""

    name: str
    is_mark: Callable[[str], bool]
    split: Callable[[Sequence[str]], list[list[str]]]
    fields: Callable[[Sequence[str]], Fields]
    advice: str


def text_drafts(text: str, document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The article that a text is, or the articles of the newspaper database it is from.

    Raises Unreadable where it is from one and cannot be split.
    """
    lines = [line.strip() for line in tidy(text).split("\n")]
    database = next((each for each in _DATABASES if _is_from(each, lines)), None)
    if database is None and _is_list_of_exported(lines):
        yield Reject(document.name, "the list of what was exported from Nexis, and no article")
        return
    if database is None:
        yield draft(Fields(text), document, options)
        return
    yield from _articles(database, lines, document, options)


def is_export(text: str) -> bool:
    """Whether a text bears the marks of a newspaper database."""
    lines = [line.strip() for line in tidy(text).split("\n")]
    return any(_is_from(each, lines) for each in _DATABASES)


def split_factiva(text: str, document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles of a text that is known to be from Factiva. Raises Unreadable."""
    lines = [line.strip() for line in tidy(text).split("\n")]
    factiva = next(each for each in _DATABASES if each.name == "Factiva")
    yield from _articles(factiva, lines, document, options)


def _articles(
    database: _Database, lines: Sequence[str], document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    parts = database.split(lines)
    if not parts:
        raise Unreadable(f"an export of {database.name} that cannot be split: {database.advice}")
    for number, part in enumerate(parts, start=1):
        name = f"{document.name}: article {number}"
        given = database.fields(part)
        if given.text.strip() and given.title:
            yield draft(given, document, options, name=name, alone=False)
        else:
            yield Reject(
                name,
                f"an article of {database.name} without a headline or a text that can be told: "
                f"{database.advice}",
            )


def _is_list_of_exported(lines: Sequence[str]) -> bool:
    """Whether it is the cover that lies beside an export of single files."""
    head = [line for line in lines if line][:12]
    ordered = sum(bool(_NEXIS_ORDER.match(line)) for line in head)
    return ordered >= 2 and any(_NEXIS_CONTENTS.fullmatch(line) for line in head)


def _is_from(database: _Database, lines: Sequence[str]) -> bool:
    return any(len(line) <= _MARK and database.is_mark(line) for line in lines)


def _matches(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda line: any(pattern.fullmatch(line) for pattern in patterns)


def _ended(lines: Sequence[str], is_end: Callable[[str], bool]) -> list[list[str]]:
    """The lines before each end, with the line that is the end."""
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if len(line) <= _MARK and is_end(line):
            parts.append([])
    return parts[:-1]


def _begun(lines: Sequence[str], is_beginning: Callable[[str], bool]) -> list[list[str]]:
    """The lines after each beginning."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if len(line) <= _MARK and is_beginning(line):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts[1:]


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _date(line: str) -> str:
    match = _DATE.fullmatch(line) if len(line) <= _MARK else None
    return match["date"] if match else ""


def _split_nexis(lines: Sequence[str]) -> list[list[str]]:
    parts = _ended(lines, _matches(_NEXIS_END))
    if parts:
        return parts
    parts = _begun(lines, _matches(_NEXIS_COUNT))
    marks = sum(bool(_NEXIS_MARK.fullmatch(line[:_MARK])) for line in lines)
    return parts or ([list(lines)] if marks == 1 else [])


def _nexis(lines: Sequence[str]) -> Fields:
    """Headline and source above the date, or, as it was until 2018, the headline below it."""
    lines = [line for line in lines if not _NEXIS_END.fullmatch(line)]
    labelled = next(
        (n for n, line in enumerate(lines) if _NEXIS_HEAD.fullmatch(line[:_MARK])), len(lines)
    )
    dated = next((n for n in range(labelled - 1, -1, -1) if _date(lines[n])), None)
    if dated is None:
        return Fields("")
    above = [line for line in lines[:dated] if line]
    below = _blocks(lines[dated + 1 : labelled])
    head = [m for line in lines[labelled:] if (m := _NEXIS_HEAD.fullmatch(line[:_MARK]))]
    stated = next((m["value"] for m in head if (m["label"] or "").lower() == "headline"), "")
    if len(above) > 1:
        title = above[-2]
    else:
        # The lines right under the date are the edition's.
        blocks = below[1:] if lines[dated + 1 : dated + 2] != [""] else below
        title = " ".join(blocks[-1]) if blocks else ""
    return Fields(
        text="\n\n".join(_nexis_body(lines[labelled:])),
        title=stated or title,
        published=_date(lines[dated]),
        source=above[-1] if above else "",
    )


def _nexis_body(lines: Sequence[str]) -> list[str]:
    body = next((n + 1 for n, line in enumerate(lines) if _NEXIS_BODY.fullmatch(line)), None)
    blocks = _blocks(lines[body:]) if body is not None else _blocks(lines)
    if body is None:
        while blocks and _NEXIS_HEAD.fullmatch(blocks[0][0][:_MARK]):
            blocks.pop(0)
    paragraphs: list[str] = []
    for block in blocks:
        # In rich text there are no blank lines between paragraphs.
        tail = (n for n, line in enumerate(block) if _NEXIS_TAIL.fullmatch(line[:_MARK]))
        end = next(tail, len(block))
        paragraphs += ["\n".join(block[:end])] if end else []
        if end < len(block):
            break
    return paragraphs


def _factiva(lines: Sequence[str]) -> Fields:
    tags = _factiva_tags(lines)
    if "HD" in tags and ("LP" in tags or "TD" in tags):
        return Fields(
            text="\n\n".join(filter(None, (tags.get("LP", ""), tags.get("TD", "")))),
            title=" ".join(tags["HD"].split()),
            published=tags.get("PD") or _factiva_day(lines),
            source=tags.get("SN", ""),
        )
    counted = next((n for n, line in enumerate(lines) if _FACTIVA_WORDS.fullmatch(line[:40])), None)
    if counted is None:
        return Fields("")
    above = [line for line in lines[:counted] if line and not line.startswith("By ")]
    head, body = _factiva_head(lines[counted + 1 :])
    names = [line for line in head if not (_date(line) or re.match(r"\d", line))]
    return Fields(
        text="\n".join(line for line in body if not _FACTIVA_END.fullmatch(line[:_MARK])),
        title=max(above[-4:], key=len, default=""),
        published=next(filter(None, map(_date, head)), "") or _factiva_day(lines),
        source=names[0] if names else "",
    )


def _factiva_head(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Date, source, its code, page, language and rights; and what stands after."""
    end = coded = 0
    seen = 0
    for number, line in enumerate(lines[:40]):
        seen += bool(line)
        if _FACTIVA_RIGHTS.match(line):
            end = number + 1
            break
        if seen <= 8 and _FACTIVA_CODE.fullmatch(line):
            coded = number + 2  # the language is on the line after the code
    end = end or coded or 4
    return [line for line in lines[:end] if line], lines[end:]


def _factiva_tags(lines: Sequence[str]) -> dict[str, str]:
    """What stands under each of Factiva's codes, as in "HD Flood in Herat"."""
    found: dict[str, list[str]] = {}
    under = ""
    for line in lines:
        match = _FACTIVA_TAG.fullmatch(line) if len(line) < 2_000 else None
        if match and _is_tag(match, under):
            under = match["tag"]
            found.setdefault(under, []).append(match["value"] or "")
        elif under:
            found[under].append(line)
    return {tag: "\n".join(told).strip() for tag, told in found.items()}


def _is_tag(match: re.Match[str], under: str) -> bool:
    """Whether a code begins the line; within the text "IN KABUL …" may be a sentence."""
    if under not in ("LP", "TD") or not match["value"]:
        return True
    value = match["value"]
    if match["tag"] in ("TD", "PUB", "AN"):
        return True
    return match["tag"] in _FACTIVA_AFTER and (" : " in value or "|" in value)


def _factiva_day(lines: Sequence[str]) -> str:
    """The day in the number of an article, as in QUAYGZ0020210709eh79000a1."""
    for line in lines[-3:]:
        if (end := _FACTIVA_END.fullmatch(line[:_MARK])) and (
            day := _FACTIVA_DAY.search(end["id"])
        ):
            return day[0]
    return ""


def _split_proquest(lines: Sequence[str]) -> list[list[str]]:
    for rule in (_PROQUEST_RULE, _PROQUEST_OTHER_RULE):
        parts = _begun(["_" * 20, *lines], _matches(_PROQUEST_RULE, rule))
        marks = [sum(bool(_PROQUEST_MARK.fullmatch(line)) for line in part) for part in parts]
        if max(marks) == 1:
            return [part for part, count in zip(parts, marks, strict=True) if count]
    return []


def _proquest(lines: Sequence[str]) -> Fields:
    told: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        match = _PROQUEST_LABEL.fullmatch(line) if len(line) <= 2_000 or not label else None
        if match is None and (long := _PROQUEST_LABEL.match(line[:_MARK])) and len(line) > _MARK:
            match = long
        if match:
            label = re.sub(r"\W| \(.*", "", match["label"].lower())
            told.setdefault(label, []).append(line[match.start("value") :])
        elif line or label:
            told.setdefault(label, []).append(line)
    given = {name: "\n".join(found).strip() for name, found in told.items()}
    above = [
        line for line in told.get("", []) if line and not re.match(r"Document \d+ of \d+", line)
    ]
    return Fields(
        text=given.get("fulltext") or given.get("abstract") or "",
        title=given.get("title") or (above[0] if above else ""),
        published=given.get("publicationdate", ""),
        source=re.sub(r"\s*;.*", "", given.get("publicationtitle", "")),
        url=given.get("documenturl", ""),
    )


def _europresse(lines: Sequence[str]) -> Fields:
    """Source and day, the headline, perhaps who wrote it, the text, and whose rights they are."""
    number = _EUROPRESSE_END.fullmatch(lines[-1]) if lines else None
    blocks = _blocks(lines[:-1])
    head = blocks[0] if blocks else []
    if len(head) == 1 and len(blocks) > 1 and re.search(r"(?:19|20)\d{2}", blocks[1][0]):
        head = [*head, *blocks.pop(1)]  # the day in a block of its own
    told = [*head[2:3], *(block[0] for block in blocks[1:2])]
    end = next((n for n, b in enumerate(blocks) if _EUROPRESSE_RIGHTS.match(b[0])), len(blocks))
    body = ["\n".join(block) for block in blocks[1 if len(head) > 2 else 2 : end]]
    return Fields(
        text="\n\n".join(body),
        title=told[0] if told else "",
        published=number["day"] if number else None,
        source=head[0] if head else "",
    )


_DATABASES = (
    _Database(
        "Europresse",
        _matches(_EUROPRESSE_END),
        lambda lines: _ended(lines, _matches(_EUROPRESSE_END)),
        _europresse,
        "export it as HTML",
    ),
    _Database(
        "ProQuest",
        _matches(_PROQUEST_MARK),
        _split_proquest,
        _proquest,
        "export it as text (.txt) with full text, or as RIS",
    ),
    _Database(
        "Factiva",
        _matches(_FACTIVA_END),
        lambda lines: _ended(lines, _matches(_FACTIVA_END)),
        _factiva,
        'export it as "Article Format" in HTML or RTF',
    ),
    _Database(
        "Nexis",
        _matches(_NEXIS_END, _NEXIS_COUNT, _NEXIS_MARK),
        _split_nexis,
        _nexis,
        "export the full documents as .docx, each on a new page",
    ),
)
