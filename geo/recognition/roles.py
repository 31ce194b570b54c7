"""What a mention stands for: a place, or the government, people or organisation named after it.

Boilerplate, datelines and national adjectives have a form of their own and are recognised by
rules. The rest is chosen by a linear model over cues that a person can read (the words beside the
name, the shape of what follows). Its weights are in ``roles.tsv``; ``training/roles.py`` fits and
judges them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from geo.models import Role
from geo.recognition.knowledge import DEMONYM
from geo.recognition.rules import is_archived_dateline
from geo.recognition.word_lists import words

LEARNED = (Role.PLACE, Role.ACTOR, Role.DEMONYM, Role.ORGANISATION)
"""The roles that weights tell apart, each a column of ``roles.tsv`` with its name."""

_DATELINE = re.compile(
    r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?){0,2}(?:,? \w{3,9}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?[(\[][^()\n]{1,40}[)\]])?(?: ?[—–―]| ?--| - |: (?=[A-Z“\"']))"
)
_BEFORE_DATELINE = re.compile(r"(?:^|\n|[.!?:]\s+|\b[A-Z][A-Za-z]+ News |[A-Z][\w.]+, )\s*$")
_BOILERPLATE = re.compile(
    r"©|\bcopyright\b|\ball rights reserved\b|\bsubscribe\b|\bnewsletter\b|\bfollow us\b"
    r"|\bjoin our\b|\bclick here\b|\bread more at\b|\bprinted from\b",
    re.IGNORECASE,
)
# "University of Oxford", "Bank of England", "Bayern Munich": parts of a name beyond doubt.
_INSTITUTION = re.compile(
    r"\b(?:(?:University|College|Bank|Institute|Institution|Museum|Diocese|Archdiocese|Bishop"
    r"|Archbishop|Church|Court|Parliament|Times) of (?:the )?|(?:Bayern|Borussia|Real|Atl[eé]tico"
    r"|Inter|AC|AS|FC|SC|CF|Dyn?amo|Spartak|Lokomotiv|Shakhtar|Olympique|Sporting|Zenit|Hapoel"
    r"|Maccabi|Racing) )$"
)
# "Los Angeles Unified" runs the schools of Los Angeles.
_SCHOOLS = re.compile(r" (?:Joint )?Unified\b")
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?|[^\w\s]")

_GOVERNING = words("governing")
_ORGANISATIONS = words("organisations")
_SPEAKING = words("acting")
_AUXILIARIES = words("auxiliaries")
_PLACED = words("placed")
_MOVING = words("moving")
_RELATED = words("related")
_AREAS = words("areas")
# What a word after the name says; a word of two lists counts for the first.
_NEXT_WORDS = (
    (_SPEAKING, "then speaks"),
    (_AUXILIARIES, "then an auxiliary"),
    (_GOVERNING, "then a government"),
    (_AREAS, "then an area"),
    (frozenset({"and", "or"}), "then and"),
    (
        _PLACED | _MOVING | _RELATED | {"of", "as", "when", "who", "which"},
        "then a preposition",
    ),
)


@dataclass(frozen=True, slots=True)
class MentionContext:
    """A name in its text, with what the recogniser and the gazetteer know of it.

    ``kind`` is `geo.recognition.knowledge.Knowledge.kind` of the name; ``embedded`` says that
    the recogniser saw an organisation's name around it or going on from it.
    """

    text: str
    start: int
    end: int
    label: str = "GPE"
    kind: str = ""
    embedded: bool = False


def role_of(mention: MentionContext) -> Role:
    """The likeliest role of a mention."""
    if _is_boilerplate(mention):
        return Role.PUBLISHER
    if _is_dateline(mention):
        return Role.DATELINE
    if mention.kind == DEMONYM:
        return Role.DEMONYM
    if _INSTITUTION.search(mention.text, max(0, mention.start - 30), mention.start):
        return Role.ORGANISATION
    if _SCHOOLS.match(mention.text, mention.end):
        return Role.ORGANISATION
    totals = [0.0] * len(LEARNED)
    table = weights()
    for cue in cues(mention):
        for position, weight in enumerate(table.get(cue, ())):
            totals[position] += weight
    return LEARNED[totals.index(max(totals))]


def _is_boilerplate(mention: MentionContext) -> bool:
    start, end = mention.start, mention.end
    line_start = mention.text.rfind("\n", max(0, start - 120), start) + 1 or max(0, start - 120)
    line_end = mention.text.find("\n", end, end + 120)
    line = mention.text[line_start : line_end if line_end >= 0 else end + 120]
    return _BOILERPLATE.search(line) is not None


def _is_dateline(mention: MentionContext) -> bool:
    text, start, end = mention.text, mention.start, mention.end
    return is_archived_dateline(text, start, end) or (
        _BEFORE_DATELINE.search(text, max(0, start - 40), start) is not None
        and _DATELINE.match(text, end) is not None
    )


def cues(mention: MentionContext) -> Iterator[str]:
    """What is seen of a mention, as names of weights."""
    before = _WORD.findall(mention.text[max(0, mention.start - 40) : mention.start])[-2:]
    after = _WORD.findall(mention.text[mention.end : mention.end + 50])[:3]
    yield "always"
    yield f"label {mention.label}"
    if mention.kind:
        yield f"kind {mention.kind}"
    name = mention.text[mention.start : mention.end]
    if mention.embedded:
        yield "inside an organisation"
    if name.rpartition(" ")[2].casefold() in _ORGANISATIONS and " " in name:
        yield "is an organisation"
    yield from _cues_before(before)
    yield from _cues_after(after)
    if not before or before[-1] in '.!?"“”':
        yield "opens the sentence"
        yield from (f"opens and {cue}" for cue in _cues_after(after) if cue.startswith("then"))


def _cues_before(words: Sequence[str]) -> Iterator[str]:
    if not words:
        return
    previous = words[-1]
    lower = previous.casefold()
    if lower == "the" and len(words) > 1:
        yield "after the"
        previous, lower = words[-2], words[-2].casefold()
    if lower in _PLACED:
        yield "after in"
    elif lower in _MOVING:
        yield "after to"
    elif lower in _RELATED or lower == "of":
        yield f"after {lower}"
    elif previous[0].isupper():
        yield "after a capital"
    elif previous == ",":
        yield "after a comma"
    elif previous in "-–":
        yield "after a hyphen"


def _cues_after(words: Sequence[str]) -> Iterator[str]:
    rest = list(words)
    if len(rest) > 1 and rest[0] in "'’" and rest[1] == "s":
        rest = rest[2:]
        yield "possessive"
    if not rest:
        yield "then nothing"
        return
    yield from _cues_of_next(rest[0])
    if len(rest) > 1 and rest[1].casefold() in _ORGANISATIONS and rest[1][0].isupper():
        yield "soon an organisation word"


def _cues_of_next(word: str) -> Iterator[str]:
    lower = word.casefold().rstrip(".")
    if not lower or not lower[0].isalnum():
        yield f"then {word}"
    elif word[0].isupper():
        yield "then an organisation word" if lower in _ORGANISATIONS else "then a capital"
        if lower in _GOVERNING:
            yield "then a government"
    else:
        yield next((cue for known, cue in _NEXT_WORDS if lower in known), _form(lower))


def _form(lower: str) -> str:
    if lower.endswith("ed"):
        return "then a past"
    return "then a plural" if lower.endswith("s") else "then a word"


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """The weight of each cue for each of the learned roles."""
    header, *rows = (files(__package__) / "roles.tsv").read_text("utf-8").splitlines()
    roles = header.split("\t")
    columns = [roles.index(role.value) for role in LEARNED]
    cells = [row.split("\t") for row in rows]
    return MappingProxyType(
        {row[0]: tuple(float(row[column]) for column in columns) for row in cells}
    )
