"""An atlas on disk: add to it, ask what it holds, open it for reading."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest, replace, rows, write
from geo.atlas.manifest import Manifest, PartFile
from geo.atlas.query import AtlasReader
from geo.atlas.stories import AtlasStories
from geo.errors import AtlasError
from geo.models import GeoparsedArticle


class Atlas:
    """The atlas in a folder. The folder need not exist: it is made by the first ``add``.

    Any number of processes may read and write one atlas at once. An ``Atlas`` remembers
    which articles the parts hold that it has seen, so adding costs what is new.
    """

    def __init__(self, url: str | Path) -> None:
        self.folder = Path(url)
        self._lock = threading.Lock()
        self._seen: set[str] = set()
        self._ids: set[str] = set()
        self._swept = False
        self._stories = AtlasStories(self.folder)

    @property
    def version(self) -> str:
        """A text that is another after every publication; cheap enough to ask often."""
        return manifest.version(self.folder)

    def article_ids(self) -> frozenset[str]:
        """The ids of all articles that were published so far."""
        return self._known(manifest.read(self.folder))

    def add(self, geoparsed: Iterable[GeoparsedArticle]) -> int:
        """Publish these articles as one part, except those the atlas has; how many were new.

        All of them become visible at once, or none. Safe beside other writers: what two
        of them add is stored once. Raises AtlasError where the atlas cannot be written.
        """
        given = {parsed.article.id: parsed for parsed in geoparsed}
        if not given:
            return 0
        with write.locked(self.folder):
            self._sweep()
            before = manifest.read(self.folder)
            known = self._known(before)
            new = [parsed for id_, parsed in given.items() if id_ not in known]
            if new:
                self._publish(before, new)
        return len(new)

    def replace(self, geoparsed: Iterable[GeoparsedArticle]) -> int:
        """Publish other mentions for articles that the atlas has; how many these were.

        The articles themselves, and when they were ingested, stay as they are. All changes
        become visible at once, or none. Raises AtlasError where the atlas cannot be written.
        """
        given = {parsed.article.id: parsed for parsed in geoparsed}
        if not given:
            return 0
        with write.locked(self.folder):
            return replace.mentions(self.folder, manifest.read(self.folder), given)

    def reader(self) -> AtlasReader:
        """What is published now, to be asked as often as one likes."""
        return AtlasReader(self.folder, manifest.read(self.folder))

    def _publish(self, before: Manifest, new: Sequence[GeoparsedArticle]) -> None:
        told = self._stories.tell(before, new)
        articles, mentions = rows.tables(told.articles, datetime.now(UTC), told.stories)
        tables = write.Tables(
            articles,
            mentions,
            rows.dates(parsed.article for parsed in told.articles),
            rows.signatures(told.signatures),
        )
        after = write.publish(self.folder, before, tables, told.changed)
        self._stories.published(after)
        if told.changed:
            replace.let_go(self.folder, before, after)

    def _known(self, published: Manifest) -> frozenset[str]:
        """The ids in these parts; only parts not seen before are read."""
        files = {part.articles.file: part.articles for part in published.parts}
        with self._lock:
            if not self._seen <= files.keys():
                self._seen, self._ids = set(), set()
            for file in files.keys() - self._seen:
                self._ids |= _article_ids(self.folder, files[file])
                self._seen.add(file)
            return frozenset(self._ids)

    def _sweep(self) -> None:
        if not self._swept:
            write.sweep(self.folder)
            self._swept = True


def _article_ids(folder: Path, part: PartFile) -> frozenset[str]:
    path = folder / part.file
    try:
        column = pq.read_table(path, columns=["article_id"]).column("article_id")
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(
            f"{path}: this part of the atlas is missing or damaged ({error}): restore it "
            "from a copy, or remove the folder and ingest again"
        ) from error
    return frozenset(column.to_pylist())
