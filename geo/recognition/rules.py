"""Rules that decide without weights, by the words right beside a name.

What is beyond doubt no place: namesakes ("Paris Hilton"), ordinary words ("Reading on the bus").
What the text itself explains as a place: "Torghundi, a border crossing", "the provinces of Bac
Lieu and Ca Mau", "Artibonite department". They hold for news of any kind, where the weights of
``judge.tsv`` hold for news like that they were learned from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from geo.recognition.entities import ArticleReading
from geo.recognition.knowledge import DEMONYM
from geo.recognition.name_extent import trim
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
_LONGER_BEFORE = re.compile(
    r"(?:\b[A-Z][\w.'’]*[ -]|[\w&/-]|\b[A-Z]\w+ (?:de|da|di|van|von|del|bin) )$"
)
_LONGER_AFTER = re.compile(r"[ -]?(?:[A-Z0-9]|[&/])|[\w-]")
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
    {"country", "region", "metropolis", "state", "city", "county", "town"}
    | {"country-alternate", "metropolis-alternate", "state-alternate", "city-alternate"}
)
_KNOWN_WELL = frozenset({"country", "metropolis", "city", "state", "region"})
_LANDSCAPES = frozenset({"region", "nature"})
_KNOWN_BY_OTHER_NAMES = frozenset(f"{kind}-alternate" for kind in _KNOWN_WELL)
_OF_PLACE = re.compile(
    r"\b(?:mayor|governor|bishop|archbishop|residents|inhabitants|people|citizens|streets|outskirts"
    r"|suburbs|parts|much|most|half|all|cit(?:y|ies)|towns?|villages?|states?|provinces?|regions?"
    r"|districts?|capital|port|island|governorate|oblast|north|south|east|west|centre|center|government"
    r"|siege|shelling|bombing|fall|capture|sky|skies|roads?|hospitals?|schools?|airport"
    r") of $"
)
_TO_PLACE = re.compile(
    r"\b(?:in|near|outside|across|throughout|towards?|into|through|from|to|captured?|seized?"
    r"|retook|retake|hit|struck|shelled|bombed|besieged?|stormed|entered|reached|left|evacuated"
    r"|crossed|flooded|over|under|beneath|along|beyond|central|downtown|northern|southern"
    r"|eastern|western) (?:the )?$"
)
_BODIES = words("organisations") | words("companies") | words("streets")
_AREA = re.compile(
    r" (?:region|province|oblast|governorate|residents|district|prefecture|metropolitan area)\b"
)
# Where a person would say what she would do.
_SPEAKS = re.compile(r" (?:said|says|announced) (?:on \w+day )?(?:that )?(?:it|its)\b")
_ACTS = re.compile(
    r" (?:(?:has|had) )?[a-z]+(?:ed|es|t|ds) (?:(?:on|last) \w+ )?(?:that )?its\b|"
    r" (?:said|says|announced) (?:on \w+day )?(?:that )?(?:it|its)\b"
)
_OF_TOWN = re.compile(
    r" (?:will (?:host|be hosting)|(?:has )?hosted|hosts) (?:the|an?|next|its)\b"
    r"| (?:has|have|had) been without\b| (?:is|was) (?:under siege|cut off|home to)\b"
    r"|['’]s (?:mayor|governor|airport|port|streets|residents|suburbs|outskirts"
    r"|old town|hospitals?)\b"
)
_DEGREES = words("degrees")
_DEGREE_BEFORE = re.compile(r"(?:^|[\s,])([A-Z][A-Za-z.]{1,6})$")
_ARCHIVED = re.compile(r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?){0,2} \d{4}-\d\d-\d\d(?!\d)")
# "Diwaniya, south of Baghdad", "Hasaka, 40 km northeast of Raqqa".
_LIES = re.compile(
    r", (?:(?:just|about|some) )?(?:\d+ ?(?:km|kilomet(?:er|re)s|miles) )?"
    r"(?:north|south|east|west)-?(?:east|west|ern)? of\b"
)
_ARTICLE = re.compile(r"\b[Tt]he $")
_LETTERS = re.compile(r"[A-Z]{2}")
# "SD 4.2", "NS = 12", "MA: 3.1"; "mean (SD)", "p > 0.05 (NS)".
_FIGURE = re.compile(r"\)?[,:]? ?(?:[=<>≤≥±:] ?)?[-−]?\d|\)?,? ?[=<>≤≥±]|\$|,? [a-z]{1,2} ?[=<>]")
_FIGURE_BEFORE = re.compile(
    r"(?:\d%?|mean|median|average|[=<>≤≥±]|\bp) ?[\[(]$|[=±] ?$"
    r"|\b(?:mean|median|\d%?),? (?:and |± ?)?$"
)
_PEOPLE = words("first names") | words("surnames") | words("months and days")
# Capitalised words, without figures: "Sana'a to Port-au-Prince" is two names.
_ONE_NAME = re.compile(r"(?:(?:[a-z]{2}[-'’])?[A-Z][^\W\d_]*\.?(?:[-'’][^\W\d_]+)*(?: |$))+")
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


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is no part of a longer one: no capital, number or hyphen touches it."""
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    return not _LONGER_BEFORE.search(before) and not _LONGER_AFTER.match(after)


def is_framed(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a known name stands by itself where only a place can: "the mayor of Ostrava",
    "flooded parts of Imo", "shelled Bakhmut", "the Rostov region"."""
    name = text[start:end]
    if not name[0].isupper() or name.casefold() in _PEOPLE or not stands_alone(text, start, end):
        return False
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    if kind in _KNOWN_WELL:
        return bool(
            _OF_PLACE.search(before)
            or _TO_PLACE.search(before)
            or _AREA.match(after)
            or _SPEAKS.match(text, end)
            or _OF_TOWN.match(text, end)
            or _LIES.match(text, end)
        )
    if kind in _KNOWN_BY_OTHER_NAMES and name.split()[-1].casefold() not in _BODIES:
        moving = " " in name and _TO_PLACE.search(before)
        return bool(
            _OF_PLACE.search(before) or moving or _AREA.match(after) or _LIES.match(text, end)
        )
    return False


def is_framed_landscape(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a landscape of the name bears "the" where something is or goes: "crossed the Don",
    be it a given name as well."""
    framed = kind in _LANDSCAPES and bears_article(text, start, end)
    return framed and _TO_PLACE.search(text[max(0, start - 40) : start]) is not None


def is_archived_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name in capitals begins a line and the day follows, as in archives of agencies:
    "HARARE 1996-12-06", "GROZNY, Russia 1996-08-25"."""
    at_beginning = start == 0 or text[start - 1] == "\n"
    return at_beginning and text[start:end].isupper() and bool(_ARCHIVED.match(text, end))


def is_put_together(name: str, kind: str) -> bool:
    """Whether a known name has a small word, hyphen, apostrophe or line's end inside, so that
    its parts are no places of their own: "Port of Spain", "Guinea-Bissau", "Coeur d'Alene"."""
    return bool(kind in _OWN_NAMES and _INSIDE.search(name) and not _OF_BODY.match(name))


def is_in_place(text: str, start: int, end: int) -> bool:
    """Whether a name that nobody knows stands by itself where only a place can: "near Baqouba"."""
    before = text[max(0, start - 40) : start]
    framed = _OF_PLACE.search(before) or _TO_PLACE.search(before)
    return bool(framed and _ONE_NAME.fullmatch(text, start, end) and stands_alone(text, start, end))


def is_well_known_whole(name: str, kind: str) -> bool:
    """Whether a known name has several words and is widely known as a whole, so that its parts
    are no places of their own: "Norwegian Sea", "Navi Mumbai", "Central African Republic"."""
    return kind in _KNOWN_WELL and " " in name and not _OF_BODY.match(name)


def acts_as_country(text: str, end: int, kind: str) -> bool:
    """Whether a country of the name does what a person would not: "Chad closed its border"."""
    return kind == "country" and _ACTS.match(text, end) is not None


def bears_article(text: str, start: int, end: int) -> bool:
    """ "The Don", as rivers are called and people are not; "the Jordan family" goes on."""
    article = _ARTICLE.search(text, max(0, start - 5), start)
    return article is not None and not _LONGER_AFTER.match(text[end : end + 3])


def is_degree(text: str, start: int, end: int, people: Sequence[int]) -> bool:
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
_LIST = re.compile(rf" of (?P<list>{_NAME}(?:, {_NAME})*,? and {_NAME})")
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
    for start, end in (*_listed(text), *_divisions(text, kind), *_hyphened(text, kind)):
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
    return amid and not any(e.start < end and start < e.end for e in reading.entities)
