"""What is remembered for one visitor between runs of the page.

A value that never changes: what a visitor does makes another of it (``reducers.py``), and
``store.py`` keeps the latest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dashboard.state.correction_draft import CorrectionDraft
from dashboard.state.selection import Selection, View
from geo.corrections import Correction, Note
from geo.storylines import Storyline

STORIES_A_PAGE = 20
ROWS_A_PAGE = 50
MOST_UNDONE = 50
# Where the map starts without a link: it shows people rather than an ocean, and is then fitted
# to its places.
START_VIEW = View(25.0, 20.0, 2.0)


class Column(StrEnum):
    """What the tables of places and articles have columns for."""

    NAME = "name"
    KIND = "kind"
    COUNTRY = "country"
    COUNT = "count"
    SOURCE = "source"
    DATE = "date"
    BEFORE = "before"
    CHANGE = "change"


SORTABLE = (Column.NAME, Column.KIND, Column.COUNTRY, Column.COUNT)
"""What the table of places can be sorted by."""


class Tab(StrEnum):
    """The lists behind the table's tabs."""

    CHANGED = "changed"
    PLACED = "placed"
    ARTICLES = "articles"
    UNPLACED = "unplaced"
    UNREAD = "unread"


class Dialog(StrEnum):
    """What can be open above the page."""

    NONE = ""
    SHARE = "share"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What "Undo" comes back to: the selection before, and what is taken back with it, if that is
    what was done: a ``correction``, or a change of the ``storyline`` to what it was."""

    selection: Selection
    correction: Correction | None = None
    storyline: Storyline | None = None
    note: Note | None = None


class Drawer(StrEnum):
    """What can be open beside the map."""

    NONE = ""
    FILTERS = "filters"
    COMPARE = "compare"
    STORYLINE = "storyline"


@dataclass(frozen=True, slots=True)
class Session:
    """What one visitor has chosen, opened and typed.

    - ``selection`` is what is looked at; ``past`` holds what was done, the last at its end, for
      undoing; while ``playing`` (the window of dates moves by itself) nothing is added to it.
    - The map: ``start_view`` is where it began and never changes; ``view`` and ``bounds``
      (west, south, east, north) are what it reported last; ``tiles`` whether it shows a street
      map; ``cluster`` is the id of the joined marker that was clicked; ``map_pressed`` when it
      last told of anything but a move, which it waits to hear before it tells of moves again.
    - ``article_set`` names which articles are looked at, of all those a visitor may look at;
      ``article_set_changes`` counts how often these were others, for the map to look there.
    - ``window_heard`` is when the browser sent the last window of dates that the server has heard
      of, in milliseconds by the browser's clock: what it is sent earlier answers another.
    - The lists: ``tab``, ``sort`` (column, reversed) and ``rows_shown``; beside the map
      ``stories_shown`` counts the stories whose sentences are shown, ``explained`` is the id of
      the mention whose reasons are, and ``unfolded`` that of the story whose reprints are.
    - ``other_side`` says that a comparison shows the sentences of what the selection is compared
      with.
    - ``note_problem`` says why a note could not be kept.
    - ``pressed_mention`` is the mention in the reader that was pressed last.
    - ``drawer`` is what is open beside the map.
    - ``typed`` is what is looked for among places; ``place_found`` says that one was chosen.
    - ``draft`` is the mention that is being put right, ``corrected`` what was last.
    - ``storyline`` is the one that is open, None for none; ``step`` the number of its step that is
      shown, from 1, 0 while none is; ``storyline_problem`` why it could not be kept. The map goes
      to ``look``, or to its places for None, whenever ``looks`` is another.
    - ``address`` is what the address bar says of the selection; ``ignored`` are the parameters
      of a link that could not be understood.
    - ``visitor_acted`` says that the visitor did something in this run; by the name of a widget,
      ``widget_choices`` has what it offers to choose among, ``replaced_values`` what it was
      made to show of late and what that replaced, and ``repeated_reports`` the values of those
      that reported such a value again (see ``widget_values.py``).
    """

    selection: Selection = field(default_factory=Selection)
    start_view: View | None = None
    view: View | None = None
    bounds: tuple[float, float, float, float] | None = None
    tiles: bool = False
    cluster: str = ""
    map_pressed: int = 0
    article_set: str = ""
    article_set_changes: int = 0
    past: tuple[UndoStep, ...] = ()
    playing: bool = False
    window_heard: int = 0
    tab: Tab = Tab.PLACED
    sort: tuple[Column, bool] = (Column.COUNT, False)
    rows_shown: int = ROWS_A_PAGE
    stories_shown: int = STORIES_A_PAGE
    explained: str = ""
    unfolded: str = ""
    other_side: bool = False
    pressed_mention: str = ""
    typed: str = ""
    place_found: bool = False
    dialog: Dialog = Dialog.NONE
    drawer: Drawer = Drawer.NONE
    draft: CorrectionDraft | None = None
    corrected: Correction | None = None
    storyline: Storyline | None = None
    step: int = 0
    storyline_problem: str = ""
    note_problem: str = ""
    look: View | None = None
    looks: int = 0
    address: Mapping[str, list[str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    visitor_acted: bool = False
    widget_choices: Mapping[str, object] = field(default_factory=dict)
    replaced_values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    repeated_reports: Mapping[str, Any] = field(default_factory=dict)

    @property
    def zoom(self) -> float:
        """The map's zoom, as far as it is known."""
        return (self.view or START_VIEW).zoom
