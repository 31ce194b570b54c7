"""Laying corrections over a table of mentions, a column at a time: a million must not be slow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.corrections.models import CORRECTED, Spot
from geo.corrections.standing import Standing
from geo.models import Place

NONE = -1


def amend(mentions: pa.Table, standing: Standing) -> tuple[pa.Table, NDArray[np.int32]]:
    """The mentions with what was put right, and for each the number of its correction or -1.

    ``mentions`` has the atlas's columns, those of words as dictionaries. As many rows come
    back, in the same order: one that is no place has none, and it is for the caller to leave
    it out.
    """
    numbers = np.full(len(mentions), NONE, np.int32)
    changed: list[dict[str, Any]] = []
    rows = _in_question(mentions, standing)
    for row, mention in zip(rows.tolist(), mentions.take(pa.array(rows)).to_pylist(), strict=True):
        spot = Spot(mention["article_id"], mention["start"], mention["end"], mention["phrase"])
        number = standing.of(spot, mention["place_id"])
        if number is not None:
            numbers[row] = number
            changed.append({**mention, **_values(standing.corrections[number].place)})
    return _replaced(mentions, np.flatnonzero(numbers != NONE), changed), numbers


def _in_question(mentions: pa.Table, standing: Standing) -> NDArray[np.int64]:
    """The rows that some correction may be about."""
    found = np.zeros(len(mentions), np.bool_)
    for name, words in (("phrase", standing.phrases), ("article_id", standing.articles)):
        if words:
            found |= _among(mentions.column(name), pa.array(words, pa.string()))
    return np.flatnonzero(found)


def _among(column: pa.ChunkedArray, words: pa.Array) -> NDArray[np.bool_]:
    """Where a column of words has one of these; each different word is looked at once."""
    found: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
    for chunk in column.chunks:
        known = pc.is_in(chunk.dictionary, value_set=words).to_numpy(zero_copy_only=False)
        indices = pc.fill_null(chunk.indices, len(known)).to_numpy(zero_copy_only=False)
        found.append(np.append(known, False)[indices])
    return np.concatenate(found)


def _replaced(
    mentions: pa.Table, rows: NDArray[np.int64], values: list[dict[str, Any]]
) -> pa.Table:
    if not values:
        return mentions
    new = pa.Table.from_pylist(values, schema=mentions.schema)
    order = np.arange(len(mentions))
    order[rows] = len(mentions) + np.arange(len(rows))
    return pa.concat_tables([mentions, new]).unify_dictionaries().take(pa.array(order))


def _values(place: Place | None) -> dict[str, Any]:
    return {
        "place_id": place and place.id,
        "place_name": place and place.name,
        "country_code": place and place.country_code,
        "admin1": place and place.admin1,
        "feature_class": place and place.feature_class,
        "feature_code": place and place.feature_code,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "confidence": 1.0,
        "method": CORRECTED,
    }
