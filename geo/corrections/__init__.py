"""What people have put right, kept in a file of its own and applied whenever places are read.

The atlas can be built anew at any time; corrections cannot. They are a readable log beside the
corpus, which is only ever added to, and are laid over what the geoparser made of the articles.
"""

from geo.corrections.log import CorrectionLog
from geo.corrections.models import (
    CORRECTED,
    Check,
    Correction,
    DrawnMention,
    LogContents,
    MeasuredPrecision,
    Note,
    Scope,
    Spot,
    Verdict,
    point,
)

__all__ = [
    "CORRECTED",
    "Check",
    "Correction",
    "CorrectionLog",
    "DrawnMention",
    "LogContents",
    "MeasuredPrecision",
    "Note",
    "Scope",
    "Spot",
    "Verdict",
    "point",
]
