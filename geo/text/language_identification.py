"""Language identification, offline, and the languages for which a model is installed.

Naive Bayes over byte n-grams (Lui and Baldwin 2012, "langid.py"), in the py3langid package.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

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


def language_of(article: Article) -> str:
    """The language an article is written in; where the text cannot tell, what its source said."""
    stated = article.language.replace("_", "-").partition("-")[0].lower()
    return identify(f"{article.title}\n{article.text[:_SAMPLE]}") or stated


@cache
def readable() -> frozenset[str]:
    """English, without whose model nothing starts, and the languages whose model is installed."""
    return frozenset({ENGLISH, *(code for code, model in MODELS.items() if find_spec(model))})


@cache
def _identifier() -> Any:
    # Imported here because loading takes half a second and 100 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
