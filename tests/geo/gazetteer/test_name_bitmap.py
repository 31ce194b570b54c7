from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.store import NameBitmap, bitmap


@given(st.sets(st.text(max_size=20), max_size=200))
def test_a_name_that_is_held_is_never_denied(names: set[str]) -> None:
    known = NameBitmap(bitmap(names, len(names)))
    assert all(known.may_hold(name) for name in names)


def test_most_names_that_are_not_held_are_denied() -> None:
    known = NameBitmap(bitmap((f"held {n}" for n in range(10_000)), 10_000))
    assert sum(known.may_hold(f"other {n}") for n in range(10_000)) < 1_000
