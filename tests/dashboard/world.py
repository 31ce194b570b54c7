"""A small made-up corpus of geoparsed articles: fast, the same every time, easy to count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geo.atlas import Atlas
from geo.models import Article, GeoparsedArticle, Place, PublishedFrom, Resolution, Role, Toponym

MOSCOW = Place("geonames:524901", "Moscow", 55.75222, 37.61556, "P", "PPLC", "RU", "Moscow")
KABUL = Place("geonames:1138958", "Kabul", 34.52813, 69.17233, "P", "PPLC", "AF", "Kabul")
HERAT = Place("geonames:1140025", "Herat", 34.5, 62.0, "A", "ADM1", "AF", "Herat")
AFGHANISTAN = Place("geonames:1149361", "Afghanistan", 33.0, 66.0, "A", "PCLI", "AF", "")
RUSSIA = Place("geonames:2017370", "Russia", 60.0, 100.0, "A", "PCLI", "RU", "")
DOHA = Place(
    "geonames:290030", "Doha", 25.28545, 51.53096, "P", "PPLC", "QA", "Baladīyat ad Dawḩah"
)

Named = tuple[str, Place | None, Role, float]


def geoparsed(
    id_: str,
    title: str,
    text: str,
    named: Iterable[Named],
    published: date | None = None,
    source: str = "Wire",
    url: str = "",
    published_from: PublishedFrom | None = None,
) -> GeoparsedArticle:
    """An article whose toponyms are the given phrases, each at its next place in the text."""
    at = 0
    resolutions = []
    for phrase, place, role, confidence in named:
        at = text.index(phrase, at)
        toponym = Toponym(phrase, at, at + len(phrase), "GPE", role)
        resolutions.append(Resolution(toponym, place, confidence))
        at += len(phrase)
    origin = published_from or ("metadata" if published else None)
    article = Article(id_, title, text, source, url, published, origin, "en")
    return GeoparsedArticle(article, tuple(resolutions))


def articles() -> list[GeoparsedArticle]:
    """Five articles on four days and one without a date; Moscow is in three of them."""
    return [
        geoparsed(
            "a1",
            "Envoys arrive for talks",
            "A delegation landed in Moscow late on Thursday. Moscow said it expected calm on the "
            "border with Afghanistan. The talks are to last two days.",
            [
                ("Moscow", MOSCOW, Role.PLACE, 0.97),
                ("Moscow", MOSCOW, Role.ACTOR, 0.95),
                ("Afghanistan", AFGHANISTAN, Role.PLACE, 0.96),
            ],
            date(2021, 7, 9),
            "Press Trust",
            "https://news.example/envoys",
        ),
        geoparsed(
            "a2",
            "Fighting near the border",
            "KABUL: Fighting went on in Herat on Friday, officials in Kabul said. Villagers fled "
            "towards Torhondi.",
            [
                ("KABUL", KABUL, Role.DATELINE, 0.93),
                ("Herat", HERAT, Role.PLACE, 0.62),
                ("Kabul", KABUL, Role.PLACE, 0.94),
                ("Torhondi", None, Role.PLACE, 0.21),
            ],
            date(2021, 7, 10),
            "Wire",
        ),
        geoparsed(
            "a3",
            "What the neighbours want",
            "The Russian side wants guarantees. In Doha, the other office waited.",
            [("Russian", RUSSIA, Role.DEMONYM, 0.9), ("Doha", DOHA, Role.PLACE, 0.92)],
            date(2021, 7, 14),
            "The Observer, Weekend",
        ),
        geoparsed(
            "a4",
            "A second round",
            "They met again in Moscow. Nothing was signed.",
            [("Moscow", MOSCOW, Role.PLACE, 0.97)],
            date(2021, 8, 2),
            "Press Trust",
        ),
        geoparsed(
            "a5",
            "Notes from the road",
            "The road from Kabul climbs for hours.",
            [("Kabul", KABUL, Role.PLACE, 0.91)],
            None,
            "Wire",
        ),
    ]


def build(folder: Path, more: Iterable[GeoparsedArticle] = ()) -> Atlas:
    """An atlas of these articles."""
    atlas = Atlas(folder)
    atlas.add([*articles(), *more])
    return atlas
