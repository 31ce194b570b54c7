"""Checking a pack: what of it is not as it was packed."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.errors import BadInput
from geo.evidence.crate import MANIFEST, ListedFile, listed
from geo.evidence.timestamp import TIMESTAMP, Stamp, TimestampFailed, read_timestamp

if TYPE_CHECKING:
    from cryptography import x509

_LARGEST_STAMP = 1_000_000
_PIECE = 1 << 20
# What zipfile raises for damage that the directory at the end does not show.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class VerifiedPack:
    """What was found: ``changes`` names every file that is not as it was packed, and how;
    ``sha256`` is that of the manifest. ``stamp`` is None where there is no timestamp."""

    files: int
    sha256: str
    changes: tuple[str, ...]
    stamp: Stamp | None = None


def verify(path: Path, digest: str = "", roots: Sequence[x509.Certificate] = ()) -> VerifiedPack:
    """Read every file of a pack and hold it against the manifest.

    ``digest`` is the SHA-256 that the manifest had (hexadecimal), where it is known; ``roots``
    are the certificates that are trusted to sign timestamps. Raises BadInput for what is no pack.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _verified(archive, str(path), digest, roots)
    except (*_DAMAGE, ValueError) as error:
        raise BadInput(f"no pack of evidence: {error}", path=str(path)) from error


def _verified(
    archive: zipfile.ZipFile, path: str, digest: str, roots: Sequence[x509.Certificate]
) -> VerifiedPack:
    names = Counter(archive.namelist())
    if MANIFEST not in names:
        raise BadInput(f"no pack of evidence: it has no {MANIFEST}", path=path)
    manifest = _Hashed(archive)
    quoted = {quote(name): name for name in names}
    known: set[str] = set()
    changes = [
        f"{name}: is in the pack {count} times" for name, count in names.items() if count > 1
    ]
    files = 0
    try:
        for each in listed(manifest.pieces()):
            files += 1
            known.add(each.name)
            changes += _compared(archive, quoted.get(each.name), each)
    except _DAMAGE as error:
        raise BadInput(f"its {MANIFEST} is damaged", path=path) from error
    except ValueError as error:
        raise BadInput(f"its {MANIFEST} is no manifest: {error}", path=path) from error
    known |= {MANIFEST, TIMESTAMP}
    changes += [f"{name}: is not in the manifest" for name in quoted if name not in known]
    found = manifest.sha256.hexdigest()
    if digest and digest.lower() != found:
        changes.append(f"{MANIFEST}: another one than was packed: its SHA-256 is {found}")
    stamp = None
    if TIMESTAMP in names:
        try:
            answer = _read(archive, TIMESTAMP, _LARGEST_STAMP) or b""
            stamp = read_timestamp(answer, manifest.sha512.digest(), roots)
        except TimestampFailed as error:
            changes.append(str(error))
    elif roots:
        changes.append(f"{TIMESTAMP}: missing")
    return VerifiedPack(files, found, tuple(changes), stamp)


class _Hashed:
    """The manifest, hashed while it is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sha256, self.sha512 = hashlib.sha256(), hashlib.sha512()

    def pieces(self) -> Iterator[bytes]:
        with self._archive.open(MANIFEST) as file:
            while piece := file.read(_PIECE):
                self.sha256.update(piece)
                self.sha512.update(piece)
                yield piece


def _compared(archive: zipfile.ZipFile, name: str | None, file: ListedFile) -> Iterator[str]:
    """What is to be said of a file that the manifest lists, by its name in the pack."""
    if name is None:
        yield f"{file.name}: missing"
    elif not _is_same(archive, name, file.size, file.sha256):
        yield f"{file.name}: changed"


def _is_same(archive: zipfile.ZipFile, name: str, size: int, sha256: str) -> bool:
    """No more is unpacked than the manifest says that there is."""
    digest, read = hashlib.sha256(), 0
    try:
        with archive.open(name) as file:
            while piece := file.read(_PIECE):
                read += len(piece)
                if read > size:
                    return False
                digest.update(piece)
    except _DAMAGE:
        return False
    return read == size and digest.hexdigest() == sha256.lower()


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """The bytes of a file; None where it is damaged or larger than any."""
    try:
        with archive.open(name) as file:
            found = file.read(most + 1)
    except _DAMAGE:
        return None
    return found if len(found) <= most else None
