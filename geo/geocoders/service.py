"""Any of geopy's online services, asked by its name; foreign errors are translated here."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import geopy.geocoders
from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderNotFound,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeopyError,
)

from geo.errors import BadInput, GeocodingFailed
from geo.geocoders.protocol import (
    FoundPlace,
    GeocoderAnswer,
    Query,
    QueryRefused,
    ServiceBusy,
    ServiceRefused,
    clean,
)
from geo.geocoders.result_parsers import PLAIN, RESULT_PARSERS
from geo.geocoders.transport import PLACEHOLDER, Transport, Untrusted
from geo.settings import Online

USER_AGENT = "dateline"
_KEYS = ("api_key", "subscription_key", "apikey", "username", "auth_id")
# Where a service is if not where geopy thinks: GeoNames has TLS under this name only.
_ELSEWHERE = {"geonames": "secure.geonames.org"}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Half the side, in degrees, of the box within which a service is to look first.
_NEAR = 3.0
_REFUSALS = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, Untrusted)
# What geopy's parsers raise when an answer is JSON but not what they expect.
_MISREAD = (ValueError, TypeError, LookupError, AttributeError)


class Service:
    """An online service behind geopy. ``name`` is geopy's, such as ``nominatim``.

    Raises BadInput for a name that geopy does not know, a domain that is none, a key that
    is missing, or where nobody says who asks although the service demands it.
    """

    def __init__(self, name: str, online: Online) -> None:
        self.name = name
        self._language = online.language
        self._parser = RESULT_PARSERS.get(name)
        self.domain, self._geopy = _connect(name, online)
        self._accepted = frozenset(inspect.signature(self._geopy.geocode).parameters)
        self.options = json.dumps(
            {"domain": self.domain, "language": online.language}, sort_keys=True
        )

    @property
    def is_public(self) -> bool:
        """Whether this is the instance that everybody shares, not one's own."""
        return self.domain == _default_domain(self.name, type(self._geopy))

    def geocode(self, query: Query) -> GeocoderAnswer:
        """Ask once. Raises ServiceBusy or ServiceRefused; "no such place" is an empty answer."""
        try:
            name = clean(query.name)
            found = self._geopy.geocode(name, exactly_one=False, **self._arguments(query))
            raw = tuple(self._raw(location) for location in found or () if location is not None)
        except (GeopyError, *_MISREAD) as error:
            raise _translated(self.name, query.name, error) from None
        return GeocoderAnswer(self.read(raw), raw)

    def read(self, raw: tuple[Mapping[str, Any], ...]) -> tuple[FoundPlace, ...]:
        """What raw results mean; those without a usable point are left out."""
        parser = self._parser or PLAIN
        found = (parser.read(self.name, item) for item in raw)
        return tuple(f for f in found if f is not None and f.place.name)

    def _raw(self, location: Any) -> Mapping[str, Any]:
        if self._parser:
            raw: Mapping[str, Any] = location.raw
            return raw
        return {
            "address": location.address,
            "latitude": location.latitude,
            "longitude": location.longitude,
            "raw": location.raw,
        }

    def _arguments(self, query: Query) -> dict[str, Any]:
        """What this service can be told, in geopy's words for it."""
        wanted: dict[str, Any] = {
            "limit": query.limit,
            "language": self._language,
            "addressdetails": True,
            "extratags": True,
            "annotations": False,
        }
        if query.country:
            wanted["country_codes"] = query.country.lower()
            if self.name in ("geonames", "opencage", "mapbox"):
                wanted["country"] = query.country
            if self.name in ("pelias", "geocodeearth"):
                wanted["countries"] = [query.country]
            if self.name in ("google", "googlev3"):
                wanted["components"] = {"country": query.country}
        if query.near:
            latitude, longitude = (round(degrees) for degrees in query.near)
            wanted["location_bias"] = wanted["proximity"] = (latitude, longitude)
            wanted["viewbox"] = [
                (min(latitude + _NEAR, 90), longitude - _NEAR),
                (max(latitude - _NEAR, -90), longitude + _NEAR),
            ]
        return {name: value for name, value in wanted.items() if name in self._accepted}


def names() -> tuple[str, ...]:
    """All services that geopy can ask for a name."""
    return tuple(sorted(geopy.geocoders.SERVICE_TO_GEOCODER))


def _connect(name: str, online: Online) -> tuple[str, Any]:
    try:
        kind = geopy.geocoders.get_geocoder_for_service(name)
    except GeocoderNotFound:
        raise BadInput(
            f"no geocoder is called {name!r}: give gazetteer or one of {', '.join(names())}"
        ) from None
    accepted = inspect.signature(kind.__init__).parameters
    default = _default_domain(name, kind)
    scheme, domain = _address(name, online.domain(name) or default)
    if not domain and _required(accepted, "domain"):
        raise BadInput(f"there is no public {name}: set DATELINE_{name.upper()}_DOMAIN to yours")
    key = online.key(name)
    if key and scheme == "http" and urlsplit(f"//{domain}").hostname not in _LOOPBACK:
        raise BadInput(f"a key must not travel in the open: give {name} an https:// domain")
    parser = RESULT_PARSERS.get(name)
    check = {"check": parser.check} if parser else {}
    given: dict[str, Any] = {
        "user_agent": _user_agent(name, domain == default, online),
        "timeout": online.timeout,
        "scheme": scheme,
        "domain": domain,
        "adapter_factory": partial(Transport, secret=key, **check),
        **_key(name, accepted, key),
    }
    if "domain" not in accepted and online.domain(name):
        raise BadInput(f"{name} is only where it is: leave DATELINE_{name.upper()}_DOMAIN away")
    try:
        return domain, kind(**{k: v for k, v in given.items() if k in accepted})
    except (GeopyError, *_MISREAD) as error:
        raise BadInput(f"{name} cannot be asked: {_error_text(error)}") from None


def _required(accepted: Mapping[str, inspect.Parameter], name: str) -> bool:
    return name in accepted and accepted[name].default is inspect.Parameter.empty


def _default_domain(name: str, kind: Any) -> str:
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    parameter = inspect.signature(kind.__init__).parameters.get("domain")
    default = parameter.default if parameter else None
    return default.strip("/") if isinstance(default, str) else ""


def _address(name: str, given: str) -> tuple[str, str]:
    """``https`` and ``example.org/path``. Raises BadInput for what is neither http nor https."""
    scheme, separator, rest = given.rpartition("://")
    scheme = scheme or "https"
    domain = rest.strip("/")
    parts = urlsplit(f"//{domain}")
    odd = set(domain) & set("?#@ \\") or not domain.isprintable() or not parts.hostname
    if (domain or separator) and (odd or scheme not in ("http", "https")):
        raise BadInput(
            f"DATELINE_{name.upper()}_DOMAIN is {given!r}: give a domain or an http(s) address "
            "without user, query or fragment, such as https://geocoding.example.org"
        )
    return scheme, domain


def _user_agent(name: str, public: bool, online: Online) -> str:
    if name == "nominatim" and public and not online.user_agent:
        raise BadInput(
            "the public Nominatim wants to know who asks: set DATELINE_USER_AGENT to a name and "
            "an address, such as 'our-newsroom (desk@example.org)', or DATELINE_NOMINATIM_DOMAIN "
            "to a server of your own"
        )
    return online.user_agent or USER_AGENT


def _key(name: str, accepted: Mapping[str, inspect.Parameter], key: str) -> dict[str, str]:
    wanted = next((word for word in _KEYS if word in accepted), None)
    if wanted is None:
        return {}
    if key:
        return {wanted: PLACEHOLDER}
    if _required(accepted, wanted):
        raise BadInput(
            f"{name} wants a key: set DATELINE_GEOCODER_KEY_{name.upper()} in the environment"
        )
    return {}


def _translated(service: str, name: str, error: Exception) -> GeocodingFailed:
    message = f"{service} could not be asked about {name[:60]!r}: {_error_text(error)}"
    http = error.__cause__
    if isinstance(http, AdapterHTTPError):
        status, wait = http.status_code, get_retry_after(http.headers)
        cause = f"HTTP status {status}"
        if status in (400, 412, 413, 414):
            return QueryRefused(message, cause)
        if status < 500 and status not in (402, 408, 425, 429):
            return ServiceRefused(f"{message}: check its domain and key", cause)
        return ServiceBusy(message, wait, cause)
    cause = type(error).__name__
    if isinstance(error, GeocoderRateLimited):
        return ServiceBusy(message, error.retry_after, cause)
    if isinstance(error, (*_REFUSALS, GeocoderQueryError)):
        return ServiceRefused(message, cause)
    return ServiceBusy(message, None, cause)


def _error_text(error: Exception) -> str:
    if not isinstance(error, GeopyError):
        return "the answer cannot be understood"
    words = " ".join(str(error).split())[:200]
    return "".join(c for c in words if c.isprintable()) or type(error).__name__
