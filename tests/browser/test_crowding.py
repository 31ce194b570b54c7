"""A map that can be read, from a few places to very many, at every zoom: measured from what the
browser drew (``python -m tests.benchmarks.crowding`` prints it)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.benchmarks import crowding
from tests.browser.conftest import Open, Serve
from tests.browser.views import map_of, markers, ready

pytestmark = pytest.mark.browser

MOST_COVERED = 0.1


@pytest.fixture(scope="module")
def corpus(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], str]:
    """The address of a server with so many places."""
    addresses: dict[int, str] = {}

    def start(places: int) -> str:
        if places not in addresses:
            folder = tmp_path_factory.mktemp(f"crowd{places}")
            crowding.fill(folder / "atlas", places)
            addresses[places] = serve(folder)
        return addresses[places]

    return start


@pytest.mark.parametrize("places", crowding.SIZES)
def test_every_marker_and_every_name_can_be_seen(
    corpus: Callable[[int], str], visit: Open, places: int
) -> None:
    page = ready(visit(corpus(places), width=1440, height=900))
    views = {"first": crowding.measure(page)}
    views |= {f"zoom {zoom}": crowding.look(page, zoom) for zoom in crowding.ZOOMS}
    for view, seen in views.items():
        print(f"{places} places, {view}: {seen}")
    assert {view: seen.covered for view, seen in views.items() if seen.covered > MOST_COVERED} == {}
    assert {view: seen.unreadable for view, seen in views.items() if seen.unreadable} == {}
    assert {view: seen.pointless for view, seen in views.items() if seen.pointless} == {}
    assert all(seen.named for view, seen in views.items() if seen.markers)
    assert {view: seen.nameless for view, seen in views.items() if seen.nameless} == {}
    assert max(seen.kinds for seen in views.values()) >= 3


def test_a_phone_can_be_read_as_well(corpus: Callable[[int], str], visit: Open) -> None:
    page = ready(visit(corpus(1_000), width=390, height=844))
    for seen in (crowding.measure(page), *(crowding.look(page, zoom) for zoom in (1, 3, 6, 9))):
        assert (seen.covered <= MOST_COVERED, seen.unreadable, seen.pointless) == (True, [], 0)


def test_a_joined_marker_says_what_it_holds(corpus: Callable[[int], str], visit: Open) -> None:
    page = ready(visit(corpus(174)))
    crowding.look(page, 3)
    joined = map_of(page).locator(".dateline-marker:has(.joined)").first
    expect(joined).to_have_attribute("aria-label", crowding.AND_MORE)
    expect(joined.locator(".label")).to_contain_text(" and ")
    expect(joined).to_have_attribute("title", crowding.LISTED)
    before = markers(page).count()
    # Only what is of one kind is joined: what one holds is of its kind.
    mixed = (
        map_of(page)
        .locator("body")
        .evaluate(
            "() => [...document.querySelectorAll('.dateline-marker')].filter(({ marker }) =>"
            " new Set(marker.group.items.map((item) => item.kind)).size > 1).length"
        )
    )
    assert (before > 0, mixed) == (True, 0)
