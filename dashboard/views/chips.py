"""The status line, and the selection as chips that can be taken away one by one."""

from __future__ import annotations

from dataclasses import replace

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import store
from dashboard.state.selection import DEFAULT_ROLES, Selection, Versus
from dashboard.state.store import Session
from dashboard.views import panels, place_search
from geo.atlas import Clock

Chip = tuple[str, str]
"""An id that :func:`without` understands, and its words."""


_SINGLE = (
    *("text", "place", "unplaced", "near", "dates", "undated", "roles", "focus", "confidence"),
)


def show(corpus: Corpus, session: Session) -> None:
    """Put the line on the page."""
    chosen = session.selection
    panels.show(
        "chips",
        {
            "language": texts.LOCALE,
            "status": texts.status(corpus.counts(chosen.filter())),
            "chips": chips(chosen, _name(corpus, chosen)),
            "undo": bool(session.past),
            "reset": chosen != Selection(),
            "words": {
                "chips": texts.CHIPS,
                "remove": texts.REMOVE,
                "undo": texts.UNDO,
                "reset": texts.RESET,
            },
        },
        {"remove": _remove, "undo": store.undo, "reset": store.reset},
    )


def chips(chosen: Selection, place_name: str) -> list[Chip]:
    """Everything that makes this selection narrower than all there is."""
    return [
        *([("text", texts.quoted(chosen.text))] if chosen.text else []),
        *([("focus", texts.FOCUS_CHIP)] if chosen.focus else []),
        *([("place", place_name or chosen.place)] if chosen.place else []),
        *([("unplaced", texts.quoted(chosen.unplaced))] if chosen.unplaced else []),
        *([("near", texts.near(place_name or chosen.near))] if chosen.near else []),
        *([("dates", texts.dates(chosen.clock, *chosen.dates))] if any(chosen.dates) else []),
        *([("clock", texts.CLOCK_CHIP)] if _by_clock_alone(chosen) else []),
        *(
            [("versus", texts.versus(chosen.versus.source, *chosen.versus.dates))]
            if chosen.versus
            else []
        ),
        *([] if chosen.undated else [("undated", texts.WITHOUT_UNDATED)]),
        *((f"country:{code}", texts.country(code)) for code in chosen.countries),
        *((f"source:{source}", source) for source in chosen.sources),
        *((f"language:{code}", texts.language(code)) for code in chosen.languages),
        *([("confidence", texts.at_least(chosen.confidence))] if chosen.confidence else []),
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
        case "language":
            return replace(chosen, languages=_less(chosen.languages, value))
        case "versus":
            return replace(chosen, versus=Versus())
        case "clock":
            return replace(chosen, clock=plain.clock, dates=plain.dates)
        case name if name in _SINGLE:
            fields = {kind: getattr(plain, kind)}
            return replace(chosen, **fields)
    return chosen


def _remove(chip: object) -> None:
    if isinstance(chip, dict) and isinstance(chip.get("id"), str):
        store.go(without(store.current().selection, chip["id"]))


def _less(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)


def _by_clock_alone(chosen: Selection) -> bool:
    """Whether nothing but the clock is other than by default; with dates, these say it."""
    return chosen.clock is Clock.SPOKEN and not any(chosen.dates)


def _name(corpus: Corpus, chosen: Selection) -> str:
    if chosen.near:
        sought = place_search.sought(chosen.near)
        return sought.name if sought else ""
    found = corpus.place(chosen.filter(), chosen.unit, chosen.place)
    return found.place.name if found else ""
