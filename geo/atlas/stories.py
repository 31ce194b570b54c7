"""The stories of an atlas: which of its articles new ones belong with.

The articles' signatures are kept beside them, so that stories go on from one ingest to the
next without any text being read again. Where they are missing they are made from the texts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts, schema
from geo.atlas.manifest import AtlasPart, Manifest
from geo.errors import AtlasError
from geo.models import Article
from geo.stories import Grouping, Member, Stories, signature

_COLUMNS = ("article_id", "story_id", "published", "published_from")


@dataclass(frozen=True, slots=True)
class GroupedArticles:
    """The stories of new articles by article id, and the ``dates`` of those that have theirs from
    their story. ``changed`` has the articles of earlier parts by the index of the part, where an
    article's story or date is another now.
    """

    stories: dict[str, str]
    dates: dict[str, date]
    changed: dict[int, pa.Table]


class AtlasStories:
    """Groups the articles added to the atlas in ``folder``.

    It is to be told of every version of the atlas in order; one that it has not seen it reads.
    What it knows of the articles is on the disk, some 600 bytes of each, as long as it is used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stories: Stories | None = None
        self._seen: set[str] = set()

    def group(self, before: Manifest, new: Sequence[Member]) -> GroupedArticles:
        """Group articles that the atlas of ``before`` does not have. Raises AtlasError."""
        try:
            stories = self._caught_up(before)
            # Unless they are published these articles are not there: the next time starts anew.
            self._seen.add("")
            grouping = stories.add(new)
        except (OSError, sqlite3.Error) as error:
            self._stories = None
            raise AtlasError(
                f"{self._folder}: its stories cannot be told ({error}): "
                "free some space, there and for temporary files"
            ) from error
        ids = {member.article_id for member in new}
        earlier = Grouping(
            {id_: story for id_, story in grouping.stories.items() if id_ not in ids},
            {id_: day for id_, day in grouping.dates.items() if id_ not in ids},
        )
        return GroupedArticles(
            {id_: story for id_, story in grouping.stories.items() if id_ in ids},
            {id_: day for id_, day in grouping.dates.items() if id_ in ids},
            _changed(self._folder, before, earlier),
        )

    def published(self, after: Manifest) -> None:
        """What was grouped last is in the atlas now, as ``after`` lists it."""
        self._seen = {part.articles.file for part in after.parts}

    def _caught_up(self, before: Manifest) -> Stories:
        """The stories of ``before``."""
        files = {part.articles.file: part for part in before.parts}
        stories = self._stories
        if stories is None or not self._seen <= files.keys():
            stories, self._seen = Stories(self._folder), set()
        # Whoever is interrupted on the way has half of a part.
        self._stories = None
        for file, part in files.items():
            if file not in self._seen:
                stories.restore(_members(self._folder, part))
                self._seen.add(file)
        self._stories = stories
        return stories


def member(article: Article, signed: bytes) -> Member:
    """An article that is new, as far as stories are concerned."""
    published = article.published if article.published_from != "story" else None
    return Member(article.id, signed, published)


def _members(folder: Path, part: AtlasPart) -> Iterator[Member]:
    signed = _signatures(folder, part)
    for row in parts.read(folder, part.articles, _COLUMNS).to_pylist():
        borrowed = row["published_from"] == "story"
        yield Member(
            row["article_id"],
            signed[row["article_id"]],
            None if borrowed else row["published"],
            row["story_id"],
            row["published"] if borrowed else None,
        )


def _signatures(folder: Path, part: AtlasPart) -> dict[str, bytes]:
    """Signatures by article id, from the texts where they were not kept or are lost."""
    signed: dict[str, bytes] = {}
    if part.signatures and (folder / part.signatures.file).is_file():
        stored = parts.read(folder, part.signatures, schema.SIGNATURES.names)
        signed = dict(zip(*(column.to_pylist() for column in stored.columns), strict=True))
    if len(signed) < part.articles.rows:
        texts = parts.read(folder, part.articles, ("article_id", "text"))
        for row in texts.to_pylist():
            if row["article_id"] not in signed:
                signed[row["article_id"]] = signature(row["text"])
    return signed


def _changed(folder: Path, before: Manifest, changes: Grouping) -> dict[int, pa.Table]:
    """The articles of the parts that hold articles of another story or date now."""
    changed: dict[int, pa.Table] = {}
    wanted = pa.array({*changes.stories, *changes.dates}, pa.string())
    for index, part in enumerate(before.parts if len(wanted) else ()):
        ids = parts.read(folder, part.articles, ["article_id"]).column("article_id")
        if pc.any(pc.is_in(ids, value_set=wanted)).as_py():
            changed[index] = _anew(parts.read(folder, part.articles), changes)
    return changed


def _anew(articles: pa.Table, changes: Grouping) -> pa.Table:
    changed = articles.to_pylist()
    for row in changed:
        id_ = row["article_id"]
        row["story_id"] = changes.stories.get(id_, row["story_id"])
        if id_ in changes.dates:
            row |= {"published": changes.dates[id_], "published_from": "story"}
    return pa.Table.from_pylist(changed, schema=articles.schema)
