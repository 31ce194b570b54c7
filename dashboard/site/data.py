"""What a site shows, as columns of numbers and lists of what they stand for.

Texts that many mentions share (sentences, reasons, titles) are written once and referred to by
their number, so that 5,000 mentions with their reasons are some 2 MB.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from types import ModuleType
from typing import Any

from dashboard.map.folium_elements import MOST_ZOOM
from dashboard.map.markers import marker
from dashboard.server.corpus import ACTOR_ROLES
from dashboard.site import areas
from dashboard.site.grid import Grid
from dashboard.site.storyline import Numbers
from geo.atlas import Cluster, DateBasis, Headline, MentionExcerpt, Unit
from geo.corrections import CORRECTED
from geo.export import Content
from geo.models import GIVEN, Candidate, Place, Reason, Role
from geo.places.kinds import POINTS, feature_kind, is_country
from geo.text.interchange import utf16_length

MOST_CANDIDATES = 2
"""Of those that a name may have meant: the winner and the runner-up."""

_ALL = 10**9
# Mentions of which it is asked together what they may have meant.
_TOGETHER = 2048


@dataclass(slots=True)
class Numbered:
    """Values, each once, by the number that stands for it."""

    values: list[Any] = field(default_factory=list)
    _known: dict[Hashable, int] = field(default_factory=dict)

    def __call__(self, value: Any, key: Hashable | None = None) -> int:
        """The number of a value; ``key`` tells it from others where it cannot do so itself."""
        at = self._known.setdefault(value if key is None else key, len(self.values))
        if at == len(self.values):
            self.values.append(value)
        return at


def collect(
    content: Content, texts: ModuleType, grid: Grid | None
) -> tuple[dict[str, Any], Numbers]:
    """All of a selection, in the words of one language, and by which numbers it is known there.
    Raises Damaged."""
    return _Collector(content, texts, grid).collected()


class _Collector:
    """Gathers the columns while the mentions are read once."""

    def __init__(self, content: Content, texts: ModuleType, grid: Grid | None) -> None:
        self.content, self.texts, self.grid = content, texts, grid
        self.sentences, self.times, self.spoken = Numbered(), Numbered(), Numbered()
        self.certainties, self.reasons = Numbered(), Numbered()
        self.candidates, self.explained = Numbered(), Numbered()

    def collected(self) -> tuple[dict[str, Any], Numbers]:
        reader, f = self.content.reader, self.content.f
        found = reader.clusters(f, Unit.MENTIONS, MOST_ZOOM, _ALL)
        heads = [head for batch in self.content.extract.articles() for head, _ in batch]
        places = {cluster.largest.id: at for at, cluster in enumerate(found)}
        articles = {head.article_id: at for at, head in enumerate(heads)}
        rows = sorted(self._rows(places, articles), key=lambda row: row[:2])
        ids = list(articles)
        spots = {(ids[row[0]], row[1]): at for at, row in enumerate(rows)}
        return self._data(found, heads, rows), Numbers(spots, articles, places)

    def _data(
        self, found: list[Cluster], heads: list[Headline], rows: list[tuple[Any, ...]]
    ) -> dict[str, Any]:
        return {
            "places": self._places(found),
            "articles": self._articles(heads),
            "mentions": _mentions(rows),
            "sentences": self.sentences.values,
            "times": self.times.values,
            "spoken": self.spoken.values,
            "certainties": self.certainties.values,
            "reasons": self.reasons.values,
            "candidates": self.candidates.values,
            "explained": self.explained.values,
            "roles": {role.value: self.texts.ROLE_BADGES[role] for role in Role},
            "actors": [role.value for role in ACTOR_ROLES],
        }

    def _places(self, found: list[Cluster]) -> dict[str, list[Any]]:
        drawn = [marker(cluster) for cluster in found]
        places = [cluster.largest for cluster in found]
        shown = [self.grid.place(place) for place in places] if self.grid else places
        return {
            "count": [each.count for each in drawn],
            "kind": [int(each.extent) for each in drawn],
            "country": [each.country for each in drawn],
            "id": [place.id or f"place-{at}" for at, place in enumerate(shown)],
            "name": [self.texts.place_name(place) for place in shown],
            "latitude": [round(place.latitude, 4) for place in shown],
            "longitude": [round(place.longitude, 4) for place in shown],
            "countryCode": [place.country_code if is_country(place) else "" for place in places],
            **areas.columns(places, self._areas(found)),
            "countryName": [self._country(place) for place in places],
            "precision": [self.texts.kind(place) for place in places],
            "where": [self.texts.whereabouts(place) for place in shown],
            "zoom": [_zoom(place) for place in places],
        }

    def _areas(self, found: list[Cluster]) -> list[int]:
        """The places that are drawn as areas. Where points are obscured these are countries alone,
        which everybody knows where to find."""
        counted = [(cluster.largest, cluster.count) for cluster in found]
        return areas.drawn(counted, countries_only=self.grid is not None)

    def _country(self, place: Place) -> str:
        return self.texts.country(place.country_code) if place.country_code else ""

    def _articles(self, heads: list[Headline]) -> dict[str, list[Any]]:
        stories = Numbered()
        return {
            "title": [self._words(head.title) or self.texts.UNTITLED for head in heads],
            "source": [self._words(head.source) or self.texts.NO_SOURCE for head in heads],
            "date": [self.texts.published(head.published, head.published_from) for head in heads],
            "url": [self._address(head.url) for head in heads],
            "story": [stories(head.story_id or head.article_id) for head in heads],
        }

    def _rows(self, places: dict[str, int], articles: dict[str, int]) -> Iterator[tuple[Any, ...]]:
        for mention, candidates in self._judged():
            sentence, start, end = self._sentence(mention)
            yield (
                articles[mention.article_id],
                mention.start,
                places[mention.place_id],
                Role(mention.role).value,
                round(100 * mention.confidence),
                self.sentences(sentence),
                start,
                end,
                self.times(times := self._times(mention), tuple(times)),
                self.spoken(
                    self.texts.about(list(dict.fromkeys(map(self.texts.spoken, mention.spoken))))
                ),
                self.certainties(self._certainty(mention)),
                self._candidates_number(mention, candidates),
                int(mention.correction is not None),
            )

    def _judged(self) -> Iterator[tuple[MentionExcerpt, tuple[Candidate, ...]]]:
        """The mentions, each with what it may have meant; those of many are read together."""
        mentions = (mention for mention, _ in self.content.mentions())
        while batch := list(islice(mentions, _TOGETHER)):
            ids = list(dict.fromkeys(mention.article_id for mention in batch))
            judged = self.content.reader.judged_candidates(ids)
            for mention in batch:
                may_mean = judged.get(mention.article_id, {})
                yield mention, may_mean.get((mention.start, mention.end), ())

    def _sentence(self, mention: MentionExcerpt) -> tuple[str, int, int]:
        """The sentence, or the name alone; where the name is in it as JavaScript counts."""
        excerpt = mention.excerpt
        if not self.content.text:
            name = self._words(mention.phrase)
            return name, 0, utf16_length(name)
        text = self._words(excerpt.text)
        start, end = (utf16_length(text[:at]) for at in (excerpt.start, excerpt.end))
        return text, start, end

    def _times(self, mention: MentionExcerpt) -> list[tuple[str, str]]:
        """The first and last day of each time on the clock of the selection, as ISO 8601."""
        if self.content.f.date_basis is DateBasis.SPOKEN:
            spoken = [(told.earliest, told.latest) for told in mention.spoken]
        else:
            spoken = [(mention.published, mention.published)] if mention.published else []
        return [(first.isoformat(), last.isoformat()) for first, last in spoken]

    def _certainty(self, mention: MentionExcerpt) -> str:
        if mention.method == GIVEN:
            return str(self.texts.AS_GIVEN)
        return str(self.texts.confident(mention.confidence))

    def _candidates_number(self, mention: MentionExcerpt, judged: tuple[Candidate, ...]) -> int:
        """The number of what may have been meant, the chosen first; of nothing where no reasons
        were kept."""
        if mention.correction and mention.place:
            reason = Reason(CORRECTED, 0.0, self.texts.CORRECTED)
            judged = (Candidate(mention.place, 1.0, (reason,)), *judged)
        numbers = [self._candidate(each) for each in judged[:MOST_CANDIDATES]]
        return self.explained(numbers, tuple(numbers))

    def _candidate(self, candidate: Candidate) -> int:
        place = self.grid.place(candidate.place) if self.grid else candidate.place
        reasons = [
            [f"{reason.weight:+.1f}", self.reasons(self._words(reason.text))]
            for reason in candidate.reasons
        ]
        told = [
            self.texts.place_name(place),
            self.texts.whereabouts(place),
            self.texts.percent(candidate.score),
            reasons,
        ]
        return self.candidates(told, repr(told))

    def _words(self, text: str) -> str:
        return self.grid.words(text) if self.grid else text

    def _address(self, url: str) -> str:
        return self.grid.address(url) if self.grid else url


def _mentions(rows: list[tuple[Any, ...]]) -> dict[str, list[int]]:
    names = (
        *("article", "at", "place", "role", "sure", "sentence", "start", "end"),
        *("times", "spoken", "certainty", "why", "corrected"),
    )
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    del columns["at"]
    return columns


def _zoom(place: Place) -> float:
    """How near the map goes to a place: a town with its surroundings, a country as a whole."""
    return 4.5 if is_country(place) else 9 if feature_kind(place) in POINTS else 6


def days(times: Iterable[Iterable[tuple[str, str]]]) -> tuple[date, date] | None:
    """The first and the last of all days; None where there are none."""
    every = [date.fromisoformat(day) for told in times for pair in told for day in pair]
    return (min(every), max(every)) if every else None
