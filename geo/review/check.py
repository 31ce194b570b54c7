"""How right the places are that an atlas shows: a random sample that a person judges."""

from __future__ import annotations

import secrets

from geo.atlas import AtlasReader, Filter
from geo.corrections.log import CorrectionLog
from geo.corrections.models import Check, Verdict, precision
from geo.corrections.records import LARGEST_SAMPLE
from geo.errors import BadInput

__all__ = ["SIZE", "Verdict", "draw_check", "precision"]

SIZE = 30
"""Mentions drawn if nobody says how many: 29 of 30 right tells that at least 83 % are."""

_SEEDS = 2**32


def draw_check(
    log: CorrectionLog,
    reader: AtlasReader,
    f: Filter = Filter(),  # noqa: B008 (frozen)
    size: int = SIZE,
    seed: int | None = None,
    by: str = "",
) -> Check:
    """Draw a simple random sample of the placed mentions under ``f``, and record it.

    Every placed mention is as likely to be drawn as any other, whatever its confidence, and
    none twice; the same ``seed`` draws the same from the same atlas. All are drawn where there
    are no more than ``size``. Raises BadInput where there are none, or ``size`` is not from 1
    to 1,000, or the log is read-only; CorrectionsUnusable where it cannot be written.
    """
    if not 1 <= size <= LARGEST_SAMPLE:
        raise BadInput(
            f"{size} mentions cannot be checked: give a number from 1 to {LARGEST_SAMPLE}"
        )
    seed = secrets.randbelow(_SEEDS) if seed is None else seed
    drawn, population = reader.sample(f, size, seed)
    if not drawn:
        raise BadInput("nothing is placed here that could be checked: widen the selection")
    return log.add_check(drawn, population, seed, by)
