"""Countries are shaded, however many places are joined into markers."""

from pathlib import Path

from dashboard.map.map_extent import MOST_MARKERS
from dashboard.map.map_scene import shades
from dashboard.server.corpus import LatestCorpus
from geo.atlas import Atlas, Filter, Unit
from geo.models import Place, Role
from tests.dashboard.world import geoparsed

HONG_KONG = Place("geonames:1819730", "Hong Kong", 22.25, 114.16667, "A", "PCLS", "HK", "")
GREENLAND = Place("geonames:3425505", "Greenland", 72.0, -40.0, "A", "PCLD", "GL", "")
CHINA = Place("geonames:1814991", "China", 35.0, 105.0, "A", "PCLI", "CN", "")


def town(number: int) -> Place:
    """One of many, all around Hong Kong and so joined with what is not kept apart."""
    name = f"Town{number:03}"
    return Place(f"geonames:{number}", name, 22 + number / 1000, 114, "P", "PPL", "CN", "Guangdong")


def test_dependencies_are_shaded_among_more_places_than_are_drawn_one_by_one(
    tmp_path: Path,
) -> None:
    places = [HONG_KONG, GREENLAND, CHINA, *(town(n) for n in range(100, MOST_MARKERS + 150))]
    text = ", ".join(place.name for place in places)
    atlas = Atlas(tmp_path / "atlas")
    named = [(place.name, place, Role.PLACE, 0.9) for place in places]
    atlas.add([geoparsed("many", "Many", text, named)])

    corpus = LatestCorpus(atlas).current()

    assert corpus.counts(Filter()).places > MOST_MARKERS
    shaded = shades(corpus.overview(Filter(), Unit.MENTIONS))
    assert shaded == {"HK": 1, "GL": 1, "CN": 1}
