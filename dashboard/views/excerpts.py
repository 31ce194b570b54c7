"""The sentences behind a marker, as data for ``assets/excerpts.js``: text, never HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from dashboard.language import texts
from dashboard.map.map_scene import side_names
from dashboard.map.markers import UNSURE
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import Selection
from dashboard.state.session import Session
from dashboard.views import corrections, explanation, panels
from dashboard.views.text_parts import parts
from geo.atlas import Filter, MentionExcerpt, PlaceCount, StoryExcerpts
from geo.models import IN_TOWN, Article, Place, Role
from geo.places.kinds import Extent, extent

# A joined marker may stand for thousands; nobody reads through more choices than this.
MOST_CHOICES = 60
# Sentences of one story; a story that is told more often than that says the same again.
MOST_UNFOLDED = 200
# How near the map goes to a chosen place: a town with its surroundings, a country as a whole.
ZOOMS = {Extent.POINT: 9, Extent.AREA: 6, Extent.COUNTRY: 4.5, Extent.CONTINENT: 3}


def show(corpus: Corpus, session: Session, context: CorrectionContext, near: Place | None) -> None:
    """Put the region "Excerpts" on the page; ``near`` is the place that is looked around."""
    selection = session.selection
    f = selection.side(session.other_side)
    stories, total = _ask(corpus, selection, f, session.stories_shown)
    found = [mention for story in stories for mention in story.excerpts]
    chosen = selection.place or selection.near
    counted = corpus.place(f, selection.unit, chosen)
    here = _around(corpus, selection, near) if selection.near else _cluster(corpus, session)
    panels.show(
        "excerpts",
        {
            "region": texts.EXCERPTS,
            "heading": heading(
                selection, found, counted, len(here), near or corpus.known(selection.place)
            ),
            "group": here[:MOST_CHOICES],
            "rest": texts.and_more(len(here) - MOST_CHOICES),
            "stories": [story_card(story, _unfolded(corpus, session, story)) for story in stories],
            "more": texts.MORE if total > len(stories) else "",
            "focus": _focus(selection),
            "sides": _sides(corpus, session),
            "why": explanation.explanation(corpus, session, found),
            "corrected": corrections.signed_mentions(corpus, context, found),
            "words": {
                "fix": corrections.button_label(context, placed=not selection.unplaced),
                "undo": texts.UNDO_CORRECTION,
                "close": texts.CLOSE,
                "more": texts.SHEET,
                "why": texts.WHY,
                "open": texts.OPEN,
                "zoom": texts.ZOOM_IN,
            },
        },
        {
            "more": store.on(reducers.more_stories),
            "close": store.on(reducers.close),
            "choose": store.on(reducers.choose_place),
            "read": store.on(reducers.open_article),
            "why": store.on(reducers.explain),
            "unfold": store.on(reducers.unfold),
            "focus": store.on(reducers.set_focus),
            "side": store.on(reducers.show_side),
            "fix": partial(corrections.begin, corpus, context),
            "undo": partial(corrections.undo, context),
        },
    )


def _ask(
    corpus: Corpus, selection: Selection, f: Filter, limit: int
) -> tuple[list[StoryExcerpts], int]:
    """So many stories about what is chosen, and how many there are (or one more)."""
    if selection.place:
        stories = corpus.stories(f, selection.place, limit)
        return stories, corpus.count_stories(f, selection.place)
    if selection.unplaced:
        found = corpus.reader.unplaced_excerpts(f, selection.unplaced, limit + 1)
        stories = by_story(found[:limit])
        return stories, len(stories) + (len(found) > limit)
    return [], 0


def first_sentence(corpus: Corpus, session: Session) -> dict[str, Any] | None:
    """The newest sentence about the chosen place, for a map that has no room for more."""
    chosen = session.selection
    if not chosen.place:
        return None
    # As the region asks, so that the atlas is asked once.
    stories = corpus.stories(chosen.filter(), chosen.place, session.stories_shown)
    if not stories:
        return None
    mention = stories[0].excerpts[0]
    head = headline(mention)
    span = (mention.excerpt.start, mention.excerpt.end)
    return {
        "name": texts.place_name(mention.place) if mention.place else mention.phrase,
        "parts": [part.payload() for part in parts(mention.excerpt.text, [span])],
        "source": f"{head['source']} · {head['date']}",
    }


def by_story(found: Iterable[MentionExcerpt]) -> list[StoryExcerpts]:
    """Mentions gathered by story; each story keeps the sentences of its first article here."""
    stories: dict[str, list[MentionExcerpt]] = {}
    for mention in found:
        stories.setdefault(mention.story_id or mention.article_id, []).append(mention)
    return [_gathered(story, mentions) for story, mentions in stories.items()]


def _gathered(story: str, mentions: Sequence[MentionExcerpt]) -> StoryExcerpts:
    lead = mentions[0].article_id
    days = [mention.published for mention in mentions if mention.published]
    return StoryExcerpts(
        story,
        tuple(mention for mention in mentions if mention.article_id == lead),
        len(mentions),
        len({mention.article_id for mention in mentions}),
        min(days, default=None),
        max(days, default=None),
    )


def _unfolded(corpus: Corpus, session: Session, story: StoryExcerpts) -> list[MentionExcerpt]:
    """The sentences of a story's other articles, where the visitor asked for them."""
    chosen = session.selection
    if story.story_id != session.unfolded or not chosen.place:
        return []
    every = corpus.story(
        chosen.side(session.other_side), chosen.place, story.story_id, MOST_UNFOLDED
    )
    lead = story.excerpts[0].article_id
    return [mention for mention in every if mention.article_id != lead]


def _sides(corpus: Corpus, session: Session) -> dict[str, Any] | None:
    """The switch between the two sides of a comparison, each with how often it names the place."""
    chosen = session.selection
    if not (chosen.versus and chosen.place):
        return None
    choices = []
    for other, name in zip((False, True), side_names(chosen), strict=True):
        found = corpus.place(chosen.side(other), chosen.unit, chosen.place)
        title = texts.facet(name, found.count if found else 0)
        choices.append({"title": title, "other": other, "on": other is session.other_side})
    return {"label": texts.SIDES, "choices": choices}


def _focus(selection: Selection) -> dict[str, Any] | None:
    """The switch between articles that mention the place and those that are about it."""
    if not selection.place:
        return None
    return {
        "label": texts.FOCUS_GROUP,
        "about": texts.FOCUS_HELP,
        "choices": [
            {"title": texts.FOCUS_ALL, "about": False, "on": not selection.focus},
            {"title": texts.FOCUS_ABOUT, "about": True, "on": selection.focus},
        ],
    }


def heading(
    selection: Selection,
    found: Sequence[MentionExcerpt],
    counted: PlaceCount | None = None,
    here: int = 0,
    place: Place | None = None,
) -> dict[str, Any]:
    """What the region says above the sentences, in every state it can be in; ``counted``
    is what is chosen as far as it is in the selection, ``here`` how many places a joined marker
    stands for, or are around the ``place`` that is chosen, whether or not the selection has it."""
    if selection.unplaced:
        waiting = any(mention.method == "pending" for mention in found)
        note = texts.NOT_ASKED if waiting else texts.NOT_PLACED
        return {"title": selection.unplaced, "note": note}
    if selection.near:
        title = texts.place_name(place) if place else texts.UNKNOWN_PLACE
        if not here:
            return {"title": title, "hint": texts.NEAR_NONE, "detail": texts.NO_SENTENCES_DO}
        return {
            "title": title,
            "where": texts.whereabouts(place) if place else "",
            "note": texts.NEAR_KNOWN if counted else texts.NEAR_DO,
        }
    if not selection.place and here:
        return {"hint": texts.count(here, "place", "places"), "detail": texts.GROUP_DO}
    if not selection.place:
        return {"hint": texts.CHOOSE_PLACE, "detail": texts.CHOOSE_PLACE_DO}
    if counted is None or not found:
        name = texts.place_name(place) if place else texts.UNKNOWN_PLACE
        return {"title": name, "hint": texts.NO_SENTENCES, "detail": texts.NO_SENTENCES_DO}
    return {
        "title": texts.place_name(counted.place),
        "where": texts.whereabouts(counted.place),
        "count": texts.named_in(counted.mentions, counted.articles),
        "zoom": {
            "latitude": counted.place.latitude,
            "longitude": counted.place.longitude,
            "zoom": ZOOMS[extent(counted.place)],
        },
        "note": texts.LESS_CERTAIN if counted.confidence < UNSURE else "",
    }


def story_card(story: StoryExcerpts, others: Sequence[MentionExcerpt] = ()) -> dict[str, Any]:
    """The newest telling of a story with its sentences; its other tellings folded."""
    [lead, *_] = cards(story.excerpts)
    return lead | {
        "story": story.story_id,
        "reprints": texts.reprints(story.articles - 1),
        "others": cards(others),
    }


def cards(found: Sequence[MentionExcerpt]) -> list[dict[str, Any]]:
    """One card an article with its sentences, in the order given."""
    return [
        _card(list(mentions)) for _, mentions in groupby(found, key=lambda found: found.article_id)
    ]


def _card(mentions: list[MentionExcerpt]) -> dict[str, Any]:
    article = mentions[0]
    passages = [
        _passage(list(same)) for _, same in groupby(mentions, key=lambda found: found.excerpt.text)
    ]
    return {
        "article": article.article_id,
        **headline(article),
        "original": texts.ORIGINAL,
        "passages": passages,
    }


def _passage(mentions: list[MentionExcerpt]) -> dict[str, Any]:
    roles = dict.fromkeys(Role(found.role) for found in mentions)
    spoken = dict.fromkeys(texts.spoken(when) for found in mentions for when in found.spoken)
    spans = [(found.excerpt.start, found.excerpt.end) for found in mentions]
    return {
        "parts": [part.payload() for part in parts(mentions[0].excerpt.text, spans)],
        "roles": [
            *({"text": texts.ROLE_BADGES[role], "role": role.value} for role in roles),
            *({"text": said, "role": IN_TOWN} for said in _in_towns(mentions)),
        ],
        "spoken": texts.about(list(spoken)),
        "mention": mentions[0].mention_id,
        "unsure": int(min(found.confidence for found in mentions) < UNSURE),
    }


def _in_towns(mentions: Sequence[MentionExcerpt]) -> list[str]:
    """Of streets and sites that are known no closer, in which town they are."""
    places = (m.place for m in mentions if m.method == IN_TOWN and m.place)
    return list(dict.fromkeys(texts.in_town(place) for place in places))


def headline(article: Article | MentionExcerpt) -> dict[str, str]:
    """What stands above an article's text or sentences, for a panel."""
    return {
        "title": article.title or texts.UNTITLED,
        "source": article.source or texts.NO_SOURCE,
        "date": texts.published(article.published, article.published_from),
        "url": web_address(article.url),
    }


def web_address(url: str) -> str:
    """The URL if it leads to the web; anything else a page may claim is left out."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def _cluster(corpus: Corpus, session: Session) -> list[dict[str, Any]]:
    chosen = session.selection
    if not session.cluster or chosen.place or chosen.unplaced:
        return []
    places = corpus.cluster_places(chosen.filter(), chosen.unit, session.cluster)
    return [{"id": c.place.id, "name": texts.place_name(c.place), "count": c.count} for c in places]


def _around(corpus: Corpus, chosen: Selection, near: Place | None) -> list[dict[str, Any]]:
    """The places around the one that was looked for, nearest first, with their distances."""
    if near is None:
        return []
    found = corpus.near(chosen.filter(), chosen.unit, near.latitude, near.longitude, MOST_CHOICES)
    return [
        {
            "id": counted.place.id,
            "name": texts.place_name(counted.place),
            "count": counted.count,
            "away": texts.kilometres(distance),
        }
        for distance, counted in found
    ]
