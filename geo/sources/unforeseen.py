"""What nobody foresaw that a library raises over a file: it costs that file, never the run."""

from __future__ import annotations

import logging
import traceback

from geo.sources.protocol import Reject

log = logging.getLogger(__name__)

_MOST = 200  # characters of a message that are shown


def unforeseen(name: str, error: Exception) -> Reject:
    """The Reject for what raised ``error`` while it was read; where it did is logged."""
    kind = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    # Not its message, which may quote the article.
    log.warning("a reader failed with %s at %s", kind, place)
    if isinstance(error, MemoryError):
        return Reject(name, "too large: there is not enough memory to read it")
    message = "".join(c if c.isprintable() else "\ufffd" for c in str(error)[:_MOST])
    return Reject(name, f"damaged, or not what it seems: {message or 'no reason given'} ({kind})")
