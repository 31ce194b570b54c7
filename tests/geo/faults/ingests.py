"""Ingests to kill: the real one but for the geoparser, in processes that start at once."""

from __future__ import annotations

import json
import random
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pyarrow as pa

import geo.pipeline.ingest
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.models import Article, GeoparsedArticle, Place, Resolution, Toponym
from geo.pipeline.engines import Spans
from geo.text.language_identification import identify
from tests.forkserver import CONTEXT

# Done once in the server, not in every fork: the first array that pyarrow makes imports
# pandas, the first text that is identified loads a model.
pa.array(["warm"])
identify("It rained all night in the harbour.")


SUVA = Place("geonames:2198148", "Suva", -18.14161, 178.44149, "P", "PPLC", "FJ", "Central")
_WORDS = ("rain", "ferry", "harbour", "talks", "vote", "storm", "bridge", "market", "river")
SOURCES = ("Wire", "Daily", "Herald")


class EverySuva:
    """Finds the word Suva, which every article has once, in no time."""

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            start = article.text.index("Suva")
            toponym = Toponym("Suva", start, start + 4, "GPE")
            yield GeoparsedArticle(article, (Resolution(toponym, SUVA, 0.9),))

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        raise NotImplementedError


def corpus(path: Path, count: int) -> Path:
    """JSON lines of so many articles; every seventh is a reprint, so that parts are rewritten."""
    chance = random.Random(5)
    bodies: list[str] = []
    with path.open("w") as lines:
        for number in range(count):
            words = " ".join(chance.choices(_WORDS, k=60))
            body = chance.choice(bodies) if number % 7 == 6 else words
            bodies.append(body)
            text = f"The people of Suva and nobody else saw number {number} of these. {body}."
            row = {"title": f"Number {number}", "text": text, "source": SOURCES[number % 3]}
            print(json.dumps(row), file=lines)
    return path


class Run:
    """A process that ingests ``corpus``, compacts, or forgets the source ``what``.

    No file that it writes may exceed ``bytes_a_file``.
    """

    def __init__(self, what: str, corpus: Path, folder: Path, bytes_a_file: int = 0) -> None:
        self._ours, theirs = CONTEXT.Pipe()
        arguments = (what, corpus, folder, bytes_a_file, theirs)
        self.process: ForkServerProcess = CONTEXT.Process(target=_run, args=arguments)
        self.process.start()
        theirs.close()

    def killed(self, after: float, published: Callable[[], bool] = lambda: True) -> bool:
        """Kill it so many seconds after it has begun and ``published``, or has ended; whether
        it had not ended before.
        """
        self._heard()
        while not published() and not self._ours.poll():
            time.sleep(0.002)
        time.sleep(after)
        self.process.kill()
        self.process.join()
        assert self.process.exitcode in (0, -signal.SIGKILL)
        return self.process.exitcode != 0

    def ended(self) -> str:
        """Wait for its end; what went wrong, "" for nothing."""
        self._heard()
        said = self._heard()
        self.process.join()
        assert self.process.exitcode == 0
        return said

    def _heard(self) -> str:
        try:
            return str(self._ours.recv())
        except EOFError:
            return "died without a word"


def _run(what: str, corpus: Path, folder: Path, bytes_a_file: int, line: Connection) -> None:
    if bytes_a_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file))
    geo.pipeline.ingest.BATCH = 4
    line.send("begun")
    atlas = Atlas(folder)
    try:
        if what == "ingest":
            geo.pipeline.ingest.ingest([str(corpus)], atlas, EverySuva())
        elif what == "compact":
            atlas.compact()
        else:
            atlas.forget(what)
    except AtlasError as error:
        line.send(str(error))
    else:
        line.send("")
