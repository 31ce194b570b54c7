"""Markdown, with or without front matter (YAML between ---, TOML between +++)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from geo.sources import markup
from geo.sources.decode import decode
from geo.sources.drafts import Fields, draft
from geo.sources.named_fields import fields_of
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.streams import read_whole

_FRONT = re.compile(
    r"\ufeff?\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<data>.*?)^(?P=fence)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_LARGEST = 65_536  # characters of front matter

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<title>\S.*)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)", re.MULTILINE)
# In this order; what is left of each match is its first group, or nothing.
_SYNTAX = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"<!--[^>]{0,1000}-->",
        r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]+\S.*$",  # [1]: https://… (where a link leads)
        r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,200}\])",  # a picture
        r"\[([^\]\n]{1,300})\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,200}\])",  # a link
        r"\[\^[^\]\n]{1,50}\]:?",  # a footnote
        r"<(https?://[^>\s]{1,2000})>",
        r"^[ \t]*(?:[-*_][ \t]*){3,}$",  # a rule
        r"^ {0,3}#{1,6}[ \t]+",
        r"^[ \t]*(?:>[ \t]?)+",
        r"(?<!\w)\*\*\*?([^*\n]{1,2000})\*\*\*?",
        r"(?<![\w*])\*([^*\s][^*\n]{0,2000})\*(?!\w)",
        r"(?<!\w)__?([^_\n]{1,2000})__?(?!\w)",
        r"~~([^~\n]{1,2000})~~",
        r"`([^`\n]{1,500})`",
        r"\\([\\`*_{}\[\]()#+\-.!>~|])",
        r"[ \t]{2,}$",
    )
)


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The one article in a Markdown file; its front matter is believed before its text."""
    text = decode(read_whole(document, terms.bounds.article_bytes)).replace("\r\n", "\n")
    match = _FRONT.match(text[: 2 * _LARGEST])
    stated = _stated(match, terms) if match else Fields("")
    body = text[match.end() :] if match else text
    heading, body = _titled(body)
    yield draft(replace(stated, text=plain(body), title=stated.title or heading), document, terms)


def plain(body: str) -> str:
    """The text of Markdown without its marks; code goes, links keep their words."""
    text = _ITEM.sub("\n", _FENCE.sub("", body))
    for pattern in _SYNTAX:
        text = pattern.sub(r"\1" if pattern.groups else "", text)
    return markup.text_of(_paragraphs(text)) if markup.looks_marked_up(text) else text


def _paragraphs(text: str) -> str:
    """Markdown with HTML in it, as HTML: its blank lines are paragraphs."""
    return "\n".join(f"<div>{block}</div>" for block in re.split(r"\n\s*\n", text))


def _titled(body: str) -> tuple[str, str]:
    """The first heading and the rest, where the text begins with one."""
    opening = body.lstrip()
    for pattern in (_HEADING, _UNDERLINED):
        if match := pattern.match(opening):
            return plain(match[1]), opening[match.end() :]
    return "", body


def _stated(match: re.Match[str], terms: Terms) -> Fields:
    data = _parsed(match["fence"], match["data"])
    return fields_of({"text": "", **data}, {**terms.columns, "text": "text"})


def _parsed(fence: str, data: str) -> Mapping[str, Any]:
    if len(data) > _LARGEST:
        raise Unreadable(f"over {_LARGEST:,} characters of front matter")
    try:
        # The base loader makes texts of everything: dates are read where all dates are.
        found = (
            tomllib.loads(data) if fence == "+++" else yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506 (it makes no objects)
        )
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise Unreadable(f"its front matter is not valid: {reason}") from error
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise Unreadable("its front matter is no list of names and values")
    return {str(key): value for key, value in found.items()}
