"""What the dashboard asks beyond counts: markers, differences, facets, lists, reasons, stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, DateBasis, Filter, Unit
from geo.models import (
    Article,
    Candidate,
    GeoparsedArticle,
    Place,
    Reason,
    Resolution,
    Role,
    Toponym,
)
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, article, named
from tests.geo.stories.wire import Wire

IDAHO = Place("geonames:5601538", "Moscow", 46.73239, -117.00017, "P", "PPLA2", "US", "Idaho")
KHIMKI = Place("geonames:550280", "Khimki", 55.89704, 37.42969, "P", "PPLA2", "RU", "Moscow Oblast")
PLACES = {place.name: place for place in (MOSCOW, KABUL, SUVA, APIA, KHIMKI)}
SENTENCES = {
    1: ("Moscow said so. Nobody in Moscow or Khimki doubted it.", "Wire", date(2021, 7, 9)),
    2: ("Kabul was quiet on July 4, Torhondi was not.", "Daily", date(2021, 7, 10)),
    3: ("A ship left Suva for Apia.", "Daily", date(2021, 7, 10)),
    4: ("Kabul and Moscow and Suva and Apia are on the list.", "", None),
}


def told(number: int) -> GeoparsedArticle:
    """An article in which each name is resolved; "Moscow said" is an actor."""
    text, source, published = SENTENCES[number]
    found = []
    for name in (*PLACES, "Torhondi"):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            role = Role.ACTOR if text[end:].startswith(" said") else Role.PLACE
            place = PLACES.get(name)
            candidates = (Candidate(place, 1.0),) if place else ()
            toponym = Toponym(name, start, end, "GPE", role)
            found.append(Resolution(toponym, place, 0.9 if place else 0.2, candidates))
            start = text.find(name, end)
    found.sort(key=lambda r: r.toponym.start)
    return article(number, text, *found, title=f"No. {number}", source=source, published=published)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtlasReader]:
    atlas = Atlas(tmp_path_factory.mktemp("atlas"))
    atlas.add([told(1), told(2)])
    unread = Article("article-5", "Le fil", "Il pleut à Suva.", "Fil", language="fr")
    atlas.add([told(3), told(4), GeoparsedArticle(unread, (), read=False)])
    with atlas.reader() as opened:
        yield opened


def test_few_places_are_drawn_one_by_one(reader: AtlasReader) -> None:
    marks = reader.clusters(Filter(), Unit.MENTIONS, zoom=2, actors=("actor",))
    counted = {each.place.id: each.count for each in reader.places(Filter(), Unit.MENTIONS)}
    assert {mark.id: mark.count for mark in marks} == counted
    moscow = marks[0]
    assert moscow.place == moscow.largest == MOSCOW and moscow.places == 1
    assert (moscow.latitude, moscow.longitude) == (MOSCOW.latitude, MOSCOW.longitude)
    assert moscow.bounds == ((MOSCOW.latitude, MOSCOW.longitude),) * 2
    assert moscow.actors == pytest.approx(1 / 3) and moscow.confidence == pytest.approx(0.9)
    assert [mark.count for mark in marks] == sorted((mark.count for mark in marks), reverse=True)


def test_many_places_are_joined_and_can_be_listed(reader: AtlasReader) -> None:
    marks = reader.clusters(Filter(), Unit.MENTIONS, zoom=2, most=4)
    [joined] = [mark for mark in marks if mark.place is None]
    assert (joined.places, joined.count, joined.largest) == (2, 4, MOSCOW)
    (south, west), (north, east) = joined.bounds
    assert (south, north) == (MOSCOW.latitude, KHIMKI.latitude)
    assert (west, east) == (KHIMKI.longitude, MOSCOW.longitude)
    assert south < joined.latitude < north and west < joined.longitude < east
    listed = reader.cluster_places(Filter(), Unit.MENTIONS, joined.id)
    assert [(each.place, each.count) for each in listed] == [(MOSCOW, 3), (KHIMKI, 1)]
    only = Filter(roles=("actor",))
    assert [each.count for each in reader.cluster_places(only, Unit.MENTIONS, joined.id)] == [1]


def test_a_chosen_place_stands_alone(reader: AtlasReader) -> None:
    marks = reader.clusters(Filter(), Unit.MENTIONS, zoom=2, most=4, alone=[KHIMKI.id, "nobody"])
    assert len(marks) == 4 and KHIMKI in {mark.place for mark in marks}
    [joined] = [mark for mark in marks if mark.place is None]
    assert joined.largest == MOSCOW


def test_only_some_places_are_counted(reader: AtlasReader) -> None:
    every = reader.places(Filter(), Unit.ARTICLES)
    some = reader.places(Filter(), Unit.ARTICLES, among=[APIA.id, MOSCOW.id, "nobody"])
    assert some == [each for each in every if each.place in (MOSCOW, APIA)]
    assert reader.places(Filter(), among=[]) == []


def test_how_often_places_stand_for_somebody(reader: AtlasReader) -> None:
    shares = reader.shares(Filter(), [MOSCOW.id, KABUL.id, "nobody"], ["actor"])
    assert shares == {MOSCOW.id: pytest.approx(1 / 3), KABUL.id: 0}
    daily = Filter(sources=("Daily",))
    assert reader.shares(daily, [MOSCOW.id, KABUL.id], ["actor", "place"]) == {KABUL.id: 1}
    assert reader.shares(daily, [], ["actor"]) == {}


@given(zoom=st.floats(-5, 30), most=st.integers(1, 6))
def test_markers_are_bounded_and_lose_nothing(reader: AtlasReader, zoom: float, most: int) -> None:
    marks = reader.clusters(Filter(), Unit.ARTICLES, zoom, most)
    assert len(marks) <= most and len({mark.id for mark in marks}) == len(marks)
    assert sum(mark.places for mark in marks) == 5
    assert sum(mark.count for mark in marks) == sum(
        each.count for each in reader.places(Filter(), Unit.ARTICLES)
    )
    for mark in marks:
        if mark.place is None:
            listed = reader.cluster_places(Filter(), Unit.ARTICLES, mark.id)
            assert sum(each.count for each in listed) == mark.count


@pytest.mark.parametrize(
    "id_", ["", "cluster:", "cluster:1.64.x.y", "cluster:99.64.0.0.0", "test:no"]
)
def test_no_places_for_an_unknown_marker(reader: AtlasReader, id_: str) -> None:
    assert reader.cluster_places(Filter(), Unit.MENTIONS, id_) == []
    assert reader.cluster_places(Filter(), Unit.MENTIONS, "cluster:2.64.-1.999999") == []


def test_an_empty_selection_has_no_markers(reader: AtlasReader) -> None:
    nothing = Filter(sources=("Nobody",))
    assert reader.clusters(nothing, Unit.STORIES, 3) == []
    assert reader.places(nothing) == reader.histogram(nothing) == reader.articles(nothing, 9) == []
    assert reader.unplaced(nothing, 9) == reader.differences(nothing, nothing) == []
    assert reader.counts(nothing).articles == reader.counts(nothing).stories == 0


def test_differences_compare_shares(reader: AtlasReader) -> None:
    first, second = Filter(sources=("Wire",)), Filter(sources=("Daily",))
    found = {each.place: each for each in reader.differences(first, second)}
    assert {p: (d.before, d.after) for p, d in found.items()} == {
        MOSCOW: (2, 0),
        KHIMKI: (1, 0),
        KABUL: (0, 1),
        SUVA: (0, 1),
        APIA: (0, 1),
    }
    assert found[MOSCOW].change == pytest.approx(-2 / 3)
    assert found[KABUL].change == pytest.approx(1 / 3)
    assert reader.differences(first, second)[0].place == MOSCOW
    assert all(each.change == 0 for each in reader.differences(first, first))


def test_facets_count_articles_as_if_nothing_were_asked_of_them(reader: AtlasReader) -> None:
    facets = reader.facets(Filter(countries=("AF",)))
    assert facets.sources == (("", 1), ("Daily", 1))
    assert facets.countries == (("AF", 2), ("FJ", 2), ("RU", 2), ("WS", 2))
    assert facets.roles == (("place", 2),)
    assert facets.languages == (("en", 2),)
    assert reader.facets(Filter(sources=("Wire",), countries=("RU",))).sources == (
        ("", 1),
        ("Wire", 1),
    )
    assert reader.facets(Filter()).roles == (("place", 4), ("actor", 1))
    assert reader.facets(Filter()).languages == (("en", 4), ("fr", 1))


def test_headlines_come_newest_first_page_by_page(reader: AtlasReader) -> None:
    listed = reader.articles(Filter(), limit=10)
    assert [each.published for each in listed] == [
        date(2021, 7, 10),
        date(2021, 7, 10),
        date(2021, 7, 9),
        None,
        None,
    ]
    assert [reader.articles(Filter(), 1, n)[0] for n in range(5)] == listed
    by_id = {each.article_id: each for each in listed}
    assert by_id["article-1"].mentions == 3 and by_id["article-2"].mentions == 1
    assert by_id["article-5"].unread and by_id["article-5"].language == "fr"
    assert reader.counts(Filter()).unread == 1 and reader.unread() == [("fr", 1)]
    [only] = reader.articles(Filter(roles=("actor",)), 10)
    assert (only.article_id, only.mentions, only.title) == ("article-1", 1, "No. 1")


def test_neighbours_walk_through_the_headlines(reader: AtlasReader) -> None:
    for f in (Filter(), Filter(countries=("RU",))):
        ids = [each.article_id for each in reader.articles(f, 10)]
        for at, id_ in enumerate(ids):
            beside = reader.neighbours(f, id_)
            assert beside is not None
            assert (beside.position, beside.total) == (at + 1, len(ids))
            assert beside.previous == (ids[at - 1] if at else "")
            assert beside.next == (ids[at + 1] if at + 1 < len(ids) else "")
    assert reader.neighbours(Filter(countries=("AF",)), "article-1") is None
    assert reader.neighbours(Filter(), "nobody") is None
    assert reader.neighbours(Filter(), "\ud800") is None


def test_an_article_is_about_what_it_names_most_and_a_list_about_nothing(
    reader: AtlasReader,
) -> None:
    assert [each.place for each in reader.focus("article-1")] == [MOSCOW, KHIMKI]
    assert {each.place for each in reader.focus("article-3")} == {SUVA, APIA}
    assert reader.focus("article-4") == reader.focus("nobody") == []
    about = Filter(place_id=MOSCOW.id, focus=True)
    assert [each.article_id for each in reader.articles(about, 9)] == ["article-1"]
    assert {m.focus for m in reader.mentions("article-1")} == {True}
    assert {m.focus for m in reader.mentions("article-4")} == {False}
    assert not any(e.focus for e in reader.excerpts(Filter(), KABUL.id, 9) if not e.published)


def test_why_here_is_answered_as_it_was_judged(atlas: Atlas) -> None:
    text = "The talks in Moscow went on."
    reason = Reason("size", 0.75, "the largest of that name, with ünïcödé")
    candidates = tuple(
        Candidate(place, score, (reason,))
        for place, score in ((MOSCOW, 2.0), (IDAHO, 0.5), (KABUL, 0.1))
    )
    found = Resolution(Toponym("Moscow", 13, 19, "GPE"), MOSCOW, 0.9, candidates)
    atlas.add([article(1, text, found)])
    atlas.add(
        [article(2, "It rained in Torhondi.", named("It rained in Torhondi.", "Torhondi", None))]
    )
    with atlas.reader() as reader:
        first, second, third = reader.explain("article-1", 13, 19)
        assert (first.place, first.score, first.reasons) == (MOSCOW, 2.0, (reason,))
        assert (second.place, second.reasons) == (IDAHO, (reason,))
        assert (third.place, third.reasons) == (KABUL, ())
        for nothing in (("article-1", 0, 3), ("article-2", 13, 21), ("nobody", 13, 19)):
            assert reader.explain(*nothing) == ()


WIRE = Wire(3)
RAIN = WIRE.story(8)


@pytest.fixture
def reprinted(atlas: Atlas) -> Atlas:
    """A wire story, three reprints of it on later days, and an article of its own."""
    for number in range(4):
        copy = RAIN if number == 0 else WIRE.edited(RAIN, 0.05)
        text = "\n\n".join(["In Moscow it rained.", *copy, "Nobody left Moscow."])
        first = named(text, "Moscow", MOSCOW)
        later = named(" " * (first.toponym.end) + text[first.toponym.end :], "Moscow", MOSCOW)
        day = None if number == 3 else date(2021, 7, 9) + timedelta(days=number)
        atlas.add([article(number, text, first, later, published=day)])
    atlas.add([article(9, published=date(2021, 7, 10))])
    return atlas


def test_a_story_is_told_once_with_its_reprints(reprinted: Atlas) -> None:
    with reprinted.reader() as reader:
        assert reader.count_stories(Filter(), MOSCOW.id) == 2
        rain, talks = reader.story_excerpts(Filter(), MOSCOW.id, limit=5)
        assert (rain.story_id, rain.articles, rain.reprints, rain.mentions) == (
            "article-0",
            4,
            3,
            8,
        )
        assert (rain.first, rain.last) == (date(2021, 7, 9), date(2021, 7, 11))
        assert [each.article_id for each in rain.excerpts] == ["article-2"] * 2
        assert [each.excerpt.text for each in rain.excerpts] == [
            "In Moscow it rained.",
            "Nobody left Moscow.",
        ]
        assert (talks.story_id, talks.reprints) == ("article-9", 0)
        pages = [reader.story_excerpts(Filter(), MOSCOW.id, 1, n) for n in range(3)]
        assert pages == [[rain], [talks], []]
        assert reader.story_excerpts(Filter(), "nowhere", 5) == []
        assert reader.count_stories(Filter(), "nowhere") == 0

        unfolded = reader.excerpts(Filter(), MOSCOW.id, 100, story_id="article-0")
        assert len(unfolded) == 8 and {each.story_id for each in unfolded} == {"article-0"}
        assert reader.excerpts(Filter(), MOSCOW.id, 100, story_id="nobody") == []
        assert reader.counts(Filter()).stories == 2
        assert dict(reader.histogram(Filter(), Unit.STORIES))[date(2021, 7, 10)] == 2
        early = Filter(date_to=date(2021, 7, 9), undated=False)
        [only] = reader.story_excerpts(early, MOSCOW.id, 5)
        assert (only.articles, only.last) == (2, date(2021, 7, 9))  # the undated one has its date


def test_the_second_clock_has_a_timeline_of_its_own(reader: AtlasReader) -> None:
    spoken = Filter(date_basis=DateBasis.SPOKEN)
    assert reader.histogram(spoken, Unit.MENTIONS) == [(date(2021, 7, 4), 1)]
    assert reader.date_span(DateBasis.SPOKEN) == (date(2021, 7, 4),) * 2
    assert reader.date_span() == (date(2021, 7, 9), date(2021, 7, 10))
    timeless = Filter(date_basis=DateBasis.SPOKEN, date_from=date(2022, 1, 1))
    assert reader.counts(timeless).articles == 3
    assert reader.counts(timeless).undated == reader.counts(spoken).undated == 3


def test_the_span_of_nothing_is_nothing(atlas: Atlas) -> None:
    atlas.add([article(1, published=None)])
    with atlas.reader() as reader:
        assert reader.date_span() is None and reader.date_span(DateBasis.SPOKEN) is None
