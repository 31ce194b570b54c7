"""A selection as a site of its own: what is asked for, who makes it, and writing it whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from geo.errors import BadInput, DatelineError
from geo.export.tables import Content
from geo.export.write import whole_file
from geo.storage import atomic
from geo.storylines import Storyline

PUBLISHERS = "dateline.publishers"
"""Entry points of this group make the files of a site: a ``Publisher``."""

MOST_MENTIONS = 50_000
"""A browser holds all of a site in memory: what is more is for a server."""

INDEX = "index.html"
MARK = "dateline-site.json"
"""Lists the files of a published folder, so that only such a folder is ever replaced."""


@dataclass(frozen=True, slots=True)
class Site:
    """How a site is to be; the steps of ``storyline`` are walked on it, and the map has the names
    of towns from ``gazetteer``, where there is one.

    ``title`` stands above it, ``language`` (en, fr) is that of the page. With ``single_file`` all
    of it is in ``index.html``. ``obscure`` moves every point onto a grid of so many kilometres.
    """

    title: str = ""
    language: str = "en"
    single_file: bool = False
    obscure: float | None = None
    storyline: Storyline | None = None
    gazetteer: Path | None = None


Publisher = Callable[[Content, Site], Mapping[str, bytes]]
"""The files of a site by their names, ``index.html`` among them."""


def files_of(content: Content, site: Site) -> Mapping[str, bytes]:
    """The files of a site. Raises BadInput where it is too much for one; AtlasError;
    DatelineError where nothing is installed that makes sites.
    """
    mentions = content.counts.mentions
    if mentions > MOST_MENTIONS:
        raise BadInput(
            f"{mentions:,} mentions are more than a page without a server can hold "
            f"({MOST_MENTIONS:,}): narrow the selection, such as with --from, --to or --country"
        )
    for found in metadata.entry_points(group=PUBLISHERS):
        publisher: Publisher = found.load()
        return publisher(content, site)
    raise DatelineError("the dashboard is not installed: install the whole of Dateline")


def publish(content: Content, site: Site, path: Path) -> None:
    """Write a site: into the folder ``path``, or as the one file if its name ends in .html.

    What was there before stays where anything goes wrong. Raises BadInput where ``path`` is a
    folder with other things in it, or cannot be written; and what ``files_of`` raises.
    """
    if is_page(path):
        page = files_of(content, site)[INDEX]
        with whole_file(path) as temporary:
            temporary.write_bytes(page)
        return
    check_folder(path)
    files = dict(files_of(content, site))
    files[MARK] = json.dumps({"files": sorted([*files, MARK])}, indent=1).encode()
    try:
        atomic.replace_folder(path, files)
    except PermissionError as error:
        raise BadInput(f"cannot be written: {error.strerror}", path=str(path)) from error
    except OSError as error:
        raise DatelineError(f"{path}: cannot be written: {error.strerror}") from error


def is_page(path: Path) -> bool:
    """Whether the name is that of one page rather than of a folder."""
    return path.suffix.lower() in (".html", ".htm")


def check_folder(path: Path) -> None:
    """Raises BadInput unless a folder can be made there without losing anything."""
    if not path.resolve().parent.is_dir():
        raise BadInput(f"cannot be written: there is no folder {path.parent}", path=str(path))
    if path.exists() and not path.is_dir():
        raise BadInput("is a file: give the name of a folder, or one in .html", path=str(path))
    if path.is_dir():
        _check_replaceable(path)


def _check_replaceable(folder: Path) -> None:
    published = _published(folder)
    try:
        strange = [each for each in folder.iterdir() if each.is_dir() or each.name not in published]
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", path=str(folder)) from error
    if strange:
        raise BadInput(
            f"is a folder with other things in it, such as {min(strange).name}: give a new folder, "
            "an empty one, or one that was published before and not added to",
            path=str(folder),
        )


def _published(folder: Path) -> set[str]:
    """The files that an earlier publication wrote into it."""
    try:
        listed = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
        return {str(name) for name in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
