"""The server's one gazetteer and one geoparser, shared by its first start, the pages and the
visitors who bring articles.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.own_places import OwnPlacesFile
from geo.models import Article, GeoparsedArticle
from geo.pipeline.engines import Spans
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.pipeline.geoparser import Geoparser, Progress

# Articles that one visitor has geoparsed before it is the next one's turn.
_TURN = 8


class SharedGeoparser:
    """A geoparser that is loaded when it is first needed, and asked by turns."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = threading.Lock()
        self._loaded: Geoparser | None = None

    def load(self, progress: Progress | None = None) -> None:
        """Have it ready. Raises GazetteerBuildFailed, BadInput."""
        with self._turn:
            if self._loaded is None:
                # The model takes seconds to import, which a page with its articles need not
                # wait for.
                from geo.pipeline import Geoparser

                path = ensure(self._settings.gazetteer, progress)
                gazetteer = shared_gazetteer(path, self._settings.places)
                self._loaded = Geoparser.load(self._settings, progress, gazetteer)

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """Every toponym of every article."""
        waiting = iter(articles)
        while some := list(islice(waiting, _TURN)):
            with self._turn:
                done = list(self._ready().geoparse(some))
            yield from done

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        """Exactly the given spans of each article."""
        with self._turn:
            done = list(self._ready().geoparse_spans(pairs))
        yield from done

    def _ready(self) -> Geoparser:
        if self._loaded is None:
            raise RuntimeError("load() comes before geoparse()")
        return self._loaded


def shared_geoparser(settings: Settings) -> SharedGeoparser:
    """The geoparser of these settings."""
    known = (str(settings.cache), OwnPlacesFile(settings.places).version)
    key = (*known, settings.min_confidence, settings.geocoders, repr(settings.online))
    return _shared(key, settings)


@st.cache_resource(max_entries=2, show_spinner=False)
def _shared(key: object, _settings: Settings) -> SharedGeoparser:
    return SharedGeoparser(_settings)


def forget_geoparsers() -> None:
    """Have them loaded anew where they are needed next."""
    _shared.clear()


def shared_gazetteer(path: Path, places: Path) -> Gazetteer:
    """The gazetteer in the file ``path``, which is built where it is missing, with the own places
    that are in ``places`` now.

    Raises GazetteerBuildFailed, and DatelineError where one's own places cannot be read.
    """
    return _opened(path, places, OwnPlacesFile(places).version)


def forget_gazetteer() -> None:
    """Have it opened anew, and built where it is missing, by whoever needs it next."""
    _opened.clear()


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(path: Path, places: Path, version: tuple[int, int]) -> Gazetteer:
    return Gazetteer(ensure(path), places)
