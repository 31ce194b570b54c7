"""What other processes do in the tests: ask for names, one or many, to the end or not."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from geo.geocoders.cache import Cache
from geo.geocoders.factory import online
from geo.geocoders.protocol import Query
from geo.settings import Settings


def ask_all(settings: Settings, names: list[str], ready: Any) -> None:
    """Ask for every name, in an order of one's own, all processes at once."""
    geocoder = online("nominatim", settings, Cache(settings.geocode_cache))
    order = random.sample(names, len(names))
    ready.wait(60)
    for name in order:
        geocoder.geocode(Query(name))


def ask_one(settings: Settings, name: str) -> None:
    online("nominatim", settings, Cache(settings.geocode_cache)).geocode(Query(name))


def put_for_ever(path: Path, started: Any) -> None:
    """Write answers as fast as possible until killed."""
    from geo.geocoders.cache import Source
    from tests.geo.geocoders.samples import found

    cache, number = Cache(path), 0
    while True:
        cache.put(Source("nominatim", 1, "{}"), f"name {number}", (found(number),), "[]")
        number += 1
        started.set()
