"""A storyline in a site: each step as far as the site can show it.

A site has dates, a search, places, articles and a map of its own, and shows these of a step. What
else narrows a step (a country, a source, an area) is worked out here, as the numbers of the
mentions that it leaves, and told in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType
from typing import Any

from dashboard.site.grid import Grid
from dashboard.site.methods import Methods
from dashboard.state.selection import Selection
from dashboard.state.storyline_address import selection_of
from geo.atlas import Filter
from geo.export import Content
from geo.storylines import Storyline, StoryStep


@dataclass(frozen=True, slots=True)
class Numbers:
    """By what the scripts know them: mentions by article and start, articles and places by id."""

    mentions: Mapping[tuple[str, int], int]
    articles: Mapping[str, int]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StoryWriter:
    """Writes a storyline for the scripts. ``time`` is the site's: its first day and how many days
    there are after that, None where nothing has a date."""

    content: Content
    texts: ModuleType
    words: Mapping[str, Any]
    numbers: Numbers
    time: tuple[date, int] | None = None
    grid: Grid | None = None

    def story(self, storyline: Storyline) -> dict[str, Any]:
        """What ``assets/site.js`` walks. Raises Damaged."""
        return {
            "title": self._words(storyline.title) or self.texts.STORY,
            "steps": [self._step(step) for step in storyline.steps],
            "words": self.texts.STORY_WALK,
            "position": self.texts.position(8, 9).replace("8", "{at}").replace("9", "{total}"),
        }

    def _step(self, step: StoryStep) -> dict[str, Any]:
        chosen = selection_of(step)
        rest = self._rest(chosen)
        only = self._only(rest)
        first, last = self._days(chosen)
        view = None if self.grid else chosen.view
        return {
            "sentence": self._words(step.sentence),
            "from": first,
            "to": last,
            "undated": chosen.with_undated,
            "query": chosen.text,
            "place": self.numbers.places.get(chosen.place),
            "article": self.numbers.articles.get(chosen.article),
            "layers": chosen.layers.value,
            "shade": chosen.shade.value,
            "look": [view.latitude, view.longitude, view.zoom] if view else None,
            "only": only,
            "about": self._methods(rest).chosen() if only is not None else "",
        }

    def _rest(self, chosen: Selection) -> Filter:
        """What the site cannot choose by itself; dates only where they are told on another
        basis."""
        f = replace(chosen.filter(), text="")
        if f.date_basis is not self.content.f.date_basis:
            return f
        return replace(f, date_from=None, date_to=None, undated=True)

    def _only(self, f: Filter) -> list[list[int]] | None:
        """The first and the last number of each run of mentions that are left; None for all."""
        spots = self.content.reader.spots(f)
        known = self.numbers.mentions
        found = {known[spot] for spot in spots if spot in known}
        return None if len(found) == len(known) else list(_runs(sorted(found)))

    def _days(self, chosen: Selection) -> tuple[int, int]:
        """The first and the last day that are shown, counted from the site's first."""
        if self.time is None:
            return 0, 0
        start, length = self.time
        low, high = chosen.dates if chosen.date_basis is self.content.f.date_basis else (None, None)
        first = min(max(0, (low - start).days), length) if low else 0
        last = min(max(first, (high - start).days), length) if high else length
        return first, last

    def _methods(self, f: Filter) -> Methods:
        return Methods(replace(self.content, f=f), self.texts, self.words, self.grid)

    def _words(self, text: str) -> str:
        return self.grid.words(text) if self.grid else text


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if first >= 0:
                yield [first, last]
            first = number
        last = number
    if first >= 0:
        yield [first, last]
