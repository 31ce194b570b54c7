"""How much there is still to read, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.sources.documents import is_endless
from geo.sources.protocol import Document, Reject


class ReadingProgress:
    """Gives out documents one after the other, and counts what is read in them.

    ``count_item`` is to be called for each thing that was read in them.
    """

    def __init__(self, documents: Sequence[Document | Reject]) -> None:
        self._documents = documents
        self._begun = 0
        self._items = 0

    def __iter__(self) -> Iterator[Document | Reject]:
        for item in self._documents:
            self._begun += 1
            yield item

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
