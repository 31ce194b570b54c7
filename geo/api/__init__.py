"""The atlas over HTTP, read-only: OGC API Features, lists of places and articles, an Atom feed."""

from geo.api.app import application

__all__ = ["application"]
