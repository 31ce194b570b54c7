"""The OpenAPI 3.0 document, made of the declarations of resources and parameters."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from typing import Any

from geo.api import problems
from geo.api.documents import JSON, OPENAPI
from geo.api.parameters import Parameter
from geo.api.resources import Resource

_SCHEMAS: dict[str, Any] = {
    "object": {"type": "object"},
    "string": {"type": "string"},
    "link": {
        "type": "object",
        "required": ["href", "rel", "type"],
        "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
    },
    "feature": {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object", "nullable": True},
            "properties": {"type": "object", "nullable": True},
            "links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}},
        },
    },
    "featureCollection": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
            "links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    },
    "problem": {
        "type": "object",
        "required": ["code", "status", "detail"],
        "properties": {
            **{name: {"type": "string"} for name in ("type", "title", "detail", "code")},
            "status": {"type": "integer"},
        },
    },
}

_PROBLEMS = {
    "400": "a parameter that is not known, or a value that cannot be understood",
    "404": "there is no such thing",
    "405": "only GET and HEAD are answered",
    "414": "the query is too long",
    "500": "an error of the server's",
    "503": "the atlas cannot be read",
}


def document(resources: Iterable[Resource], base: str) -> dict[str, Any]:
    """The API definition of a service at ``base``."""
    paths = {each.path: {"get": _operation(each)} for each in resources}
    paths["/api"] = {"get": _get("this document", OPENAPI, "object", [])}
    paths["/healthz"] = {"get": _get("whether the atlas can be read", JSON, "object", [])}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Dateline",
            "version": metadata.version("dateline"),
            "description": "Read-only. Responses carry an ETag that is another whenever the atlas "
            "or its corrections change.",
            "license": {"name": "MIT"},
        },
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


def _operation(resource: Resource) -> dict[str, Any]:
    parameters = [_parameter(each) for each in resource.parameters]
    if "{featureId}" in resource.path:
        parameters.append(
            {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
        )
    return _get(resource.about, resource.kind, resource.schema, parameters)


def _get(about: str, kind: str, schema: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "summary": about,
        "parameters": parameters,
        "responses": {
            "200": {"description": about, "content": {kind: _reference(schema)}},
            "304": {"description": "as the client has it (If-None-Match)"},
        }
        | {
            status: {
                "description": words,
                "content": {problems.MEDIA_TYPE: _reference("problem")},
            }
            for status, words in _PROBLEMS.items()
        },
    }


def _reference(schema: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{schema}"}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "required": False,
        "schema": dict(parameter.schema),
        "style": "form",
        "explode": parameter.repeated,
    }
