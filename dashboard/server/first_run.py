"""The first start: build the gazetteer and read the articles, while the page shows how far.

The work runs once in a thread of the server, whatever number of visitors waits for it and
whether or not they stay; each visitor's page looks at its progress. A corpus of one's own is
looked through again at every start of the server, for articles that have come since; nobody
waits for that.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from dashboard.language import texts
from dashboard.server.shared_geoparser import shared_geoparser
from geo.atlas import Atlas
from geo.errors import DatelineError
from geo.pipeline.ingest import ingest
from geo.pipeline.summary import Summary
from geo.settings import Settings
from geo.sources import ReadOptions

# How often a waiting page looks, in seconds: smooth to the eye, nothing to the server.
_LOOK = 0.15
# What building the gazetteer takes of the bar.
_PREPARING = 0.5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a piece of work is; ``title`` names one of the texts."""

    title: str
    done: int = 0
    total: int = 0
    name: str = ""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


@dataclass
class FirstRun:
    """The work of a server's start; ``ready`` once the page can be shown. ``share`` is how much of
    it is done, from 0 to 1, and never falls."""

    settings: Settings
    step: Step = field(default_factory=lambda: Step("FIRST_RUN_TITLE"))
    share: float = 0.0
    summary: Summary | None = None
    problem: str = ""
    ready: threading.Event = field(default_factory=threading.Event)

    def start(self) -> FirstRun:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="first-run", daemon=True).start()
        return self

    def _run(self) -> None:
        try:
            self._read_articles()
        except DatelineError as error:
            self._failed(str(error))
        except BaseException:
            self._failed(texts.FAILED_UNEXPECTEDLY)
            raise  # a defect of ours: the log shall have its traceback
        finally:
            self.ready.set()

    def _read_articles(self) -> None:
        settings = self.settings
        atlas = Atlas(settings.atlas, copies=settings.copies)
        known = bool(atlas.article_ids())
        if settings.read_only or not settings.articles.exists():
            return
        if known:
            self.ready.set()
            if not settings.own_articles or _is_read_only(settings.atlas):
                return
        shared = shared_geoparser(settings)
        shared.load(self._progress("PREPARING", 0.0, _PREPARING))
        tell = self._progress("FIRST_RUN_TITLE", _PREPARING)
        self.step = Step("FIRST_RUN_TITLE")
        self.summary = ingest(
            [str(settings.articles)], atlas, shared, tell, ReadOptions(bounds=settings.bounds)
        )

    def _progress(
        self, title: str, begin: float = 0.0, end: float = 1.0
    ) -> Callable[[int, int, str], None]:
        def progress(done: int, total: int, name: str) -> None:
            self.step = Step(title, done, total, name)
            self.share = max(self.share, begin + (end - begin) * self.step.share)

        return progress

    def _failed(self, why: str) -> None:
        self.problem = why
        _log.error("%s: %s", self.settings.articles, why)


def _is_read_only(atlas: str) -> bool:
    """Whether the atlas is a folder that cannot be added to, as on a disk mounted read-only."""
    return Path(atlas).is_dir() and not os.access(atlas, os.W_OK)


def prepare(settings: Settings) -> FirstRun:
    """The work of this server's start; shows its progress as long as there is nothing else
    to show."""
    work = _shared(settings.atlas, str(settings.articles), settings)
    if not work.ready.is_set():
        _watch(work)
    return work


@st.cache_resource(show_spinner=False)
def _shared(atlas: str, articles: str, _settings: Settings) -> FirstRun:
    return FirstRun(_settings).start()


def try_again() -> None:
    """Forget a failed start, so that the next run of the page begins anew."""
    _shared.clear()


def _watch(work: FirstRun) -> None:
    # A start that has nothing to do is over before a first look would show anything.
    if work.ready.wait(_LOOK):
        return
    place = st.empty()
    with place.container(key="first-run"):
        title, bar, what = st.empty(), st.empty(), st.empty()
        st.caption(texts.FIRST_RUN_WHY)
        while not work.ready.wait(_LOOK):
            step = work.step
            title.subheader(texts.named(step.title), anchor=False)
            bar.progress(work.share)
            # A file's name is not ours: st.text shows it as it is.
            what.text(texts.progress(step.done, step.total, step.name))
    place.empty()
