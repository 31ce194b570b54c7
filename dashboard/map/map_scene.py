"""From the selection to what the map shows, and that as the JSON ``assets/map.js`` draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

from dashboard.language import texts
from dashboard.map import areas, map_extent, markers
from dashboard.map.areas import Named
from dashboard.map.map_extent import Corners
from dashboard.map.markers import Marker
from dashboard.server.corpus import Corpus
from dashboard.state.selection import Selection, Shade, View
from dashboard.state.session import Session
from geo.atlas import Cluster, Filter, Unit
from geo.atlas.area import Area
from geo.models import Place
from geo.picture import Layers
from geo.places.kinds import is_country
from geo.places.shades import MOST_AREAS

# So many countries are never joined to the towns in them, those that are named most.
MOST_NATIONS = 40
_CELL = "cluster:"
# Changes on the map; the list has them all.
MOST_CHANGES = 60


@dataclass(frozen=True, slots=True)
class MapScene:
    """What the map shows after this run of the page.

    ``unit`` is what is counted, in the singular and the plural, and ``most`` the count of the
    largest marker. ``bounds`` hold all the places, ``core`` those that a first view is to show
    if not all; when ``articles_changed`` is another the map looks there, and when ``subject``
    is, unless the reader has moved it. ``shades`` say how
    often each country is named, by its code. ``at`` is where the selected place is, ``near`` a
    place that is looked around; ``cluster`` is the joined marker that was opened, to be looked
    at more closely, with the corners around its places. With ``joined`` the map reports its
    moves. While ``picking`` a press on the map is reported; ``picked`` is the (latitude,
    longitude) that was. Counts that may not be added up are kept ``apart``. ``sentence`` is the
    first about the selected place, for a map that has no room for all. ``maps`` says on how many
    a comparison is shown, "one" or "two", and ``side`` which of its sides this is, with how much
    there is of it. Whenever the number in ``look`` is another, the map goes to the view beside
    it, or to ``core`` for None. ``pressed`` is the last press on the map that was heard.
    """

    markers: Sequence[Marker]
    unit: tuple[str, str]
    most: float
    selected: str = ""
    bounds: Corners | None = None
    core: Corners | None = None
    joined: bool = False
    tiles: bool = False
    shades: Mapping[str, int] = field(default_factory=dict)
    shaded: Mapping[str, Any] | None = None
    elsewhere: Mapping[str, Any] | None = None
    layers: Layers = Layers.BOTH
    area: Area = ()
    maps: str = ""
    side: tuple[str, str] | None = None
    at: tuple[float, float] | None = None
    cluster: tuple[str, Corners] | None = None
    near: Place | None = None
    compared: bool = False
    apart: bool = False
    subject: int = 0
    sentence: Mapping[str, Any] | None = None
    articles_changed: int = 0
    picking: bool = False
    picked: tuple[float, float] | None = None
    look: tuple[int, View | None] = (0, None)
    pressed: int = 0

    def payload(self, theme: str | None) -> dict[str, Any]:
        """As JSON-ready values, short because it travels at every change.

        Points are [latitude, longitude] and corners [south-west, north-east], as Leaflet has
        them. ``theme`` is "light", "dark" or None where it is not known.
        """
        one, many = self.unit
        near = self.near
        return {
            "places": columns(self.markers),
            "grid": grid_of(self.markers),
            "areas": self.shades,
            "shaded": self.shaded,
            "elsewhere": self.elsewhere,
            "layers": self.layers.value,
            "area": self.area,
            "selected": self.selected,
            "unit": {"one": one, "many": many, "title": many[:1].upper() + many[1:]},
            "most": self.most,
            "bounds": self.bounds,
            "core": self.core,
            "articlesChanged": self.articles_changed,
            "picking": self.picking,
            "picked": self.picked,
            "report": self.joined,
            "at": self.at,
            "cluster": _cluster(*self.cluster) if self.cluster else None,
            "near": {"name": near.name, "at": [near.latitude, near.longitude]} if near else None,
            "compared": self.compared,
            "maps": self.maps,
            "side": self.side,
            "apart": self.apart,
            "subject": self.subject,
            "sentence": self.sentence,
            "tiles": self.tiles,
            "look": _look(*self.look),
            "pressed": self.pressed,
            "theme": theme,
        }


def grid_of(drawn: Sequence[Marker]) -> str:
    """What the ids of all joined markers begin with: the grid that they are cells of."""
    joined = next((marker.id for marker in drawn if marker.id.startswith(_CELL)), "")
    return ".".join(joined.split(".")[:2]) + "." if joined else ""


def _short(id_: str, grid: str) -> str:
    return f"~{id_.removeprefix(grid)}" if grid and id_.startswith(grid) else id_


def columns(drawn: Sequence[Marker]) -> dict[str, list[Any]]:
    """The markers as one list for each of their properties, so that each name travels once; a
    property that none of them has does not travel. In ids ``~`` stands for :func:`grid_of`."""
    grid = grid_of(drawn)
    every: dict[str, list[Any]] = {
        "id": [_short(marker.id, grid) for marker in drawn],
        "name": [marker.name for marker in drawn],
        "latitude": [marker.latitude for marker in drawn],
        "longitude": [marker.longitude for marker in drawn],
        "count": [marker.count for marker in drawn],
        "actors": [round(marker.actors, 2) for marker in drawn],
        "kind": [int(marker.extent) for marker in drawn],
        "more": [marker.more for marker in drawn],
        "named": [marker.named for marker in drawn],
        "unsure": [int(marker.unsure) for marker in drawn],
        "country": [marker.country for marker in drawn],
        "change": [round(100 * marker.change, 2) for marker in drawn],
    }
    needed = ("id", "name", "latitude", "longitude", "count")
    return {name: values for name, values in every.items() if name in needed or any(values)}


def _look(number: int, view: View | None) -> list[float]:
    return [number, *([view.latitude, view.longitude, view.zoom] if view else [])]


def _cluster(cluster: str, corners: Corners) -> dict[str, Any]:
    return {"id": cluster, "bounds": corners}


def map_scenes(corpus: Corpus, session: Session, near: Place | None) -> tuple[MapScene, ...]:
    """The scene for the selection, as far as the map is in sight, and where a comparison is shown
    on two maps that of what it is compared with; ``near`` is the place that is looked around."""
    chosen = session.selection
    found: tuple[MapScene, ...]
    if not chosen.versus:
        found = (_counted(corpus, session, chosen.filter()),)
    elif chosen.two_maps:
        found = _two(corpus, session)
    else:
        found = (_difference(corpus, session),)
    return tuple(
        replace(
            scene,
            selected=chosen.place,
            layers=chosen.layers,
            area=chosen.area,
            subject=subject(chosen),
            maps=("two" if chosen.two_maps else "one") if chosen.versus else "",
            near=near,
            tiles=session.tiles,
            articles_changed=session.article_set_changes,
            picking=bool(session.draft and session.draft.picking),
            picked=session.draft.at if session.draft else None,
            look=(session.looks, session.look),
            pressed=session.map_pressed,
        )
        for scene in found
    )


def side_names(chosen: Selection) -> tuple[str, str]:
    """What the two sides of a comparison are called: the selection's own, and the other."""
    versus = chosen.versus
    if versus.source:
        return texts.side_of_sources(chosen.sources), versus.source
    return texts.side_of_dates(*chosen.dates), texts.side_of_dates(*versus.dates)


def _two(corpus: Corpus, session: Session) -> tuple[MapScene, MapScene]:
    """Both sides in the same sizes and shades; the first map tells both where to look."""
    chosen = session.selection
    filters = (chosen.comparing(), chosen.compared())
    words = texts.UNIT_WORDS[chosen.unit]
    names = side_names(chosen)
    own, other = (
        replace(
            _counted(corpus, session, f, beside),
            side=(name, texts.count(corpus.total(f, chosen.unit), *words)),
        )
        for f, beside, name in zip(filters, filters[::-1], names, strict=True)
    )
    every = [each for f in filters for each in corpus.overview(f, chosen.unit)]
    own = replace(
        own,
        joined=own.joined or other.joined,
        bounds=map_extent.bounds(every),
        core=map_extent.main_extent(every),
    )
    return own, replace(other, joined=False)


def _counted(corpus: Corpus, session: Session, f: Filter, beside: Filter | None = None) -> MapScene:
    """How often each place is named; with ``beside`` as sizes and shades are for both."""
    chosen = session.selection
    unit = chosen.unit
    every = corpus.overview(f, unit)
    joined = corpus.counts(f).places > map_extent.MOST_MARKERS
    # Joined markers depend on the zoom, and only those in sight need to travel.
    seen = map_extent.query_box(*session.bounds) if joined and session.bounds else None
    named = _named_areas(corpus, f, unit, chosen.shade)
    others = _named_areas(corpus, beside, unit, chosen.shade) if beside else []
    shaded = areas.shading(named, chosen.shade, others)
    listed = areas.elsewhere(named)
    outlined, elsewhere = set(shaded["areas"]["id"]), set(listed["id"])
    unmarked = _unmarked(chosen, outlined, elsewhere)
    alone = {*corpus.country_ids[:MOST_NATIONS], *unmarked, *filter(None, [chosen.place])}
    most = map_extent.MOST_JOINED if joined else map_extent.MOST_MARKERS
    most += sum(map_extent.lies_in(n.place, seen) for n in named if n.place.id in unmarked)
    found = corpus.clusters(replace(f, bbox=seen), unit, session.zoom, most, alone)
    drawn = [markers.marker(cluster) for cluster in found if cluster.id not in unmarked]
    opened = corpus.cluster_places(f, unit, session.cluster) if session.cluster else []
    selected = corpus.place(f, unit, chosen.place)
    largest = max(corpus.largest_count(each, unit) for each in (f, beside or f))
    return MapScene(
        markers=drawn,
        unit=texts.UNIT_WORDS[unit],
        most=max([largest, *(marker.count for marker in drawn)]),
        bounds=map_extent.bounds(every),
        core=map_extent.main_extent(every),
        joined=joined,
        shades=shades(every),
        shaded=shaded,
        elsewhere=listed,
        at=(selected.place.latitude, selected.place.longitude) if selected else None,
        cluster=(session.cluster, map_extent.places_bounds(c.place for c in opened))
        if opened
        else None,
    )


def _unmarked(chosen: Selection, outlined: set[str], elsewhere: set[str]) -> set[str]:
    """The places that are drawn as areas or listed beside the switch, and so neither have a marker
    nor are joined to any; the chosen one of the listed is shown on the map as well."""
    if chosen.layers is Layers.POINTS:
        return set()
    return outlined | (elsewhere - {chosen.place})


def _named_areas(corpus: Corpus, f: Filter, unit: Unit, shade: Shade) -> list[Named]:
    """The places that have outlines, or lie nowhere on the map, counted as every list counts
    them."""
    wide = corpus.places_among(f, unit, corpus.ids_where(areas.is_wide))[:MOST_AREAS]
    actors = corpus.actor_shares(f, [each.place.id for each in wide])
    found = (
        {}
        if shade is Shade.COUNT
        else areas.values(corpus.places(f, unit), shade, corpus.total(f, unit))
    )
    return [
        Named(
            each.place,
            each.count,
            actors.get(each.place.id, 0.0),
            found.get(each.place.id, 0.0),
        )
        for each in wide
    ]


def _difference(corpus: Corpus, session: Session) -> MapScene:
    """What is said more, or less, often in the selection than in what it is compared with."""
    chosen = session.selection
    every = corpus.differences(chosen.compared(), chosen.comparing(), chosen.unit)
    changes = [each for each in every if each.change]
    drawn = [markers.changed(each) for each in changes[:MOST_CHANGES]]
    selected = next((each.place for each in changes if each.place.id == chosen.place), None)
    where = map_extent.places_bounds(each.place for each in changes) if changes else None
    return MapScene(
        markers=drawn,
        unit=texts.UNIT_WORDS[chosen.unit],
        most=max((abs(100 * marker.change) for marker in drawn), default=1),
        bounds=where,
        core=where,
        at=(selected.latitude, selected.longitude) if selected else None,
        compared=True,
    )


def subject(chosen: Selection) -> int:
    """A number for what is searched and filtered for, whatever the dates and the chosen place:
    when it is another, other places are left."""
    ever = replace(chosen.filter(), date_from=None, date_to=None, undated=True, place_id="")
    return crc32(repr((ever, chosen.versus)).encode())


def shades(every: Iterable[Cluster]) -> dict[str, int]:
    """How often each country is named, by its code."""
    shaded: dict[str, int] = {}
    for each in every:
        if each.place and is_country(each.place):
            code = each.place.country_code
            shaded[code] = shaded.get(code, 0) + each.count
    return shaded
