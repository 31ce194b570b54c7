"""The status line, and the selection as chips that can be taken away one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.selection import DEFAULT_ROLES, Selection
from dashboard.state.session import Session
from dashboard.views import panels
from geo.atlas import DateBasis
from geo.models import Place


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the selection: an id that ``selection.without`` understands, and
    its words."""

    id: str
    text: str

    def payload(self) -> dict[str, Any]:
        """For ``assets/chips.js``."""
        return {"id": self.id, "text": self.text}


def show(corpus: Corpus, session: Session, near: Place | None) -> None:
    """Put the line on the page; ``near`` is the place that is looked around."""
    chosen = session.selection
    panels.show(
        "chips",
        {
            "language": texts.LOCALE,
            "status": texts.status(corpus.counts(chosen.filter())),
            "chips": [chip.payload() for chip in chips(chosen, _name(corpus, chosen, near))],
            "undo": bool(session.past),
            "reset": chosen != Selection(),
            "words": {
                "chips": texts.CHIPS,
                "remove": texts.REMOVE,
                "undo": texts.UNDO,
                "reset": texts.RESET,
            },
        },
        {
            "remove": store.on(reducers.remove_chip),
            "undo": store.on(reducers.undo),
            "reset": store.on(reducers.reset),
        },
    )


def chips(chosen: Selection, place_name: str) -> list[Chip]:
    """Everything that makes this selection narrower than all there is."""
    narrowed: dict[str, object] = {
        "text": chosen.text and texts.quoted(chosen.text),
        "focus": chosen.focus and texts.FOCUS_CHIP,
        "place": chosen.place and (place_name or chosen.place),
        "unplaced": chosen.unplaced and texts.quoted(chosen.unplaced),
        "near": chosen.near and texts.near(place_name or chosen.near),
        "dates": any(chosen.dates) and texts.dates(chosen.date_basis, *chosen.dates),
        "clock": _by_date_basis_alone(chosen) and texts.SPOKEN_DATES_CHIP,
        "versus": chosen.versus and texts.versus(chosen.versus.source, *chosen.versus.dates),
        "undated": not chosen.undated and texts.WITHOUT_UNDATED,
        **{f"country:{code}": texts.country(code) for code in chosen.countries},
        **{f"source:{source}": source for source in chosen.sources},
        **{f"language:{code}": texts.language(code) for code in chosen.languages},
        "confidence": chosen.confidence and texts.at_least(chosen.confidence),
        "roles": chosen.roles != DEFAULT_ROLES and texts.roles(chosen.roles),
    }
    return [Chip(id_, str(words)) for id_, words in narrowed.items() if words]


def _by_date_basis_alone(chosen: Selection) -> bool:
    """Whether nothing but the date basis is other than by default; with dates, these say it."""
    return chosen.date_basis is DateBasis.SPOKEN and not any(chosen.dates)


def _name(corpus: Corpus, chosen: Selection, near: Place | None) -> str:
    if chosen.near:
        return near.name if near else ""
    found = corpus.place(chosen.filter(), chosen.unit, chosen.place)
    return found.place.name if found else ""
