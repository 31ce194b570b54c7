"""The one normalisation of place names: two spellings of a name are the same key.

Used both when the gazetteer is built and when it is asked, so that what differs in
case, diacritics, apostrophes, hyphens, dots or a leading "the" still meets.

Reports of one town spell it in several ways ("Baqouba" for Ba'qubah, "Diwaniyah" for Ad
Diwaniyah), and no list has them all. What stays is the order of its consonants. So names are kept
by these as well (``skeleton``), and asked for by them where nobody bears the name as written;
which of the places found is meant, the article has to say.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

_APOSTROPHES = "'’‘ʻʼ`´ʹʿʾ′‛ʽˈ＇"

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "a",
        "ƙ": "k",
        "ɓ": "b",
        "ɗ": "d",
        "ƴ": "y",
        "&": " and ",
    }
    | dict.fromkeys(_APOSTROPHES)
)

_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHES}]s\s*$")
_SAINT = re.compile(r"\s*(?:the\s+)?(?:saint|st)\b")
# The dots of initials ("U.S.", "W.Va.", "U. S.") join; any other dot separates.
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_])|(?<=\b[^\W\d_])\.\s(?=[^\W\d_]\.)")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*").fullmatch
_SEPARATORS = re.compile(r"[\W_]+")

_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "mtn": "mountain", "ft": "fort"}
_SPECIAL = frozenset(_ABBREVIATED) | {"the"}


def normalise(name: str) -> str:
    """The key under which a name is stored and looked up; idempotent.

    "Kraków" meets "Krakow", "Sana’a" "Sanaa", "Port-au-Prince" "Port au Prince",
    "St. Louis" "Saint Louis", "the Hague" "Hague", "U.S." "US", "Russia's" "Russia".
    Case is folded here; names that are told apart by case ("US", "us") are told apart by
    the gazetteer. Empty for a string without letters or digits.
    """
    if _PLAIN(name):
        words = name.lower().split(" ")
        return " ".join(words if _SPECIAL.isdisjoint(words) else _words(words))
    folded = _fold(name)
    # "St. John's" is a name in itself.
    if not _SAINT.match(folded):
        folded = _POSSESSIVE.sub("", folded)
    folded = _INITIALS.sub("", folded).translate(_LETTERS)
    return " ".join(_words(_SEPARATORS.sub(" ", folded).split()))


def _fold(name: str) -> str:
    """Lower case without diacritics."""
    if name.isascii():
        return name.lower()
    marks = _marks()
    bare = unicodedata.normalize("NFKD", name).translate(marks).casefold()
    if not unicodedata.is_normalized("NFKD", bare):  # folding case may bring marks back
        bare = unicodedata.normalize("NFKD", bare).translate(marks)
    return unicodedata.normalize("NFC", bare)


@cache
def _marks() -> dict[int, None]:
    """All combining marks, to be dropped; there are none beyond plane 1."""
    return dict.fromkeys(c for c in range(0x300, 0x20000) if unicodedata.combining(chr(c)))


def _words(words: list[str]) -> list[str]:
    """Abbreviated generic words written out, leading articles dropped."""
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    last = len(words) - 1
    return [
        ("street" if word == "st" and place else word)
        if place == last
        else _ABBREVIATED.get(word, word)
        for place, word in enumerate(words)
    ]


def abbreviation(name: str) -> str | None:
    """The letters of a name that is nothing but two to five capitals ("U.S.", "UAE"), else None."""
    letters = "".join(c for c in name if c.isalnum())
    if 2 <= len(letters) <= 5 and letters.isascii() and letters.isupper() and letters.isalpha():
        return letters
    return None


# "Chinese", "British", "French", "Swiss" are their own plural.
_UNCHANGED = ("s", "sh", "ch", "ese", "ois", "ais")


def demonym_forms(demonym: str) -> tuple[str, ...]:
    """The singular and its plural: "Afghan" → Afghan, Afghans; "Irishman" → Irishman, Irishmen."""
    if demonym.endswith("man") and not demonym.endswith(("German", "Roman", "Ottoman", "Oman")):
        return demonym, f"{demonym[:-2]}en"
    if demonym.endswith(_UNCHANGED):
        return (demonym,)
    if demonym.endswith("y") and demonym[-2:-1] not in "aeiou":
        return demonym, f"{demonym[:-1]}ies"
    return demonym, f"{demonym}s"


_ARTICLES = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "at", "az", "ash", "adh", "ed", "en", "er", "es", "ez"}
)
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
# Letters that stand for one sound, and what is not heard.
_SOUNDS = (("sh", "$"), ("ch", "%"), ("h", ""), ("q", "k"), ("c", "k"), ("v", "w"))
# Fewer consonants are shared by names that have nothing to do with each other.
_LEAST_CONSONANTS = 3
# How much alike two spellings must be (Ratcliff and Obershelp), and how much less than the best.
_ALIKE, _LESS = 0.72, 0.1


def skeleton(name: str) -> str:
    """The consonants of a normalised name without its articles; "" where they are too few."""
    letters = _without_articles(name)
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    if not letters.isascii() or not letters:
        return ""
    consonants = _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))
    found = f"a{consonants}" if _VOWELS.match(letters) else consonants
    return found if len(consonants) >= _LEAST_CONSONANTS else ""


def alike(name: str, others: list[str]) -> list[str]:
    """Those of the normalised names that may be spellings of the one, the most alike first."""
    scored = sorted(
        (
            (SequenceMatcher(None, _without_articles(name), _without_articles(each)).ratio(), each)
            for each in others
        ),
        reverse=True,
    )
    least = max(_ALIKE, scored[0][0] - _LESS) if scored else 1.0
    return [each for score, each in scored if score >= least]


def _without_articles(name: str) -> str:
    words = name.split()
    return "".join([word for word in words if word not in _ARTICLES] or words)
