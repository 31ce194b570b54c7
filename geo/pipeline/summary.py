"""What ingests did, alone and together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from geo.sources import ReadWarning, Reject
from geo.sources.progress import FileCount

_NUMBERS = ("read", "new", "duplicates", "undated", "mentions", "read_later")


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did.

    ``read`` articles were read, of which ``new`` were added to the atlas and ``duplicates``
    were there already (or came twice). ``undated`` (those that state no date) and ``mentions``
    count in the new ones; ``unresolved`` has the names that could not be placed there, most
    frequent first. ``unread`` counts the new articles that were stored without mentions
    because no installed model reads their language (ISO 639-1, "" where it cannot be told).
    ``doubts`` says of articles that were read what a person should look at. ``read_later``
    counts the articles stored earlier whose language can be read by now, and was. ``files``
    has each file and address that was read, in their order.
    """

    read: int
    new: int
    duplicates: int
    undated: int
    mentions: int
    unresolved: tuple[tuple[str, int], ...]
    rejects: tuple[Reject, ...]
    unread: tuple[tuple[str, int], ...] = ()
    doubts: tuple[ReadWarning, ...] = ()
    read_later: int = 0
    files: tuple[FileCount, ...] = ()

    @classmethod
    def sum(cls, summaries: Iterable[Self]) -> Self:
        """What several ingests did together; a file of which each has read some is one."""
        numbers, unresolved, unread = Counter[str](), Counter[str](), Counter[str]()
        rejects, doubts = list[Reject](), list[ReadWarning]()
        files: dict[str, FileCount] = {}
        for each in summaries:
            numbers.update({name: getattr(each, name) for name in _NUMBERS})
            unresolved.update(dict(each.unresolved))
            unread.update(dict(each.unread))
            rejects += each.rejects
            doubts += each.doubts
            for file in each.files:
                known = files.setdefault(file.name, FileCount(file.name))
                known.articles += file.articles
                known.rejected += file.rejected
        return cls(
            **{name: numbers[name] for name in _NUMBERS},
            unresolved=most_first(unresolved),
            unread=most_first(unread),
            rejects=tuple(rejects),
            doubts=tuple(doubts),
            files=tuple(files.values()),
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The inverse of ``dataclasses.asdict``, also by way of JSON."""
        return cls(
            **{name: data[name] for name in _NUMBERS},
            unresolved=tuple((name, count) for name, count in data["unresolved"]),
            unread=tuple((name, count) for name, count in data["unread"]),
            rejects=tuple(Reject(**each) for each in data["rejects"]),
            doubts=tuple(ReadWarning(**each) for each in data["doubts"]),
            files=tuple(FileCount(**each) for each in data["files"]),
        )


def most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """What was counted with its counts, the most frequent first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
