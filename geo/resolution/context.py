"""What the text around the names says: which name qualifies which, type words, the title.

Everything here is about positions and words; nothing about places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from geo.models import Article, Role, Toponym
from geo.recognition.place_contexts import AFTER_LANDSCAPE

# A type word of all waters, heights and regions, which alone bear "the" in English.
LANDSCAPE = "landscape"
IN_TITLE = -10_000  # where the title stands, in front of the text


class Link(StrEnum):
    """How one name is tied to the wider one that qualifies it."""

    COMMA = "comma"  # "Paris, Texas"
    LIST = "list"  # "Paris, Texas and Oklahoma": perhaps only a list
    INSIDE = "inside"  # "Paris in northern Texas", "Paris (Texas)"
    OWNER = "owner"  # "Texas's Paris", "the Afghan city of Herat"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its text: a toponym to be resolved, or one that is only evidence."""

    text: str
    start: int
    end: int
    toponym: int | None  # index among the article's toponyms
    label: str = ""
    demonym: bool = False
    dateline: bool = False
    organisation: bool = False  # a name inside an organisation's name


@dataclass(frozen=True, slots=True)
class Qualification:
    """``narrow`` is said to lie in ``wide``; both are indices of names.

    ``closed``: nothing follows that could make ``wide`` the beginning of something else, as in
    "after talks in Geneva, Russia said".
    """

    narrow: int
    wide: int
    link: Link
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The names of an article in the order of the text, and the ties between them."""

    names: tuple[Name, ...]
    qualifications: tuple[Qualification, ...]
    type_words: tuple[str, ...]  # for each name: a place kind, or ""
    listed: tuple[tuple[int, int], ...] = ()  # names side by side in a list
    length: int = 0  # of the text, in characters
    local: float = 0.0  # how much of it is about a town's own affairs, 0 to 1
    of_local_body: frozenset[int] = frozenset()  # names that a North American town's body bears
    governing: frozenset[int] = frozenset()  # names that do what governments do
    north_american: bool = False  # telephone numbers and addresses as in North America
    of_townspeople: frozenset[int] = frozenset()  # names used as only a town's are
    of_a_person: frozenset[int] = frozenset()  # where somebody is said to be of


_NAME = r"[A-Z][\w’'-]*\.?(?:[ .-]?[A-Z][\w’'-]*\.?){0,3}"
_AFTER_COMMA = re.compile(rf",\s(?:in\s)?({_NAME})")
_COMMA_GAP = re.compile(r",\s(?:in\s)?$")
_IN_GAP = re.compile(
    r"\s?(?:\(|,?\s(?:in|of|(?:an?|the)(?:\s\w+){1,3}\s(?:in|of))\s(?:the\s)?"
    r"(?:(?:far\s)?(?:\w+ern|north|south|east|west|north-?east|north-?west|south-?east|south-?west"
    r"|central)\s)?)$"
)
_OWNER_GAP = re.compile(
    r"(?:['’]s?)?(?:\s[\w-]+){0,3}\s(?:(?:[\w-]+\s)?(?:city|town|village|province|state|region|"
    r"district|capital|port|county|suburb|resort|island|enclave|stronghold)(?:\sof)?\s)?$"
)
_OWNER_ONLY = re.compile(r"['’]s?\s(?:[\w-]+\s){0,3}$")
_LIST_GOES_ON = re.compile(r"\s?(?:,\s(?:and\s)?|\sand\s|\sor\s|,?\s&\s)(?:the\s)?(?:in\s)?[A-Z]")
_LIST_GAP = re.compile(r",?\s(?:[Aa]nd|or|&)\s(?:the\s|in\s)?|,\s(?:the\s|in\s)?|;\s")
_LIST_BEFORE = re.compile(r"(?:,\s|\sand\s)$")

_TYPES = {
    "county": "admin2",
    "counties": "admin2",
    "parish": "admin2",
    "district": "admin2",
    "borough": "admin2",
    "municipality": "admin2",
    "state": "admin1",
    "province": "admin1",
    "governorate": "admin1",
    "oblast": "admin1",
    "prefecture": "admin1",
    "region": "admin1",
    "republic": "admin1",
    "city": "town",
    "town": "town",
    "village": "town",
    "township": "town",
    "port": "town",
    "capital": "capital",
    "suburb": "section",
    "neighborhood": "section",
    "neighbourhood": "section",
    "river": "water",
    "lake": "water",
    "bay": "water",
    "sea": "water",
    "creek": "water",
    "mountain": "terrain",
    "mountains": "terrain",
    "island": "terrain",
    "islands": "terrain",
    "valley": "terrain",
    "desert": "terrain",
    "airport": "site",
    "country": "country",
    "nation": "country",
}
# "Cartago, a city of factories": but "Cartago, the province's capital" is no province.
_EXPLAINED = re.compile(
    r", an? (?:(?!from\b|to\b|with\b|for\b)[\w-]+ ){0,2}?"
    r"(city|town|village|province|state|river|island|suburb|port)\b(?!['’-])"
)
# "The mayor of Kent", "the streets of Paraná".
_OF_TOWN = re.compile(r"\b(?:[Mm]ayor|[Ss]treets|[Oo]utskirts|[Ss]uburbs|[Cc]ity council) of $")
_WATERS = frozenset(word for word, kind in _TYPES.items() if kind == "water") | {
    *("ocean", "gulf", "strait", "straits", "channel", "sound", "canal", "fjord", "stream", "fork"),
    *("mar", "lago", "rivière", "wadi", "waters"),
}
# What a town's own paper writes of, and hardly anybody else.
_LOCAL_AFFAIRS = re.compile(
    r"\b(?:school district|school board|board of education|high school|middle school|elementary"
    r"|grade school|city council|town council|town hall|city hall|city manager|count(?:y|ies)"
    r"|township|sheriff|fire department|firefighters|police department|parks and recreation"
    r"|police chief|councill?(?:or|man|woman)|aldermen|alderman|commissioners|planning commission"
    r"|zoning|ordinance|parish council|borough|superintendent|varsity|rotary club|funeral home"
    r"|interment|homeowners?|residents|charity|pub|library|volunteers|youth|boys and girls"
    r"|state troopers?|highway patrol|motorists?|downtown)\b",
    re.IGNORECASE,
)
_LOCAL_BODY = re.compile(
    r" (?:(?:City|County|Area|Community|Township|Independent|Unified|Public|Senior|Junior) ){0,3}"
    r"(?:School District|Public Schools|High School(?:er)?|Middle School|Elementary School"
    r"|Parks and Recreation|Police Department|Fire Department|Board of Education|Elks|Little League"
    r"|Sheriff|Chamber of Commerce|Rotary Club)\b"
)
# Telephone numbers and addresses as they are written in the United States and Canada.
_NORTH_AMERICAN = re.compile(
    r"(?<![\d-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?!\d)"
    r"|\b\d{2,5} (?:[NSEW]\. )?(?:[A-Z][a-z]+ ){1,2}(?:St|Ave|Rd|Blvd|Dr|Ln)\b"
    r"|\b(?:County Road|Interstate) \d|\bI-\d\d\b|\b\d+(?:st|nd|rd|th) (?:Street|Avenue)\b"
    r"|\b(?:Crime Stoppers|VFW Post|GOP|ZIP code)\b"
)
# "A Lebanon woman", "the Jordan girls": people of a country are called Lebanese and Jordanian.
_TOWNSPEOPLE = re.compile(
    r" (?:man|woman|couple|residents?|teen(?:ager)?s?|boys?|girls?|mother|father|parents"
    r"|driver|motorist|(?:high|middle|elementary|junior high) school|(?:High|Middle) School"
    r"|Junior|city (?:council|hall)|City (?:Council|Hall))\b"
    r"| (?:doctor|native|educator|student|Democrat|Republican|firefighters?|High)\b"
)
_TOWN_OF = re.compile(r"\b[Cc]ity of $")
# "Barton Jones of Waco", "a clerk, 44, of Alexandria": but presidents are of countries.
_PERSON_OF = re.compile(r"(?:\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+|\b\d\d,) of $")
_USUAL_AFFAIRS = 4.0  # so many such words make an article half local
_WORD_AFTER = re.compile(r"[\s-]([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)(?:\sof)?(?:\sthe)?\s$")
_AFTER_THE = re.compile(r"\b[Tt]he\s$")
# What governments do, for which a capital stands: "San José rejected the proposal".
_OF_GOVERNMENTS = re.compile(
    r" (?:(?:has|had|have|also|again|later|will|would|is|was|still) ){0,2}"
    r"(?:rejected|rejects?|accuse[sd]?|den(?:y|ies|ied)|recall(?:s|ed)|expel(?:s|led)|condemn(?:s|ed)"
    r"|ratif(?:y|ies|ied)|summon(?:s|ed)|urge[sd]?|vow(?:s|ed)|pledge[sd]?|refuse[sd]?"
    r"|threaten(?:s|ed)|demand(?:s|ed)|protest(?:s|ed)|insist(?:s|ed)|warn(?:s|ed)"
    r"|trying to|seeking to|break(?:s|ing)? off|broke off|sever(?:s|ed)|impose[sd]?|lift(?:s|ed)"
    r"|recogni[sz]e[sd]?|said (?:on \w+day )?(?:that )?it)\b"
)
_RELATIONS = re.compile(
    r"\b(?i:relations|ties|talks|tensions|treaty|accord|agreement|war|border|row|dispute)"
    r" (?:between|with)(?: [A-Z][\w'’-]+ and)? $"
)
_NEAR = 60  # characters in which a tie is looked for


def read_context(article: Article, toponyms: Sequence[Toponym]) -> Context:
    """The names that bear on the choice of places, and how they are tied together."""
    text = article.text
    names = sorted(
        (*_of_toponyms(toponyms), *_unmarked(text, toponyms)), key=lambda name: name.start
    )
    ties = tuple(_told_apart(tuple(_qualifications(text, names)), names))
    types = tuple(_type_word(text, name) for name in names)
    title = tuple(_of_title(article.title, names))
    listed = tuple(_listed(text, names))
    type_words = (*types, *("" for _ in title))
    bodies = frozenset(i for i, name in enumerate(names) if _LOCAL_BODY.match(text, name.end))
    governing = frozenset(i for i, name in enumerate(names) if _governs(text, name))
    townspeople = frozenset(i for i, name in enumerate(names) if _is_of_townspeople(text, name))
    of_a_person = frozenset(
        i for i, name in enumerate(names) if _PERSON_OF.search(_before(text, name))
    )
    return Context(
        (*names, *title),
        ties,
        type_words,
        listed,
        len(text),
        _local_affairs(text),
        bodies,
        governing,
        _is_north_american(text),
        townspeople,
        of_a_person,
    )


def _of_toponyms(toponyms: Sequence[Toponym]) -> Iterator[Name]:
    for i, toponym in enumerate(toponyms):
        demonym = toponym.role is Role.DEMONYM or toponym.label == "NORP"
        dateline = toponym.role is Role.DATELINE
        organisation = toponym.role is Role.ORGANISATION
        yield Name(
            toponym.text,
            toponym.start,
            toponym.end,
            i,
            toponym.label,
            demonym,
            dateline,
            organisation,
        )


def _unmarked(text: str, toponyms: Sequence[Toponym]) -> Iterator[Name]:
    """Wider names that follow a toponym without being toponyms themselves: "Enid, Okla."."""
    ordered = sorted(toponyms, key=lambda t: t.start)
    starts = (*(toponym.start for toponym in ordered[1:]), len(text))
    for toponym, following in zip(ordered, starts, strict=False):
        match = _AFTER_COMMA.match(text, toponym.end, min(len(text), toponym.end + _NEAR))
        if match and match.end(1) <= following:
            yield Name(match[1], match.start(1), match.end(1), None)


def _of_title(title: str, names: Sequence[Name]) -> Iterator[Name]:
    """Names of the text that the title repeats count there as well."""
    for text in {name.text for name in names if name.toponym is not None}:
        at = title.find(text)
        if at >= 0:
            yield Name(text, IN_TITLE + at, IN_TITLE + at + len(text), None)


def _qualifications(text: str, names: Sequence[Name]) -> Iterator[Qualification]:
    for i in range(len(names) - 1):
        narrow, wide = names[i], names[i + 1]
        if not 0 < wide.start - narrow.end <= _NEAR:
            continue
        gap = text[narrow.end : wide.start]
        if _COMMA_GAP.fullmatch(gap):
            goes_on = _LIST_GOES_ON.match(text, wide.end)
            before = text[max(0, narrow.start - 5) : narrow.start]
            in_list = goes_on or _LIST_BEFORE.search(before)
            link = Link.LIST if in_list else Link.COMMA
            yield Qualification(i, i + 1, link, _is_closed(text, wide.end))
        elif _IN_GAP.fullmatch(gap):
            yield Qualification(i, i + 1, Link.INSIDE, _is_closed(text, wide.end))
        elif _OWNER_ONLY.fullmatch(gap) or (narrow.demonym and _OWNER_GAP.fullmatch(gap)):
            yield Qualification(i + 1, i, Link.OWNER)


def says_water(name: str) -> bool:
    """Whether a word of the name says that it is a water's: "Red Sea", "Rio Negro"."""
    return not _WATERS.isdisjoint(name.casefold().split())


def _governs(text: str, name: Name) -> bool:
    before = text[max(0, name.start - 60) : name.start]
    related = _RELATIONS.search(before) is not None
    located = before.endswith(("in ", "near ", "at ", "of ", "from "))
    return related or (not located and _OF_GOVERNMENTS.match(text, name.end) is not None)


def _is_of_townspeople(text: str, name: Name) -> bool:
    if _TOWN_OF.search(_before(text, name)):
        return True
    return not name.demonym and _TOWNSPEOPLE.match(text, name.end) is not None


def _before(text: str, name: Name) -> str:
    return text[max(0, name.start - 40) : name.start]


# A long text is resolved in many sections, each of which asks what the whole text is like.
@lru_cache(1)
def _local_affairs(text: str) -> float:
    found = sum(1 for _ in _LOCAL_AFFAIRS.finditer(text))
    return found / (_USUAL_AFFAIRS + found)


@lru_cache(1)
def _is_north_american(text: str) -> bool:
    return _NORTH_AMERICAN.search(text) is not None


def _is_closed(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in '.,;:)\n"”—–'


def _told_apart(ties: Sequence[Qualification], names: Sequence[Name]) -> Iterator[Qualification]:
    """The ties; where one name stands with two others ("Paris, Texas, and Paris, Tennessee") these
    are no list but say which is meant."""
    wide: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.link is Link.LIST:
            wide[names[tie.narrow].text].add(names[tie.wide].text)
    for tie in ties:
        apart = tie.link is Link.LIST and len(wide[names[tie.narrow].text]) > 1
        yield replace(tie, link=Link.COMMA) if apart else tie


def _listed(text: str, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """ "Ohio, Delaware and Oklahoma": neighbours in a longer list, or joined by "and"."""
    for i in range(len(names) - 1):
        one, other = names[i], names[i + 1]
        gap = text[one.end : other.start]
        if _LIST_GAP.fullmatch(gap) and (
            gap.strip() != "," or _LIST_GOES_ON.match(text, other.end) or _goes_before(text, one)
        ):
            yield i, i + 1


def _goes_before(text: str, name: Name) -> bool:
    return _LIST_BEFORE.search(text[max(0, name.start - 6) : name.start]) is not None


def _type_word(text: str, name: Name) -> str:
    after = _WORD_AFTER.match(text, name.end)
    if after and after[1].lower() in _TYPES:
        return _TYPES[after[1].lower()]
    explained = _EXPLAINED.match(text, name.end)
    if explained:
        return _TYPES[explained[1]]
    of_town = _OF_TOWN.search(text, max(0, name.start - 30), name.start)
    if of_town:
        return "town"
    before = _WORD_BEFORE.search(text, max(0, name.start - 30), name.start)
    said = _TYPES.get(before[1].lower(), "") if before else ""
    if said == "site":  # "the airport of Columbus" is no site of that name
        said = ""
    if not said and _AFTER_THE.search(text, max(0, name.start - 4), name.start):
        return LANDSCAPE if AFTER_LANDSCAPE.match(text, name.end) else ""
    return said
