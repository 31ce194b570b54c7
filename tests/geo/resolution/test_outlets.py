"""What is near the publisher is meant, where somebody has said where that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Article, Place
from geo.resolution.outlets import Outlets, host_of, source_key
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import (
    DALLAS,
    MEMPHIS,
    PARIS,
    PARIS_TENNESSEE,
    PARIS_TEXAS,
    WORLD,
    article,
    toponyms,
)


def resolved(text: str, outlets: Outlets, *names: str, source: str = "The Herald"):
    given = replace(article(text), source=source)
    resolver = Resolver(WORLD, 0.0, outlets=outlets)
    return resolver.resolve(given, toponyms(text, *names)).resolutions


def test_by_default_it_counts_for_nothing() -> None:
    text = "The council of Paris met."
    assert resolved(text, Outlets(), "Paris") == resolved(text, Outlets({"other": DALLAS}), "Paris")


@pytest.mark.parametrize(
    ("outlet", "place"),
    [(PARIS_TEXAS, PARIS_TEXAS), (PARIS_TENNESSEE, PARIS_TENNESSEE), (PARIS, PARIS)],
)
def test_the_bearer_nearest_to_the_outlet_is_meant(outlet: Place, place: Place) -> None:
    [paris] = resolved("The council of Paris met.", Outlets(every=outlet), "Paris")
    assert paris.place == place


def test_it_is_among_the_reasons() -> None:
    [paris] = resolved("The council of Paris met.", Outlets(every=PARIS_TEXAS), "Paris")
    [reason] = [r for r in paris.candidates[0].reasons if r.name == "outlet"]
    assert reason.text == "The Herald is printed in Paris, Texas" and reason.weight > 1
    [paris] = resolved("The council of Paris met.", Outlets(every=MEMPHIS), "Paris", source="")
    texts = [r.text for candidate in paris.candidates for r in candidate.reasons]
    assert "the outlet is printed in Memphis, Tennessee" in texts


@pytest.mark.parametrize("text", ["The council of Paris, France, met.", "In France, Paris slept."])
def test_what_the_text_says_is_stronger(text: str) -> None:
    found = resolved(text, Outlets(every=PARIS_TEXAS), "Paris", "France")
    assert PARIS in [each.place for each in found]


def test_it_places_no_name_that_nobody_bears() -> None:
    [unknown] = resolved("Smoke over Elm Court.", Outlets(every=DALLAS), "Elm Court")
    assert unknown.place is None and unknown.candidates == ()


def test_a_source_is_known_by_its_name_or_host() -> None:
    outlets = Outlets({"the herald": DALLAS, "paris.example": PARIS_TEXAS}, MEMPHIS)

    def place(source: str = "", url: str = "") -> Place:
        outlet = outlets.of(Article("a", "", "", source, url))
        assert outlet is not None
        return outlet.place

    assert place("THE  Herald") == DALLAS
    assert place(source_key("The Herald"), "https://paris.example/1") == DALLAS
    assert place("Wire", "https://www.paris.example/1") == PARIS_TEXAS
    assert place("http://paris.example:8080/x") == PARIS_TEXAS
    assert place("Wire") == MEMPHIS
    assert host_of("http://[bad") == "" and source_key("Wire") == "wire"
