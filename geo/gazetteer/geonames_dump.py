"""A GeoNames dump: downloaded, then streamed on top of the bundled sources.

A killed build goes on where it was.

Reads the files as GeoNames publishes them (https://download.geonames.org/export/dump/readme.txt):
``allCountries.txt`` or any ``cities*.txt``, and where present ``alternateNamesV2.txt``,
``countryInfo.txt``, ``admin1CodesASCII.txt``, ``admin2Codes.txt``, ``hierarchy.txt``.
Memory does not grow with the dump: rows go to the file in batches, each batch with the
position reached, and SQLite sorts the names on disk."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from geo.errors import BadInput, GazetteerBuildFailed
from geo.gazetteer import bundled, readers
from geo.gazetteer.readers import is_name
from geo.gazetteer.store import MatchKind, NameRow, PlaceRow, Writer

# Rows between two checkpoints: what a killed build does again at most.
_BATCH = 50_000

_PLACE_COLUMNS = 19
_NAME_COLUMNS = (8, 10)
# What alternateNamesV2 lists as languages but is no name.
_NOT_NAMES = frozenset(
    ["link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "fr_1793", "phon"]
)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line of a dump file, split at tabs; ``end`` is the byte where the next line starts."""

    path: Path
    number: int
    end: int
    cells: list[str]

    def error(self, message: str) -> BadInput:
        """An error that names this line."""
        return BadInput(
            f"{message}; download the file again", path=str(self.path), line=self.number
        )


def files(folder: Path) -> list[Path]:
    """The dump's files of places; raises BadInput when there are none."""
    whole = folder / "allCountries.txt"
    found = [whole] if whole.is_file() else sorted(folder.glob("cities*.txt"))
    if not found:
        raise BadInput(
            "holds neither allCountries.txt nor cities*.txt: download and unpack a GeoNames dump",
            path=str(folder),
        )
    return found


def fingerprint(folder: Path) -> str:
    """What identifies the dump, so that a build goes on only with the files it began with."""
    stats = ((path.name, path.stat()) for path in sorted(folder.glob("*.txt")))
    return ";".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


def fill(writer: Writer, folder: Path, progress: Progress) -> dict[str, str]:
    """Write the bundled places, then the dump's; returns the sources' versions.

    Raises BadInput naming file and line for a line that is not in GeoNames' format.
    """
    sources = files(folder)
    versions = bundled.stage(writer, progress)
    codes = bundled.codes() | _codes(folder)
    names = folder / "alternateNamesV2.txt"
    total = sum(path.stat().st_size for path in [*sources, *([names] if names.is_file() else [])])
    done = 0
    for path in sources:
        _places(writer, path, codes, not names.is_file(), done, total, progress)
        done += path.stat().st_size
    if names.is_file():
        _alternates(writer, names, done, total, progress)
    hierarchy = folder / "hierarchy.txt"
    if hierarchy.is_file():
        _hierarchy(writer, hierarchy)
    progress(total, total, "indexing names")
    bundled.finish(writer, codes)
    return versions | {"geonames": ", ".join(path.name for path in sources)}


def _places(
    writer: Writer,
    path: Path,
    codes: dict[str, int],
    with_names: bool,
    before: int,
    total: int,
    progress: Progress,
) -> None:
    for lines in _batches(writer, path):
        writer.add_places(_place(line, codes) for line in lines)
        writer.stage_names(name for line in lines for name in _names(line, with_names))
        writer.checkpoint(path.name, lines[-1].end, lines[-1].number)
        progress(before + lines[-1].end, total, f"reading {path.name}")


def _alternates(writer: Writer, path: Path, before: int, total: int, progress: Progress) -> None:
    for lines in _batches(writer, path):
        writer.stage_names(name for line in lines if (name := _alternate(line)))
        writer.checkpoint(path.name, lines[-1].end, lines[-1].number)
        progress(before + lines[-1].end, total, f"reading {path.name}")


def _batches(writer: Writer, path: Path) -> Iterator[list[DumpLine]]:
    """The lines after the last checkpoint, a batch at a time."""
    offset, number = writer.position(path.name)
    batch: list[DumpLine] = []
    for line in _lines(path, offset, number):
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _lines(path: Path, offset: int = 0, number: int = 0) -> Iterator[DumpLine]:
    with path.open("rb") as file:
        file.seek(offset)
        for raw in file:
            offset += len(raw)
            number += 1
            try:
                text = raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise BadInput(
                    f"is not UTF-8 ({error.reason}); download the file again",
                    path=str(path),
                    line=number,
                ) from error
            if text and not text.startswith("#"):
                yield DumpLine(path, number, offset, text.split("\t"))


def _place(line: DumpLine, codes: dict[str, int]) -> PlaceRow:
    cells = line.cells
    if len(cells) != _PLACE_COLUMNS:
        raise line.error(f"{len(cells)} columns, expected {_PLACE_COLUMNS}")
    key = _integer(line, cells[0], "geonameid")
    country, admin1, admin2 = cells[8], cells[10], cells[11]
    containers = [f"{country}.{admin1}.{admin2}", f"{country}.{admin1}", country, f"in:{country}"]
    return PlaceRow(
        key=key,
        name=cells[1],
        latitude=_degrees(line, cells[4], "latitude", 90),
        longitude=_degrees(line, cells[5], "longitude", 180),
        feature_class=cells[6],
        feature_code=cells[7],
        country_code=country,
        population=_integer(line, cells[14] or "0", "population"),
        parent=_parent(key, [codes.get(code) for code in containers]),
    )


def _parent(key: int, chain: list[int | None]) -> int | None:
    """The nearest container; of a division or country, which is in its own chain, the next."""
    outer = chain[chain.index(key) + 1 :] if key in chain else chain
    return next((holder for holder in outer if holder), None)


def _names(line: DumpLine, with_alternates: bool) -> Iterator[NameRow]:
    key = int(line.cells[0])
    yield NameRow(key, line.cells[1], MatchKind.NAME)
    if line.cells[2]:
        yield NameRow(key, line.cells[2], MatchKind.NAME)
    if with_alternates:
        for name in filter(is_name, line.cells[3].split(",")):
            yield NameRow(key, name, MatchKind.ALTERNATE)


def _alternate(line: DumpLine) -> NameRow | None:
    cells = line.cells
    if len(cells) not in _NAME_COLUMNS:
        raise line.error(f"{len(cells)} columns, expected {_NAME_COLUMNS[-1]}")
    key = _integer(line, cells[1], "geonameid")
    language, name = cells[2], cells[3]
    if language in _NOT_NAMES:
        return None
    if language == "abbr":
        return NameRow(key, name, MatchKind.ABBREVIATION, "".join(filter(str.isalnum, name)))
    if not is_name(name):
        return None
    if cells[7] == "1":
        return NameRow(key, name, MatchKind.HISTORIC)
    return NameRow(key, name, MatchKind.SHORT if cells[5] == "1" else MatchKind.ALTERNATE)


def _codes(folder: Path) -> dict[str, int]:
    """GeoNames numbers by ``US``, ``US.CA``, ``US.CA.037``; of its continent by ``in:US``."""
    found: dict[str, int] = {}
    continents = {continent.code: continent.key for continent in readers.continents()}
    for line in _table(folder / "countryInfo.txt", 18):
        if line.cells[16]:
            found[line.cells[0]] = _integer(line, line.cells[16], "geonameid")
        if line.cells[8] in continents:
            found[f"in:{line.cells[0]}"] = continents[line.cells[8]]
    for name in ("admin1CodesASCII.txt", "admin2Codes.txt"):
        for line in _table(folder / name, 4):
            found[line.cells[0]] = _integer(line, line.cells[3], "geonameid")
    return found


def _hierarchy(writer: Writer, path: Path) -> None:
    """Containers of what lies in no country: seas, regions that span borders."""
    for line in _table(path, 2):
        outer = _integer(line, line.cells[0], "parentId")
        inner = _integer(line, line.cells[1], "childId")
        if outer != inner:
            writer.set_missing_parent(inner, outer)


def _table(path: Path, columns: int) -> Iterator[DumpLine]:
    if path.is_file():
        for line in _lines(path):
            if len(line.cells) < columns:
                raise line.error(f"{len(line.cells)} columns, expected at least {columns}")
            yield line


def _integer(line: DumpLine, text: str, what: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise line.error(f"{what} is {text!r}, expected a whole number") from None


def _degrees(line: DumpLine, text: str, what: str, limit: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise line.error(f"{what} is {text!r}, expected -{limit} to {limit}")
    return value


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
