"""The records of a JSON text of any length, one at a time, none larger or deeper than is good.

Python's parser takes a whole text at once and recurses into it. This finds where records
begin and end by their brackets alone; what is between them is parsed one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from geo.settings import Bounds

_OUTSIDE = re.compile(r"[\"{}\[\]]")
_IN_STRING = re.compile(r"[\"\\]")


@dataclass(frozen=True, slots=True)
class Value:
    """A record as it stands in the text, counted from 1; or what is wrong with it.

    ``nested`` says that it is an element of a list, not a text of its own.
    """

    number: int
    text: str = ""
    fault: str = ""
    nested: bool = False


def parse(text: str) -> Any:
    """A record. Raises ValueError for what is not JSON; NaN and Infinity are not."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def values(chunks: Iterable[str], bounds: Bounds) -> Iterator[Value]:
    """The elements of a list, or the values that follow each other in the text.

    A value that is no list may have ``file_bytes`` characters, an element ``article_bytes``.
    """
    scan = _Scan(bounds)
    for chunk in chunks:
        yield from scan.feed(chunk)
    yield from scan.end()


class _Scan:
    """How deep the text is at the moment, and the record that is under way."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._number = 0
        self._depth = 0
        self._base = 0  # 1 within a list of records
        self._quoted = False
        self._escaped = False
        self._pieces: list[str] = []
        self._size = 0
        self._fault = ""
        self._open = False

    def feed(self, chunk: str) -> Iterator[Value]:
        """The records that end in this piece of the text."""
        position = start = 0
        while position < len(chunk):
            if self._escaped:
                self._escaped = False
                position += 1
                continue
            match = (_IN_STRING if self._quoted else _OUTSIDE).search(chunk, position)
            if match is None:
                break
            mark, position = match[0], match.end()
            if mark == "\\":
                self._escaped = True
            elif mark == '"':
                self._quoted = not self._quoted
            elif mark in "{[":
                if self._begins_record(mark):
                    start = match.start()
            elif self._ends_record():
                yield self._ended(chunk[start:position])
                start = position
        if self._open:
            self._keep(chunk[start:])

    def _begins_record(self, mark: str) -> bool:
        """Go a level deeper, and say whether a record begins there."""
        if mark == "[" and self._depth == 0 and not self._base:
            self._base = self._depth = 1
            return False
        begins = self._depth == self._base
        self._open = self._open or begins
        self._depth += 1
        if self._depth - self._base > self._bounds.json_depth:
            self._fault = f"nested too deeply: over {self._bounds.json_depth} levels"
        return begins

    def _ends_record(self) -> bool:
        """Go a level up, and say whether that ends a record."""
        self._depth -= 1
        if self._open and self._depth == self._base:
            return True
        if self._depth <= 0:
            self._depth = self._base = 0  # the end of a list, or one bracket too many
        return False

    def end(self) -> Iterator[Value]:
        """What the end of the text cut off."""
        if self._open:
            self._fault = self._fault or "the file ends in the middle of it"
            yield self._ended("")

    def _ended(self, last: str) -> Value:
        self._keep(last)
        self._number += 1
        text = "" if self._fault else "".join(self._pieces)
        value = Value(self._number, text, self._fault, nested=bool(self._base))
        self._pieces, self._size, self._fault, self._open = [], 0, "", False
        return value

    def _keep(self, piece: str) -> None:
        bounds = self._bounds
        limit = bounds.article_bytes if self._base else bounds.file_bytes
        self._size += len(piece)
        if self._size > limit:
            self._fault = f"too large: over {limit:,} characters in one record"
        if self._fault:
            self._pieces.clear()
        else:
            self._pieces.append(piece)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")
