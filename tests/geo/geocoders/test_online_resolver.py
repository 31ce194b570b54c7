"""Online services beside the gazetteer: who is asked for what, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.gazetteer import Gazetteer
from geo.geocoders.factory import chain
from geo.geocoders.online_resolver import OnlineResolver
from geo.models import Article, Resolution, Role, Toponym
from geo.settings import Settings
from tests.geo.geocoders import loopback
from tests.geo.geocoders.conftest import FakeClock
from tests.geo.geocoders.loopback import Server, Spot

VILLAGE = Spot("Zarowkala", 34.9, 62.4, state="Herat Province")
NAMESAKE = Spot(
    "Zarowkala", 55.9, 37.4, country="Russia", code="ru", state="Moscow Oblast", osm_id=9
)


@pytest.fixture
def resolve(
    settings: Callable[..., Settings], gazetteer: Gazetteer, clock: FakeClock
) -> Callable[..., dict[str, Resolution]]:
    """Resolve the names of a sentence; who is asked for them is an argument."""

    def run(text: str, *names: str, geocoders: str = "gazetteer,nominatim", **roles: Role):
        asked = settings(DATELINE_GEOCODER=geocoders)
        toponyms = [
            Toponym(n, text.index(n), text.index(n) + len(n), "GPE", roles.get(n, Role.PLACE))
            for n in names
        ]
        resolver = OnlineResolver(chain(asked, gazetteer, clock), asked.min_confidence)
        parsed = resolver.resolve(Article("1", "", text), toponyms)
        return {r.toponym.text: r for r in parsed.resolutions}

    return run


def test_only_what_the_gazetteer_does_not_know_is_asked(server: Server, resolve) -> None:
    server.knows(VILLAGE)
    found = resolve("From Zarowkala to Herat and Kabul.", "Zarowkala", "Herat", "Kabul")
    assert found["Zarowkala"].place.id == "nominatim:N4242"
    assert found["Herat"].place.geonameid
    assert list(server.asked) == ["Zarowkala"]


def test_peoples_and_abbreviations_are_never_asked(server: Server, resolve) -> None:
    text = "U.S. officials and Afghan, Zarowkalan and northern Aleppo leaders"
    resolve(
        text, "U.S.", "Afghan", "Zarowkalan", "northern Aleppo",
        geocoders="gazetteer,nominatim", Zarowkalan=Role.DEMONYM,
    )  # fmt: skip
    resolve(text, "U.S.", "Afghan", geocoders="nominatim")
    assert not server.asked


@pytest.mark.parametrize(
    ("where", "country"),
    [("Herat in Afghanistan", "AF"), ("Moscow, the Russian capital, and Tver in Russia", "RU")],
)
def test_answers_are_ranked_with_the_article_s_context(
    server: Server, resolve, where: str, country: str
) -> None:
    server.knows(NAMESAKE, VILLAGE)
    names = [name for name in ("Herat", "Afghanistan", "Moscow", "Tver", "Russia") if name in where]
    found = resolve(f"A fire in Zarowkala near {where}.", "Zarowkala", *names)["Zarowkala"]
    assert found.candidates[0].place.country_code == country
    assert found.candidates[0].reasons
    assert len(found.candidates) == 2


def test_a_place_found_online_lies_in_the_gazetteer_s_country(server: Server, resolve) -> None:
    server.knows(VILLAGE)
    found = resolve("Zarowkala, Afghanistan", "Zarowkala", "Afghanistan")
    assert found["Afghanistan"].place.id in found["Zarowkala"].place.ancestors


def test_the_first_who_knows_is_believed(server: Server, resolve) -> None:
    server.knows(VILLAGE)
    found = resolve("In Zarowkala", "Zarowkala", geocoders="gazetteer,photon,nominatim")
    assert found["Zarowkala"].candidates[0].place.id == "photon:N4242"
    assert server.asked == {"Zarowkala": 1}


def test_a_service_alone_is_asked_for_everything_but_peoples(server: Server, resolve) -> None:
    server.knows(Spot("Herat", 34.3, 62.2, state="Herat Province", level="city", value="city"))
    found = resolve("Afghan troops in Herat", "Afghan", "Herat", geocoders="nominatim")
    assert found["Herat"].candidates[0].place.source == "nominatim"
    assert found["Afghan"].place.geonameid == "1149361"
    assert list(server.asked) == ["Herat"]


def test_a_name_that_could_not_be_asked_says_so(server: Server, resolve) -> None:
    server.broken = loopback.status(503)
    found = resolve("From Zarowkala to Russia.", "Zarowkala", "Russia")
    assert found["Zarowkala"].pending
    assert found["Zarowkala"].place is None
    assert found["Russia"].place is not None
    assert not found["Russia"].pending


def test_nobody_s_answer_is_neither_an_error_nor_pending(server: Server, resolve) -> None:
    found = resolve("In Zarowkala", "Zarowkala")["Zarowkala"]
    assert (found.place, found.pending) == (None, False)
    assert server.asked == {"Zarowkala": 1}
