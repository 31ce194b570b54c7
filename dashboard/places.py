"""The map as a sortable table, for keyboard and ear, and the names that are not on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from dashboard import panels, state, texts
from dashboard.corpus import Corpus
from dashboard.markers import UNSURE, kind_of
from dashboard.state import Session
from geo.atlas import PlaceCount, Unit, Unplaced

MOST_UNPLACED = 200


class Column(StrEnum):
    """What the table can be sorted by."""

    NAME = "name"
    KIND = "kind"
    COUNTRY = "country"
    COUNT = "count"


class Tab(StrEnum):
    """The lists behind the table's tabs."""

    PLACED = "placed"
    UNPLACED = "unplaced"
    UNREAD = "unread"


def show(
    corpus: Corpus, session: Session, places: Sequence[PlaceCount], actors: Mapping[str, float]
) -> None:
    """Put the lists on the page."""
    names = corpus.reader.unplaced(session.selection.filter(), MOST_UNPLACED)
    unread = corpus.unread
    totals = {Tab.PLACED: len(places)}
    if names:
        totals[Tab.UNPLACED] = len(names)
    if unread:
        totals[Tab.UNREAD] = sum(count for _, count in unread)
    tab = session.tab if session.tab in totals else Tab.PLACED
    match tab:
        case Tab.UNPLACED:
            shown: dict[str, Any] = _unplaced(names, session)
        case Tab.UNREAD:
            shown = _unread(unread)
        case _:
            shown = _placed(places, actors, session)
    panels.show(
        "places",
        {
            "tab": tab,
            "tabs": [
                {"id": each, "title": texts.TABS[each], "total": total}
                for each, total in totals.items()
            ],
            "words": {
                "region": texts.PLACES,
                "unsure": texts.LEGEND_UNSURE,
                "sort": texts.SORT,
            },
            "language": texts.LOCALE,
            "empty": "",
            "more": "",
            "about": "",
            **shown,
        },
        {
            "choose": state.press,
            "name": state.press_name,
            "sort": _sort,
            "tab": _tab,
            "more": _more,
        },
    )


def ordered(places: Sequence[PlaceCount], column: Column, backwards: bool) -> list[PlaceCount]:
    """The places by one column; what is alike there stays in the order it came, by count."""
    match column:
        case Column.COUNT:
            return list(places[::-1] if backwards else places)
        case Column.NAME:
            return sorted(places, key=lambda c: c.place.name.casefold(), reverse=backwards)
        case Column.COUNTRY:
            return sorted(
                places, key=lambda c: texts.country(c.place.country_code), reverse=backwards
            )
        case Column.KIND:
            return sorted(places, key=lambda c: texts.kind(c.place), reverse=backwards)


def _placed(
    places: Sequence[PlaceCount], actors: Mapping[str, float], session: Session
) -> dict[str, Any]:
    column, backwards = Column(session.sort[0]), session.sort[1]
    rows = ordered(places, column, backwards)
    left = len(rows) - session.rows
    return {
        "columns": [
            {
                "id": each,
                "title": texts.UNIT_NAMES[session.selection.unit]
                if each is Column.COUNT
                else texts.COLUMNS[each],
                "sorted": _direction(backwards, each) if each is column else "",
            }
            for each in Column
        ],
        "rows": [_row(counted, actors, session) for counted in rows[: session.rows]],
        "more": f"{texts.MORE}: {texts.and_more(left)}" if left > 0 else "",
        "empty": texts.NOTHING_PLACED,
    }


def _direction(backwards: bool, column: Column) -> str:
    # Counts come the largest first, words from A.
    return "ascending" if backwards is (column is Column.COUNT) else "descending"


def _row(counted: PlaceCount, actors: Mapping[str, float], session: Session) -> dict[str, Any]:
    place = counted.place
    return {
        "id": place.id,
        "name": place.name,
        "what": texts.kind(place),
        "country": texts.country(place.country_code) if place.country_code else "",
        "count": counted.count,
        "actors": round(actors.get(place.id, 0.0), 2),
        "kind": kind_of(place).name.lower(),
        "unsure": int(counted.confidence < UNSURE),
        "selected": int(place.id == session.selection.place),
        "at": [round(place.latitude, 3), round(place.longitude, 3)],
    }


def _unplaced(names: Sequence[Unplaced], session: Session) -> dict[str, Any]:
    return {
        "about": texts.UNPLACED_ABOUT,
        "columns": [
            {"id": Column.NAME, "title": texts.COLUMNS[Column.NAME], "fixed": True},
            {"id": Column.KIND, "title": texts.STATE, "fixed": True},
            {"id": Column.COUNT, "title": texts.UNIT_NAMES[Unit.MENTIONS], "fixed": True},
        ],
        "rows": [
            {
                "id": name.phrase,
                "name": name.phrase,
                "what": texts.TO_BE_ASKED if name.pending else texts.TOO_UNSURE,
                "count": name.count,
                "selected": int(name.phrase == session.selection.unplaced),
            }
            for name in names
        ],
    }


def _unread(unread: Sequence[tuple[str, int]]) -> dict[str, Any]:
    return {
        "about": texts.UNREAD_ABOUT,
        "columns": [
            {"id": Column.NAME, "title": texts.LANGUAGE, "fixed": True},
            {"id": Column.COUNT, "title": texts.UNIT_NAMES[Unit.ARTICLES], "fixed": True},
        ],
        "rows": [
            {"id": code, "name": texts.language(code), "count": count} for code, count in unread
        ],
    }


def _sort(asked: object) -> None:
    if not isinstance(asked, dict) or asked.get("id") not in list(Column):
        return
    now = state.current()
    column, backwards = now.sort
    now.sort = (asked["id"], not backwards if asked["id"] == column else False)


def _tab(asked: object) -> None:
    if asked in list(Tab):
        state.current().tab = str(asked)


def _more(_: object) -> None:
    state.current().rows += state.ROWS
