"""A made-up atlas of as many mentions as asked for, with reasons, the same every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from geo.atlas import DEFAULT_ROLES, Atlas, Filter
from geo.export import Content, Provenance
from geo.models import Article, Candidate, GeoparsedArticle, Place, Reason, Resolution, Toponym

FIRST = date(2021, 1, 1)
IN_AN_ARTICLE = 5
_WORDS = (
    *("officials", "said", "on", "the", "road", "near", "river", "that", "talks", "about", "water"),
    *("and", "bread", "would", "go", "until", "bridge", "is", "mended", "market", "opens", "again"),
    *("for", "those", "who", "wait", "in", "rain", "while", "trucks", "stood", "since", "dawn"),
)


def filled(folder: Path, mentions: int, places: int = 600, areas: Sequence[str] = ()) -> Content:
    """All of an atlas with so many mentions of so many places; the first of them are areas with
    these ids."""
    chance = random.Random(1)
    towns = [_town(number, chance) for number in range(places)]
    for number, id_ in enumerate(areas):
        towns[number] = replace(towns[number], id=id_, feature_class="A", feature_code="ADM1")
    articles = mentions // IN_AN_ARTICLE
    Atlas(folder).add([_article(number, towns, chance) for number in range(articles)])
    return Content(Atlas(folder).reader(), Filter(roles=DEFAULT_ROLES), Provenance())


def _town(number: int, chance: random.Random) -> Place:
    latitude, longitude = chance.uniform(-40, 65), chance.uniform(-120, 140)
    return Place(f"geonames:{number}", f"Town{number}", latitude, longitude, "P", "PPL", "AF")


def _article(number: int, towns: list[Place], chance: random.Random) -> GeoparsedArticle:
    text, found = "", []
    for place in chance.sample(towns, IN_AN_ARTICLE):
        before = " ".join(chance.sample(_WORDS, 20)).capitalize()
        text += f"{before} in "
        start, end = len(text), len(text) + len(place.name)
        text += f"{place.name} while {' '.join(chance.sample(_WORDS, 12))}. "
        others = [place, chance.choice(towns)]
        candidates = tuple(
            Candidate(each, score, _reasons(each, chance))
            for each, score in zip(others, (0.9, 0.1), strict=True)
        )
        toponym = Toponym(place.name, start, end, "GPE")
        found.append(Resolution(toponym, place, 0.9, candidates))
    article = Article(
        id=f"made-up-{number}",
        title=" ".join(chance.sample(_WORDS, 8)).capitalize(),
        text=text,
        source=f"Paper {number % 40}",
        url=f"https://news.example/{number}",
        published=FIRST + timedelta(days=number % 365),
        published_from="metadata",
        language="en",
    )
    return GeoparsedArticle(article, tuple(found))


def _reasons(place: Place, chance: random.Random) -> tuple[Reason, ...]:
    return tuple(
        Reason(name, chance.uniform(-2, 3), f"{name} {place.name} {chance.randrange(500)} km")
        for name in ("population", "context", "name", "country", "near")
    )
