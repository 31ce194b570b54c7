"""Dateline's library: articles in, places on Earth out. Knows nothing of the dashboard."""

from typing import TYPE_CHECKING, Any

from geo.errors import DatelineError
from geo.models import (
    Article,
    Candidate,
    Excerpt,
    GeoparsedArticle,
    Place,
    Reason,
    Resolution,
    Role,
    Toponym,
)

if TYPE_CHECKING:
    from geo.dataframes import open_atlas as open  # noqa: F401 (see __all__)
    from geo.settings import Settings

# Not ``open``: ``from geo import *`` must not put it before Python's own.
__all__ = [
    "Article",
    "Candidate",
    "DatelineError",
    "Excerpt",
    "GeoparsedArticle",
    "Place",
    "Reason",
    "Resolution",
    "Role",
    "Settings",
    "Toponym",
]


def __getattr__(name: str) -> Any:
    # pydantic takes longer to import than all else here together.
    if name == "Settings":
        from geo.settings import Settings

        return Settings
    if name == "open":
        from geo.dataframes import open_atlas

        return open_atlas
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
