"""The geocoding service on this machine, for what asks one while it geoparses."""

from tests.geo.geocoders.conftest import server, settings

__all__ = ["server", "settings"]
