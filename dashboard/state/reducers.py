"""What each thing that a visitor can do makes of the session: (session, event) -> session.

Pure functions. Events come from a browser, which can send anything: what makes no sense leaves
the session as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from dashboard.state import correction_draft
from dashboard.state.map_report import MapReport
from dashboard.state.selection import (
    ALL_ROLES,
    Selection,
    without,
)
from dashboard.state.session import (
    MOST_UNDONE,
    ROWS_A_PAGE,
    SORTABLE,
    STORIES_A_PAGE,
    Column,
    Dialog,
    Session,
    Tab,
    UndoStep,
)
from dashboard.state.storyline_address import asked, only_a_step, view_of
from dashboard.state.url_query import STORY_KEYS, VIEW_KEYS, parse, parse_tab
from geo.corrections import Correction, Note
from geo.storylines import Storyline

_JOINED_IDS = ("cluster:", "joined:")

LONGEST_TYPED = 80

Address = Mapping[str, list[str]]


def begin(
    address: Address,
    sources: Collection[str],
    countries: Collection[str],
    tiles: bool = False,
    articles: str = "",
    stories: Collection[Storyline] = (),
) -> Session:
    """A visitor's first session: as the address bar says."""
    session = Session(tiles=tiles, article_set=articles)
    session = _as_url_says(session, address, sources, countries, stories)
    view = session.selection.view
    return replace(session, start_view=view, view=view)


def follow_url(
    session: Session,
    address: Address,
    sources: Collection[str],
    countries: Collection[str],
    stories: Collection[Storyline] = (),
) -> Session:
    """The visitor went back or forward in the browser's history, if the address is another."""
    if _without_view(address) == session.address:
        return session
    return _as_url_says(session, address, sources, countries, stories)


def look_at_articles(session: Session, articles: str) -> Session:
    """Begin anew with other articles; nothing that was chosen among the last ones is kept."""
    if articles == session.article_set:
        return session
    others = replace(
        session,
        article_set=articles,
        article_set_changes=session.article_set_changes + 1,
        past=(),
        ignored=(),
        bounds=None,
        storyline=None,
        step=0,
    )
    return show_selection(others, Selection())


def _as_url_says(
    session: Session,
    address: Address,
    sources: Collection[str],
    countries: Collection[str],
    stories: Collection[Storyline],
) -> Session:
    storyline, step, unknown = asked(address, stories)
    query: Address = address
    if storyline and step and only_a_step(address):
        query = {**view_of(storyline.steps[step - 1]), **address}
    wanted, ignored = parse(query)
    wanted, lost = wanted.limited_to(sources, countries)
    shown = show_selection(replace(session, tab=parse_tab(query)), wanted)
    if (storyline, step) != (session.storyline, session.step):
        shown = replace(shown, look=wanted.view, looks=session.looks + bool(step))
    return replace(
        shown,
        storyline=storyline if set(STORY_KEYS) & set(address) else session.storyline,
        step=step,
        ignored=(*ignored, *unknown, *lost),
        address=_without_view(address),
    )


def _without_view(address: Address) -> dict[str, list[str]]:
    return {name: values for name, values in address.items() if name not in VIEW_KEYS}


def select(session: Session, selection: Selection) -> Session:
    """Make this the selection; the one before can be come back to."""
    if selection == session.selection:
        return session
    plays_on = session.playing and selection.dates == session.selection.dates
    return show_selection(session if plays_on else remember(session), selection)


def remember(session: Session, **done: Any) -> Session:
    """With the selection, and what was ``done`` in it (see UndoStep), among what can be undone."""
    step = UndoStep(session.selection, **done)
    return replace(session, past=(*session.past, step)[-MOST_UNDONE:])


def change(session: Session, /, **fields: Any) -> Session:
    """Replace fields of the selection; a joined marker that is open stays open."""
    changed = select(session, replace(session.selection, **fields))
    return replace(changed, cluster=session.cluster)


def undo(session: Session, _: object = None) -> Session:
    """The selection before the last thing that was done. What was kept of that is taken back by
    who keeps it (``undo_last`` in ``page.py``)."""
    session = replace(session, playing=False)
    if not session.past:
        return session
    *past, before = session.past
    return show_selection(replace(session, past=tuple(past)), before.selection)


def reset(session: Session, _: object = None, *, left_out: bool = False) -> Session:
    """Everything; the map stays where it is. ``left_out`` says that there is something which
    the default leaves out."""
    everything = Selection(roles=ALL_ROLES) if left_out else Selection()
    return replace(select(session, everything), ignored=())


def remove_chip(session: Session, event: object) -> Session:
    """The selection without one of the things that narrow it."""
    if isinstance(event, dict) and isinstance(event.get("id"), str):
        return select(session, without(session.selection, event["id"]))
    return session


def show_selection(session: Session, selection: Selection) -> Session:
    """With this selection, and with nothing open that belonged to another. A window of dates
    that moved by itself stops where other dates are chosen."""
    return replace(
        session,
        selection=selection,
        playing=session.playing and selection.dates == session.selection.dates,
        visitor_acted=True,
        cluster="",
        stories_shown=STORIES_A_PAGE,
        rows_shown=ROWS_A_PAGE,
        explained="",
        unfolded="",
        other_side=session.other_side and bool(selection.versus),
        draft=None,
        corrected=None,
        note_problem="",
    )


def note_visitor_act(session: Session) -> Session:
    """The visitor did something; what it was comes after."""
    return replace(session, visitor_acted=True)


def choose_place(session: Session, place: object) -> Session:
    """Choose a place by id, or all the places of a joined marker, and show their sentences."""
    if not isinstance(place, str) or not place:
        return session
    if place.startswith(_JOINED_IDS):
        selected = select(session, replace(session.selection.without_place(), article=""))
        return replace(selected, cluster=place)
    return select(session, replace(session.selection.with_place(place), article=""))


def look_around(session: Session, place: object) -> Session:
    """Look at what is near a place of the gazetteer that nothing here may name."""
    if not isinstance(place, str):
        return session
    return select(session, replace(session.selection.with_surroundings(place), article=""))


def toggle_place(session: Session, place: object) -> Session:
    """Choose a place in the list; pressed again, it is let go."""
    if place and place == session.selection.place:
        return close(session)
    return choose_place(session, place)


def toggle_also(session: Session, place: object) -> Session:
    """Only articles that name this place too, beside the chosen one; again, whether or not."""
    chosen = session.selection
    if not isinstance(place, str) or not place or not chosen.place or place == chosen.place:
        return session
    others = tuple(each for each in chosen.also if each != place)
    return change(session, also=others if len(others) < len(chosen.also) else (*others, place))


def toggle_name(session: Session, phrase: object) -> Session:
    """Choose a name that could not be placed; pressed again, it is let go."""
    if not isinstance(phrase, str) or not phrase:
        return session
    if phrase == session.selection.unplaced:
        return close(session)
    return select(session, replace(session.selection.with_unplaced_name(phrase), article=""))


def close(session: Session, _: object = None) -> Session:
    """Let go of what is chosen."""
    return select(replace(session, cluster=""), session.selection.without_place())


def open_article(session: Session, article: object) -> Session:
    """Open an article in the reader."""
    return change(session, article=article) if isinstance(article, str) else session


def close_article(session: Session, _: object = None) -> Session:
    """Back from the article to the sentences."""
    return change(session, article="")


def press_mention(session: Session, event: object) -> Session:
    """A mark in the article was pressed: its place, or its name that has none, is chosen, and
    the reader says more about it; the article stays open."""
    if not isinstance(event, dict):
        return session
    place, name, mention = event.get("place"), event.get("name"), event.get("mention")
    if isinstance(place, str) and place:
        session = select(session, session.selection.with_place(place))
    elif isinstance(name, str):
        session = select(session, session.selection.with_unplaced_name(name))
    return replace(session, pressed_mention=mention if isinstance(mention, str) else "")


def explain(session: Session, mention: object) -> Session:
    """Say why a mention is where it is; asked again, say no more."""
    if not isinstance(mention, str):
        return session
    return replace(session, explained="" if mention == session.explained else mention)


def unfold(session: Session, story: object) -> Session:
    """Show a story's other articles; asked again, hide them."""
    if not isinstance(story, str):
        return session
    return replace(session, unfolded="" if story == session.unfolded else story)


def show_side(session: Session, event: object) -> Session:
    """The sentences of one side of a comparison: the selection's own, or the other."""
    other = event.get("other") if isinstance(event, dict) else None
    if not isinstance(other, bool):
        return session
    return replace(session, other_side=other, stories_shown=STORIES_A_PAGE)


def more_stories(session: Session, _: object = None) -> Session:
    """One page of sentences more."""
    return replace(session, stories_shown=session.stories_shown + STORIES_A_PAGE)


def set_focus(session: Session, event: object) -> Session:
    """Articles that are about the places, or all that mention them: the event says which, since
    a press may come from a panel that does not show yet what was pressed before."""
    about = event.get("about") if isinstance(event, dict) else None
    return change(session, focus=about) if isinstance(about, bool) else session


def sort(session: Session, event: object) -> Session:
    """Sort the table of places by a column; by the same again, the other way round."""
    column = event.get("id") if isinstance(event, dict) else None
    if column not in SORTABLE:
        return session
    by, backwards = session.sort
    return replace(session, sort=(Column(column), not backwards if column == by else False))


def open_tab(session: Session, tab: object) -> Session:
    """Another list."""
    if tab not in list(Tab):
        return session
    return replace(session, tab=Tab(str(tab)), rows_shown=ROWS_A_PAGE)


def more_rows(session: Session, _: object = None) -> Session:
    """One page of the list more."""
    return replace(session, rows_shown=session.rows_shown + ROWS_A_PAGE)


def only_language(session: Session, code: object) -> Session:
    """The articles of one language that nobody read: found in the list of articles."""
    if not isinstance(code, str):
        return session
    changed = change(session, languages=(code,), roles=ALL_ROLES)
    return replace(changed, tab=Tab.ARTICLES)


def read_map(session: Session, report: MapReport) -> Session:
    """A marker was clicked, the map was moved, a point was picked, an area was drawn to filter
    by, or other layers or shades were asked for."""
    draft = session.draft
    if draft and report.picked:
        draft = correction_draft.pick(draft, report.picked)
    seen = replace(
        session,
        visitor_acted=True,
        bounds=report.bounds or session.bounds,
        view=report.view or session.view,
        map_pressed=max(report.pressed, session.map_pressed),
        draft=draft,
    )
    if report.layers:
        return change(seen, layers=report.layers)
    if report.shade:
        return change(seen, shade=report.shade)
    if report.two_maps is not None:
        return change(seen, two_maps=report.two_maps)
    if report.area is not None:
        return change(seen, area=report.area)
    if report.click and seen.selection.two_maps:
        seen = replace(seen, other_side=False)
    return choose_place(seen, report.click)


def read_other_map(session: Session, report: MapReport) -> Session:
    """The same on the map of what the selection is compared with, which looks where the first
    one looks."""
    seen = read_map(session, replace(report, view=None, bounds=None))
    return replace(seen, other_side=True) if report.click else seen


def show_tiles(session: Session, tiles: bool) -> Session:
    """With or without a street map from the internet."""
    return replace(session, tiles=tiles)


def type_place(session: Session, typed: object) -> Session:
    """What is typed to find a place."""
    if not isinstance(typed, str):
        return session
    return replace(session, typed=" ".join(typed.split())[:LONGEST_TYPED])


def choose_found(session: Session, event: object) -> Session:
    """One of the places that were offered: of the articles, or of the world."""
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        return session
    go = choose_place if event.get("kind") == "here" else look_around
    return replace(go(session, event["id"]), typed="", place_found=True)


def open_dialog(session: Session, dialog: Dialog) -> Session:
    """Something above the page; none of it closes it for the next run."""
    return replace(session, dialog=dialog)


def edit_correction(session: Session, draft: correction_draft.CorrectionDraft | None) -> Session:
    """The mention that is being put right, as far as that has come; None gives it up."""
    return replace(session, draft=draft)


def finish_correction(session: Session, correction: Correction) -> Session:
    """It is stored."""
    return replace(remember(session, correction=correction), draft=None, corrected=correction)


def forget_correction(session: Session, correction: str) -> Session:
    """It was taken back elsewhere: there is nothing left to undo of it, nor to say."""
    past = tuple(
        step for step in session.past if not step.correction or step.correction.id != correction
    )
    told = session.corrected
    return replace(session, past=past, corrected=None if told and told.id == correction else told)


def finish_note(session: Session, note: Note) -> Session:
    """It is stored."""
    return replace(remember(session, note=note), note_problem="")


def forget_note(session: Session, note: str) -> Session:
    """It was taken back elsewhere: there is nothing left to undo of it."""
    past = tuple(step for step in session.past if not step.note or step.note.id != note)
    return replace(session, past=past, note_problem="")


def refuse_note(session: Session, problem: str) -> Session:
    """It could not be stored, and why."""
    return replace(session, note_problem=problem)


def follow_correction(session: Session) -> Session:
    """Go along to the place that a mention was moved to, where the one it was taken from is
    named no more."""
    chosen, moved = session.selection, session.corrected
    if moved is None or not chosen.place:
        return session
    there = chosen.with_place(moved.place.id) if moved.place else chosen.without_place()
    return replace(session, selection=there)
