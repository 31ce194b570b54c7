"""The geocoders that settings name, each with its rate limits and the cache they share."""

from __future__ import annotations

from contextlib import suppress

from geo.geocoders.cache import Cache, Cached
from geo.geocoders.online_resolver import GazetteerNames, GeocoderChain, OnlineResolver
from geo.geocoders.protocol import Geocoder, WallClock
from geo.geocoders.rate_limit import RateLimiter, RateLimits, RetryingGeocoder
from geo.geocoders.service import Service
from geo.geocoders.sqlite_file import CacheReadOnly
from geo.resolution.outlets import Outlets
from geo.settings import GAZETTEER, Settings

# What the operators of free instances ask for: https://operations.osmfoundation.org/policies/
# nominatim/, https://photon.komoot.io/, https://www.geonames.org/export/. One's own server and
# a service that is paid for set their own limits and say so with status 429.
_FREE = frozenset({"nominatim", "photon", "geonames", "banfrance", "databc"})
_FREE_INTERVAL = 1.0
_PAID_INTERVAL = 0.2


def online_resolver(
    settings: Settings, gazetteer: GazetteerNames, outlets: Outlets | None = None
) -> OnlineResolver:
    """The resolver that asks the services that ``settings`` name; a new run begins with it.

    Raises BadInput.
    """
    try_again(settings)
    return OnlineResolver(chain(settings, gazetteer), settings.min_confidence, outlets)


def chain(
    settings: Settings, gazetteer: GazetteerNames, clock: WallClock | None = None
) -> GeocoderChain:
    """The geocoders in the order in which ``settings`` name them. Raises BadInput."""
    cache = Cache(settings.geocode_cache, settings.read_only, clock)
    steps = [
        None if name == GAZETTEER else online(name, settings, cache) for name in settings.geocoders
    ]
    return GeocoderChain(gazetteer, steps, cache)


def online(name: str, settings: Settings, cache: Cache) -> Geocoder:
    """The service of this name: cached, rate-limited, retried. Raises BadInput."""
    service = Service(name, settings.online)
    limiter, limits = rate_limiter(service, settings, cache), rate_limits(service, settings)
    return Cached(RetryingGeocoder(service, limiter, limits, cache.clock), cache)


def rate_limiter(service: Service, settings: Settings, cache: Cache) -> RateLimiter:
    """The queue of all processes for this service."""
    limits = rate_limits(service, settings)
    return RateLimiter(f"{service.name} at {service.domain}", limits, cache, cache.clock)


def rate_limits(service: Service, settings: Settings) -> RateLimits:
    """What its operator asks for, or nothing for a server of one's own."""
    if not service.is_public:
        return RateLimits()
    if service.name in _FREE:
        return RateLimits(interval=_FREE_INTERVAL, names_a_day=settings.online.names_a_day)
    return RateLimits(interval=_PAID_INTERVAL)


def try_again(settings: Settings, clock: WallClock | None = None) -> None:
    """A new run begins: services that failed in an earlier one get another chance.

    Raises BadInput.
    """
    cache = Cache(settings.geocode_cache, settings.read_only, clock)
    for name in settings.online_geocoders:
        with suppress(CacheReadOnly):
            rate_limiter(Service(name, settings.online), settings, cache).try_again()
