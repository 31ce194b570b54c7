"""Pages and feeds asked of the web: politely, within limits, and of public addresses alone."""

from geo.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
