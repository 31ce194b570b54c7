"""The steps joined: articles in, geoparsed articles out; ingesting sources; watching them."""

from geo.pipeline.geoparser import Geoparser

__all__ = ["Geoparser"]
