"""The map as a sortable table, for keyboard and ear, and the names that are not on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.language import texts
from dashboard.map.map_scene import side_names
from dashboard.map.markers import UNSURE
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.selection import Selection
from dashboard.state.session import SORTABLE, Column, Session, Tab
from dashboard.views import panels
from geo.atlas import Difference, PlaceCount, Unit
from geo.models import Place
from geo.places.kinds import Extent, extent

# Places that are offered to be named beside the chosen one.
MOST_BESIDE = 6


def show(corpus: Corpus, session: Session) -> None:
    """Put the lists on the page."""
    totals = _totals(corpus, session.selection)
    tab = session.tab if session.tab in totals else Tab.PLACED
    if tab is Tab.PLACED and Tab.CHANGED in totals:
        tab = Tab.CHANGED
    listed = _LISTS[tab](corpus, session)
    panels.show(
        "places",
        {
            "tab": tab,
            "tabs": [
                {"id": each, "title": texts.TABS[each], "total": total}
                for each, total in totals.items()
                if each is not Tab.PLACED or Tab.CHANGED not in totals
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
            "beside": [],
            **listed,
            "rows": columns(listed["rows"]),
        },
        {
            "choose": store.on(reducers.toggle_place),
            "also": store.on(reducers.toggle_also),
            "name": store.on(reducers.toggle_name),
            "read": store.on(reducers.open_article),
            "language": store.on(reducers.only_language),
            "sort": store.on(reducers.sort),
            "tab": store.on(reducers.open_tab),
            "more": store.on(reducers.more_rows),
        },
    )


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The rows as one list for each of their properties, None where a row has it not: a table
    travels at every change, and so each name travels once."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _totals(corpus: Corpus, selection: Selection) -> dict[Tab, int]:
    """The lists that there is something in, with how much."""
    counts = corpus.counts(selection.filter())
    unread = sum(count for _, count in corpus.unread)
    return {
        **({Tab.CHANGED: len(_changes(corpus, selection))} if selection.versus else {}),
        Tab.PLACED: counts.places,
        Tab.ARTICLES: corpus.counts(selection.of_place()).articles,
        **({Tab.UNPLACED: counts.unplaced} if counts.unplaced else {}),
        **({Tab.UNREAD: unread} if unread else {}),
    }


def ordered(places: Sequence[PlaceCount], column: Column, backwards: bool) -> list[PlaceCount]:
    """The places by one column; what is alike there stays in the order it came, by count."""
    match column:
        case Column.COUNT:
            return list(places[::-1] if backwards else places)
        case Column.NAME:
            return sorted(
                places, key=lambda c: texts.place_name(c.place).casefold(), reverse=backwards
            )
        case Column.COUNTRY:
            return sorted(
                places, key=lambda c: texts.country(c.place.country_code), reverse=backwards
            )
        case Column.KIND:
            return sorted(places, key=lambda c: texts.kind(c.place), reverse=backwards)
    return list(places)


def _placed(corpus: Corpus, session: Session) -> dict[str, Any]:
    column, backwards = session.sort
    f, unit = session.selection.filter(), session.selection.unit
    total = corpus.counts(f).places
    as_asked = column is Column.COUNT and not backwards
    rows = corpus.places(f, unit, session.rows_shown if as_asked else None)
    shown = ordered(rows, column, backwards)[: session.rows_shown]
    actors = corpus.actor_shares(f, [counted.place.id for counted in shown])
    return {
        "event": "choose",
        "columns": [
            {
                "id": each,
                "title": texts.UNIT_NAMES[unit] if each is Column.COUNT else texts.COLUMNS[each],
                "sorted": _direction(backwards, each) if each is column else "",
            }
            for each in SORTABLE
        ],
        "rows": [_row(counted, actors, session) for counted in shown],
        "more": _rest(total - len(shown)),
        "empty": texts.NOTHING_PLACED,
    }


def _rest(left: int) -> str:
    return f"{texts.MORE}: {texts.and_more(left)}" if left > 0 else ""


def _direction(backwards: bool, column: Column) -> str:
    # Counts come the largest first, words from A.
    return "ascending" if backwards is (column is Column.COUNT) else "descending"


def _row(counted: PlaceCount, actors: Mapping[str, float], session: Session) -> dict[str, Any]:
    """What is true of few places is said of these alone."""
    place = counted.place
    few = {
        "unsure": counted.confidence < UNSURE,
        "selected": place.id == session.selection.place,
    }
    return {
        "id": place.id,
        "name": texts.place_name(place),
        "kind": texts.kind(place),
        "country": texts.country(place.country_code) if place.country_code else "",
        "count": counted.count,
        "actors": round(actors.get(place.id, 0.0), 2),
        **_at(place),
        **_mark(place),
        **{name: 1 for name, applies in few.items() if applies},
    }


def _mark(place: Place) -> dict[str, str]:
    """What the place's mark looks like, if it is no point as most are."""
    drawn = extent(place)
    return {} if drawn is Extent.POINT else {"mark": drawn.name.lower()}


def _at(place: Place) -> dict[str, float]:
    return {"lat": round(place.latitude, 3), "lon": round(place.longitude, 3)}


def _fixed(*columns: tuple[Column, str]) -> list[dict[str, Any]]:
    """The heads of a table that is not sorted by pressing them."""
    return [{"id": column, "title": title, "fixed": True} for column, title in columns]


def _changes(corpus: Corpus, chosen: Selection) -> list[Difference]:
    """Every place on either side of the comparison, the most changed first."""
    return corpus.differences(chosen.compared(), chosen.comparing(), chosen.unit)


def _changed(corpus: Corpus, session: Session) -> dict[str, Any]:
    changes = _changes(corpus, session.selection)
    own, other = side_names(session.selection)
    return {
        "event": "choose",
        "about": texts.CHANGED_ABOUT,
        "columns": _fixed(
            (Column.NAME, texts.COLUMNS[Column.NAME]),
            (Column.BEFORE, other),
            (Column.COUNT, own),
            (Column.CHANGE, texts.CHANGE),
        ),
        "rows": [
            {
                "id": each.place.id,
                "name": texts.place_name(each.place),
                "before": texts.number(each.before),
                "count": each.after,
                "change": texts.points(each.change),
                **_mark(each.place),
                "side": "more" if each.change > 0 else "less",
                "selected": int(each.place.id == session.selection.place),
                **_at(each.place),
            }
            for each in changes[: session.rows_shown]
        ],
        "more": _rest(len(changes) - session.rows_shown),
        "empty": texts.NOTHING_PLACED,
    }


def _articles(corpus: Corpus, session: Session) -> dict[str, Any]:
    chosen = session.selection
    f = chosen.of_place()
    return {
        "event": "read",
        **_named_together(corpus, chosen),
        "columns": _fixed(
            (Column.NAME, texts.HEADLINE),
            (Column.SOURCE, texts.SOURCES),
            (Column.DATE, texts.DAY),
        ),
        "rows": [
            {
                "id": each.article_id,
                "name": each.title or texts.UNTITLED,
                "source": each.source or texts.NO_SOURCE,
                "date": texts.published(each.published, each.published_from),
                "selected": int(each.article_id == chosen.article),
            }
            for each in corpus.headlines(f, session.rows_shown)
        ],
        "more": _rest(corpus.counts(f).articles - session.rows_shown),
        "empty": texts.NO_RESULTS,
    }


def _named_together(corpus: Corpus, chosen: Selection) -> dict[str, Any]:
    """What the list of articles says of the place that they name, and the places that most of
    them name beside it, to be asked for too."""
    place = corpus.known(chosen.place)
    if place is None:
        return {}
    others = [found for each in chosen.also if (found := corpus.known(each))]
    both = replace(chosen.filter(), with_places=(place.id, *chosen.also))
    known = {place.id, *chosen.also}
    beside = [
        counted
        for counted in corpus.places(both, Unit.ARTICLES, MOST_BESIDE + len(known))
        if counted.place.id not in known
    ]
    return {
        "about": texts.naming([texts.place_name(each) for each in (place, *others)]),
        "beside": [
            {
                "id": counted.place.id,
                "name": texts.place_name(counted.place),
                "count": counted.count,
            }
            for counted in beside[:MOST_BESIDE]
        ],
        "besideTitle": texts.AND_ALSO,
    }


def _unplaced(corpus: Corpus, session: Session) -> dict[str, Any]:
    names = corpus.reader.unplaced(session.selection.filter(), session.rows_shown + 1)
    return {
        "event": "name",
        "about": texts.UNPLACED_ABOUT,
        "columns": _fixed(
            (Column.NAME, texts.COLUMNS[Column.NAME]),
            (Column.KIND, texts.STATE),
            (Column.COUNT, texts.UNIT_NAMES[Unit.MENTIONS]),
        ),
        "rows": [
            {
                "id": name.phrase,
                "name": name.phrase,
                "kind": texts.TO_BE_ASKED if name.pending else texts.TOO_UNSURE,
                "count": name.count,
                "selected": int(name.phrase == session.selection.unplaced),
            }
            for name in names[: session.rows_shown]
        ],
        "more": texts.MORE if len(names) > session.rows_shown else "",
    }


def _unread(corpus: Corpus, session: Session) -> dict[str, Any]:
    return {
        "event": "language",
        "about": texts.UNREAD_ABOUT,
        "columns": _fixed(
            (Column.NAME, texts.LANGUAGE), (Column.COUNT, texts.UNIT_NAMES[Unit.ARTICLES])
        ),
        "rows": [
            {
                "id": code,
                "name": texts.language(code),
                "count": count,
                "selected": int(code in session.selection.languages),
            }
            for code, count in corpus.unread
        ],
    }


_LISTS: dict[Tab, Callable[[Corpus, Session], dict[str, Any]]] = {
    Tab.CHANGED: _changed,
    Tab.PLACED: _placed,
    Tab.ARTICLES: _articles,
    Tab.UNPLACED: _unplaced,
    Tab.UNREAD: _unread,
}
