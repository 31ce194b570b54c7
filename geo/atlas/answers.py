"""What an atlas answers: counts, places, mentions with their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.models import Excerpt, Place
from geo.timing import EventDate


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a filter lets through, for the status line.

    ``articles`` of ``articles_total``; ``places`` distinct; ``mentions`` placed and
    ``unplaced`` not; ``undated`` articles, whether or not the filter shows them.
    """

    articles: int
    articles_total: int
    places: int
    mentions: int
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with ``count`` in the unit asked for and the mean confidence of its mentions.

    ``place`` is as much as the atlas keeps: no population, no ancestors.
    """

    place: Place
    count: int
    mentions: int
    articles: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as stored; ``place`` is None where naming one would have misled."""

    excerpt: Excerpt
    mention_id: str
    phrase: str
    start: int
    end: int
    label: str
    role: str
    place: Place | None
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class MentionExcerpt:
    """A mention in its sentence, with what is known of the article it stands in.

    ``published`` is when it was printed, ``spoken`` the times that its sentence is about, with
    offsets into the article's text.
    """

    excerpt: Excerpt
    mention_id: str
    phrase: str
    role: str
    label: str
    confidence: float
    place: Place | None
    method: str
    title: str
    source: str
    url: str
    published: date | None
    published_from: str | None
    story_id: str
    spoken: tuple[EventDate, ...] = ()

    @property
    def article_id(self) -> str:
        """The article the excerpt is taken from."""
        return self.excerpt.article_id

    @property
    def place_id(self) -> str:
        """The id of the place; empty when unplaced."""
        return self.place.id if self.place else ""

    @property
    def place_name(self) -> str:
        """The name of the place; empty when unplaced."""
        return self.place.name if self.place else ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name for which no place was named: how often, in how many articles.

    ``confidence`` is the highest that any of these mentions reached. For ``pending`` of them
    a geocoding service is still to be asked.
    """

    phrase: str
    count: int
    articles: int
    confidence: float
    pending: int = 0
