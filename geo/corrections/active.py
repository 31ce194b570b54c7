"""Which correction holds for a mention.

Those of the corpus and of the mention's source are applied one after another, each to what the
ones before made of the mention. One for the article goes before them, and one for the very
mention before that: who looked at a mention knows it better than who spoke of all. Who looks at
it again and speaks of all later means it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from geo.corrections.models import Correction, Note, Scope, Spot
from geo.corrections.notes import ActiveNotes

Key = TypeVar("Key")


class ActiveCorrections:
    """The corrections that stand, found by mention, and the ``notes`` that do. Both are in order,
    oldest first."""

    def __init__(self, corrections: Iterable[Correction] = (), notes: Iterable[Note] = ()) -> None:
        self.corrections = tuple(corrections)
        self.notes = ActiveNotes(notes)
        self._everywhere: defaultdict[str, list[int]] = defaultdict(list)
        self._article: dict[tuple[str, str], int] = {}
        self._mention: dict[Spot, int] = {}
        for number, correction in enumerate(self.corrections):
            spot = correction.spot
            match correction.scope:
                case Scope.SOURCE | Scope.CORPUS:
                    self._everywhere[spot.phrase].append(number)
                    self._supersede(self._article, (spot.article_id, spot.phrase), number)
                    self._supersede(self._mention, spot, number)
                case Scope.ARTICLE:
                    self._article[spot.article_id, spot.phrase] = number
                    self._supersede(self._mention, spot, number)
                case Scope.MENTION:
                    self._mention[spot] = number

    @property
    def phrases(self) -> tuple[str, ...]:
        """Those that are corrected everywhere."""
        return tuple(self._everywhere)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of articles with corrections of their own."""
        ids = (*(spot.article_id for spot in self._mention), *(id_ for id_, _ in self._article))
        return tuple(dict.fromkeys(ids))

    @property
    def by_source(self) -> bool:
        """Whether any of them holds for one source alone."""
        return any(each.scope is Scope.SOURCE for each in self.corrections)

    def of(self, spot: Spot, place_id: str | None, source: str) -> int | None:
        """The number of the correction that holds for a mention taken for this place in an
        article of this source, if any."""
        narrower = self.narrow(spot)
        return self.everywhere(spot.phrase, place_id, source) if narrower is None else narrower

    def narrow(self, spot: Spot) -> int | None:
        """That of the correction of this very mention, or of its phrase in its article."""
        return self._mention.get(spot, self._article.get((spot.article_id, spot.phrase)))

    def _supersede(self, narrower: dict[Key, int], key: Key, number: int) -> None:
        """A wider correction, made where a narrower one had been, takes its place there."""
        if key in narrower:
            only, before = self.corrections[number].only, self.corrections[narrower[key]].place
            if not only or (before and before.id == only):
                narrower[key] = number

    def everywhere(self, phrase: str, place_id: str | None, source: str) -> int | None:
        """That of the last correction of a phrase wherever it is taken for this place, in this
        source or anywhere."""
        holds: int | None = None
        for number in self._everywhere.get(phrase, ()):
            correction = self.corrections[number]
            if correction.scope is Scope.SOURCE and correction.source != source:
                continue
            if not correction.only or correction.only == place_id:
                holds = number
                place_id = correction.place.id if correction.place else None
        return holds
