"""The lists of words in ``words.txt``, which the recogniser and the roles look for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def words(name: str) -> frozenset[str]:
    """The list of that name; KeyError when there is none."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in (files(__package__) / "words.txt").read_text("utf-8").splitlines():
        content = line.partition("#")[0].strip()
        if content.startswith("["):
            current = lists.setdefault(content.strip("[]"), set())
        else:
            current.update(content.split())
    return {name: frozenset(members) for name, members in lists.items()}
