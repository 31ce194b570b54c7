"""The file that corrections are kept in: JSON lines, only ever added to."""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from geo.corrections import records
from geo.corrections.models import (
    WIDE,
    Check,
    Correction,
    DrawnMention,
    LogContents,
    Note,
    Scope,
    Spot,
    Verdict,
)
from geo.corrections.notes import LONGEST_NOTE, tags_in
from geo.corrections.records import Entry, Opinion, Undo
from geo.errors import BadInput, DatelineError
from geo.logs import fields
from geo.models import Place
from geo.storage import locks

_log = logging.getLogger(__name__)

_LONGEST_NAME = 200
_NOTHING = "none"


class CorrectionsUnusable(DatelineError):
    """The log of corrections cannot be read or written where it is."""


class CorrectionLog:
    """The log at ``path``, which need not exist; any number of processes may add to it.

    Every method that adds raises BadInput for what cannot be recorded or where ``read_only``,
    and CorrectionsUnusable where the file cannot be written. Where the ``author`` is known,
    everything is signed so, whoever it says it is by.
    """

    def __init__(self, path: str | Path, read_only: bool = False, author: str = "") -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._author = author

    @property
    def version(self) -> str:
        """A text that is another after every addition; cheap enough to ask often."""
        try:
            status = self.path.stat()
        except OSError:
            return _NOTHING
        return f"{status.st_mtime_ns:x}-{status.st_ino:x}-{status.st_size:x}"

    @property
    def active_version(self) -> str:
        """A text that is another whenever other corrections stand; as cheap.

        Raises CorrectionsUnusable where there is a file that cannot be read.
        """
        return self._read()[1]

    def read(self) -> LogContents:
        """What stands. Raises CorrectionsUnusable where there is a file that cannot be read."""
        return self._read()[0]

    def _read(self) -> tuple[LogContents, str]:
        version = self.version
        return (LogContents(), "") if version == _NOTHING else _remembered(self.path, version)

    def forget(self) -> None:
        """Hold nothing of any log in memory, since this one's file is gone."""
        _remembered.cache_clear()

    def entries(self) -> tuple[list[Entry], list[str]]:
        """All that was recorded, in the order of the file, and what could not be read."""
        return records.read_all(self._lines(), str(self.path))

    def correct(
        self,
        spot: Spot,
        place: Place | None,
        scope: Scope,
        by: str = "",
        note: str = "",
        only: str | None = None,
        source: str = "",
    ) -> Correction:
        """Record that the phrase means this place, or none.

        ``only``, with the scope of a source or of the corpus: where it is taken for the place
        with this id. ``source`` is that of the mention's article, for the scope of a source.
        """
        correction = Correction(
            id=_new_id(),
            at=_now(),
            scope=scope,
            spot=spot,
            place=place,
            only=(only or "") if scope in WIDE else "",
            by=self._signed(by),
            note=_one_line(note),
            source=source if scope is Scope.SOURCE else "",
        )
        self.add([correction])
        return correction

    def note(
        self,
        article_id: str,
        text: str = "",
        tags: Iterable[str] = (),
        spot: Spot | None = None,
        by: str = "",
    ) -> Note:
        """Record a note of an article, or of the mention at ``spot`` in it."""
        made = Note(
            id=_new_id(),
            at=_now(),
            article_id=article_id,
            text=_one_line(text, LONGEST_NOTE),
            tags=tags_in(",".join(tags)),
            spot=spot,
            by=self._signed(by),
        )
        self.add([made])
        return made

    def undo(self, correction_id: str, by: str = "") -> None:
        """Record that a correction or a note no longer stands; it stays in the file."""
        standing = self.read()
        ids = {each.id for each in standing.active} | {each.id for each in standing.notes}
        if correction_id not in ids:
            raise BadInput(f"no correction {correction_id!r} stands", path=str(self.path))
        self.add([Undo(correction_id, _now(), self._signed(by))])

    def add_check(
        self, drawn: Iterable[DrawnMention], population: int, seed: int, by: str = ""
    ) -> Check:
        """Record a sample that is to be judged."""
        check = Check(_new_id(), _now(), seed, population, tuple(drawn), self._signed(by))
        self.add([check])
        return check

    def judge(self, check_id: str, spot: Spot, verdict: Verdict, by: str = "") -> None:
        """Record what is thought of a mention that the check has drawn; the last word counts."""
        found = next((check for check in self.read().checks if check.id == check_id), None)
        if found is None or all(each.spot != spot for each in found.drawn):
            raise BadInput(f"check {check_id!r} has not drawn this mention", path=str(self.path))
        self.add([Opinion(check_id, spot, verdict, _now(), self._signed(by))])

    def _signed(self, by: str) -> str:
        return _one_line(self._author or by)

    def add(self, entries: Iterable[Entry]) -> None:
        """Record entries as they are, all at once."""
        if self.read_only:
            raise BadInput("corrections cannot be made here: this Dateline is read-only")
        try:
            entries = list(entries)
            lines = b"".join(_checked(entry) for entry in entries)
            kinds = Counter(type(entry).__name__.lower() for entry in entries)
        except ValueError as error:
            raise BadInput(f"this cannot be recorded: {error}", path=str(self.path)) from error
        try:
            lock = self.path.with_name(f".{self.path.name}.lock")
            with locks.hold(lock), self.path.open("a+b") as file:
                # What a writer that died, or an editor, left without an end gets one.
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                last = file.read(1)
                file.write((b"" if last == b"\n" else b"\n" if last else records.header()) + lines)
                file.flush()
                os.fsync(file.fileno())
            _log.info("%s: added %s", self.path, ", ".join(kinds), extra=fields(**kinds))
        except OSError as error:
            raise CorrectionsUnusable(
                f"{self.path}: corrections cannot be kept here: {error.strerror}: set "
                "DATELINE_CORRECTIONS to a file that you may write to"
            ) from error

    def _lines(self) -> Iterable[bytes]:
        try:
            return self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise CorrectionsUnusable(
                f"{self.path}: corrections cannot be read: {error.strerror}"
            ) from error


@lru_cache(maxsize=8)
def _remembered(path: Path, _version: str) -> tuple[LogContents, str]:
    """What a log holds at this version, and a digest of what stands: it is asked for often."""
    record = _contents(*CorrectionLog(path).entries())
    said: list[Entry] = [*record.active, *record.notes]
    lines = b"".join(map(records.write, said))
    return record, hashlib.sha256(lines).hexdigest()[:16] if lines else ""


def _contents(entries: Iterable[Entry], problems: Iterable[str]) -> LogContents:
    """What entries say together: in which file an entry came first makes no difference, so
    that those who exchange their files come to agree.
    """
    entries = list(entries)
    undone = {entry.id for entry in entries if isinstance(entry, Undo)}
    made = {entry.id: entry for entry in entries if isinstance(entry, Correction)}
    checks = {entry.id: entry for entry in entries if isinstance(entry, Check)}
    verdicts: defaultdict[str, dict[Spot, Verdict]] = defaultdict(dict)
    for opinion in sorted((e for e in entries if isinstance(e, Opinion)), key=_when):
        verdicts[opinion.check][opinion.spot] = opinion.verdict
    noted = {entry.id: entry for entry in entries if isinstance(entry, Note)}
    active = [each for each in made.values() if each.id not in undone]
    notes = [each for each in noted.values() if each.id not in undone]
    judged = sorted(
        (replace(each, verdicts=verdicts[each.id]) for each in checks.values()), key=_when
    )
    return LogContents(
        tuple(sorted(active, key=_when)[::-1]),
        tuple(sorted(notes, key=_when)[::-1]),
        tuple(sorted(judged, key=_when)[::-1]),
        tuple(problems),
    )


def _when(entry: Entry) -> datetime:
    return entry.at


def _checked(entry: Entry) -> bytes:
    """The line of an entry that will be read again as what it is."""
    line = records.write(entry)
    records.read(line)
    return line


def _one_line(text: str, longest: int = _LONGEST_NAME) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:longest]


def _new_id() -> str:
    return uuid.uuid4().hex[:12]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Merged:
    """What was new of a file, by kind, and how much the log already had."""

    corrections: int
    undone: int
    checks: int
    verdicts: int
    known: int
    notes: int = 0


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
    corrections, undone, checks, verdicts, notes = (
        kinds.count(kind) for kind in (Correction, Undo, Check, Opinion, Note)
    )
    return Merged(corrections, undone, checks, verdicts, len(given) - len(new), notes)


def _identity(entry: Entry) -> Hashable:
    if isinstance(entry, Correction | Note | Undo | Check):
        return type(entry), entry.id
    return entry.check, entry.spot, entry.verdict, entry.at
