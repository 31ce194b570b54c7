"""What the panels beside the map make of the session: filters, and what is compared.

Pure functions like those of ``reducers.py``, for events that a browser sends.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dashboard.state import date_reducers, reducers
from dashboard.state.selection import DEFAULT_ROLES, Dates, Versus, in_order
from dashboard.state.session import Drawer, Session
from dashboard.state.url_query import LONGEST_TEXT
from geo.atlas import Unit
from geo.models import Role

Value = TypeVar("Value")


def toggle_drawer(session: Session, drawer: Drawer) -> Session:
    """Open something beside the map; pressed again, close it."""
    return replace(session, drawer=Drawer.NONE if session.drawer is drawer else drawer)


def close_drawer(session: Session, _: object = None) -> Session:
    """Nothing is open beside the map."""
    return replace(session, drawer=Drawer.NONE)


def choose_filter(session: Session, event: object) -> Session:
    """A choice among the filters holds from now on, or no more."""
    event = event if isinstance(event, dict) else {}
    name, choice, on = event.get("name"), event.get("id"), event.get("on")
    if not isinstance(choice, str) or not isinstance(on, bool):
        return session
    chosen = session.selection
    match name:
        case "unit" if choice in list(Unit):
            return reducers.change(session, unit=Unit(choice))
        case "confidence":
            return reducers.change(session, confidence=_share(choice, chosen.confidence))
        case "roles" if choice in list(Role):
            roles = in_order(_with(chosen.roles, Role(choice), on))
            # With none of them nothing would be left to show.
            return reducers.change(session, roles=roles or DEFAULT_ROLES)
        case "countries" | "sources" | "languages" | "tags" if len(choice) <= LONGEST_TEXT:
            return reducers.change(session, **{name: _with(getattr(chosen, name), choice, on)})
        case "undated" if on != chosen.with_undated:
            return date_reducers.toggle_undated(session)
        case "tiles":
            return reducers.show_tiles(session, on)
    return session


def _with(values: tuple[Value, ...], value: Value, on: bool) -> tuple[Value, ...]:
    others = tuple(each for each in values if each != value)
    return (*others, value) if on else others


def _share(text: str, otherwise: float) -> float:
    try:
        share = float(text)
    except ValueError:
        return otherwise
    return share if 0 <= share <= 1 else otherwise


def compare(session: Session, event: object) -> Session:
    """Compare the selection with another period or source, or with nothing.

    ``here`` and ``there`` are months (2021-07) or days with a comma between; "" for ``here``
    leaves the selection's own dates.
    """
    event = event if isinstance(event, dict) else {}
    source, here, there = (event.get(key) for key in ("source", "here", "there"))
    if isinstance(source, str) and len(source) <= LONGEST_TEXT:
        return reducers.change(session, versus=Versus(source=source))
    if here is None and there is None:
        return reducers.change(session, versus=Versus()) if event.get("kind") == "none" else session
    own, other = period(here), period(there)
    if other is None:
        return session
    return reducers.change(session, versus=Versus(other), **({"dates": own} if own else {}))


def period(text: object) -> Dates | None:
    """``2021-07``, or ``2021-07-09,2021-07-12``, as the first and the last day."""
    try:
        first, _, last = str(text or "").partition(",")
        if last:
            days = date.fromisoformat(first), date.fromisoformat(last)
            return days if days[0] <= days[1] else None
        begin = date.fromisoformat(f"{first}-01")
        return begin, begin.replace(day=monthrange(begin.year, begin.month)[1])
    except ValueError:
        return None
