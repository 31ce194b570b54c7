"""Resolving with online services behind, or before, the gazetteer.

A service is asked for names only, and only for those that nobody before it knows; what it
answers stands beside the gazetteer's places when the article's names are weighed together.
A name that could not be asked is marked so; no outage looks like "no such place".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from geo.errors import GeocodingFailed
from geo.gazetteer.lookup import NameMatch
from geo.gazetteer.names import normalise
from geo.gazetteer.store import MatchKind
from geo.geocoders.cache import Cache, Pending
from geo.geocoders.protocol import FoundPlace, Geocoder, Query, clean
from geo.geocoders.sqlite_file import CacheReadOnly
from geo.models import OWN, Article, Candidate, GeoparsedArticle, Place, Resolution, Role, Toponym
from geo.places.kinds import is_country
from geo.resolution.outlets import Outlets
from geo.resolution.reductions import reductions
from geo.resolution.resolver import Resolver


class GazetteerNames(Protocol):
    """What is asked of the gazetteer here."""

    def lookup(self, name: str, /) -> Sequence[NameMatch]:
        """All places that bear the name."""

    def place(self, place_id: str, /) -> Place | None:
        """The place with this id."""


def matches(
    name: str, found: Sequence[FoundPlace], gazetteer: GazetteerNames
) -> tuple[NameMatch, ...]:
    """The places found for ``name``, each within what contains it."""
    asked = normalise(name)
    return tuple(
        NameMatch(
            replace(f.place, ancestors=_ancestors(f, gazetteer)),
            MatchKind.NAME if normalise(f.place.name) == asked else MatchKind.ALTERNATE,
        )
        for f in found
    )


def _ancestors(found: FoundPlace, gazetteer: GazetteerNames) -> tuple[str, ...]:
    if found.place.ancestors:
        return found.place.ancestors
    for name in found.within:
        container = _area(name, found.place.country_code, gazetteer)
        if container is not None and container.id != found.place.id:
            return (container.id, *container.ancestors)
    if is_country(found.place):
        itself = _area(found.place.name, found.place.country_code, gazetteer)
        return itself.ancestors if itself else ()
    return ()


def _area(name: str, country: str, gazetteer: GazetteerNames) -> Place | None:
    """The country, province or district of this name in that country, the widest first."""
    areas = [
        match.place
        for match in gazetteer.lookup(name)
        if match.place.feature_class == "A"
        and match.kind is not MatchKind.DEMONYM
        and match.place.country_code == country
    ]
    return min(areas, key=lambda place: len(place.ancestors), default=None)


# An online map knows what such a name is spelt like, not what it stands for.
_ALWAYS_KNOWN = frozenset({MatchKind.DEMONYM, MatchKind.ABBREVIATION})


def _is_always_known(match: NameMatch) -> bool:
    own = match.place.source == OWN and not match.via
    return own or match.kind in _ALWAYS_KNOWN


@dataclass(frozen=True, slots=True)
class UnansweredName:
    """A name that a service could not be asked, and why."""

    service: str
    name: str
    reason: str


Answered = tuple[NameMatch, ...] | None
"""Places that were found online; None for a name that the gazetteer knows or nobody asks for."""


class GeocoderChain:
    """Geocoders in the order in which they are asked; None stands for the gazetteer."""

    def __init__(
        self, gazetteer: GazetteerNames, steps: Sequence[Geocoder | None], cache: Cache
    ) -> None:
        self.gazetteer = gazetteer
        self._steps = tuple(steps)
        self._cache = cache

    @property
    def offline_too(self) -> bool:
        """Whether the gazetteer is asked for names, or for national adjectives alone."""
        return None in self._steps

    def answer(
        self, name: str, country: str = "", near: tuple[float, float] | None = None
    ) -> Answered | UnansweredName:
        """What is known of a name as written; the first who knows it is believed.

        ``country`` and ``near`` are passed on to the services that can use them.
        """
        asked = clean(name)
        known = self.gazetteer.lookup(name)
        if not asked or any(map(_is_always_known, known)):
            return None
        for step in self._steps:
            if step is None:
                if known or self._knows_part(name):
                    return None
                continue
            try:
                answer = step.geocode(Query(asked, country, near))
            except GeocodingFailed as error:
                return UnansweredName(step.name, asked, str(error))
            if answer.found:
                return matches(name, answer.found, self.gazetteer)
        return ()

    def note(self, unanswered: UnansweredName) -> None:
        """Remember to ask."""
        # Where nothing can be noted, the mention itself still says that it is to be asked.
        with suppress(CacheReadOnly):
            self._cache.remember_pending(unanswered.service, unanswered.name, unanswered.reason)

    def forget(self, name: str) -> None:
        """The name has been answered."""
        with suppress(CacheReadOnly):
            self._cache.forget_pending(clean(name))

    def pending(self) -> tuple[Pending, ...]:
        """Names noted before that are still to be asked of these geocoders."""
        services = {step.name for step in self._steps if step is not None}
        return tuple(p for p in self._cache.pending() if p.service in services)

    def _knows_part(self, name: str) -> bool:
        """ "northern Aleppo" is no news to who knows Aleppo; "Zarghun Shahr" may be."""
        return any(
            reduction.left_out.islower() and self.gazetteer.lookup(reduction.name)
            for reduction in reductions(name)
        )


class OnlineResolver:
    """A resolver for which online services are asked first, name by name."""

    def __init__(
        self, chain: GeocoderChain, min_confidence: float, outlets: Outlets | None = None
    ) -> None:
        self._outlets = outlets
        self._chain = chain
        self._min_confidence = min_confidence
        self._offline = Resolver(chain.gazetteer, min_confidence, outlets=outlets)

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> GeoparsedArticle:
        """A resolution for every toponym; ``pending`` where somebody is still to be asked."""
        answers = self._answers(toponyms)
        waiting = {name for name, answer in answers.items() if isinstance(answer, UnansweredName)}
        online = {
            name: answer
            for name, answer in answers.items()
            if answer is not None and not isinstance(answer, UnansweredName)
        }
        resolver = self._offline
        if any(online.values()) or not self._chain.offline_too:
            names = ArticleNames(self._chain.gazetteer, online, self._chain.offline_too)
            resolver = Resolver(names, self._min_confidence, outlets=self._outlets)
        parsed = resolver.resolve(article, toponyms)
        return replace(
            parsed,
            resolutions=tuple(
                _waiting(r.toponym) if r.toponym.text in waiting else r for r in parsed.resolutions
            ),
        )

    def rank(
        self, name: str, country: str | None = None, near: tuple[float, float] | None = None
    ) -> tuple[Candidate, ...]:
        """The places that a name may mean outside any article, the likeliest first.

        Raises GeocodingFailed where a service could not be asked.
        """
        answer = self._chain.answer(name, country or "", near)
        if isinstance(answer, UnansweredName):
            raise GeocodingFailed(answer.reason)
        names = ArticleNames(self._chain.gazetteer, {name: answer or ()}, self._chain.offline_too)
        return Resolver(names, self._min_confidence).rank(name, country=country, near=near)

    def _answers(self, toponyms: Iterable[Toponym]) -> dict[str, Answered | UnansweredName]:
        answers: dict[str, Answered | UnansweredName] = {}
        for toponym in toponyms:
            if toponym.text in answers or toponym.role is Role.DEMONYM or toponym.label == "NORP":
                continue
            answer = answers[toponym.text] = self._chain.answer(toponym.text)
            if isinstance(answer, UnansweredName):
                self._chain.note(answer)
        return answers


class ArticleNames:
    """The names of one article: what was found online for them, and the gazetteer.

    Made anew for every article, so that what an article gets depends on nothing that was
    asked for another.
    """

    def __init__(
        self,
        gazetteer: GazetteerNames,
        online: Mapping[str, tuple[NameMatch, ...]],
        offline_too: bool,
    ) -> None:
        self._gazetteer = gazetteer
        self._online = online
        self._offline_too = offline_too
        self._places = {m.place.id: m.place for found in online.values() for m in found}

    def lookup(self, name: str) -> Sequence[NameMatch]:
        """All places that bear the name."""
        found = self._online.get(name)
        if found:
            return found
        known = self._gazetteer.lookup(name)
        if self._offline_too:
            return known
        return [match for match in known if _is_always_known(match)]

    def place(self, place_id: str) -> Place | None:
        """The place with this id."""
        return self._places.get(place_id) or self._gazetteer.place(place_id)


def _waiting(toponym: Toponym) -> Resolution:
    return Resolution(toponym, None, 0.0, pending=True)
