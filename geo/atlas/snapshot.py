"""One version of an atlas, opened: its columns in memory, the rest on the disk.

A file that is missing or damaged leaves its part out, with a warning: at once where it is
noticed at once, later where it is noticed when a text is first read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import (
    aggregate,
    apply_corrections,
    columns,
    day_counts,
    parts,
    saved_tables,
    search,
    spoken_dates,
)
from geo.atlas.columns import Bools, Columns, Ints, StoredColumns
from geo.atlas.day_counts import DayCounts
from geo.atlas.filters import Filter
from geo.atlas.manifest import KINDS, AtlasPart, PartFile
from geo.atlas.parts import Damaged
from geo.atlas.search import Search
from geo.atlas.selection import FilterResult, LazyMasks, Moments, among, select, unplaced
from geo.atlas.spoken_dates import ArticleDates, MentionDates
from geo.atlas.text_index import Index, Numbers, TextIndex
from geo.corrections import Correction
from geo.corrections.active import ActiveCorrections

_REMEMBERED = 8

_Dates = TypeVar("_Dates", ArticleDates, MentionDates)


class Snapshot:
    """What questions are put to. May be shared between threads; every method may raise Damaged.

    ``parts`` are those that are whole; ``warnings`` names what was left out, and why.
    ``columns`` show what ``active`` has put right.
    """

    def __init__(
        self,
        folder: Path,
        published: Sequence[AtlasPart],
        warnings: Sequence[str],
        active: ActiveCorrections | None = None,
    ) -> None:
        self.folder = folder
        opened = _opened(folder, published)
        self.parts, self._stored, self._stored_focus = opened.parts, opened.columns, opened.focus
        self.warnings = (*warnings, *opened.warnings)
        self._numbering: tuple[Index, Ints] | None = None
        self._ids: dict[str, pa.DictionaryArray] = {}
        self._correct(active or ActiveCorrections())

    def corrected(self, active: ActiveCorrections) -> Snapshot:
        """The same version, nothing being read again, with other corrections."""
        other = copy(self)
        for remembered in ("spoken", "focus"):
            other.__dict__.pop(remembered, None)
        other._correct(active)
        return other

    def _correct(self, active: ActiveCorrections) -> None:
        self.active = active
        self.columns: Columns = apply_corrections.apply(self._stored, active)
        self._index = TextIndex(self.folder)
        self._lock = threading.RLock()
        self._selections: OrderedDict[Filter, FilterResult] = OrderedDict()
        self._lazy_masks = LazyMasks(
            self.search, lambda: self.spoken, lambda: self.focus, self.tagged, lambda: self.arrived
        )

    def without(self, damage: Damaged) -> Snapshot:
        """The same without what turned out to be damaged."""
        sound = [each for part in self.parts if (each := _without(part, damage.path.name))]
        return Snapshot(self.folder, sound, (*self.warnings, _warning(damage)), self.active)

    def correction(self, article_id: str, start: int, end: int) -> Correction | None:
        """What a person has put right of a mention, be it that it is no place."""
        number = apply_corrections.correction_number(
            self._stored, self.active, article_id, start, end
        )
        return None if number is None else self.active.corrections[number]

    def effects(self) -> list[tuple[int, Correction]]:
        """The mentions that are corrected, by where they stand where nothing is."""
        rows, numbers = apply_corrections.effects(self._stored, self.active)
        made = self.active.corrections
        return [(row, made[at]) for row, at in zip(rows.tolist(), numbers.tolist(), strict=True)]

    def select(self, f: Filter) -> FilterResult:
        """What a filter lets through; the last ones are remembered."""
        with self._lock:
            if f in self._selections:
                self._selections.move_to_end(f)
                return self._selections[f]
        selection = select(self.columns, f, self._lazy_masks)
        with self._lock:
            self._selections[f] = selection
            if len(self._selections) > _REMEMBERED:
                self._selections.popitem(last=False)
        return selection

    def among(self, f: Filter, mentions: Ints) -> Ints:
        """Which of these placed mentions a filter lets through."""
        return among(self.columns, f, self._lazy_masks, mentions)

    def unplaced(self, f: Filter) -> Ints:
        """The names without a place in the articles that a filter lets through."""
        return unplaced(self.columns, f, self.select(f))

    def search(self, text: str) -> Bools:
        """The articles that a search finds. Raises BadInput, AtlasError."""
        wanted = search.parse(text)
        found = np.zeros(len(self.columns.articles) + 1, np.bool_)
        if self.parts:
            positions, numbers = self._find(wanted)
            # Index -1, for an article that another version has, finds the last entry.
            found[positions[numbers[numbers < len(positions)]]] = True
        mask = found[:-1]
        return ~mask if wanted.inverted else mask

    @cached_property
    def dates(self) -> ArticleDates:
        """The times that the articles speak about."""
        return self._saved(
            "dates",
            ("articles", "dates"),
            ArticleDates,
            lambda: spoken_dates.load(self.folder, self.parts, self.columns.articles.ids),
        )

    @cached_property
    def spoken(self) -> MentionDates:
        """The times that the mentions' sentences speak about."""
        if self.columns is not self._stored:
            return spoken_dates.pair(self.columns, self.dates)
        return self._saved(
            "spoken",
            ("articles", "mentions", "dates"),
            MentionDates,
            lambda: spoken_dates.pair(self.columns, self.dates),
        )

    def _saved(
        self,
        name: str,
        kinds: Sequence[str],
        kind: type[_Dates],
        make: Callable[[], _Dates],
    ) -> _Dates:
        """What follows from parts of these kinds; in a large atlas it is made once."""
        if len(self._stored.mentions) < WORTH_SAVING:
            return make()
        return saved_tables.made_once(
            self.folder, self.parts, name, kinds, make, kind.to_tables, kind.from_tables
        )

    @cached_property
    def focus(self) -> Bools:
        """Which mentions are of places that their article is about."""
        if self.columns is self._stored and self._stored_focus is not None:
            return self._stored_focus
        return aggregate.focuses(self.columns)

    def counted_by_day(self, fits: bool) -> DayCounts | None:
        """The counts by day of a large atlas, if it is asked for what fits them; None as well where
        people have put anything right, which they do not know."""
        large = len(self._stored.mentions) >= WORTH_COUNTING
        return self._day_counts if fits and large and self.columns is self._stored else None

    @cached_property
    def _day_counts(self) -> DayCounts:
        with self._lock:
            return saved_tables.made_once(
                self.folder,
                self.parts,
                "days",
                _OPENED,
                lambda: day_counts.count(self._stored),
                DayCounts.to_tables,
                DayCounts.from_tables,
            )

    def tagged(self, tags: tuple[str, ...]) -> tuple[Bools, Bools]:
        """The articles and the mentions with any of these tags (see LazyMasks)."""
        stored = self.columns.mentions
        articles = np.zeros(len(self.columns.articles), np.bool_)
        mentions = np.zeros(len(stored), np.bool_)
        holding = articles.copy()
        for note in self.active.notes.tagged(tags):
            at = self.columns.articles.index(note.article_id)
            if at is None:
                continue
            if note.spot is None:
                articles[at] = True
                continue
            here = (stored.article == at) & (stored.start == note.spot.start)
            mentions |= here & (stored.end == note.spot.end)
            holding[at] |= bool((here & mentions).any())
        return articles | holding, mentions | articles[stored.article]

    @cached_property
    def arrived(self) -> Moments:
        """When each article was ingested (UTC)."""
        articles = self.columns.articles
        found = np.zeros(len(articles), "datetime64[us]")
        for number, part in enumerate(self.parts):
            table = parts.read(self.folder, part.kinds()["articles"], ("ingested_at",), ())
            every = table.column("ingested_at").to_numpy().astype("datetime64[us]")
            mine = articles.part == number
            found[mine] = every[articles.row[mine]]
        return found

    def stored(
        self, kind: str, on_disk: Sequence[tuple[int, int]], names: Sequence[str]
    ) -> list[dict[str, Any]]:
        """The stored rows at these parts and rows, in this order."""
        wanted: dict[int, list[int]] = {}
        for part, row in on_disk:
            wanted.setdefault(part, []).append(row)
        found: dict[tuple[int, int], dict[str, Any]] = {}
        for part, numbers in wanted.items():
            file = self.parts[part].kinds()[kind]
            table = parts.rows(self.folder, file, numbers, names)
            found |= {(part, n): row for n, row in zip(numbers, table.to_pylist(), strict=True)}
        return [found[each] for each in on_disk]

    def of_articles(
        self, kind: str, articles: Sequence[int], names: Sequence[str]
    ) -> list[list[dict[str, Any]]]:
        """For each article the rows of an optional kind that are about it."""
        about = self._about(kind, np.asarray(articles, np.int64))
        stored = iter(self.stored(kind, [each for rows in about for each in rows], names))
        return [[next(stored) for _ in rows] for rows in about]

    def _about(self, kind: str, articles: Ints) -> list[list[tuple[int, int]]]:
        """For each article its part and the rows there that are about it."""
        found: list[list[tuple[int, int]]] = [[] for _ in articles]
        part_of = self.columns.articles.part[articles]
        for part in np.unique(part_of).tolist():
            file = self.parts[part].kinds().get(kind)
            if file is None:
                continue
            asked = np.flatnonzero(part_of == part)
            stored = self._ids_in(file)
            ids = self.columns.articles.ids.take(pa.array(articles[asked]))
            codes = pc.fill_null(pc.index_in(ids, value_set=stored.dictionary), -1).to_pylist()
            code_of_row = stored.indices.to_numpy()
            rows = np.flatnonzero(np.isin(code_of_row, codes))
            about = defaultdict[int, list[tuple[int, int]]](list)
            for row, code in zip(rows.tolist(), code_of_row[rows].tolist(), strict=True):
                about[code].append((part, row))
            for at, code in zip(asked.tolist(), codes, strict=True):
                found[at] = about[code]
        return found

    def _ids_in(self, file: PartFile) -> pa.DictionaryArray:
        """The id of the article that each row of a file is about; remembered."""
        if file.file not in self._ids:
            self._ids[file.file] = parts.encoded(self.folder, file, "article_id")
        return self._ids[file.file]

    def _find(self, wanted: Search) -> tuple[Ints, Numbers]:
        """For each number of the index where its article stands, and the numbers found."""
        while True:
            made, numbers = self._index.find(wanted, self.parts)
            # Made anew since we looked last, the index numbers its articles otherwise.
            if self._numbering is None or self._numbering[0] != made:
                self._numbering = self._numbered()
            of, positions = self._numbering
            if of == made:
                return positions, numbers

    def _numbered(self) -> tuple[Index, Ints]:
        """The index of texts, and for each of its numbers where that article stands; -1 for
        nowhere."""
        made, ids, numbers = self._index.numbers(self.parts)
        positions = np.full(int(numbers.max(initial=0)) + 1, -1, np.int32)
        where = pc.fill_null(pc.index_in(ids, value_set=self.columns.articles.ids), -1)
        positions[numbers] = where.to_numpy(False)
        return made, positions


# Mentions from which on opening is worth saving: with fewer it takes half a second.
WORTH_SAVING = 200_000
# Mentions from which on looking at each of them makes a page wait.
WORTH_COUNTING = 1_000_000

_COLUMNS, _OPENED = "columns", ("articles", "mentions", "unread")


@dataclass(frozen=True, slots=True)
class _Opened:
    """The parts that are whole, their columns, which mentions are of what their article is about
    (None where that is not known yet), and the warnings about other parts."""

    parts: tuple[AtlasPart, ...]
    columns: Columns
    focus: Bools | None
    warnings: list[str]


def _opened(folder: Path, published: Sequence[AtlasPart]) -> _Opened:
    def from_tables(saved: list[pa.Table]) -> _Opened:
        checked = [_with_what_is_there(folder, part) for part in published]
        warnings = [warning for _, missing in checked for warning in missing]
        sound = tuple(part for part, _ in checked)
        return _Opened(sound, *saved_tables.from_tables(saved), warnings)

    def to_tables(made: _Opened) -> list[pa.Table] | None:
        if made.warnings or len(made.columns.mentions) < WORTH_SAVING:
            return None
        return saved_tables.to_tables(made.columns, aggregate.focuses(made.columns))

    return saved_tables.made_once(
        folder,
        published,
        _COLUMNS,
        _OPENED,
        lambda: _load(folder, published),
        to_tables,
        from_tables,
    )


# Parts whose words are held once while others are read.
_JOINED = 32


def _load(folder: Path, published: Sequence[AtlasPart]) -> _Opened:
    sound: list[AtlasPart] = []
    loaded: list[StoredColumns] = []
    warnings: list[str] = []
    for part in published:
        part, missing = _with_what_is_there(folder, part)
        warnings += missing
        try:
            loaded.append(columns.load(folder, part))
        except Damaged as damage:
            warnings.append(_warning(damage))
        else:
            sound.append(part)
            if len(sound) % _JOINED == 0:
                loaded[-_JOINED:] = [columns.joined(loaded[-_JOINED:])]
                pa.default_memory_pool().release_unused()
    made = columns.assemble(loaded)
    # Reading takes three times what is kept of it, and Arrow would keep that too.
    del loaded
    pa.default_memory_pool().release_unused()
    return _Opened(tuple(sound), made, None, warnings)


def _with_what_is_there(folder: Path, part: AtlasPart) -> tuple[AtlasPart, list[str]]:
    """The part without those of its optional files that are plainly not there."""
    warnings: list[str] = []
    for kind in KINDS[2:]:
        file = part.kinds().get(kind)
        if file is None:
            continue
        try:
            parts.look(folder, file)
        except Damaged as damage:
            warnings.append(_warning(damage))
            part = part.without(kind)
    return part, warnings


def _without(part: AtlasPart, name: str) -> AtlasPart | None:
    """The part without this file; None where it cannot do without."""
    kind = next((kind for kind, file in part.kinds().items() if file.file == name), None)
    if kind is None:
        return part
    return None if kind in KINDS[:2] else part.without(kind)


def _warning(damage: Damaged) -> str:
    return f"{damage.path}: left out: this part of the atlas is {damage.what}"
