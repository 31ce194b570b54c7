"""The gazetteer as an installed Dateline brings it: one compressed file of the package.

It is made when the wheel is built, so that nobody who installs it needs the 240 MB of packages
that it is built from. In a checkout there is none.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable
from pathlib import Path

FILE = Path(__file__).with_name("gazetteer.sqlite.xz")

# Level 6 takes six times the time, at every build of a wheel, for an eighth less.
_LEVEL = 1
_CHUNK = 1 << 20

Progress = Callable[[int, int, str], None]


def pack(gazetteer: Path, target: Path) -> None:
    """Write the gazetteer's file, compressed, to ``target``. Raises OSError."""
    with gazetteer.open("rb") as plain, lzma.open(target, "wb", preset=_LEVEL) as packed:
        while chunk := plain.read(_CHUNK):
            packed.write(chunk)


def unpack(packed: Path, target: Path, progress: Progress) -> None:
    """Write what ``packed`` holds to ``target``. Raises OSError, LZMAError or EOFError."""
    size = packed.stat().st_size
    with packed.open("rb") as file, lzma.open(file) as unpacking, target.open("wb") as plain:
        while chunk := unpacking.read(_CHUNK):
            plain.write(chunk)
            progress(file.tell(), size, "unpacking the gazetteer")
