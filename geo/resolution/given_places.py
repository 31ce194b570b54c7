"""Places that came with an article, laid beside what is found in its text; nothing is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.models import (
    GIVEN,
    Article,
    Candidate,
    GeoparsedArticle,
    GivenPlace,
    Reason,
    Resolution,
    Toponym,
)

_REASON = Reason(GIVEN, 0.0, "as given with the article, with its coordinates; not geocoded")


def outside_given(article: Article, toponyms: Iterable[Toponym]) -> list[Toponym]:
    """The toponyms that are to be resolved: not those where the source has said what is meant."""
    return [
        toponym
        for toponym in toponyms
        if not any(toponym.start < each.end and each.start < toponym.end for each in article.given)
    ]


def with_given(parsed: GeoparsedArticle) -> GeoparsedArticle:
    """The article with its given places among those that were found, in the order of the text."""
    if not parsed.article.given:
        return parsed
    given = [_resolution(parsed.article, each) for each in parsed.article.given]
    ordered = sorted((*parsed.resolutions, *given), key=lambda r: (r.toponym.start, r.toponym.end))
    return replace(parsed, resolutions=tuple(ordered))


def _resolution(article: Article, given: GivenPlace) -> Resolution:
    phrase = article.text[given.start : given.end]
    toponym = Toponym(phrase, given.start, given.end, "LOC")
    return Resolution(toponym, given.place, 1.0, (Candidate(given.place, 1.0, (_REASON,)),))
