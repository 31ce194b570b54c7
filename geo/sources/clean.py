"""An article's own paragraphs, without what the web page put around them.

Conservative: whole lines go or stay, and a full paragraph always stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from geo.sources import boilerplate, dates

_MAX_TEASER_WORDS = 45
_TEASER_LINES = 200  # at the end of a page
_WRAPPED_WIDTHS = range(40, 101)
# A word of usual length still fits on a line that is this much shorter than the longest.
_RAGGED = 25

_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)[\"'”’)\]]*$")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of tidy text: one a line, lines of hard-wrapped text joined again."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line := line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    width = _wrapped_width(blocks)
    return [paragraph for block in blocks for paragraph in _unwrapped(block, width)]


def without_boilerplate(lines: Sequence[str]) -> list[str]:
    """The lines that belong to the article, in their order.

    A line that stands twice in a row (a title, a caption) was written once and scraped twice.
    """
    kept: list[str] = []
    lines = _before_dated_teasers(lines)
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        next_line = lines[position] if position < len(lines) else ""
        if boilerplate.heads_teasers(line):
            position = _after_teasers(lines, position)
        elif boilerplate.heads_author_box(line, next_line):
            position += boilerplate.is_biography(next_line)
        elif boilerplate.is_boilerplate(line) or boilerplate.opens_promotion(line, next_line):
            continue
        elif not kept or kept[-1] != line:
            kept.append(line)
    return kept


def ends_a_sentence(line: str) -> bool:
    """Whether the line ends as sentences do; a headline or a summary cut off does not."""
    tail = line[-8:]
    return bool(_SENTENCE_END.search(tail)) and not _CUT_OFF.search(tail)


def _is_teaser(line: str) -> bool:
    """A headline, a summary that is cut off, or a date: not a paragraph of the article."""
    if len(line) > boilerplate.MAX_LENGTH:
        return False
    return not ends_a_sentence(line) or bool(dates.date_stamp(line))


def _after_teasers(lines: Sequence[str], start: int) -> int:
    position = start
    while position < len(lines) and _is_teaser(lines[position]):
        position += 1
    return position


def _before_dated_teasers(lines: Sequence[str]) -> Sequence[str]:
    """The lines before a closing list of other articles, each with its date."""
    if len(lines) < 3:  # prose, and two dates
        return lines
    prose = next((index for index, line in enumerate(lines) if _is_prose(line)), len(lines))
    tail = range(max(prose + 1, len(lines) - _TEASER_LINES), len(lines))
    stamped = [index for index in tail if dates.date_stamp(lines[index])]
    for first in stamped[:-1]:
        begin = first - 1 if _is_teaser(lines[first - 1]) else first
        if _looks_like_teasers(lines[begin:]):
            return lines[:begin]
    return lines


def _looks_like_teasers(lines: Sequence[str]) -> bool:
    """Headlines told twice, summaries cut off, or headlines alone.

    A chronicle has dates on lines of their own as well, but full paragraphs under them.
    """
    if any(len(line.split()) > _MAX_TEASER_WORDS for line in lines):
        return False
    undated = [line for line in lines if not dates.date_stamp(line)]
    headlines = [line for line in undated if _is_teaser(line)]
    told_twice = len(headlines) - len(set(headlines))
    cut_off = sum(bool(_CUT_OFF.search(line[-8:])) for line in undated)
    return told_twice + cut_off >= 2 or len(headlines) == len(undated) >= 2


def _is_prose(line: str) -> bool:
    return len(line) > boilerplate.MAX_LENGTH or (ends_a_sentence(line) and len(line.split()) >= 8)


def _wrapped_width(blocks: Iterable[Sequence[str]]) -> int:
    """The width at which the text was hard-wrapped, or 0 if its lines are paragraphs."""
    blocks = list(blocks)
    width = max((len(line) for block in blocks for line in block), default=0)
    broken = any(
        after[0].islower() and not ends_a_sentence(before)
        for block in blocks
        for before, after in pairwise(block)
    )
    return width if broken and width in _WRAPPED_WIDTHS else 0


def _unwrapped(block: Sequence[str], width: int) -> list[str]:
    joined: list[list[str]] = []
    before = ""
    for line in block:
        if joined and width and len(before) >= width - _RAGGED:
            joined[-1].append(line)
        else:
            joined.append([line])
        before = line
    return [" ".join(parts) for parts in joined]
