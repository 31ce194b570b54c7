"""The file that storylines are kept in: one JSON document, indented, told in docs/storylines.md.

Unlike the log of corrections it is written anew at every change, for a story is arranged: what
counts is how it is now. A file that cannot be read whole is never written to, so that nothing in it
is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import BadInput, DatelineError
from geo.storage import atomic, locks
from geo.storylines.models import (
    LONGEST_NAME,
    Storyline,
    StoryStep,
    one_line,
    problem,
    slug,
)

FORMAT = "dateline-storylines"
VERSION = 1
MOST_STORYLINES = 200
LARGEST_FILE = 8_000_000

Every = tuple[Storyline, ...]
Result = TypeVar("Result")


class StorylinesUnusable(DatelineError):
    """The file of storylines cannot be read or written as it stands."""


class StorylineFile:
    """The file at ``path``, which need not exist; any number of processes may write to it.

    Every method raises StorylinesUnusable where a file is there that cannot be read; those that
    change it raise BadInput where ``read_only`` or for what cannot be kept. Steps that are new or
    changed are signed with the ``author``, where there is one, and the time.
    """

    def __init__(self, path: str | Path, read_only: bool = False, author: str = "") -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._author = one_line(author, LONGEST_NAME)

    def read(self) -> Every:
        """All of them, in the order of the file."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unusable(f"cannot be read: {error.strerror}") from error
        version = (status.st_mtime_ns, status.st_ino, status.st_size)
        return _remembered(self.path, version)

    def find(self, name: str) -> Storyline | None:
        """The storyline with this id or, where there is none, with this title."""
        every = self.read()
        by_id = (each for each in every if each.id == name)
        return next(by_id, next((each for each in every if each.title == name), None))

    def save(self, storyline: Storyline) -> Storyline:
        """Keep it in the place of the one with its id, or as a new one; as it is kept."""

        def kept(every: Every) -> tuple[Every, Storyline]:
            before = next((each for each in every if each.id == storyline.id), None)
            if before:
                made = self._signed(storyline, before.steps)
                return tuple(made if each is before else each for each in every), made
            new = replace(storyline, id=storyline.id or _free(slug(storyline.title), every))
            new = self._signed(new, ())
            return (*every, new), new

        return self._change(kept)

    def _signed(self, storyline: Storyline, before: tuple[StoryStep, ...]) -> Storyline:
        """With the signatures that the file has, and ours on the steps that it has not."""
        theirs = {step: step for step in before}
        now = datetime.now(UTC).replace(microsecond=0)
        steps = (
            theirs.get(each) or replace(each, by=self._author, at=now) for each in storyline.steps
        )
        return replace(storyline, steps=tuple(steps))

    def remove(self, storyline: str) -> None:
        """Keep the one with this id no more."""
        self._change(lambda every: (tuple(each for each in every if each.id != storyline), None))

    def _change(self, change: Callable[[Every], tuple[Every, Result]]) -> Result:
        if self.read_only:
            raise BadInput("stories cannot be kept here: this Dateline is read-only")
        try:
            with locks.hold(self.path.with_name(f".{self.path.name}.lock")):
                after, answer = change(self._read_now())
                self._check(after)
                atomic.write(self.path, dump(after))
        except OSError as error:
            raise self._unusable(
                f"cannot be written: {error.strerror}: set DATELINE_CORRECTIONS to a file in a "
                "folder that you may write to"
            ) from error
        return answer

    def _check(self, every: Every) -> None:
        if len(every) > MOST_STORYLINES:
            raise BadInput(f"more than {MOST_STORYLINES} stories", path=str(self.path))
        for each in every:
            if wrong := problem(each):
                raise BadInput(f"this story cannot be kept: {wrong}")

    def _read_now(self) -> Every:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unusable(f"cannot be read: {error.strerror}") from error
        try:
            return load(data)
        except ValueError as error:
            raise self._unusable(
                f"{error}: mend the file, or move it away to begin a new one; it is left as it is"
            ) from error

    def _unusable(self, why: str) -> StorylinesUnusable:
        return StorylinesUnusable(f"{self.path}: {why}")


@lru_cache(maxsize=8)
def _remembered(path: Path, _version: object) -> Every:
    return StorylineFile(path)._read_now()


def dump(every: Every) -> bytes:
    """The document. Raises ValueError for text that no file can hold."""
    stories = [
        {
            "id": each.id,
            "title": each.title,
            "steps": [_written(step) for step in each.steps],
        }
        for each in every
    ]
    data = {"format": FORMAT, "version": VERSION, "stories": stories}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _written(step: StoryStep) -> dict[str, str]:
    signature = {"by": step.by, "at": step.at.isoformat() if step.at else ""}
    return {"sentence": step.sentence, "view": step.view} | {
        name: value for name, value in signature.items() if value
    }


def load(data: bytes) -> Every:
    """The storylines in a document. Raises ValueError that says what is wrong, and on which line
    or in which story."""
    if len(data) > LARGEST_FILE:
        raise ValueError(f"larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        found = json.loads(data)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: not JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f'not a file of stories ("format": "{FORMAT}" is missing)')
    if found.get("version") != VERSION:
        raise ValueError("of a newer Dateline")
    stories = found.get("stories")
    if not isinstance(stories, list) or len(stories) > MOST_STORYLINES:
        raise ValueError(f"stories must be a list of up to {MOST_STORYLINES}")
    every = tuple(_story(each, number) for number, each in enumerate(stories, start=1))
    if len({each.id for each in every}) < len(every):
        raise ValueError("two stories have the same id")
    return every


def _story(data: Any, number: int) -> Storyline:
    where = f"story {number}"
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list):
        raise ValueError(f"{where}: id, title and a list of steps are needed")
    steps = tuple(_step(each, f"{where}, step {at}") for at, each in enumerate(data["steps"], 1))
    made = Storyline(_text(data, "id", where), _text(data, "title", where), steps)
    if wrong := problem(made):
        raise ValueError(f"{where}: {wrong}")
    return made


def _step(data: Any, where: str) -> StoryStep:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: sentence and view are needed")
    by = _text(data, "by", where) if "by" in data else ""
    at = _moment(data, where) if "at" in data else None
    return StoryStep(_text(data, "view", where), _text(data, "sentence", where), by, at)


def _moment(data: dict[str, Any], where: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(data, "at", where))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{where}: at must be a time, as 2026-11-30T12:00:00+00:00") from None


def _text(data: dict[str, Any], name: str, where: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{where}: {name} must be a text")
    return value


def _free(wanted: str, every: Every) -> str:
    taken = {each.id for each in every}
    numbered = (f"{wanted}-{number}" for number in range(2, MOST_STORYLINES + 3))
    return next(each for each in (wanted, *numbered) if each not in taken)
