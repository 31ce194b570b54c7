"""Geocoders: the gazetteer, and any online service that geopy knows, behind one cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geo.errors import BadInput
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.outlets import read_outlets, town
from geo.models import Article, Candidate, GeoparsedArticle, Toponym
from geo.resolution.outlets import Outlets, source_key
from geo.resolution.resolver import Resolver
from geo.settings import Settings


class Resolves(Protocol):
    """Decides which place each toponym of an article means."""

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> GeoparsedArticle:
        """A resolution for every toponym, in the order given."""

    def rank(
        self, name: str, country: str | None = None, near: tuple[float, float] | None = None
    ) -> Sequence[Candidate]:
        """The places that a name may mean outside any article, the likeliest first."""


def resolver(settings: Settings, gazetteer: Gazetteer) -> Resolves:
    """The resolver that ``settings`` describe; it asks nobody online unless they say so.

    Raises BadInput for a geocoder that does not exist or lacks what it needs, and for an outlet
    that sits nowhere.
    """
    outlets = outlets_of(settings, gazetteer)
    if not settings.online_geocoders:
        return Resolver(gazetteer, settings.min_confidence, outlets=outlets)
    # Nothing of geopy is loaded by those who stay offline.
    from geo.geocoders.factory import online_resolver

    return online_resolver(settings, gazetteer, outlets)


def outlets_of(settings: Settings, gazetteer: Gazetteer) -> Outlets:
    """The outlets that ``settings`` name. Raises BadInput for a town that is not known."""
    table = settings.outlets_file
    listed = read_outlets(table, gazetteer) if table else {}
    every = None
    if settings.outlet:
        try:
            every = town(settings.outlet, gazetteer)
        except BadInput as error:
            raise BadInput(f"the outlet: {error}") from error
    return Outlets({source_key(source): place for source, place in listed.items()}, every)
