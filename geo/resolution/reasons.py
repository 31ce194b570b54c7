"""Why a place won, in words: what speaks for it against its closest rival, theme by theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from geo.models import Place, Reason
from geo.resolution.article_options import ArticleOptions
from geo.resolution.features import FEATURES
from geo.resolution.options import Option
from geo.resolution.ranking import Ranking, Weights

_SHOWN = 5
_WORTH_SAYING = 0.1
_TOO_LITTLE = 0.01

Words = Callable[[Option], str]


def _people(place: Place) -> str:
    return f"{place.population:,} people live there" if place.population else "hardly populated"


_KIND_WORDS = {
    "country": "is a country",
    "admin1": "is a state or province",
    "admin2": "is a county or district",
    "capital": "is a capital",
    "seat": "is the seat of a division",
    "town": "is a town",
    "section": "is a part of a town",
    "water": "is a body of water",
    "terrain": "is a mountain, an island or the like",
    "area": "is a region",
    "site": "is a site",
}
_MATCH_WORDS = {
    "name": "bears the name as its own",
    "alternate": "is also known by this name",
    "short": "bears the name without its generic word",
    "abbreviation": "is abbreviated so",
    "demonym": "its people are called so",
    "historic": "used to be called so",
    "respelt": "is spelt otherwise",
    "part": "contains what is named",
    "site": "what is named is called after it",
}
# Feature (or what it begins with) -> theme, words for it, words against it.
_THEMES: tuple[tuple[str, str, Words, Words], ...] = (
    (
        "population among",
        "population",
        lambda o: "among places of many countries the best known is meant",
        lambda o: "among places of many countries a better known one is meant",
    ),
    ("population", "population", lambda o: _people(o.place), lambda o: _people(o.place)),
    (
        "largest",
        "population",
        lambda o: "the most populous place of this name",
        lambda o: _people(o.place),
    ),
    ("is ", "population", lambda o: _KIND_WORDS[o.kind], lambda o: _KIND_WORDS[o.kind]),
    (
        "by ",
        "name",
        lambda o: _MATCH_WORDS.get(o.match, "bears the name in some way"),
        lambda o: _MATCH_WORDS.get(o.match, "bears the name in some way"),
    ),
    (
        "alternate name",
        "name",
        lambda o: "is also known by this name",
        lambda o: "a small place that is rarely called so",
    ),
    (
        "name spelt alike",
        "name",
        lambda o: "is spelt exactly so",
        lambda o: f"is mostly called {o.place.name}",
    ),
    ("begins its full name", "name", lambda o: f"in full {o.place.name}", lambda o: "is not named"),
    ("name cut down", "name", lambda o: "bears a part of the name", lambda o: "bears a part of it"),
    (
        "renown among",
        "renown",
        lambda o: "among places of many countries the best known is meant",
        lambda o: "among places of many countries a better known one is meant",
    ),
    (
        "listed",
        "list",
        lambda o: "places of its kind are listed beside it",
        lambda o: "places of another kind are listed beside it",
    ),
    (
        "by-name",
        "name",
        lambda o: f"is mostly called {o.place.name}",
        lambda o: "does not bear the name as its own",
    ),
    (
        "city of a country",
        "name",
        lambda o: "is called like its country",
        lambda o: "its country is called so",
    ),
    (
        "division less known",
        "renown",
        lambda o: "better known than towns of this name",
        lambda o: "a town of this name elsewhere is better known",
    ),
    *(
        (
            feature,
            "renown",
            lambda o: "the best known place of this name",
            lambda o: "another of this name is better known",
        )
        for feature in ("renown", "best known", "behind the best", "share of renown")
    ),
    (
        "type word",
        "type word",
        lambda o: "the word beside the name says what it is",
        lambda o: "the word beside the name says it is something else",
    ),
    (
        "river or sea",
        "type word",
        lambda o: "is not called so without its article",
        lambda o: "is a water, and would be called so with its article",
    ),
    (
        "site by",
        "label",
        lambda o: "the name is used like that of a site",
        lambda o: "the name is not used like that of a site",
    ),
    (
        "adjective",
        "adjective",
        lambda o: "the name is used as its adjective",
        lambda o: "the name is not used as its adjective",
    ),
    (
        "natural feature",
        "label",
        lambda o: "the sentence names landscape",
        lambda o: "no landscape",
    ),
    ("settlement by its dateline", "dateline", lambda o: "a dateline names a town", lambda o: ""),
    ("settlement by", "label", lambda o: "the sentence names a settlement or state", lambda o: ""),
    (
        "country of the address",
        "origin",
        lambda o: "the source is at an address of its country",
        lambda o: "the source is at an address of another country",
    ),
    (
        "country by the wording",
        "origin",
        lambda o: "the article is worded as in its country",
        lambda o: "the article is worded as in another country",
    ),
    (
        "lies in its qualifier",
        "qualifier",
        lambda o: "lies in the place named beside it",
        lambda o: "does not lie in the place named beside it",
    ),
    (
        "qualifies a place in it",
        "qualifier",
        lambda o: "contains the place named just before",
        lambda o: "does not contain the place named just before",
    ),
    (
        "country",
        "country",
        lambda o: "other places of its country are named",
        lambda o: "no other places of its country are named",
    ),
    (
        "division",
        "division",
        lambda o: f"other places of {o.place.admin1 or 'its division'} are named",
        lambda o: "no other places of its division are named",
    ),
    (
        "district",
        "division",
        lambda o: "other places of its district are named",
        lambda o: "no other places of its district are named",
    ),
    (
        "container",
        "country",
        lambda o: "what contains it is named close by",
        lambda o: "what contains it is not named close by",
    ),
    (
        "names with a reading",
        "nearness",
        lambda o: "other names can be found around it",
        lambda o: "other names cannot be found around it",
    ),
    (
        "within",
        "nearness",
        lambda o: "other places named are near it",
        lambda o: "no other places named are near it",
    ),
    (
        "contains",
        "containment",
        lambda o: "other places named lie in it",
        lambda o: "no other places named lie in it",
    ),
    (
        "named otherwise",
        "repetition",
        lambda o: "another name in the article means it too",
        lambda o: "no other name in the article means it",
    ),
)


def _theme(feature: str) -> int:
    return next(i for i, theme in enumerate(_THEMES) if feature.startswith(theme[0]))


_THEME_OF = tuple(_theme(feature) for feature in FEATURES)
_NAME_OF = tuple(_THEMES[theme][1] for theme in _THEME_OF)


def explain(
    options: ArticleOptions, ranking: Ranking, weights: Weights, row: int, rival: int | None
) -> tuple[Reason, ...]:
    """What sets a row apart from its rival; without one, what speaks for it at all.

    The weights of the reasons are differences of score: positive for the row, negative for
    the rival, the strongest first.
    """
    features = ranking.features[row]
    if rival is not None:
        features = features - ranking.features[rival]
    contributions = features * weights.together[: len(features)]
    totals: dict[str, float] = defaultdict(float)
    parts: dict[str, list[tuple[float, int]]] = defaultdict(list)
    telling = np.flatnonzero(np.abs(contributions) > _TOO_LITTLE)
    for i, weight in zip(telling.tolist(), contributions[telling].tolist(), strict=True):
        name = _NAME_OF[i]
        totals[name] += weight
        parts[name].append((weight, _THEME_OF[i]))
    group = int(options.group[row])
    option = options.groups[group].options.options[row - int(options.first[group])]
    reasons = []
    for name, total in sorted(totals.items(), key=lambda item: -abs(item[1])):
        _, theme = max(parts[name]) if total > 0 else min(parts[name])
        _, _, speaks_for, speaks_against = _THEMES[theme]
        text = speaks_for(option) if total > 0 else speaks_against(option)
        if text and abs(total) >= _WORTH_SAYING:
            reasons.append(Reason(name, round(total, 3), text))
    return tuple(reasons[:_SHOWN])
