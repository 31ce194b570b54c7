"""Where the sentence around a span begins and ends, in text as news sites serve it."""

from __future__ import annotations

import re

from geo.models import Excerpt

# Characters looked at on either side of a span when its sentence goes on and on.
REACH = 300

# Abbreviations that a capital follows in the middle of a sentence.
_TITLES = re.compile(
    "mr|mrs|ms|messrs|dr|prof|rev|hon|st|ste|sr|jr|gen|col|lt|maj|capt|cmdr|adm|sgt|cpl|brig|gov|"
    "sen|rep|pres|sec|amb|supt|insp|det|mt|ft|no|nos|vs|art|fig|vol|pp|approx|dept|univ|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec",
    re.IGNORECASE,
)
# Words that begin a sentence far more often than they follow "U.S." or "p.m." within one.
_OPENERS = re.compile(
    "The|An?|He|She|It|They|We|You|In|On|At|But|And|This|That|These|Those|There|His|Her|Its|Their|"
    "After|Before|When|While|As|If|For|From|To|With|Since|According|However"
)
_FULL_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s)|\n")
_LAST_WORD = re.compile(r"[\w.'’-]*$")
_TERMINAL = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")
# A line at least this long and without a full stop was probably wrapped, not ended.
_WRAPPED = 50


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The (start, end) of the sentence or sentences that hold ``text[start:end]``.

    It reaches at most ``REACH`` characters to either side, cut between words where there
    is a gap to cut at, and has no white space at its ends. Raises ValueError for a span
    outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no characters {start} to {end} in a text of {len(text)}")
    return _beginning(text, start), _ending(text, end)


def _beginning(text: str, start: int) -> int:
    floor = max(0, start - REACH)
    ends = [m.end() for m in _FULL_STOP.finditer(text, floor, start) if _is_end(text, m, floor)]
    first = ends[-1] if ends else _word_start(text, floor, start)
    while first < start and text[first].isspace():
        first += 1
    return first


def _ending(text: str, end: int) -> int:
    ceiling = min(len(text), end + REACH)
    # A full stop that closes the mention itself ("in the U.S. He") lies just before ``end``.
    floor = max(0, end - _WRAPPED)
    stops = (m.end() for m in _FULL_STOP.finditer(text, end, ceiling) if _is_end(text, m, floor))
    last = next(stops, None)
    if last is None:
        last = ceiling if ceiling == len(text) else _word_end(text, end, ceiling)
    while last > end and text[last - 1].isspace():
        last -= 1
    return last


def _is_end(text: str, stop: re.Match[str], floor: int) -> bool:
    """Whether a sentence ends at this full stop or line break."""
    if stop.group() == "\n":
        return _ends_line(text, stop.start())
    following = text[stop.end() : stop.end() + 40].lstrip()
    if following[:1].islower():
        return False
    if stop.group() != ".":
        return True
    word = _LAST_WORD.search(text, max(floor, stop.start() - 30), stop.start())
    return not _is_abbreviation(word.group() if word else "", following)


def _ends_line(text: str, newline: int) -> bool:
    """A line break ends a sentence, unless the line looks wrapped at a fixed width."""
    if text[newline + 1 : newline + 2] in ("", "\n", "\r"):
        return True
    line = text[max(text.rfind("\n", 0, newline) + 1, newline - 200) : newline]
    if _TERMINAL.search(line[-10:]):
        return True
    return not text[newline + 1].islower() and not _WRAPPED <= len(line) <= 2 * _WRAPPED


def _is_abbreviation(word: str, following: str) -> bool:
    bare = word.strip("'’-")
    if _TITLES.fullmatch(bare):
        return True
    if len(bare) == 1 and bare.isupper():
        return True  # an initial: "J. Smith"
    return "." in bare and not _OPENERS.fullmatch(following.split(" ", 1)[0])


def _word_start(text: str, floor: int, start: int) -> int:
    if floor == 0 or text[floor - 1].isspace():
        return floor
    gap = re.compile(r"\s").search(text, floor, start)
    return gap.end() if gap else floor


def _word_end(text: str, end: int, ceiling: int) -> int:
    for position in range(ceiling, end, -1):
        if text[position].isspace():
            return position
    return ceiling


def excerpt(article_id: str, text: str, start: int, end: int) -> Excerpt:
    """The sentence or sentences that hold ``text[start:end]``.

    The excerpt is a verbatim slice of ``text``: ``excerpt.text[excerpt.start:excerpt.end]``
    is the mention. It reaches at most ``REACH`` characters to either side, cut between
    words where there is a gap to cut at. Raises ValueError for a span outside the text.
    """
    first, last = sentences_around(text, start, end)
    return Excerpt(article_id, text[first:last], start - first, end - first)


def excerpt_after_text(article_id: str, text: str, start: int, end: int) -> Excerpt:
    """The same of a mention that stands in a paragraph of its own, with what it stands under:
    the paragraph before, or the end of it.
    """
    alone = excerpt(article_id, text, start, end)
    above = text[:start].rstrip()
    floor = max(above.rfind("\n\n") + 2 if "\n\n" in above else 0, len(above) - REACH)
    first = _word_start(text, floor, len(above)) if above else start
    return Excerpt(article_id, text[first:end], start - first, end - first) if above else alone
