"""Articles grouped into stories as they come.

A publication date is decided by ``geo.sources.publication``, before any article comes here; what
a story adds is the earliest date of the others for those that were left without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from geo.storage import sqlite
from geo.stories.near_duplicates import Index

# Restored at a time, which bounds the memory that restoring takes.
_BATCH = 10_000

_SCHEMA = """
    CREATE TABLE members (
        number INTEGER PRIMARY KEY, article_id TEXT NOT NULL, story_id TEXT NOT NULL,
        published TEXT, story_date TEXT);
    CREATE INDEX stories ON members (story_id);
"""
# Dates are ISO 8601 texts, which sort as days do.
_UNDATED = """
    SELECT number, article_id FROM members
    WHERE story_id = ? AND published IS NULL AND story_date IS NOT ?2 AND ?2 IS NOT NULL
    ORDER BY number
"""


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

    What is known of them is on the disk, in files that go with this object, the large ones in
    ``folder``; memory does not grow with them. Raises OSError or sqlite3.Error where the disk
    refuses, and is of no use then.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._index = Index(folder)
        self._members = sqlite.temporary()
        self._members.executescript(_SCHEMA)

    def __len__(self) -> int:
        return len(self._index)

    def restore(self, known: Iterable[Member]) -> None:
        """Take in articles as they were grouped before, without comparing them."""
        remaining = iter(known)
        while batch := list(islice(remaining, _BATCH)):
            first = len(self)
            self._index.put([member.signature for member in batch])
            self._keep(first, batch)

    def add(self, arrivals: Sequence[Member]) -> Grouping:
        """Group new articles with each other and with those that came before."""
        changes = Grouping()
        first = len(self)
        alike = self._index.add([member.signature for member in arrivals])
        # A story of its own for each; a forgotten article that gave its story the name is in that.
        self._keep(first, [replace(member, story_id=member.article_id) for member in arrivals])
        for row, (member, twins) in enumerate(zip(arrivals, alike, strict=True), first):
            for twin in twins:
                self._join_stories(twin, row, changes)
            changes.stories[member.article_id] = self._story_of(row)
        self._copy_dates(changes)
        return changes

    def _keep(self, first: int, members: Sequence[Member]) -> None:
        rows = (
            (row, each.article_id, each.story_id, _text(each.published), _text(each.story_date))
            for row, each in enumerate(members, first)
        )
        self._members.executemany("INSERT INTO members VALUES (?, ?, ?, ?, ?)", rows)

    def _story_of(self, row: int) -> str:
        found = self._members.execute("SELECT story_id FROM members WHERE number = ?", (row,))
        return str(found.fetchone()[0])

    def _first_of(self, story: str) -> int:
        asked = "SELECT min(number) FROM members WHERE story_id = ?"
        return int(self._members.execute(asked, (story,)).fetchone()[0])

    def _join_stories(self, one: int, other: int, changes: Grouping) -> None:
        """Make the stories of two rows one, under the name of the earlier."""
        stories = {self._story_of(one), self._story_of(other)}
        if len(stories) == 1:
            return
        name, joined = sorted(stories, key=self._first_of)
        moved = self._members.execute(
            "SELECT article_id FROM members WHERE story_id = ? ORDER BY number", (joined,)
        )
        changes.stories.update((article, name) for (article,) in moved)
        self._members.execute("UPDATE members SET story_id = ? WHERE story_id = ?", (name, joined))

    def _copy_dates(self, changes: Grouping) -> None:
        """Copy the earliest date of a changed story to those of its articles that have none."""
        for story in sorted(set(changes.stories.values())):
            asked = "SELECT min(published) FROM members WHERE story_id = ?"
            [earliest] = self._members.execute(asked, (story,)).fetchone()
            undated = self._members.execute(_UNDATED, (story, earliest)).fetchall()
            for row, article in undated:
                changes.dates[article] = date.fromisoformat(earliest)
                self._members.execute(
                    "UPDATE members SET story_date = ? WHERE number = ?", (earliest, row)
                )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
