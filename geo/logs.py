"""Logging for who runs Dateline: text or JSON lines on standard error.

Modules log with ``logging.getLogger(__name__)`` and pass numbers and names with ``fields``; only
the command line and the dashboard call ``configure``, so a program that imports the library keeps
its own logging. No message holds text of an article, a name that was asked for, or a key.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from geo.settings import Settings

# The packages whose messages below a warning are of interest.
OURS = ("geo", "dashboard")


def fields(**values: str | int | float) -> dict[str, Any]:
    """Values of a message by name, as ``extra=`` of a logging call: columns of the JSON lines."""
    return {"dateline_fields": values}


def configure(settings: Settings, usual_level: str) -> None:
    """Log as ``settings`` say, from ``usual_level`` on where they name none.

    Other libraries' messages are logged from a warning on.
    Doing it again replaces what was configured before.
    """
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _StandardError)]:
        root.removeHandler(handler)
    handler = _StandardError()
    handler.setFormatter(_JsonFormatter() if settings.log == "json" else _TextFormatter())
    root.addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel((settings.log_level or usual_level).upper())


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that moment, which tests and servers replace."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _TextFormatter(logging.Formatter):
    """``2026-01-31T12:00:00+00:00 INFO geo.pipeline.ingest: message``, always one line."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info:
            line = f"{line}: {self.formatException(record.exc_info)}"
        # A line break in a file's name must not begin a line of its own.
        return "".join(c if c.isprintable() else " " for c in line)


class _JsonFormatter(logging.Formatter):
    """One object a line: ``time``, ``level``, ``logger``, ``message``, and the fields by name."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **getattr(record, "dateline_fields", {}),
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
