"""Geoparsers that workers load by name: one that takes no time, and one that some articles kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

from geo.models import Article, GeoparsedArticle
from tests.geo.faults.ingests import EverySuva

POISON = "the words that no process survives"
STUMBLE = "the words over which the code stumbles"

Changes = tuple[tuple[str, object], ...]


def every_suva(changes: Changes) -> EverySuva:
    return EverySuva()


def every_suva_slowly(changes: Changes) -> EverySuva:
    return _Slow()


def mortal(changes: Changes) -> EverySuva:
    return _Mortal()


class _Slow(EverySuva):
    """Takes long enough to be killed while it reads."""

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            time.sleep(0.005)
            yield from super().geoparse([article])


class _Mortal(EverySuva):
    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            if POISON in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if STUMBLE in article.text:
                raise ZeroDivisionError("nobody foresaw this")
            yield from super().geoparse([article])
