"""What holds confidence down however likely a choice looks."""

from __future__ import annotations

import pytest

from geo.models import Article, Place, Reason, Resolution, Toponym
from geo.resolution.certain_choices import least_confidence
from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.evidence_features import worldliness
from geo.resolution.features import compare_options
from geo.resolution.options import OptionFinder
from geo.resolution.origin import Origin
from geo.resolution.ranking import rank, shipped_weights
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import US, Bears, World

ITALY = Place("geonames:201", "Italy", 43, 12, "A", "PCLI", "IT", "", 60_000_000, renown=1.0)
ROME = Place(
    "geonames:202",
    "Rome",
    41.9,
    12.5,
    "P",
    "PPLC",
    "IT",
    "",
    2_800_000,
    "geonames",
    (ITALY.id,),
    0.95,
)
IOWA = Place(
    "geonames:203",
    "Iowa",
    42,
    -93.5,
    "A",
    "ADM1",
    "US",
    "Iowa",
    3_100_000,
    "geonames",
    (US.id,),
    0.8,
)
ROME_GEORGIA = Place(
    "geonames:204", "Rome", 34.3, -85.2, "P", "PPL", "US", "", 37_000, "geonames", (US.id,), 0.55
)
MAIN = Place("geonames:205", "Main", 50, 9, "H", "STM", "DE", renown=0.7)
TARN = Place("geonames:206", "Tarn", 35, 105, "P", "PPL", "CN", "", 37_000, renown=0.56)
NAMES = World(
    {
        "rome": [Bears(ROME), Bears(ROME_GEORGIA)],
        "iowa": [Bears(IOWA)],
        "italy": [Bears(ITALY)],
        "south main street": [Bears(MAIN, "site")],
        "tarn": [Bears(TARN)],
    }
)


def resolved(text: str, *found_names: str, names: World = NAMES) -> Resolution:
    """How the first of the names found is resolved."""
    found = [
        Toponym(name, text.index(name), text.index(name) + len(name), "GPE") for name in found_names
    ]
    return Resolver(names, 0.5).resolve(Article("1", "", text), found).resolutions[0]


@pytest.mark.parametrize(
    "text", ["A barn in Rome, Iowa, burned.", "They met in Rome in Iowa.", "Rome (Iowa) is quiet."]
)
def test_a_qualifier_that_no_bearer_lies_in_leaves_the_name_without_a_place(text: str) -> None:
    found = resolved(text, "Rome", "Iowa")
    assert found.place is None
    assert found.confidence < 0.3
    assert any("no place of this name is known in Iowa" in r.text for r in _reasons(found))


def test_a_qualifier_that_fits_raises_no_doubt() -> None:
    found = resolved("A barn in Rome, Italy, burned.", "Rome", "Italy")
    assert found.place == ROME
    assert not any(reason.name == "doubt" for reason in _reasons(found))


def test_another_clause_that_begins_with_a_name_is_no_qualifier() -> None:
    found = resolved("After talks in Rome, Iowa said it would pay.", "Rome", "Iowa")
    assert not any(reason.name == "doubt" for reason in _reasons(found))


def test_a_street_is_not_what_it_is_called_after() -> None:
    found = resolved("A fire on South Main Street spread.", "South Main Street")
    assert found.place is None
    assert found.confidence <= 0.3


def test_the_first_word_of_an_unknown_name_is_no_town_far_away() -> None:
    found = resolved("Men keep watch on a hill at Tarn Khel, near Rome.", "Tarn Khel", "Rome")
    assert found.place is None
    assert found.confidence <= 0.3
    assert any("only Tarn, a part of the name" in reason.text for reason in _reasons(found))


CAIRO = Place("geonames:211", "Cairo", 30, 31, "P", "PPLC", "EG", renown=0.95)
OAS = Place("geonames:212", "Oas", 13.3, 123.5, "P", "PPL", "PH", renown=0.45)
WESTERN = Place("geonames:213", "Western Region", 1, 30, "A", "ADM1", "UG", renown=0.75)
PALESTINE = Place("geonames:214", "Palestine", 32, 35, "A", "PCLI", "PS", renown=0.9)
CHU = Place("geonames:215", "Chũ", 21.4, 106.6, "P", "PPL", "VN", renown=0.63)
BRITAIN = Place("geonames:216", "United Kingdom", 54, -2, "A", "PCLI", "GB", renown=1.0)
PARK = Place("geonames:217", "Victoria Park", 22, 114, "L", "PRK", "HK", renown=0.69)
VALLEY = Place("geonames:218", "San Fernando Valley", 34, -118, "T", "VAL", "US", renown=0.69)
KISH = Place("geonames:222", "Kish Island", 26.5, 54, "T", "ISL", "IR", renown=0.57)
AUGUST = Place("geonames:223", "August", 38, -121, "P", "PPL", "US", renown=0.62)
FAR = World(
    {
        "chu": [Bears(CHU)],
        "british embassy": [Bears(BRITAIN, "site")],
        "victoria park": [Bears(PARK)],
        "valley": [Bears(VALLEY, "alternate")],
        "kish river": [Bears(KISH, "site")],
        "august": [Bears(AUGUST)],
        "cairo": [Bears(CAIRO)],
        "oas": [Bears(OAS)],
        "western": [Bears(WESTERN, "short")],
        "palestine": [Bears(PALESTINE)],
    }
)


@pytest.mark.parametrize(
    ("text", "name", "label", "reason"),
    [
        ("They drove from Oas to Cairo.", "Oas", "GPE", "far from all else"),
        ("Talks at the OAS failed.", "OAS", "ORG", "perhaps no place"),
        ("Western countries paid.", "Western", "NORP", "mostly a direction"),
        ("Doctors at the CHU said so.", "CHU", "GPE", "initials"),
        ("They met at the British Embassy.", "British Embassy", "FAC", "in other countries"),
        ("Cairo saw it; in Victoria Park it rained.", "Victoria Park", "FAC", "parks elsewhere"),
        ("Here in the Valley Cairo is far.", "Valley", "LOC", "has its own"),
        ("A body was in Kish River.", "Kish River", "GPE", "a part of the name"),
        ("They met in August.", "August", "DATE", "perhaps no place"),
        (
            "The Palestine Independent School District will meet.",
            "Palestine",
            "GPE",
            "towns in North America",
        ),
    ],
)
def test_what_is_rather_no_place_or_another(text: str, name: str, label: str, reason: str) -> None:
    found = [Toponym(name, text.index(name), text.index(name) + len(name), label)]
    if "Cairo" in text:
        found.append(Toponym("Cairo", text.index("Cairo"), text.index("Cairo") + 5, "GPE"))
    first = Resolver(FAR, 0.5).resolve(Article("1", "", text), found).resolutions[0]
    assert first.place is None
    assert any(reason in each.text for each in _reasons(first))


def test_known_places_may_be_far_from_all_others() -> None:
    found = resolved("They flew from Rome to Iowa.", "Rome", "Iowa")
    assert not any("far from all else" in reason.text for reason in _reasons(found))


def test_what_bears_the_article_is_the_water_called_so() -> None:
    river = Place("geonames:220", "Tarn River", 44, 2, "H", "STM", "FR", renown=0.7)
    (found,) = (
        Resolver(World({"tarn": [Bears(river, "short"), Bears(TARN)]}), 0.5)
        .resolve(Article("1", "", "It fell into the Tarn."), [Toponym("Tarn", 17, 21, "LOC")])
        .resolutions
    )
    assert found.place == river
    assert found.confidence >= 0.6


class Respelt(World):
    """A world that knows Rome by another spelling."""

    def respelt(self, name: str) -> list[Bears]:
        return [Bears(ROME, "respelt")] if name == "Rhome" else []


@pytest.mark.parametrize(("text", "at_most"), [("In Rhome.", 0.3), ("In Rhome, Italy.", 0.7)])
def test_another_spelling_is_believed_as_far_as_the_article_bears_it_out(
    text: str, at_most: float
) -> None:
    names = Respelt({"italy": [Bears(ITALY)], "rome": [Bears(ROME)]})
    found = Resolver(names, 0.5).resolve(
        Article("1", "", text),
        [
            Toponym(name, text.index(name), text.index(name) + len(name), "GPE")
            for name in ("Rhome", "Italy")
            if name in text
        ],
    )
    first = found.resolutions[0]
    assert first.candidates[0].place == ROME
    assert first.confidence <= at_most
    assert any(reason.name == "doubt" for reason in _reasons(first))


def test_a_by_name_of_a_better_known_place_raises_no_doubt() -> None:
    springs = Place("geonames:206", "Springs", -26, 28, "P", "PPL", "ZA", renown=0.7)
    colorado = Place("geonames:207", "Colorado Springs", 39, -105, "P", "PPL", "US", renown=0.95)
    names = World({"springs": [Bears(springs), Bears(colorado, "alternate")]})
    (found,) = (
        Resolver(names, 0.0)
        .resolve(Article("1", "", "In Springs."), [Toponym("Springs", 3, 10, "GPE")])
        .resolutions
    )
    assert not any("far better known" in reason.text for reason in _reasons(found))


def _reasons(found: Resolution) -> list[Reason]:
    return [reason for candidate in found.candidates for reason in candidate.reasons]


COUNTRIES = ("Fiji", "Ghana", "Japan", "Kenya", "Malta", "Nepal", "Peru")


@pytest.mark.parametrize(("renown", "famous"), [(0.5, True), (0.94, False)])
def test_in_news_of_many_countries_a_famous_town_is_meant(renown: float, famous: bool) -> None:
    other = Place("geonames:210", "Rome", 34, -85, "P", "PPL", "US", "", 40_000, renown=renown)
    of_countries = {
        name.casefold(): [
            Bears(Place(f"geonames:{300 + i}", name, 10 * i, 20, "A", "PCLI", f"{i}X", renown=0.9))
        ]
        for i, name in enumerate(COUNTRIES)
    }
    text = ". ".join(("Rome", *COUNTRIES))
    found = [Toponym(n, text.index(n), text.index(n) + len(n), "GPE") for n in ("Rome", *COUNTRIES)]
    context = read_context(Article("1", "", text), found)
    finder = OptionFinder(World({"rome": [Bears(ROME), Bears(other)], **of_countries}))
    options = compare_options(context, group_mentions(context, finder), Origin("", {}))
    assert options is not None
    ranking = rank(options, shipped_weights())
    world = worldliness(options, ranking.belief)
    assert (least_confidence(options, ranking, 0, world) > 0.5) is famous
    assert least_confidence(options, ranking, 0, 0.2) == 0


SIERRA_SPAIN = Place("geonames:301", "Sierra", 37, -3.3, "T", "MTS", "ES", renown=0.84)
SIERRA_US = Place("geonames:302", "Sierra", 38, -119.5, "T", "MTS", "US", renown=0.84)
YORK = Place("geonames:303", "York", 54, -1.1, "P", "PPL", "GB", "", 150_000, renown=0.75)
YORK_US = Place("geonames:304", "York", 40, -76.7, "P", "PPL", "US", "", 44_000, renown=0.7)
HERMES = Place("geonames:305", "Hermes", 49.4, 2.2, "P", "PPL", "FR", "", 2_400, renown=0.3)
ALIKE = World(
    {
        "sierra": [Bears(SIERRA_SPAIN), Bears(SIERRA_US)],
        "york": [Bears(YORK), Bears(YORK_US)],
        "hermes": [Bears(HERMES)],
        "hermès": [Bears(HERMES)],
    }
)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("The plane vanished over the Sierra.", "Sierra", "another place is as likely"),
        ("A ferry sank in the York, killing nine.", "York", "has an article"),
        ("She wore a Hermès scarf.", "Hermès", "spelt without accents"),
    ],
)
def test_a_name_that_leaves_open_which_place_is_meant_has_none(
    text: str, name: str, reason: str
) -> None:
    found = resolved(text, name, names=ALIKE)
    assert found.place is None
    assert any(reason in each.text for each in _reasons(found))


@pytest.mark.parametrize("name", ["York", "Hermes"])
def test_a_town_without_an_article_and_as_it_is_spelt_raises_no_doubt(name: str) -> None:
    found = resolved("Shops in York and in Hermes stayed shut.", name, names=ALIKE)
    assert not any(reason.name == "doubt" for reason in _reasons(found))
