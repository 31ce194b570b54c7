"""Lines that belong to a web page and not to the article on it.

Each pattern must match a whole line, and only a line that no reporter writes: what might
be a sentence of the article stays.
"""

from __future__ import annotations

import re

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
