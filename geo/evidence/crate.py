"""The manifest of a pack: an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), as a JSON-LD value.

It is read one file at a time, for there may be a million of them.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import quote

MANIFEST = "ro-crate-metadata.json"

# The crate's own context leaves the term out.
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://schema.org/sha256"},
]
_encode = json.JSONEncoder(ensure_ascii=False).encode
_RIGHTS = (
    "Texts belong to their publishers. Places: GeoNames (CC BY 4.0) and the sources named for each."
)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the pack: ``kind`` is its media type, ``about`` what else is known of it, in the
    terms of schema.org."""

    name: str
    kind: str
    size: int
    sha256: str
    about: Mapping[str, Any] = field(default_factory=dict)


def entity(file: PackedFile) -> bytes:
    """What the manifest says of a file, as a line of JSON."""
    said = {
        "@id": quote(file.name),
        "@type": "File",
        **file.about,
        "encodingFormat": file.kind,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
    return _json(said) + b"\n"


def manifest(
    entities: BinaryIO, title: str, description: str, version: str, at: datetime
) -> Iterator[bytes]:
    """The manifest, in pieces, of the files that are told in ``entities``, one a line: there may
    be a million of them."""
    when = at.replace(microsecond=0).isoformat()
    about = {
        "@id": MANIFEST,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "datePublished": when,
        "license": {"@id": "#rights"},
    }
    others = (
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        {
            "@id": "#dateline",
            "@type": "SoftwareApplication",
            "name": "Dateline",
            "version": version,
        },
        {
            "@id": "#packed",
            "@type": "CreateAction",
            "name": "Packed as evidence",
            "endTime": when,
            "instrument": {"@id": "#dateline"},
            "result": {"@id": "./"},
        },
    )
    yield b'{"@context": %b,\n"@graph": [\n%b,\n' % (_json(_CONTEXT), _json(about))
    yield b'%b, "hasPart": [' % _json(root).removesuffix(b"}")
    for number, line in enumerate(_lines(entities)):
        yield b"%b\n%b" % (b"," if number else b"", _json({"@id": json.loads(line)["@id"]}))
    yield b"]}"
    for each in others:
        yield b",\n%b" % _json(each)
    for line in _lines(entities):
        yield b",\n%b" % line
    yield b"\n]}\n"


def _lines(entities: BinaryIO) -> Iterator[bytes]:
    entities.seek(0)
    return (line.removesuffix(b"\n") for line in entities)


def _json(value: object) -> bytes:
    return _encode(value).encode()


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
