"""Stories of local papers that never say where they are."""

from __future__ import annotations

import pytest

from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import WORLD, article, toponyms

PADDING = "Nothing else of note was said, and everybody went home early that night. " * 6


def confidence(text: str) -> float:
    [found] = Resolver(WORLD, 0.0).resolve(article(text), toponyms(text, "Paris")).resolutions
    return found.confidence


COUNCIL = "The Paris city council met. Residents spoke to the sheriff of the school board. "


def test_a_long_local_story_is_left_open() -> None:
    assert confidence(COUNCIL + PADDING) <= 0.45


@pytest.mark.parametrize("text", [COUNCIL, "A minister flew to Paris. " + PADDING])
def test_a_short_one_and_one_of_no_local_affairs_is_not(text: str) -> None:
    assert confidence(text) > 0.5
