"""Markdown, read by markdown-it-py, with or without front matter.

Front matter is YAML between ``---`` or TOML between ``+++``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from geo.sources import markup
from geo.sources.decode import decode
from geo.sources.drafts import MAX_CHARACTERS, Fields, draft
from geo.sources.named_fields import fields_of
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_whole

_FRONT = re.compile(
    r"\ufeff?\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<data>.*?)^(?P=fence)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_LARGEST = 65_536  # characters of front matter

# Dropped before parsing: a footnote without its mark is a paragraph.
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,50}\]:?")
_MARKS = re.compile(r"[*_\[\]`<>&\\~]")
# A block of more characters is read line by line, or left as it is where it has one line: the
# time for a block of nothing but brackets grows with the square of its length.
_LONGEST = 4_000
# Numbers of a list have up to three digits; "1986. It was a dry year" is a sentence.
_LIST_DIGITS = 3

# Indented text is text here: articles indent paragraphs more often than they hold code.
_BLOCKS = MarkdownIt("commonmark").enable("table").disable(["inline", "code"])
# A line break is kept, since the head of an article (title, byline, date) has a line for each.
_INLINE = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("strikethrough")


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of a paragraph, a heading, a list item or a cell."""

    text: str
    is_heading: bool = False


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The one article in a Markdown file; its front matter is believed before its text."""
    text = decode(read_whole(document, options.bounds.article_bytes)).replace("\r\n", "\n")
    match = _FRONT.match(text[: 2 * _LARGEST])
    stated = _stated(match, options) if match else Fields("")
    body = text[match.end() :] if match else text
    if len(body) > 2 * MAX_CHARACTERS:
        raise Unreadable(f"too long: over {MAX_CHARACTERS:,} characters in one article")
    heading, text = _titled(body)
    yield draft(replace(stated, text=text, title=stated.title or heading), document, options)


def plain(body: str) -> str:
    """The text of Markdown without its marks; code goes, links keep their words."""
    return _joined(_blocks(body))


def _joined(blocks: Iterable[_Block]) -> str:
    return "\n\n".join(block.text for block in blocks if block.text)


def _titled(body: str) -> tuple[str, str]:
    """The first heading and the rest, where the text begins with one."""
    blocks = list(_blocks(body))
    # A rule right under a paragraph makes a heading of several lines of it.
    if blocks and blocks[0].is_heading and "\n" not in blocks[0].text:
        return blocks[0].text, _joined(blocks[1:])
    return "", _joined(blocks)


def _blocks(body: str) -> Iterator[_Block]:
    references: dict[str, Any] = {}
    tokens = _BLOCKS.parse(_FOOTNOTE.sub("", body), references)
    number = ""
    for before, token in pairwise([Token("", "", 0), *tokens]):
        if token.type == "list_item_open":
            number = f"{token.info}. " if len(token.info) > _LIST_DIGITS else ""
        elif token.type == "inline":
            text = _inline(number + token.content, references)
            yield _Block(text, is_heading=before.type == "heading_open")
            number = ""
        elif token.type == "html_block":
            yield _Block(markup.text_of(token.content))
        elif token.type == "fence" and not _is_closed(token):
            yield _Block(token.content)


def _inline(content: str, references: dict[str, Any]) -> str:
    """The text of a block; each is read by itself, so that a tag left open ends with it."""
    if len(content) > _LONGEST:
        lines = content.split("\n")
        short = all(len(line) <= _LONGEST for line in lines)
        return "\n".join(_inline(line, references) for line in lines) if short else content
    if not _MARKS.search(content):
        return content
    return markup.text_of(_INLINE.renderInline(content, references))


def _is_closed(fence: Token) -> bool:
    """Whether a fence ends before the text does; else what follows it is hardly code."""
    first, end = fence.map or (0, 0)
    lines = len(fence.content.removesuffix("\n").split("\n")) if fence.content else 0
    return end - first == lines + 2


def _stated(match: re.Match[str], options: ReadOptions) -> Fields:
    data = _parsed(match["fence"], match["data"])
    return fields_of({"text": "", **data}, {**options.columns, "text": "text"})


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
