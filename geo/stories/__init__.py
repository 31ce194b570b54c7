"""Reprints and edited copies of one story, found by what their texts share."""

from geo.stories.group import Grouping, Member, Stories
from geo.stories.signature import signature, similarity

__all__ = ["Grouping", "Member", "Stories", "signature", "similarity"]
