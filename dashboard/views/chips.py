"""The status line, and the selection as chips that can be taken away one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import ALL_ROLES, DEFAULT_ROLES, Selection
from dashboard.state.session import Session
from dashboard.views import panels
from geo.atlas import DateBasis


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the selection: an id that ``selection.without`` understands, its
    words, and more ``about`` it."""

    id: str
    text: str
    about: str = ""

    def payload(self) -> dict[str, Any]:
        """For ``assets/chips.js``."""
        about = {"about": self.about} if self.about else {}
        return {"id": self.id, "text": self.text, **about}


def show(
    corpus: Corpus,
    session: Session,
    context: CorrectionContext,
    undo: Callable[[object], None],
) -> None:
    """Put the line on the page; ``undo`` undoes what was done last."""
    chosen = session.selection
    usual = left_out(corpus, Selection())
    counts = corpus.counts(chosen.filter())
    shown = counts if chosen.with_undated else replace(counts, undated=0)
    narrowed = all_chips(corpus, context, chosen)
    panels.show(
        "chips",
        {
            "language": texts.LOCALE,
            "status": texts.status(shown, chosen.date_basis),
            "scope": {
                "label": texts.SCOPE,
                "about": texts.FOCUS_HELP,
                "choices": [
                    {"title": title, "about": about, "on": about is chosen.focus}
                    for about, title in texts.SCOPES.items()
                ],
            },
            "chips": [chip.payload() for chip in narrowed],
            "undo": bool(session.past),
            "undoes": _undoes(session),
            "said": _sentence(corpus, session, context),
            "news": texts.correction(session.corrected) if session.corrected else "",
            "reset": bool(narrowed) or chosen not in (Selection(), Selection(roles=ALL_ROLES)),
            "words": {
                "chips": texts.CHIPS,
                "remove": texts.REMOVE,
                "undo": texts.UNDO,
                "reset": texts.RESET,
            },
        },
        {
            "remove": store.on(reducers.remove_chip),
            "about": store.on(reducers.set_focus),
            "undo": undo,
            "reset": store.on(partial(reducers.reset, left_out=bool(usual))),
        },
    )


def _sentence(corpus: Corpus, session: Session, context: CorrectionContext) -> str:
    """What was chosen, in a sentence for who does not see what has changed elsewhere."""
    chosen = session.selection
    if chosen.article:
        article = corpus.article(chosen.article)
        return f"{texts.READER}: {article.title or texts.UNTITLED}" if article else texts.NO_ARTICLE
    if not chosen.place:
        return chosen.unplaced and f"{chosen.unplaced}: {texts.NOT_PLACED}"
    name = place_called(corpus, context, chosen.place)
    found = corpus.place(chosen.side(session.other_side), chosen.unit, chosen.place)
    if found is None:
        return f"{name}: {texts.NO_SENTENCES}"
    return f"{name}: {texts.named_in(found.mentions, found.articles)}"


def _undoes(session: Session) -> str:
    """What "Undo" would take back, where that is not to be seen beside it."""
    if not session.past:
        return ""
    last = session.past[-1]
    if last.storyline is not None:
        return texts.STORY_CHANGE
    if last.note is not None:
        return texts.NOTE_CHANGE
    return texts.correction(last.correction) if last.correction else ""


def all_chips(corpus: Corpus, context: CorrectionContext, chosen: Selection) -> list[Chip]:
    """Everything that makes this selection narrower than all there is."""
    return [*chips(chosen, partial(place_called, corpus, context)), *left_out(corpus, chosen)]


def chips(chosen: Selection, name: Callable[[str], str]) -> list[Chip]:
    """Everything that was chosen to make this selection narrower; ``name`` names the place with
    an id."""
    narrowed: dict[str, object] = {
        "text": chosen.text and texts.quoted(chosen.text),
        "focus": chosen.focus and texts.FOCUS_CHIP,
        "place": chosen.place and name(chosen.place),
        **{f"also:{place}": texts.also(name(place)) for place in chosen.also},
        "unplaced": chosen.unplaced and texts.quoted(chosen.unplaced),
        "near": chosen.near and texts.near(name(chosen.near)),
        "dates": any(chosen.dates) and texts.dates(chosen.date_basis, *chosen.dates),
        "clock": _by_date_basis_alone(chosen) and texts.SPOKEN_DATES_CHIP,
        "versus": chosen.versus and texts.versus(chosen.versus.source, *chosen.versus.dates),
        "undated": _undated(chosen),
        **{f"country:{code}": texts.country(code) for code in chosen.countries},
        **{f"source:{source}": source for source in chosen.sources},
        **{f"language:{code}": texts.language(code) for code in chosen.languages},
        **{f"tag:{tag}": texts.tagged(tag) for tag in chosen.tags},
        "since": chosen.since and texts.arrived_since(chosen.since),
        "area": chosen.area and texts.AREA_CHIP,
        "confidence": chosen.confidence and texts.at_least(chosen.confidence),
        "roles": chosen.roles not in (DEFAULT_ROLES, ALL_ROLES) and texts.roles(chosen.roles),
    }
    return [Chip(id_, str(words)) for id_, words in narrowed.items() if words]


def _by_date_basis_alone(chosen: Selection) -> bool:
    """Whether nothing but the date basis is other than by default; with dates, these say it."""
    return chosen.date_basis is DateBasis.SPOKEN and not any(chosen.dates)


def _undated(chosen: Selection) -> str:
    """What is said of articles without a date, where that is not as usual."""
    if chosen.with_undated == (not any(chosen.dates)):
        return ""
    return texts.WITH_UNDATED if chosen.with_undated else texts.WITHOUT_UNDATED


def left_out(corpus: Corpus, chosen: Selection) -> list[Chip]:
    """What the selection leaves out without anybody having asked for it, if that is anything."""
    if chosen.roles != DEFAULT_ROLES:
        return []
    shown = corpus.counts(chosen.filter())
    every = corpus.counts(replace(chosen, roles=ALL_ROLES).filter())
    if (shown.articles, shown.mentions) == (every.articles, every.mentions):
        return []
    words = texts.left_out(every.articles - shown.articles)
    return [Chip("left-out", words, texts.LEFT_OUT_ABOUT)]


def place_called(corpus: Corpus, context: CorrectionContext, place: str) -> str:
    """What a place is called, be it in the selection or not; an id is no name."""
    found = corpus.known(place) or context.place(place)
    return texts.place_name(found) if found else texts.UNKNOWN_PLACE
