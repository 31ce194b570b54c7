"""Made-up plain news about the whole world, for the resolver to learn common sense from.

The corpora are mostly local news, in which Geneva may well be in Illinois; without these a ranker
takes that for the way of all news. Names are sampled by renown from the gazetteer, and what a
name means is drawn among its bearers by how widely each is known, so that confidence learns how
far one of them dominates. Sentences come from ``plain_news.txt``, with and without the address
of a paper anywhere in the world, which must not matter.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.evaluation import Annotated, Mark
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.names import normalise
from geo.gazetteer.store import open_for_reading
from geo.models import Place, Role, Toponym
from geo.places.kinds import SETTLEMENTS, FeatureKind, feature_kind
from geo.resolution.options import (
    CITY,
    PEOPLE_OF_RENOWN,
    Option,
    OptionFinder,
    is_own_name,
    renown_of,
)
from training.resolver_examples import Example, example, mark_of_place

CORPUS = "plain news"
ARTICLES = 1700
# Domains of papers of many countries; none of them is about what they print.
ADDRESSES = (
    *("co.uk", "in", "com.au", "ca", "ie", "co.za", "co.nz", "com.ng", "de", "fr"),
    *("es", "it", "nl", "se", "pl", "com.br", "com.mx", "com.ar", "jp", "ru", "com.tr"),
)
WITH_ADDRESS = 0.4
# How often, by the people of a place, news means it by a bare name.
BY_PEOPLE = 1.3
_SLOT = re.compile(r"\{(\w+)\}")
_COUNTED = re.compile(r"[a-f]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A name for a slot, and the place meant by it; None where none of that name is."""

    name: str
    place: Place | None


class PlainNews:
    """Makes examples; all chance comes from one seeded generator."""

    def __init__(self, gazetteer: Gazetteer, seed: int = 0) -> None:
        self._gazetteer = gazetteer
        self._finder = OptionFinder(gazetteer)
        self._chance = random.Random(seed)
        lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
        self._sentences: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            if line and not line.startswith("#"):
                kind, sentence = line.split("\t")
                self._sentences[kind].append(sentence)

    def examples(self, count: int = ARTICLES) -> Iterator[Example]:
        """So many articles of one or two sentences; ids begin with what they are about."""
        makers: dict[str, Callable[[], dict[str, Filled] | None]] = {
            "alone": self._alone,
            "landscape": self._landscape,
            "cities": self._cities,
            "countries": self._countries,
            "mixed": self._mixed,
            "divisions": self._divisions,
            "dateline": self._dateline,
            "typed": self._typed,
            "qualified": self._qualified,
            "home": self._home,
            "misfit": self._misfit,
            "cut": self._cut,
        }
        often = ["alone"] * 8 + ["mixed"] * 4 + ["cities"] * 3 + ["countries"] * 3
        often += ["landscape"] * 3 + ["divisions"] * 2 + ["dateline"] * 2
        often += ["typed", "qualified", "home", "misfit", "cut"]
        made = 0
        while made < count:
            kind = self._chance.choice(often)
            slots = makers[kind]()
            if slots is None:
                continue
            made += 1
            yield self._example(f"{kind} {made}", self._chance.choice(self._sentences[kind]), slots)

    def _example(self, name: str, sentence: str, slots: dict[str, Filled]) -> Example:
        text, marks, toponyms = "", [], []
        for at, part in enumerate(_SLOT.split(sentence)):
            if at % 2:
                filled = slots[part]
                span = (len(text), len(text) + len(filled.name))
                # Nothing is within 161 km of the South Pole: no reading is right.
                mark = mark_of_place(filled.place) if filled.place else Mark(0, 0, -90.0, 0.0)
                marks.append(Mark(*span, mark.latitude, mark.longitude, mark.geonameid))
                # A name that opens its article before a dash or an agency's name is its dateline.
                role = Role.DATELINE if part == "dateline" else Role.PLACE
                toponyms.append(Toponym(filled.name, *span, _label(filled.place), role))
                text += filled.name
            else:
                text += part
        address = ""
        if self._chance.random() < WITH_ADDRESS:
            address = f"https://www.dailypaper.{self._chance.choice(ADDRESSES)}/story"
        entry = Annotated(name, "", text, address, tuple(marks))
        return example(CORPUS, entry, tuple(toponyms), self._finder)

    def _drawn(self, where: str, count: int = 1) -> list[Place]:
        pool, weights = self._pools[where]
        return [self._place(place_id) for place_id in self._chance.choices(pool, weights, k=count)]

    def _place(self, place_id: str) -> Place:
        place = self._gazetteer.place(place_id)
        assert place is not None
        return place

    @cached_property
    def _pools(self) -> dict[str, tuple[list[str], list[float]]]:
        """For each pool ids of places, and how often each is drawn beside the others."""
        connection = open_for_reading(self._gazetteer.path)
        pools = {}
        for pool, condition in _POOLS.items():
            query = (
                "SELECT coalesce(id, 'geonames:' || key), renown FROM place"  # noqa: S608
                f" WHERE {condition} ORDER BY key"
            )
            rows = connection.execute(query).fetchall()
            pools[pool] = ([row[0] for row in rows], [10 ** (2.5 * row[1]) for row in rows])
        return pools

    def _written(self, place: Place) -> str:
        """A name as news writes it: often without its marks, without "Province" and its like."""
        name = place.name
        for word in (" Province", " Oblast", " Governorate", " Prefecture", " Region"):
            name = name.removesuffix(word)
        if not name.isascii() and self._chance.random() < 0.5:
            marked = unicodedata.normalize("NFKD", name)
            name = "".join(c for c in marked if not unicodedata.combining(c))
        return name

    def _meant(self, name: str) -> Place | None:
        """Which bearer of a bare name is meant, drawn by how widely each is known."""
        bearers = self._finder.options(name).options
        if not bearers:
            return None
        key = normalise(name)
        of_city = any(is_own_name(key, o) and renown_of(o.place) >= CITY for o in bearers)
        weights = [
            10 ** (PEOPLE_OF_RENOWN * BY_PEOPLE * renown_of(each.place))
            * _borne(name, each, of_city=of_city)
            for each in bearers
        ]
        return self._chance.choices(bearers, weights)[0].place

    def _bare(self, where: str, *, rivalled: float = 0.0) -> Filled | None:
        name = self._written(self._drawn(where)[0])
        if self._chance.random() < rivalled and len(self._finder.options(name)) < 3:
            return None  # names with several bearers are what there is to learn from
        place = self._meant(name)
        return Filled(name, place) if place else None

    def _alone(self) -> dict[str, Filled] | None:
        where = self._chance.choice(["city"] * 6 + ["capital"] * 2 + ["country"] * 2 + ["division"])
        found = self._bare(where, rivalled=0.5)
        return {"place": found} if found else None

    def _landscape(self) -> dict[str, Filled] | None:
        place = self._drawn("landscape")[0]
        name = self._written(place)
        for word in (" River", " Ocean", " Sea", " Mountains", " Desert", "River ", " Peninsula"):
            shorter = name.replace(word, "")
            known = {option.place.id for option in self._finder.options(shorter).options}
            if place.id in known and self._chance.random() < 0.6:
                name = shorter
        return {"place": Filled(name, place)}

    def _named(self, places: Sequence[Place | None]) -> dict[str, Filled]:
        names = "abcdef"
        return {
            names[i]: Filled(self._written(place), place)
            for i, place in enumerate(places)
            if place is not None
        }

    def _cities(self) -> dict[str, Filled] | None:
        found = [self._bare(self._chance.choice(["city", "city", "capital"])) for _ in range(6)]
        names = dict(zip("abcdef", found, strict=True))
        kept = {slot: filled for slot, filled in names.items() if filled is not None}
        return kept if len(kept) == len(names) and _distinct(kept) else None

    def _mixed(self) -> dict[str, Filled] | None:
        city, other = self._bare("city", rivalled=0.5), self._drawn("town")[0]
        country = self._holder_country(other)
        if city is None or country is None:
            return None
        found = self._named([other])
        found |= {"city": city, "country": Filled(country.name, country)}
        return found if _distinct(found) else None

    def _countries(self) -> dict[str, Filled] | None:
        found = self._named(self._drawn("country", 6))
        return found if _distinct(found) else None

    def _divisions(self) -> dict[str, Filled] | None:
        first = self._drawn("division")[0]
        pool, _ = self._pools["division"]
        same = [
            place_id
            for place_id in self._chance.sample(pool, 600)
            if self._place(place_id).country_code == first.country_code
        ]
        if len(same) < 6:
            return None
        found = self._named([self._place(place_id) for place_id in same[:6]])
        return found if _distinct(found) else None

    def _dateline(self) -> dict[str, Filled] | None:
        city, others = self._bare("city"), self._divisions()
        if city is None or others is None:
            return None
        country = others["a"].place.country_code if others["a"].place else ""
        if city.place and feature_kind(city.place) not in SETTLEMENTS:
            return None
        if city.place and city.place.country_code != country and self._chance.random() < 0.5:
            return None
        opening = Filled(city.name.upper(), city.place)
        return {"dateline": opening, "a": others["a"], "b": others["b"]}

    def _typed(self) -> dict[str, Filled]:
        place = self._drawn("division")[0]
        return {"place": Filled(self._written(place), place)}

    def _qualified(self) -> dict[str, Filled] | None:
        place = self._drawn("town")[0]
        holder = self._holder(place)
        if holder is None:
            return None
        return {
            "place": Filled(self._written(place), place),
            "holder": Filled(self._written(holder), holder),
        }

    def _holder(self, place: Place) -> Place | None:
        """The country of a place, or the division where it is as well known."""
        held = [found for a in place.ancestors if (found := self._gazetteer.place(a))]
        kinds = {feature_kind(found): found for found in held}
        division, country = kinds.get(FeatureKind.ADMIN1), kinds.get(FeatureKind.COUNTRY)
        if place.country_code in ("US", "CA", "AU", "IN", "GB") and division:
            return division
        return country

    def _home(self) -> dict[str, Filled] | None:
        first = self._drawn("city")[0]
        country = self._holder_country(first)
        pool, _ = self._pools["town"]
        near = [
            place
            for place_id in self._chance.sample(pool, 1500)
            if (place := self._place(place_id)).country_code == first.country_code
        ]
        if country is None or len(near) < 5:
            return None
        found = self._named([first, *near[:5]])
        found["country"] = Filled(country.name, country)
        return found if _distinct(found) else None

    def _holder_country(self, place: Place) -> Place | None:
        held = (self._gazetteer.place(a) for a in place.ancestors)
        return next((p for p in held if p and feature_kind(p) is FeatureKind.COUNTRY), None)

    def _misfit(self) -> dict[str, Filled] | None:
        place = self._drawn("city")[0]
        holder = self._drawn(self._chance.choice(["country", "state"]))[0]
        bearers = self._finder.options(place.name).options
        if any(holder.id in option.chain for option in bearers):
            return None
        return {
            "place": Filled(self._written(place), None),
            "holder": Filled(self._written(holder), holder),
        }

    def _cut(self) -> dict[str, Filled]:
        name = self._written(self._drawn("city")[0])
        return {"place": Filled(self._chance.choice(_LONGER).format(name), None)}


_POOLS = {
    "city": "feature_class = 'P' AND population > 100000",
    "town": "feature_class = 'P' AND population > 5000",
    "capital": "feature_code = 'PPLC'",
    "country": "feature_code = 'PCLI'",
    "division": "feature_code = 'ADM1' AND population > 100000",
    "state": "feature_code = 'ADM1' AND country_code IN ('US', 'CA', 'AU', 'IN')",
    "landscape": "key < 0 AND feature_class IN ('H', 'T', 'L') AND renown > 0.7",
}


_BY_OTHER_NAMES = {"short": 0.7, "historic": 0.01, "demonym": 0.0, "abbreviation": 0.3}
_LONGER = ("{} Street", "North {} Avenue", "{} Park Road", "South {} Lane", "{} Mills Drive")


def _borne(name: str, option: Option, *, of_city: bool) -> float:
    """How likely news calls a place by this of its names without saying more; ``of_city``: where
    the name is a city's own."""
    own = is_own_name(normalise(name), option)
    by_name = 1.0 if own else _BY_OTHER_NAMES.get(option.match, 0.03)
    if of_city and not own and option.match == "alternate":
        by_name /= 30
    return by_name * (0.4 if option.kind in ("admin1", "admin2") else 1.0)


def _label(place: Place | None) -> str:
    return "LOC" if place and place.feature_class in "HTL" else "GPE"


def _distinct(filled: dict[str, Filled]) -> bool:
    names = [each.name for each in filled.values()]
    return len(set(names)) == len(names)
