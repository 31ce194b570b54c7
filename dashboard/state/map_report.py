"""What the map's frame reports: a visitor can send anything, so nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.state.selection import Shade, View
from geo.atlas.area import Area, polygon
from geo.picture import Layers

_LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class MapReport:
    """What happened on the map: a marker was clicked, the map was moved, or, where that was
    asked for, a point was ``picked`` (latitude, longitude).

    ``two_maps`` is whether a comparison is to be two of them, ``layers`` what the visitor wants
    drawn and ``shade`` what areas are to be shaded by, None where that was not said, and ``area``
    the corners that were drawn to filter by, empty to filter by none.

    ``pressed`` is when anything but a move was last told, in milliseconds by the browser's clock.
    ``bounds`` are (west, south, east, north) in degrees, beyond 180 where the world repeats.
    """

    click: str
    view: View | None
    bounds: tuple[float, float, float, float] | None
    picked: tuple[float, float] | None = None
    layers: Layers | None = None
    shade: Shade | None = None
    two_maps: bool | None = None
    area: Area | None = None
    pressed: int = 0


def read_report(value: object) -> MapReport:
    """The report in what the frame sent; what makes no sense in it is left out."""
    report = value if isinstance(value, Mapping) else {}
    click = report.get("click")
    seen = report.get("view")
    seen = seen if isinstance(seen, Mapping) else {}
    sides = _numbers(seen, "west", "south", "east", "north")
    view = _numbers(seen, "lat", "lon", "z")
    given = report.get("picked")
    spot = _numbers(given, "lat", "lon") if isinstance(given, Mapping) else []
    on_earth = bool(spot) and abs(spot[0]) <= 90 and abs(spot[1]) <= 180
    return MapReport(
        click=click if isinstance(click, str) else "",
        view=View(*view) if view else None,
        bounds=(sides[0], sides[1], sides[2], sides[3]) if sides else None,
        picked=(spot[0], spot[1]) if on_earth else None,
        layers=Layers(wanted) if (wanted := report.get("layers")) in list(Layers) else None,
        shade=Shade(by) if (by := report.get("shade")) in list(Shade) else None,
        two_maps=maps == "two" if (maps := report.get("maps")) in ("one", "two") else None,
        area=_area(report.get("area")),
        pressed=int(pressed[0]) if (pressed := _numbers(report, "pressed")) else 0,
    )


def _area(given: object) -> Area | None:
    if given == []:
        return ()
    if not isinstance(given, list) or not all(isinstance(each, list) for each in given):
        return None
    try:
        return polygon((float(x), float(y)) for x, y in given)
    except (TypeError, ValueError, OverflowError):
        return None


def _numbers(values: Mapping[str, object], *names: str) -> list[float]:
    """These numbers, or none of them."""
    found = [values.get(name) for name in names]
    # Which infinity is not, nor what is no number.
    numbers = [float(n) for n in found if isinstance(n, int | float) and abs(n) <= _LARGEST]
    return numbers if len(numbers) == len(names) else []
