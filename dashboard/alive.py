"""Watches over the connection, in the browser: says when the server is gone and when it is back."""

from __future__ import annotations

from dashboard import panels, texts


def show() -> None:
    """Put the watch on the page; it shows nothing while all is well."""
    panels.show("alive", {"words": texts.ALIVE})
