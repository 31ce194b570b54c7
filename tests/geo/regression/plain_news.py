"""Plain sentences about places that anybody knows, made from the gazetteer, and how they fare.

Names of countries, capitals, cities, divisions and landscapes are drawn by renown and put into
sentences without any other place. The place meant is the one drawn, which is the best known of its
name; a city that others come close to is a kind of its own, where silence is right too.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.store import MatchKind
from geo.models import Article, GeoparsedArticle, Place
from geo.pipeline import Geoparser
from geo.places.kinds import SETTLEMENTS, FeatureKind, feature_kind
from geo.places.sphere import distance_km

RADIUS_KM = 161.0
ADDRESSES = tuple(
    f"https://news.example.{domain}/world/1"
    for domain in (
        *("co.uk", "in", "com.au", "ca", "ie", "co.za", "co.nz", "com.ng", "de", "fr"),
        *("es", "it", "nl", "se", "pl", "com.br", "com.mx", "com.ar", "jp", "ru"),
    )
)
_SETTLED = (
    "Three men were arrested in {} after a robbery.",
    "The airport of {} was closed for six hours because of fog.",
    "Nurses in {} went on strike on Monday.",
    "{} has been without electricity since Saturday.",
    "A cholera ward was set up in {}, aid workers said.",
    "The envoy left {} without a word to reporters.",
    "Prices in {} rose faster than in the spring.",
    "The mayor of {} promised new housing.",
    "{} welcomed the verdict with fireworks.",
    "Hundreds marched in {} against the new law.",
    "A drone struck a fuel depot near {} before dawn.",
    "Teachers from {} joined the march.",
)
_LANDSCAPES = (
    "A cargo plane went down over the {} on Monday.",
    "Scientists will spend a year in the {}.",
    "The storm is moving towards the {}.",
    "Oil was found under the {}.",
    "Smuggling across the {} has doubled.",
)
_BARE_LANDSCAPES = (
    "A cargo plane went down over {} on Monday.",
    "Villages in {} are cut off by snow.",
    "Rain is expected in {} by the weekend.",
    "Unemployment in {} is at its highest for years.",
)
# How each kind of place is drawn; at least so well known.
_DRAWN = {
    "countries": "feature_code = 'PCLI'",
    "capitals": "feature_code = 'PPLC' AND renown > 0.6",
    "cities": "feature_class = 'P' AND population >= 100000",
    "divisions": "feature_code = 'ADM1' AND renown > 0.55",
    "seas": "feature_code IN ('SEA', 'OCN', 'GULF', 'BAY', 'STRT') AND renown > 0.7",
    "ranges": "feature_code IN ('MTS', 'DSRT', 'PLN') AND renown > 0.7",
    "rivers": "feature_code = 'STM' AND renown > 0.7",
    "regions": "feature_code IN ('RGN', 'PEN', 'ISLS') AND renown > 0.7",
}
_NATURAL = frozenset({"seas", "ranges", "rivers", "regions"})
# English gives names of these no article.
_WITHOUT_ARTICLE = ("Lake ", "Mount ")
_COMPASS = frozenset({"North", "South", "East", "West", "Centre", "Valley"})
_LEAD = {"cities, ten times their namesakes": 10.0, "cities, three to ten times": 3.0}
_NATURE = frozenset({FeatureKind.WATER, FeatureKind.TERRAIN, FeatureKind.AREA})
_RIVALLED = "cities with a rival"


class Outcome(StrEnum):
    """What became of the name in a sentence."""

    RIGHT = "right"
    WITHHELD = "withheld"
    CUT = "cut"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with one name, and the place that anybody takes it for."""

    kind: str
    text: str
    name: str
    place: Place


def sentences(gazetteer: Gazetteer, each: int, seed: int = 0) -> Iterator[Sentence]:
    """``each`` sentences for every kind, cities counting as three; always the same."""
    connection = sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro", uri=True)
    for drawn, condition in _DRAWN.items():
        chance = random.Random(f"{seed} {drawn}")
        rows = connection.execute(
            "SELECT coalesce(id, 'geonames:' || key), renown FROM place"
            f" WHERE {condition} ORDER BY key"
        ).fetchall()
        # Drawn without a second time, the better known the sooner (Efraimidis and Spirakis).
        order = sorted(rows, key=lambda row: -(chance.random() ** (10 ** (-2 * row[1]))))
        wanted = [drawn] if drawn != "cities" else [*_LEAD, _RIVALLED]
        left = dict.fromkeys(wanted, each)
        for place_id, _ in order:
            place = gazetteer.place(place_id)
            kind = drawn if place and drawn != "cities" else place and _lead(gazetteer, place)
            if place and kind and left.get(kind, 0) and _is_best_known(gazetteer, place):
                name = written(place.name)
                if not name:
                    continue
                left[kind] -= 1
                template = chance.choice(_templates(drawn, place.name))
                yield Sentence(kind, template.format(name), name, place)
            if not any(left.values()):
                break


def written(name: str) -> str:
    """The name as a newspaper writes it, without its article; "" where none would write it so:
    a list's "Madrid, Comunidad de", a numbered quarter, a point of the compass alone."""
    name = name.removeprefix("The ")
    listed = any(character.isdigit() or character in ",(" for character in name)
    return "" if listed or name in _COMPASS else name


def _templates(drawn: str, name: str) -> Sequence[str]:
    if drawn not in _NATURAL:
        return _SETTLED
    plural = name.endswith("s") or drawn in ("seas", "ranges", "rivers")
    return _LANDSCAPES if plural and not name.startswith(_WITHOUT_ARTICLE) else _BARE_LANDSCAPES


def _bearers(gazetteer: Gazetteer, place: Place) -> list[Place]:
    return [m.place for m in gazetteer.lookup(place.name) if m.kind is MatchKind.NAME]


def _is_best_known(gazetteer: Gazetteer, place: Place) -> bool:
    found = _bearers(gazetteer, place)
    return bool(found) and max(found, key=lambda each: each.renown).id == place.id


def _lead(gazetteer: Gazetteer, place: Place) -> str:
    """The kind of a city, by how many times as many people as in its next namesake live there."""
    sizes = [
        other.population
        for other in _bearers(gazetteer, place)
        if feature_kind(other) in SETTLEMENTS and other.id != place.id
    ]
    lead = place.population / max(1, *sizes, 1)
    return next((kind for kind, least in _LEAD.items() if lead >= least), _RIVALLED)


def outcome(sentence: Sentence, parsed: GeoparsedArticle) -> Outcome:
    """What became of the name."""
    start = sentence.text.index(sentence.name)
    end = start + len(sentence.name)
    touching = [
        found
        for found in parsed.resolutions
        if found.toponym.start < end and start < found.toponym.end
    ]
    exact = [f for f in touching if (f.toponym.start, f.toponym.end) == (start, end)]
    if not exact:
        return Outcome.CUT if touching else Outcome.MISSED
    if exact[0].place is None:
        return Outcome.WITHHELD
    return Outcome.RIGHT if is_meant(sentence.place, exact[0].place) else Outcome.WRONG


def is_meant(meant: Place, chosen: Place) -> bool:
    """Whether a reader would call both one place: the same, near, or the one around the other;
    Singapore the city and the state; the Caribbean and its sea."""
    kinds = feature_kind(meant), feature_kind(chosen)
    if meant.id == chosen.id or (_NATURE.issuperset(kinds) and _one_name(meant, chosen)):
        return True
    if kinds == (FeatureKind.CAPITAL, FeatureKind.COUNTRY):
        return meant.country_code == chosen.country_code and _one_name(meant, chosen)
    if FeatureKind.COUNTRY in (feature_kind(meant), feature_kind(chosen)):
        return False
    km = distance_km(meant.latitude, meant.longitude, chosen.latitude, chosen.longitude)
    return km <= RADIUS_KM or meant.id in chosen.ancestors or chosen.id in meant.ancestors


def _one_name(one: Place, other: Place) -> bool:
    longer, shorter = sorted((one.name, other.name), key=len, reverse=True)
    return longer.startswith(shorter)


def geoparsed(
    geoparser: Geoparser, drawn: Sequence[Sentence], address: str = ""
) -> list[GeoparsedArticle]:
    """Each sentence as an article of its own, from a paper at the address."""
    articles = (Article(str(i), "", each.text, url=address) for i, each in enumerate(drawn))
    return list(geoparser.geoparse(articles))


def tally(
    drawn: Sequence[Sentence], parsed: Iterable[GeoparsedArticle]
) -> Mapping[str, Counter[Outcome]]:
    """How often each outcome came about, by kind."""
    counts: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    for sentence, article in zip(drawn, parsed, strict=True):
        counts[sentence.kind][outcome(sentence, article)] += 1
    return counts


def most_populous(gazetteer: Gazetteer, sentence: Sentence) -> Outcome:
    """The same for a look-up that knows where the name is and takes its most populous bearer."""
    found = [match.place for match in gazetteer.lookup(sentence.name)]
    if not found:
        return Outcome.MISSED
    chosen = max(found, key=lambda place: place.population)
    return Outcome.RIGHT if is_meant(sentence.place, chosen) else Outcome.WRONG
