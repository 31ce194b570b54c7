from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, Filter, Unit, search_problem
from geo.models import Excerpt, Role
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, article, named

TALKS = "Moscow said talks would be held in Moscow. A delegation left Kabul."
BORDER = "Kabul was quiet, but not Torhondi. Torhondi lies 100%_far away."
ISLANDS = "A ship left Suva for Apia."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtlasReader]:
    """Three dated articles, of which two name Kabul, and one without a date."""
    atlas = Atlas(tmp_path_factory.mktemp("atlas"))
    later = TALKS.rindex("Moscow")
    second = named(" " * later + TALKS[later:], "Moscow", MOSCOW)
    atlas.add(
        [
            article(
                1,
                TALKS,
                named(TALKS, "Moscow", MOSCOW, Role.ACTOR),
                second,
                named(TALKS, "Kabul", KABUL),
                title="Talks in Russia",
                source="Wire",
                published=date(2021, 7, 9),
            ),
        ]
    )
    far = named(BORDER, "Torhondi", None)
    atlas.add(
        [
            article(
                2,
                BORDER,
                named(BORDER, "Kabul", KABUL, Role.DATELINE),
                far,
                source="Daily",
                published=date(2021, 7, 10),
            ),
            article(
                3,
                ISLANDS,
                named(ISLANDS, "Suva", SUVA),
                named(ISLANDS, "Apia", APIA),
                source="Daily",
                published=date(2021, 10, 7),
            ),
            article(4, "Nothing in Moscow.", source="", published=None),
        ]
    )
    with atlas.reader() as opened:
        yield opened


def ids(reader: AtlasReader, f: Filter) -> set[str]:
    """The articles whose mentions the filter lets through."""
    return {
        found.article_id
        for place in reader.places(f, Unit.MENTIONS)
        for found in reader.excerpts(f, place.place.id, limit=100)
    }


def test_everything_is_counted(reader: AtlasReader) -> None:
    counts = reader.counts(Filter())
    assert (counts.articles, counts.articles_total, counts.undated) == (4, 4, 1)
    assert (counts.places, counts.mentions, counts.unplaced) == (4, 7, 1)


def test_a_place_has_its_counts_in_each_unit(reader: AtlasReader) -> None:
    for unit, moscow, kabul in ((Unit.MENTIONS, 3, 2), (Unit.ARTICLES, 2, 2), (Unit.STORIES, 2, 2)):
        counts = {found.place.id: found.count for found in reader.places(Filter(), unit)}
        assert (counts[MOSCOW.id], counts[KABUL.id]) == (moscow, kabul)
    first = reader.places(Filter(), Unit.MENTIONS)[0]
    assert first.place == MOSCOW
    assert (first.mentions, first.articles) == (3, 2)
    assert first.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("f", "found"),
    [
        (Filter(), {1, 2, 3, 4}),
        (Filter(undated=False), {1, 2, 3}),
        (Filter(date_from=date(2021, 7, 10)), {2, 3, 4}),
        (Filter(date_to=date(2021, 7, 9)), {1, 4}),
        (Filter(date_from=date(2021, 7, 9), date_to=date(2021, 7, 10), undated=False), {1, 2}),
        (Filter(sources=("Daily",)), {2, 3}),
        (Filter(sources=("",)), {4}),
        (Filter(sources=("Wire", "Daily")), {1, 2, 3}),
        (Filter(countries=("AF",)), {1, 2}),
        (Filter(countries=("FJ", "RU")), {1, 3, 4}),
        (Filter(roles=(Role.ACTOR,)), {1}),
        (Filter(roles=("dateline", "actor")), {1, 2}),
        (Filter(text="DELEGATION"), {1}),
        (Filter(text="talks in russia"), {1}),
        (Filter(text="  moscow "), {1, 4}),
        (Filter(text="100%_far"), {2}),
        (Filter(text="100%"), {2}),
        (Filter(text="s_i"), set()),
        (Filter(text='"delegation left"'), {1}),
        (Filter(text='"left delegation"'), set()),
        (Filter(text="left delegation"), {1}),
        (Filter(text="moscow OR torhondi"), {1, 2, 4}),
        (Filter(text="moscow NOT delegation"), {4}),
        (Filter(text="kabul -quiet"), {1}),
        (Filter(text="NOT kabul"), {3, 4}),
        (Filter(text="(quiet OR talks) kab*"), {1, 2}),
        (Filter(place_id=KABUL.id), {1, 2}),
        (Filter(bbox=(60, 30, 75, 40)), {1, 2}),
        (Filter(bbox=(170, -30, -170, 0)), {3}),
        (Filter(area=((60, 30), (75, 30), (75, 40), (60, 40))), {1, 2}),
        (Filter(area=((170, -30), (190, -30), (180, 0))), {3}),
        (Filter(area=((60, 30), (75, 30), (75, 40)), bbox=(170, -30, -170, 0)), set()),
        (Filter(bbox=(-180, -90, 180, 90)), {1, 2, 3, 4}),
        (Filter(min_confidence=0.95), set()),
        (Filter(min_confidence=0.9), {1, 2, 3, 4}),
        (Filter(text="moscow'; DROP TABLE articles"), set()),
        (Filter(languages=("en",)), {1, 2, 3, 4}),
        (Filter(languages=("fr", "")), set()),
        (Filter(sources=("' OR '1'='1",)), set()),
        (Filter(place_id="' OR true --"), set()),
    ],
)
def test_a_filter_lets_these_articles_through(
    reader: AtlasReader, f: Filter, found: set[int]
) -> None:
    expected = {f"article-{number}" for number in found}
    assert ids(reader, f) == expected
    assert reader.counts(f).articles == len(expected)


def test_a_filter_on_mentions_counts_only_those(reader: AtlasReader) -> None:
    [moscow] = reader.places(Filter(roles=("actor",)), Unit.MENTIONS)
    assert moscow.count == 1
    assert {p.place.name for p in reader.places(Filter(countries=("WS",)), Unit.MENTIONS)} == {
        "Apia"
    }


def test_undated_articles_are_counted_even_when_they_are_switched_off(reader: AtlasReader) -> None:
    off = reader.counts(Filter(undated=False))
    assert (off.articles, off.undated) == (3, 1)
    assert reader.counts(Filter(date_from=date(2022, 1, 1))).undated == 1
    assert reader.counts(Filter(sources=("Wire",))).undated == 0


def test_excerpts_come_newest_first_and_say_where_they_are_from(reader: AtlasReader) -> None:
    newest, oldest = reader.excerpts(Filter(), KABUL.id, limit=10)
    assert [newest.published, oldest.published] == [date(2021, 7, 10), date(2021, 7, 9)]
    assert oldest.excerpt == Excerpt("article-1", "A delegation left Kabul.", 18, 23)
    assert (oldest.title, oldest.source, oldest.published_from) == (
        "Talks in Russia",
        "Wire",
        "text",
    )
    assert (oldest.phrase, oldest.role, oldest.place) == ("Kabul", "place", KABUL)
    assert (oldest.place_id, oldest.place_name, oldest.mention_id) == (
        KABUL.id,
        "Kabul",
        "article-1:61-66",
    )


def test_an_undated_article_comes_last(reader: AtlasReader) -> None:
    found = reader.excerpts(Filter(), MOSCOW.id, limit=10)
    assert [e.published for e in found] == [date(2021, 7, 9), date(2021, 7, 9), None]


def test_excerpts_come_page_by_page(reader: AtlasReader) -> None:
    whole = reader.excerpts(Filter(), MOSCOW.id, limit=10)
    pages = [reader.excerpts(Filter(), MOSCOW.id, limit=1, offset=n)[0] for n in range(3)]
    assert pages == whole
    assert reader.excerpts(Filter(), MOSCOW.id, limit=1, offset=3) == []


def test_names_that_could_not_be_placed_have_their_sentences(reader: AtlasReader) -> None:
    [name] = reader.unplaced(Filter(), limit=10)
    assert (name.phrase, name.count, name.articles, name.confidence) == ("Torhondi", 1, 1, 0.2)
    [found] = reader.unplaced_excerpts(Filter(), "Torhondi", limit=10)
    assert found.excerpt.text == "Kabul was quiet, but not Torhondi."
    assert found.place is None and found.place_id == found.place_name == found.method == ""


def test_unplaced_names_follow_the_articles_that_are_shown(reader: AtlasReader) -> None:
    assert len(reader.unplaced(Filter(countries=("AF",)), limit=10)) == 1
    assert reader.unplaced(Filter(countries=("RU",)), limit=10) == []
    assert reader.unplaced(Filter(sources=("Wire",)), limit=10) == []
    assert reader.unplaced(Filter(roles=("dateline",)), limit=10) == []


def test_the_histogram_counts_days(reader: AtlasReader) -> None:
    days = {date(2021, 7, 9): 1, date(2021, 7, 10): 1, date(2021, 10, 7): 1}
    assert dict(reader.histogram(Filter(), Unit.ARTICLES)) == days
    assert dict(reader.histogram(Filter(), Unit.STORIES)) == days
    mentions = reader.histogram(Filter(), Unit.MENTIONS)
    assert mentions == [(date(2021, 7, 9), 3), (date(2021, 7, 10), 1), (date(2021, 10, 7), 2)]
    assert reader.histogram(Filter(countries=("RU",)), Unit.ARTICLES) == [(date(2021, 7, 9), 1)]


def test_the_span_of_dates_and_the_choices(reader: AtlasReader) -> None:
    assert reader.date_span() == (date(2021, 7, 9), date(2021, 10, 7))
    assert reader.sources() == [("", 1), ("Daily", 2), ("Wire", 1)]
    assert reader.countries() == [("AF", 2), ("FJ", 1), ("RU", 3), ("WS", 1)]
    assert reader.roles() == [("actor", 1), ("dateline", 1), ("place", 6)]


def test_an_article_and_its_mentions_come_back_as_they_were(reader: AtlasReader) -> None:
    found = reader.article("article-2")
    assert found is not None and found.text == BORDER
    assert found.published == date(2021, 7, 10) and found.published_from == "text"
    kabul, torhondi = reader.mentions("article-2")
    assert (kabul.phrase, kabul.role, kabul.place) == ("Kabul", "dateline", KABUL)
    assert (torhondi.start, torhondi.end, torhondi.place) == (25, 33, None)
    assert reader.article("nobody") is None
    assert reader.mentions("nobody") == []


def test_a_reader_sees_the_publication_that_it_opened(atlas: Atlas) -> None:
    atlas.add([article(1)])
    with atlas.reader() as before:
        atlas.add([article(2)])
        with atlas.reader() as after:
            assert before.counts(Filter()).articles_total == 1
            assert after.counts(Filter()).articles_total == 2


def test_threads_share_a_reader(reader: AtlasReader) -> None:
    filters = [Filter(countries=(code,)) for code in ("AF", "FJ", "RU", "WS")] * 20
    alone = [reader.places(f, Unit.MENTIONS) for f in filters]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda f: reader.places(f, Unit.MENTIONS), filters))
    assert together == alone


@settings(deadline=None, max_examples=50)
@given(text=st.text(max_size=20), place=st.text(max_size=8), source=st.text(max_size=8))
def test_no_text_is_an_error(reader: AtlasReader, text: str, place: str, source: str) -> None:
    assume(not search_problem(text))
    f = Filter(text=text, place_id=place, sources=(source,))
    assert reader.counts(f).articles <= 4
    assert reader.excerpts(f, place, limit=1) == []


NASTY = "Ünïcödé ГЕРАТ հայ %_\\ '\" \t\0\r\n ﷽ 🗺️ ${x} {{7*7}} </script> Moscow"


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtlasReader]:
    atlas = Atlas(tmp_path_factory.mktemp("nasty"))
    atlas.add([article(1, NASTY), article(2)])
    with atlas.reader() as opened:
        yield opened


def test_hostile_text_comes_back_letter_for_letter(nasty: AtlasReader) -> None:
    found = nasty.article("article-1")
    assert found is not None and found.text == NASTY
