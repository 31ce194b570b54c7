"""Whether a sentence speaks of what was or of what is to come, near a date in it."""

from __future__ import annotations

import re
from enum import Enum, auto

# Characters of the sentence looked at on either side of a date.
_WINDOW = 160

_ADVERB = r"(?:\s+(?:not|also|now|then|[a-z]+ly))?"
_MODAL = r"(?:will|won['’]t|shall|would|['’]ll|can|may|might|should|must|could)"
# Words ending in "ed" that are no past of a verb.
_NO_PAST = (
    r"(?:united|hundred|sacred|armed|need|feed|seed|speed|indeed|red|bed|shed|wed|breed|exceed"
    r"|proceed|succeed|agreed?|bleed|steed|greed|weed|deed|embed|biped|limited|federated|related)\b"
)
_REPORTING = (
    r"(?:said|told|tweeted|wrote|announced|reported|added|confirmed|warned|stated|noted|claimed"
    r"|explained|revealed|declared|according\s+to|says|announces)"
)
_IRREGULAR = (
    r"(?:was|were|wasn['’]t|weren['’]t|had|hadn['’]t|has|have|did|didn['’]t|met|came|went|took"
    r"|made|gave|got|saw|led|fell|rose|left|held|began|broke|brought|built|bought|fought|found"
    r"|fled|flew|hit|kept|knew|lost|paid|ran|sent|shot|sat|spoke|spent|stood|struck|swept|taught"
    r"|thought|threw|understood|won|became|drew|drove|grew|heard|hung|laid|lay|put|rode|rang|sang"
    r"|sank|sold|shook|sought|swore|tore|wore|overran|overthrew|undertook|withdrew|beat|cut|burst"
    r"|since)"
)
_INTENDING = (
    r"(?:agree[ds]?|plan(?:s|ned|ning)?|hope[ds]?|hoping|want(?:s|ed)?|intend(?:s|ed)?|vow(?:s|ed)?"
    r"|promise[ds]?|pledge[ds]?|decide[ds]?|invite[ds]?|order(?:s|ed)?|expect(?:s|ed)?|prepar(?:e[ds]?|ing)"
    r"|ready|due|set|likely|scheduled|slated|poised|going|about|aim(?:s|ed|ing)?)"
)
_AHEAD = (
    rf"{_MODAL}(?:\s+\w+){{0,2}}?\s+be(?:en)?\s+\w+|{_MODAL}{_ADVERB}\s+\w+"
    rf"|to\s+be\s+\w+|\b(?:is|are)\s+to\s+(?:be\s+)?\w+|{_INTENDING}(?:\s+\w+){{0,3}}?\s+to\s+[a-z]+"
    r"|(?:due|set|scheduled|slated|planned|expected|deadline|hope|plans?|bound|postponed|delayed"
    r"|billed|reserved)\s+(?:for|on|in|by|until|till|to)"
    r"|(?:upcoming|forthcoming|coming|ahead\s+of|until|till)"
    r"|(?:begins|starts|opens|kicks\s+off|takes\s+(?:place|effect)|ends|expires|resumes|returns)"
)
# Plans in the past leave open whether they came true: "was scheduled for", "was about to".
_WAS_AHEAD = rf"(?:was|were|had\s+been)\s+(?:{_INTENDING}\s+(?:to|for|on|in)|to\s+be)\b"
# Leftmost and longest first: "will be held" must not be seen as "held".
_CUE = re.compile(
    rf"\b(?:(?P<open>{_WAS_AHEAD}|{_REPORTING})|(?P<ahead>{_AHEAD})|(?P<behind>{_IRREGULAR}"
    rf"|(?!{_NO_PAST})[a-z]{{2,20}}ed))\b",
    re.IGNORECASE | re.ASCII,
)


class Tense(Enum):
    """Where in time a sentence places what it tells."""

    PAST = auto()
    FUTURE = auto()
    OPEN = auto()  # nothing in the sentence says


def tense(text: str, sentence: tuple[int, int], start: int, end: int) -> Tense:
    """The tense around ``text[start:end]`` within the sentence: by the nearest cue before it,
    else the first after it.

    A verb of saying tells when it was said, and little about what was said: it leaves the
    tense open.
    """
    cues = list(_CUE.finditer(text, max(sentence[0], start - _WINDOW), start))
    if cues:
        return _meaning(cues[-1])
    following = _CUE.search(text, end, min(sentence[1], end + _WINDOW))
    return _meaning(following) if following else Tense.OPEN


def _meaning(cue: re.Match[str]) -> Tense:
    if cue["ahead"]:
        return Tense.FUTURE
    return Tense.OPEN if cue["open"] else Tense.PAST
