"""Which mentions of an article mean one and the same place, and how much is weighed together.

A name means one place throughout an article (Gale, Church and Yarowsky 1992), unless the
article itself tells two bearers apart: "Paris, Texas" and "Paris, France".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.gazetteer.names import normalise
from geo.models import Toponym
from geo.resolution.context import Context, Link
from geo.resolution.options import NameOptions, OptionFinder

# Limits on memory, which grows with the square of the names that are resolved together: 100 MB at
# most. Articles have fewer (at most 37 names and 80 mentions in 624 articles); a book, or a year
# of articles in one file, is resolved in sections.
MOST_NAMES = 150
MOST_MENTIONS = 1500


def sections(toponyms: Sequence[Toponym]) -> Iterator[Sequence[Toponym]]:
    """The toponyms in runs of so few names and mentions that they fit into memory."""
    start = 0
    names: set[str] = set()
    for i, toponym in enumerate(toponyms):
        names.add(toponym.text)
        if len(names) > MOST_NAMES or i - start >= MOST_MENTIONS:
            yield toponyms[start:i]
            start, names = i, {toponym.text}
    if start < len(toponyms):
        yield toponyms[start:]


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The mentions that mean the same place, and the options for it."""

    options: NameOptions
    members: tuple[int, ...]  # indices of the context's names


def group_mentions(context: Context, finder: OptionFinder) -> tuple[MentionGroup, ...]:
    """Every name of the context in exactly one group."""
    found = [finder.options(name.text) for name in context.names]
    keys = [normalise(name.text) or name.text for name in context.names]
    qualifiers = _qualifiers(context, found, keys)
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        grouped[key, qualifiers[i]].append(i)
    return tuple(MentionGroup(found[members[0]], tuple(members)) for members in grouped.values())


def _qualifiers(context: Context, found: Sequence[NameOptions], keys: Sequence[str]) -> list[str]:
    """For each name the qualifier that tells its place apart, or "" where all mean the same."""
    stated: dict[int, str] = {
        tie.narrow: keys[tie.wide]
        for tie in context.qualifications
        if tie.link is not Link.LIST and contains_any(found[tie.wide], found[tie.narrow])
    }
    stated_of_key: dict[str, set[str]] = defaultdict(set)
    for i, qualifier in stated.items():
        stated_of_key[keys[i]].add(qualifier)
    qualifiers = [""] * len(keys)
    for key, distinct in stated_of_key.items():
        if len(distinct) > 1:
            members = [i for i, other in enumerate(keys) if other == key]
            _spread(qualifiers, members, stated)
    return qualifiers


def _spread(qualifiers: list[str], members: Sequence[int], stated: Mapping[int, str]) -> None:
    """Bare mentions follow the qualified one before them, the first ones the one after."""
    current = next(stated[i] for i in members if i in stated)
    for i in members:
        current = stated.get(i, current)
        qualifiers[i] = current


def contains_any(wide: NameOptions, narrow: NameOptions) -> bool:
    """Whether some option of ``narrow`` lies in some option of ``wide``."""
    ids = {option.place.id for option in wide.options}
    return any(not ids.isdisjoint(option.chain[1:]) for option in narrow.options)
