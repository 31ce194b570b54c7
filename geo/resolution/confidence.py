"""How likely the first candidate is to be right: a calibrated probability.

The ranker only compares the places that are known by a name. Whether any of them is meant is
another question, and this answers it: a logistic model of what the choice rests on, learned
from choices that a ranker made on articles it had not seen. The weights are in
``confidence.tsv``, written by ``tests/benchmarks/train_resolver.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from geo.resolution.context import Context
from geo.resolution.features import COLUMN, Scene
from geo.resolution.options import MATCHES, PLACE_KINDS, Array
from geo.resolution.ranking import Ranking
from geo.resolution.reduce import is_street

_LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
_SUPPORT = (
    "name spelt alike",
    "alternate name of a small place",
    "largest of the name",
    "stands alone in news",
    "type word agrees",
    "type word disagrees",
    "country named",
    "division named",
    "container named close by",
    "country of some others",
    "division of some others",
    "within 30 km of others",
    "within 100 km of others",
    "contains others",
    "named otherwise too",
    "country of the address",
    "country by the wording",
)
GROUNDS = (
    "always",
    "log odds",
    "ahead of the next elsewhere",
    "only reading",
    "readings",
    "population",
    "only name of the article",
    "names in the article",
    "words in the name",
    "street or building",
    "name cut to its first word",
    *(f"is {kind}" for kind in PLACE_KINDS),
    *(f"by {match}" for match in MATCHES),
    "cut down",
    *(f"label {label}" for label in _LABELS),
    "in its qualifier",
    "many countries in the article",
    "capital among many countries",
    "city among many countries",
    *_SUPPORT,
)
_AT = {name: i for i, name in enumerate(GROUNDS)}
_QUALIFIED = [i for name, i in COLUMN.items() if name.startswith("lies in its qualifier")]
_SAME_PLACE = math.cos(50 / 6371)  # a town and its district are one place to a reader


def grounds(context: Context, scene: Scene, ranking: Ranking, group: int, world: float) -> Array:
    """What the choice of a group's best option rests on, as numbers.

    ``world``: how international the article is (``features.worldliness``).
    """
    rows = slice(scene.first[group], scene.first[group + 1])
    belief, points = ranking.belief[rows], scene.points[rows]
    best = int(np.argmax(belief))
    here = points @ points[best] > _SAME_PLACE
    agreed = float(min(1 - 1e-4, belief[here].sum()))
    rival = float(belief[~here].max()) if not here.all() else 1e-4
    chosen = scene.groups[group].options
    option, features = chosen.options[best], ranking.features[rows][best]
    out = np.zeros(len(GROUNDS))
    out[_AT["always"]] = 1
    out[_AT["log odds"]] = math.log(agreed / (1 - agreed)) / 5
    out[_AT["ahead of the next elsewhere"]] = math.log(agreed / max(rival, 1e-4)) / 5
    out[_AT["only reading"]] = len(belief) == 1
    out[_AT["readings"]] = math.log(len(belief)) / 3
    out[_AT["population"]] = math.log10(option.place.population + 1) / 7
    out[_AT["only name of the article"]] = len(scene.groups) == 1
    out[_AT["names in the article"]] = math.log(len(scene.groups)) / 3
    words = chosen.name.split()
    out[_AT["words in the name"]] = min(4, len(words)) / 4
    out[_AT["street or building"]] = is_street(chosen.name)
    if chosen.reduction is not None:
        out[_AT["cut down"]] = 1
        out[_AT["name cut to its first word"]] = len(words) > 1 and " " not in chosen.reduction.name
    # Being a capital speaks for a place only if the world is the topic: see below.
    out[_AT[f"is {'town' if option.kind == 'capital' else option.kind}"]] = 1
    if option.match in MATCHES:
        out[_AT[f"by {option.match}"]] = 1
    for label in {context.names[i].label for i in scene.groups[group].members}:
        if label in _LABELS:
            out[_AT[f"label {label}"]] = 1
    out[_AT["in its qualifier"]] = features[_QUALIFIED].max()
    out[_AT["many countries in the article"]] = world
    out[_AT["capital among many countries"]] = world * (option.kind == "capital")
    out[_AT["city among many countries"]] = world * (
        features[COLUMN["population of a settlement"]] + features[COLUMN["stands alone in news"]]
    )
    for name in _SUPPORT:
        out[_AT[name]] = features[COLUMN[name]]
    return out


def confidence(given: Array, weights: Array | None = None) -> float:
    """The probability (0 to 1) that the best option is the place meant."""
    log_odds = float(given @ (shipped_weights() if weights is None else weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def parse(text: str) -> Array:
    """Read ``ground <tab> weight`` lines; ``#`` starts a comment."""
    weights = np.zeros(len(GROUNDS))
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, weight = line.split("\t")
            weights[_AT[name]] = float(weight)
    return weights


def format_trust(weights: Sequence[float]) -> str:
    """The text that ``parse`` reads."""
    return "".join(f"{name}\t{w:.3f}\n" for name, w in zip(GROUNDS, weights, strict=True))


@cache
def shipped_weights() -> Array:
    """The weights that come with Dateline."""
    return parse((files("geo.resolution") / "confidence.tsv").read_text(encoding="utf-8"))
