"""The documents that the user's paths, folders, patterns and addresses stand for."""

from __future__ import annotations

import glob
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from geo.sources.protocol import Document, Reject

STANDARD_INPUT = "-"
_STANDARD_INPUT = "standard input"
ADDRESS = "address"
"""The format of a document that is still to be asked of the web."""

# A folder's own description is no article, nor is what was put right of its articles; named
# by itself it is read.
_NOT_ARTICLES = re.compile(
    r"\..*|.*~|readme(?:\..*)?|.*\.corrections\.jsonl|__macosx|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)

# Stores of files that fsspec opens, each with the package for it.
_STORES = re.compile(r"(?:s3a?|gs|gcs|abfss?|az|hdfs)://[^/]", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):/", re.IGNORECASE)
# Where browsers put the pictures and scripts of a page that they save.
_RESOURCES = re.compile(r"(.+)_files", re.IGNORECASE)
_PAGES = (".html", ".htm")


def find(sources: Sequence[str]) -> list[Document | Reject]:
    """The documents in the order of ``sources``, sorted by path within each, each file once.

    Folders are searched to the bottom, links followed; hidden files, README files and the
    resources of saved pages are left out. ``-`` is standard input, as JSONL; web addresses
    are asked only when their document is read.
    """
    found: list[Document | Reject] = []
    seen: set[Path | str] = set()
    for source in sources:
        for item in _expand(source):
            if not isinstance(item, Reject):
                if (real := item.resolve() if isinstance(item, Path) else item.name) in seen:
                    continue
                seen.add(real)
            found.append(from_path(item, source) if isinstance(item, Path) else item)
    return found


def from_path(path: Path, source: str = "") -> Document:
    """A file as a document; ``source`` is the folder or pattern that it was found by."""

    def opened() -> BinaryIO:
        return path.open("rb")

    found = bool(source) and _in_home(source) != path
    return Document(str(path), opened, path=path, folder=_telling(path) if found else "")


def _in_home(source: str) -> Path:
    """``~/articles`` in full. Of a user whom nobody knows there is no home: a name like others."""
    try:
        return Path(source).expanduser()
    except RuntimeError:
        return Path(source)


def _telling(path: Path) -> str:
    """The name of the folder that a file is in, or of the next one that is more than a number,
    as those for years and months are."""
    names = (folder.name for folder in path.absolute().parents)
    return next((name for name in names if any(map(str.isalpha, name))), "")


def from_store(url: str) -> Document:
    """A file in a store of objects, such as ``s3://bucket/key``, as a document."""

    def opened() -> BinaryIO:
        return cast(BinaryIO, _files_of(url)[0].open(url, "rb"))

    return Document(url, opened)


def is_in_store(text: str) -> bool:
    """Whether it is the address of files in a store of objects."""
    return bool(_STORES.match(text))


def fingerprint(url: str) -> str:
    """A text that is another when the file at a path or in a store has changed; "" for none."""
    try:
        if is_in_store(url):
            return str(_files_of(url)[0].ukey(url))
        status = Path(url).stat()
    except (OSError, ValueError):
        return ""  # whoever reads it will say what is wrong
    return f"{status.st_size}-{status.st_mtime_ns}"


def size(url: str) -> int:
    """The bytes of the file at a path or in a store; 0 where nobody can say."""
    try:
        if is_in_store(url):
            return int(_files_of(url)[0].size(url) or 0)
        return Path(url).stat().st_size
    except (OSError, ValueError):
        return 0


def from_bytes(raw: bytes, name: str, *, file: str = "", url: str = "") -> Document:
    """Bytes at hand, such as an upload, as a document."""
    return Document(name, partial(BytesIO, raw), file=file, url=url)


def from_address(url: str) -> Document:
    """What the web has at ``url``, as a document that is still to be fetched."""
    return Document(url, BytesIO, format=ADDRESS, url=url)


def is_address(text: str) -> bool:
    """Whether it is a web address and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def is_article(name: str) -> bool:
    """Whether a file of this name in a folder or an archive may be one."""
    return not _NOT_ARTICLES.fullmatch(name)


def is_endless(document: Document) -> bool:
    """Whether nobody can say how much there is to read: standard input."""
    return document.name == _STANDARD_INPUT


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer


def _expand(source: str) -> Iterator[Path | Document | Reject]:
    if source == STANDARD_INPUT:
        yield Document(_STANDARD_INPUT, _standard_input, format=".jsonl")
        return
    if is_in_store(source):
        yield from _stored(source)
        return
    if scheme := _SCHEME.match(source):
        if scheme["scheme"].lower() in ("http", "https"):
            yield from_address(source)
        else:
            yield Reject(source, "only http and https addresses are read: give a file as a path")
        return
    path = _in_home(source)
    try:
        if path.exists() or not _PATTERN.search(source):
            yield from _under(path, frozenset())
            return
        # Path.glob takes no absolute patterns.
        matches = sorted(map(Path, glob.iglob(str(path), recursive=True)))  # noqa: PTH207
    except (OSError, ValueError, RuntimeError) as error:
        yield Reject(source, f"cannot be used as a path: {error}")
        return
    matches = [match for match in matches if is_article(match.name)]
    if not matches:
        yield Reject(source, "nothing matches this pattern")
    for match in matches:
        yield from _under(match, frozenset())


def _files_of(url: str) -> tuple[Any, str]:
    """The file system that has it, and its path there. Raises OSError where none is installed."""
    import fsspec  # which files and pages need not wait for

    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise OSError(f"no installed package opens it: {error}") from error
    return found


def _stored(url: str) -> Iterator[Document | Reject]:
    """What a pattern, a folder (with a slash at its end) or a file in a store stands for."""
    pattern = f"{url}**" if url.endswith("/") else url
    if not _PATTERN.search(pattern):
        yield from_store(url)
        return
    try:
        files, path = _files_of(pattern)
        matches = sorted(match for match in files.glob(path) if not files.isdir(match))
    except (OSError, ValueError) as error:
        yield Reject(url, f"cannot be listed: {error}")
        return
    names = [match for match in matches if is_article(match.rpartition("/")[2])]
    if not names:
        yield Reject(url, "nothing matches this pattern")
    for name in names:
        yield from_store(files.unstrip_protocol(name))


def _under(path: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | Reject]:
    """The files at and below ``path``; ``above`` are the folders it is in, against loops."""
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            yield path
            return
        # A pipe or a device would be waited on for ever.
        if not stat.S_ISDIR(status.st_mode):
            yield Reject(str(path), "not a file or a folder")
            return
        inside = sorted(path.iterdir())
    except FileNotFoundError:
        yield Reject(str(path), "no such file or folder")
        return
    except OSError as error:
        yield Reject(str(path), f"cannot be read: {error.strerror or error}")
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Reject(str(path), "a link back to a folder that contains it")
        return
    for child in inside:
        if is_article(child.name) and not _is_resources(child):
            yield from _under(child, above | {identity})


def _is_resources(path: Path) -> bool:
    """Whether it is ``Envoys_files`` beside ``Envoys.html``."""
    match = _RESOURCES.fullmatch(path.name)
    return match is not None and any(path.with_name(match[1] + page).is_file() for page in _PAGES)
