"""Which place a name means, given the article around it."""

from __future__ import annotations

import math
import pickle

import pytest

from geo.models import Role
from geo.resolution.confidence import parse_weights
from geo.resolution.guess import GUESS_CONFIDENCE
from geo.resolution.resolver import ResolutionModel, Resolver
from tests.geo.resolution.places import (
    DALLAS,
    LYON,
    PARIS,
    PARIS_TENNESSEE,
    PARIS_TEXAS,
    WORLD,
    article,
    toponyms,
)


def resolve(names, text, *mentions, title="", source="", min_confidence=0.0):
    resolver = Resolver(names, min_confidence)
    return resolver.resolve(article(text, title, source), toponyms(text, *mentions)).resolutions


def places(resolutions):
    return [r.place.id if r.place else None for r in resolutions]


def test_alone_the_best_known_place_wins():
    [paris] = resolve(WORLD, "A day in Paris.", "Paris")
    assert paris.place == PARIS


def test_a_qualifier_beside_the_name_decides():
    paris, _ = resolve(WORLD, "A day in Paris, Texas.", "Paris", "Texas")
    assert paris.place == PARIS_TEXAS


def test_a_qualifier_that_is_not_a_toponym_decides_as_well():
    [paris] = resolve(WORLD, "A day in Paris, Tenn., is long.", "Paris")
    assert paris.place == PARIS_TENNESSEE


def test_later_bare_mentions_follow_the_qualified_one():
    text = "They left Paris, Texas, at dawn. Nobody in Paris knew."
    first, _, later = resolve(WORLD, text, "Paris", "Texas")
    assert first.place == later.place == PARIS_TEXAS


def test_two_senses_in_one_article():
    text = "From Paris, Texas, to Paris, France."
    texan, _, french, _ = resolve(WORLD, text, "Paris", "Texas", "France")
    assert (texan.place, french.place) == (PARIS_TEXAS, PARIS)


def test_offsets_and_order_are_kept():
    text = "Lyon and Paris and Lyon."
    resolutions = resolve(WORLD, text, "Paris", "Lyon")
    assert [r.toponym.start for r in resolutions] == [0, 9, 19]


def test_an_unknown_name_has_no_place_and_no_confidence():
    [nowhere] = resolve(WORLD, "They left Xanadville.", "Xanadville")
    assert (nowhere.place, nowhere.confidence, nowhere.candidates) == (None, 0.0, ())


def test_an_unknown_name_is_guessed_beside_its_neighbour_only_when_asked_to():
    text = "A house in Rue Sauvage burnt in Lyon."
    street, _ = resolve(WORLD, text, "Rue Sauvage", "Lyon")
    assert street.place == LYON
    assert "near Lyon" in street.candidates[0].reasons[0].text
    street, _ = resolve(WORLD, text, "Rue Sauvage", "Lyon", min_confidence=0.5)
    assert street.place is None


@pytest.mark.parametrize(
    ("sure", "guessed", "confidence"),
    [(0.05, True, 0.1), (0.15, True, 0.15), (0.199, True, 0.199), (0.21, False, 0.21)],
)
def test_a_guess_never_has_more_than_its_limit(sure, guessed, confidence):
    """Confidence below a fifth makes room for a guess, which says no more than that itself."""
    weights = parse_weights(f"always\t{math.log(sure / (1 - sure))}\n")
    resolver = Resolver(WORLD, 0.0, ResolutionModel(confidence=weights))
    text = "A house in Paris burnt, near Dallas."
    [paris, _] = resolver.resolve(article(text), toponyms(text, "Paris", "Dallas")).resolutions
    assert (paris.place == DALLAS) is guessed
    assert paris.confidence == pytest.approx(confidence, abs=1e-4)
    assert not guessed or paris.confidence <= GUESS_CONFIDENCE == 0.2


def test_a_guess_for_an_unknown_name_has_half_the_limit():
    street, _ = resolve(WORLD, "Rue Sauvage burnt in Lyon.", "Rue Sauvage", "Lyon")
    assert street.confidence == 0.1
    assert street.candidates[0].score == 0.2


def test_nothing_is_guessed_from_the_source():
    [street] = resolve(WORLD, "Rue Sauvage burnt.", "Rue Sauvage", source="https://lyon.example.fr")
    assert street.place is None


def test_below_the_threshold_no_place_is_named_but_the_candidates_are_shown():
    [paris] = resolve(WORLD, "A day in Paris.", "Paris", min_confidence=1.0)
    assert paris.place is None
    assert paris.candidates[0].place == PARIS


def test_every_choice_says_why_and_what_came_second():
    paris, _ = resolve(WORLD, "A day in Paris, Texas.", "Paris", "Texas")
    winner, runner_up, *_ = paris.candidates
    assert "lies in the place named beside it" in [reason.text for reason in winner.reasons]
    assert "does not lie in the place named beside it" in [r.text for r in runner_up.reasons]
    assert winner.score > runner_up.score


def test_no_toponyms_no_resolutions():
    assert resolve(WORLD, "Nothing here.") == ()


def test_ranking_a_bare_name():
    ranked = Resolver(WORLD, 0.5).rank("Paris")
    assert ranked[0].place == PARIS
    assert len(ranked) == 3


def test_ranking_within_a_country():
    ranked = Resolver(WORLD, 0.5).rank("Paris", country="us")
    assert {candidate.place.country_code for candidate in ranked} == {"US"}
    assert Resolver(WORLD, 0.5).rank("Lyon", country="US") == ()


def test_ranking_near_a_position():
    first, *_ = Resolver(WORLD, 0.5).rank("Paris", near=(36.2, -88.4))
    assert first.place == PARIS_TENNESSEE
    assert "km from the position given" in first.reasons[0].text


@pytest.mark.parametrize(
    ("text", "names", "name", "expected"),
    [
        ("Talks were held in Moscow on Friday.", ("Moscow",), "Moscow", "geonames:524901"),
        (
            "The Taliban took Herat, and Kabul sent more troops.",
            ("Herat", "Kabul"),
            "Herat",
            "geonames:1140026",
        ),
        (
            "Armenia, Azerbaijan and Georgia signed in Tbilisi.",
            ("Armenia", "Azerbaijan", "Georgia", "Tbilisi"),
            "Georgia",
            "geonames:614540",
        ),
        (
            "Drivers in Georgia were stranded between Atlanta and Macon, as in Alabama.",
            ("Georgia", "Atlanta", "Macon", "Alabama"),
            "Georgia",
            "geonames:4197000",
        ),
        (
            "A fire in Springfield, Ill., kept crews from Decatur and Peoria busy.",
            ("Springfield", "Decatur", "Peoria"),
            "Decatur",
            "geonames:4236895",
        ),
        (
            "Talks between Kabul and the Taliban in Doha go on; Geneva is next.",
            ("Kabul", "Doha", "Geneva"),
            "Geneva",
            "geonames:2660646",
        ),
    ],
)
def test_the_world_as_it_is(gazetteer, text, names, name, expected):
    resolutions = resolve(gazetteer, text, *names, min_confidence=0.5)
    by_name = {r.toponym.text: r.place.id if r.place else None for r in resolutions}
    assert by_name[name] == expected


def test_a_province_when_the_text_says_so(gazetteer):
    [herat] = resolve(gazetteer, "Fighting in Herat province went on.", "Herat")
    assert herat.place.feature_code == "ADM1"


def test_an_adjective_is_its_country(gazetteer):
    text = "The Georgian president spoke."
    mentions = toponyms(text, "Georgian", role=Role.DEMONYM)
    [georgian] = Resolver(gazetteer, 0.5).resolve(article(text), mentions).resolutions
    assert georgian.place.country_code == "GE"


def test_an_article_is_judged_by_itself(gazetteer):
    resolver = Resolver(gazetteer, 0.5)
    text = "Drivers in Georgia were stranded near Macon and Atlanta."
    alone = Resolver(gazetteer, 0.5).resolve(article(text), toponyms(text, "Georgia", "Macon"))
    resolver.resolve(article("Tbilisi, Georgia"), toponyms("Tbilisi, Georgia", "Tbilisi"))
    assert resolver.resolve(article(text), toponyms(text, "Georgia", "Macon")) == alone


def test_what_comes_out_can_be_sent_to_another_process(gazetteer):
    [moscow] = resolve(gazetteer, "Talks in Moscow.", "Moscow")
    assert pickle.loads(pickle.dumps(moscow)) == moscow
