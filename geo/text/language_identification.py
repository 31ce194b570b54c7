"""Language identification, offline, and the languages for which a model is installed.

Naive Bayes over byte n-grams (Lui and Baldwin 2012, "langid.py"), in the py3langid package.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from babel import Locale
from babel.core import get_global

from geo.models import Article

ENGLISH = "en"
# spaCy's model for each other language; one that is not installed reads nothing.
MODELS = {"fr": "fr_core_news_sm"}

# Characters read; more of them take longer and change nothing.
_SAMPLE = 1000
# With these, of English sentences of 30 to 60 characters 92 % are identified and 1 in 150 is taken
# for another language, of those of 60 to 120 characters 99 % and 1 in 500.
_LEAST = 0.2
_AHEAD_OF_NEXT = 1.5

# Articles of a corpus from which its languages are known, the least share that any language is
# believed to have, and how sure the two together must make it.
_ENOUGH = 5
_LEAST_PRIOR = 0.01
_SURE = 0.7
_SHORT = 250  # characters with which a language that nobody expects is doubted

# Varieties that the identifier distinguishes, as the language they are varieties of.
_BROADER = {"arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh"}


def identify(text: str) -> str:
    """The language of ``text`` as ISO 639-1, or "" where it cannot be told.

    Short texts, tables and languages without a two-letter code give "".
    """
    (best, score), (_, next_score) = _identifier().rank(text[:_SAMPLE])[:2]
    if score < _LEAST or score < _AHEAD_OF_NEXT * next_score:
        return ""
    code = _BROADER.get(best, best)
    return code if len(code) == 2 else ""


def weigh(text: str, corpus: Mapping[str, int]) -> str:
    """The language of a text that is too short to tell it by itself, by how many articles of
    its corpus are in each (ISO 639-1); "" where that does not tell it either.

    As Bayes has it, with the share of a language for its prior, which is never nothing: a
    word of Dutch may stand in an English corpus.
    """
    total = sum(corpus.values())
    if total < _ENOUGH or not any(map(str.isalpha, text[:_SAMPLE])):
        return ""
    weighed: dict[str, float] = {}
    for found, score in _identifier().rank(text[:_SAMPLE]):
        code = _BROADER.get(found, found)
        prior = max(corpus.get(code, 0) / total, _LEAST_PRIOR)
        weighed[code] = weighed.get(code, 0.0) + score * prior
    best = max(weighed, key=weighed.__getitem__)
    sure = weighed[best] >= _SURE * sum(weighed.values())
    return best if sure and len(best) == 2 else ""


def language_of(article: Article) -> str:
    """The language an article is written in; where the text cannot tell, what its source said."""
    return identify(_opening(article)) or code_of(article.language)


def is_short(article: Article) -> bool:
    """Whether an article is so short that what it is taken for is to be weighed."""
    return len(_opening(article)) < _SHORT


def weighed_language_of(article: Article, corpus: Mapping[str, int]) -> str:
    """The language of a short article, by its corpus, as ``weigh`` tells it."""
    return weigh(_opening(article), corpus)


def code_of(stated: str) -> str:
    """ISO 639-1 of what sources say: ``en-GB``, ``eng``, ``English``; else as they say it."""
    code = stated.replace("_", "-").partition("-")[0].strip().lower()
    if len(code) == 3:
        known = get_global("language_aliases").get(code, code)
        return str(known)
    return _english_names().get(code, code) if len(code) > 3 else code


@cache
def _english_names() -> dict[str, str]:
    return {name.casefold(): code for code, name in Locale("en").languages.items()}


def _opening(article: Article) -> str:
    return f"{article.title}\n{article.text[:_SAMPLE]}"


@cache
def readable() -> frozenset[str]:
    """English, without whose model nothing starts, and the languages whose model is installed."""
    return frozenset({ENGLISH, *(code for code, model in MODELS.items() if find_spec(model))})


@cache
def _identifier() -> Any:
    # Imported here because loading takes half a second and 100 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
