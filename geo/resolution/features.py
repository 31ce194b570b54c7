"""What speaks for each option, as numbers: from the name, the words around it, the article.

Each feature has a name; a weight per name makes a ranker whose choices can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.resolution.context import Context, Link
from geo.resolution.discourse import Group
from geo.resolution.options import AREAS, SETTLEMENTS, STATIC, Array, Options
from geo.resolution.origin import Origin

Ints = NDArray[np.int64]

# "Paris, Texas" and "Paris in Texas" say the same.
_LINKS = (Link.COMMA, Link.LIST, Link.OWNER)

LOCAL = (
    "type word agrees",
    "type word disagrees",
    "adjective of a country",
    "adjective taken for a name",
    "natural feature by its label",
    "settlement by its label",
    "country of the address",
    "country by the wording",
    *(f"lies in its qualifier ({link})" for link in _LINKS),
    *(f"qualifies a place in it ({link})" for link in _LINKS),
)
COHERENCE = (
    "names with a reading in the division",
    "names with a reading in the district",
    "names with a reading within 30 km",
    "names with a reading within 100 km",
)
CONTEXT = (
    "country named",
    "division named",
    "container named close by",
    "country of the others",
    "country of some others",
    "country of the names close by",
    "division of the others",
    "division of some others",
    "division of the names close by",
    "district of some others",
    "within 30 km of others",
    "within 100 km of others",
    "within 100 km of names close by",
    "within 300 km of the others",
    "contains others",
    "contains names close by",
    "named otherwise too",
    "population among many countries",
)
FEATURES = STATIC + LOCAL + COHERENCE + CONTEXT
COLUMN = {name: i for i, name in enumerate(FEATURES)}

_EVIDENCE_PER_NAME = 3
_READINGS_PER_NAME = 20
_CLOSE_BY = 300.0  # characters over which a neighbour's weight falls to 1/e
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Scene:
    """All options of an article side by side (rows), ready to be compared."""

    groups: tuple[Group, ...]
    first: Ints  # first row of each group, and the end
    group: Ints  # group of each row
    base: Array  # the features that need no belief in other names
    points: Array
    country: Ints
    admin1: Ints
    admin2: Ints
    chains: Ints  # rows x depth: the option's own id, then its containers; -1 for none
    is_point: Array  # 1 where the place is small enough for distances to mean something
    closeness: Array  # groups x groups: exp(-characters between / _CLOSE_BY)


def set_scene(context: Context, groups: Sequence[Group], origin: Origin) -> Scene | None:
    """None when no name has an option."""
    groups = tuple(group for group in groups if len(group.options))
    if not groups:
        return None
    sizes = [len(group.options) for group in groups]
    first = np.concatenate([[0], np.cumsum(sizes)])
    rows = [option for group in groups for option in group.options.options]
    static = np.concatenate([group.options.static for group in groups])
    number: dict[str, int] = {"": -1}

    def numbered(keys: Sequence[str]) -> Ints:
        return np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)

    depth = max(len(row.chain) for row in rows)
    chains = numbered(
        [key for row in rows for key in (*row.chain, *[""] * (depth - len(row.chain)))]
    )
    scene = Scene(
        groups=groups,
        first=first,
        group=np.repeat(np.arange(len(groups)), sizes),
        base=np.concatenate([static, _local(context, groups, origin)], axis=1),
        points=np.concatenate([group.options.points for group in groups]),
        country=numbered([row.country for row in rows]),
        admin1=numbered([row.admin1 for row in rows]),
        admin2=numbered([row.admin2 for row in rows]),
        chains=chains.reshape(len(rows), depth),
        is_point=np.array([row.kind not in AREAS for row in rows], dtype=float),
        closeness=_closeness(context, groups),
    )
    return replace(scene, base=np.concatenate([scene.base, _coherence(scene)], axis=1))


def _coherence(scene: Scene) -> Array:
    """How many other names could be read as something nearby, however unlikely by itself.

    "Paris" and "Henry County" are both in Tennessee, though neither is best known there. A
    name that could be anywhere says little, so names count by how few readings they have.
    """
    out = np.zeros((len(scene.group), len(COHERENCE)))
    if len(scene.groups) < 2:
        return out
    sizes = np.minimum(np.diff(scene.first), _READINGS_PER_NAME)
    k = np.concatenate([start + np.arange(n) for start, n in zip(scene.first, sizes, strict=False)])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = 1 / np.log2(1 + np.diff(scene.first))
    point = (scene.is_point[:, None] * scene.is_point[k][None, :]) > 0
    point &= scene.group[:, None] != scene.group[k][None, :]
    cosine = scene.points @ scene.points[k].T
    masks = (
        _agree(scene.admin1, k) & point,
        _agree(scene.admin2, k) & point,
        (cosine > _cosine(30)) & point,
        (cosine > _cosine(100)) & point,
    )
    for i, mask in enumerate(masks):
        names = np.logical_or.reduceat(mask, starts, axis=1) @ weight
        out[:, i] = names / (2 + names)
    return out


def _closeness(context: Context, groups: Sequence[Group]) -> Array:
    at = np.array([context.names[i].start for group in groups for i in group.members], dtype=float)
    starts = np.cumsum([0, *(len(group.members) for group in groups[:-1])])
    apart = np.abs(at[:, None] - at[None, :])
    nearest = np.minimum.reduceat(np.minimum.reduceat(apart, starts, axis=0), starts, axis=1)
    return np.asarray(np.exp(-nearest / _CLOSE_BY))


def _local(context: Context, groups: Sequence[Group], origin: Origin) -> Array:
    """Features of the words around the mentions of each group, one row per option."""
    of_name = {i: g for g, group in enumerate(groups) for i in group.members}
    blocks = [np.zeros((len(group.options), len(LOCAL))) for group in groups]
    for group, block in zip(groups, blocks, strict=True):
        _read_words(context, group, block)
        for row, option in zip(block, group.options.options, strict=True):
            row[6] = option.country == origin.by_address
            row[7] = origin.by_wording.get(option.country, 0.0)
    for tie in context.qualifications:
        narrow, wide = of_name.get(tie.narrow), of_name.get(tie.wide)
        if narrow is None or wide is None or narrow == wide:
            continue
        inside = _inside(groups[narrow].options, groups[wide].options)
        link = _LINKS.index(Link.COMMA if tie.link is Link.INSIDE else tie.link)
        column = LOCAL.index(f"lies in its qualifier ({Link.COMMA})") + link
        blocks[narrow][:, column] = np.maximum(blocks[narrow][:, column], inside.any(axis=1))
        column += len(_LINKS)
        blocks[wide][:, column] = np.maximum(blocks[wide][:, column], inside.any(axis=0))
    return np.concatenate(blocks)


def _read_words(context: Context, group: Group, block: Array) -> None:
    mentions = [context.names[i] for i in group.members]
    types = {context.type_words[i] for i in group.members} - {""}
    demonym = any(mention.demonym for mention in mentions)
    labels = {mention.label for mention in mentions}
    for i, option in enumerate(group.options.options):
        kinds = {option.kind, "town"} if option.kind in SETTLEMENTS else {option.kind}
        if types:
            block[i, 0] = not kinds.isdisjoint(types)
            block[i, 1] = kinds.isdisjoint(types)
        if demonym:
            block[i, 2] = option.match == "demonym" or option.kind == "country"
            block[i, 3] = not block[i, 2]
        block[i, 4] = "LOC" in labels and option.kind in {"water", "terrain", "area"}
        block[i, 5] = "GPE" in labels and (
            option.kind in SETTLEMENTS or option.kind in {"country", "admin1", "admin2"}
        )


def _inside(narrow: Options, wide: Options) -> NDArray[np.bool_]:
    """narrow x wide: whether the one lies in the other, by hierarchy or as a quarter of a town."""
    inside = np.zeros((len(narrow), len(wide)), dtype=bool)
    for i, option in enumerate(narrow.options):
        containers = option.chain[1:]
        for j, other in enumerate(wide.options):
            inside[i, j] = other.place.id in containers or (
                other.kind == "country"
                and other.country == option.country
                and option.place.id != other.place.id
            )
    towns = np.array([option.kind in SETTLEMENTS for option in wide.options])
    parts = np.array([option.kind not in AREAS for option in narrow.options])
    near = narrow.points @ wide.points.T > _cosine(30)
    return np.asarray(inside | (near & towns[None, :] & parts[:, None]))


def _cosine(km: float) -> float:
    return float(np.cos(km / EARTH_KM))


def with_evidence(scene: Scene, belief: Array) -> Array:
    """The full feature matrix, given the probability believed of each row so far."""
    context = np.zeros((len(scene.group), len(CONTEXT)))
    if len(scene.groups) > 1:
        _weigh(scene, belief, context)
    population = scene.base[:, COLUMN["population of a settlement"]]
    context[:, -1] = population * worldliness(scene, belief)
    return np.concatenate([scene.base, context], axis=1)


def worldliness(scene: Scene, belief: Array) -> float:
    """How international an article is (0 to 1), by the countries of the places in it.

    World news means the cities that the world knows; local news the town next door.
    """
    first = scene.first[:-1]
    likeliest = np.repeat(np.maximum.reduceat(belief, first), np.diff(scene.first))
    countries = np.unique(scene.country[(belief >= likeliest) & (scene.country >= 0)])
    return float(1 - np.exp(-max(0, len(countries) - 1) / 3))


def _weigh(scene: Scene, belief: Array, out: Array) -> None:
    k = _strongest(scene, belief)
    other = scene.group[:, None] != scene.group[k][None, :]
    weight = belief[k][None, :] * other
    close = weight * scene.closeness[scene.group][:, scene.group[k]]
    others = np.maximum(len(scene.groups) - 1, 1)
    all_close = np.maximum(close.sum(axis=1), 1e-9)

    containers = scene.chains[:, 1:]
    own = scene.chains[:, 0]
    e_own = own[k]
    within = (containers[:, :, None] == e_own[None, None, :]).any(axis=1)
    around = (own[:, None, None] == containers[k].T[None, :, :]).any(axis=1)
    same = own[:, None] == e_own[None, :]
    e_country = np.array([_kind(scene, row) == "country" for row in k])
    compatriot = _agree(scene.country, k)
    country_named = compatriot & e_country[None, :] & ~same
    beside = compatriot & ~e_country[None, :] & ~same
    division = _agree(scene.admin1, k) & ~same
    district = _agree(scene.admin2, k) & ~same
    cosine = scene.points @ scene.points[k].T
    point = (scene.is_point[:, None] * scene.is_point[k][None, :]) > 0
    near = {km: (cosine > _cosine(km)) & point & ~same for km in (30, 100, 300)}

    def some(mask: NDArray[np.bool_]) -> Array:
        return np.asarray(1 - np.exp(-(weight * mask).sum(axis=1)))

    def share(mask: NDArray[np.bool_]) -> Array:
        return np.asarray((weight * mask).sum(axis=1) / others)

    def close_by(mask: NDArray[np.bool_]) -> Array:
        # Faint when all names are far away, so that distance itself still counts.
        return np.asarray((close * mask).sum(axis=1) / (all_close + 0.3))

    columns = (
        some(country_named),
        some(within & ~country_named),
        close_by(within | country_named),
        share(beside),
        some(beside),
        close_by(beside),
        share(division),
        some(division),
        close_by(division),
        some(district),
        some(near[30]),
        some(near[100]),
        close_by(near[100]),
        share(near[300]),
        some(around),
        close_by(around),
        some(same),
    )
    for i, column in enumerate(columns):
        out[:, i] = column


def _strongest(scene: Scene, belief: Array) -> Ints:
    """The rows that serve as evidence: the likeliest few of each group."""
    kept = []
    for start, end in zip(scene.first[:-1], scene.first[1:], strict=True):
        order = np.argsort(-belief[start:end])[:_EVIDENCE_PER_NAME]
        kept.append(start + order)
    return np.concatenate(kept)


def _kind(scene: Scene, row: int) -> str:
    group = int(scene.group[row])
    return scene.groups[group].options.options[row - int(scene.first[group])].kind


def _agree(keys: Ints, k: Ints) -> NDArray[np.bool_]:
    return np.asarray((keys[:, None] == keys[k][None, :]) & (keys[:, None] >= 0))
