"""What somebody wants a picture of, how large, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from babel import Locale

from geo.picture.projection import Box


@dataclass(frozen=True, slots=True)
class PictureWords:
    """All that is written on a picture beside names and the title. What has braces is filled
    in; ``articles`` and ``places`` are singular and plural; ``separator`` stands between
    thousands, ``months`` begin with January. Countries and parts of the world are called as in
    the language ``locale``."""

    locale: str = "en"
    title: str = "Places in the news"
    articles: tuple[str, str] = ("article", "articles")
    places: tuple[str, str] = ("place", "places")
    day: str = "{day} {month} {year}"
    span: str = "{first} – {last}"
    undated: str = "no dates"
    place: str = "place"
    actor: str = "as a government or people"
    area: str = "region, with its count"
    joined: str = "several places"
    unsure: str = "less certain"
    shade: str = "countries, regions: mentions, from"
    unconfirmed: str = "outline not confirmed"
    of: str = "mentions"
    more: str = "{name} and {more} more"
    hidden: str = "not drawn for want of room, or outside: {places}"
    continents: str = "also: {names}"
    credit: str = (
        "Named in articles, which says nothing of what happened there. Places: {sources}. "
        "Outlines: Natural Earth. Made with Dateline {version}."
    )
    separator: str = ","
    months: tuple[str, ...] = (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    )

    def number(self, value: float) -> str:
        """A whole number with its thousands apart."""
        return f"{value:,.0f}".replace(",", self.separator)

    def count(self, value: int, names: tuple[str, str]) -> str:
        """A number with the singular or the plural."""
        return f"{self.number(value)} {names[value != 1]}"

    def country_name(self, code: str, name: str) -> str:
        """What a country is called; ``name`` is what the gazetteer calls it."""
        return name if self.locale == "en" else _territories(self.locale).get(code, name)

    def region(self, name: str) -> str:
        """What a continent or another part of the world is called, of those that have a number
        (UN M49); any other name as it is."""
        return _territories(self.locale).get(_regions().get(name, ""), name)

    def on(self, when: date) -> str:
        """A day."""
        month = self.months[when.month - 1]
        return self.day.format(day=when.day, month=month, year=when.year)

    def days(self, first: date | None, last: date | None) -> str:
        """A day, or from one to another; "" without any."""
        if first is None or last is None:
            return ""
        if first == last:
            return self.on(first)
        return self.span.format(first=self.on(first), last=self.on(last))


@cache
def _territories(language: str) -> dict[str, str]:
    """What countries and parts of the world are called, by their codes (Unicode CLDR)."""
    return dict(Locale(language).territories)


@cache
def _regions() -> dict[str, str]:
    """The numbers of parts of the world, by their English names."""
    return {name: code for code, name in _territories("en").items() if code.isdigit()}


ENGLISH = PictureWords()
FRENCH = PictureWords(
    locale="fr",
    title="Lieux dans l’actualité",
    places=("lieu", "lieux"),
    undated="sans dates",
    place="lieu",
    actor="gouvernement ou peuple",
    area="région, avec son nombre",
    joined="plusieurs lieux",
    unsure="moins certain",
    shade="pays, régions : mentions, à partir de",
    unconfirmed="contour non confirmé",
    of="mentions",
    more="{name} et {more} de plus",
    hidden="non dessinés faute de place, ou au-dehors : {places}",
    continents="aussi : {names}",
    credit="Nommés dans des articles, ce qui ne dit rien de ce qui s’y est passé. Lieux : "
    "{sources}. Contours : Natural Earth. Fait avec Dateline {version}.",
    separator="\u202f",
    months=(
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
)
BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH}
"""The languages that a picture can be in, by their ISO 639-1 codes."""


WIDTH = 1600.0
"""The width of every sheet, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet's shape, and how many pixels wide it is as PNG; ``dots`` per inch when printed."""

    pixels: int
    ratio: float
    dots: int

    @property
    def height(self) -> float:
        """In units of the picture."""
        return WIDTH / self.ratio


SIZES = {
    "screen": Size(1920, 16 / 9, 96),
    "16:9": Size(4000, 16 / 9, 300),
    "a4": Size(3508, 297 / 210, 300),
}
"""For a screen; for slides and for A4 at 300 dots an inch."""


class Layers(StrEnum):
    """What a map draws of the places: spots, areas, or both."""

    POINTS = "points"
    AREAS = "areas"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Request:
    """What a picture is to be: ``box`` is what it is to show, None for where most of the places
    are; ``sources`` are whom to credit for the places."""

    title: str = ""
    size: Size = SIZES["screen"]
    words: PictureWords = ENGLISH
    box: Box | None = None
    sources: Sequence[str] = ()
    layers: Layers = Layers.BOTH
