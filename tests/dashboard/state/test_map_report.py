"""What the map's frame reports is not trusted."""

from __future__ import annotations

import pytest

from dashboard.state.map_report import MapReport, read_report
from dashboard.state.selection import View


def test_a_click_comes_with_the_view() -> None:
    view = {"lat": 1, "lon": 2.5, "z": 3, "west": -9, "south": -8, "east": 9, "north": 8}
    assert read_report({"click": "geonames:1", "view": view, "count": 1}) == MapReport(
        "geonames:1", View(1.0, 2.5, 3.0), (-9.0, -8.0, 9.0, 8.0)
    )


def test_when_the_map_was_pressed_comes_with_every_report() -> None:
    assert read_report({"click": "geonames:1", "pressed": 1_700_000_000_000}).pressed == 17 * 10**11
    assert read_report({"pressed": 10**400}).pressed == 0


def test_an_area_that_was_drawn_comes_as_its_corners() -> None:
    drawn = read_report({"area": [[60, 30], [75.00001, 30], [75, 40]]})
    assert drawn.area == ((60, 30), (75, 30), (75, 40))
    assert read_report({"area": []}).area == ()


@pytest.mark.parametrize(
    "report",
    [
        None,
        7,
        "x",
        [],
        {"click": 3},
        {"layers": "heat"},
        {"shade": "warmth"},
        {"maps": "three"},
        {"area": "everywhere"},
        {"area": [[0, 0], [1, 1]]},
        {"area": [[0, 0], [1, 1], ["x", None]]},
        {"area": [[0, 0], [1, 0], [1, float("nan")]]},
        {"area": [[0, 0], [1, 0], [1, 10**400]]},
        {"area": [[0, 0, 0]] * 3},
        {"view": "x"},
        {"view": {"lat": "1", "lon": 2, "z": 3}},
        {"view": {"lat": float("nan"), "lon": 2, "z": 3}},
    ],
)
def test_nonsense_from_the_frame_is_no_news(report: object) -> None:
    assert read_report(report) == MapReport("", None, None)


@pytest.mark.parametrize(
    ("picked", "point"),
    [
        ({"lat": 34.5, "lon": -180}, (34.5, -180.0)),
        ({"lat": -90, "lon": 0}, (-90.0, 0.0)),
        ({"lat": 90.1, "lon": 0}, None),
        ({"lat": 34.5, "lon": 180.1}, None),
        ({"lat": 34.5}, None),
        ({"lat": float("nan"), "lon": 0}, None),
        ([34.5, 69.2], None),
    ],
)
def test_a_point_that_is_picked_is_on_earth(
    picked: object, point: tuple[float, float] | None
) -> None:
    assert read_report({"picked": picked}).picked == point
