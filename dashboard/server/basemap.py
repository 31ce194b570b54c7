"""What the map is drawn on, unpacked into the cache so that the browser can fetch it in pieces.

The folders are named by what is in them, and so are the addresses that the browser sees: it may
keep a piece for good. Towns' names come from the gazetteer, in the background once there is one;
until then the map has none.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.server import piece_index, static_files, town_names
from dashboard.server.tiles import TileFile, TileSource, tile_source
from geo.errors import DatelineError
from geo.gazetteer.settlements import settlements
from geo.places.outlines import OUTLINES
from geo.settings import Settings

SHAPES = static_files.ASSETS / "basemap.zip"
SHAPE_LEVELS = (0, 3, 4, 5, 6, 7)
"""The zooms from which the map is drawn from each of its folders, and the levels at which these
are cut. The same stands in ``assets/pieces.js``."""

_SESSION = "basemap"
# Folders that are there as long as the server is.
_unpacked_folders: list[tempfile.TemporaryDirectory[str]] = []

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Basemap:
    """Addresses of the folders of pieces, as seen from the map's frame; all are in ``folder``,
    whose own ``address`` is that."""

    shapes: str
    towns: str
    outlines: str
    tiles: TileSource
    folder: Path
    address: str

    @property
    def labels(self) -> str:
        """The address of where the names of countries stand."""
        return f"{self.outlines}/labels.json"


def basemap(settings: Settings) -> Basemap:
    """The pieces for this server. Raises DatelineError where the cache cannot hold them."""
    towns_of = _stamp(settings.gazetteer)
    return _prepared(settings.cache, settings.gazetteer, towns_of, tile_source(settings))


def of_session(settings: Settings) -> Basemap:
    """The pieces as this visitor's map began with them: with another address, such as that of the
    names of a gazetteer built since, the whole map would be drawn anew. Raises DatelineError."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = basemap(settings)
    found: Basemap = st.session_state[_SESSION]
    return found


@st.cache_resource(show_spinner=False)
def _prepared(cache: Path, gazetteer: Path, stamp: str, tiles: TileSource | TileFile) -> Basemap:
    try:
        return _unpacked(cache / "basemap", gazetteer, stamp, tiles)
    except OSError as error:
        _log.info("the map's pieces go into a temporary folder: %s", error)
    try:
        temporary = tempfile.TemporaryDirectory(prefix="dateline-basemap-")
        _unpacked_folders.append(temporary)
        return _unpacked(Path(temporary.name), gazetteer, stamp, tiles)
    except OSError as error:
        raise DatelineError(
            f"the map's pieces can be unpacked neither into {cache} nor into a temporary folder: "
            f"{error}"
        ) from error


def _unpacked(folder: Path, gazetteer: Path, stamp: str, tiles: TileSource | TileFile) -> Basemap:
    """The pieces in this folder. Raises OSError where it cannot hold them."""
    shapes = folder / f"shapes-{_digest(SHAPES.read_bytes())}"
    outlines = folder / f"outlines-{_digest(OUTLINES.read_bytes())}"
    written_by = Path(town_names.__file__).read_bytes() + repr(town_names.TRANSLATED).encode()
    towns = folder / f"towns-{_digest(stamp.encode() + written_by)}"
    _filled(shapes, lambda empty: _unpack(SHAPES, empty))
    _filled(outlines, lambda empty: _unpack(OUTLINES, empty))
    towns.parent.mkdir(parents=True, exist_ok=True)
    if stamp:
        threading.Thread(target=_write_towns, args=(towns, gazetteer), daemon=True).start()
    address = static_files.serve(folder)
    if isinstance(tiles, TileFile):
        tiles = _unpacked_tiles(tiles, folder, address)
    return Basemap(
        f"{address}/{shapes.name}",
        f"{address}/{towns.name}",
        f"{address}/{outlines.name}",
        tiles,
        folder,
        address,
    )


@cache
def shape_index() -> dict[str, str]:
    """Which of the pieces of coasts and lines there are (see ``piece_index.py``): in those of open
    sea there is nothing."""
    with zipfile.ZipFile(SHAPES) as packed:
        names = [name.removesuffix(".json") for name in packed.namelist() if name.endswith(".json")]
    return piece_index.bits(names, {level: level for level in SHAPE_LEVELS})


@cache
def bundled(folder: Path, scripts: tuple[Path, ...], last: str = "") -> str:
    """The name, in ``folder``, of one file with all these scripts and a ``last`` one, which is
    given: a frame loads its scripts one after the other, and each costs a journey. Raises
    DatelineError."""
    content = b"\n".join(
        [script.read_bytes() for script in scripts] + ([last.encode()] if last else [])
    )
    name = f"scripts-{_digest(content)}"
    try:
        _filled(folder / name, lambda empty: _write(empty / "map.js", content))
    except OSError as error:
        raise DatelineError(f"the map's scripts cannot be put into {folder}: {error}") from error
    return f"{name}/map.js"


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _unpacked_tiles(tiles: TileFile, folder: Path, address: str) -> TileSource:
    name = f"tiles-{_digest(f'{tiles.path.resolve()} {_stamp(tiles.path)}'.encode())}"
    try:
        _filled(folder / name, tiles.unpack)
    except OSError as error:
        raise DatelineError(f"{tiles.path} cannot be unpacked into {folder}: {error}") from error
    url = f"{address}/{name}/{{z}}/{{x}}/{{y}}.{tiles.suffix}"
    return TileSource(url, tiles.attribution, tiles.zoom)


def _write_towns(folder: Path, gazetteer: Path) -> None:
    try:
        _filled(folder, lambda empty: town_names.write(empty, settlements(gazetteer)))
    except (DatelineError, OSError) as error:
        _log.warning("the map has no towns' names: %s", error)


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def _filled(folder: Path, fill: Callable[[Path], None]) -> None:
    """Have the folder filled, whoever else does the same at this moment."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    empty = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        fill(empty)
        # Two that rename to the same name hold the same: whoever is later leaves the first's.
        if not folder.is_dir():
            empty.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(empty, ignore_errors=True)


def _stamp(gazetteer: Path) -> str:
    """What tells one build of the gazetteer from another; "" where there is none."""
    try:
        state = gazetteer.stat()
    except OSError:
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
