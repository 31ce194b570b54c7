"""Geoparsed articles to store: true places, sentences of our own."""

from __future__ import annotations

from datetime import date

from geo.models import (
    Article,
    Candidate,
    GeoparsedArticle,
    Place,
    Resolution,
    Role,
    Toponym,
)

MOSCOW = Place("geonames:524901", "Moscow", 55.75222, 37.61556, "P", "PPLC", "RU", "Moscow")
KABUL = Place("geonames:1138958", "Kabul", 34.52813, 69.17233, "P", "PPLC", "AF", "Kabul")
SUVA = Place("geonames:2198148", "Suva", -18.14161, 178.44149, "P", "PPLC", "FJ", "Central")
APIA = Place("geonames:4035413", "Apia", -13.83333, -171.76666, "P", "PPLC", "WS", "Tuamasaga")


def named(text: str, name: str, place: Place | None, role: Role = Role.PLACE) -> Resolution:
    """The first mention of ``name`` in ``text``, as it was resolved."""
    start = text.index(name)
    toponym = Toponym(name, start, start + len(name), "GPE", role)
    candidates = (Candidate(place, 1.0),) if place else ()
    return Resolution(toponym, place, 0.9 if place else 0.2, candidates)


def article(
    number: int,
    text: str = "Talks were held in Moscow.",
    *resolutions: Resolution,
    title: str = "Talks",
    source: str = "Wire",
    published: date | None = date(2021, 7, 9),
) -> GeoparsedArticle:
    """An article with an id of its own; by default the Moscow in its text is found."""
    found = resolutions or (named(text, "Moscow", MOSCOW),)
    return GeoparsedArticle(
        Article(
            id=f"article-{number}",
            title=title,
            text=text,
            source=source,
            published=published,
            published_from="text" if published else None,
            language="en",
        ),
        found,
    )
