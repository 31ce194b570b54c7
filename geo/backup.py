"""A copy of all that cannot be made again: the atlas, and what people have written beside it.

A zip of the files as they are, with a list of their digests, written whole or not at all, and put
back whole or not at all. The gazetteer and the caches are not in it: they are made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import IO, Any

from geo.atlas import manifest, parts
from geo.atlas.remote import local_folder
from geo.errors import AtlasError, BadInput
from geo.settings import Settings
from geo.storage import atomic

LIST = "backup.json"
_FORMAT = {"format": "dateline-backup", "version": 1}
_ATLAS = "atlas/"
_IN_ATLAS = re.compile(r"atlas/[A-Za-z0-9][A-Za-z0-9._-]*")
_LARGEST_LIST = 100_000_000
_PIECE = 1 << 20
# Publications during which a part may be put into another before it could be copied.
_ATTEMPTS = 3
# What zipfile raises for damage that the directory at the end does not show.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied or put back: the files of the atlas, what people wrote, by what it is, and
    the bytes of all. ``aside`` is where what was there before lies now."""

    parts: int
    written: tuple[str, ...]
    bytes: int
    aside: tuple[Path, ...] = ()


def back_up(settings: Settings, out: Path) -> Copied:
    """Write the copy to ``out``.

    Raises BadInput where there is nothing to copy or the atlas is elsewhere, AtlasError where a
    part is missing, OSError.
    """
    folder = _folder(settings)
    for attempt in range(_ATTEMPTS):
        try:
            with atomic.replacing(out) as temporary:
                return _write(settings, folder, temporary)
        except _Superseded as error:
            if attempt == _ATTEMPTS - 1:
                raise AtlasError(
                    f"{error} is missing: `dateline atlas verify` says what to do"
                ) from error
    raise AssertionError("the last attempt returns or raises")


def restore(settings: Settings, source: Path, replace: bool = False) -> Copied:
    """Put back what a copy holds; with ``replace`` in the place of what is there, which is kept
    beside it under another name.

    Raises BadInput for what is no copy, is damaged or would replace anything, OSError. Nothing
    has changed then.
    """
    folder = _folder(settings)
    places = {_ATLAS: folder, **settings.written_by_people}
    try:
        with zipfile.ZipFile(source) as archive:
            listed = _listed(archive, source, settings)
            taken = [place for place in places.values() if _is_there(place)]
            if taken and not replace:
                raise BadInput(
                    "is there already: give --replace to put it aside, or other places with "
                    "--atlas and DATELINE_CORRECTIONS",
                    path=str(taken[0]),
                )
            with _staged(tuple(places.values())) as new:
                _unpack(archive, listed, places, new, str(source))
                aside = _exchange(new)
    except _DAMAGE as error:
        raise BadInput(f"is no backup, or damaged: {error}", path=str(source)) from error
    return _counted(listed, aside)


class _Superseded(Exception):
    """A part that the manifest names is not there any more."""


def _folder(settings: Settings) -> Path:
    folder = local_folder(settings.atlas)
    if folder is None:
        raise BadInput(
            f"the atlas is at {settings.atlas}: copy it there; give the folder of an atlas on this "
            "machine with --atlas"
        )
    return folder.absolute()


def _write(settings: Settings, folder: Path, out: Path) -> Copied:
    listed: dict[str, dict[str, Any]] = {}
    published = manifest.read(folder)
    with zipfile.ZipFile(out, "w") as archive:
        if published.parts:
            text = published.to_json().encode()
            listed[_ATLAS + manifest.NAME] = _add(archive, _ATLAS + manifest.NAME, text)
        for part in published.parts:
            for name in part.files():
                listed[_ATLAS + name] = _add_file(archive, _ATLAS + name, folder / name)
        for name, path in settings.written_by_people.items():
            if path.is_file():
                # As it is at one moment, whoever adds to it meanwhile.
                listed[name] = _add(archive, name, path.read_bytes())
        if not listed:
            raise BadInput("there is nothing to back up", path=str(folder))
        about = {
            **_FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "dateline": metadata.version("dateline"),
            "files": listed,
        }
        archive.writestr(LIST, json.dumps(about, indent=1))
    return _counted(listed)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> dict[str, Any]:
    archive.writestr(name, content)
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _add_file(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file, archive.open(name, "w", force_zip64=True) as packed:
            return _copy(file, packed)
    except FileNotFoundError as error:
        raise _Superseded(str(path)) from error


def _copy(source: IO[bytes], target: IO[bytes], most: int | None = None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if most is not None and size > most:
            break
        digest.update(piece)
        target.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _listed(
    archive: zipfile.ZipFile, source: Path, settings: Settings
) -> dict[str, Mapping[str, Any]]:
    """The files that a copy lists, each of which it has once and no other."""
    names = Counter(archive.namelist())
    try:
        with archive.open(LIST) as file:
            about = json.loads(file.read(_LARGEST_LIST))
        files = about["files"]
        known = {key: about.get(key) for key in _FORMAT} == _FORMAT
        whole = {name: (int(f["bytes"]), str(f["sha256"])) for name, f in files.items()}
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"is no backup: it has no {LIST} of this version", path=str(source)
        ) from error
    if not known or set(names) != {*whole, LIST} or max(names.values()) > 1:
        raise BadInput("is no backup: it does not hold what it lists", path=str(source))
    for name in whole:
        if not _IN_ATLAS.fullmatch(name) and name not in settings.written_by_people:
            raise BadInput(f"is no backup: {name!r} is no file of one", path=str(source))
    return files  # type: ignore[no-any-return]


def _is_there(place: Path) -> bool:
    """Whether there is anything but a lock."""
    if place.is_dir():
        return any(not each.name.startswith(".") for each in place.iterdir())
    return place.exists()


@contextmanager
def _staged(places: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Where each place's content is put first: beside it, so that one renaming is enough."""
    new = {place: place.with_name(f".{place.name}.{os.getpid()}.new") for place in places}
    try:
        yield new
    finally:
        for path in new.values():
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _unpack(
    archive: zipfile.ZipFile,
    listed: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, Path],
    new: Mapping[Path, Path],
    source: str,
) -> None:
    for name, expected in listed.items():
        is_part = name.startswith(_ATLAS)
        target = new[places[_ATLAS if is_part else name]]
        target = target / name.removeprefix(_ATLAS) if is_part else target
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as packed, target.open("wb") as file:
            found = _copy(packed, file, int(expected["bytes"]))
            file.flush()
        if found != dict(expected):
            raise BadInput(f"is damaged: {name} is not as it was", path=source)
        atomic.publish(target, target)


def _exchange(staged: Mapping[Path, Path]) -> tuple[Path, ...]:
    """Put what is new in the places, and what was there aside; all of it or nothing."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    moved: list[tuple[Path, Path]] = []
    aside: list[Path] = []
    try:
        for place, new in staged.items():
            if _is_there(place):
                old = place.with_name(f"{place.name}.before-{stamp}")
                _move(place, old, moved)
                aside.append(old)
            elif place.is_dir():
                shutil.rmtree(place)
            if new.exists():
                _move(new, place, moved)
    except OSError:
        for here, there in reversed(moved):
            there.rename(here)
        raise
    return tuple(aside)


def _move(here: Path, there: Path, moved: list[tuple[Path, Path]]) -> None:
    if here.is_dir() and (here / manifest.NAME).exists() and not here.name.startswith("."):
        with parts.locked(here):  # whoever writes to it is let finish
            here.rename(there)
    else:
        here.rename(there)
    moved.append((here, there))


def _counted(listed: Mapping[str, Mapping[str, Any]], aside: tuple[Path, ...] = ()) -> Copied:
    names = [name for name in listed if not name.startswith(_ATLAS)]
    atlas = sum(name.endswith(".parquet") for name in listed)
    return Copied(atlas, tuple(names), sum(int(f["bytes"]) for f in listed.values()), aside)
