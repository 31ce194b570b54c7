"""Places that reports of conflicts name, which the model takes for people: "retook Baqouba",
"Rutshuru and Walikale in North Kivu", "the Syrian town of Maarat al-Numan".

What is fought over is a place, whether or not anybody knows it by this spelling: where it is, the
rest of the article has to say (`geo.resolution.doubts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.recognition.entities import PLACE_LABELS, ArticleReading, Entity, touching
from geo.recognition.name_extent import trim
from geo.recognition.place_contexts import LIES
from geo.recognition.word_lists import words

_WORD = r"[A-Z](?:[\w-]|['’](?!s\b))+"
_NAME = rf"{_WORD}(?: (?:al-|de |da |do )?{_WORD}){{0,3}}"
# Bounded, since in a list without end each name may begin one.
_LIST = rf"(?P<list>{_NAME}(?:, {_NAME}){{0,12}}(?:,? and {_NAME})?)"
_ARMED = (
    r"\b(?i:troops|forces|soldiers|rebels|fighters|militants|militiamen|militia|gunmen|insurgents"
    r"|army|separatists|jihadists|paramilitaries|guerrillas|strikes|raids|shells|rockets|missiles"
    r"|drones|warplanes|jets|artillery|taliban)\b"
)
# What is done to places alone; and what is done to people too, by whom fights.
_TO_PLACES = re.compile(
    rf"\b(?:retook|recaptured|overran|overrun|shelled|bombarded|besieged) {_LIST}(?! [A-Z])"
)
_BY_ARMED = re.compile(
    rf"{_ARMED}(?: \w+){{0,3}} (?:hit|struck|stormed|captured|seized|took|held|hold|lost|entered"
    rf"|raided|pounded|bombed|attacked|left|control|controlled|reached) {_LIST}"
    r"(?: in (?:the )?(?:\w+ern )?(?P<within>[A-Z][\w-]+)|(?P<lies>(?=, )))"
)
# "Fighting spread to Diwaniyah, south of Baghdad", "shelling hit Robotyne in Ukraine".
_BY_FIGHTING = re.compile(
    r"\b(?i:fighting|clashes|violence|shelling|bombing|attacks?|unrest|battles?) "
    rf"(?:has |have )?(?:spread to|reached|hit|struck|rocked|shook|broke out in|flared in) {_LIST}"
    r"(?: in (?:the )?(?:\w+ern )?(?P<within>[A-Z][\w-]+)|(?P<lies>(?=, )))"
)
_SUFFERED = re.compile(
    rf"(?:^|[.!?;:,\n] |['’]s |\b(?:[Tt]owns|[Vv]illages|[Cc]ities) of ){_LIST}"
    r" (?:was|were|(?:has|have) been|is being|are being) (?:\w+ly |heavily )?(?:shelled|bombarded"
    r"|besieged|recaptured|retaken|overrun|liberated|razed|bombed)\b"
)
_SPLIT = re.compile(r", and | and |, ")
_OF_A_TOWN = re.compile(
    r"\b(?i:town|village|city|district|province|suburb|enclave) of "
    rf"(?P<name>{_NAME})(?! [A-Z])"
)
_FIRST_NAMES = words("first names") | words("titles")
_NO_PLACES = _FIRST_NAMES | words("organisations") | words("companies") | words("months and days")
_LONGEST = 60


def places_fought_over(reading: ArticleReading) -> Iterator[tuple[int, int]]:
    """The spans of names to which something is done that is done to places alone, or by armed
    groups in some country, or that are said to be a town or to lie beside another."""
    text = reading.text
    for found in _TO_PLACES.finditer(text):
        yield from _names(reading, found)
    for found in _SUFFERED.finditer(text):
        yield from _names(reading, found)
    for found in (*_BY_ARMED.finditer(text), *_BY_FIGHTING.finditer(text)):
        if found["within"] or LIES.match(text, found.end("list")):
            yield from _names(reading, found)
    for found in _OF_A_TOWN.finditer(text):
        yield from _if_unread(reading, *found.span("name"))


def _names(reading: ArticleReading, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = found.start("list")
    for name in _SPLIT.split(found["list"]):
        at = reading.text.index(name, start)
        start = at + len(name)
        yield from _if_unread(reading, at, start)


def _if_unread(reading: ArticleReading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, unless it is no single name, or the model sees a place in it already."""
    start, end = trim(reading.text, start, end)
    around = touching(reading.entities, start, end)
    seen = any(e.label in PLACE_LABELS and _lies_within(e, start, end) for e in around)
    within = all((start <= e.start and e.end <= end) or _is_list(reading, e) for e in around)
    parts = reading.text[start:end].casefold().split()
    person = bool(parts) and (parts[0] in _FIRST_NAMES or parts[-1] in _NO_PLACES)
    if start < end <= start + _LONGEST and within and not seen and not person:
        yield start, end


def _lies_within(entity: Entity, start: int, end: int) -> bool:
    """Whether it is a part of the span, and not the whole of it."""
    return start <= entity.start and entity.end <= end and entity.end - entity.start < end - start


def _is_list(reading: ArticleReading, entity: Entity) -> bool:
    """ "Robotyne and Orikhiv", which the model took for one place."""
    name = reading.text[entity.start : entity.end]
    return entity.label in PLACE_LABELS and _SPLIT.search(name) is not None
