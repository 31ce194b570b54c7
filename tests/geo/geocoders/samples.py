"""FoundPlace places by number."""

from __future__ import annotations

from geo.geocoders.protocol import FoundPlace
from geo.models import Place


def found(number: int) -> FoundPlace:
    place = Place(
        id=f"nominatim:N{number}", name=f"Village {number}", latitude=number % 80 + 0.5,
        longitude=number % 170 + 0.25, feature_class="P", feature_code="PPL",
        country_code="AF", admin1="Herat", population=number, source="nominatim",
    )  # fmt: skip
    return FoundPlace(place, ("Herat", "Afghanistan"), 2.5)
