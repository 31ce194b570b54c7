"""The geocoders that settings name, each with its manners and the cache they share."""

from __future__ import annotations

from contextlib import suppress

from geo.geocoders.anchoring import Names
from geo.geocoders.asking import AskingResolver, Chain
from geo.geocoders.cache import Cache, Cached
from geo.geocoders.clock import Clock
from geo.geocoders.protocol import Geocoder
from geo.geocoders.rate_limit import Gate, Manners
from geo.geocoders.retry import Polite
from geo.geocoders.service import Service
from geo.geocoders.sqlite_file import CacheReadOnly
from geo.settings import GAZETTEER, Settings

# What the operators of free instances ask for: https://operations.osmfoundation.org/policies/
# nominatim/, https://photon.komoot.io/, https://www.geonames.org/export/. One's own server and
# a service that is paid for set their own limits and say so with status 429.
_FREE = frozenset({"nominatim", "photon", "geonames", "banfrance", "databc"})
_FREE_INTERVAL = 1.0
_PAID_INTERVAL = 0.2


def asking_resolver(settings: Settings, gazetteer: Names) -> AskingResolver:
    """The resolver that asks the services that ``settings`` name; a new run begins with it.

    Raises BadInput.
    """
    try_again(settings)
    return AskingResolver(chain(settings, gazetteer), settings.min_confidence)


def chain(settings: Settings, gazetteer: Names, clock: Clock | None = None) -> Chain:
    """The geocoders in the order in which ``settings`` name them. Raises BadInput."""
    cache = Cache(settings.geocode_cache, settings.read_only, clock)
    steps = [
        None if name == GAZETTEER else online(name, settings, cache) for name in settings.geocoders
    ]
    return Chain(gazetteer, steps, cache)


def online(name: str, settings: Settings, cache: Cache) -> Geocoder:
    """The service of this name: cached, and asked politely. Raises BadInput."""
    service = Service(name, settings.online)
    treatment = manners(service, settings)
    polite = Polite(service, gate(service, settings, cache), treatment, cache.clock)
    return Cached(polite, cache)


def gate(service: Service, settings: Settings, cache: Cache) -> Gate:
    """Where all processes queue for this service."""
    clock = cache.clock
    return Gate(f"{service.name} at {service.domain}", manners(service, settings), cache, clock)


def manners(service: Service, settings: Settings) -> Manners:
    """How its operator wants to be treated."""
    if not service.is_public:
        return Manners()
    if service.name in _FREE:
        return Manners(interval=_FREE_INTERVAL, names_a_day=settings.online.names_a_day)
    return Manners(interval=_PAID_INTERVAL)


def try_again(settings: Settings, clock: Clock | None = None) -> None:
    """A new run begins: services that failed in an earlier one get another chance.

    Raises BadInput.
    """
    cache = Cache(settings.geocode_cache, settings.read_only, clock)
    for name in settings.online_geocoders:
        with suppress(CacheReadOnly):
            gate(Service(name, settings.online), settings, cache).try_again()
