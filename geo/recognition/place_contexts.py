"""What stands around a name that only a place can have: "the mayor of", "shelled", "the … region".

These rules take a name that the gazetteer knows for a place whatever the model made of it, in news
of any kind; they know words and marks, and nothing of places.
"""

from __future__ import annotations

import re

from geo.recognition.word_lists import words

KNOWN_WELL = frozenset({"country", "metropolis", "city", "state", "region"})
_LANDSCAPES = frozenset({"region", "nature"})
# Of several words, these are told from people by where they stand.
_LESS_KNOWN = frozenset({"town", "county"})
_KNOWN_BY_OTHER_NAMES = frozenset(f"{kind}-alternate" for kind in KNOWN_WELL)

_LONGER_BEFORE = re.compile(
    r"(?:\b[A-Z][\w.'’]*[ -]|[\w&/-]|\b[A-Z]\w+ (?:de|da|di|van|von|del|bin) )$"
)
_LONGER_AFTER = re.compile(r"[ -]?(?:[A-Z0-9]|[&/])|[\w-]")
# Nobody and nothing but a place has these, be its name a given name or a word as well.
_OF_ANY_PLACE = re.compile(
    r"\b(?i:(?:mayor|residents|inhabitants|citizens|streets|outskirts|suburbs|siege|shelling"
    r"|bombing|bombardment|port|airport|city|town|village|city council) of) $"
)
_OF_PLACE = re.compile(
    r"\b(?i:(?:mayor|governor|bishop|archbishop|residents|inhabitants|people|citizens|streets"
    r"|outskirts|suburbs|parts|much|most|half|all|cit(?:y|ies)|towns?|villages?|states?|provinces?"
    r"|regions?|districts?|capital|port|island|governorate|oblast|north|south|east|west|centre"
    r"|center|government|siege|shelling|bombing|fall|capture|sky|skies|roads?|hospitals?|schools?"
    r"|airport|coast|control) of"
    r"|(?:strikes?|attacks?|raids?|assault|offensive|advance|march) (?:on|against)"
    r"|battle (?:of|for)|(?:fighting|clashes|explosions?) (?:in|for|near|around)) $"
)
_TO_PLACE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|outside|[Aa]cross|[Tt]hroughout|towards?|into|through|from|to|captured?"
    r"|seized?|retook|retake|recaptured?|overran|overrun|liberated?|hit|struck|shelled|bombed"
    r"|bombarded|pounded|besieged?|stormed|entered|reached|left|fled|evacuated|crossed|flooded"
    r"|swept|shook|rocked|battered|lashed|ravaged|engulfed|blanketed|nears|nearing|roam|over|under"
    r"|beneath|along|beyond|central|downtown|northern|southern|eastern|western) (?:the )?$"
)
_BODIES = words("organisations") | words("companies") | words("streets")
_AREA = re.compile(
    r" (?:region|province|oblast|governorate|residents|district|prefecture|metropolitan area)\b"
)
# Where a person would say what she would do.
SPEAKS = re.compile(r" (?:said|says|announced) (?:on \w+day )?(?:that )?(?:it|its)\b")
_OF_TOWN = re.compile(
    r" (?:will (?:host|be hosting)|(?:has )?hosted|hosts) (?:the|an?|next|its)\b"
    r"| (?:has|have|had) been without\b| (?:is|was) (?:under siege|cut off|home to)\b"
    r"|['’]s (?:mayor|governor|airport|port|streets|residents|suburbs|outskirts"
    r"|old town|hospitals?)\b"
)
# "Diwaniya, south of Baghdad", "Hasaka, 40 km northeast of Raqqa".
LIES = re.compile(
    r", (?:(?:just|about|some) )?(?:\d+ ?(?:km|kilomet(?:er|re)s|miles) )?"
    r"(?:north|south|east|west)-?(?:east|west|ern)? of\b"
)
_ARTICLE = re.compile(r"\b[Tt]he $")
# After a name with "the" that is no adjective: "the Vosges are", "in the Sinai.", not "the Boston
# area".
AFTER_LANDSCAPE = re.compile(
    r"$|[.,;:!?)]|['’]s\b|\s(?:on|in|at|and|or|is|was|to|from|for|by|with|has|have|will|near|into|where"
    r"|which|as|after|before|when|while|since|are|were|had|would|rose|burst|flooded|froze)\b"
)
_PEOPLE = words("first names") | words("surnames") | words("months and days")
# Capitalised words, without figures: "Sana'a to Port-au-Prince" is two names.
_ONE_NAME = re.compile(r"(?:(?:[a-z]{2}[-'’])?[A-Z][^\W\d_]*\.?(?:[-'’][^\W\d_]+)*(?: |$))+")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is no part of a longer one: no capital, number or hyphen touches it."""
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    return not _LONGER_BEFORE.search(before) and not _LONGER_AFTER.match(after)


def is_used_as_place(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a known name stands by itself where only a place can: "the mayor of Ostrava",
    "flooded parts of Imo", "shelled Bakhmut", "the Rostov region"."""
    name = text[start:end]
    if not name[0].isupper() or not stands_alone(text, start, end):
        return False
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    if name.casefold() in _PEOPLE:
        return kind in KNOWN_WELL and _OF_ANY_PLACE.search(before) is not None
    put_together = kind in _LESS_KNOWN and ("-" in name or name.count(" ") > 1)
    if kind in KNOWN_WELL or (put_together and name.split()[-1].casefold() not in _BODIES):
        return bool(
            _OF_PLACE.search(before)
            or _TO_PLACE.search(before)
            or _AREA.match(after)
            or SPEAKS.match(text, end)
            or _OF_TOWN.match(text, end)
            or LIES.match(text, end)
        )
    if kind in _KNOWN_BY_OTHER_NAMES and name.split()[-1].casefold() not in _BODIES:
        moving = " " in name and _TO_PLACE.search(before)
        return bool(
            _OF_PLACE.search(before) or moving or _AREA.match(after) or LIES.match(text, end)
        )
    return False


def is_used_as_landscape(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a landscape of the name bears "the" where something is or goes: "crossed the Don",
    be it a given name as well."""
    is_used = kind in _LANDSCAPES and bears_article(text, start, end)
    return is_used and _TO_PLACE.search(text[max(0, start - 40) : start]) is not None


def is_landscape_alone(text: str, start: int, end: int) -> bool:
    """Whether the name bears "the" as landscapes do, and nothing goes on with it: "the Vosges
    are"."""
    return bears_article(text, start, end) and AFTER_LANDSCAPE.match(text, end) is not None


def is_in_place(text: str, start: int, end: int) -> bool:
    """Whether a name that nobody knows stands by itself where only a place can: "near Baqouba"."""
    before = text[max(0, start - 40) : start]
    is_used = _OF_PLACE.search(before) or _TO_PLACE.search(before)
    return bool(
        is_used and _ONE_NAME.fullmatch(text, start, end) and stands_alone(text, start, end)
    )


def bears_article(text: str, start: int, end: int) -> bool:
    """ "The Don", as rivers are called and people are not; "the Jordan family" goes on."""
    article = _ARTICLE.search(text, max(0, start - 5), start)
    return article is not None and not _LONGER_AFTER.match(text[end : end + 3])
