"""An atlas: add to it, ask what it holds, open it for reading."""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import replace as changed
from datetime import UTC, datetime
from pathlib import Path
from weakref import ReferenceType, ref

from geo.atlas import maintain, manifest, parts, remote, saved_tables, schema, staged
from geo.atlas.manifest import AtlasPart, Manifest, PartFile
from geo.atlas.parts import Damaged
from geo.atlas.query import AtlasReader
from geo.atlas.remote import Remote
from geo.atlas.stories import AtlasStories, GroupedArticles
from geo.atlas.text_index import TextIndex
from geo.corrections import CorrectionLog
from geo.corrections.active import ActiveCorrections
from geo.models import Article, GeoparsedArticle


class Atlas:
    """The atlas in a folder or at any fsspec URL. It need not exist: the first ``add`` makes it.

    Any number of processes may read and write one atlas at once. An ``Atlas`` remembers
    which articles the parts hold that it has seen, so adding costs what is new. Of an atlas
    that is elsewhere a copy is kept in ``copies``; without, for as long as this object and its
    readers live.

    Readers show what people have put right in the file of ``corrections``, if one is given;
    what is stored stays as it was geoparsed.
    """

    def __init__(
        self,
        url: str | Path,
        corrections: str | Path | None = None,
        copies: Path | None = None,
    ) -> None:
        self._log = CorrectionLog(corrections, read_only=True) if corrections else None
        self._last: ReferenceType[AtlasReader] | None = None
        self._remote: Remote | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.url = str(url)
        here = remote.local_folder(str(url))
        if here is None:
            if copies is None:
                self._temporary = tempfile.TemporaryDirectory(prefix="dateline-atlas-")
                copies = Path(self._temporary.name)
            here = remote.copy_folder(str(url), copies)
            self._remote = Remote(str(url), here)
        self.folder = here
        self._lock = threading.Lock()
        self._seen: set[str] = set()
        self._ids: set[str] = set()
        self._swept = False
        self._stories = AtlasStories(self.folder)
        self._index = TextIndex(self.folder)

    @property
    def version(self) -> str:
        """A text that is another for every version of the atlas and whenever other corrections
        stand; cheap enough to ask often.
        """
        published = self._remote.version() if self._remote else manifest.version(self.folder)
        return f"{published}+{self._log.active_version}" if self._log else published

    def article_ids(self) -> frozenset[str]:
        """The ids of all articles that were published so far."""
        return frozenset(self._known(self._published()))

    def holds(self, ids: Collection[str]) -> bool:
        """Whether all of the articles with these ids were published."""
        return self._known(self._published()) >= set(ids)

    def add(self, geoparsed: Iterable[GeoparsedArticle]) -> int:
        """Publish these articles as one part, except those the atlas has; how many were new.

        All of them become visible at once, or none. Safe beside other writers: what two
        of them add is stored once. Raises AtlasError where the atlas cannot be written.
        """
        given = {parsed.article.id: parsed for parsed in geoparsed}
        if not given:
            return 0
        with self._writing():
            before = self._begin()
            known = self._known(before)
            new = [parsed for id_, parsed in given.items() if id_ not in known]
            if new:
                self._publish(before, staged.stage(new))
        return len(new)

    def add_staged(self, tables: staged.Tables) -> int:
        """Publish articles that were staged elsewhere, except those the atlas has.

        Otherwise as ``add``. Raises AtlasError.
        """
        with self._writing():
            before = self._begin()
            new = staged.without(tables, self._known(before))
            if staged.ids(new):
                self._publish(before, new)
        return len(staged.ids(new))

    def replace(self, geoparsed: Iterable[GeoparsedArticle]) -> int:
        """Publish other mentions for articles that the atlas has; how many these were.

        The articles themselves, and when they were ingested, stay as they are. All changes
        become visible at once, or none. Raises AtlasError where the atlas cannot be written.
        """
        given = {parsed.article.id: parsed for parsed in geoparsed}
        if not given:
            return 0
        with self._writing():
            return maintain.replace_readings(self.folder, self._begin(), given)

    def unread(self, languages: Collection[str]) -> Iterator[Article]:
        """The articles in these languages (ISO 639-1) that nobody could read yet."""
        with self._writing():
            published = self._begin()
        for part in published.parts:
            if part.unread:
                yield from _unread(self.folder, part, part.unread, languages)

    def languages(self) -> Counter[str]:
        """How many articles there are in each language (ISO 639-1, "" where it is not known)."""
        told: Counter[str] = Counter()
        for part in self._published().parts:
            read = parts.read(self.folder, part.articles, ("language",))
            told.update(read["language"].to_pylist())
        return told

    def compact(self) -> maintain.Compacted:
        """Join small parts to larger ones; open readers are not disturbed.

        What is joined stays on the disk for a day. Raises AtlasError.
        """
        with self._writing():
            before = self._begin()
            done = maintain.compact(self.folder, before)
            # The index knows the articles already; this tells it the names of their new files.
            joined = set(manifest.read(self.folder).parts) - set(before.parts)
            self._index.add(tuple(joined))
            return done

    def forget(self, source: str) -> int:
        """Remove every trace of the articles from this source; how many there were.

        Nothing of them is on the disk afterwards; a reader that was opened before may miss
        parts. Raises AtlasError, and then nothing was removed.
        """
        with self._writing():
            before = self._begin()
            # First of all: whoever is interrupted leaves no index that knows the texts.
            self._index.remove()
            saved_tables.remove(self.folder)
            forgotten = maintain.forget(self.folder, before, source)
            # Somebody may have opened it in between, as it was.
            saved_tables.remove(self.folder)
            self._index.add(manifest.read(self.folder).parts)
            return forgotten

    def verify(self) -> maintain.Verified:
        """Read every file and hold it against its checksum."""
        return maintain.verify(self.folder, self._published())

    def drop_damaged(self) -> maintain.Verified:
        """Take out what is damaged, so that its articles can be ingested again."""
        with self._writing():
            # Not made to be of the present schema before: that would read what is damaged.
            return maintain.drop_damaged(self.folder, self._tidied())

    def info(self) -> maintain.Info:
        """What it holds, and what it takes on the disk."""
        return maintain.info(self.folder, self.url, self._published())

    def reader(self) -> AtlasReader:
        """What is published now, to be asked as often as one likes.

        Raises CorrectionsUnusable where there are corrections that cannot be read.
        """
        active = None
        if self._log:
            said = self._log.read()
            active = ActiveCorrections(reversed(said.active), reversed(said.notes))
        before = self._last() if self._last else None
        reader = AtlasReader(self.folder, self._published(), active, before, self._temporary)
        self._last = ref(reader)
        return reader

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer. Raises AtlasError."""
        with parts.locked(self.folder):
            if self._remote is None:
                yield
            else:
                with self._remote.writing():
                    yield

    def _published(self) -> Manifest:
        """What is published now. Raises AtlasError."""
        if self._remote is None:
            return manifest.read(self.folder)
        with parts.locked(self.folder):
            return self._remote.pull()

    def _begin(self) -> Manifest:
        """What is published, made to be of the present schema; the lock must be held."""
        return maintain.migrate(self.folder, self._tidied())

    def _tidied(self) -> Manifest:
        """What is published; what dead writers left is swept away once. The lock must be held."""
        published = manifest.read(self.folder)
        if not self._swept:
            parts.sweep(self.folder)
            maintain.retire_superseded(self.folder, published, published)
            self._swept = True
        return published

    def _publish(self, before: Manifest, new: staged.Tables) -> None:
        grouping = self._stories.group(before, staged.members(new))
        part = parts.write_part(self.folder, staged.grouped(new, grouping, datetime.now(UTC)))
        after = parts.publish(self.folder, [*self._regrouped(before, grouping), part])
        self._stories.published(after)
        if grouping.changed:
            maintain.retire_superseded(self.folder, before, after)
        self._index.add(self._joined(after).parts)

    def _joined(self, published: Manifest) -> Manifest:
        """The same with the newest parts joined, if there are many small ones."""
        try:
            after = maintain.join_small(self.folder, published)
        except Damaged:
            return published  # which readers and ``verify`` say; here it only stays as it is
        if after != published:
            self._known(published)
            with self._lock:
                self._seen = {part.articles.file for part in after.parts}
            self._stories.published(after)
        return after

    def _regrouped(self, before: Manifest, grouped: GroupedArticles) -> Iterator[AtlasPart]:
        """The earlier parts, with the stories and dates that their articles have now."""
        for index, part in enumerate(before.parts):
            if index in grouped.changed:
                table = grouped.changed[index]
                yield changed(part, articles=parts.write_file(self.folder, "articles", table))
            else:
                yield part

    def _known(self, published: Manifest) -> Set[str]:
        """The ids in these parts; only parts not seen before are read."""
        files = {part.articles.file: part.articles for part in published.parts}
        with self._lock:
            if not self._seen <= files.keys():
                self._seen, self._ids = set(), set()
            for file in files.keys() - self._seen:
                table = parts.read(self.folder, files[file], ["article_id"])
                self._ids.update(table.column("article_id").to_pylist())
                self._seen.add(file)
            return self._ids


_ARTICLE = (
    *("article_id", "title", "text", "source", "url"),
    *("published", "published_from", "language"),
)


def _unread(
    folder: Path, part: AtlasPart, unread: PartFile, languages: Collection[str]
) -> Iterator[Article]:
    listed = parts.read(folder, unread, ("article_id", "language")).to_pylist()
    wanted = {row["article_id"] for row in listed if row["language"] in languages}
    if wanted:
        given = schema.given_places(parts.read(folder, part.mentions))
        for row in parts.read(folder, part.articles, _ARTICLE).to_pylist():
            if (id_ := row.pop("article_id")) in wanted:
                yield Article(id_, **row, given=given.get(id_, ()))
