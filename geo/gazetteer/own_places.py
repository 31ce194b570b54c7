"""Your own places: beats, court districts, camps, whatever no gazetteer knows as you know it.

They are kept as JSON lines in a file of the user's (`Settings.places`), which no build of the
gazetteer touches, and are asked for beside the gazetteer by `geo.gazetteer.lookup`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geo.errors import BadInput, DatelineError
from geo.gazetteer.names import normalise
from geo.models import OWN
from geo.storage import atomic, locks

HEADER = {"format": "dateline-places", "version": 1}
"""The first line of the file."""

LONGEST_NAME = 200

# The last word of a kind -> GeoNames feature class and code. What is not here is a site.
_FEATURES = {
    **dict.fromkeys(("town", "city", "village", "hamlet", "settlement"), ("P", "PPL")),
    **dict.fromkeys(("quarter", "neighbourhood", "neighborhood", "suburb"), ("P", "PPLX")),
    **dict.fromkeys(("district", "beat", "precinct", "ward", "county", "parish"), ("A", "ADMD")),
    **dict.fromkeys(("division", "constituency", "diocese"), ("A", "ADMD")),
    **dict.fromkeys(("region", "area", "zone", "corridor"), ("L", "RGN")),
    **dict.fromkeys(("park", "reserve"), ("L", "PRK")),
    **dict.fromkeys(("river", "stream", "creek"), ("H", "STM")),
    **dict.fromkeys(("lake", "reservoir"), ("H", "LK")),
    **dict.fromkeys(("sea", "bay", "water"), ("H", "BAY")),
    **dict.fromkeys(("mountain", "hill"), ("T", "MT")),
    **dict.fromkeys(("island", "islands"), ("T", "ISL")),
    "valley": ("T", "VAL"),
}
_REFUGEE_CAMP = ("S", "CMPRF")
_SITE = ("S", "")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place as its owner describes it: WGS 84 degrees, ``country`` as ISO 3166-1 alpha-2 code
    or "", ``kind`` in the owner's words. Raises ValueError, with the reason, for what is none."""

    name: str
    latitude: float
    longitude: float
    kind: str = ""
    country: str = ""
    other_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self.names:
            if len(name) > LONGEST_NAME:
                raise ValueError(f"a name is longer than {LONGEST_NAME} characters")
            if not normalise(name):
                raise ValueError(f"the name {name!r} has no letter in it")
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(
                f"latitude {self.latitude:g} and longitude {self.longitude:g} are not on Earth: "
                "give degrees, south and west negative"
            )
        if self.latitude == self.longitude == 0:
            raise ValueError("0, 0 is in the Atlantic: give the place's own position")

    @property
    def id(self) -> str:
        """The same for the same name at the same position, whatever else is said of it."""
        key = normalise(self.name)
        at = f"{key} {self.latitude:.4f} {self.longitude:.4f}"
        digest = hashlib.blake2b(at.encode(), digest_size=4).hexdigest()
        words = re.findall("[a-z0-9]+", key)
        return f"{OWN}:{'-'.join((*words, digest))}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name, then the others."""
        return (self.name, *self.other_names)

    @property
    def feature(self) -> tuple[str, str]:
        """The GeoNames class and code of its kind."""
        words = _WORD.findall(self.kind.casefold())
        if "refugee" in words or "displaced" in words:
            return _REFUGEE_CAMP
        return _FEATURES.get(words[-1], _SITE) if words else _SITE


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line of the file that holds no place: it is left alone, and said to be wrong."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoredPlaces:
    """What the file holds."""

    places: tuple[OwnPlace, ...] = ()
    unreadable: tuple[UnreadableLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """How many of the places were new, described otherwise than before, or known just so."""

    new: int
    changed: int
    known: int


class OwnPlacesFile:
    """The file of one's own places; several processes may change it, one after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> StoredPlaces:
        """What is kept; nothing where there is no file. Raises DatelineError."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return StoredPlaces()
        except OSError as error:
            raise DatelineError(f"{self.path} cannot be read: {error.strerror}") from error
        places: dict[str, OwnPlace] = {}
        unreadable = []
        for number, line in enumerate(lines, start=1):
            try:
                place = _from_line(line)
            except ValueError as error:
                text = line.decode("utf-8", "surrogateescape")
                unreadable.append(UnreadableLine(number, text, str(error)))
                continue
            if place is not None:
                places[place.id] = place
        return StoredPlaces(tuple(places.values()), tuple(unreadable))

    def add(self, places: Iterable[OwnPlace]) -> Added:
        """Keep these places too. Doing it twice changes nothing. Raises DatelineError."""
        with self._writing():
            stored = self.read()
            kept = {place.id: place for place in stored.places}
            before = dict(kept)
            for place in places:
                kept[place.id] = place
            new = len(kept) - len(before)
            changed = sum(kept[id_] != place for id_, place in before.items())
            touched = {place.id for place in places}
            if new or changed:
                self._write(kept.values(), stored.unreadable)
        return Added(new, changed, len(touched) - new - changed)

    def remove(self, wanted: Sequence[str]) -> tuple[OwnPlace, ...]:
        """Forget the places with these ids or names; all of them, or none.

        Raises BadInput for what nothing is called, or several are, DatelineError.
        """
        with self._writing():
            stored = self.read()
            gone = {place.id: place for name in wanted for place in _one(stored.places, name)}
            left = [place for place in stored.places if place.id not in gone]
            self._write(left, stored.unreadable)
        return tuple(gone.values())

    @property
    def version(self) -> tuple[int, int]:
        """Another whenever the file has changed."""
        try:
            status = self.path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size

    def _writing(self) -> Any:
        try:
            return locks.hold(self.path.with_name(f".{self.path.name}.lock"))
        except OSError as error:
            raise self._unwritable(error) from error

    def _write(self, places: Iterable[OwnPlace], unreadable: Iterable[UnreadableLine]) -> None:
        lines = [json.dumps(HEADER).encode(), *map(_to_line, places)]
        lines += [each.text.encode("utf-8", "surrogateescape") for each in unreadable]
        try:
            atomic.write(self.path, b"".join(line + b"\n" for line in lines))
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> DatelineError:
        return DatelineError(
            f"{self.path} cannot be written: {error.strerror}; choose another file with "
            "DATELINE_PLACES"
        )


def _to_line(place: OwnPlace) -> bytes:
    values = {name: value for name, value in asdict(place).items() if value not in ("", ())}
    return json.dumps(values, ensure_ascii=False).encode()


def _from_line(line: bytes) -> OwnPlace | None:
    """The place in a line, None where it is blank or the header. Raises ValueError."""
    if not line.strip():
        return None
    data = json.loads(line.decode("utf-8"))
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    if "format" in data:
        if data != HEADER:
            raise ValueError("made by another version of Dateline")
        return None
    try:
        return OwnPlace(**{**data, "other_names": tuple(data.get("other_names", ()))})
    except TypeError as error:
        raise ValueError("not a place with name, latitude and longitude") from error


def _one(places: Iterable[OwnPlace], wanted: str) -> Iterator[OwnPlace]:
    """The place with this id or name."""
    found = [place for place in places if place.id == wanted]
    found = found or [p for p in places if normalise(p.name) == normalise(wanted)]
    if not found:
        raise BadInput(f"no place of your own is called {wanted!r}: see `dateline gazetteer list`")
    if len(found) > 1:
        ids = ", ".join(place.id for place in found)
        raise BadInput(f"several places of your own are called {wanted!r}: give one of {ids}")
    yield found[0]
