"""What is asked of a geocoder, what it answers, why it does not, and the clock it goes by."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from geo.errors import GeocodingFailed
from geo.models import Place

# No place is called by more; an article can hold anything.
LONGEST_NAME = 100
RESULTS = 10


@dataclass(frozen=True, slots=True)
class Query:
    """A question to a geocoder: a name and nothing else of the article it stands in.

    ``country`` (ISO 3166-1 alpha-2) narrows the answer; ``near`` (latitude, longitude)
    ranks what is closer higher, where the service can.
    """

    name: str
    country: str = ""
    near: tuple[float, float] | None = None
    limit: int = RESULTS


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that an online service knows by the name asked for.

    ``within`` names what contains it, narrowest first, country last. ``extent_km`` is how
    far from the point the place may reach; None where the service does not tell.
    """

    place: Place
    within: tuple[str, ...] = ()
    extent_km: float | None = None


@dataclass(frozen=True, slots=True)
class GeocoderAnswer:
    """What a service knows of a name, in its own order; empty means "no such place".

    ``raw`` holds the results as the service worded them. An answer that comes from the
    cache leaves them there.
    """

    found: tuple[FoundPlace, ...]
    raw: tuple[Mapping[str, Any], ...] = ()


class Geocoder(Protocol):
    """Finds places by name: an online service, or what wraps one."""

    @property
    def name(self) -> str:
        """The service's name, such as ``nominatim``."""

    @property
    def options(self) -> str:
        """All that shapes its answers besides the query, as canonical JSON."""

    def geocode(self, query: Query, /) -> GeocoderAnswer:
        """What it knows. Raises GeocodingFailed when it could not be asked."""

    def read(self, raw: tuple[Mapping[str, Any], ...], /) -> tuple[FoundPlace, ...]:
        """What raw results of this service mean."""


def clean(name: str) -> str:
    """A name from an article as it may be sent to a service: one line of ordinary text.

    Empty where there is nothing to ask: no letter in it, or longer than any name.
    """
    if not (name.isascii() and name.isprintable()):
        composed = unicodedata.normalize("NFC", name.encode(errors="ignore").decode())
        name = "".join(c if c.isprintable() else " " for c in composed)
    line = " ".join(name.split()).strip(" .,;:!?\"'’‘“”()[]")
    return line if len(line) <= LONGEST_NAME and any(map(str.isalpha, line)) else ""


def key(query: Query) -> str:
    """The same for two questions that deserve the same answer."""
    return clean(query.name).casefold()


# Why a service gave no answer. None of these ever means "no such place".


class ServiceBusy(GeocodingFailed):
    """The service could not answer now and may a little later: worth another try.

    ``retry_after`` is in seconds, where the service said how long to leave it alone;
    ``cause`` says in a word or two, without the name that was asked for, what went wrong.
    """

    def __init__(
        self, message: str, retry_after: float | None = None, cause: str = "no answer"
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.cause = cause


class ServiceRefused(GeocodingFailed):
    """The service will not answer however often it is asked: a wrong key, no permission.

    ``cause`` as of ServiceBusy.
    """

    def __init__(self, message: str, cause: str = "refused") -> None:
        super().__init__(message)
        self.cause = cause


class QueryRefused(ServiceRefused):
    """The service will not answer this one question; it is well otherwise."""


class NotAsked(GeocodingFailed):
    """The service was not asked: a rate limit, an open breaker or a read-only cache forbids it."""


class WallClock(Protocol):
    """Tells the time and waits. Wall-clock time, since processes must agree on it."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
