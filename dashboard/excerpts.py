"""The sentences behind a marker, as data for ``assets/excerpts.js``: text, never HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from dashboard import panels, state, texts
from dashboard.corpus import Corpus
from dashboard.markers import UNSURE
from dashboard.selection import Selection
from geo.atlas import MentionExcerpt, PlaceCount
from geo.models import Role

# A joined marker may stand for thousands; nobody reads through more choices than this.
MOST_CHOICES = 60

Part = tuple[str, bool]
"""A piece of text and whether it is the mention."""


def show(
    corpus: Corpus,
    selection: Selection,
    places: Sequence[PlaceCount],
    group: Sequence[str],
    pages: int,
) -> None:
    """Put the region "Excerpts" on the page."""
    limit = pages * state.PAGE
    found = _ask(corpus, selection, limit + 1)
    here = [] if selection.place or selection.unplaced else _group(group, places)
    panels.show(
        "excerpts",
        {
            "region": texts.EXCERPTS,
            "heading": heading(selection, places, found, len(here)),
            "group": here[:MOST_CHOICES],
            "rest": texts.and_more(len(here) - MOST_CHOICES),
            "articles": cards(found[:limit]),
            "more": texts.MORE if len(found) > limit else "",
            "close": texts.CLOSE,
        },
        {"more": state.more, "close": state.close, "choose": state.choose},
    )


def _ask(corpus: Corpus, selection: Selection, limit: int) -> list[MentionExcerpt]:
    if selection.place:
        return corpus.reader.excerpts(selection.filter(), selection.place, limit)
    if selection.unplaced:
        return corpus.reader.unplaced_excerpts(selection.filter(), selection.unplaced, limit)
    return []


def heading(
    selection: Selection,
    places: Iterable[PlaceCount],
    found: Sequence[MentionExcerpt],
    here: int = 0,
) -> dict[str, Any]:
    """What the region says above the sentences, in every state it can be in; ``here`` is how
    many places a joined marker stands for."""
    if selection.unplaced:
        waiting = any(mention.method == "pending" for mention in found)
        note = texts.NOT_ASKED if waiting else texts.NOT_PLACED
        return {"title": selection.unplaced, "note": note}
    if not selection.place and here:
        return {"hint": texts.count(here, "place", "places"), "detail": texts.GROUP_DO}
    if not selection.place:
        return {"hint": texts.CHOOSE_PLACE, "detail": texts.CHOOSE_PLACE_DO}
    counted = next((c for c in places if c.place.id == selection.place), None)
    if counted is None or not found:
        name = found[0].place_name if found else ""
        return {"title": name, "hint": texts.NO_SENTENCES, "detail": texts.NO_SENTENCES_DO}
    return {
        "title": counted.place.name,
        "where": texts.whereabouts(counted.place),
        "count": texts.named_in(counted.mentions, counted.articles),
        "note": texts.LESS_CERTAIN if counted.confidence < UNSURE else "",
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
        "title": article.title or texts.UNTITLED,
        "source": article.source or texts.NO_SOURCE,
        "date": texts.published(article.published, article.published_from),
        "url": web_address(article.url),
        "original": texts.ORIGINAL,
        "passages": passages,
    }


def _passage(mentions: list[MentionExcerpt]) -> dict[str, Any]:
    roles = dict.fromkeys(Role(found.role) for found in mentions)
    spans = [(found.excerpt.start, found.excerpt.end) for found in mentions]
    return {
        "parts": parts(mentions[0].excerpt.text, spans),
        "roles": [[texts.ROLE_BADGES[role], role.value] for role in roles],
    }


def parts(text: str, spans: Iterable[tuple[int, int]]) -> list[Part]:
    """The text cut at the mentions. Cut here, where offsets count characters as the atlas
    does; a browser counts otherwise."""
    cut: list[Part] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue  # a name within a name is marked with it
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    cut.append((text[at:], False))
    return [(piece, marked) for piece, marked in cut if piece]


def web_address(url: str) -> str:
    """The URL if it leads to the web; anything else a page may claim is left out."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def _group(group: Sequence[str], places: Iterable[PlaceCount]) -> list[dict[str, Any]]:
    wanted = set(group)
    return [
        {"id": counted.place.id, "name": counted.place.name, "count": counted.count}
        for counted in places
        if counted.place.id in wanted
    ]
