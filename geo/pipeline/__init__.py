"""The steps joined: articles in, geoparsed articles out; ingesting sources; watching them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.pipeline.geoparser import Geoparser

__all__ = ["Geoparser"]


def __getattr__(name: str) -> Any:
    # With it comes spaCy, for which a page or an ingest without new articles need not wait.
    if name == "Geoparser":
        from geo.pipeline.geoparser import Geoparser

        return Geoparser
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
