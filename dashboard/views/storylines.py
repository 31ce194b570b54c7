"""Story steps: the drawer in which they are arranged, and the bar by which they are walked.

Who may write keeps every change at once; who may not carries the steps in the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server import visitor
from dashboard.server.corpus import Corpus
from dashboard.state import filter_choices, reducers, store, storylines
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.session import Drawer, Session
from dashboard.state.storyline_address import fits_address, selection_of
from dashboard.views import chips, panels
from geo.errors import DatelineError
from geo.settings import Settings
from geo.storylines import LONGEST_SENTENCE, LONGEST_TITLE, MOST_STEPS, Storyline, StorylineFile


@dataclass(frozen=True, slots=True)
class ArticlesStorylines:
    """The storylines beside the articles that are looked at, and where more of them go.

    ``problem`` says why those there cannot be read.
    """

    file: StorylineFile
    stories: tuple[Storyline, ...] = ()
    problem: str = ""

    @classmethod
    def of(cls, settings: Settings) -> ArticlesStorylines:
        """For the articles that these settings name."""
        file = StorylineFile(settings.storylines, settings.read_only, visitor.author())
        try:
            return cls(file, file.read())
        except DatelineError as error:
            return cls(file, problem=str(error))

    @property
    def is_open(self) -> bool:
        """Whether visitors may keep any."""
        return not self.file.read_only and not self.problem


def show_bar(session: Session, embedded: bool = False) -> None:
    """Put the step that is shown above the map, with the way on and back, if a story is open."""
    # Always there: what stands before the map in the page may not come and go, or Streamlit would
    # begin the map anew.
    with st.container(key="story"):
        storyline = session.storyline
        arranging = session.drawer is Drawer.STORYLINE and not session.step
        if storyline and storyline.steps and not arranging:
            panels.show(
                "storyline",
                bar(session, storyline, embedded),
                {"walk": store.on(storylines.walk_to), "leave": lambda _: leave()},
            )


def bar(session: Session, storyline: Storyline, embedded: bool) -> dict[str, Any]:
    """What ``assets/storyline.js`` shows."""
    step = storylines.current_step(session)
    return {
        "title": storyline.title or texts.STORY,
        "number": session.step,
        "total": len(storyline.steps),
        "position": texts.position(session.step, len(storyline.steps)) if step else "",
        "sentence": step.sentence if step else "",
        "left": storylines.left(session),
        "canLeave": not embedded,
        "words": texts.STORY_WALK,
    }


def leave() -> None:
    """Show no step, and have the story open only where it is being arranged."""
    if store.current().drawer is Drawer.STORYLINE:
        store.update(storylines.stop_walking)
    else:
        store.update(storylines.open_storyline, None)


def show_panel(
    corpus: Corpus, session: Session, context: CorrectionContext, kept: ArticlesStorylines
) -> None:
    """Put the drawer where the caller is."""
    panels.show(
        "storyline_editor",
        content(corpus, session, context, kept),
        {
            "add": _keeping(kept, storylines.add_step),
            "edit": _keeping(kept, storylines.edit_step),
            "anew": _keeping(kept, storylines.look_anew),
            "move": _keeping(kept, storylines.move_step),
            "remove": _keeping(kept, storylines.remove_step),
            "rename": _keeping(kept, storylines.rename),
            "discard": _keeping(kept, storylines.discard),
            "walk": store.on(storylines.walk_to),
            "open": partial(_open, kept),
            "close": store.on(filter_choices.close_drawer),
        },
    )


def content(
    corpus: Corpus, session: Session, context: CorrectionContext, kept: ArticlesStorylines
) -> dict[str, Any]:
    """What ``assets/storyline_editor.js`` shows."""
    storyline = session.storyline or Storyline()
    name = partial(chips.place_called, corpus, context)
    said = [
        " · ".join(chip.text for chip in chips.chips(selection_of(step), name))
        for step in storyline.steps
    ]
    now = " · ".join(chip.text for chip in chips.chips(session.selection, name))
    return {
        "id": storyline.id,
        "title": storyline.title,
        "steps": [
            {
                "number": number,
                "sentence": step.sentence,
                "about": about or texts.STORY_EVERYTHING,
                "signed": texts.written(step.by, step.at.date()) if step.at else step.by,
                "on": number == session.step,
            }
            for number, (step, about) in enumerate(zip(storyline.steps, said, strict=True), start=1)
        ],
        "now": now or texts.STORY_EVERYTHING,
        "stories": [
            {
                "id": each.id,
                "title": each.title or each.id,
                "steps": texts.count(len(each.steps), *texts.STORY_STEPS),
                "on": each.id == storyline.id,
            }
            for each in kept.stories
        ],
        "problem": session.storyline_problem or kept.problem,
        "note": texts.STORY_KEPT if kept.is_open else texts.STORY_IN_LINK,
        "full": len(storyline.steps) >= MOST_STEPS,
        "longest": {"title": LONGEST_TITLE, "sentence": LONGEST_SENTENCE},
        "words": texts.STORY_EDITOR,
    }


def _open(kept: ArticlesStorylines, event: object) -> None:
    """Open the story with this id, or begin a new one for ""."""
    found = next((each for each in kept.stories if each.id == event), None)
    if found or event == "":
        store.update(storylines.open_storyline, found or Storyline())


def _keeping(
    kept: ArticlesStorylines, reducer: Callable[[Session, object], Session]
) -> Callable[[object], None]:
    """The callback that hands an event to the reducer and keeps what becomes of the story."""

    def act(event: object) -> None:
        before = store.current()
        store.update(reducer, event)
        keep(kept, before)

    return act


def keep(kept: ArticlesStorylines, before: Session) -> None:
    """Keep the story as it is since ``before``; or say why that cannot be."""
    after = store.current().storyline
    if after is None or after == before.storyline:
        return
    if not kept.is_open:
        carried = replace(after, id="")
        if fits_address(carried):
            store.update(storylines.kept_as, carried)
        else:
            store.update(storylines.not_kept, before, texts.STORY_FULL_LINK)
        return
    try:
        store.update(storylines.kept_as, _written(kept.file, before.storyline, after))
    except DatelineError as error:
        store.update(storylines.not_kept, before, str(error))


def _written(file: StorylineFile, before: Storyline | None, after: Storyline) -> Storyline:
    if after.steps or after.title:
        return file.save(after)
    if before and before.id:
        file.remove(before.id)
    return Storyline()


def undo(kept: ArticlesStorylines) -> bool:
    """Take the last change of the story back, if that is what was done last; whether it was."""
    before = store.current()
    if not before.past or before.past[-1].storyline is None:
        return False
    store.update(storylines.undone)
    keep(kept, before)
    if store.current().storyline_problem:
        return True
    store.update(reducers.undo)
    return True
