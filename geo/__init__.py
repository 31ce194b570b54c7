"""Dateline's library: articles in, places on Earth out. Knows nothing of the dashboard."""

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
from geo.settings import Settings

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
