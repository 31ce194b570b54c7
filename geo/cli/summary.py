"""What an ingest did, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from geo.cli.plain import plain
from geo.pipeline.ingest import Summary
from geo.sources import Doubt, Reject

# Names shown of those that could not be placed; --json has them all.
_SHOWN = 20
# Of what was rejected; of the rest only how many, and why. --json has them all.
_NAMED = 50


def as_json(summary: Summary, **more: Any) -> str:
    """All of it, in one line."""
    return json.dumps(asdict(summary) | more, ensure_ascii=False)


def lines(summary: Summary) -> list[str]:
    """What people need to know of it."""
    return [
        f"{summary.read:,} articles read: {summary.new:,} new, {summary.duplicates:,} duplicates, "
        f"{len(summary.rejects):,} rejected",
        f"{summary.mentions:,} mentions in the new ones; {summary.undated:,} without a date",
        *_unread(summary),
        *_unresolved(summary.unresolved),
        *_named("look at", summary.doubts),
        *_named("rejected", summary.rejects),
    ]


def _unread(summary: Summary) -> list[str]:
    languages = ", ".join(f"{code or 'unknown'} ({n})" for code, n in summary.unread)
    later = summary.read_later
    return [
        *([f"not read: language: {languages}"] if languages else []),
        *([f"read now, as their language's model has come: {later}"] if later else []),
    ]


def _unresolved(names: tuple[tuple[str, int], ...]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(f"{plain(name)} ({count})" for name, count in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [f"not placed: {shown}{more}"]


def _named(what: str, items: Sequence[Reject | Doubt]) -> list[str]:
    rest = Counter(plain(item.reason) for item in items[_NAMED:])
    return [
        *(f"{what}: {plain(item.name)}: {plain(item.reason)}" for item in items[:_NAMED]),
        *(f"{what}: {count} more: {reason}" for reason, count in rest.most_common(_SHOWN)),
        *([f"{what}: for still other reasons: --json has them"] if len(rest) > _SHOWN else []),
    ]
