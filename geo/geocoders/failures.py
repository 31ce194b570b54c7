"""Why a service gave no answer. None of these ever means "no such place"."""

from __future__ import annotations

from geo.errors import GeocodingFailed


class ServiceBusy(GeocodingFailed):
    """The service could not answer now and may a little later: worth another try.

    ``retry_after`` is in seconds, where the service said how long to leave it alone.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ServiceRefused(GeocodingFailed):
    """The service will not answer however often it is asked: a wrong key, no permission."""


class QueryRefused(ServiceRefused):
    """The service will not answer this one question; it is well otherwise."""


class NotAsked(GeocodingFailed):
    """Nobody was asked, out of good manners or because it would have been in vain."""
