"""An article's own paragraphs, without what the web page put around them.

Conservative: whole lines go or stay, and a full paragraph always stays. Each pattern must match a
whole line, and only a line that no reporter writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from geo.sources import dates

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
        if heads_teasers(line):
            position = _after_teasers(lines, position)
        elif heads_author_box(line, next_line):
            position += is_biography(next_line)
        elif is_boilerplate(line) or opens_promotion(line, next_line):
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
    if len(line) > MAX_LENGTH:
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
    return len(line) > MAX_LENGTH or (ends_a_sentence(line) and len(line.split()) >= 8)


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


# Patterns are only tried on lines up to this length, which also bounds their cost.
MAX_LENGTH = 300

_NETWORK = r"(?:telegram|whatsapp|facebook|twitter|x|instagram|youtube|linkedin|google news|tiktok)"
_ADVERTS = (
    r"[-–—\s]*(?:advertisements?|advertising|advert|ads?|sponsored(?: content)?"
    r"|promoted(?: content)?|paid content|ad feedback)[-–—:\s]*",
    r"(?:advertisement|story|article)\W+(?:continue[sd]?|scroll)\b.{0,60}",
    r".{0,30}(?:continues?|scroll) (?:below|after) (?:this )?(?:advertisement|ad|video)\W*",
)
_PROMPTS = (
    r"(?:share|tweet|pin|e-?mail|print|whatsapp|copy link|save|listen|comments?|reply)"
    r"(?: (?:this|on|via|by|to|now|link|the|story|article|post|page|friends?|a friend"
    rf"|{_NETWORK}|e-?mail)){{0,6}}[:.!]?",
    rf"(?:{_NETWORK}|e-?mail|print|share|tweet)(?:[\s|,/·•]+(?:{_NETWORK}|e-?mail|print"
    r"|share|tweet|copy link|pinterest|reddit)){1,12}",
    r"(?:\d{1,6} )?(?:shares?|comments?|views?|likes?)(?: \d{1,6})?",
    r"click here\b.{0,200}",
    rf".{{1,60}} is now on {_NETWORK}[.!] ?(?:click|join|follow|subscribe|tap)\b.{{0,160}}",
    r"(?:please )?(?:follow|like|join|find) us (?:now )?(?:on|at)\b.{0,120}",
    r"(?:join|subscribe to|follow) our .{0,60}(?:channel|newsletter|group|page)s?\b.{0,120}",
    r"(?:get|sign up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|e-?mail alerts?"
    r"|daily briefing|notifications)\b.{0,120}",
    r"subscribe(?: now| today| here)?[.!]?|sign (?:up|in)[.!]?|log ?in|register(?: now)?",
    r"(?:subscribe|sign in|log ?in|register|become a (?:member|subscriber)) (?:now )?to"
    r" (?:unlock|continue|keep|read|access|get full)\b.{0,260}",
    r"(?:try|get) (?:unlimited|full|digital) (?:digital )?access\b.{0,260}",
    r"(?:this (?:article|content|story) is|only available) (?:exclusive(?:ly)? |reserved |only )?"
    r"(?:for|to) (?:our )?(?:paying )?(?:subscribers|members|registered users)\b.{0,200}",
    r"(?:already a (?:subscriber|member)\?|to continue reading,).{0,200}",
    r"view (?:this (?:e-?mail|newsletter|message) )?(?:in|on) (?:your|a|the) (?:web )?browser\W*"
    r"|(?:having trouble|trouble|problems|can['’]t) (?:viewing|reading|view|see|seeing) this "
    r"(?:e-?mail|newsletter|message)\b.{0,120}|forward (?:this )?(?:e-?mail )?to a friend",
    r"(?:download|get|install) (?:our|the) .{0,30}\bapp\b.{0,120}",
)
_POINTERS = (
    r"(?:read (?:also|more|next|on)|also read|see also|must read|don['’]t miss"
    r"|related(?: (?:article|story|news|post)s?)?|more on this(?: story)?"
    r"|recommended(?: for you)?|watch also|also watch) ?[:|»>–—-].{0,250}",
)
_PICTURES = (
    r"\((?:file )?(?:photo|image|picture)s? ?[:/|by].{0,200}\)",
    r"(?:photo(?:graph)?|image|picture)s?(?: credit| courtesy| source)?s? ?(?:[:/|]|by )"
    r".{1,60}(?:getty|afp|reuters|\bap\b|epa|images?|courtesy|handout|tass).{0,30}",
    r"(?:photo|image|picture) (?:credit|courtesy|source)s? ?[:–—-].{1,80}",
)
_NOTICES = (
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4})).{0,200}",
    r".{0,160}\ball rights reserved[.!]?(?: .{0,60}(?:may not|reproduc).{0,160})?",
    r"this material may not be (?:published|reproduced|broadcast).{0,160}",
    r"(?:we|(?:this|our) (?:web)?site) (?:and our partners )?uses? cookies\b.{0,250}",
    r"by (?:continuing|using) .{0,60}\bsite\b.{0,60}\b(?:agree|consent|accept)\b.{0,120}",
    r"(?:accept|reject|manage) (?:all )?(?:cookies?|preferences)(?: settings)?",
    r"(?:privacy policy|terms (?:of (?:use|service)|and conditions)|cookie policy)"
    r"(?: ?[|·•] ?[\w ]{2,40}){0,6}",
)
_AUTHORS = (
    r"(?:written|posted|reported|compiled|edited|uploaded) by:? [\w .'’-]{2,60}",
    r"(?:additional )?(?:reporting|writing) by .{2,160}[;.] ?editing by .{2,80}",
    r"view all posts(?: by .{1,60})?|more (?:posts|stories|articles) (?:by|from) .{1,60}",
    r"(?:the )?(?:author|writer) can be (?:reached|contacted)\b.{0,120}",
)
_NAVIGATION = (
    r"(?:next|previous|prev|back|home|menu|search|skip to (?:main )?content|top|back to top"
    r"|load more|show more|read more|see more|continue reading|leave a (?:comment|reply)"
    r"|post a comment|no comments?|(?:next|previous) (?:post|article|story)"
    r"|tags?|topics?|watch live|\d{1,2} min(?:ute)?s? read)[.:»>…]*",
    r"(?:tags|topics|filed under|keywords|categories) ?:.{1,250}",
    r"(?:you are here:? ?)?home ?[/>»›|→].{1,250}",
)
# For lines in small letters: to ignore case costs several times as much.
_LINE = re.compile(
    "|".join((*_ADVERTS, *_PROMPTS, *_POINTERS, *_PICTURES, *_NOTICES, *_AUTHORS, *_NAVIGATION))
)
_PROMOTION = re.compile(rf".{{1,60}} is now on {_NETWORK}[.!]?")
_CALL_TO_ACTION = re.compile(r"(?:click here|join|follow|subscribe|tap)\b", re.IGNORECASE)
_TEASER_HEADING = re.compile(
    r"(?:check also|read also|also read|see also|read (?:more|next)|must read"
    r"|related(?: (?:articles?|stor(?:y|ies)|news|posts?|topics|content|coverage))?"
    r"|you (?:may|might) also (?:like|be interested in)|don['’]t miss"
    r"|(?:more|other|latest|top|recent|popular|trending|most (?:read|popular|viewed))"
    r" (?:news|stories|articles|posts|headlines|from .{1,40}|on this(?: story)?)"
    r"|trending(?: now)?|recommended(?: for you)?|editor['’]?s['’]? (?:picks?|choice))"
    r" ?[:»>…]*"
)
_AUTHOR_HEADING = re.compile(r"about (?:the )?(?:admin|author|writer|editor)s?")
_BYLINE = re.compile(r"By (?P<name>(?:[A-Z][\w.'’-]* ?){2,4})")
_BIOGRAPHY = re.compile(
    r".{3,60}? (?:writes|covers|reports|works (?:for|at)|(?:is|was) .{0,160}\b(?:reporter"
    r"|journalist|editor|writer|correspondent|columnist|freelancer|contributor|author)s?)\b.{0,200}"
)


def is_boilerplate(line: str) -> bool:
    """Whether the line, alone, is part of the page: an advert, a prompt, a notice, a credit."""
    return _whole(_LINE, line)


def opens_promotion(line: str, next_line: str) -> bool:
    """``Kabul Courier is now on Telegram.`` may be news; not when a call to join follows."""
    return _whole(_PROMOTION, line) and bool(_CALL_TO_ACTION.match(next_line))


def heads_teasers(line: str) -> bool:
    """Whether links to other articles follow: ``Check Also``, ``Most read``."""
    return _whole(_TEASER_HEADING, line)


def heads_author_box(line: str, next_line: str) -> bool:
    """``About admin``; or a byline, with a line on that reporter under it."""
    if _whole(_AUTHOR_HEADING, line):
        return True
    byline = _BYLINE.fullmatch(line[:MAX_LENGTH])
    return byline is not None and is_biography(next_line) and next_line.startswith(byline["name"])


def is_biography(line: str) -> bool:
    """Whether the line tells whom a reporter works for; only asked in an author box."""
    return _whole(_BIOGRAPHY, line)


def _whole(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= MAX_LENGTH and bool(pattern.fullmatch(line.lower()))
