"""Which country an article was written for, as far as its address and its words tell.

Weak evidence: it tips the scales between bearers of a name, and never adds a place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geo.models import Article

# Country domains that the whole world uses, so that they say nothing of a country.
_WORLDWIDE = frozenset({"ai", "am", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "st"})
_WORLDWIDE_TOO = frozenset({"su", "tk", "to", "tv", "us", "vc", "ws"})
_HOST = re.compile(r"(?:\w+://)?(?:[^/@\s]*@)?(?:[\w-]+\.)+([a-z]{2})(?:[:/?#]|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\s.,;:!?()\"“”]+")
_WORDS_FOR_CERTAINTY = 6  # words of a country's own by which the text is surely from there


@dataclass(frozen=True, slots=True)
class Origin:
    """Evidence (0 to 1) for countries, by ISO 3166-1 alpha-2 code."""

    by_address: str
    by_wording: Mapping[str, float]


def read_origin(article: Article) -> Origin:
    """What the article's address and wording tell."""
    return Origin(
        country_of_address(article.url) or country_of_address(article.source),
        wording(article.text),
    )


def country_of_address(address: str) -> str:
    """The country of an address's top-level domain: "bbc.co.uk" is British; else ""."""
    host = _HOST.match(address.strip())
    domain = host[1].lower() if host else ""
    if domain in _WORLDWIDE or domain in _WORLDWIDE_TOO:
        return ""
    return "GB" if domain == "uk" else domain.upper()


def wording(text: str) -> dict[str, float]:
    """For each country that has words of its own in the text, how much they weigh (0 to 1)."""
    table = _table()
    words = set(_WORD.findall(text.lower())) & table.keys()
    counts: Counter[str] = Counter(country for word in words for country in table[word])
    if "$" in text:
        counts["US"] += 1
    if "£" in text:
        counts["GB"] += 1
    total = sum(counts.values())
    return {
        country: count / total * min(1.0, math.log1p(count) / math.log1p(_WORDS_FOR_CERTAINTY))
        for country, count in counts.items()
    }


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """The countries of each telling word."""
    table: dict[str, tuple[str, ...]] = {}
    text = (files("geo.resolution") / "wording.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, words = line.partition("\t")
            for word in words.split():
                table[word] = tuple({*table.get(word, ()), country})
    return table
