"""What the geocoding page tells of a name and of the cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from dashboard.language import texts
from dashboard.state.selection import Selection
from dashboard.views import geocoding
from dashboard.views.excerpts import heading
from geo.atlas import Atlas, Filter
from geo.errors import GeocodingFailed
from geo.geocoders.cache import Cache, Source
from geo.geocoders.rate_limit import RateLimiter, RateLimits
from geo.models import Article, Candidate, GeoparsedArticle, Place, Reason, Resolution, Toponym
from geo.settings import Settings

PAYLOAD = "<img src=x onerror=alert(1)>${1}"
VILLAGE = Place(
    "nominatim:N1", PAYLOAD, 34.5, 62.3, "P", "PPL", "AF", "Herat", 1200, "nominatim"
)  # fmt: skip
FOUND = [Candidate(VILLAGE, 0.874, (Reason("name", 1.5, PAYLOAD), Reason("size", -0.25, "small")))]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def settings(folder: Path, **environment: str) -> Settings:
    return Settings.load({"DATELINE_CACHE": str(folder)} | environment)


def test_a_candidate_is_told_with_its_likelihood_and_reasons() -> None:
    told = geocoding._candidates(FOUND, "x", "")
    [row] = told["rows"]
    assert (row["name"], row["percent"], row["kind"]) == (PAYLOAD, 87, "point")
    assert row["where"] == "city or town · Herat · Afghanistan"
    assert row["reasons"] == [
        {"weight": "+1.50", "text": PAYLOAD},
        {"weight": "-0.25", "text": "small"},
    ]
    assert row["about"] == "34.5000, 62.3000 · nominatim:N1 · 1,200 people"
    assert told["empty"] == ""


def test_no_candidate_and_no_question_say_what_to_do() -> None:
    assert geocoding._candidates((), "", "")["empty"] == texts.NAMES_WHY
    assert geocoding._candidates((), "x", "")["empty"] == texts.NAMES_NOT_FOUND
    assert geocoding._candidates((), "x", "the service is down")["empty"] == ""


def test_a_cache_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert geocoding._cache(settings(tmp_path))["empty"] == texts.NAMES_EMPTY
    assert not list(tmp_path.iterdir())


def test_the_cache_is_told_with_its_troubles(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    cache = Cache(chosen.geocode_cache)
    cache.put(Source("nominatim", 1, "{}"), "nowhere", (), "[]")
    cache.remember_pending("nominatim", PAYLOAD, "HTTP status 503")
    RateLimiter("nominatim at example.org", RateLimits(), cache, cache.clock).failed(
        "HTTP status 503"
    )
    told = geocoding._cache(chosen)
    answered, trouble = told["lines"]
    assert answered["service"] == "nominatim"
    assert answered["text"].startswith("0 found, 1 not found · ")
    assert trouble["text"] == "1 failure in a row: HTTP status 503"
    assert told["waiting"] == [
        {"name": PAYLOAD, "service": "nominatim", "reason": "HTTP status 503"}
    ]
    assert told["waitingTitle"] == "1 name still to be asked"


def test_when_a_service_is_down_the_gazetteer_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Down:
        def rank(self, *_: object, **__: object) -> list[Candidate]:
            raise GeocodingFailed("nominatim could not be asked")

    class Offline:
        def rank(self, *_: object, **__: object) -> list[Candidate]:
            return FOUND

    monkeypatch.setattr(
        geocoding, "_resolver", lambda s: Down() if s.online_geocoders else Offline()
    )
    online = settings(tmp_path, DATELINE_GEOCODER="gazetteer,nominatim")
    assert geocoding._ranked(online, "x", "") == (FOUND, "nominatim could not be asked")


def test_a_name_that_waits_is_not_said_to_be_unplaceable(tmp_path: Path) -> None:
    text = "In Chesheqala it rained."
    waits = Resolution(Toponym("Chesheqala", 3, 13, "GPE"), None, 0.0, pending=True)
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([GeoparsedArticle(Article("1", "Rain", text), (waits,))])
    [name] = atlas.reader().unplaced(Filter(), 10)
    assert (name.phrase, name.pending) == ("Chesheqala", 1)
    found = atlas.reader().unplaced_excerpts(Filter(), "Chesheqala", 10)
    told = heading(Selection(unplaced="Chesheqala"), found)
    assert told["note"] == texts.NOT_ASKED
