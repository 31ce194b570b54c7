"""What is beyond doubt about a name, and so no matter of weights: namesakes, plain words.

Each rule looks at the words right beside the name. They hold for news of any kind, where the
weights of the judge hold for news like that they were learned from.
"""

from __future__ import annotations

import re

from geo.recognition.knowledge import DEMONYM
from geo.recognition.wordlists import words

_AILMENTS = words("ailments")
_NAMESAKES = words("namesakes")
_OF_PEOPLES = words("namesakes of peoples")
_MAKERS = words("makers")
_SURNAMES = words("surnames")
_RANKS = words("ranks")
_PLAIN = words("plain")
_ACTING = words("acting") | words("auxiliaries")
_CITY_STATES = words("city states")
_PLACED = words("placed") | words("moving")

_FOLLOWING = re.compile(r" ([\w'’]+)")
# "Crimean-Congo haemorrhagic fever", "Rocky Mountain spotted fever".
_AILING = re.compile(r"(?:[-–]\w+)? (?:spotted |equine |novel )?([a-z]+)")
_FLU = re.compile(
    r" flu\b(?: of\b| pandemic| epidemic| virus| in \d|[.,;)]| (?:was|were|came|killed)\b)"
)
_PRECEDING = re.compile(r"\b(\w+)(\.?) $")
_WORLD = ("country", "metropolis")
_LONGER_BEFORE = re.compile(r"(?:\b[A-Z][\w.'’]*[ -]|[\w&/-])$")
_LONGER_AFTER = re.compile(r"[ -]?(?:[A-Z0-9]|[&/])|[\w-]")
_CAPITALISED = re.compile(r" [A-Z][a-zé'’-]+")


def is_namesake(text: str, start: int, end: int, kind: str) -> bool:
    """Whether something that is no place bears the name at ``text[start:end]``, beyond doubt:
    "Paris Hilton", "Toyota Tacoma", "USS Cole", "West Nile virus", "General Israel Putnam".

    ``kind`` is what the gazetteer knows of the name (`Knowledge.kind`).
    """
    name = text[start:end]
    following = _FOLLOWING.match(text, end)
    preceding = _PRECEDING.search(text, max(0, start - 20), start)
    return bool(
        _is_ailment(text, end)
        or (preceding and preceding[1].casefold() == "the" and _FLU.match(text, end))
        or (following and following[1].casefold() in _NAMESAKES)
        or (following and kind == DEMONYM and following[1] in _OF_PEOPLES)
        or (preceding and preceding[1].casefold() in _MAKERS and preceding[1][0].isupper())
        or (following and _is_surname(following[1]) and name.isalpha() and not name.isupper())
        or (
            preceding
            and name.isalpha()
            and _is_rank(preceding[1])
            and _CAPITALISED.match(text, end)
        )
    )


def _is_ailment(text: str, end: int) -> bool:
    found = _AILING.match(text, end)
    return found is not None and found[1] in _AILMENTS


def _is_surname(word: str) -> bool:
    return word.casefold() in _SURNAMES and word[0].isupper()


def _is_rank(word: str) -> bool:
    return word.casefold() in _RANKS and word[0].isupper()


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether the name is an ordinary word used as such: "Reading on the bus", "Nice weather"."""
    if text[start:end].casefold() not in _PLAIN:
        return False
    following = _FOLLOWING.match(text, end)
    preceding = _PRECEDING.search(text, max(0, start - 20), start)
    if following is None or not following[1].islower() or following[1] in _ACTING:
        return False
    return preceding is None or preceding[1].casefold() not in _PLACED


def is_world(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the name is a country's or a great city's and stands by itself, no part of a
    longer one: news of any kind means the place by it."""
    great = kind in _WORLD or text[start:end].casefold() in _CITY_STATES
    if not great or not text[start].isupper():
        return False
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    return not _LONGER_BEFORE.search(before) and not _LONGER_AFTER.match(after)
