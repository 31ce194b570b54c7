"""Storylines: views of an atlas in an order, each with a sentence that tells what is to be seen.

They are arranged on the page and kept in a readable file beside the corrections, since neither can
be made again from the articles.
"""

from geo.storylines.file import StorylineFile, StorylinesUnusable
from geo.storylines.models import (
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    LONGEST_VIEW,
    MOST_STEPS,
    Storyline,
    StoryStep,
    one_line,
    slug,
)

__all__ = [
    "LONGEST_SENTENCE",
    "LONGEST_TITLE",
    "LONGEST_VIEW",
    "MOST_STEPS",
    "StoryStep",
    "Storyline",
    "StorylineFile",
    "StorylinesUnusable",
    "one_line",
    "slug",
]
