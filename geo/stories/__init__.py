"""Reprints and edited copies of one story, found by what their texts share."""

from geo.stories.group import Grouping, Member, Stories
from geo.stories.near_duplicates import signature, similarity

__all__ = ["Grouping", "Member", "Stories", "signature", "similarity"]
