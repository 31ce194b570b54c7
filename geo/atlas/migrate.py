"""Making an atlas of an older Dateline one of this one: a step for each schema version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc

from geo.atlas import parts, schema, write
from geo.atlas.manifest import SCHEMA_VERSION, Manifest, Part

_ALWAYS_READ = "en"


def up_to_date(folder: Path, published: Manifest) -> Manifest:
    """The atlas as this Dateline writes it, published where it was older; the lock must be held.

    An atlas of any older version can be read as it is. Raises AtlasError, and then the atlas
    stays as it was.
    """
    if published.version == SCHEMA_VERSION:
        return published
    migrated = published.parts
    for version in range(published.version, SCHEMA_VERSION):
        migrated = tuple(_STEPS[version](folder, part) for part in migrated)
    return write.publish(folder, migrated)


def _say_what_is_unread(folder: Path, part: Part) -> Part:
    """Version 1 did not say which articles nobody had read: those in another language than
    English without a single mention.
    """
    articles = parts.read(folder, part.articles, ("article_id", "language"))
    mentions = parts.read(folder, part.mentions, ("article_id",))
    named = pc.is_in(articles.column("article_id"), value_set=mentions.column("article_id"))
    english = pc.equal(articles.column("language"), _ALWAYS_READ)
    unread = articles.filter(pc.invert(pc.or_(named, english)))
    return replace(part, unread=write.file(folder, "unread", unread.cast(schema.UNREAD)))


_STEPS: dict[int, Callable[[Path, Part], Part]] = {1: _say_what_is_unread}
