"""Where an article was published, where the newsroom has said so: evidence for what is near.

"Paris" in the paper of Paris, Texas, is seldom in France. Nobody guesses this from a name or an
address; it is used only for the outlets that somebody has named. It never adds a place and never
places a name that no place bears.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import numpy as np

from geo.models import Article, Place, Reason
from geo.places.sphere import km, unit_vector
from geo.resolution.article_options import ArticleOptions
from geo.resolution.feature_table import Array

# Log-odds of a place at the outlet's door; a part of them for being in its division or country
# division alone. Chosen on the local papers of LGL: docs/accuracy.md.
_WEIGHT, _OF_DIVISION = 4.0, 0.3
_FADES_KM = 100.0
# From here on the outlet speaks for a place though another of its name is far better known.
_SUPPORTS = 0.5
_WORTH_SAYING = 0.1


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article, in words for people, and the town where they sit."""

    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets that are known: ``by_source`` by name or host (see `source_key`), ``every`` for
    all other articles."""

    by_source: Mapping[str, Place] = field(default_factory=dict)
    every: Place | None = None

    def of(self, article: Article) -> Outlet | None:
        """That of an article, by its source, else by the host of its address."""
        keys = (source_key(article.source), source_key(article.url))
        for key in filter(None, keys):
            if key in self.by_source:
                return Outlet(_shown(article), self.by_source[key])
        return Outlet(_shown(article), self.every) if self.every else None


def source_key(source: str) -> str:
    """A source as it is compared: the host of an address, else the name, whatever its case."""
    return host_of(source) or " ".join(source.casefold().split())


def host_of(address: str) -> str:
    """ "herald.example" of "https://www.herald.example/news/1"; "" for what is no address."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^www\.", "", host)


def _shown(article: Article) -> str:
    return host_of(article.source) or article.source or host_of(article.url) or "the outlet"


@dataclass(frozen=True, slots=True)
class OutletEvidence:
    """How much an outlet speaks for each row of an article's options, in log-odds."""

    outlet: Outlet
    log_odds: Array

    def supports(self, row: int) -> bool:
        """Whether a place is as near as to be meant without another word."""
        return bool(self.log_odds[row] >= _SUPPORTS * _WEIGHT)

    def reason(self, row: int, rival: int | None) -> tuple[Reason, ...]:
        """What it says for a row against its rival, in words; nothing where it says nothing."""
        weight = float(self.log_odds[row] - (0.0 if rival is None else self.log_odds[rival]))
        if weight < _WORTH_SAYING:
            return ()
        place = self.outlet.place
        where = ", ".join(part for part in (place.name, place.admin1 or place.country_code) if part)
        return (Reason("outlet", round(weight, 3), f"{self.outlet.source} is printed in {where}"),)


def outlet_evidence(outlet: Outlet | None, options: ArticleOptions) -> OutletEvidence | None:
    """What the outlet says for each option: the nearer the more, and something for each in its
    division and for the division itself. None where there is no outlet."""
    if outlet is None:
        return None
    place = outlet.place
    away = km(options.points @ unit_vector(place.latitude, place.longitude))
    near = np.exp(-away / _FADES_KM)
    rows = (option for group in options.groups for option in group.options.options)
    around = np.array(
        [o.admin1 in place.ancestors or o.place.id in place.ancestors for o in rows], dtype=float
    )
    return OutletEvidence(outlet, _WEIGHT * ((1 - _OF_DIVISION) * near + _OF_DIVISION * around))
