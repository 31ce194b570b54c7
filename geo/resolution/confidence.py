"""How likely the first candidate is to be right: a calibrated probability.

The ranker only compares the places that are known by a name. Whether any of them is meant is
another question, and this answers it: a logistic model of what the choice rests on, learned
from choices that a ranker made on articles it had not seen. The weights are in
``confidence.tsv``, written by ``training/resolver.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from geo.places.sphere import EARTH_KM, cosine_of
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN
from geo.resolution.options import (
    LANDSCAPES,
    MATCHES,
    PEOPLE_OF_RENOWN,
    PLACE_KINDS,
    renown_of,
)
from geo.resolution.ranking import Ranking
from geo.resolution.reductions import is_street
from geo.resolution.support import is_supported

_LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
_SUPPORT = (
    "name spelt alike",
    "alternate name of a small place",
    "best known of the name",
    "city of a country that is called so",
    "by-name of it, but another's own",
    "listed with places of its kind",
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
CONFIDENCE_FEATURES = (
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
    "name cut at its beginning",
    "renown of the place",
    "renown ahead of the next elsewhere",
    "its share of the renown",
    "renown if alone",
    "far from all others, and little known",
    "far from all others, and not alone of its name",
    "share of the others in its country",
    "nothing speaks for it",
    "nothing speaks for it in a long text",
    "nothing speaks for it in long news of the world",
    "nothing speaks for it among local affairs",
    "nothing speaks for it, and not alone of its name",
    "country that nothing speaks for among local affairs",
    "nothing near speaks for it",
    "nothing near speaks for it in a long text",
    "nothing near speaks for it, and namesakes in its country",
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
_QUALIFIED = [name for name in COLUMN if name.startswith("lies in its qualifier")]
_SAME_PLACE = cosine_of(50)  # a town and its district are one place to a reader
_LONG = 1500.0  # characters in which news has said where it is
_COUNTRIES = frozenset({"country", "area"})


def confidence_features(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int, world: float
) -> Array:
    """What the choice of a group's best option rests on, as numbers.

    ``world``: how international the article is (``evidence_features.worldliness``).
    """
    rows = slice(options.first[group], options.first[group + 1])
    belief = ranking.belief[rows]
    best = int(np.argmax(belief))
    here = one_place(options, rows, best)
    agreed = float(min(1 - 1e-4, belief[here].sum()))
    rival = float(belief[~here].max()) if not here.all() else 1e-4
    chosen = options.groups[group].options
    option, features = chosen.options[best], ranking.features[rows][best]
    values = dict.fromkeys(CONFIDENCE_FEATURES, 0.0)
    values["always"] = 1
    values["log odds"] = math.log(agreed / (1 - agreed)) / 5
    values["ahead of the next elsewhere"] = math.log(agreed / max(rival, 1e-4)) / 5
    values["only reading"] = len(belief) == 1
    values["readings"] = math.log(len(belief)) / 3
    values["population"] = math.log10(option.place.population + 1) / 7
    values["only name of the article"] = len(options.groups) == 1
    values["names in the article"] = math.log(len(options.groups)) / 3
    renown = np.array([renown_of(each.place) for each in chosen.options])
    known = 10 ** (PEOPLE_OF_RENOWN * renown)
    ahead = renown[here].max() - (renown[~here].max() if not here.all() else 0.0)
    values["renown of the place"] = renown[here].max()
    values["renown ahead of the next elsewhere"] = float(np.clip(ahead, -0.4, 0.4)) * 3
    values["its share of the renown"] = known[here].sum() / known.sum()
    values["renown if alone"] = values["renown of the place"] * (len(options.groups) == 1)
    far, share = _beside_the_others(options, ranking, group, int(options.first[group]) + best)
    values["far from all others, and little known"] = far * (1 - values["renown of the place"])
    not_alone = 1 - values["its share of the renown"]
    values["far from all others, and not alone of its name"] = far * not_alone
    values["share of the others in its country"] = share
    long = min(1.0, context.length / _LONG)
    # Names of landscapes and regions seldom mean another: these need no support.
    supported = is_supported(features) or features[COLUMN["country named"]]
    if option.kind not in LANDSCAPES and not supported:
        values["nothing speaks for it"] = 1
        values["nothing speaks for it in a long text"] = long * (1 - world)
        values["nothing speaks for it in long news of the world"] = long * world
        values["nothing speaks for it among local affairs"] = context.local
        values["nothing speaks for it, and not alone of its name"] = not_alone
        abroad = option.kind in ("country", "capital")
        values["country that nothing speaks for among local affairs"] = context.local * abroad
    if option.kind not in LANDSCAPES | _COUNTRIES and not is_supported(features, by_country=False):
        compatriots = np.array([each.country == option.country for each in chosen.options])
        shared = known[here].sum() / known[here | compatriots].sum()
        values["nothing near speaks for it"] = 1
        values["nothing near speaks for it in a long text"] = long * (1 - world)
        values["nothing near speaks for it, and namesakes in its country"] = 1 - shared
    words = chosen.name.split()
    values["words in the name"] = min(4, len(words)) / 4
    values["street or building"] = is_street(chosen.name)
    if chosen.reduction is not None:
        values["cut down"] = 1
        values["name cut at its beginning"] = not chosen.name.startswith(chosen.reduction.name)
        values["name cut to its first word"] = len(words) > 1 and " " not in chosen.reduction.name
    # Being a capital speaks for a place only if the world is the topic: see below.
    values[f"is {'town' if option.kind == 'capital' else option.kind}"] = 1
    if option.match in MATCHES:
        values[f"by {option.match}"] = 1
    for label in {context.names[i].label for i in options.groups[group].members}:
        if label in _LABELS:
            values[f"label {label}"] = 1
    values["in its qualifier"] = max(features[COLUMN[name]] for name in _QUALIFIED)
    values["many countries in the article"] = world
    values["capital among many countries"] = world * (option.kind == "capital")
    values["city among many countries"] = world * (features[COLUMN["population of a settlement"]])
    for name in _SUPPORT:
        values[name] = features[COLUMN[name]]
    return np.array([values[name] for name in CONFIDENCE_FEATURES], dtype=float)


def one_place(options: ArticleOptions, rows: slice, best: int) -> NDArray[np.bool_]:
    """Which options are one place with the best to a reader: what lies within 50 km, and the
    division that contains a town of its name."""
    points, chains = options.points[rows], options.chains[rows]
    near = points @ points[best] > _SAME_PLACE
    contained = (chains[best, 1:][None, :] == chains[:, :1]).any(axis=1)
    containing = (chains[:, 1:] == chains[best, 0]).any(axis=1)
    of_note = [options.option(rows.start + i).kind in _COUNTRIES for i in range(len(points))]
    wide = np.array(of_note) | of_note[best]
    return np.asarray(near | ((contained | containing) & ~wide) | _parts(options, rows, best))


def _parts(options: ArticleOptions, rows: slice, best: int) -> NDArray[np.bool_]:
    """Which options are a water or range of which the best is a part or the other way round, by
    their names: the North Pacific and the Pacific, the Caribbean and its sea, Appalachia and its
    mountains; not the Sierra Nevada of Spain and that of California."""
    found = [options.option(row) for row in range(rows.start, rows.stop)]
    if found[best].kind not in LANDSCAPES:
        return np.zeros(len(found), dtype=bool)
    name = found[best].place.name
    alike = [
        each.kind in LANDSCAPES and each.place.name != name and _one_name(each.place.name, name)
        for each in found
    ]
    return np.array(alike)


def _one_name(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer.startswith(shorter) or longer.endswith(f" {shorter}")


def _beside_the_others(
    options: ArticleOptions, ranking: Ranking, group: int, best: int
) -> tuple[float, float]:
    """How far the nearest place is that another name is taken for (0 beside it or where there is no
    other, 1 at the other end of the world), and the share of them in the same country."""
    starts = options.first[:-1]
    likeliest = np.repeat(np.maximum.reduceat(ranking.belief, starts), np.diff(options.first))
    others = (ranking.belief >= likeliest) & (options.group != group)
    others &= options.chains[:, 0] != options.chains[best, 0]
    if not others.any():
        return 0.0, 0.0
    nearest = float(np.clip((options.points[others] @ options.points[best]).max(), -1, 1))
    km = EARTH_KM * math.acos(nearest)
    country = options.country[best]
    share = float((options.country[others] == country).mean()) if country >= 0 else 0.5
    inside = (options.chains[others, 1:] == options.chains[best, 0]).any()
    around = np.isin(options.chains[best, 1:], options.chains[others, 0]).any()
    return (0.0 if inside or around else math.log1p(km / 100) / math.log1p(200)), share


def confidence(given: Array, weights: Array | None = None) -> float:
    """The probability (0 to 1) that the best option is the place meant."""
    log_odds = float(given @ (shipped_weights() if weights is None else weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def parse_weights(text: str) -> Array:
    """Read ``feature <tab> weight`` lines; ``#`` starts a comment.

    A feature that is not named weighs nothing. Raises ValueError for an unknown one.
    """
    weights = dict.fromkeys(CONFIDENCE_FEATURES, 0.0)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, weight = line.split("\t")
            if name not in weights:
                raise ValueError(f"the confidence has no feature {name!r}")
            weights[name] = float(weight)
    return np.array(list(weights.values()))


def format_weights(weights: Sequence[float]) -> str:
    """The text that ``parse_weights`` reads."""
    lines = zip(CONFIDENCE_FEATURES, weights, strict=True)
    return "".join(f"{name}\t{weight:.3f}\n" for name, weight in lines)


@cache
def shipped_weights() -> Array:
    """The weights that come with Dateline."""
    return parse_weights((files("geo.resolution") / "confidence.tsv").read_text(encoding="utf-8"))
