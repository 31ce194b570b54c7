"""Watches over the connection, in the browser: says when the server is gone and when it is back."""

from __future__ import annotations

from dashboard.language import texts
from dashboard.views import panels


def show() -> None:
    """Put the watch on the page; it shows nothing while all is well."""
    panels.show("connection_banner", {"words": texts.ALIVE})
