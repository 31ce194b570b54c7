"""A thousand short articles, and a recogniser that only knows capital letters."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.models import Article, Role, Toponym
from tests.geo.geocoders.loopback import Spot

KNOWN = ("Kabul", "Herat", "Kandahar", "Moscow", "Tehran", "Dushanbe")
PEOPLES = ("Afghan", "Russian")
_NAME = re.compile(r"[A-Z][a-z]+")
_STARTS = ("Bagh", "Chesh", "Dar", "Gul", "Khwaj", "Mir", "Nawr", "Shind", "Tor", "Zar")
_ENDS = (
    "astabad",
    "eqala",
    "ghundai",
    "kalay",
    "mazar",
    "nawad",
    "owkala",
    "pahlu",
    "robat",
    "uzbin",
)


def villages() -> list[str]:
    """A hundred names that no gazetteer has."""
    return [start + end for start in _STARTS for end in _ENDS]


def spots(names: Iterable[str]) -> list[Spot]:
    """Each at its own place in Afghanistan."""
    return [
        Spot(name, 31.0 + number % 10 * 0.4, 62.0 + number // 10 * 0.6, osm_id=number + 1)
        for number, name in enumerate(names)
    ]


def write(folder: Path, count: int, seed: int = 7) -> None:
    """Articles of a sentence or two; two in five name a village that no gazetteer has."""
    chance = random.Random(seed)
    folder.mkdir()
    for number in range(count):
        village, other = chance.sample(villages(), 2)
        town, people = chance.choice(KNOWN), chance.choice(PEOPLES)
        where = f"in {village} and" if number % 5 < 2 else "again"
        text = (
            f"report {number}\n\nfighting was heard {where} on the road to {town} on day "
            f"{number}, {people} officials said.\n"
        )
        if number % 10 == 0:
            text += f"people from {other} fled to {village}.\n"
        (folder / f"{number:04}.txt").write_text(text)


class CapitalLetters:
    """Every capitalised word is a place or a people; spaCy would take minutes."""

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        for article in articles:
            yield (
                article,
                tuple(
                    Toponym(
                        match[0],
                        match.start(),
                        match.end(),
                        "NORP" if match[0] in PEOPLES else "GPE",
                        Role.DEMONYM if match[0] in PEOPLES else Role.PLACE,
                    )
                    for match in _NAME.finditer(article.text)
                ),
            )

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        return tuple(Toponym(article.text[a:b], a, b, "GPE") for a, b in spans)


def contents(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All that is published in an atlas but for when it was ingested."""
    parts = manifest.read(folder).parts

    def rows(files: Iterable[str], key: str) -> list[dict[str, Any]]:
        table = pa.concat_tables(pq.read_table(folder / file) for file in files)
        kept = table.drop_columns(["ingested_at"] if "ingested_at" in table.column_names else [])
        return sorted(kept.to_pylist(), key=lambda row: str(row[key]))

    return (
        rows((part.articles.file for part in parts), "article_id"),
        rows((part.mentions.file for part in parts), "mention_id"),
    )
