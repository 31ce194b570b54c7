"""One publication of the atlas and what the page asks of it, shared between visitors."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from geo.atlas import Atlas, AtlasReader, Counts, Filter, MentionExcerpt, PlaceCount, Unit
from geo.language import readable
from geo.models import Article, Candidate, Role

T = TypeVar("T")

# Roles in which a place's name stands for somebody: a government, a people, an organisation.
ACTOR_ROLES = (Role.ACTOR, Role.DEMONYM, Role.ORGANISATION, Role.PUBLISHER)
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class StoryExcerpts:
    """A story's newest article that names a place, with these sentences, and how many
    articles tell the story."""

    story_id: str
    excerpts: tuple[MentionExcerpt, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The newer and the older article in a selection ("" at an end), and where between them
    this one is, counted from 1."""

    previous: str
    next: str
    position: int
    total: int


def by_story(found: Iterable[MentionExcerpt]) -> list[StoryExcerpts]:
    """Mentions gathered by story; each story keeps the sentences of its first article here."""
    stories: dict[str, list[MentionExcerpt]] = {}
    for mention in found:
        stories.setdefault(mention.story_id or mention.article_id, []).append(mention)
    return [
        StoryExcerpts(
            story,
            tuple(m for m in mentions if m.article_id == mentions[0].article_id),
            len({m.article_id for m in mentions}),
        )
        for story, mentions in stories.items()
    ]


@dataclass(frozen=True)
class Corpus:
    """An atlas as published at one moment. Answers are remembered: a publication never
    changes, and a slider is often moved back."""

    reader: AtlasReader
    span: tuple[date, date] | None
    sources: tuple[str, ...]
    countries: tuple[str, ...]
    roles: tuple[Role, ...]
    languages: tuple[tuple[str, int], ...] = ()
    _answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def is_empty(self) -> bool:
        """Whether there is no article at all."""
        return self.counts(Filter()).articles_total == 0

    @property
    def unread(self) -> tuple[tuple[str, int], ...]:
        """Articles that no installed model reads, by language, most first."""
        found = (pair for pair in self.languages if pair[0] not in readable())
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    def counts(self, f: Filter) -> Counts:
        """For the status line."""
        return self._remember(("counts", f), lambda: self.reader.counts(f))

    def places(self, f: Filter, unit: Unit) -> list[PlaceCount]:
        """The places of a selection, the most counted first."""
        return self._remember(("places", f, unit), lambda: self.reader.places(f, unit))

    def actor_shares(self, f: Filter) -> dict[str, float]:
        """How much of a place's mentions (0 to 1) stand for somebody, by place id."""
        wanted = tuple(role for role in ACTOR_ROLES if not f.roles or role in f.roles)
        if not wanted:
            return {}
        every = {counted.place.id: counted.mentions for counted in self.places(f, Unit.MENTIONS)}
        actors = self.places(replace(f, roles=wanted), Unit.MENTIONS)
        return {
            counted.place.id: counted.mentions / every[counted.place.id]
            for counted in actors
            if counted.place.id in every
        }

    def stories(self, f: Filter, place: str, limit: int) -> list[StoryExcerpts]:
        """The stories that name a place, newest first, reprints folded."""
        return self._remember(
            ("stories", f, place, limit),
            lambda: by_story(self.reader.excerpts(f, place, limit)),
        )

    def story(self, f: Filter, place: str, story: str) -> list[MentionExcerpt]:
        """Every sentence of a story that names a place."""
        found = self.reader.excerpts(f, place, 1000)
        return [mention for mention in found if mention.story_id == story]

    def article(self, article: str) -> Article | None:
        """The article as it was read, or None."""
        return self._remember(("article", article), lambda: self.reader.article(article))

    def neighbours(self, f: Filter, article: str) -> Neighbours | None:
        """The articles before and after this one in a selection, if it is in it."""
        if not f.place_id:
            return None
        found = self.reader.excerpts(f, f.place_id, 1000)
        ids = list(dict.fromkeys(mention.article_id for mention in found))
        if article not in ids:
            return None
        at = ids.index(article)
        around = ["", *ids, ""]
        return Neighbours(around[at], around[at + 2], at + 1, len(ids))

    def explain(self, article: str, start: int, end: int) -> Sequence[Candidate]:
        """What a mention may mean, the likeliest first."""
        return ()

    def most(self, f: Filter, unit: Unit) -> int:
        """The largest count of a place at any time, so that sizes keep their scale."""
        ever = self.places(replace(f, date_from=None, date_to=None, undated=True), unit)
        return max((counted.count for counted in ever), default=1)

    def days(self, f: Filter, unit: Unit) -> list[tuple[date, int]]:
        """Counts by day of publication, whatever dates are chosen."""
        ever = replace(f, date_from=None, date_to=None)
        return self._remember(("days", ever, unit), lambda: self.reader.histogram(ever, unit))

    def _remember(self, question: Hashable, ask: Callable[[], T]) -> T:
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                found: T = self._answers[question]
                return found
        answer = ask()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer


def corpus(atlas: str) -> Corpus:
    """The atlas as it is now; opened once for all visitors and again when it has changed."""
    return _opened(atlas, Atlas(atlas).version)


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(atlas: str, version: str) -> Corpus:
    reader = Atlas(atlas).reader()
    return Corpus(
        reader=reader,
        span=reader.date_span(),
        sources=tuple(source for source, _ in reader.sources() if source),
        countries=tuple(country for country, _ in reader.countries()),
        roles=tuple(Role(role) for role, _ in reader.roles()),
        languages=tuple(reader.languages()),
    )
