"""News that nobody wrote: as much as is wanted, never the same twice, with what is true in it.

An article is put together by a small grammar around a town of the gazetteer: what happened, who
said so, the towns near it, its country, the days. Where each name stands and which place it means
is known, so is each date, and which articles are the same story: of five articles one is a
reprint, half of these word for word under another outlet's headline, half cut and edited. The
shares are assumptions. Article ``n`` of a seed is always the same, whichever others are made.

    python -m tests.benchmarks.made_news 10000 > news.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geo.gazetteer.build import ensure
from geo.settings import Settings

REPRINTED = 0.2
_FIRST, _DAYS = date(2021, 1, 1), 730
_BACK = 400  # articles among which a reprint finds its original


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return text.split(";")


_SOURCES = [
    f"{place} {kind}"
    for place in ("Harbour", "Valley", "Border", "Northern", "Coast", "Metro", "Inland", "Capital")
    for kind in ("Herald", "Post", "Wire", "Gazette", "Tribune", "Courier", "Observer")
]
_GIVEN = _words(
    "Amina Jonas Leila Tomas Ingrid Pavel Rosa Deepak Yusuf Claire Mateus Hana Owen Farid Lucia "
    "Samuel Nadia Viktor Grace Emeka Sofia Anders Karim Helen Bruno Aisha Martin Elena Ravi Joan"
)
_FAMILY = _words(
    "Haddad Lindqvist Moreau Okafor Petrov Silva Tanaka Weber Yilmaz Novak Castellano Mbeki "
    "Rahman Kowalski Fischer Iyer Delgado Osei Bakker Popescu Nakamura Adeyemi Larsen Quispe"
)
_ROLES = _phrases(
    "the mayor;a police spokesman;a nurse;the head of the fire brigade;a shopkeeper;an engineer;"
    "the school's director;a lawyer for the families;a farmer;the union's secretary;a doctor"
)
_THINGS = _phrases(
    "bridge;water main;hospital;market;railway line;warehouse;school;power station;court house;"
    "harbour wall;grain store;bus depot;prison;dam;football ground;refinery;library;clinic"
)
_STATES = _phrases("old;half-finished;overcrowded;flooded;privately owned;newly opened;disused")
_EVENTS = _phrases(
    "was closed after an inspection;caught fire before dawn;was damaged in a storm;reopened;"
    "was occupied by protesters;was sold to investors;was searched by investigators;"
    "lost its licence;was hit by a landslide;is to be torn down;was left without electricity"
)
_CAUSES = _phrases(
    "because repairs had been put off for years;after a dispute over pay;when a river rose;"
    "while guests were still inside;though no permit had been given;as prices went on rising;"
    "despite warnings from engineers;after a vote that few had expected"
)
_OPINIONS = _phrases(
    "We had asked for help since the spring;Nobody told us what would follow;It could have been "
    "much worse;We will rebuild it, whatever that costs;People here are tired of promises;The "
    "numbers do not add up;There was smoke everywhere and no way out;We are counting on the rain"
)
_SUBJECTS = _phrases(
    "the committee;two drivers;her brother;investors;a retired judge;the night shift;neighbours;"
    "the insurers;his deputy;auditors;pensioners;the contractor;a court clerk;students;creditors;"
    "the goalkeeper;surveyors;an aunt;landlords;the archivist;customs officers;beekeepers;"
    "a choir;the tenants;bakers;the opposition;fishermen;an uncle;volunteers;the accountant"
)
_VERBS = _phrases(
    "rejected;praised;overlooked;signed;postponed;counted;mended;concealed;inherited;questioned;"
    "photographed;bought;guarded;copied;painted;divided;borrowed;measured;announced;abandoned;"
    "inspected;translated;insured;doubted;financed;remembered;dismissed;repaired;cleaned;moved"
)
_OBJECTS = _phrases(
    "the ledger;every invoice;a second offer;the minutes;spare tyres;an old map;the timetable;"
    "their savings;a petition;broken lamps;the blueprint;eleven crates;a bronze bell;the verdict;"
    "unpaid bills;the recipe;a wooden fence;cheap paint;the contract;some furniture;a diary;"
    "the harvest;two engines;rusty pipes;a lease;the footage;half the budget;a fine;the keys"
)
_ADVERBS = _phrases(
    "without a word;in the end;for no clear reason;after lunch;before anybody noticed;reluctantly;"
    "at great expense;in a hurry;as agreed;against all advice;behind closed doors;by mistake;"
    "once more;with some relief;over several weeks;despite the cold;in writing;at short notice;"
    "to general surprise;under protest;in good faith;on the quiet;by candle light;too late"
)
_PLAIN = (
    "About {n} people had to leave their homes, and most of them found a bed with relatives.",
    "The damage was put at {n} million, which insurers called a first guess.",
    "An inquiry is to report within {few} months, though some doubt that it will.",
    "Trains were replaced by buses, and the queues went around the block.",
    '"{opinion}," said {person}, {role}.',
    "It was the {ordinal} such case in {few} years, according to a report that was not published.",
    "The work is to cost {n} million more than planned, and to take {few} months longer.",
    "Teachers, drivers and nurses stayed away from work, and shops kept their shutters down.",
    "{person}, {role}, said that {n} letters had gone unanswered.",
    "No one was hurt, but {n} animals had to be put down.",
    "What the owners will do is not known; they did not answer questions.",
    "Since then the price of bread has risen by {few} per cent, and that of fuel by more.",
)
_PLACED = (
    "Lorries on the road from {town} to {near} were held up for {few} hours.",
    "A hearing in {near} had to be put off because witnesses could not travel.",
    "The government of {country} promised {n} million for repairs.",
    "Volunteers came from {near} and {other} with pumps and blankets.",
    "In {town} alone {n} households were without water.",
    "A similar {thing} in {other} {event} {when}.",
    "Residents of {near} heard a noise that they took for thunder.",
    "{person}, {role} in {town}, called for calm.",
)
_LEADS = (
    "A {state} {thing} in {town} {event} {when}, {cause}.",
    "{person}, {role} in {town}, said {when} that a {state} {thing} {event}.",
    "Hundreds of people gathered in {town}, {country}, {when} after a {thing} {event}.",
    "The {thing} of {town} in {country} {event} {when}, {cause}.",
)
_HEADLINES = (
    "{Thing} in {town} {event}",
    "Questions after {thing} {event}",
    "{town}: {thing} {event}",
)
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement, and what it is near and in."""

    id: str
    name: str
    latitude: float
    longitude: float
    country: str


@dataclass(slots=True)
class Made:
    """An article and what is true of it.

    ``places`` are (start, end, place id, latitude, longitude), ``dates`` (start, end, day);
    offsets are into ``text``. ``story`` is the number of the article that it is a print of.
    """

    number: int
    title: str
    source: str
    published: date
    story: int
    text: str = ""
    places: list[tuple[int, int, str, float, float]] = field(default_factory=list)
    dates: list[tuple[int, int, date]] = field(default_factory=list)

    def to_json(self) -> str:
        """As it is ingested."""
        row = {"title": self.title, "text": self.text, "source": self.source}
        return json.dumps(row | {"published": self.published.isoformat()}, ensure_ascii=False)


class Newsroom:
    """Makes articles about the towns of a gazetteer."""

    def __init__(self, gazetteer: Path, seed: int = 0) -> None:
        self._seed = seed
        self._towns, self._countries = _world(gazetteer)
        self._near: dict[str, list[Town]] = {}
        for town in self._towns:
            self._near.setdefault(town.country, []).append(town)

    def article(self, number: int) -> Made:
        """Article ``number``, always the same."""
        chance = random.Random(f"{self._seed} {number}")
        source = chance.choice(_SOURCES)
        if number and chance.random() < REPRINTED:
            original = self.article(max(0, number - chance.randint(1, _BACK)))
            return self._reprint(original, number, source, chance)
        published = _FIRST + timedelta(chance.randrange(_DAYS))
        return _Writer(self, chance, Made(number, "", source, published, number)).written()

    def articles(self, count: int) -> Iterator[Made]:
        """The first ``count`` of them."""
        return map(self.article, range(count))

    def town(self, chance: random.Random) -> Town:
        """A town, the better known the likelier."""
        # Squared, since the towns stand in the order of their size.
        return self._towns[int(len(self._towns) * chance.random() ** 2)]

    def neighbour(self, town: Town, chance: random.Random) -> Town:
        """Another town of the same country, one of the nearest of some."""
        others = self._near[town.country]
        drawn = [chance.choice(others) for _ in range(12)]
        return min(
            (other for other in drawn if other.name != town.name),
            key=lambda each: (
                abs(each.latitude - town.latitude) + abs(each.longitude - town.longitude)
            ),
            default=town,
        )

    def country(self, town: Town) -> Town | None:
        """The country that a town is in."""
        return self._countries.get(town.country)

    def _reprint(self, of: Made, number: int, source: str, chance: random.Random) -> Made:
        later = of.published + timedelta(chance.randint(0, 2))
        made = Made(number, of.title, source, later, of.story, of.text, of.places, of.dates)
        if chance.random() < 0.5:
            return made
        cut = of.text.rfind("\n\n", 0, int(len(of.text) * chance.uniform(0.7, 0.95)))
        cut = cut if cut > 0 else len(of.text)
        made.text = of.text[:cut]
        made.title = f"{of.title}, reports say"
        made.places = [each for each in of.places if each[1] <= cut]
        made.dates = [each for each in of.dates if each[1] <= cut]
        return made


class _Writer:
    """Writes one article, and notes where its names and dates stand."""

    def __init__(self, newsroom: Newsroom, chance: random.Random, made: Made) -> None:
        self._chance = chance
        self._made = made
        town = newsroom.town(chance)
        country = newsroom.country(town)
        near = newsroom.neighbour(town, chance)
        other = newsroom.neighbour(near, chance)
        self._towns = {"town": town, "near": near, "other": other, "country": country or town}
        self._thing, self._event = chance.choice(_THINGS), chance.choice(_EVENTS)

    def written(self) -> Made:
        """The whole article."""
        chance = self._chance
        self._made.title = self._plain(chance.choice(_HEADLINES))
        told = ["{subject} {verb} {object}, {adverb}."] * chance.randint(5, 10)
        joined = ["{subject} {verb} {object} and {verb} {object} {adverb}."] * chance.randint(2, 5)
        body = [*told, *joined, *chance.sample(_PLAIN, 3), *chance.sample(_PLACED, 3)]
        chance.shuffle(body)
        self._write(chance.choice(_LEADS))
        for count, template in enumerate(body):
            self._made.text += "\n\n" if count % 3 == 0 else " "
            self._write(template)
        return self._made

    def _write(self, template: str) -> None:
        first = True
        while template:
            before, brace, rest = template.partition("{")
            self._made.text += before
            slot, _, template = rest.partition("}")
            if brace:
                self._put(slot, first and not before)
            first = False

    def _put(self, slot: str, begins: bool) -> None:
        start = len(self._made.text)
        if slot in self._towns:
            town = self._towns[slot]
            self._made.text += town.name
            where = (town.id, town.latitude, town.longitude)
            self._made.places.append((start, len(self._made.text), *where))
        elif slot == "when":
            day = self._made.published - timedelta(self._chance.randint(1, 6))
            self._made.text += f"on {day:%A}" if self._chance.random() < 0.6 else _in_full(day)
            self._made.dates.append((start, len(self._made.text), day))
        else:
            word = self._word(slot)
            self._made.text += word[0].upper() + word[1:] if begins else word

    def _word(self, slot: str) -> str:
        chance = self._chance
        drawn: dict[str, Sequence[str]] = {
            "role": _ROLES,
            "state": _STATES,
            "cause": _CAUSES,
            "opinion": _OPINIONS,
            "ordinal": _ORDINALS,
            "subject": _SUBJECTS,
            "verb": _VERBS,
            "object": _OBJECTS,
            "adverb": _ADVERBS,
        }
        if slot in drawn:
            return chance.choice(drawn[slot])
        return {
            "thing": self._thing,
            "event": self._event,
            "n": f"{chance.randint(12, 980)}",
            "few": f"{chance.randint(3, 11)}",
            "person": f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
        }[slot]

    def _plain(self, template: str) -> str:
        return template.format(
            Thing=self._thing.capitalize(),
            thing=self._thing,
            event=self._event,
            town=self._towns["town"].name,
        )


def _in_full(day: date) -> str:
    return f"on {day:%B} {day.day}, {day.year}"


def _world(gazetteer: Path) -> tuple[list[Town], dict[str, Town]]:
    """Towns that are the best known of their name, the largest first, and countries by code."""
    connection = sqlite3.connect(f"{gazetteer.resolve().as_uri()}?mode=ro", uri=True)
    columns = "coalesce(id, 'geonames:' || key), name, latitude, longitude, country_code"
    towns = connection.execute(
        f"SELECT {columns}, max(population) FROM place WHERE feature_class = 'P'"
        " AND population >= 50000 GROUP BY name ORDER BY population DESC"
    )
    found = [Town(*row[:5]) for row in towns if " " not in row[1] and len(row[1]) > 3]
    states = connection.execute(f"SELECT {columns} FROM place WHERE feature_code = 'PCLI'")
    return found, {row[4]: Town(*row) for row in states}


def write(path: Path, count: int, seed: int = 0) -> list[Made]:
    """Write so many articles as JSON lines; what is true of them."""
    newsroom = Newsroom(ensure(Settings.load().gazetteer), seed)
    made = list(newsroom.articles(count))
    path.write_text("".join(f"{each.to_json()}\n" for each in made))
    return made


def main() -> None:
    """Print articles as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    args: Any = parser.parse_args()
    newsroom = Newsroom(ensure(Settings.load().gazetteer), args.seed)
    for each in newsroom.articles(args.count):
        sys.stdout.write(f"{each.to_json()}\n")


if __name__ == "__main__":
    main()
