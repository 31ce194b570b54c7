"""Rules that decide without weights, by the words right beside a name.

What is beyond doubt no place: namesakes ("Paris Hilton"), ordinary words ("Reading on the bus").
What the text itself explains as a place: "Torghundi, a border crossing", "the provinces of Bac
Lieu and Ca Mau", "Artibonite department". They hold for news of any kind, where the weights of
``span_classifier.tsv`` hold for news like that they were learned from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from geo.recognition.conflict import places_fought_over
from geo.recognition.entities import ArticleReading, touching
from geo.recognition.knowledge import DEMONYM
from geo.recognition.name_extent import trim
from geo.recognition.place_contexts import KNOWN_WELL, SPEAKS, is_used_as_place, stands_alone
from geo.recognition.word_lists import words

_DISEASES = words("ailments")
_NAMESAKES = words("namesakes")
_OF_PEOPLES = words("namesakes of peoples")
_TEAMS = words("teams")
_TEAM_NAME = re.compile(r" (?:[A-Z][a-z]+ )?([A-Z0-9][a-z0-9]+s?)\b")
_LYING = words("lying")
_TOWNS = frozenset({"metropolis", "city", "town", "small"})
_THE = ("The ", "the ")
_MAKERS = words("makers")
_SURNAMES = words("surnames")
_RANKS = words("ranks")
_ORDINARY_WORDS = words("plain")
_HEAVENLY_BODIES = words("heavenly bodies")
_IDEAS = words("ideas")
# "Earth, Texas"; "police in Jupiter".
_QUALIFIED = re.compile(r",? (?:in )?[A-Z]|,? \(")
_IN_TOWN = re.compile(r"\b(?:[Ii]n|[Nn]ear|at|[Mm]ayor of|(?:city|town) of) $")
# "The 75th year of Independence", "Ghana's Independence".
_OF_NATION = re.compile(
    r"(?:['’]s|s['’]|\b(?:since|after|before|gained?|declared?|won|their|our|its|full|national"
    r"|(?:years?|war|day|declaration|anniversary|celebration|struggle|fight|eve) (?:of|for))) $",
    re.IGNORECASE,
)
_ACTING = words("acting") | words("auxiliaries")
_CITY_STATES = words("city states")
_FORMER_NAMES = words("former names")
_PLACED = words("placed") | words("moving")

_FOLLOWING = re.compile(r" ([\w'’]+)")
# "Crimean-Congo haemorrhagic fever", "Rocky Mountain spotted fever".
_DISEASE_NAME = re.compile(r"(?:[-–]\w+)? (?:spotted |equine |novel )?([a-z]+)")
_FLU = re.compile(
    r" flu\b(?: of\b| pandemic| epidemic| virus| in \d|[.,;)]| (?:was|were|came|killed)\b)"
)
_PRECEDING = re.compile(r"\b(\w+)(\.?) $")
_WELL_KNOWN_KINDS = ("country", "metropolis")
_KNOWN_TO_ALL = frozenset({"country", "metropolis", DEMONYM})
_PEOPLES_NAMES = words("first names") | _SURNAMES
_INSIDE = re.compile(
    r"[^\W\d_][-–'’][^\W\d_]{2}|['’]s$|\s(?:[a-z]{1,3}|upon|under|dell['’]\w+)\s|[\n\xa0]"
)
# "University of Pittsburgh", "City of Turkey": there the part is the place.
_OF_BODY = re.compile(
    r"(?:\w+ )?(?:university|government|city|town|village|state|district|county|church|bank|diocese"
    r"|ministry|institute|college|school|board|parliament|people) of ",
    re.IGNORECASE,
)
_OWN_NAMES = frozenset(
    {"country", "region", "metropolis", "state", "city", "county", "town", "nature"}
    | {"country-alternate", "metropolis-alternate", "state-alternate", "city-alternate"}
)
_ACTS = re.compile(
    r" (?:(?:has|had) )?[a-z]+(?:ed|es|t|ds) (?:(?:on|last) \w+ )?(?:that )?its\b|" + SPEAKS.pattern
)
_DEGREES = words("degrees")
_DEGREE_BEFORE = re.compile(r"(?:^|[\s,])([A-Z][A-Za-z.]{1,6})$")
_ARCHIVED = re.compile(r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?){0,2} \d{4}-\d\d-\d\d(?!\d)")
# Titles of people alone: not "President", whom countries have, nor "Miss", whom states send.
_TITLE = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Sgt|Lt|Capt|Col|Prof|Rev|Dr|Sen|Rep)\.?"
    r"|Sheriff|Judge|Coach|Officer|Detective|Sir|Lord|Lady|Trooper|Pastor) $"
)
_KIN = re.compile(
    r"\b(?:(?:his|her|their|my|our|whose) (?:late |young |baby |older |younger |eldest |twin )?"
    r"(?:son|daughter|wife|husband|sister|brother|mother|father|girlfriend|boyfriend|nephew|niece"
    r"|grandson|granddaughter|partner|children)|name is"
    r"|(?:boy|girl|man|woman|child|baby) named),? $"
)
# What a name's bearer does who is no town: "said César would resign", "Moreno scored".
_PERSONAL = re.compile(
    r" (?:said|says|told|added|scored|resigned|testified|pleaded|wrote|sang|laughed|smiled|tweeted"
    r"|would not|did not"
    r"|was (?:born|arrested|convicted|sentenced|carried|injured|married|charged))\b"
)
# "Venustiano Carranza was elected": towns are called after whole names too.
_HELD_OFFICE = re.compile(
    r" (?:(?:was|had been) (?:elected|appointed|sworn in|assassinated|exiled|inaugurated)"
    r"|took (?:office|power)|ran for)\b"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Pp]residents?|[Gg]enerals?|[Mm]inisters?) (?:[A-Z][\w'’-]+ (?:[A-Z][\w'’-]+ )?and )?$"
)
_CALLED_AFTER_PEOPLE = frozenset({"city", "town", "small", "county"})
_AGE = re.compile(r", (?:[1-9]|[1-9]\d)(?:, | and |\.$)")
_LOCATED_BEFORE = re.compile(r"\b(?:in|near|at|from|to|outside|of) (?:[A-Z][\w'’-]+ )?$")
_LETTERS = re.compile(r"[A-Z]{2}")
# "SD 4.2", "NS = 12", "MA: 3.1"; "mean (SD)", "p > 0.05 (NS)".
_FIGURE = re.compile(r"\)?[,:]? ?(?:[=<>≤≥±:] ?)?[-−]?\d|\)?,? ?[=<>≤≥±]|\$|,? [a-z]{1,2} ?[=<>]")
_FIGURE_BEFORE = re.compile(
    r"(?:\d%?|mean|median|average|[=<>≤≥±]|\bp) ?[\[(]$|[=±] ?$"
    r"|\b(?:mean|median|\d%?),? (?:and |± ?)?$"
)
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
        _is_disease(text, end)
        or (preceding and preceding[1].casefold() == "the" and _FLU.match(text, end))
        or _is_heavenly_body(text, start, end)
        or _is_idea(text, start, end)
        or (following and following[1].casefold() in _NAMESAKES)
        or (following and _is_ship(text, start, following[1], kind))
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


def _is_heavenly_body(text: str, start: int, end: int) -> bool:
    """ "The Earth turned faster", "a probe to Mars": but "Earth, Texas", "a fire in Jupiter"."""
    name = text[start:end].casefold()
    if name not in _HEAVENLY_BODIES or _QUALIFIED.match(text, end):
        return False
    before = text[max(0, start - 12) : start]
    return name == "earth" or before.endswith(_THE) or not _IN_TOWN.search(before)


def _is_idea(text: str, start: int, end: int) -> bool:
    if text[start:end].casefold() not in _IDEAS or _QUALIFIED.match(text, end):
        return False
    return _OF_NATION.search(text[max(0, start - 20) : start]) is not None


def is_person(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the words beside a name say that a person bears it: "Sheriff Jordan", "her son
    Dallas", "Madison, 7, and"."""
    if kind == DEMONYM or not text[start].isupper() or is_used_as_place(text, start, end, kind):
        return False
    before = text[max(0, start - 24) : start]
    titled = _TITLE.search(before) and not _CAPITALISED.match(text, end)
    name = text[start:end].casefold()
    if kind not in _KNOWN_TO_ALL and name in _PEOPLES_NAMES and _PERSONAL.match(text, end):
        return True
    whole = kind in _CALLED_AFTER_PEOPLE and " " in name
    if whole and (
        _HELD_OFFICE.match(text, end) or _OFFICE_BEFORE.search(text[max(0, start - 60) : start])
    ):
        return True
    aged = _AGE.match(text, end) and not _LOCATED_BEFORE.search(before)
    return bool(titled or _KIN.search(before) or aged)


def _is_ship(text: str, start: int, following: str, kind: str) -> bool:
    """ "The Bismarck lies on the seabed": towns have no article."""
    return following in _LYING and kind in _TOWNS and text[max(0, start - 4) : start] in _THE


def _is_disease(text: str, end: int) -> bool:
    found = _DISEASE_NAME.match(text, end)
    return found is not None and found[1] in _DISEASES


def _is_surname(word: str) -> bool:
    return word.casefold() in _SURNAMES and word[0].isupper()


def _is_rank(word: str) -> bool:
    return word.casefold() in _RANKS and word[0].isupper()


def is_team(text: str, end: int) -> bool:
    """Whether a team's name goes on after the town's: "the Boston Bruins", "the Toronto Maple
    Leafs"."""
    following = _TEAM_NAME.match(text, end)
    return following is not None and following[1].casefold() in _TEAMS


def is_ordinary_word(text: str, start: int, end: int) -> bool:
    """Whether the name is an ordinary word used as such: "Reading on the bus", "Nice weather"."""
    if text[start:end].casefold() not in _ORDINARY_WORDS:
        return False
    following = _FOLLOWING.match(text, end)
    preceding = _PRECEDING.search(text, max(0, start - 20), start)
    if following is None or not following[1].islower() or following[1] in _ACTING:
        return False
    return preceding is None or preceding[1].casefold() not in _PLACED


def is_well_known_place(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the name is a country's or a great city's and stands by itself, no part of a
    longer one: news of any kind means the place by it."""
    name = text[start:end].casefold()
    great = kind in _WELL_KNOWN_KINDS or name in _CITY_STATES or name in _FORMER_NAMES
    if not great or not text[start].isupper():
        return False
    return stands_alone(text, start, end)


def is_archived_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name in capitals begins a line and the day follows, as in archives of agencies:
    "HARARE 1996-12-06", "GROZNY, Russia 1996-08-25"."""
    at_beginning = start == 0 or text[start - 1] == "\n"
    return at_beginning and text[start:end].isupper() and bool(_ARCHIVED.match(text, end))


def is_put_together(name: str, kind: str) -> bool:
    """Whether a known name has a small word, hyphen, apostrophe or line's end inside, so that
    its parts are no places of their own: "Port of Spain", "Guinea-Bissau", "Coeur d'Alene"."""
    return bool(kind in _OWN_NAMES and _INSIDE.search(name) and not _OF_BODY.match(name))


def is_well_known_whole(name: str, kind: str) -> bool:
    """Whether a known name has several words and is widely known as a whole, so that its parts
    are no places of their own: "Norwegian Sea", "Navi Mumbai", "Central African Republic"."""
    known = kind in KNOWN_WELL or kind == "nature"
    return known and " " in name and not _OF_BODY.match(name)


def acts_as_country(text: str, end: int, kind: str) -> bool:
    """Whether a country of the name does what a person would not: "Chad closed its border"."""
    return kind == "country" and _ACTS.match(text, end) is not None


def is_degree(text: str, start: int, end: int, people: Collection[int]) -> bool:
    """Whether the letters follow a person's name: "Jane Roe, R.D.", "John Doe, Ph.D., M.S.".

    ``people``: where the names of people end in the text.
    """
    if text[start:end].rstrip(".").casefold() not in _DEGREES or text[start:end].islower():
        return False
    at = start
    while text[max(0, at - 2) : at] == ", ":
        at -= 2
        if at in people or _is_full_name(text, at):
            return True
        before = _DEGREE_BEFORE.search(text, max(0, at - 10), at)
        if before is None or before[1].rstrip(".").casefold() not in _DEGREES:
            return False
        at = before.start(1)
    return False


def _is_full_name(text: str, end: int) -> bool:
    """Whether a given name and another stand before."""
    words_before = text[max(0, end - 60) : end].split()[-3:]
    capitalised = len(words_before) > 1 and words_before[-1][:1].isupper()
    return capitalised and any(word.casefold() in _FIRST_NAMES for word in words_before[:-1])


def is_measure(text: str, start: int, end: int) -> bool:
    """Whether two letters are a measure's or a currency's: "(SD 4.2)", "NS = 12", "US$5"."""
    if text[end - 1] == "$":
        return text[end : end + 1].isdigit()
    if not _LETTERS.fullmatch(text, start, end):
        return False
    before = _FIGURE_BEFORE.search(text, max(0, start - 12), start)
    return before is not None or _FIGURE.match(text, end) is not None


_FIRST_NAMES = words("first names")
_TITLES = words("titles")
# Labels that the model wrongly gives to unknown place names; dates and numbers are never wrong.
_MISTAKEN = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_DIVISIONS = frozenset({"state", "county", "state-alternate", "county-alternate"})

# For speed each pattern begins with what is rare, so that most of a text is skipped.
_EXPLANATION = re.compile(
    r", (?:an?|one of the) (?:[\w-]+ ){0,3}?"
    r"(?:town|village|hamlet|city|settlement|suburb|district|province|island|oasis|port"
    r"|border (?:crossing|post|town|village)|mountain pass|refugee camp|garrison town)s?"
    r"(?:[.,;:]| (?:in|on|of|near|to|from|at|between|outside|inside|close|along|by|about|around"
    r"|some|just|that|where|which|known|home|north|south|east|west|north-?east|north-?west"
    r"|south-?east|south-?west|\d[\d,.]*) ?)"
)
_BEFORE = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?P<verb> fell| was [a-z]+)?$"
)
_LONGEST = 60  # characters in which the name before an explanation is looked for
_WORD = r"[A-Z](?:[\w-]|['’](?!s\b))+"
_NAME = rf"{_WORD}(?: (?:al-|de |of )?{_WORD}){{0,3}}"
# Bounded, since in a list without end each name with "of" may begin one.
_LIST = re.compile(rf" of (?P<list>{_NAME}(?:, {_NAME}){{0,60}},? and {_NAME})")
_IN_LIST = re.compile(_NAME)
_KINDS = re.compile(
    r"\b(?:provinces|districts|towns|villages|counties|cities|states|regions|departments"
    r"|governorates|prefectures|municipalities|suburbs|islands|parishes|countries|republics)$"
)
_GENERIC = ("province", "governorate", "oblast", "prefecture", "district", "department")
# "Police department" and "School district" are no divisions: the gazetteer must know the name.
_DIVISION = re.compile(
    r"(?:['’]s? |\b(?:in|from|to|across|near|around|throughout|of|and|where|,) (?:the )?)"
    rf"(?P<name>{_NAME}) (?:{'|'.join(_GENERIC)})\b"
)
_HYPHENED = re.compile(rf"\b[A-Z][^\W\d_]+-(?:{'|'.join(sorted(words('divisions')))})\b")
# Each word with the next; the look-ahead lets pairs overlap.
_PAIR = re.compile(r"\b(?P<inner>[^\W\d_]{3,})(?=,? (?P<outer>[^\W\d_]{4,})\b)")
_OUTER = frozenset({"country", "state"})
_INNER = frozenset({"metropolis", "city"})
_AMID = re.compile(r"[a-z] $")


def explained_places(
    reading: ArticleReading, kind: Callable[[str], str]
) -> Iterator[tuple[int, int, str]]:
    """The spans of names that are said to be a town, a province, a crossing, with the label that
    the model gave them ("" for none). ``kind`` is `Knowledge.kind`."""
    text = reading.text
    labels = {(entity.start, entity.end): entity.label for entity in reading.entities}
    for explanation in _EXPLANATION.finditer(text):
        at = explanation.start()
        found = _BEFORE.search(text, max(0, at - _LONGEST), at)
        if found is None:
            continue
        start, end = trim(text, *found.span("name"))
        label = labels.get((start, end), "")
        mended = label in _MISTAKEN and not _is_given(found["name"])
        if mended or (not label and _is_name(reading, found, start, end)):
            yield start, end, label
    said_so = (*_listed(text), *_divisions(text, kind), *_hyphened(text, kind))
    for start, end in (*said_so, *places_fought_over(reading), *_without_capitals(text, kind)):
        yield start, end, labels.get((start, end), "")


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """ "The provinces of Bac Lieu, Ca Mau and Hau Giang"."""
    for found in _LIST.finditer(text):
        if _KINDS.search(text, max(0, found.start() - 20), found.start()):
            for name in _IN_LIST.finditer(text, *found.span("list")):
                if name[0].partition(" ")[0].casefold() not in _FIRST_NAMES | _TITLES:
                    yield trim(text, *name.span())


def _divisions(text: str, kind: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """ "Artibonite department", where the gazetteer knows of such a division."""
    if not any(f" {word}" in text for word in _GENERIC):
        return
    for found in _DIVISION.finditer(text):
        start, end = trim(text, *found.span("name"))
        if kind(text[start:end]) in _DIVISIONS:
            yield start, end


def _without_capitals(text: str, kind: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """ "paris france" in a text without capitals, where the gazetteer knows a Paris in France."""
    if text != text.lower():
        return
    for found in _PAIR.finditer(text):
        inner, outer = found["inner"], found["outer"]
        if kind(outer) in _OUTER and kind(f"{inner}, {outer}") in _INNER:
            yield found.span("inner")
            yield found.span("outer")


def _hyphened(text: str, kind: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """ "Gangwon-do", where the gazetteer knows it."""
    for found in _HYPHENED.finditer(text):
        if kind(found[0]):
            yield found.span()


def _is_given(name: str) -> bool:
    """Whether it is a person's full name, as in "John Hill, a town of Salem trustee"."""
    return " " in name and name.partition(" ")[0].casefold() in _FIRST_NAMES


def _is_name(reading: ArticleReading, found: re.Match[str], start: int, end: int) -> bool:
    """Whether what the model passed over is a name, no "However" that begins a sentence."""
    amid = bool(found["verb"]) or _AMID.search(reading.text, max(0, start - 2), start) is not None
    return amid and not touching(reading.entities, start, end)
