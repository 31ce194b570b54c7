"""OGC API - Features, Part 1: Core (OGC 17-069r4), requirement by requirement.

The keys are the identifiers of the standard's requirements; each check asks a real server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import jsonschema
import pytest
from openapi_spec_validator import validate

MENTIONS = "/collections/mentions"
ITEMS = f"{MENTIONS}/items"
PATHS = ("/", "/conformance", "/collections", MENTIONS, ITEMS, "/places", "/articles", "/api")

LINK = {
    "type": "object",
    "required": ["href", "rel", "type"],
    "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
}
LINKS = {"type": "array", "items": LINK, "minItems": 1}
LANDING = {"type": "object", "required": ["links"], "properties": {"links": LINKS}}
CONFORMANCE = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
}
INTERVAL = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["string", "null"]}}
COLLECTION = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "links": LINKS,
        "itemType": {"const": "feature"},
        "crs": {"type": "array", "items": {"type": "string"}},
        "extent": {
            "type": "object",
            "properties": {
                "spatial": {
                    "properties": {
                        "bbox": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "array", "minItems": 4, "items": {"type": "number"}},
                        }
                    }
                },
                "temporal": {"properties": {"interval": {"type": "array", "items": INTERVAL}}},
            },
        },
    },
}
COLLECTIONS = {
    "type": "object",
    "required": ["links", "collections"],
    "properties": {"links": LINKS, "collections": {"type": "array", "items": COLLECTION}},
}


def ok(api: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = api.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def rels(document: Any) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in document["links"]}


def ids(document: Any) -> list[str]:
    return [each["id"] for each in document["features"]]


def root(api: httpx.Client) -> None:
    document = ok(api, "/")
    jsonschema.validate(document, LANDING)
    assert {"service-desc", "conformance", "data"} <= set(rels(document))


def api_definition(api: httpx.Client) -> None:
    [link] = [each for each in ok(api, "/")["links"] if each["rel"] == "service-desc"]
    answer = api.get(link["href"], headers={"Accept": link["type"]})
    assert (answer.status_code, answer.headers["content-type"]) == (200, link["type"])


def conformance(api: httpx.Client) -> None:
    document = ok(api, rels(ok(api, "/"))["conformance"])
    jsonschema.validate(document, CONFORMANCE)
    assert [each.rpartition("/")[2] for each in document["conformsTo"]] == [
        "core",
        "oas30",
        "geojson",
    ]


def http(api: httpx.Client) -> None:
    answer = api.get("/")
    assert answer.http_version == "HTTP/1.1"
    head = api.head(ITEMS)
    assert head.status_code == 200 and head.content == b""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = api.request(method, ITEMS)
        assert refused.status_code == 405
        assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD"}


def unknown_parameter(api: httpx.Client) -> None:
    for path in (*PATHS, f"{ITEMS}/article-1:27-32", "/feed/atom", "/healthz"):
        assert api.get(path, params={"colour": "red"}).status_code == 400, path


def invalid_parameter(api: httpx.Client) -> None:
    for name, value in {"limit": "0", "bbox": "1,2,3", "datetime": "July"}.items():
        assert api.get(ITEMS, params={name: value}).status_code == 400, name


def crs84(api: httpx.Client) -> None:
    suva = ok(api, ITEMS, q="Suva", place="geonames:2198148")["features"][0]
    longitude, latitude = suva["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (178, -18)


def collections(api: httpx.Client) -> None:
    document = ok(api, rels(ok(api, "/"))["data"])
    jsonschema.validate(document, COLLECTIONS)
    assert rels(document)["self"].endswith("/collections")
    assert [each["id"] for each in document["collections"]] == ["mentions"]


def collection_links(api: httpx.Client) -> None:
    for each in ok(api, "/collections")["collections"]:
        items = [link for link in each["links"] if link["rel"] == "items"]
        assert [link["type"] for link in items] == ["application/geo+json"]
        assert ok(api, items[0]["href"])["type"] == "FeatureCollection"


def extent(api: httpx.Client) -> None:
    [found] = ok(api, "/collections")["collections"]
    west, south, east, north = found["extent"]["spatial"]["bbox"][0]
    for each in ok(api, ITEMS)["features"]:
        longitude, latitude = each["geometry"]["coordinates"]
        assert west <= longitude <= east and south <= latitude <= north
    assert found["extent"]["temporal"]["interval"] == [
        ["2021-07-09T00:00:00Z", "2021-07-09T23:59:59Z"]
    ]


def one_collection(api: httpx.Client) -> None:
    for each in ok(api, "/collections")["collections"]:
        assert ok(api, f"/collections/{each['id']}") == each
    assert api.get("/collections/none").status_code == 404


def items(api: httpx.Client) -> None:
    for each in ok(api, "/collections")["collections"]:
        assert ok(api, f"/collections/{each['id']}/items")["features"]
    assert api.get("/collections/none/items").status_code == 404


def operation(api: httpx.Client, path: str) -> dict[str, Any]:
    found = ok(api, "/api")["paths"][path]["get"]["parameters"]
    return {each["name"]: each for each in found}


def limit_definition(api: httpx.Client) -> None:
    limit = operation(api, ITEMS)["limit"]
    assert (limit["in"], limit["required"], limit["style"]) == ("query", False, "form")
    assert not limit["explode"]
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}


def limit(api: httpx.Client) -> None:
    for asked, got in ((1, 1), (7, 7), (5000, 19)):
        assert len(ok(api, ITEMS, limit=asked)["features"]) == got


def bbox_definition(api: httpx.Client) -> None:
    bbox = operation(api, ITEMS)["bbox"]
    assert (bbox["in"], bbox["required"], bbox["explode"]) == ("query", False, False)
    assert bbox["schema"]["minItems"] == 4 and bbox["schema"]["maxItems"] == 6


def bbox(api: httpx.Client) -> None:
    def names(area: str) -> set[str]:
        found = ok(api, ITEMS, bbox=area)["features"]
        return {each["properties"]["place_name"] for each in found}

    assert names("-180,-90,180,90") == names("-180,-90,-100,180,90,9000")
    assert names("177,-19,179,-17") == {"Suva"}
    assert names("177,-19,-171,-13") == {"Suva", "Apia"}
    for wrong in ("-181,0,0,1", "0,-91,0,1", "0,5,1,4", "0,0,nan,1", "a,b,c,d", "", "1,2,3,4,5"):
        assert api.get(ITEMS, params={"bbox": wrong}).status_code == 400, wrong


def time_definition(api: httpx.Client) -> None:
    found = operation(api, ITEMS)["datetime"]
    assert (found["in"], found["required"], found["schema"]) == ("query", False, {"type": "string"})


def times(api: httpx.Client) -> None:
    undated = {"article-3"}
    for asked, dated in {
        "2021-07-09": True,
        "2021-07-09T12:00:00Z": True,
        "2021-07-09t23:59:60.5z": True,
        "2021-07-09T12:00:00-05:00": True,
        "2021-07-08": False,
        "2021-07-01/2021-07-31": True,
        "2021-07-10/2021-07-31": False,
        "../2021-07-09T00:00:00Z": True,
        "/2021-07-08": False,
        "2021-07-09/..": True,
        "2021-07-10/": False,
    }.items():
        found = ok(api, ITEMS, datetime=asked)["features"]
        articles = {each["properties"]["article_id"] for each in found}
        # What is not associated with a time is in, whatever the time.
        assert (articles > undated) if dated else (articles == undated), asked
    for wrong in ("", "../..", "/", "2021-07", "2021-07-31/2021-07-01", "2021-07-09/a", "1/2/3"):
        assert api.get(ITEMS, params={"datetime": wrong}).status_code == 400, wrong
    for wrong in ("2021-02-30", "2021-07-09T24:00:00Z", "2021-07-09T12:00:00", "2021-07-09T12:00Z"):
        assert api.get(ITEMS, params={"datetime": wrong}).status_code == 400, wrong


def selected(api: httpx.Client) -> None:
    for parameters, holds in (
        ({"country": "AF,WS"}, lambda row: row["country_code"] in ("AF", "WS")),
        ({"role": "actor"}, lambda row: row["role"] == "actor"),
        ({"q": "rain"}, lambda row: row["article_id"] == "article-2"),
        ({"source": "Wire"}, lambda row: row["source"] == "Wire"),
        ({"min_confidence": "0.5"}, lambda row: row["confidence"] >= 0.5),
        ({"place": "geonames:1138958"}, lambda row: row["place_name"] == "Kabul"),
        ({"undated": "false"}, lambda row: row["published"]),
    ):
        found = ok(api, ITEMS, **parameters)["features"]
        assert found and all(holds(each["properties"]) for each in found), parameters


def item_links(api: httpx.Client) -> None:
    document = ok(api, ITEMS, limit=5, offset=5)
    assert set(rels(document)) == {"self", "next", "prev"}
    assert ok(api, rels(document)["self"]) == document
    jsonschema.validate(document["links"], LINKS)


def next_pages(api: httpx.Client) -> None:
    seen, where = [], f"{ITEMS}?limit=4&country=AF"
    while where:
        document = ok(api, where)
        seen += ids(document)
        where = rels(document).get("next", "")
    assert seen == ids(ok(api, ITEMS, country="AF"))
    assert len(seen) == len(set(seen)) == document["numberMatched"] == 16


def numbers(api: httpx.Client) -> None:
    document = ok(api, ITEMS, limit=3, role="place")
    assert "timeStamp" not in document
    assert document["numberReturned"] == len(document["features"]) == 3
    assert document["numberMatched"] == len(ok(api, ITEMS, role="place")["features"])


def feature(api: httpx.Client) -> None:
    for each in ok(api, ITEMS)["features"]:
        found = ok(api, f"{ITEMS}/{each['id']}")
        assert {name: found[name] for name in each} == each
        assert ok(api, rels(found)["self"]) == found
        assert ok(api, rels(found)["collection"])["id"] == "mentions"
        jsonschema.validate(found["links"], LINKS)


def geojson(api: httpx.Client) -> None:
    for path in (ITEMS, f"{ITEMS}/article-1:27-32".replace("27-32", _kabul(api))):
        answer = api.get(path)
        assert answer.headers["content-type"] == "application/geo+json"
    for each in ok(api, ITEMS)["features"]:
        assert set(each) == {"type", "id", "geometry", "properties"}
        assert each["type"] == "Feature" and each["geometry"]["type"] == "Point"


def _kabul(api: httpx.Client) -> str:
    return str(ids(ok(api, ITEMS, q="talks"))[0]).rpartition(":")[2]


def openapi(api: httpx.Client) -> None:
    document = ok(api, "/api")
    assert document["openapi"].startswith("3.0")
    validate(document)


def completeness(api: httpx.Client) -> None:
    """Every path of the definition is answered, with the media type that it says."""
    for path, operations in ok(api, "/api")["paths"].items():
        asked = path.replace("{featureId}", f"article-1:{_kabul(api)}")
        answer = api.get(asked)
        [kind] = operations["get"]["responses"]["200"]["content"]
        assert (answer.status_code, answer.headers["content-type"].split("; ")[0]) == (
            200,
            kind.split("; ")[0],
        )


def exception_codes(api: httpx.Client) -> None:
    for path, parameters, status in (
        ("/nowhere", {}, 404),
        (ITEMS, {"limit": "a"}, 400),
        (ITEMS, {"q": "a" * 5000}, 414),
    ):
        answer = api.get(path, params=parameters or None)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert str(status) in ok(api, "/api")["paths"][ITEMS]["get"]["responses"]
        assert answer.json()["code"] and answer.json()["detail"]


def security(api: httpx.Client) -> None:
    assert "securitySchemes" not in ok(api, "/api")["components"]


REQUIREMENTS: dict[str, Callable[[httpx.Client], None]] = {
    "/req/core/root-op": root,
    "/req/core/root-success": root,
    "/req/core/api-definition-op": api_definition,
    "/req/core/api-definition-success": api_definition,
    "/req/core/conformance-op": conformance,
    "/req/core/conformance-success": conformance,
    "/req/core/http": http,
    "/req/core/query-param-unknown": unknown_parameter,
    "/req/core/query-param-invalid": invalid_parameter,
    "/req/core/crs84": crs84,
    "/req/core/fc-md-op": collections,
    "/req/core/fc-md-success": collections,
    "/req/core/fc-md-links": collections,
    "/req/core/fc-md-items": collections,
    "/req/core/fc-md-items-links": collection_links,
    "/req/core/fc-md-extent": extent,
    "/req/core/sfc-md-op": one_collection,
    "/req/core/sfc-md-success": one_collection,
    "/req/core/fc-op": items,
    "/req/core/fc-limit-definition": limit_definition,
    "/req/core/fc-limit-response-1": limit,
    "/req/core/fc-bbox-definition": bbox_definition,
    "/req/core/fc-bbox-response": bbox,
    "/req/core/fc-time-definition": time_definition,
    "/req/core/fc-time-response": times,
    "/req/core/fc-response": selected,
    "/req/core/fc-links": item_links,
    "/req/core/fc-rel-type": item_links,
    "/rec/core/fc-next-1": next_pages,
    "/req/core/fc-timeStamp": numbers,
    "/req/core/fc-numberMatched": numbers,
    "/req/core/fc-numberReturned": numbers,
    "/req/core/f-op": feature,
    "/req/core/f-success": feature,
    "/req/core/f-links": feature,
    "/req/geojson/definition": geojson,
    "/req/geojson/content": geojson,
    "/req/oas30/oas-definition-1": api_definition,
    "/req/oas30/oas-definition-2": openapi,
    "/req/oas30/oas-impl": completeness,
    "/req/oas30/completeness": completeness,
    "/req/oas30/exceptions-codes": exception_codes,
    "/req/oas30/security": security,
}


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_requirement(requirement: str, api: httpx.Client) -> None:
    REQUIREMENTS[requirement](api)
