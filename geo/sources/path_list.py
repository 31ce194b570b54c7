"""Lists of files, one a line, as Common Crawl publishes for each month of its archives."""

from __future__ import annotations

from pathlib import Path

from geo.errors import BadInput
from geo.settings import Bounds
from geo.sources.compressed import MAGIC, unpacked
from geo.sources.decode import Undecodable
from geo.sources.documents import is_in_store
from geo.sources.lines import lines
from geo.sources.protocol import DAMAGE, Document, Reject, Unreadable

_LONGEST = 4_096


def paths(document: Document, prefix: str = "") -> list[str]:
    """The files that a list names, each after ``prefix``; empty lines and # are left out.

    Without a prefix a relative path is one from the folder of the list. The list may be packed.
    Raises BadInput where it cannot be read.
    """
    found: list[str] = []
    try:
        with document.open() as stream:
            is_packed = stream.read(8).startswith(MAGIC)
        text = unpacked(document, Bounds()) if is_packed else document
        for line in lines(text, _LONGEST):
            if isinstance(line, Reject):
                raise BadInput(line.reason, path=line.name)
            if (name := line.text.strip()) and not name.startswith("#"):
                found.append(_located(name, document, prefix))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", path=document.name) from error
    except (Unreadable, Undecodable, *DAMAGE) as error:
        raise BadInput(f"not a list of files: {error}", path=document.name) from error
    if not found:
        raise BadInput("names no file", path=document.name)
    return found


def _located(name: str, document: Document, prefix: str) -> str:
    if prefix:
        return prefix + name
    if document.path is None or is_in_store(name):
        return name
    return str(document.path.parent / Path(name))
