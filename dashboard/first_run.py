"""The first start: build the gazetteer and read the articles, while the page shows how far.

The work runs once in a thread of the server, whatever number of visitors waits for it and
whether or not they stay; each visitor's page looks at its progress.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import streamlit as st

from dashboard import texts
from geo.atlas import Atlas
from geo.errors import DatelineError
from geo.ingest import Summary, ingest
from geo.pipeline import Geoparser
from geo.settings import Settings

# How often a waiting page looks, in seconds: smooth to the eye, nothing to the server.
_LOOK = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """How far a piece of work is."""

    title: str
    done: int = 0
    total: int = 0
    name: str = ""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


@dataclass
class Preparation:
    """The work of a first start, in its own thread."""

    settings: Settings
    step: Step = field(default_factory=lambda: Step(texts.FIRST_RUN_TITLE))
    summary: Summary | None = None
    problem: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Preparation:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="first-run", daemon=True).start()
        return self

    def _run(self) -> None:
        try:
            self.summary = self._ingest()
        except DatelineError as error:
            self.problem = str(error)
        except BaseException:
            self.problem = texts.FAILED
            raise  # a defect of ours: the log shall have its traceback
        finally:
            self.finished.set()

    def _ingest(self) -> Summary | None:
        atlas = Atlas(self.settings.atlas)
        if atlas.article_ids() or self.settings.read_only or not self.settings.articles.exists():
            return None
        geoparser = Geoparser.load(self.settings, self._tell(texts.PREPARING))
        self.step = Step(texts.FIRST_RUN_TITLE)
        tell = self._tell(texts.FIRST_RUN_TITLE)
        return ingest([str(self.settings.articles)], atlas, geoparser, tell)

    def _tell(self, title: str):  # type: ignore[no-untyped-def]
        def progress(done: int, total: int, name: str) -> None:
            self.step = Step(title, done, total, name)

        return progress


def ready(settings: Settings) -> Preparation:
    """The finished work of this server's first start; shows its progress until then."""
    work = _shared(settings.atlas, str(settings.articles), settings)
    if not work.finished.is_set():
        _watch(work)
    return work


@st.cache_resource(show_spinner=False)
def _shared(atlas: str, articles: str, _settings: Settings) -> Preparation:
    return Preparation(_settings).start()


def try_again() -> None:
    """Forget a failed start, so that the next run of the page begins anew."""
    _shared.clear()


def _watch(work: Preparation) -> None:
    place = st.empty()
    with place.container(key="first-run"):
        title, bar, what = st.empty(), st.empty(), st.empty()
        st.caption(texts.FIRST_RUN_WHY)
        while not work.finished.wait(_LOOK):
            step = work.step
            title.subheader(step.title, anchor=False)
            bar.progress(step.share)
            # A file's name is not ours: st.text shows it as it is.
            what.text(texts.progress(step.done, step.total, step.name))
    place.empty()
