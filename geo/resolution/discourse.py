"""One sense per discourse: the mentions of an article that mean one and the same place.

A name means one place throughout an article (Gale, Church and Yarowsky 1992), unless the
article itself tells two bearers apart: "Paris, Texas" and "Paris, France".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geo.gazetteer.names import normalise
from geo.resolution.context import Context, Link
from geo.resolution.options import OptionFinder, Options


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions that share a sense, and the options for it."""

    options: Options
    members: tuple[int, ...]  # indices of the context's names


def group_names(context: Context, finder: OptionFinder) -> tuple[Group, ...]:
    """Every name of the context in exactly one group."""
    found = [finder.options(name.text) for name in context.names]
    keys = [normalise(name.text) or name.text for name in context.names]
    senses = _senses(context, found, keys)
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        grouped[key, senses[i]].append(i)
    return tuple(Group(found[members[0]], tuple(members)) for members in grouped.values())


def _senses(context: Context, found: Sequence[Options], keys: Sequence[str]) -> list[str]:
    """For each name the qualifier that tells its sense apart, or "" where there is one sense."""
    said: dict[int, str] = {
        tie.narrow: keys[tie.wide]
        for tie in context.qualifications
        if tie.link is not Link.LIST and contains_any(found[tie.wide], found[tie.narrow])
    }
    told: dict[str, set[str]] = defaultdict(set)
    for i, qualifier in said.items():
        told[keys[i]].add(qualifier)
    senses = [""] * len(keys)
    for key, qualifiers in told.items():
        if len(qualifiers) > 1:
            _follow(senses, [i for i, other in enumerate(keys) if other == key], said)
    return senses


def _follow(senses: list[str], members: Sequence[int], said: dict[int, str]) -> None:
    """Bare mentions follow the qualified one before them, the first ones the one after."""
    current = next(said[i] for i in members if i in said)
    for i in members:
        current = said.get(i, current)
        senses[i] = current


def contains_any(wide: Options, narrow: Options) -> bool:
    """Whether some reading of ``narrow`` lies in some reading of ``wide``."""
    ids = {option.place.id for option in wide.options}
    return any(not ids.isdisjoint(option.chain[1:]) for option in narrow.options)
