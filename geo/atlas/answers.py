"""What an atlas answers: counts, places, mentions with their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from geo.corrections import Correction, Note
from geo.models import Article, Candidate, Excerpt, Place
from geo.timing import EventDate


@dataclass(frozen=True, slots=True)
class SelectionCounts:
    """How much a filter lets through, for the status line.

    ``articles`` of ``articles_total``; ``places`` distinct; ``mentions`` placed and
    ``unplaced`` not; ``undated`` articles, whether or not the filter shows them; ``unread``
    articles whose language no model could read when they came; the ``stories`` told.
    """

    articles: int
    articles_total: int
    places: int
    mentions: int
    undated: int
    unplaced: int
    unread: int = 0
    stories: int = 0


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
class StoredMention:
    """A mention as stored; ``place`` is None where naming one would have misled.

    ``focus`` says that the place is what the article is about.
    """

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
    focus: bool = False


@dataclass(frozen=True, slots=True)
class JudgedMention:
    """A mention with what it may have meant when it was ingested, best first, and what a person
    has put right of it; ``selected`` says whether a filter lets it through."""

    mention: StoredMention
    candidates: tuple[Candidate, ...]
    correction: Correction | None
    selected: bool


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """All that is kept of an article: its text, when it was ingested (UTC), and every mention in
    it, in the order of the text, those without a place too."""

    article: Article
    ingested: datetime
    mentions: tuple[JudgedMention, ...]


@dataclass(frozen=True, slots=True)
class MentionExcerpt:
    """A mention in its sentence, with what is known of the article it stands in.

    ``published`` is when it was printed, ``spoken`` the times that its sentence is about, with
    offsets into the article's text. ``focus`` says that the place is what the article is about.
    ``correction`` is what a person has put right of it, ``notes`` are what people have written to
    it and to its article, ``article.text[start:end]`` is the phrase.
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
    focus: bool = False
    start: int = 0
    end: int = 0
    language: str = ""
    correction: Correction | None = None
    notes: tuple[Note, ...] = ()

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
class Corrected:
    """A mention that a person has put right: the place and the confidence it had before."""

    excerpt: Excerpt
    phrase: str
    start: int
    end: int
    role: str
    place: Place | None
    confidence: float
    title: str
    source: str
    url: str
    published: date | None
    correction: Correction


@dataclass(frozen=True, slots=True)
class Attestation:
    """A way in which a place is written: how often, and the newest article that writes it so."""

    phrase: str
    count: int
    article_id: str
    title: str
    source: str
    url: str
    published: date | None


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


@dataclass(frozen=True, slots=True)
class StoryExcerpts:
    """What a story says of a place: the sentences of its newest article that names it.

    ``mentions`` and ``articles`` count all of the story that the filter lets through;
    ``first`` and ``last`` are their days of publication, None where none is known.
    """

    story_id: str
    excerpts: tuple[MentionExcerpt, ...]
    mentions: int
    articles: int
    first: date | None
    last: date | None

    @property
    def reprints(self) -> int:
        """How many more articles of the story name the place."""
        return self.articles - 1


@dataclass(frozen=True, slots=True)
class Headline:
    """An article in a list; ``mentions`` are those that the filter lets through, placed, and
    ``notes`` those of the article as a whole."""

    article_id: str
    title: str
    source: str
    url: str
    published: date | None
    published_from: str | None
    language: str
    story_id: str
    mentions: int
    unread: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The ids of the next newer and the next older article of a selection; "" at its ends.

    ``position`` counts from 1, the newest, to ``total``.
    """

    previous: str
    next: str
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The counts of a place under two filters; ``change`` is that of its share of all counted,
    from -1 to 1, so that a day compares with a month.
    """

    place: Place
    before: int
    after: int
    change: float


Facet = tuple[tuple[str, int], ...]
"""Values with their number of articles, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen under a filter; each as if the filter asked nothing of it."""

    sources: Facet
    countries: Facet
    roles: Facet
    languages: Facet
    tags: Facet = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A marker of the map: one place, or several that lie together (``place`` is None).

    ``count`` is in the unit asked for; ``actors`` the share (0 to 1) of its mentions in the
    roles asked for; ``bounds`` the south-west and north-east corners (latitude, longitude) of
    its ``places``, of which ``largest`` is the most counted, ``largest_count`` times.
    """

    id: str
    place: Place | None
    latitude: float
    longitude: float
    count: int
    places: int
    confidence: float
    actors: float
    bounds: tuple[tuple[float, float], tuple[float, float]]
    largest: Place
    largest_count: int = 0
