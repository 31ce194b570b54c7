"""What a mention stands for: a place, or the government, people or organisation named after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.models import Role

_DATELINE = re.compile(
    r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?: ?\([^()\n]{1,40}\))? ?(?:[—–]|--|- )|:\s"
)
_SPEECH = re.compile(
    r"(?:'s|’s)? (?:has |have |had |also |will |would |is |was )?"
    r"(?:said|says|say|announced|accused|warned|denied|insisted|agreed|refused|rejected|"
    r"demanded|condemned|pledged|vowed|wants|urged|claims|claimed|believes|called|signed|"
    r"sent|imposed|expelled|backed|backs|supports|recognised|recognized)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A mention in its text, with what the recogniser and the gazetteer know of it."""

    text: str
    start: int
    end: int
    demonym: bool = False
    embedded: bool = False


def role_of(mention: Sentence) -> Role:
    """The role of a mention, from the words around it."""
    if mention.embedded:
        return Role.ORGANISATION
    if mention.demonym:
        return Role.DEMONYM
    if _opens_line(mention) and _DATELINE.match(mention.text, mention.end):
        return Role.DATELINE
    if _SPEECH.match(mention.text, mention.end):
        return Role.ACTOR
    return Role.PLACE


def _opens_line(mention: Sentence) -> bool:
    before = mention.text[max(0, mention.start - 80) : mention.start]
    return not before.rpartition("\n")[2].strip()
