"""Reading the manifest of a pack: what it says of each file, one at a time, for there may be a
million of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

GRAPH = "@graph"

# Of a manifest that names its entities one by one, none but the list of all files is long.
_LARGEST_VALUE = 200_000_000
_BLANK = " \t\r\n"
_AFTER_VALUE = frozenset((*_BLANK, *",:]}"))


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the manifest has it: its quoted name, its size in bytes, its SHA-256 in
    hexadecimal."""

    name: str
    size: int
    sha256: str


def listed(manifest: Iterable[bytes]) -> Iterator[ListedFile]:
    """The files that a manifest, given in pieces, lists. Raises ValueError for what is none."""
    for entity in _Json(manifest).elements(GRAPH):
        if isinstance(entity, dict) and entity.get("@type") == "File":
            try:
                yield ListedFile(
                    str(entity["@id"]), int(entity["contentSize"]), str(entity["sha256"])
                )
            except (KeyError, TypeError) as error:
                raise ValueError(f"what it says of a file lacks {error}") from error


def _reference(value: dict[str, Any]) -> dict[str, Any] | None:
    """Nothing in place of what only names another entity: the root names every file."""
    return None if value.keys() == {"@id"} else value


class _Json:
    """An object in JSON, read piece by piece."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._parse = json.JSONDecoder(object_hook=_reference).raw_decode
        self._text, self._at, self._ended = "", 0, False

    def elements(self, name: str) -> Iterator[Any]:
        """The elements of the array that is called so. Raises ValueError for other JSON, and for
        what is none."""
        found = False
        for _ in self._items("{", "}"):
            key = self._value()
            self._expect(":")
            if key == name and self._next() == "[":
                found = True
                for _ in self._items("[", "]"):
                    yield self._value()
            else:
                self._value()
        if self._next():
            raise ValueError("something follows its end")
        if not found:
            raise ValueError(f"it has no {name}")

    def _items(self, begin: str, end: str) -> Iterator[None]:
        """Pass the signs around and between items; each is to be read when it is its turn."""
        self._expect(begin)
        if self._takes(end):
            return
        while True:
            yield
            if self._takes(end):
                return
            self._expect(",")

    def _value(self) -> Any:
        """The next value; where only its beginning is here, as much again is read."""
        self._next()
        while True:
            try:
                value, end = self._parse(self._text, self._at)
            except json.JSONDecodeError:
                if self._ended:
                    raise
            except RecursionError as error:
                raise ValueError("it is nested too deeply") from error
            else:
                # Of a number only its beginning may be here.
                if self._ended or self._text[end : end + 1] in _AFTER_VALUE:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LARGEST_VALUE:
                raise ValueError("a value in it is too long")
            self._read(len(self._text) - self._at)

    def _takes(self, sign: str) -> bool:
        """Whether this sign is next; then it is passed."""
        takes = self._next() == sign
        self._at += takes
        return takes

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise ValueError(f"{sign!r} is missing")

    def _next(self) -> str:
        """The next sign that is no blank, "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._read(0)

    def _read(self, least: int) -> None:
        """Read on, so many characters or a piece."""
        kept = [self._text[self._at :]]
        more = 0
        while not self._ended and more <= least:
            piece = next(self._pieces, None)
            self._ended = piece is None
            kept.append(self._decode(piece or b"", self._ended))
            more += len(kept[-1])
        self._text, self._at = "".join(kept), 0
