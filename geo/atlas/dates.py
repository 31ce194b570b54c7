"""The times that articles speak about, in memory: 30 bytes each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts
from geo.atlas.columns import Bools, Ints
from geo.atlas.manifest import Part
from geo.places.days import day_of
from geo.timing import EventDate, Precision

_NUMBERS = ("sentence_start", "sentence_end", "start", "end", "earliest", "latest")
_WORDS = ("text", "precision")
_COLUMNS = ("article_id", *_NUMBERS, *_WORDS, "anchored")


@dataclass(frozen=True, slots=True)
class Dates:
    """One entry a time, in the order of ``article`` (indices) and the text; days count from
    1970-01-01. ``text`` and ``precision`` are dictionaries.
    """

    article: Ints
    sentence_start: Ints
    sentence_end: Ints
    start: Ints
    end: Ints
    earliest: Ints
    latest: Ints
    text: pa.DictionaryArray
    precision: pa.DictionaryArray
    anchored: Bools

    def of(self, article: int) -> list[tuple[int, int, EventDate]]:
        """The times in an article, each with the bounds of its sentence, in the text's order."""
        first = int(np.searchsorted(self.article, np.int32(article)))
        last = int(np.searchsorted(self.article, np.int32(article), "right"))
        return [
            (int(self.sentence_start[at]), int(self.sentence_end[at]), self._event(at))
            for at in range(first, last)
        ]

    def _event(self, at: int) -> EventDate:
        return EventDate(
            self.text[at].as_py(),
            int(self.start[at]),
            int(self.end[at]),
            day_of(int(self.earliest[at])),
            day_of(int(self.latest[at])),
            Precision(self.precision[at].as_py()),
            bool(self.anchored[at]),
        )


def load(folder: Path, published: Sequence[Part], ids: pa.StringArray) -> Dates:
    """The times of the articles with these ids, whose order gives the indices. Raises Damaged."""
    stored = [
        parts.read(folder, part.dates, _COLUMNS, ("article_id", *_WORDS))
        for part in published
        if part.dates
    ]
    words = {name: parts.joined(stored, name) for name in ("article_id", *_WORDS)}
    numbers = {name: _numbers(stored, name) for name in _NUMBERS}
    anchored = np.concatenate(
        [np.zeros(0, np.bool_), *(table.column("anchored").to_numpy() for table in stored)]
    )
    of_id = pc.index_in(words["article_id"].dictionary, value_set=ids)
    standing = pc.fill_null(of_id, -1).to_numpy(False).astype(np.int32)
    article = standing[words["article_id"].indices.to_numpy()]
    order = np.lexsort((numbers["start"], article))
    order = order[article[order] >= 0]
    return Dates(
        article=article[order],
        **{name: column[order] for name, column in numbers.items()},
        text=words["text"].take(pa.array(order)),
        precision=words["precision"].take(pa.array(order)),
        anchored=anchored[order],
    )


def _numbers(stored: Sequence[pa.Table], name: str) -> Ints:
    columns = (table.column(name) for table in stored)
    plain = (c.cast(pa.int32()) if pa.types.is_date32(c.type) else c for c in columns)
    return np.concatenate([np.zeros(0, np.int32), *(each.to_numpy() for each in plain)]).astype(
        np.int32
    )
