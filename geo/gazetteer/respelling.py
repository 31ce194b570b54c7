"""Names in another transliteration: "Baqouba" for Ba'qubah, "Diwaniyah" for Ad Diwaniyah.

Reports of one town spell it in several ways, and no list has them all. What stays is the order of
its consonants. So names are kept by these as well, and asked for by them where nobody bears the
name as written; which of the places found is meant, the article has to say.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_ARTICLES = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "at", "az", "ash", "adh", "ed", "en", "er", "es", "ez"}
)
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
# Letters that stand for one sound, and what is not heard.
_SOUNDS = (("sh", "$"), ("ch", "%"), ("h", ""), ("q", "k"), ("c", "k"), ("v", "w"))
# Fewer consonants are shared by names that have nothing to do with each other.
_LEAST = 3
# How much alike two spellings must be (Ratcliff and Obershelp), and how much less than the best.
_ALIKE, _LESS = 0.72, 0.1


def skeleton(name: str) -> str:
    """The consonants of a normalised name without its articles; "" where they are too few."""
    letters = _letters(name)
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    if not letters.isascii() or not letters:
        return ""
    consonants = _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))
    found = f"a{consonants}" if _VOWELS.match(letters) else consonants
    return found if len(consonants) >= _LEAST else ""


def alike(name: str, others: list[str]) -> list[str]:
    """Those of the normalised names that may be spellings of the one, the most alike first."""
    scored = sorted(
        ((SequenceMatcher(None, _letters(name), _letters(each)).ratio(), each) for each in others),
        reverse=True,
    )
    least = max(_ALIKE, scored[0][0] - _LESS) if scored else 1.0
    return [each for score, each in scored if score >= least]


def _letters(name: str) -> str:
    words = name.split()
    return "".join([word for word in words if word not in _ARTICLES] or words)
