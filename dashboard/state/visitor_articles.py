"""A visitor's own articles: read in a thread of the server, kept in an atlas of their own.

The atlas is in a folder that goes when the visitor has gone, when nobody has looked at it for
hours, and at the latest with the server.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from secrets import token_hex

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.server import corpus, shared_geoparser, uploaded_bytes
from dashboard.server.first_run import Step
from dashboard.server.shared_geoparser import SharedGeoparser
from geo.atlas import Atlas
from geo.corrections import CorrectionLog
from geo.corrections.log import merge
from geo.errors import DatelineError
from geo.models import Article, GeoparsedArticle
from geo.pipeline.engines import Spans
from geo.pipeline.ingest import Progress, ingest
from geo.pipeline.summary import Summary
from geo.settings import GAZETTEER, Bounds, Settings, Uploads
from geo.sources import Document, Fetches, ReadOptions, Reject
from geo.storage import locks

_KEY = "visitor-articles"
# Seconds. A page that is loaded anew is another visit; a line that breaks comes back sooner.
KEPT_UNUSED = 2 * 3600.0
KEPT_AFTER_LEAVING = 300.0
_SWEEP = 30.0
# Articles after which it is looked anew how much all visitors' take.
_MEASURED = 50
_LEFT_BEHIND = 7 * 86_400.0
_SERVER, _LOCK, _GUARD = "server-", ".lock", "guard.lock"
# Held until the process ends.
_held_locks: list[AbstractContextManager[object]] = []
# An upload is a visitor's, so an archive in it may unpack to less than one on the server's disk.
_UNPACKED = 10
# What getting ready takes of the bar that shows how far the reading is.
_PREPARING = 0.2
# Articles that are added at once when they are kept.
_BATCH = 256

_log = logging.getLogger(__name__)


class Cut(StrEnum):
    """Why not all that a visitor brought was read."""

    NONE = ""
    AT_ONCE = "at once"
    VISIT = "visit"
    TIME = "time"
    ROOM = "room"


@dataclass
class Quota:
    """What one visit may still have read: articles, and seconds of a processor."""

    articles: float = math.inf
    seconds: float = math.inf


@dataclass
class UploadIngest:
    """The work on what a visitor brought; ``done`` once it is over, whatever became of it.

    ``language`` (ISO 639-1) is that of texts which cannot tell theirs, where the visitor said it.
    ``share`` is how much of it is done, from 0 to 1, and never falls, though more is found on
    the way. ``problem`` is what went wrong as a whole, and ``failed`` that nobody foresaw it;
    ``cut`` says why there were more articles than were read, and ``quota`` what the visit has left.
    """

    settings: Settings
    sources: Sequence[Document | Reject]
    web: Fetches | None = None
    language: str = ""
    step: Step = field(default_factory=lambda: Step("UPLOADS_PREPARING"))
    share: float = 0.0
    summary: Summary | None = None
    problem: str = ""
    failed: bool = False
    cut: Cut = Cut.NONE
    quota: Quota = field(default_factory=Quota)
    done: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    _parser: SharedGeoparser | None = None
    _began: float = 0.0

    def start(self) -> UploadIngest:
        """Begin; returns at once."""
        self._parser = shared_geoparser.shared_geoparser(self.settings)
        threading.Thread(target=self._run, name="uploads-articles", daemon=True).start()
        return self

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """As the server's geoparser, until it is enough or the visitor stops it."""
        assert self._parser is not None  # noqa: S101  # start() comes first
        return self._parser.geoparse(self._enough(articles))

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        """As the server's geoparser."""
        assert self._parser is not None  # noqa: S101  # start() comes first
        return self._parser.geoparse_spans(pairs)

    def _enough(self, articles: Iterable[Article]) -> Iterator[Article]:
        for number, article in enumerate(articles):
            self.cut = self._why_no_more(number)
            if self.cut or self.stopped.is_set():
                return
            self.quota.articles -= 1
            yield article

    def _why_no_more(self, read: int) -> Cut:
        if read >= self.settings.bounds.upload_articles:
            return Cut.AT_ONCE
        if self.quota.articles < 1:
            return Cut.VISIT
        if time.thread_time() - self._began > self.quota.seconds:
            return Cut.TIME
        if read % _MEASURED == 0 and not has_room(self.settings):
            return Cut.ROOM
        return Cut.NONE

    def _run(self) -> None:
        self._began = time.thread_time()
        try:
            self._read()
        except DatelineError as error:
            self.problem = str(error)
        except BaseException:
            self.failed = True
            raise  # a defect of ours: the log shall have its traceback
        finally:
            self.quota.seconds -= time.thread_time() - self._began
            self.sources = ()  # as large as what was brought
            self.done.set()

    def _read(self) -> None:
        assert self._parser is not None  # noqa: S101  # start() comes first
        if not has_room(self.settings):
            self.cut, self.summary = Cut.ROOM, Summary(0, 0, 0, 0, 0, (), ())
            return
        self._parser.load(self._progress("PREPARING", 0.0, _PREPARING))
        options = ReadOptions(bounds=_narrow(self.settings.bounds), web=self.web)
        self.step = Step("UPLOADS_READING")
        atlas = Atlas(self.settings.atlas)
        self.summary = ingest(
            self.sources,
            atlas,
            self,
            self._progress("UPLOADS_READING", _PREPARING),
            options,
            self.language,
        )

    def _progress(self, title: str, begin: float = 0.0, end: float = 1.0) -> Progress:
        def progress(done: int, total: int, name: str) -> None:
            self.step = Step(title, done, total, name)
            self.share = max(self.share, begin + (end - begin) * self.step.share)

        return progress


@dataclass
class KeptArticles(UploadIngest):
    """The work of adding what a visitor brought, read already and kept in the atlas that ``own``
    names, to everybody's, with what the visitor has put right in it."""

    own: Settings | None = None

    def start(self) -> KeptArticles:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="keep-articles", daemon=True).start()
        return self

    def _read(self) -> None:
        assert self.own is not None  # noqa: S101  # given to whoever makes one
        mine, everyones = Atlas(self.own.atlas), Atlas(self.settings.atlas)
        reader, progress = mine.reader(), self._progress("UPLOADS_KEEPING")
        ids, new = sorted(mine.article_ids()), 0
        for at in range(0, len(ids), _BATCH):
            found = [reader.geoparsed(id_) for id_ in ids[at : at + _BATCH]]
            new += everyones.add(each for each in found if each)
            progress(min(at + _BATCH, len(ids)), len(ids), "")
        said, _ = CorrectionLog(self.own.corrections).entries()
        if said:
            merge(CorrectionLog(self.settings.corrections, self.settings.read_only), said)
        self.summary = Summary(len(ids), new, len(ids) - new, 0, 0, (), ())


def has_room(settings: Settings) -> bool:
    """Whether the disk may hold more of visitors' own articles."""
    kept = 0
    for folder, _, names in os.walk(settings.cache / "visitors"):
        for name in names:
            with suppress(OSError):  # deleted meanwhile
                kept += Path(folder, name).lstat().st_size
    return kept < settings.visitors.kept_bytes


def _narrow(bounds: Bounds) -> Bounds:
    most = bounds.upload_bytes
    return bounds.model_copy(
        update={
            "file_bytes": min(bounds.file_bytes, most),
            "archive_bytes": min(bounds.archive_bytes, _UNPACKED * most),
            "archive_files": min(bounds.archive_files, _UNPACKED * bounds.upload_articles),
            "feed_entries": min(bounds.feed_entries, bounds.upload_articles),
        }
    )


@dataclass(eq=False)
class VisitorArticles:
    """What one visitor brought: where it is kept, what is being read, and whether the page
    shows it. ``arrivals`` counts what came in, so that the map looks there."""

    session: str
    shown: bool = False
    arrivals: int = 0
    upload: UploadIngest | None = None
    used: float = field(default_factory=time.monotonic)
    left: float | None = None
    has_articles: bool = False
    _quota: Quota | None = None
    _looked_at: Settings | None = None
    _arrived: UploadIngest | None = None
    _folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def key(self) -> str:
        """Another text for whatever else the map is to look at."""
        return f"{'visitor' if self.shown else 'all'} {self.arrivals}"

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder."""
        return self._folder is not None

    def settings(self, settings: Settings) -> Settings:
        """The same settings for this visitor's atlas, which is theirs to change."""
        if self._folder is None:
            folder = _of_this_server(settings.cache / "visitors")
            self._folder = tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._looked_at = settings.override(
            atlas=str(folder / "atlas"),
            # What a visitor puts right there is nobody else's, wherever the server keeps its own.
            corrections_file=folder / "corrections.jsonl",
            # Nobody else is asked for who may only look.
            geocoders=(GAZETTEER,) if settings.read_only else None,
            read_only=False,
            own_articles=True,
        )
        return self._looked_at

    def read(
        self, settings: Settings, sources: Sequence[Document | Reject], web: Fetches | None
    ) -> None:
        """Begin to read what the visitor brought, for everyone where uploads are shared.

        What was being read before is read no further.
        """
        if self.upload:
            self.upload.stopped.set()
        shared = settings.uploads is Uploads.SHARED
        where = settings if shared else self.settings(settings)
        if self._quota is None:
            visitors = settings.visitors
            self._quota = Quota(visitors.session_articles, visitors.session_seconds)
        self.upload = UploadIngest(where, sources, web, quota=self._quota).start()

    def keep(self, settings: Settings) -> None:
        """Begin to add what the visitor brought to everybody's articles, for good."""
        if not self.has_articles or (self.upload and not self.upload.done.is_set()):
            return
        self.upload = KeptArticles(settings, (), own=self.settings(settings)).start()

    def read_as(self, language: str) -> None:
        """Read what could not be read in this language (ISO 639-1), as the visitor says."""
        if self.upload and self.upload.done.is_set():
            again = UploadIngest(self.upload.settings, (), language=language)
            again.quota = self.upload.quota
            self.upload = again.start()

    def arrived(self, upload: UploadIngest) -> None:
        """What was being read is there: show it, once."""
        if upload is not self.upload or self._arrived is upload:
            return
        self._arrived = upload
        if upload.summary and (upload.summary.read or upload.summary.read_later):
            self.arrivals += 1
            if self._folder and upload.settings.atlas.startswith(self._folder.name):
                self.has_articles = self.shown = True
            elif isinstance(upload, KeptArticles) and not upload.problem:
                self.delete()  # they are among everybody's now
                self.upload = upload

    def has_arrived(self, upload: UploadIngest) -> bool:
        """Whether :meth:`arrived` was told of it."""
        return self._arrived is upload

    def show_all(self) -> None:
        """Back to everybody's articles."""
        self.shown, self.upload = False, None

    def show_visitor_articles(self) -> None:
        """To the visitor's articles, if there are any."""
        self.shown = self.has_articles

    def dismiss(self) -> None:
        """Say no more of what came of the last reading."""
        self.upload = None

    def delete(self) -> None:
        """Remove it all, now; what is being read still, as soon as it can be stopped."""
        upload, folder = self.upload, self._folder
        self.upload = self._folder = None
        self.shown = self.has_articles = False
        if upload and not upload.done.is_set():
            upload.stopped.set()
        if folder and upload and not upload.done.is_set():
            # It would make the folder anew to put there what it has read.
            threading.Thread(target=_delete_after, args=(upload, folder), daemon=True).start()
        elif folder:
            folder.cleanup()
        if folder:
            self._forget()

    def _forget(self) -> None:
        """Hold nothing in memory of what was kept."""
        if self._looked_at:
            corpus.forget(self._looked_at)
        self._looked_at = None

    def is_over(self, now: float, active: bool) -> bool:
        """Whether it is time to delete it, ``now`` in seconds of the same clock as ``used``."""
        self.left = None if active else self.left or now
        gone = self.left is not None and now - self.left > KEPT_AFTER_LEAVING
        return gone or now - self.used > KEPT_UNUSED


def _delete_after(upload: UploadIngest, folder: tempfile.TemporaryDirectory[str]) -> None:
    upload.done.wait()
    folder.cleanup()


def sweep(settings: Settings) -> None:
    """Delete, once a server, what visitors brought to servers that were killed since."""
    with suppress(OSError):  # a cache that is read-only holds nothing of a visitor
        _swept(settings.cache / "visitors")


@cache
def _swept(visitors: Path) -> None:
    if visitors.is_dir():
        with locks.hold(visitors / _GUARD):
            _delete_of_dead_servers(visitors)


@cache
def _of_this_server(visitors: Path) -> Path:
    """The folder of this server's visitors. A lock beside it says that the server is alive; the
    system frees it, however the server ends."""
    folder = visitors / f"{_SERVER}{token_hex(8)}"
    with locks.hold(visitors / _GUARD):
        _delete_of_dead_servers(visitors)
        _held_locks.append(locks.hold(folder.with_suffix(_LOCK)))
        folder.mkdir()
    return folder


def _delete_of_dead_servers(visitors: Path) -> None:
    for lock in visitors.glob(f"{_SERVER}*{_LOCK}"):
        if held := locks.try_to_hold(lock):
            with held:
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
    for left in visitors.iterdir():  # by servers that had no lock
        with suppress(FileNotFoundError):  # another has just deleted it
            old = time.time() - left.stat().st_mtime > _LEFT_BEHIND
            if old and left.is_dir() and not left.name.startswith(_SERVER):
                shutil.rmtree(left)


def current() -> VisitorArticles:
    """This visitor's."""
    found: VisitorArticles | None = st.session_state.get(_KEY)
    if found is None:
        context = get_script_run_ctx()
        found = st.session_state[_KEY] = VisitorArticles(context.session_id if context else "")
        _everyone().add(found)
    found.used = time.monotonic()
    return found


@cache
def _everyone() -> weakref.WeakSet[VisitorArticles]:
    """All visitors' own articles, and a thread that looks after them."""
    everyone: weakref.WeakSet[VisitorArticles] = weakref.WeakSet()
    threading.Thread(
        target=_look_after, args=(everyone,), name="visitor-articles", daemon=True
    ).start()
    return everyone


def _look_after(everyone: weakref.WeakSet[VisitorArticles]) -> None:
    while True:
        time.sleep(_SWEEP)
        uploaded_bytes.remove_departed()
        for each in list(everyone):
            active = Runtime.exists() and Runtime.instance().is_active_session(each.session)
            if each.is_kept and each.is_over(time.monotonic(), active):
                _log.info("articles of a visitor who left are deleted")
                each.delete()
