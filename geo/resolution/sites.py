"""Streets, quarters and sites that no gazetteer knows, placed in the town they are said to be in.

"South Main Street in Keene" is somewhere in Keene, and not at the river Main. That is said of a
street where its sentence or its article is about one town, and of other sites where the text
says "in Keene" right beside the name. It never moves a site that is known near the town.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from geo.models import Candidate, Place, Reason
from geo.places.sphere import cosine_of
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import IN_TITLE, Context, Name
from geo.resolution.discourse import MentionGroup
from geo.resolution.options import AREAS, SETTLEMENTS, Option, renown_of
from geo.resolution.ranking import Ranking
from geo.resolution.reductions import is_street
from geo.text.sentences import sentences_around

# How much of the town's confidence is left: said beside the name, in its sentence, in the article.
_BESIDE, _IN_SENTENCE, _IN_ARTICLE = 0.9, 0.75, 0.65
_SURE_OF_TOWN, _SURE_OF_ONE_TOWN = 0.5, 0.73
# A site is known where one of its bearers is so near to the town.
_AT_TOWN = cosine_of(50)
# Virginia Beach is a city, though "in Washington" follows.
_WELL_KNOWN = 0.5
_REACH = 60  # characters in which the town beside a name is looked for

_SITE = re.compile(
    r"\b(?:academy|airport|arena|auditorium|avenue|bazaar|beach|bridge|building|campus|cathedral"
    r"|cemetery|cent(?:er|re)|chapel|church|circle|clinic|college|common|court|courthouse|creek"
    r"|crossing|district|dock|estates?|factory|farm|field|gallery|gardens?|gate|green|gym|hall"
    r"|heights|hills?|hospital|hotel|house|inn|institute|jail|junction|library|line|lodge|mall"
    r"|manor|marina|market|mill|monument|mosque|museum|neighbou?rhood|park|pier|plant|plaza|pond"
    r"|precinct|prison|quarter|raceway|refinery|ridge|rink|row|school|shrine|speedway|square"
    r"|stadium|station|synagogue|temple|terminal|terrace|theat(?:er|re)|towers?|tunnel|university"
    r"|village|ward|wharf|woods|yards?|zoo)$",
    re.IGNORECASE,
)
_SITE_AT_BEGINNING = re.compile(
    r"Little [A-Z]|(?:University|College|Institute|Museum|Hospital) of "
)
# What is mostly called after the town that it is in, so that this is a good guess.
_OF_ITS_TOWN = re.compile(
    r"\b(?:airport|cathedral|college|court|district|hospital|jail|museum|plant|prison|refinery"
    r"|stadium|station|university|zoo)$",
    re.IGNORECASE,
)
_DOUBTED = 0.3  # what is less sure is no guess to keep
# "Kennedy Middle School", where Kennedy was taken for the name.
_GOES_ON = re.compile(r"(?:\s[A-Z][\w.'’-]*){1,4}")
_SITE_FOLLOWS = re.compile(
    r"\s(?:neighbou?rhood|quarter|district|section|area|housing (?:estate|project)|subdivision"
    r"|shopping cent(?:er|re)|intersection|junction|interchange)s?\b"
)
# "Green Line trains", "the Red Line station": a line of a railway, whatever else is called so.
_TRANSIT = re.compile(
    r"\s(?:trains?|trolleys?|trams?|subway|stations?|stops?|service|riders|passengers|tracks|branch)\b"
)
_LINE = re.compile(r"\bline$", re.IGNORECASE)
_WITHIN = (
    r"(?:in|of|at)\s(?:the\s)?(?:(?:city|town|village|downtown|central|east|west|north|south|eastern"
    r"|western|northern|southern|inner|nearby)\s(?:of\s)?)*"
)
_BESIDE_GAP = re.compile(rf"(?:,\s(?:{_WITHIN})?|,?\s(?:[a-z]+\s){{0,2}}{_WITHIN}|\s\()")
_RIGHT_BESIDE_GAP = re.compile(rf"\s{_WITHIN}")
_OWNER_GAP = re.compile(r"['’]s?\s(?:[a-z]+\s){0,2}")
_ON_STREET = re.compile(r"\b(?:on|along|at|off|down|up|near|from|of|and|across|to)\s(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class SiteInTown:
    """A name of a street, quarter or site, and the town in which the text says it is."""

    town: Place
    confidence: float
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class _TownOfSites:
    """A name of the text that means a town: where it stands, the row chosen, how sure that is."""

    start: int
    end: int
    row: int
    confidence: float
    dateline: bool


def sites_in_towns(
    text: str,
    context: Context,
    groups: Sequence[MentionGroup],
    options: ArticleOptions,
    ranking: Ranking,
    confidences: Mapping[int, float],
) -> Mapping[int, SiteInTown]:
    """The names of the context that name a street or site in a town, by their indices."""
    number_of = {group.members: number for number, group in enumerate(options.groups)}
    towns: list[_TownOfSites] | None = None
    found: dict[int, SiteInTown] = {}
    for group in groups:
        number = number_of.get(group.members)
        best = None if number is None else options.option(_best(options, ranking, number))
        for members in _naming_sites(text, context, group, best):
            if towns is None:
                towns = _towns(context, options, ranking, confidences)
            said = _town_beside(text, context, members, towns)
            if said is None and is_street(group.options.name):
                said = _only_town(text, context, members, towns, options)
            if said is None:
                continue
            town, share, certain = said
            sure = 0.0 if number is None else confidences[number]
            if certain is _Certain.NO and sure > _DOUBTED and _is_of_its_town(group):
                continue
            if number is None or _is_elsewhere(options, ranking, number, town.row, certain):
                found |= dict.fromkeys(members, _site(options, town, share))
    return found


def is_site_name(name: str) -> bool:
    """Whether a name says that it is that of a street, a quarter or a site: mostly at its end."""
    return is_street(name) or bool(_SITE.search(name) or _SITE_AT_BEGINNING.match(name))


def _is_of_its_town(group: MentionGroup) -> bool:
    return bool(_OF_ITS_TOWN.search(group.options.name))


def _naming_sites(
    text: str, context: Context, group: MentionGroup, best: Option | None
) -> Iterator[tuple[int, ...]]:
    """The mentions of a name that name a site: all of them, where the name itself says so.

    Where only the words behind a mention say so, the country or province of that name is meant by
    the others.
    """
    members = tuple(i for i in group.members if context.names[i].start > IN_TITLE / 2)
    if all(context.names[i].toponym is None for i in members):
        return
    if is_site_name(group.options.name):
        yield members
        return
    of_area = best is not None and best.kind in AREAS
    called = tuple(i for i in members if _SITE_FOLLOWS.match(text, context.names[i].end))
    if called and not of_area:
        yield members
        return
    for i in members:
        name = context.names[i]
        inside = name.organisation or not (of_area or name.demonym)
        if i in called or (inside and _embedding(text, name)):
            yield (i,)


def _embedding(text: str, mention: Name) -> int:
    """Where the name of a site ends that a name is the beginning of; 0 where there is none."""
    found = _GOES_ON.match(text, mention.end)
    is_site = found is not None and is_site_name(text[mention.start : found.end()])
    return found.end() if found and is_site else 0


def _best(options: ArticleOptions, ranking: Ranking, group: int) -> int:
    rows = slice(options.first[group], options.first[group + 1])
    return int(options.first[group] + np.argmax(ranking.belief[rows]))


def _towns(
    context: Context,
    options: ArticleOptions,
    ranking: Ranking,
    confidences: Mapping[int, float],
) -> list[_TownOfSites]:
    """The mentions that mean a town, in the order of the text."""
    towns = []
    for number, group in enumerate(options.groups):
        row = _best(options, ranking, number)
        option = options.option(row)
        sure = confidences[number]
        if option.kind not in SETTLEMENTS or option.kind == "section" or sure < _SURE_OF_TOWN:
            continue
        if group.options.reduction is not None or option.match in ("site", "part"):
            continue
        names = (context.names[i] for i in group.members)
        towns += [
            _TownOfSites(name.start, name.end, row, sure, name.dateline)
            for name in names
            if name.start > IN_TITLE / 2
        ]
    return sorted(towns, key=lambda town: town.start)


class _Certain(Enum):
    """How plainly the text says that a site lies in a town: against what the name may mean."""

    NO = auto()  # against what is only called so after another place
    RIGHT_BESIDE = auto()  # "Central District of Seattle": against little known places too
    BY_ITS_KIND = auto()  # "the Dundee neighborhood in Omaha": against any place elsewhere

    @classmethod
    def of(cls, kind: object, beside: object) -> _Certain:
        """By whether a word says its kind, and whether nothing else stands between."""
        return cls.BY_ITS_KIND if kind else cls.RIGHT_BESIDE if beside else cls.NO


_TownBeside = tuple[_TownOfSites, float, _Certain]
"""The town, and how much of its confidence is left."""


def _town_beside(
    text: str, context: Context, members: Sequence[int], towns: Sequence[_TownOfSites]
) -> _TownBeside | None:
    """The town that the text names right beside one of the mentions: "in Keene"."""
    for i in members:
        name = context.names[i]
        embedding = _embedding(text, name)
        end = embedding or name.end
        after = next((town for town in towns if town.start >= end), None)
        if after is not None and after.start - end <= _REACH:
            gap = text[end : after.start]
            if _BESIDE_GAP.fullmatch(gap):
                line = _LINE.search(name.text) and _TRANSIT.match(text, name.end)
                follows = _SITE_FOLLOWS.match(text, name.end)
                right_beside = _RIGHT_BESIDE_GAP.fullmatch(gap)
                by_kind = line or follows or (embedding and right_beside)
                return after, _BESIDE, _Certain.of(by_kind, right_beside)
        before = next((town for town in reversed(towns) if town.end <= name.start), None)
        if before is not None and _OWNER_GAP.fullmatch(text[before.end : name.start]):
            return before, _BESIDE, _Certain.RIGHT_BESIDE
    return None


def _only_town(
    text: str,
    context: Context,
    members: Sequence[int],
    towns: Sequence[_TownOfSites],
    options: ArticleOptions,
) -> _TownBeside | None:
    """The only town of the sentence that a street is in, else of the dateline or of the whole
    article."""
    for i in members if towns else ():
        name = context.names[i]
        if not _ON_STREET.search(text, max(0, name.start - 12), name.start):
            continue
        first, last = sentences_around(text, name.start, name.end)
        here = [town for town in towns if first <= town.start < last]
        if here and _are_one(here, options):
            return here[0], _IN_SENTENCE, _Certain.NO
        sure = [town for town in towns if town.confidence >= _SURE_OF_ONE_TOWN]
        datelines = [town for town in sure if town.dateline]
        if not here and len(sure) == len(towns) and _are_one(sure, options):
            return (datelines or sure)[0], _IN_ARTICLE, _Certain.NO
    return None


def _are_one(towns: Sequence[_TownOfSites], options: ArticleOptions) -> bool:
    points = options.points[[town.row for town in towns]]
    return bool((points @ points[0] > _AT_TOWN).all())


def _is_elsewhere(
    options: ArticleOptions, ranking: Ranking, group: int, town: int, certain: _Certain
) -> bool:
    """Whether what the name is taken for is not the site in that town: a namesake, or nothing but
    what it is called after."""
    rows = np.arange(options.first[group], options.first[group + 1])
    best = _best(options, ranking, group)
    near = options.points[rows] @ options.points[town] > _AT_TOWN
    named = options.groups[group].options
    whole = [
        named.reduction is None and option.match not in ("site", "part", "demonym")
        for option in named.options
    ]
    if (near & np.array(whole)).any():
        return False
    if not whole[best - int(options.first[group])] or certain is _Certain.BY_ITS_KIND:
        return True
    option = options.option(best)
    well_known = option.kind in SETTLEMENTS and renown_of(option.place) >= _WELL_KNOWN
    return certain is _Certain.RIGHT_BESIDE and not well_known


def _site(options: ArticleOptions, town: _TownOfSites, share: float) -> SiteInTown:
    place = options.option(town.row).place
    sure = round(share * town.confidence, 4)
    where = ", ".join(part for part in (place.name, place.admin1) if part)
    text = f"a street, quarter or site in {where}, by what the article says"
    return SiteInTown(place, sure, Candidate(place, sure, (Reason("in town", sure, text),)))
