"""Fetching a GeoNames dump to build from: each file whole, or not at all."""

from __future__ import annotations

import http.client
import shutil
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from geo.errors import BadInput, GazetteerBuildFailed

Progress = Callable[[int, int, str], None]
"""Called with (bytes done, bytes in all or 0, the file)."""

# As GeoNames publishes them: a zip holds the text of the same name.
FILES = (
    "countryInfo.txt",
    "admin1CodesASCII.txt",
    "admin2Codes.txt",
    "alternateNamesV2.zip",
    "allCountries.zip",
)
_TIMEOUT = 60.0  # seconds without a byte
_CHUNK = 1 << 20


def download(url: str, folder: Path, progress: Progress | None = None) -> Path:
    """The folder, with every file of the dump at ``url`` in it.

    ``url`` is that of the folder that holds them, such as the export/dump of GeoNames. A
    file that is there already is not fetched again, so what was interrupted can go on.
    Raises BadInput for a URL that is not http(s), GazetteerBuildFailed where a file cannot
    be fetched.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadInput(f"{url!r} is not the address of a GeoNames dump: it begins with https://")
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        address = f"{url.rstrip('/')}/{name}"
        try:
            _fetch(address, folder, name, progress or _silent)
        except (OSError, http.client.HTTPException, zipfile.BadZipFile, KeyError) as error:
            raise GazetteerBuildFailed(
                f"{address} could not be fetched into {folder}: {error}; what came whole is kept, "
                "so run the same command again"
            ) from error
    return folder


def _fetch(address: str, folder: Path, name: str, progress: Progress) -> None:
    target = (folder / name).with_suffix(".txt")
    if target.exists():
        return
    partial = folder / f"{name}.part"
    try:
        _copy(address, partial, name, progress)
        if name.endswith(".zip"):
            _unpack(partial, target)
        else:
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _copy(address: str, partial: Path, name: str, progress: Progress) -> None:
    with (
        urllib.request.urlopen(address, timeout=_TIMEOUT) as answer,  # noqa: S310 (http(s) alone)
        partial.open("wb") as file,
    ):
        total = int(answer.headers.get("Content-Length") or 0)
        done = 0
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            progress(done, total, name)
    if done < total:
        raise http.client.IncompleteRead(b"", total - done)


def _unpack(archive: Path, target: Path) -> None:
    unpacked = target.with_name(f"{target.name}.part")
    try:
        with (
            zipfile.ZipFile(archive) as files,
            files.open(target.name) as member,
            unpacked.open("wb") as file,
        ):
            shutil.copyfileobj(member, file, _CHUNK)
        unpacked.replace(target)
    finally:
        unpacked.unlink(missing_ok=True)


def _silent(done: int, total: int, what: str) -> None:
    """Nobody watches."""
