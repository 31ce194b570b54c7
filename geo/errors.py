"""Everything that can go wrong, in one tree; each message says what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that Dateline raises on purpose; the text is meant for people."""


class BadInput(DatelineError):
    """Something the user gave cannot be used: a file, a line, an option."""

    def __init__(self, message: str, *, path: str = "", line: int | None = None) -> None:
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(f"{where}{message}")
        self.path = path
        self.line = line


class GazetteerMissing(DatelineError):
    """The gazetteer has not been built yet."""


class GazetteerBuildFailed(DatelineError):
    """The gazetteer could not be built; an earlier one, if any, is untouched."""


class GeocodingFailed(DatelineError):
    """A geocoding service could not be asked: an outage, never "no such place"."""


class AtlasError(DatelineError):
    """The atlas cannot be read or written as it stands."""
