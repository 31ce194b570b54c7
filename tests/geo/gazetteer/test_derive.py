from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import derive
from geo.gazetteer.store import MatchKind


def parts(name: str) -> list[tuple[str, MatchKind | None]]:
    return [(part.name, part.kind) for part in derive.parts(name)]


@pytest.mark.parametrize(
    ("name", "part", "kind"),
    [
        ("Anbar Province", "Anbar", MatchKind.ALTERNATE),
        ("Plymouth Co.", "Plymouth County", MatchKind.ALTERNATE),
        ("Jackson Township", "Jackson", MatchKind.PART),
        ("City of Lagos", "Lagos", MatchKind.ALTERNATE),
        ("University of the Punjab", "Punjab", MatchKind.SITE),
        ("W. Columbia", "West Columbia", MatchKind.ALTERNATE),
        ("northern Iraq", "Iraq", MatchKind.PART),
        ("south-eastern Turkey", "Turkey", MatchKind.PART),
        ("Kandahar International Airport", "Kandahar", MatchKind.SITE),
        ("Los Angeles Police Department", "Los Angeles", MatchKind.SITE),
        ("Lake Manassas", "Manassas", MatchKind.SITE),
        ("pro-Russian", "Russian", None),
        ("Kabul-based", "Kabul", None),
    ],
)
def test_the_name_inside_the_name(name: str, part: str, kind: MatchKind | None) -> None:
    assert (part, kind) in parts(name)


def test_an_address_is_its_first_part_within_the_rest() -> None:
    part = next(derive.parts("Springfield, Ohio"))
    assert (part.name, part.within, part.kind) == ("Springfield", "Ohio", None)
    part = next(derive.parts("Ohio's Franklin County"))
    assert (part.name, part.within) == ("Franklin County", "Ohio")


@pytest.mark.parametrize(
    "name", ["Paris", "Airport", "University", "", "John Smith", "Burkina Faso"]
)
def test_a_name_of_its_own_has_no_parts(name: str) -> None:
    assert parts(name) == []


@given(st.text(max_size=60))
def test_every_part_is_shorter_or_written_out(name: str) -> None:
    for part in derive.parts(name):
        assert part.name.strip()
        assert (
            len(part.name) < len(name)
            or part.name.startswith(tuple("NSEW"))
            or "County" in part.name
        )
