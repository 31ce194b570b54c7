"""Fetching a GeoNames dump over HTTP into a folder; an interrupted download goes on."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from geo.errors import BadInput, GazetteerBuildFailed

# As on https://download.geonames.org/export/dump/
FILES = (
    "countryInfo.txt",
    "admin1CodesASCII.txt",
    "admin2Codes.txt",
    "hierarchy.zip",
    "alternateNamesV2.zip",
    "allCountries.zip",
)
_CHUNK = 1 << 20
_TIMEOUT_S = 60

Progress = Callable[[int, int, str], None]


def download(url: str, folder: Path, progress: Progress | None = None) -> Path:
    """Fetch the dump's files from the folder at ``url`` and unpack them; returns ``folder``.

    What is complete is not fetched again, what is half there is gone on with. Raises BadInput
    for an address that is not http(s), GazetteerBuildFailed when a file cannot be had.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise BadInput(f"{url!r} is not the address of a GeoNames dump: it begins with https://")
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        unpacked = folder / name.replace(".zip", ".txt")
        if unpacked.is_file():
            continue
        fetched = folder / name
        if not fetched.is_file():
            _fetch(f"{url.rstrip('/')}/{name}", fetched, progress)
        if fetched != unpacked:
            _unpack(fetched, unpacked)
            fetched.unlink()
    return folder


def _fetch(url: str, target: Path, progress: Progress | None) -> None:
    part = target.with_name(f"{target.name}.part")
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url)  # noqa: S310  the scheme was checked
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            _receive(cast(HTTPResponse, answer), part, have, target.name, progress)
    except urllib.error.HTTPError as error:
        if error.code != 416:  # nothing is left to send: the part is the whole
            raise GazetteerBuildFailed(
                f"{url} could not be fetched: the server answered {error.code} {error.reason}"
            ) from error
    except (OSError, HTTPException) as error:
        raise GazetteerBuildFailed(
            f"{url} could not be fetched: {error}; run the same command again to go on"
        ) from error
    part.replace(target)


def _receive(
    answer: HTTPResponse, part: Path, have: int, name: str, progress: Progress | None
) -> None:
    resumed = answer.status == 206
    done = have if resumed else 0
    total = done + int(answer.headers.get("Content-Length") or 0)
    with part.open("ab" if resumed else "wb") as file:
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if progress:
                progress(done, max(done, total), name)
    if done < total:
        raise OSError(f"the connection ended after {done} of {total} bytes")


def _unpack(archive: Path, target: Path) -> None:
    """The one file of that name in the archive; nothing else of it is looked at."""
    part = target.with_name(f"{target.name}.part")
    try:
        with (
            zipfile.ZipFile(archive) as packed,
            packed.open(target.name) as source,
            part.open("wb") as file,
        ):
            shutil.copyfileobj(source, file, _CHUNK)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        archive.unlink()
        part.unlink(missing_ok=True)
        raise GazetteerBuildFailed(
            f"{archive} is not the archive of {target.name} ({error}); it was removed:"
            " run the same command again"
        ) from error
    part.replace(target)
