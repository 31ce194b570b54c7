"""Comparing: two periods, or two sources, as a difference on the map and in the list."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import filter_choices, store
from dashboard.state.selection import Dates, Selection
from dashboard.state.session import Session
from dashboard.views import panels

_DAY = timedelta(days=1)


def before(dates: Dates, ends: tuple[date, date]) -> Dates | None:
    """The time just before these dates, as long as they are; None where nothing limits them or
    nothing is before."""
    first, last = dates[0], dates[1] or ends[1]
    if first is None or first <= ends[0]:
        return None
    return max(ends[0], first - (last - first) - _DAY), first - _DAY


def show_panel(corpus: Corpus, session: Session) -> None:
    """Put the choice of what to compare with where the caller is."""
    panels.show(
        "comparison",
        content(corpus, session.selection),
        {
            "compare": store.on(filter_choices.compare),
            "close": store.on(filter_choices.close_drawer),
        },
    )


def content(corpus: Corpus, chosen: Selection) -> dict[str, Any]:
    """What ``assets/comparison.js`` shows. Periods are told as ``filter_choices.compare`` reads
    them."""
    ends = corpus.spans[chosen.date_basis]
    earlier = before(chosen.dates, ends) if ends else None
    return {
        "kind": "source" if chosen.versus.source else "dates" if chosen.versus else "none",
        "kinds": [{"id": kind, "title": title} for kind, title in texts.COMPARE_KINDS.items()],
        "months": months(corpus, chosen),
        "here": _month(chosen.dates),
        "there": _month(chosen.versus.dates),
        "first": ends[0].isoformat() if ends else "",
        "last": ends[1].isoformat() if ends else "",
        "days": [day.isoformat() if day else "" for day in chosen.versus.dates],
        "before": _days(earlier) if earlier else "",
        "sources": list(corpus.sources),
        "source": chosen.versus.source,
        "own": ", ".join(chosen.sources),
        "words": texts.COMPARING | {"close": texts.CLOSE},
    }


def months(corpus: Corpus, chosen: Selection) -> list[dict[str, str]]:
    """The months that there is anything of in the selection, the newest first, with how much."""
    counted = Counter[date]()
    for day, count in corpus.days(chosen.filter(), chosen.unit):
        counted[day.replace(day=1)] += count
    return [
        {
            "id": f"{month:%Y-%m}",
            "title": texts.facet(texts.month(month), counted[month]),
        }
        for month in sorted(counted, reverse=True)
    ]


def _month(dates: Dates) -> str:
    """The month that these dates are, or ""."""
    first, last = dates
    if not (first and last):
        return ""
    found = f"{first:%Y-%m}"
    return found if filter_choices.period(found) == dates else ""


def _days(dates: Dates) -> str:
    return ",".join(day.isoformat() for day in dates if day)
