"""The language of text searches, and what SQLite's full-text index (FTS5) makes of it.

    flood rescue              both words
    "state of emergency"      the words in this order
    flood OR storm            either; AND, OR and NOT only in capitals
    flood NOT storm           also: flood -storm
    (flood OR storm) kabul*   a word that begins so

Case and accents make no difference, and a dash or a comma between words is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geo.errors import BadInput

LONGEST = 1000
"""Characters of a search."""

_DEEPEST = 20
_TOKEN = re.compile(
    r'\s*(?:(?P<bracket>[()])|(?P<minus>-(?=[^\s)]))|(?P<word>"[^"]*"\*?|[^\s()"]+))'
)
# What keyboards and word processors make of quotation marks; what no text can hold.
_PLAIN = {
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys((0, *range(0xD800, 0xE000)), " "),
}
# Scripts written without spaces: each character is a word of its own, here and in the index.
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Search:
    """``match`` is an expression of FTS5; ``inverted`` wants what it does not match."""

    match: str
    inverted: bool = False


def spaced(text: str) -> str:
    """``text`` as it is indexed."""
    return _UNSPACED.sub(r" \1 ", text)


def search_problem(text: str) -> str:
    """What is wrong with a search, in a sentence for who typed it; "" when nothing is."""
    try:
        if text.strip():
            parse(text)
    except BadInput as error:
        return str(error)
    return ""


def parse(text: str) -> Search:
    """The search that ``text`` describes. Raises BadInput where it describes none."""
    if len(text) > LONGEST:
        raise BadInput(f"search: longer than {LONGEST} characters")
    parser = _QueryParser(_tokens(text))
    found = parser.alternatives(0)
    if parser.word:
        raise BadInput("search: a bracket is closed that was not opened")
    return found


def _tokens(text: str) -> list[str]:
    text = text.translate(_PLAIN)
    if text.count('"') % 2:
        raise BadInput('search: a quotation mark (") is not closed')
    tokens: list[str] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        assert found is not None  # noqa: S101 (every character is in one of the groups)
        if not found["word"] or any(character.isalnum() for character in found["word"]):
            tokens.append("NOT" if found["minus"] else found.group().strip())
        position = found.end()
    return tokens


def occurrences(search: str, text: str) -> list[tuple[int, int]]:
    """Where a text has what is searched for, as (start, end), in order and without overlap; what
    a search leaves out is not looked for. Nothing for a text that is no search."""
    try:
        parse(search)
    except BadInput:
        return []
    patterns = [_pattern(term) for term in _wanted(_tokens(search))]
    if not patterns:
        return []
    found = re.finditer("|".join(patterns), _folded(text))
    return [match.span() for match in found if match.end() > match.start()]


def _wanted(tokens: Sequence[str]) -> list[str]:
    """The words and phrases that a text may be found by: those after no NOT."""
    wanted: list[str] = []
    unwanted, depth = False, 0
    for word in tokens:
        depth += {"(": 1, ")": -1}.get(word, 0) if unwanted or depth else 0
        if word == "NOT":
            unwanted = True
        elif word not in ("(", ")", "AND", "OR") and not unwanted:
            wanted.append(word)
        if unwanted and word != "NOT" and depth == 0:
            unwanted = False
    return wanted


def _pattern(term: str) -> str:
    """A regular expression for a word, a phrase or the beginning of a word, in folded text."""
    words = re.findall(r"\w+", _folded(term))
    if not words:
        return r"(?!)"
    rest = r"\w*" if term.endswith("*") else ""
    gap = r"[^\w\n]*\n?[^\w\n]*"
    bounds = ("", "") if _UNSPACED.search(term) else (r"\b", r"\b")
    return f"{bounds[0]}{gap.join(map(re.escape, words))}{rest}{bounds[1]}"


def _folded(text: str) -> str:
    """The text without case and accents, character for character, so that offsets stay."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


class _QueryParser:
    """Recursive descent: alternatives of conjunctions of terms."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def word(self) -> str:
        """What comes next; "" at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def alternatives(self, depth: int) -> Search:
        """``a OR b OR c``."""
        terms = [self._conjunction(depth)]
        while self.word == "OR":
            self._at += 1
            terms.append(self._conjunction(depth))
        return _any_of(terms)

    def _conjunction(self, depth: int) -> Search:
        """``a AND b c NOT d``."""
        terms = [self._term(depth)]
        while self.word not in ("", ")", "OR"):
            if self.word == "AND":
                self._at += 1
            terms.append(self._term(depth))
        return _all_of(terms)

    def _term(self, depth: int) -> Search:
        word, before = self.word, self._tokens[self._at - 1] if self._at else ""
        if word in ("", ")", "AND", "OR"):
            raise BadInput(_missing(word, before))
        if depth > _DEEPEST:
            raise BadInput("search: too many brackets or NOTs within each other")
        self._at += 1
        if word == "NOT":
            term = self._term(depth + 1)
            return Search(term.match, not term.inverted)
        if word == "(":
            inner = self.alternatives(depth + 1)
            if self.word != ")":
                raise BadInput("search: a bracket is not closed")
            self._at += 1
            return inner
        return Search(_phrase(word))


def _missing(word: str, before: str) -> str:
    if before in ("AND", "OR", "NOT"):
        return f"search: something to look for is missing after {before}"
    if before == "(":
        return "search: there is nothing between the brackets"
    if word == ")":
        return "search: a bracket is closed that was not opened"
    if word:
        return f"search: something to look for is missing before {word}"
    return "search: there is nothing to look for"


def _phrase(word: str) -> str:
    if not word.startswith('"') and "*" in word.rstrip("*"):
        raise BadInput("search: * stands for the rest of a word, only at its end")
    prefix = "*" if word.endswith("*") else ""
    return '"' + spaced(word.strip('"*')).replace('"', " ") + '"' + prefix


def _all_of(terms: Sequence[Search]) -> Search:
    """All of the terms. What all are inverted of is none of them (De Morgan)."""
    wanted, unwanted = _split_inverted(terms)
    if not wanted:
        return Search(_join(" OR ", unwanted), inverted=True)
    match = _join(" AND ", wanted)
    return Search(f"({match} NOT {_join(' OR ', unwanted)})" if unwanted else match)


def _any_of(terms: Sequence[Search]) -> Search:
    """Any of the terms: where one is inverted, all but what that one has and no other."""
    wanted, unwanted = _split_inverted(terms)
    if not unwanted:
        return Search(_join(" OR ", wanted))
    match = _join(" AND ", unwanted)
    return Search(f"({match} NOT {_join(' OR ', wanted)})" if wanted else match, inverted=True)


def _split_inverted(terms: Sequence[Search]) -> tuple[list[str], list[str]]:
    return (
        [term.match for term in terms if not term.inverted],
        [term.match for term in terms if term.inverted],
    )


def _join(operator: str, terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({operator.join(terms)})"
