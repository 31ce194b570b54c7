"""A document, read by the reader of its format, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from geo.sources import formats
from geo.sources.decode import Undecodable
from geo.sources.protocol import DAMAGE, Document, Draft, Reject, Terms, Unreadable


def opened(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The articles in a document; where it cannot be read (on), the last thing is a Reject."""
    try:
        yield from formats.reader(document)(document, terms)
    except (Unreadable, Undecodable) as error:
        yield Reject(document.name, str(error))
    except OSError as error:
        yield Reject(document.name, f"cannot be read: {error.strerror or error}")
    except DAMAGE as error:
        yield Reject(document.name, f"its compressed data is damaged or cut off: {error}")
