"""What is wrong with a request, as RFC 9457 says it; ``code`` is OGC's name for the kind."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that cannot be answered; the text is for whoever made it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class BadRequest(Problem):
    """A parameter that is not known, or a value that cannot be understood."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, detail)


def response(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The problem as a response that is not kept."""
    title = HTTPStatus(status).phrase
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": title.replace(" ", ""),
    }
    return Response(
        json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )
