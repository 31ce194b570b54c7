"""An article's id, from what it says and nothing else."""

from __future__ import annotations

import hashlib
import unicodedata

# 64 bits: among ten million articles a collision has odds of about 1 in 400,000.
_HEX_DIGITS = 16


def article_id(title: str, text: str) -> str:
    """Sixteen hex digits that are the same wherever and whenever the article is read.

    Case, compatibility forms and the amount of white space make no difference.
    """
    content = "\x00".join(_canonical(part) for part in (title, text))
    return hashlib.sha256(content.encode()).hexdigest()[:_HEX_DIGITS]


def _canonical(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
