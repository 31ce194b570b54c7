"""One "Undo" for everything that was chosen, put right, noted or arranged, last things first."""

from __future__ import annotations

from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.views import corrections, storylines
from dashboard.views.storylines import Kept


def undo_last(context: CorrectionContext, kept: Kept, event: object) -> None:
    """Undo what was done last."""
    if storylines.undo(kept):
        return
    past = store.current().past
    made = (past[-1].correction or past[-1].note) if past else None
    if made is None or corrections.take_back(context, made.id):
        store.update(reducers.undo, event)
