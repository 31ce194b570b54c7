"""How much there is still to read, guessed from how much was in what has been read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from geo.sources.documents import is_endless
from geo.sources.protocol import Document, Reject


class ReadingProgress:
    """Gives out documents one after the other, and sees how far each has been read.

    ``count_item`` is to be called for each thing that was read in them.
    """

    def __init__(self, documents: Sequence[Document | Reject]) -> None:
        self._documents = documents
        self._begun = 0
        self._items = 0  # in the documents that are done
        self._current = 0  # in the document that is being read
        self._stream: BinaryIO | None = None

    def __iter__(self) -> Iterator[Document | Reject]:
        for item in self._documents:
            self._items += self._current
            self._begun += 1
            self._current, self._stream = 0, None
            if isinstance(item, Reject):
                yield item
            else:
                yield replace(item, open=partial(self._opened, item))

    def count_item(self) -> None:
        """One more article, or something that is none."""
        self._current += 1

    def expected(self) -> int:
        """How many things there will have been, likely; 0 where nobody can say.

        Documents not begun hold as many as those that are done, on average. A file holds as
        much per byte to its end as up to here.
        """
        remaining = self._documents[max(0, self._begun - 1) :]
        if any(isinstance(each, Document) and is_endless(each) for each in remaining):
            return 0
        done = self._begun - 1
        usual = self._items / done if done > 0 else 1.0
        left = len(self._documents) - self._begun
        return round(self._items + self._current / self._share() + left * usual)

    def _opened(self, document: Document) -> BinaryIO:
        stream = document.open()
        self._stream = stream if document.path else None
        return stream

    def _share(self) -> float:
        """How much of the file at hand was read, from just above 0 to 1."""
        if self._stream is None or self._stream.closed:
            return 1.0
        file = self._stream.fileno()
        # Where the file is, not where its buffer is: some readers jump about in it.
        size, position = os.fstat(file).st_size, os.lseek(file, 0, os.SEEK_CUR)
        return position / size if 0 < position < size else 1.0
