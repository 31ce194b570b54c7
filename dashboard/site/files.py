"""The files of a published site: the entry point that ``dateline publish`` asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from xstatic.pkg import leaflet

from dashboard.language import texts as english
from dashboard.language import visitor_language
from dashboard.map.folium_elements import MOST_ZOOM, SCRIPTS
from dashboard.map.markers import UNSURE
from dashboard.site import areas, basemap, bundle
from dashboard.site.data import collect, days
from dashboard.site.grid import Grid
from dashboard.site.methods import Methods
from dashboard.site.page import Code, Page, as_script, document
from dashboard.site.storyline import Numbers, StoryWriter
from dashboard.site.words import BY_LANGUAGE
from dashboard.state.histogram import bars, span
from geo.atlas import DateBasis, Unit
from geo.export import Content
from geo.export.site import INDEX, Site
from geo.places.outlines import WORLD

LARGEST_PAGE = 4_700_000
"""Bytes of a single file that the map beneath the places may fill, to stay well below 5 MB."""

MOST_BASEMAP = 3_000_000
"""Bytes of the basemap in a folder."""

MOST_TOWNS = 250_000
"""Bytes of towns' names on it."""

MOST_OUTLINES = 2_000_000
"""Bytes of the outlines of areas in a folder, beside the coarsest of each."""

_OUTLINES_OF_PAGE = 0.3
"""Of what is left of a single file, how much the finer outlines may take."""

_ASSETS = Path(__file__).parents[1] / "assets"
_MODULES = (
    *("dom", "timeline", "excerpts", "places", "storyline"),
    *("site_answers", "site_areas", "site"),
)


def site_files(content: Content, site: Site) -> Mapping[str, bytes]:
    """The files of a site by their names. Raises Damaged where the atlas cannot be read."""
    texts = _texts(site.language)
    words = BY_LANGUAGE[site.language]
    grid = Grid(site.obscure) if site.obscure else None
    collected, numbers = collect(content, texts, grid)
    data = collected | _fixed(content, site, texts, words)
    data |= _time(data["times"], content.f.date_basis, texts)
    data["story"] = None
    if site.storyline and site.storyline.steps:
        writer = StoryWriter(content, texts, words, numbers, _ends(data["time"]), grid)
        data["story"] = writer.story(site.storyline)
    codes = list(_codes())
    page = _page(content, site, texts, words, grid)
    values: dict[str, Any] = {"data": data, "world": json.loads(WORLD.read_text(encoding="utf-8"))}
    drawn = _areas(data["places"]["outline"], numbers)
    if site.single_file:
        least = {"outlines": areas.files(drawn, 0), "towns": {}, "pieces": {}}

        def room(share: float = 1.0) -> int:
            """What of the page may still be filled: of 5,000 mentions there can be little."""
            left = LARGEST_PAGE - len(document(page, codes, least | values).encode())
            return max(0, round(left * share))

        values["outlines"] = areas.files(drawn, room(_OUTLINES_OF_PAGE))
        values["towns"] = _towns(data["places"], site.gazetteer, min(MOST_TOWNS, room(0.5)))
        values["pieces"] = _pieces(data["places"], room())
        return {INDEX: document(page, codes, values).encode()}
    values["outlines"] = areas.files(drawn, MOST_OUTLINES)
    values["towns"] = _towns(data["places"], site.gazetteer, MOST_TOWNS)
    pieces = _pieces(data["places"], MOST_BASEMAP)
    scripts = {"data.js": as_script("data", data)}
    scripts["basemap.js"] = as_script("world", values["world"]) + as_script("pieces", pieces)
    scripts["basemap.js"] += as_script("towns", values["towns"])
    scripts["basemap.js"] += as_script("outlines", values["outlines"])
    first = [Code(name, text) for name, text in scripts.items()]
    files = {code.name: code.text for code in (*first, *codes)}
    files[INDEX] = document(page, [*first, *codes], None)
    return {name: text.encode() for name, text in files.items()}


def _texts(language: str) -> ModuleType:
    if language == visitor_language.ENGLISH:
        return english
    return visitor_language.translation(language)


def _page(
    content: Content, site: Site, texts: ModuleType, words: Mapping[str, Any], grid: Grid | None
) -> Page:
    methods = Methods(content, texts, words, grid)
    made = words["made"].format(day=texts.day(content.provenance.at.date()))
    notices = [words["obscured"].format(km=f"{grid.size:g}")] if grid else []
    if not content.text:
        notices.append(words["no_text"])
    return Page(
        language=site.language,
        title=site.title or words["untitled"],
        about=f"{methods.chosen()} {made}.",
        notices=tuple(notices),
        methods=tuple(methods.all()),
        words=words,
    )


def _fixed(
    content: Content, site: Site, texts: ModuleType, words: Mapping[str, Any]
) -> dict[str, Any]:
    """What the scripts need besides the mentions."""
    return {
        "language": site.language,
        "unsure": round(100 * UNSURE),
        "mostZoom": MOST_ZOOM,
        "undatedToo": content.f.undated,
        "total": content.counts.articles_total,
        "countries": texts.country_labels(),
        "words": {
            **{
                name: words[name]
                for name in (
                    *(
                        "status",
                        "articles",
                        "placeless",
                        "places",
                        "undated",
                        "mentions",
                        "times",
                        "in",
                        "places_named",
                    ),
                    *("reprints", "more", "several", "open", "from", "until", "map"),
                )
            },
            "search": words["search" if content.text else "search_names"],
            "searchHint": words["search_hint"],
            "dates": texts.DATES,
            "timeline": texts.TIMELINE,
            "all": texts.ALL_DATES,
            "lastMonth": texts.LAST_MONTH,
            "lastMonthAbout": texts.LAST_MONTH_ABOUT,
            "noDates": texts.NO_DATES,
            "excerpts": texts.EXCERPTS,
            "choose": [texts.CHOOSE_PLACE, texts.CHOOSE_PLACE_DO],
            "group": texts.GROUP_DO,
            "none": [texts.NO_SENTENCES, texts.NO_SENTENCES_DO],
            "lessCertain": texts.LESS_CERTAIN,
            "close": texts.CLOSE,
            "why": texts.WHY,
            "whyOld": texts.WHY_OLD,
            "zoomTo": texts.ZOOM_IN,
            "original": texts.ORIGINAL,
            "showMore": texts.MORE,
            "corrected": texts.CORRECTED,
            "placeList": texts.PLACES,
            "tabs": {name: texts.TABS[name] for name in ("placed", "articles")},
            "columns": texts.COLUMNS,
            "unit": texts.UNIT_NAMES[Unit.MENTIONS],
            "headline": texts.HEADLINE,
            "source": texts.SOURCES,
            "day": texts.DAY,
            "sort": texts.SORT,
            "unsure": texts.MAP_UNSURE,
            "nothing": texts.NO_RESULTS,
            "onMap": {
                **texts.MAP_WORDS,
                "unsure": texts.MAP_UNSURE,
                "fit": texts.MAP_FIT,
                "areas": texts.MAP_AREAS,
                "basemap": f"{texts.MAP_PLACES} · {texts.MAP_BASEMAP}",
            },
            "legend": {
                "point": texts.LEGEND_POINT,
                "area": texts.LEGEND_AREA,
                "as-place": texts.LEGEND_PLACE,
                "as-actor": texts.LEGEND_ACTOR,
                "unsure": texts.LEGEND_UNSURE,
                "joined": texts.LEGEND_JOINED,
            },
        },
    }


def _time(times: list[Any], basis: DateBasis, texts: ModuleType) -> dict[str, Any]:
    """The timeline's ends and steps; every time becomes a pair of days from the first."""
    known = days(times)
    if known is None:
        return {"time": None}
    first, last = span(known)
    steps = bars((), first, last)
    return {
        "times": [[[_since(first, day) for day in pair] for pair in told] for told in times],
        "time": {
            "first": first.isoformat(),
            "length": (last - first).days,
            "days": steps.days,
            "caption": texts.timeline(Unit.MENTIONS, steps.step),
            "undated": texts.with_undated(0, basis).replace("0", "{n}"),
        },
    }


def _ends(time: Mapping[str, Any] | None) -> tuple[date, int] | None:
    return (date.fromisoformat(time["first"]), time["length"]) if time else None


def _since(first: date, day: str) -> int:
    return (date.fromisoformat(day) - first).days


def _pieces(places: Mapping[str, list[Any]], budget: int) -> dict[str, Any]:
    points = zip(places["latitude"], places["longitude"], places["count"], strict=True)
    found = basemap.chosen(points, budget)
    return {name: json.loads(text) for name, text in found.items()}


def _towns(places: Mapping[str, list[Any]], gazetteer: Path | None, budget: int) -> dict[str, Any]:
    points = zip(places["latitude"], places["longitude"], places["count"], strict=True)
    found = basemap.towns(points, gazetteer, budget)
    return {name: json.loads(text) for name, text in found.items()}


def _areas(outline: Iterable[int], numbers: Numbers) -> list[str]:
    """The ids of the places that are drawn as areas, in the order of their ``outline``."""
    named = zip(outline, numbers.places, strict=True)
    return [id_ for number, id_ in sorted(named) if number >= 0]


def _codes() -> list[Code]:
    """The site's own scripts and styles, and those of the map's frame."""
    here = Path(leaflet.BASE_DIR)
    modules = [bundle.as_value(name, _read(_ASSETS / f"{name}.js")) for name in _MODULES]
    start = (
        "site({ dom, answers: site_answers, areas: site_areas, "
        "panels: { timeline, excerpts, places, storyline } });\n"
    )
    drawn = [_read(here / "leaflet.js"), *(_read(_ASSETS / f"{name}.js") for name in SCRIPTS)]
    styles = [_read(_ASSETS / name) for name in ("page.css", "site.css")]
    frame = [_read(here / "leaflet.css"), _read(_ASSETS / "map.css")]
    return [
        Code("style.css", "\n".join(styles)),
        Code("map.css", "\n".join(frame), of_frame=True),
        Code("map.js", bundle.script("\n".join(drawn)), of_frame=True),
        Code("script.js", bundle.script("".join(modules) + start)),
    ]


def _read(path: Path) -> str:
    # A page's line breaks are \n, and hashes are of what the browser sees. Of what a script was
    # made from there is nothing beside it.
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
