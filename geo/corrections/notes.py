"""Notes and tags: what people write to an article or a mention, for themselves and each other.

They change no place. They are kept in the log of corrections, since they too are what a person has
said of the articles and cannot be made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from geo.corrections.models import Note

LONGEST_NOTE = 1000
LONGEST_TAG = 40
MOST_TAGS = 12


def tag(text: str) -> str:
    """A tag as it is kept: one line in small letters, without what parts tags from each other."""
    printable = "".join(c if c.isprintable() and c not in ",;" else " " for c in text)
    return " ".join(printable.lstrip("# ").split()).lower()[:LONGEST_TAG].strip()


def tags_in(text: str) -> tuple[str, ...]:
    """The tags in ``to check, Kabul; #maps``, each once."""
    found = (tag(part) for part in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_TAGS]


class ActiveNotes:
    """The notes that stand, oldest first, found by what they are about."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        self.notes = tuple(notes)
        self._articles: defaultdict[str, list[Note]] = defaultdict(list)
        self._mentions: defaultdict[tuple[str, int, int], list[Note]] = defaultdict(list)
        for note in self.notes:
            if note.spot is None:
                self._articles[note.article_id].append(note)
            else:
                where = note.article_id, note.spot.start, note.spot.end
                self._mentions[where].append(note)

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag, in the order of the alphabet."""
        return tuple(sorted({tag for note in self.notes for tag in note.tags}))

    def tagged(self, tags: Collection[str]) -> list[Note]:
        """The notes that bear any of these tags."""
        return [note for note in self.notes if not set(tags).isdisjoint(note.tags)]

    def of_article(self, article_id: str) -> tuple[Note, ...]:
        """Those of the article as a whole."""
        return tuple(self._articles.get(article_id, ()))

    def of_mention(self, article_id: str, start: int, end: int) -> tuple[Note, ...]:
        """Those of a mention."""
        return tuple(self._mentions.get((article_id, start, end), ()))
