"""The articles of the golden file: the samples, the regression's cases, and generated ones.

Generated articles put names of ``places.tsv`` into ``templates.txt``. Each draws from a random
generator of its own, seeded with the article's number, and only by ``random()``, whose numbers
Python promises never to change.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from geo.models import Article
from geo.sources import read

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"
CASES = HERE.parent / "regression" / "cases.txt"

GENERATED = 176
# What is longer than 12,000 characters is read in pieces.
LONG = 5
LONG_SENTENCES = 480
FRENCH = (
    "Le président de la France est arrivé à Moscou lundi, après une escale à Varsovie.",
    "Des pluies ont inondé les rues de Kinshasa, et l'Inde a envoyé des secours à Dakar.",
    "À Genève, les délégués du Mali et du Niger ont signé l'accord de Bamako.",
)

_MARK = re.compile(r"\[\[([^\]|]+)[^\]]*\]\]|\{\{([^}|]+)[^}]*\}\}")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_SLOT_KINDS = {
    "a": ("city", "town", "county"),
    "b": ("city", "town"),
    "c": ("town", "city"),
    "x": ("country",),
    "y": ("country",),
    "d": ("division",),
    "e": ("division",),
    "n": ("nature",),
    "s": ("site",),
}

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class NamedPlace:
    name: str
    division: str
    country: str


def articles() -> Iterator[Article]:
    """Every article of the golden file, each id once, always in the same order."""
    yield from _samples()
    yield from _regression_cases()
    templates, places = _templates(), _places()
    for number in range(GENERATED):
        yield _generated(f"generated-{number}", templates, places, number)
    for number in range(LONG):
        yield _generated(f"long-{number}", templates, places, number, LONG_SENTENCES)
    for number, text in enumerate(FRENCH):
        yield Article(f"french-{number}", "", text, language="fr")
    yield Article("unread", "", "Der Kanzler reiste am Montag nach Moskau.", language="de")
    yield Article("empty", "Paris", "")


def _samples() -> Iterator[Article]:
    for path in sorted(SEEDS.glob("*.txt")):
        for item in read([str(path)]):
            if isinstance(item, Article):
                yield Article(f"sample-{path.stem}", item.title, item.text, item.source, item.url)


def _regression_cases() -> Iterator[Article]:
    for block in CASES.read_text("utf-8").split("\n\n"):
        if not block.startswith("@"):
            heading, marked = block.strip().split("\n", 1)
            name, title = heading.removeprefix("# ").split(": ", 1)
            text = _MARK.sub(lambda mark: (mark[1] or mark[2]).removeprefix("?"), marked)
            yield Article(f"case-{name}", title, text)


def _generated(
    id: str,
    templates: Mapping[str, Sequence[str]],
    places: Mapping[str, Sequence[NamedPlace]],
    number: int,
    length: int = 0,
) -> Article:
    random = Random(id)
    names = {
        slot: _pick(random, [place for kind in kinds for place in places[kind]])
        for slot, kinds in _SLOT_KINDS.items()
    }

    def fill(template: str) -> str:
        return _SLOT.sub(lambda slot: _value(slot[1], slot[2]), template)

    def _value(slot: str, part: str | None) -> str:
        if slot in ("people", "demonym"):
            return _pick(random, templates["people" if slot == "people" else "demonyms"])
        place = names[slot.lower()]
        value = str(getattr(place, part or "name"))
        return value.upper() if slot.isupper() else value

    sentences = [fill(_pick(random, templates["openings"]))]
    for _ in range(length or 2 + int(random.random() * 9)):
        sentences.append(fill(_pick(random, templates["sentences"])))
        if length and random.random() < 0.3:
            # A long article would be about nine places only.
            slot = _pick(random, sorted(names))
            names[slot] = _pick(random, places[_SLOT_KINDS[slot][0]])
    # Paragraphs, one line, and sentences a line each: pieces are cut at different marks.
    gap = (" ", "\n", "\n\n")[number % 3]
    origin = templates["origins"][number % len(templates["origins"])]
    return Article(
        id,
        fill(_pick(random, templates["titles"])),
        gap.join(sentences),
        source="" if origin.startswith("https:") else origin,
        url=origin if origin.startswith("https:") else "",
    )


def _pick(random: Random, choices: Sequence[Choice]) -> Choice:
    return choices[int(random.random() * len(choices))]


def _templates() -> Mapping[str, Sequence[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in (HERE / "templates.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[section].append(line)
    sections["origins"].insert(0, "")
    return sections


def _places() -> Mapping[str, Sequence[NamedPlace]]:
    kinds: dict[str, list[NamedPlace]] = defaultdict(list)
    with (HERE / "places.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = NamedPlace(row["name"], row["division"], row["country"])
            kinds[row["kind"]].append(place)
    return kinds
