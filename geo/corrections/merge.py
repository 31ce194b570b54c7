"""Taking in what another newsroom has put right."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from geo.corrections.log import CorrectionLog
from geo.corrections.models import Check, Correction
from geo.corrections.records import Entry, Undo


@dataclass(frozen=True, slots=True)
class Merged:
    """What was new of a file, by kind, and how much the log already had."""

    corrections: int
    undone: int
    checks: int
    verdicts: int
    known: int


def merge(log: CorrectionLog, entries: Iterable[Entry]) -> Merged:
    """Add what the log does not have; doing it twice changes nothing.

    Entries keep their ids, times and names: of two corrections of one mention the later one
    holds, whoever made it, and what either side has undone is undone for both. Raises BadInput
    where the log is read-only, CorrectionsUnusable where it cannot be written.
    """
    known = {_identity(entry) for entry in log.entries()[0]}
    given = list(entries)
    new = {key: entry for entry in given if (key := _identity(entry)) not in known}
    if new:
        log.add(new.values())
    kinds = [type(entry) for entry in new.values()]
    corrections, undone, checks = (kinds.count(kind) for kind in (Correction, Undo, Check))
    verdicts = len(kinds) - corrections - undone - checks
    return Merged(corrections, undone, checks, verdicts, len(given) - len(new))


def _identity(entry: Entry) -> Hashable:
    if isinstance(entry, Correction | Undo | Check):
        return type(entry), entry.id
    return entry.check, entry.spot, entry.verdict, entry.at
