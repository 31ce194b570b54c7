"""Articles grouped into stories as they come.

A publication date is decided by ``geo.sources.publication``, before any article comes here; what
a story adds is the earliest date of the others for those that were left without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from geo.stories.near_duplicates import Index

# Restored at a time, which bounds the memory that restoring takes beyond the index.
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Member:
    """An article as far as stories are concerned.

    ``published`` is its own date as ``geo.sources.publication`` decided it, ``story_date`` the one
    that it has from its story. ``story_id`` is empty for an article that is new.
    """

    article_id: str
    signature: bytes
    published: date | None = None
    story_id: str = ""
    story_date: date | None = None


@dataclass(slots=True)
class Grouping:
    """What the last articles changed: by article, its story, and its date where that is the
    story's. Articles that came before appear where their story or date is another now.
    """

    stories: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)


class Stories:
    """All articles seen so far, in stories: those that a chain of near-duplicates connects.

    A story is named after the first article of it that came, and keeps that name. Which
    articles are together does not depend on the order they came in.
    """

    def __init__(self) -> None:
        self._index = Index()
        self._members: list[Member] = []
        # Rows by story, of those stories that are not just the article they are named after.
        self._groups: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._members)

    def restore(self, known: Iterable[Member]) -> None:
        """Take in articles as they were grouped before, without comparing them."""
        remaining = iter(known)
        while batch := list(islice(remaining, _BATCH)):
            self._index.put([member.signature for member in batch])
            self._members.extend(replace(member, signature=b"") for member in batch)
        shared = {each.story_id for each in self._members if each.story_id != each.article_id}
        self._groups = {story: [] for story in shared}
        for row, member in enumerate(self._members):
            if member.story_id in shared:
                self._groups[member.story_id].append(row)

    def add(self, arrivals: Sequence[Member]) -> Grouping:
        """Group new articles with each other and with those that came before."""
        changes = Grouping()
        alike = self._index.add([member.signature for member in arrivals])
        for member, twins in zip(arrivals, alike, strict=True):
            row = self._start_story(member)
            for twin in twins:
                self._join_stories(twin, row, changes)
            changes.stories[member.article_id] = self._members[row].story_id
        self._copy_dates(changes)
        return changes

    def _start_story(self, member: Member) -> int:
        """A story of its own for a new article; its row."""
        row = len(self._members)
        self._members.append(replace(member, signature=b"", story_id=member.article_id))
        # A forgotten article that gave its story the name joins that story again.
        if member.article_id in self._groups:
            self._groups[member.article_id].append(row)
        return row

    def _join_stories(self, one: int, other: int, changes: Grouping) -> None:
        """Make the stories of two rows one, under the name of the earlier."""
        earlier, later = sorted((self._rows(one), self._rows(other)))
        if earlier == later:
            return
        name = self._members[earlier[0]].story_id
        self._groups.pop(self._members[later[0]].story_id, None)
        for row in later:
            self._members[row] = replace(self._members[row], story_id=name)
            changes.stories[self._members[row].article_id] = name
        self._groups[name] = sorted((*earlier, *later))

    def _rows(self, row: int) -> list[int]:
        return self._groups.get(self._members[row].story_id, [row])

    def _copy_dates(self, changes: Grouping) -> None:
        """Copy the earliest date of a changed story to those of its articles that have none."""
        for story in sorted(set(changes.stories.values())):
            rows = self._groups.get(story, [])
            dates = [day for row in rows if (day := self._members[row].published)]
            for row in rows if dates else []:
                member = self._members[row]
                if member.published is None and member.story_date != min(dates):
                    self._members[row] = replace(member, story_date=min(dates))
                    changes.dates[member.article_id] = min(dates)
