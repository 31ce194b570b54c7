"""The articles as a bibliography: BibTeX and RIS, as Zotero and others read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from geo.atlas import Headline
from geo.export.tables import Content
from geo.export.uris import web_address
from geo.models import Place

# LaTeX's own characters. Braces are named, since BibTeX counts them even where they are escaped.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_NO_KEY = re.compile(r"[^A-Za-z0-9._-]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Places named of each article, so that a list of a whole continent stays readable.
_KEYWORDS = 20


def write_bibtex(content: Content, out: BinaryIO) -> None:
    """An entry for each article; the places that it names are its keywords."""
    out.write(f"% Made with Dateline {content.provenance.version}\n".encode())
    for head, places in content.headlines():
        fields = "".join(f",\n  {name} = {value}" for name, value in _bibtex(head, places))
        key = _NO_KEY.sub("-", head.article_id)
        out.write(f"\n@article{{dateline-{key}{fields}\n}}\n".encode())


def write_ris(content: Content, out: BinaryIO) -> None:
    """A newspaper article (NEWS) for each; the places that it names are its keywords."""
    for head, places in content.headlines():
        lines = [f"{tag}  - {_line(value)}" for tag, value in _ris(head, places) if value]
        out.write(("\r\n".join([*lines, "ER  - ", "", ""])).encode())


def _bibtex(head: Headline, places: tuple[Place, ...]) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_latex(head.title)}}}"
    if head.source:
        yield "journal", f"{{{_latex(head.source)}}}"
    if head.published:
        yield "year", f"{{{head.published.year}}}"
        yield "month", _MONTHS[head.published.month - 1]
        yield "date", f"{{{head.published.isoformat()}}}"
    if url := web_address(head.url):
        yield "url", f"{{{url}}}"
    if head.language:
        yield "language", f"{{{_latex(head.language)}}}"
    if places:
        named = ", ".join(place.name for place in places[:_KEYWORDS])
        yield "keywords", f"{{{_latex(named)}}}"


def _ris(head: Headline, places: tuple[Place, ...]) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", head.article_id
    yield "TI", head.title
    yield "T2", head.source
    if head.published:
        yield "PY", str(head.published.year)
        yield "DA", head.published.strftime("%Y/%m/%d")
    yield "UR", web_address(head.url)
    yield "LA", head.language
    for place in places[:_KEYWORDS]:
        yield "KW", place.name


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in _line(text))


def _line(text: str) -> str:
    """Without line breaks and control characters: a line begins a field."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
