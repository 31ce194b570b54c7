"""The paths of the service: which parameters each takes, and what answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.api import documents, feed
from geo.api.documents import ATOM, COLLECTION_PATH, GEOJSON, ITEMS_PATH, JSON, Links
from geo.api.parameters import PAGE, SELECTION, ApiQuery, Parameter
from geo.api.problems import Problem
from geo.export import AtlasSource, By, Content


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, understood: of one publication of the atlas. Without ``text`` no sentences are
    given. ``address`` is its own."""

    source: AtlasSource
    query: ApiQuery
    path: Mapping[str, str]
    links: Links
    address: str
    text: bool

    @property
    def content(self) -> Content:
        """What is selected."""
        return Content(self.source.reader, self.query.f, self.source.provenance, text=self.text)


@dataclass(frozen=True, slots=True)
class Resource:
    """A path that is answered with bytes of the media type ``kind``."""

    path: str
    about: str
    kind: str
    answer: Callable[[Asked], bytes]
    parameters: tuple[Parameter, ...] = ()
    schema: str = "object"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _rows(by: By, path: str) -> Callable[[Asked], bytes]:
    return lambda asked: _json(documents.page(asked.content, by, asked.query, asked.links, path))


def _item(asked: Asked) -> bytes:
    found = documents.item(asked.content, asked.path["featureId"], asked.links)
    if found is None:
        raise Problem(404, "no placed mention has this id")
    return _json(found)


RESOURCES = (
    Resource(
        "/", "where everything begins", JSON, lambda asked: _json(documents.landing(asked.links))
    ),
    Resource(
        "/conformance",
        "the conformance classes of OGC API - Features",
        JSON,
        lambda _: _json(documents.conformance()),
    ),
    Resource(
        "/collections",
        "the collections of features",
        JSON,
        lambda asked: _json(documents.collections(asked.source, asked.links)),
    ),
    Resource(
        COLLECTION_PATH,
        "the collection of placed mentions",
        JSON,
        lambda asked: _json(documents.collection(asked.source, asked.links)),
    ),
    Resource(
        ITEMS_PATH,
        "the placed mentions of a selection",
        GEOJSON,
        _rows(By.MENTION, ITEMS_PATH),
        (*PAGE, *SELECTION),
        "featureCollection",
    ),
    Resource(f"{ITEMS_PATH}/{{featureId}}", "one mention", GEOJSON, _item, schema="feature"),
    Resource(
        "/places",
        "the places of a selection, the most named first",
        GEOJSON,
        _rows(By.PLACE, "/places"),
        (*PAGE, *SELECTION),
        "featureCollection",
    ),
    Resource(
        "/articles",
        "the articles of a selection, newest first, with the places that they name",
        GEOJSON,
        _rows(By.ARTICLE, "/articles"),
        (*PAGE, *SELECTION),
        "featureCollection",
    ),
    Resource(
        "/feed/atom",
        "the newest articles of a selection as Atom with GeoRSS",
        ATOM,
        lambda asked: feed.atom(asked.source, asked.query, asked.address, f"{asked.links.base}/"),
        (*PAGE, *SELECTION),
        "string",
    ),
)
