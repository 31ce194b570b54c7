"""What a visitor asks to be read: files, a text or an address, or why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dashboard.language import texts
from geo.settings import Bounds
from geo.sources import Document, from_bytes
from geo.sources.documents import from_address, is_address


class UploadedFile(Protocol):
    """A file as Streamlit hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """All of it."""
        ...


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """Documents to read, or the ``problem`` with them; from the ``web`` they must be asked for
    first."""

    documents: Sequence[Document] = ()
    problem: str = ""
    web: bool = False


def of_files(brought: Sequence[UploadedFile], bounds: Bounds) -> UploadRequest:
    """These files, if they are not too large together."""
    size = sum(file.size for file in brought)
    if size > bounds.upload_bytes:
        return UploadRequest(problem=texts.uploads_too_large(size, bounds.upload_bytes))
    return _some([from_bytes(file.getvalue(), file.name) for file in brought])


def of_text(text: str) -> UploadRequest:
    """An article that was pasted."""
    if not text.strip():
        return _some([])
    return _some([from_bytes(text.encode(), texts.UPLOADS_TEXT_NAME, file="pasted.txt")])


def of_address(address: str) -> UploadRequest:
    """A feed or a page."""
    address = address.strip()
    if address and not is_address(address):
        return UploadRequest(problem=texts.UPLOADS_NOT_AN_ADDRESS)
    return _some([from_address(address)] if address else [], web=True)


def _some(documents: Sequence[Document], web: bool = False) -> UploadRequest:
    if not documents:
        return UploadRequest(problem=texts.UPLOADS_NOTHING)
    return UploadRequest(documents, web=web)
