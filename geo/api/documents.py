"""The documents of OGC API - Features, Part 1 (OGC 17-069r4): what each says, as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from geo.api.parameters import ApiQuery
from geo.atlas import DEFAULT_ROLES, Filter
from geo.export import AtlasSource, By, Content
from geo.export.geojson import feature
from geo.export.provenance import CREDIT

JSON = "application/json"
GEOJSON = "application/geo+json"
ATOM = "application/atom+xml"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"

CONFORMANCE = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
    for name in ("core", "oas30", "geojson")
)

COLLECTION = "mentions"
COLLECTION_PATH = f"/collections/{COLLECTION}"
ITEMS_PATH = f"{COLLECTION_PATH}/items"

_DESCRIPTION = (
    "Place names in news articles: where each is, in which sentence it stands, how sure it is and "
    "who says so. A place is named in a sentence; that says nothing of what happened there. "
)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this service; ``base`` is that of its root, without a slash at its end."""

    base: str

    def to(self, rel: str, path: str, kind: str, title: str = "") -> dict[str, str]:
        """A link to a path of ours."""
        link = {"rel": rel, "href": f"{self.base}{path}", "type": kind}
        return link | {"title": title} if title else link

    def pages(self, path: str, query: ApiQuery, total: int, kind: str) -> list[dict[str, str]]:
        """Links to this page, the next and the one before, where they are."""
        begins = {"self": query.offset}
        if query.offset + query.limit < total:
            begins["next"] = query.offset + query.limit
        if query.offset:
            begins["prev"] = max(0, query.offset - query.limit)
        return [
            self.to(rel, f"{path}?{_page(query, offset)}", kind) for rel, offset in begins.items()
        ]


def _page(query: ApiQuery, offset: int) -> str:
    return urlencode((*query.given, ("limit", query.limit), ("offset", offset)))


def landing(links: Links) -> dict[str, Any]:
    """The root, from which everything is found."""
    return {
        "title": "Dateline",
        "description": _DESCRIPTION.strip(),
        "attribution": CREDIT,
        "links": [
            links.to("self", "/", JSON, "this document"),
            links.to("service-desc", "/api", OPENAPI, "the API definition"),
            links.to("conformance", "/conformance", JSON, "what this conforms to"),
            links.to("data", "/collections", JSON, "the collections"),
            links.to("related", "/places", GEOJSON, "places with counts"),
            links.to("related", "/articles", GEOJSON, "articles with the places that they name"),
            links.to("related", "/feed/atom", ATOM, "the newest articles as a feed"),
        ],
    }


def conformance() -> dict[str, Any]:
    """The classes of requirements that are met."""
    return {"conformsTo": list(CONFORMANCE)}


def collections(source: AtlasSource, links: Links) -> dict[str, Any]:
    """The one collection there is."""
    return {
        "links": [links.to("self", "/collections", JSON)],
        "collections": [collection(source, links)],
    }


def collection(source: AtlasSource, links: Links) -> dict[str, Any]:
    """The mentions that are placed, as the page shows them where nothing is selected."""
    return {
        "id": COLLECTION,
        "title": "Placed mentions",
        "description": _DESCRIPTION + CREDIT,
        "extent": _extent(source),
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            links.to("self", COLLECTION_PATH, JSON),
            links.to("items", ITEMS_PATH, GEOJSON, "the mentions"),
        ],
    }


def page(content: Content, by: By, query: ApiQuery, links: Links, path: str) -> dict[str, Any]:
    """Some rows of a selection as a FeatureCollection, with links to the others."""
    total = content.count(by)
    found = content.page(by, query.limit, query.offset)
    return {
        "type": "FeatureCollection",
        "numberMatched": total,
        "numberReturned": len(found),
        "links": links.pages(path, query, total, GEOJSON),
        "features": [feature(record, by) for record in found],
    }


def item(content: Content, mention_id: str, links: Links) -> dict[str, Any] | None:
    """One mention, or None where no placed mention has this id."""
    mention = content.reader.mention(mention_id)
    if mention is None or mention.place is None:
        return None
    return {
        **feature(content.record(mention), By.MENTION),
        "links": [
            links.to("self", f"{ITEMS_PATH}/{quote(mention_id, safe='')}", GEOJSON),
            links.to("collection", COLLECTION_PATH, JSON),
        ],
    }


def _extent(source: AtlasSource) -> dict[str, Any]:
    places = [counted.place for counted in source.reader.places(Filter(roles=DEFAULT_ROLES))]
    span = source.reader.date_span()
    extent: dict[str, Any] = {
        "temporal": {"interval": [_interval(span)], "trs": GREGORIAN},
    }
    if places:
        box = _box([(place.longitude, place.latitude) for place in places])
        extent["spatial"] = {"bbox": [box], "crs": CRS84}
    return extent


def _box(points: Sequence[tuple[float, float]]) -> list[float]:
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def _interval(span: tuple[date, date] | None) -> list[str | None]:
    if span is None:
        return [None, None]
    return [f"{span[0]}T00:00:00Z", f"{span[1]}T23:59:59Z"]
