"""What is installed here, what can be read and written, and whether a proxy is in the way.

Each finding says what was seen and, where something is wrong, what to do. Nothing is changed.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from importlib import metadata
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies

from packaging.requirements import InvalidRequirement, Requirement

from geo.atlas import Atlas
from geo.atlas.remote import local_folder
from geo.corrections import CorrectionLog
from geo.errors import DatelineError
from geo.gazetteer import store
from geo.gazetteer.own_places import OwnPlacesFile
from geo.settings import Settings
from geo.text.language_identification import MODELS, readable

_LITTLE_DISK = 1_000_000_000
_PATIENCE = 10.0
# What a WebSocket's opening must have (RFC 6455); the key may be any.
_WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "ZGF0ZWxpbmUtZG9jdG9yIQ==",
}


class State(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    NOTE = "note"  # worth knowing
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what was seen, and what to do."""

    about: str
    state: State
    seen: str
    do: str = ""


def examine(settings: Settings, url: str = "") -> Iterator[Finding]:
    """All findings, as they are made; with ``url`` those about the dashboard at that address."""
    steps: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
        ("installed", _installed),
        ("models", _models),
        ("gazetteer", _gazetteer),
        ("disk", _disk),
        ("atlas", _atlas),
        ("corrections", _corrections),
        ("own places", _own_places),
        ("proxy", _proxies),
    )
    for about, step in steps:
        yield from _or_problem(about, step(settings))
    if url:
        yield from _or_problem("address", _address(url))


def _or_problem(about: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings; what cannot even be looked at is one."""
    try:
        yield from findings
    except (DatelineError, OSError, HTTPException) as error:
        yield Finding(about, State.WRONG, str(error) or type(error).__name__)


def _installed(_: Settings) -> Iterator[Finding]:
    version = metadata.version("dateline")
    python = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    wrong = list(_unsuitable(metadata.requires("dateline") or ()))
    if wrong:
        yield Finding(
            "installed",
            State.WRONG,
            f"dateline {version}, {python}: {', '.join(wrong)}",
            "install anew: pip install --upgrade dateline",
        )
    else:
        yield Finding("installed", State.OK, f"dateline {version}, {python}, all that it needs")


def _unsuitable(requirements: list[str] | tuple[str, ...]) -> Iterator[str]:
    """Packages that are needed and not there, or in another version."""
    for text in requirements:
        try:
            needed = Requirement(text)
        except InvalidRequirement:
            continue
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(needed.name)
        except metadata.PackageNotFoundError:
            yield f"{needed.name} is missing"
            continue
        if not needed.specifier.contains(found, prereleases=True):
            yield f"{needed.name} is {found}, needed is {needed.specifier}"


def _models(settings: Settings) -> Iterator[Finding]:
    languages = sorted(readable())
    more = sorted(set(MODELS) - set(languages))
    seen = f"texts are read in {', '.join(languages)} (English by {settings.model})"
    yield Finding("models", State.OK, seen, f"there is also: {', '.join(more)}" if more else "")


def _gazetteer(settings: Settings) -> Iterator[Finding]:
    if not settings.gazetteer.is_file():
        yield Finding(
            "gazetteer",
            State.NOTE,
            f"none yet at {settings.gazetteer}",
            "it is built when it is first needed, or by `dateline gazetteer build`",
        )
        return
    held = store.info(settings.gazetteer)
    places, names = sum(held.places.values()), sum(held.names.values())
    seen = f"{places:,} places, {names:,} names, built {held.built_at}, at {held.path}"
    store.open_for_reading(settings.gazetteer).close()
    yield Finding("gazetteer", State.OK, seen)


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = _nearest(settings.cache)
    free = shutil.disk_usage(folder).free
    seen = f"{free / 1e9:,.1f} GB free for {settings.cache}"
    if free < _LITTLE_DISK:
        yield Finding("disk", State.WRONG, seen, "make room, or set DATELINE_CACHE elsewhere")
    elif not os.access(folder, os.W_OK):
        yield Finding(
            "disk",
            State.NOTE,
            f"{seen}; it cannot be written to",
            "served, it can be looked at; set DATELINE_CACHE to read articles",
        )
    else:
        yield Finding("disk", State.OK, seen)


def _atlas(settings: Settings) -> Iterator[Finding]:
    atlas = Atlas(settings.atlas, settings.corrections, settings.copies)
    articles = len(atlas.article_ids())
    if not articles:
        yield Finding(
            "atlas", State.NOTE, f"no articles yet at {settings.atlas}", "dateline ingest FOLDER"
        )
        return
    warnings = atlas.reader().warnings
    if warnings:
        yield Finding(
            "atlas",
            State.WRONG,
            f"{settings.atlas}: {'; '.join(warnings)}",
            "dateline atlas verify",
        )
    folder = local_folder(settings.atlas)
    seen = f"{articles:,} articles at {settings.atlas}"
    if folder is not None and not os.access(folder, os.W_OK):
        yield Finding("atlas", State.NOTE, f"{seen}; it can be read and not written to")
    else:
        yield Finding("atlas", State.OK, f"{seen}; it can be read and written to")


def _corrections(settings: Settings) -> Iterator[Finding]:
    path = settings.corrections
    held = CorrectionLog(path).read()
    if held.problems:
        yield Finding(
            "corrections",
            State.WRONG,
            f"{len(held.problems)} lines are left out: {held.problems[0]}",
            "mend or delete these lines",
        )
    seen = f"{len(held.active)} stand in {path}"
    if os.access(_nearest(path), os.W_OK):
        yield Finding("corrections", State.OK, seen)
    else:
        yield Finding(
            "corrections",
            State.NOTE,
            f"{seen}, which cannot be written to",
            "set DATELINE_CORRECTIONS to a file that you may write to",
        )


def _own_places(settings: Settings) -> Iterator[Finding]:
    held = OwnPlacesFile(settings.places).read()
    if held.unreadable:
        line = held.unreadable[0]
        yield Finding(
            "own places",
            State.WRONG,
            f"{settings.places}:{line.number}: {line.reason}",
            "mend or delete the line",
        )
    yield Finding("own places", State.OK, f"{len(held.places)} in {settings.places}")


def _proxies(_: Settings) -> Iterator[Finding]:
    named = sorted(scheme for scheme in getproxies() if scheme != "no")
    if named:
        yield Finding(
            "proxy",
            State.NOTE,
            f"the system names a proxy for {', '.join(named)}",
            "pages, feeds and geocoders are asked directly: where nothing but the proxy leads "
            "out, fetch the articles with another program and read the files",
        )
    else:
        yield Finding("proxy", State.OK, "none is set on this machine")


def _address(url: str) -> Iterator[Finding]:
    """Whether the dashboard can be reached at an address, through whatever stands before it."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets around what is no IPv6 address
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield Finding("address", State.WRONG, f"{url!r} is no address", "give http:// or https://")
        return
    status, body = _ask(parts, "/_stcore/health")
    if status != 200 or body.strip() != b"ok":
        yield Finding(
            "address",
            State.WRONG,
            f"{url}: the server's health is answered with status {status}",
            "is the server running, and is the path right (STREAMLIT_SERVER_BASE_URL_PATH)?",
        )
        return
    yield Finding("address", State.OK, f"{url} answers")
    origin = f"{parts.scheme}://{parts.netloc}"
    status, _ = _ask(parts, "/_stcore/stream", {**_WEBSOCKET, "Origin": origin})
    if status == 101:
        yield Finding("address", State.OK, "WebSockets pass")
    else:
        yield Finding(
            "address",
            State.WRONG,
            f"a WebSocket is answered with status {status}",
            "the proxy must pass the headers Upgrade, Connection and Host as they are",
        )
    if _ask(parts, "/_stcore/metrics")[0] == 200:
        yield Finding(
            "address", State.WRONG, "_stcore/metrics is answered", "block it at the proxy"
        )


def _ask(parts: SplitResult, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_PATIENCE)
    try:
        connection.request("GET", parts.path.rstrip("/") + path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, b"" if answer.status == 101 else answer.read(1000)
    finally:
        connection.close()


def _nearest(path: Path) -> Path:
    """What is there itself, or the folder in which it would be made."""
    path = path.absolute()
    return next(each for each in (path, *path.parents) if each.exists())
