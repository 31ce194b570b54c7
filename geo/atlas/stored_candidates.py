"""Why a mention was placed where it is: the candidates it had, as they are stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from geo.models import Candidate, Place, Reason

MOST = 5
"""Candidates kept of a mention: as many as a person would look through."""

# The winner and the runner-up: what tells them apart is the answer.
_WITH_REASONS = 2


def to_json(candidates: Sequence[Candidate]) -> str:
    """The best candidates, the first two with their reasons, as a JSON array."""
    kept = [
        {
            "place": _values(each.place),
            "score": each.score,
            "reasons": [_values(reason) for reason in each.reasons if rank < _WITH_REASONS],
        }
        for rank, each in enumerate(candidates[:MOST])
    ]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Candidate, ...]:
    """The inverse of ``to_json``, for what that has kept."""
    return tuple(
        Candidate(
            Place(**(each["place"] | {"ancestors": tuple(each["place"].get("ancestors", ()))})),
            each["score"],
            tuple(Reason(**reason) for reason in each["reasons"]),
        )
        for each in json.loads(text)
    )


def _values(of: Place | Reason) -> dict[str, Any]:
    """What is not as by default."""
    return {
        field.name: value
        for field in fields(of)
        if (value := getattr(of, field.name)) != field.default
    }
