"""The status line, and the selection as chips that can be taken away one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import panels, state, texts
from dashboard.corpus import Corpus
from dashboard.selection import DEFAULT_ROLES, Selection
from dashboard.state import Session
from geo.atlas import PlaceCount

Chip = tuple[str, str]
"""An id that :func:`without` understands, and its words."""


def show(corpus: Corpus, session: Session, places: Sequence[PlaceCount]) -> None:
    """Put the line on the page."""
    chosen = session.selection
    panels.show(
        "chips",
        {
            "status": texts.status(corpus.counts(chosen.filter())),
            "chips": chips(chosen, _name(chosen, places)),
            "undo": bool(session.past),
            "reset": chosen != Selection(),
            "words": {
                "chips": texts.CHIPS,
                "remove": texts.REMOVE,
                "undo": texts.UNDO,
                "reset": texts.RESET,
            },
        },
        {"remove": _remove, "undo": state.undo, "reset": state.reset},
    )


def chips(chosen: Selection, place_name: str) -> list[Chip]:
    """Everything that makes this selection narrower than all there is."""
    return [
        *([("text", texts.quoted(chosen.text))] if chosen.text else []),
        *([("place", place_name or chosen.place)] if chosen.place else []),
        *([("unplaced", texts.quoted(chosen.unplaced))] if chosen.unplaced else []),
        *([("dates", texts.period(*chosen.dates))] if any(chosen.dates) else []),
        *([] if chosen.undated else [("undated", texts.WITHOUT_UNDATED)]),
        *((f"country:{code}", texts.country(code)) for code in chosen.countries),
        *((f"source:{source}", source) for source in chosen.sources),
        *([("roles", texts.roles(chosen.roles))] if chosen.roles != DEFAULT_ROLES else []),
    ]


def without(chosen: Selection, chip: str) -> Selection:
    """The selection without one of its chips; unchanged for a chip it does not have."""
    kind, _, value = chip.partition(":")
    plain = Selection()
    match kind:
        case "country":
            return replace(chosen, countries=_less(chosen.countries, value))
        case "source":
            return replace(chosen, sources=_less(chosen.sources, value))
        case "text" | "place" | "unplaced" | "dates" | "undated" | "roles":
            fields = {kind: getattr(plain, kind)}
            return replace(chosen, **fields)
    return chosen


def _remove(chip: object) -> None:
    if isinstance(chip, dict) and isinstance(chip.get("id"), str):
        state.go(without(state.current().selection, chip["id"]))


def _less(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)


def _name(chosen: Selection, places: Sequence[PlaceCount]) -> str:
    return next((c.place.name for c in places if c.place.id == chosen.place), "")
