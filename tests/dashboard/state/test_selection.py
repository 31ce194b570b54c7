"""The selection without one of the things that narrow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.language import texts
from dashboard.state.selection import ALL_ROLES, Selection, Versus, without
from dashboard.views.chips import chips
from geo.atlas import DateBasis
from geo.models import Role

DAYS = (date(2021, 7, 1), date(2021, 7, 9))
NARROW = Selection(
    dates=DAYS,
    undated=False,
    date_basis=DateBasis.SPOKEN,
    place="geonames:1",
    also=("geonames:2",),
    text="border",
    sources=("Wire", "Press: Trust"),
    countries=("AF",),
    roles=(Role.PLACE,),
    languages=("", "fr"),
    confidence=0.7,
    focus=True,
    versus=Versus(source="Wire"),
)


@pytest.mark.parametrize(
    "first", [NARROW, replace(NARROW.with_unplaced_name("Torhondi"), dates=(None, None))]
)
def test_taking_away_every_chip_leaves_everything(first: Selection) -> None:
    chosen = first
    for _ in range(20):
        left = chips(chosen, str)
        if not left:
            break
        narrower, chosen = chosen, without(chosen, left[0].id)
        assert chosen != narrower, left[0]
    assert chosen == replace(Selection(), date_basis=chosen.date_basis)


def test_what_has_no_date_counts_unless_dates_are_chosen_or_it_is_asked_for() -> None:
    dated = Selection(dates=DAYS)
    assert Selection().filter().undated
    assert not dated.filter().undated
    asked = dated.with_undated_switched()
    assert asked.filter().undated
    # Without dates it is as usual again, and needs no chip.
    assert chips(replace(asked, dates=(None, None)), str) == []
    assert [chip.text for chip in chips(asked, str)][-1] == texts.WITH_UNDATED
    assert asked.with_undated_switched() == dated
    left_out = Selection().with_undated_switched()
    assert (left_out.undated, left_out.filter().undated) == (False, False)


def test_asked_for_in_every_role_articles_without_a_place_count_too() -> None:
    assert replace(NARROW, roles=ALL_ROLES).filter().roles == ()
    assert without(Selection(), "left-out").roles == ALL_ROLES


def test_a_source_with_a_colon_in_it_is_taken_away_alone() -> None:
    assert without(NARROW, "source:Press: Trust").sources == ("Wire",)


def test_an_unknown_chip_takes_nothing_away() -> None:
    for chip in ("", "unit", "country:RU", "__class__", "filter:x"):
        assert without(NARROW, chip) == NARROW


def test_articles_without_a_date_are_in_neither_period() -> None:
    chosen = Selection(undated=True, versus=Versus((date(2021, 6, 1), date(2021, 6, 30))))
    assert chosen.filter().undated
    assert not chosen.comparing().undated
    other = chosen.compared()
    assert (other.date_from, other.date_to) == (date(2021, 6, 1), date(2021, 6, 30))
    assert not other.undated


def test_two_sources_are_compared_over_everything() -> None:
    chosen = Selection(undated=True, sources=("Wire",), versus=Versus(source="The Observer"))
    assert chosen.comparing() == chosen.filter()
    assert chosen.compared().sources == ("The Observer",)
    assert chosen.compared().undated
