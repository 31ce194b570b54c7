"""What a reader of a site must know: where it is from, what it leaves out, how right it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType
from typing import Any

from dashboard.site.grid import Grid
from geo.atlas import DEFAULT_ROLES, DateBasis, Unit
from geo.export import Content, provenance

MOST_SOURCES = 60
MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A heading and what stands under it."""

    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Methods:
    """Writes the statements of a content; ``texts`` and ``words`` are those of one language."""

    content: Content
    texts: ModuleType
    words: Mapping[str, Any]
    grid: Grid | None = None

    def all(self) -> Iterator[Paragraphs]:
        """Every statement, in the order of reading. Raises Damaged."""
        statements = {
            "selection": self._selection(),
            "sources": self._sources(),
            "numbers": self._numbers(),
            "left_out": self._left_out(),
            "places": self._places(),
            "accuracy": self._accuracy(),
            "reading": iter([self.words["named"]]),
            "credit": iter([self.words["credit"].format(sources="; ".join(self._credited()))]),
        }
        for name, texts in statements.items():
            written = tuple(texts)
            if written:
                yield Paragraphs(self.words["methods"][name], written)

    def chosen(self) -> str:
        """What was selected, in words."""
        f, words = self.content.f, self.words["chosen"]
        dates = self.texts.period(f.date_from, f.date_to)
        spoken = f.date_basis is DateBasis.SPOKEN
        parts = {
            words["spoken" if spoken else "dates"]: dates,
            words["place"]: self._place(f.place_id) if f.place_id else "",
            words["with"]: ", ".join(map(self._named, f.with_places)),
            words["tag"]: ", ".join(f.tags),
            words["text"]: self.texts.quoted(f.text) if f.text else "",
            words["source"]: ", ".join(f.sources),
            words["country"]: ", ".join(self.texts.country(code) for code in f.countries),
            words["language"]: ", ".join(self.texts.language(code) for code in f.languages),
            words["role"]: "" if set(f.roles) == set(DEFAULT_ROLES) else self._roles(),
            words["confidence"]: self.texts.percent(f.min_confidence) if f.min_confidence else "",
            words["bbox"]: self._area(),
        }
        said = [
            self.words["part"].format(name=name, value=value)
            for name, value in parts.items()
            if value
        ]
        said += [words["area"]] if f.area or (f.bbox and self.grid) else []
        said += [words["focus"]] if f.focus else []
        said += [words["dated"]] if not f.undated else []
        text = "; ".join(said)
        return f"{text[:1].upper()}{text[1:]}." if text else str(self.words["everything"])

    def _roles(self) -> str:
        return str(self.texts.roles(self.content.f.roles)) if self.content.f.roles else ""

    def _place(self, id_: str) -> str:
        """The chosen place by its name: its id may say exactly where it is."""
        for counted in self.content.reader.places(self.content.f, Unit.MENTIONS):
            name = (self.grid.place(counted.place) if self.grid else counted.place).name
            return f"{name} ({id_})" if not self.grid else name
        return "" if self.grid else id_

    def _named(self, id_: str) -> str:
        """A place that the articles must name, by its name."""
        f = replace(self.content.f, place_id=id_)
        for counted in self.content.reader.places(f, Unit.MENTIONS):
            place = self.grid.place(counted.place) if self.grid else counted.place
            return str(self.texts.place_name(place))
        return "" if self.grid else id_

    def _area(self) -> str:
        bbox = self.content.f.bbox
        return ", ".join(f"{side:g}" for side in bbox) if bbox and not self.grid else ""

    def _selection(self) -> Iterator[str]:
        yield self.chosen()
        if self.grid:
            yield self.words["obscured"].format(km=f"{self.grid.size:g}")
        if not self.content.text:
            yield self.words["no_text"]

    def _sources(self) -> Iterator[str]:
        sources = self.content.reader.facets(self.content.f).sources
        chosen = set(self.content.f.sources)
        listed = [pair for pair in sources if not chosen or pair[0] in chosen]
        named = [
            f"{_apart(name) or self.texts.NO_SOURCE} ({number:,})"
            for name, number in listed[:MOST_SOURCES]
        ]
        rest = len(listed) - len(named)
        if rest > 0:
            named.append(self.words["further_sources"].format(n=rest))
        if named:
            yield " · ".join(named)

    def _numbers(self) -> Iterator[str]:
        counts = self.content.counts
        count = self.texts.count
        said = self.words["numbers"].format(
            mentions=count(counts.mentions, *self.words["mentions"]),
            places=count(counts.places, "place", "places"),
            articles=f"{counts.articles:,}",
            total=count(counts.articles_total, "article", "articles"),
        )
        yield said

    def _left_out(self) -> Iterator[str]:
        counts, words, f = self.content.counts, self.words, self.content.f
        if counts.unplaced:
            yield self._say("unplaced", counts.unplaced)
            names = self.content.reader.unplaced(f, MOST_NAMES)
            listed = " · ".join(f"{_apart(each.phrase)} ({each.count:,})" for each in names)
            yield f"{words['unplaced_names']} {listed}"
        if counts.undated:
            yield self._say("undated_in" if f.undated else "undated_out", counts.undated)
        if counts.unread:
            yield self._say("unread", counts.unread)

    def _say(self, name: str, number: int) -> str:
        one, many = self.words[name]
        return str(one if number == 1 else many).format(n=f"{number:,}")

    def _places(self) -> Iterator[str]:
        made = self.content.provenance
        yield self.words["found"].format(version=made.version)
        if made.gazetteer_version:
            yield self.words["gazetteer"].format(versions=made.gazetteer_version)
        if made.built:
            yield self.words["built"].format(day=_day(made.built, self.texts))

    def _accuracy(self) -> Iterator[str]:
        measured = self.content.provenance.measured
        if measured is None:
            yield self.words["unchecked"]
        else:
            yield self.words["measured"].format(said=self.texts.precision(measured))

    def _credited(self) -> list[str]:
        counted = self.content.reader.places(self.content.f, Unit.MENTIONS)
        sources = dict.fromkeys(provenance.attribution(each.place) for each in counted)
        return [source for source in sources if source] or ["GeoNames"]


def _apart(name: str) -> str:
    """A name whose direction of writing is its own affair (Unicode's isolates)."""
    return f"\u2068{name}\u2069" if name else ""


def _day(text: str, texts: ModuleType) -> str:
    try:
        return str(texts.day(date.fromisoformat(text[:10])))
    except ValueError:
        return text
