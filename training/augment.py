"""Texts changed and made up, so that the model learns contexts and not the corpora's names."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

from geo.gazetteer.store import open_for_reading
from geo.recognition.knowledge import Knowledge
from geo.recognition.model import stock
from geo.recognition.word_lists import words
from training.corpora import Example, Span, rehearsal

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]+( [A-ZÀ-Þ][\w'’.-]+){0,2}")
# A name of any part of the world: with small words and letters that English does not have.
_ANY_NAME = re.compile(r"[^\W\d_][\w'’.-]+( [\w'’.-]+){0,4}")
_SLOT = re.compile(r"(\{\w+\}|\[|\])")
_PLACES = {
    "country",
    "capital",
    "state",
    "city",
    "strange",
    "known",
    "KNOWN",
    "division",
    "region",
    "water",
    "mountains",
}
_PEOPLES = {"demonym", "people"}

_SELECT = {
    "country": "feature_code LIKE 'PCL%' AND population > 200000",
    "capital": "feature_code = 'PPLC' AND population > 150000",
    "state": "feature_code = 'ADM1' AND country_code IN ('US','CA','AU','IN','GB','MX','NG','DE')",
    "large": "feature_class = 'P' AND population > 150000",
    "western": "feature_class = 'P' AND country_code IN ('US','CA','GB','AU')"
    " AND population > 1500",
    "small": "feature_class = 'P' AND population BETWEEN 1000 AND 150000",
    "county": "feature_code = 'ADM2' AND name LIKE '% County'",
    "world": "feature_class = 'P' AND population > 100000",
    "nation": "feature_code = 'PCLI'",
    "seat": "feature_code = 'PPLC'",
    "division": "feature_code = 'ADM1' AND population > 200000",
    "region": "key < 0 AND feature_code IN ('RGN', 'ADMD', 'ZN', 'PEN', 'DSRT')",
    "water": "key < 0 AND feature_class = 'H' AND name NOT LIKE 'Gulf%'",
    "mountains": "key < 0 AND feature_code IN ('MTS', 'PLN', 'FRST')",
}
# Drawn from with the letters they are written in; of the rest, names in plain English letters.
_OF_THE_WORLD = frozenset({"world", "nation", "seat", "division", "region", "water", "mountains"})
_KNOWN = ["world"] * 9 + ["seat"] * 3 + ["nation"] * 4 + ["division"] * 4
# What a name of one kind is exchanged for.
_LIKE = {
    "country": "country",
    "state": "state",
    "metropolis": "large",
    "city": "large",
    "town": "small",
    "small": "small",
    "county": "county",
}
_DEMONYMS = (
    "American British Russian Chinese French German Indian Iraqi Iranian Israeli Syrian Mexican"
    " Canadian Australian Japanese Turkish Nigerian Egyptian Afghan Pakistani Brazilian Ukrainian"
    " Kenyan Indonesian Vietnamese Thai Greek Spanish Italian Polish Dutch Swedish Saudi"
    " Palestinian Lebanese Colombian Cuban Ghanaian Liberian Guinean Congolese Somali Sudanese"
    " Korean Filipino Malaysian Scottish Welsh Irish European African Asian Texan Californian"
)
_PEOPLE = (
    "Americans Russians Germans Indians Iraqis Iranians Israelis Syrians Mexicans Canadians"
    " Australians Turks Nigerians Egyptians Afghans Pakistanis Brazilians Ukrainians Kenyans Greeks"
    " Spaniards Italians Poles Swedes Palestinians Colombians Cubans Ghanaians Liberians Somalis"
    " Koreans Filipinos Europeans Africans Asians Texans Londoners"
)
# Family names, some of which are places too.
_SURNAMES = (
    "Smith Johnson Brown Garcia Miller Davis Wilson Anderson Thomas Moore Lee Walker Young King"
    " Wright Hill Green Baker Nelson Carter Petrov Ivanov Kabulov Rahman Khan Hussein Al-Masri"
    " Mahmoud Kim Park Nguyen Tanaka Suzuki Singh Patel Sharma Okafor Mensah Diallo Camara Mbeki"
    " Rossi Bianchi Müller Schmidt Dubois Moreau Silva Santos Fernandez Lopez O'Brien Murphy"
    " Kowalski Novak Johansson Hansen Chan Fukuda Brennan Shaheen Jackson Washington Lincoln"
    " Houston Preston Burton Hamilton Bolton Lancaster Stafford Bradford Sutton Clifton Milton"
    " Ashton Kingston Dayton Hampton Warwick"
)


class Augmenter:
    """Changes examples and makes up new ones; all chance comes from one seeded generator."""

    def __init__(self, gazetteer: Path, knowledge: Knowledge, chance: random.Random) -> None:
        self._chance = chance
        self._kind = knowledge.kind
        self._names = _names(gazetteer)
        self._first_names = sorted(word.capitalize() for word in words("first names"))
        lines = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
        self._sentences = [line for line in lines if line and not line.startswith("#")]
        self._stock = stock()

    def changed(self, example: Example, swap: float, person: float, capitals: float) -> Example:
        """The example with some names exchanged throughout, or in capitals; mostly as it was.

        ``swap``, ``person`` and ``capitals`` are the chances that places are exchanged, that
        people get the names of places, and that all is in capitals.
        """
        new: dict[tuple[str, bool], str] = {}
        swapping, naming = self._chance.random() < swap, self._chance.random() < person
        for start, end, label in example.entities:
            name = example.text[start:end]
            if swapping and label in ("GPE", "LOC") and self._chance.random() < 0.5:
                self._exchange(name, new)
            elif naming and label == "PERSON" and name.count(" ") == 1:
                given, _, family = name.partition(" ")
                place = self._chance.choice(self._names["western"])
                if given.isalpha() and family.isalpha() and " " not in place:
                    new.setdefault((family, True), place)
        example = _replaced(example, new) if new else example
        upper = example.text.upper()
        if self._chance.random() < capitals and len(upper) == len(example.text):
            return Example(upper, example.entities)
        return example

    def _exchange(self, name: str, new: dict[tuple[str, bool], str]) -> None:
        pool = _LIKE.get(self._kind(name))
        if not pool or (name, False) in new or (pool == "county" and not name.endswith("County")):
            return
        if pool == "small" and self._chance.random() < 0.6:
            pool = "western"
        other = self._chance.choice(self._names[pool])
        new[name, False] = other.upper() if name.isupper() and len(name) > 3 else other

    def made_up(self, count: int) -> list[Example]:
        """Documents of three to six sentences from ``sentences.txt``."""
        drafts = [self._document() for _ in range(count)]
        docs = self._stock.pipe(text for text, _ in drafts)
        return [
            Example(text, (*spans, *rehearsal(doc, spans)))
            for (text, spans), doc in zip(drafts, docs, strict=True)
        ]

    def _document(self) -> tuple[str, list[Span]]:
        text, spans = "", []
        for line in self._chance.sample(self._sentences, self._chance.randint(3, 6)):
            sentence, found = self._filled(line)
            spans += [(start + len(text), end + len(text), label) for start, end, label in found]
            text += sentence + self._chance.choice("  \n")
        return text, spans

    def _filled(self, line: str) -> tuple[str, list[Span]]:
        text, opened = "", 0
        spans: list[Span] = []
        inside = False
        family = self._chance.choice(_SURNAMES.split())
        for part in _SLOT.split(line):
            if part == "[":
                opened, inside = len(text), True
            elif part == "]":
                spans.append((opened, len(text), "GPE"))
                inside = False
            elif part.startswith("{"):
                slot = part[1:-1]
                value = family if slot == "surname" else self._value(slot)
                if not inside and slot in _PLACES | _PEOPLES:
                    label = "NORP" if slot in _PEOPLES else "GPE"
                    spans.append((len(text), len(text) + len(value), label))
                text += value
            else:
                text += part
        return text, spans

    def _strange(self) -> str:
        """The head of one town's name and the tail of another's: a town that nobody knows."""
        while True:
            head, tail = (self._chance.choice(self._names["small"]) for _ in range(2))
            name = head[: max(3, len(head) // 2)] + tail[-max(3, len(tail) // 2) :]
            if name.isalpha() and name[1:].islower() and not self._kind(name):
                return name

    def _value(self, slot: str) -> str:
        choice = self._chance.choice
        match slot:
            case "city":
                pools = ["western"] * 7 + ["large"] * 8 + ["small"] * 5
                return choice(self._names[choice(pools)])
            case "known" | "KNOWN":
                name = _plain(choice(self._names[choice(_KNOWN)]), self._chance)
                return name.upper() if slot == "KNOWN" else name
            case "strange":
                return self._strange()
            case "demonym":
                return choice(_DEMONYMS.split())
            case "people":
                return choice(_PEOPLE.split())
            case "first":
                return choice(self._first_names)
            case "person":
                return f"{choice(self._first_names)} {choice(_SURNAMES.split())}"
        return choice(self._names[slot])


def _names(gazetteer: Path) -> dict[str, list[str]]:
    connection = open_for_reading(gazetteer)
    return {
        pool: [
            name
            for (name,) in connection.execute(
                f"SELECT name FROM place WHERE {condition} ORDER BY key"  # noqa: S608
            )
            if _is_usable(name, pool)
        ]
        for pool, condition in _SELECT.items()
    }


def _is_usable(name: str, pool: str) -> bool:
    if pool in _OF_THE_WORLD:
        return 2 < len(name) < 35 and name[0].isupper() and bool(_ANY_NAME.fullmatch(name))
    return 3 < len(name) < 25 and bool(_NAME.fullmatch(name))


def _plain(name: str, chance: random.Random) -> str:
    """Half the time without the marks that newspapers leave out."""
    if name.isascii() or chance.random() < 0.5:
        return name
    marked = unicodedata.normalize("NFKD", name)
    return "".join(c for c in marked if not unicodedata.combining(c))


def _replaced(example: Example, new: dict[tuple[str, bool], str]) -> Example:
    text, spans, position = "", [], 0
    for start, end, label in sorted(example.entities):
        if start < position:
            continue
        text += example.text[position:start]
        name = example.text[start:end]
        if label == "PERSON":
            rest, _, family = name.rpartition(" ")
            family = new.get((family, True), family)
            name = f"{rest} {family}" if rest else family
        elif label in ("GPE", "LOC"):
            name = new.get((name, False), name)
        spans.append((len(text), len(text) + len(name), label))
        text += name
        position = end
    return Example(text + example.text[position:], tuple(spans))
