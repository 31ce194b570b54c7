"""Texts as XML 1.0 can say them."""

from __future__ import annotations

import re

_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def sayable(text: str) -> str:
    """The same with U+FFFD for control characters and the like, which XML cannot even escape."""
    return _UNSAYABLE.sub(_REPLACEMENT, text)
