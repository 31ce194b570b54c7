"""Old code pages: which one a text is in that neither says so nor is Unicode.

A code page is believed where the text in it is plausible and in no other one: its language
can be told, has common words in it, and is written with those letters. A text that is
plausible in two, with different letters, is in neither.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from geo.text.language_identification import identify

_MOST = 100_000  # bytes that are looked at
_COMMON_WORDS = 0.12  # of all words; running text in most languages has twice as many
_COMMON_WORDS_HE = 0.05  # Hebrew joins them to the next word
_FOREIGN_LETTERS = 0.04  # of the letters beyond ASCII: names from elsewhere

# Letters beyond ASCII in words of the language, lower case (CLDR's exemplar characters, with
# those of loan words that newspapers write).
_LATIN = {
    "en": "àáâãäåæçèéêëìíîïñóôöøùúûü",
    "fr": "àâæçèéêëîïñôœùûüÿ",
    "de": "àáäèéêöüß",
    "es": "áéíñóúüç",
    "ca": "àáçèéíïòóúü",
    "pt": "àáâãçéêíóôõúü",
    "it": "àáèéìíîòóùú",
    "nl": "áâäèéêëíïóôöúûü",
    "sv": "åäöéàáü",
    "da": "æøåéáóü",
    "nb": "æøåéèêòóôàü",
    "fi": "äöåéšž",
    "is": "áðéíóúýþæö",
    "et": "äõöüšžé",
    "pl": "ąćęłńóśźżéü",
    "cs": "áčďéěíňóřšťúůýžäöü",
    "sk": "áäčďéíĺľňóôŕšťúýžöü",
    "hu": "áéíóöőúüűä",
    "ro": "ăâîșțşţéö",
    "sl": "čšžćđéöü",
    "hr": "čćđšžéöü",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "tr": "çğıöşüâîû",
}
_WESTERN = ("en", "fr", "de", "es", "ca", "pt", "it", "nl", "sv", "da", "nb",
            "fi", "is")  # fmt: skip
_CENTRAL = ("pl", "cs", "sk", "hu", "ro", "sl", "hr", "de")
_CYRILLIC = ("ru", "uk", "bg", "mk", "sr")
# Python's name of a code page, and what it was made for.
_CODE_PAGES = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("tr",),
    "cp1257": ("lt", "lv", "et"),
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp1251": _CYRILLIC,
    "koi8_u": ("ru", "uk"),
    "cp866": ("ru",),
    "iso8859_5": _CYRILLIC,
    "cp1253": ("el",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
}
_SCRIPTS = {"el": "GREEK", "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC"}
_SCRIPTS |= dict.fromkeys(_CYRILLIC, "CYRILLIC")

_WORD = re.compile(r"[^\W\d_]+")
_USUAL_MARKS = frozenset("“”„‘’‚«»‹›–—…•·°§©®™€£¥¢¡¿ºª½¼¾²³×±†№\xa0\xad،؛؟־")
# A mark within a word is a letter that was read as something else; so is an apostrophe that
# elides nothing.
_WITHIN_WORD = re.compile(r"[^\W\d_][^\w\s\-'’.,:;/&@+*–—|()\[\]\"“”…·•!?=%#<>\xad][^\W\d_]")
_ELIDED = re.compile(
    r"(?:\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|aujourd|o|all|dell|nell|sull|dall|un|gl|d|quest)’\w"
    r"|\w’(?:s|t|re|ve|ll|d|m|n|clock|er|em)\b|[A-Z]’[A-Z])",
    re.IGNORECASE,
)
# "cafÈís" was "café’s": no language writes a Latin capital with an accent within a word.
_CAPITAL_WITHIN = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-Þ]")
_APOSTROPHE = re.compile(r"[^\W\d_]’[^\W\d_]")


def tell(raw: bytes) -> str | None:
    """Python's name of the code page of a text, or None where it is not certain."""
    raw = raw[:_MOST]
    readings = [found for name in _CODE_PAGES if (found := _reading(raw, name))]
    if not readings:
        return None
    best = max(readings, key=lambda each: each.common)
    rivals = {each.text for each in readings if 2 * each.common > best.common}
    # Quotes and dashes where they belong are no letters of other code pages.
    certain = len(rivals) == 1 or not any(map(_is_foreign_letter, best.text))
    return best.code_page if certain else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as it is in a code page, and the share of common words among its words."""

    code_page: str
    text: str
    common: float


def _reading(raw: bytes, code_page: str) -> _Reading | None:
    """The text in a code page, where it is plausible there."""
    try:
        text = raw.decode(code_page)
    except UnicodeDecodeError:
        return None
    if not _well_formed(text):
        return None
    language = identify(text)
    language = "nb" if language in ("no", "nn") else language
    if language not in _CODE_PAGES[code_page] or not _spelled(text, language):
        return None
    common = _common_share(text, language)
    least = _COMMON_WORDS_HE if language == "he" else _COMMON_WORDS
    return _Reading(code_page, text, common) if common >= least else None


def _well_formed(text: str) -> bool:
    """Whether there are only usual marks, none within a word, and capitals begin words."""
    marks = {each for each in text if each > "\x7f" and not _is_foreign_letter(each)}
    if _CAPITAL_WITHIN.search(text):
        return False
    if marks - _USUAL_MARKS or _WITHIN_WORD.search(text) or _mixed_case(text):
        return False
    return len(_APOSTROPHE.findall(text)) <= 2 * len(_ELIDED.findall(text))


def _mixed_case(text: str) -> bool:
    """Whether many words have capitals within, as Cyrillic has in another of its code pages."""
    words = _WORD.findall(text)
    mixed = [word for word in words if word[1:] != word[1:].lower() and word != word.upper()]
    return len(mixed) > 1 + len(words) // 20


def _is_foreign_letter(character: str) -> bool:
    return character > "\x7f" and character.isalpha()


def _spelled(text: str, language: str) -> bool:
    """Whether the letters beyond ASCII are those of the language."""
    letters = list(filter(_is_foreign_letter, text.lower()))
    if language in _LATIN:
        alphabet = _LATIN[language]
        foreign = sum(each not in alphabet for each in letters)
        return foreign <= _FOREIGN_LETTERS * len(letters)
    script = _SCRIPTS[language]
    right = sum(unicodedata.name(each, "").startswith(script) for each in letters)
    return right >= (1 - _FOREIGN_LETTERS) * len(letters)


def _common_share(text: str, language: str) -> float:
    words = _WORD.findall(text.lower())
    common = _common_words(language)
    return sum(word in common for word in words) / max(1, len(words))


@cache
def _common_words(language: str) -> frozenset[str]:
    """spaCy's stop words of the language."""
    module = import_module(f"spacy.lang.{language}.stop_words")
    return frozenset(module.STOP_WORDS)
