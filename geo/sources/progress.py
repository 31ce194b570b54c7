"""How much there is still to read, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.sources.documents import is_endless
from geo.sources.protocol import Document, Draft, Reject


@dataclass(slots=True)
class FileCount:
    """How many articles were read in a file or at an address, and how many things rejected."""

    name: str
    articles: int = 0
    rejected: int = 0


class ReadingProgress:
    """Gives out documents one after the other, and counts what is read in them.

    ``count_item`` is to be called for each thing that was read in them, ``count_found`` for
    each as soon as it is found. ``files`` has the counts of the documents so far.
    """

    def __init__(self, documents: Sequence[Document | Reject]) -> None:
        self._documents = documents
        self._begun = 0
        self._items = 0
        self.files: list[FileCount] = []

    def __iter__(self) -> Iterator[Document | Reject]:
        for item in self._documents:
            self._begun += 1
            self.files.append(FileCount(item.name))
            yield item

    def count_found(self, found: Draft | Reject) -> None:
        """One more article in the document at hand, or something that is none."""
        if isinstance(found, Reject):
            self.files[-1].rejected += 1
        else:
            self.files[-1].articles += 1

    def count_item(self) -> None:
        """One more article, or something that is none."""
        self._items += 1

    def at_least(self) -> int:
        """How many things there are: those that were read, and one in each document to come.

        How many more a document holds nobody can say before it is read: what is guessed from
        others is wrong by orders of magnitude where a folder has texts and tables.
        """
        return self._items + len(self._documents) - self._begun

    def is_unknown(self) -> bool:
        """Whether nothing is known of what is to come: of a single file, of standard input."""
        if len(self._documents) == 1:
            return True
        return any(isinstance(each, Document) and is_endless(each) for each in self._documents)
