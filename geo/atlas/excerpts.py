"""Answers that quote: what is shown of a mention or an article is read from the disk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa

from geo.atlas import aggregate, apply_corrections, schema
from geo.atlas.answers import Corrected, Headline, MentionExcerpt, StoredMention, StoryExcerpts
from geo.atlas.columns import UNDATED, Ints
from geo.atlas.selection import FilterResult
from geo.atlas.snapshot import Snapshot
from geo.corrections import CORRECTED, Correction, DrawnMention, Note
from geo.corrections.active import ActiveCorrections
from geo.models import (
    GIVEN,
    Article,
    Candidate,
    Excerpt,
    GeoparsedArticle,
    GivenPlace,
    Reason,
    Resolution,
    Role,
    Toponym,
)
from geo.places.days import day_of

# Sentences of an article that are shown of a story; the reader has them all.
SENTENCES = 3

# As `schema.mention_id` writes the offsets; beyond this length no text has any.
_SPAN = re.compile(r"[0-9]{1,9}-[0-9]{1,9}")

_MENTION = ("excerpt", "excerpt_start", "excerpt_end")


def of_mentions(atlas: Snapshot, mentions: Ints) -> list[MentionExcerpt]:
    """These mentions in their sentences, in this order."""
    columns = atlas.columns
    articles = columns.mentions.article[mentions]
    stored = _quoted(atlas, mentions)
    head_of = dict(zip(articles.tolist(), heads(atlas, articles), strict=True))
    times = {article: atlas.dates.of(article) for article in head_of}
    return [
        MentionExcerpt(
            excerpt=_excerpt(head_of[article]["article_id"], row),
            mention_id=schema.mention_id(head_of[article]["article_id"], row["start"], row["end"]),
            phrase=row["phrase"],
            role=row["role"],
            label=row["label"],
            confidence=float(columns.mentions.confidence[mention]),
            place=_place(atlas, mention),
            method=_method(atlas, mention),
            title=head_of[article]["title"],
            source=head_of[article]["source"],
            url=head_of[article]["url"],
            published=head_of[article]["published"],
            published_from=head_of[article]["published_from"],
            story_id=_story(atlas, article),
            spoken=tuple(
                event
                for start, end, event in times[article]
                if start <= row["start"] and row["end"] <= end
            ),
            focus=bool(atlas.focus[mention]),
            start=row["start"],
            end=row["end"],
            language=head_of[article]["language"],
            correction=correction_of(atlas, mention),
            notes=_notes(atlas, head_of[article]["article_id"], row),
        )
        for mention, article, row in zip(mentions.tolist(), articles.tolist(), stored, strict=True)
    ]


def _notes(atlas: Snapshot, article_id: str, row: dict[str, Any]) -> tuple[Note, ...]:
    """What was written to a mention, then to its article."""
    notes = atlas.active.notes
    of_mention = notes.of_mention(article_id, row["start"], row["end"])
    return (*of_mention, *notes.of_article(article_id))


def mention(atlas: Snapshot, mention_id: str) -> MentionExcerpt | None:
    """The mention with this id, or None."""
    article_id, _, span = mention_id.rpartition(":")
    at = atlas.columns.articles.index(article_id)
    if at is None or not _SPAN.fullmatch(span):
        return None
    start, end = map(int, span.split("-"))
    stored = atlas.columns.mentions
    here = (stored.article == at) & (stored.start == start) & (stored.end == end)
    found: Ints = np.flatnonzero(here).astype(np.int32)
    return of_mentions(atlas, found[:1])[0] if len(found) else None


def ingested(atlas: Snapshot, article_ids: Sequence[str]) -> dict[str, datetime]:
    """When each of these articles was ingested, of those that there are."""
    found = [(each, atlas.columns.articles.index(each)) for each in article_ids]
    known = {id_: at for id_, at in found if at is not None}
    on_disk = _on_disk(atlas.columns.articles, list(known.values()))
    rows = atlas.stored("articles", on_disk, ("ingested_at",))
    return {id_: row["ingested_at"] for id_, row in zip(known, rows, strict=True)}


def of_stories(atlas: Snapshot, mentions: Ints, limit: int, offset: int) -> list[StoryExcerpts]:
    """A page of the stories that these mentions, of one place, stand in."""
    columns = atlas.columns
    article = columns.mentions.article[mentions]
    story, rank = columns.articles.story[article], columns.articles.rank[article]
    # The mentions of one place stand in the order of their stories.
    starts = np.flatnonzero(np.diff(story, prepend=-1))
    if not len(starts):
        return []
    ends = np.append(starts[1:], len(story))
    order = np.argsort(np.minimum.reduceat(rank, starts))[offset : offset + limit]
    groups = [mentions[starts[at] : ends[at]] for at in order]
    leads = [aggregate.newest(columns, group, SENTENCES) for group in groups]
    leads = [
        lead[columns.mentions.article[lead] == columns.mentions.article[lead[0]]] for lead in leads
    ]
    quoted = iter(of_mentions(atlas, np.concatenate([mentions[:0], *leads])))
    return [
        _story_excerpts(atlas, group, tuple(next(quoted) for _ in lead))
        for group, lead in zip(groups, leads, strict=True)
    ]


def headlines(atlas: Snapshot, selection: FilterResult, limit: int, offset: int) -> list[Headline]:
    """A page of the selected articles, newest first."""
    return listed(atlas, selection, newest(atlas, selection)[offset : offset + limit])


def newest(atlas: Snapshot, selection: FilterResult) -> Ints:
    """The selected articles (indices), newest first."""
    chosen = np.flatnonzero(selection.articles)
    ordered: Ints = chosen[np.argsort(atlas.columns.articles.rank[chosen])].astype(np.int32)
    return ordered


def listed(atlas: Snapshot, selection: FilterResult, page: Ints) -> list[Headline]:
    """These articles of a selection, as a list shows them."""
    columns = atlas.columns
    counts = np.bincount(
        columns.mentions.article[selection.placed], minlength=len(columns.articles)
    )
    return [
        Headline(
            **head,
            story_id=_story(atlas, article),
            mentions=int(counts[article]),
            unread=bool(columns.articles.unread[article]),
            notes=atlas.active.notes.of_article(head["article_id"]),
        )
        for article, head in zip(page.tolist(), heads(atlas, page), strict=True)
    ]


def article(atlas: Snapshot, article_id: str) -> Article | None:
    """The article as it was read, or None."""
    at = atlas.columns.articles.index(article_id)
    if at is None:
        return None
    return articles(atlas, [at])[0][0]


def articles(atlas: Snapshot, at: Any) -> list[tuple[Article, datetime]]:
    """These articles as they were read, each with when it was ingested (UTC)."""
    on_disk = _on_disk(atlas.columns.articles, at)
    rows = atlas.stored("articles", on_disk, ("text", "ingested_at"))
    return [
        (
            Article(
                id=head.pop("article_id"), **head, text=row["text"], given=_given(atlas, number)
            ),
            row["ingested_at"],
        )
        for number, head, row in zip(list(at), heads(atlas, at), rows, strict=True)
    ]


def _given(atlas: Snapshot, article: int) -> tuple[GivenPlace, ...]:
    """The places that came with an article."""
    stored = atlas.columns.mentions
    if GIVEN not in stored.methods:
        return ()
    given = stored.method == stored.methods.index(GIVEN)
    return tuple(
        GivenPlace(_place(atlas, mention), int(stored.start[mention]), int(stored.end[mention]))
        for mention in np.flatnonzero(given & (stored.article == article)).tolist()
    )


def mentions(atlas: Snapshot, article_id: str) -> list[StoredMention]:
    """Every mention in the article, in the order of its text."""
    columns = atlas.columns
    at = columns.articles.index(article_id)
    found = np.flatnonzero(columns.mentions.article == at) if at is not None else np.zeros(0, int)
    found = found[np.lexsort((columns.mentions.end[found], columns.mentions.start[found]))]
    return stored_mentions(atlas, found)


def stored_mentions(atlas: Snapshot, found: Any) -> list[StoredMention]:
    """These mentions as they are stored, in this order."""
    columns = atlas.columns
    ids = columns.articles.ids.take(pa.array(columns.mentions.article[found])).to_pylist()
    stored = _quoted(atlas, found)
    return [
        StoredMention(
            excerpt=_excerpt(article_id, row),
            mention_id=schema.mention_id(article_id, row["start"], row["end"]),
            phrase=row["phrase"],
            start=row["start"],
            end=row["end"],
            label=row["label"],
            role=row["role"],
            place=_place(atlas, mention),
            confidence=float(columns.mentions.confidence[mention]),
            method=_method(atlas, mention),
            focus=bool(atlas.focus[mention]),
        )
        for mention, article_id, row in zip(found.tolist(), ids, stored, strict=True)
    ]


def geoparsed(atlas: Snapshot, article_id: str) -> GeoparsedArticle | None:
    """An article with what was found in it as it was judged, whatever was put right since."""
    before = atlas.corrected(ActiveCorrections())
    at, found = before.columns.articles.index(article_id), article(before, article_id)
    if at is None or found is None:
        return None
    judged = judged_candidates(before, article_id)
    resolutions = tuple(
        Resolution(
            Toponym(each.phrase, each.start, each.end, each.label, Role(each.role)),
            each.place,
            each.confidence,
            judged.get((each.start, each.end), ()),
            each.method == schema.PENDING,
        )
        for each in mentions(before, article_id)
    )
    return GeoparsedArticle(found, resolutions, not before.columns.articles.unread[at])


def corrected(atlas: Snapshot) -> list[Corrected]:
    """Every mention that a person has put right, as it was before."""
    before = atlas.corrected(ActiveCorrections())
    columns = before.columns
    rank = columns.articles.rank[columns.mentions.article]
    order = {made.id: at for at, made in enumerate(atlas.active.corrections)}
    effects = sorted(
        atlas.effects(),
        key=lambda found: (order[found[1].id], rank[found[0]], columns.mentions.start[found[0]]),
    )
    found = np.array([row for row, _ in effects], np.int64)
    articles = columns.mentions.article[found]
    stored = _quoted(before, found)
    of_articles = heads(before, articles)
    return [
        Corrected(
            excerpt=_excerpt(head["article_id"], row),
            phrase=row["phrase"],
            start=row["start"],
            end=row["end"],
            role=row["role"],
            place=_place(before, mention),
            confidence=float(columns.mentions.confidence[mention]),
            title=head["title"],
            source=head["source"],
            url=head["url"],
            published=head["published"],
            correction=correction,
        )
        for (mention, correction), row, head in zip(effects, stored, of_articles, strict=True)
    ]


def candidates(atlas: Snapshot, article_id: str, start: int, end: int) -> tuple[Candidate, ...]:
    """What a mention may have meant, after what a person says that it means."""
    if atlas.columns.articles.index(article_id) is None:
        return ()
    judged = judged_candidates(atlas, article_id).get((start, end), ())
    correction = atlas.correction(article_id, start, end)
    if correction is None or correction.place is None:
        return judged
    reason = Reason(CORRECTED, 0.0, correction.signed())
    return (Candidate(correction.place, 1.0, (reason,)), *judged)


def judged_candidates(
    atlas: Snapshot, article_id: str
) -> dict[tuple[int, int], tuple[Candidate, ...]]:
    """What each mention of an article may have meant when it was ingested, by its span."""
    article = atlas.columns.articles.index(article_id)
    if article is None:
        return {}
    return judged_in_articles(atlas, [article])[0]


def judged_by_article(
    atlas: Snapshot, article_ids: Sequence[str]
) -> dict[str, dict[tuple[int, int], tuple[Candidate, ...]]]:
    """The same of each of these articles, of those that there are."""
    found = {id_: atlas.columns.articles.index(id_) for id_ in article_ids}
    known = {id_: at for id_, at in found.items() if at is not None}
    return dict(zip(known, judged_in_articles(atlas, list(known.values())), strict=True))


def judged_in_articles(
    atlas: Snapshot, articles: Sequence[int]
) -> list[dict[tuple[int, int], tuple[Candidate, ...]]]:
    """The same of each of these articles."""
    return [
        {(row["start"], row["end"]): schema.candidates_from_json(row["candidates"]) for row in rows}
        for rows in atlas.of_articles("candidates", articles, ("start", "end", "candidates"))
    ]


def sample(
    atlas: Snapshot, selection: FilterResult, size: int, seed: int
) -> tuple[tuple[DrawnMention, ...], int]:
    """A simple random sample of the placed mentions, and how many there are."""
    columns, placed = atlas.columns, selection.placed
    drawn = Random(seed).sample(range(len(placed)), min(size, len(placed)))  # noqa: S311
    at = placed[np.array(drawn, np.int64)].astype(np.int64)
    mentions = columns.mentions
    judged = tuple(
        DrawnMention(spot, columns.places[place], confidence)
        for (_, spot), place, confidence in zip(
            apply_corrections.spots(columns, at),
            mentions.place[at].tolist(),
            mentions.confidence[at].tolist(),
            strict=True,
        )
    )
    return judged, len(placed)


def _story_excerpts(
    atlas: Snapshot, group: Ints, quoted: tuple[MentionExcerpt, ...]
) -> StoryExcerpts:
    articles = np.unique(atlas.columns.mentions.article[group])
    days = atlas.columns.articles.published[articles]
    first, last = aggregate.span(days[days != UNDATED]) or (None, None)
    return StoryExcerpts(quoted[0].story_id, quoted, len(group), len(articles), first, last)


def heads(atlas: Snapshot, articles: Any) -> list[dict[str, Any]]:
    """What is shown of these articles beside their text, by the names of an ``Article``."""
    stored = atlas.columns.articles
    at = pa.array(articles, pa.int64())
    ids, titles, urls, published_from = (
        column.take(at).to_pylist()
        for column in (stored.ids, stored.titles, stored.urls, stored.published_from)
    )
    return [
        {
            "article_id": id_,
            "title": title,
            "source": stored.sources[source],
            "url": url,
            "published": None if day == UNDATED else day_of(day),
            "published_from": origin,
            "language": stored.languages[language],
        }
        for id_, title, source, url, day, origin, language in zip(
            ids,
            titles,
            stored.source[articles].tolist(),
            urls,
            stored.published[articles].tolist(),
            published_from,
            stored.language[articles].tolist(),
            strict=True,
        )
    ]


def _on_disk(columns: Any, at: Any) -> list[tuple[int, int]]:
    """The part and the row of each of these entries."""
    return list(zip(columns.part[at].tolist(), columns.row[at].tolist(), strict=True))


def _excerpt(article_id: str, row: dict[str, Any]) -> Excerpt:
    return Excerpt(article_id, row["excerpt"], row["excerpt_start"], row["excerpt_end"])


def _place(atlas: Snapshot, mention: int) -> Any:
    place = int(atlas.columns.mentions.place[mention])
    return atlas.columns.places[place] if place >= 0 else None


def _method(atlas: Snapshot, mention: int) -> str:
    """Which geocoder named the place, or that a person did; "" where nobody did."""
    stored = atlas.columns.mentions
    if stored.correction[mention] >= 0:
        return CORRECTED
    method = int(stored.method[mention])
    return stored.methods[method] if method >= 0 else ""


def correction_of(atlas: Snapshot, mention: int) -> Correction | None:
    """What a person has put right of a mention of the columns."""
    number = int(atlas.columns.mentions.correction[mention])
    return atlas.active.corrections[number] if number >= 0 else None


def _story(atlas: Snapshot, article: int) -> str:
    articles = atlas.columns.articles
    return str(articles.story_ids[int(articles.story[article])].as_py())


def _quoted(atlas: Snapshot, mentions: Any) -> list[dict[str, Any]]:
    """What is shown of these mentions, from the columns and from the disk."""
    stored = atlas.columns.mentions
    on_disk = atlas.stored("mentions", _on_disk(stored, mentions), _MENTION)
    phrases = stored.phrases.take(pa.array(stored.phrase[mentions])).to_pylist()
    starts, ends = stored.start[mentions].tolist(), stored.end[mentions].tolist()
    labels = (stored.labels[label] for label in stored.label[mentions].tolist())
    roles = (stored.roles[role] for role in stored.role[mentions].tolist())
    return [
        {**row, "phrase": phrase, "start": start, "end": end, "label": label, "role": role}
        for row, phrase, start, end, label, role in zip(
            on_disk, phrases, starts, ends, labels, roles, strict=True
        )
    ]
