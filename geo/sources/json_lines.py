"""JSONL: an article a line, each a JSON object."""

from __future__ import annotations

from collections.abc import Iterator

from geo.sources.json_scan import Value, values
from geo.sources.json_values import drafts
from geo.sources.lines import lines
from geo.sources.protocol import Document, Draft, Reject, Terms


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """Line after line; a bad one costs itself alone."""
    for line in lines(document, terms.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
        elif text := line.text.strip():
            # Only for its depth: a line is a value, whatever brackets are in it.
            fault = next((found.fault for found in values([text], terms.bounds)), "")
            fault = fault if "deeply" in fault else ""
            value = Value(line.number, text, fault, nested=True)
            yield from drafts(value, f"{document.name}:{line.number}", document, terms)
