"""What people put right is seen in every answer of an atlas, and only there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.atlas import Atlas, AtlasReader, Filter, Unit
from geo.corrections import CORRECTED, CorrectionLog, Scope, Spot, point
from geo.models import GeoparsedArticle, Place, Resolution, Role, Toponym
from tests.geo.atlas.samples import KABUL, MOSCOW, article

GEORGIA = Place("geonames:614540", "Georgia", 42.0, 43.5, "A", "PCLI", "GE")
STATE = Place("geonames:4197000", "Georgia", 32.75042, -83.50018, "A", "ADM1", "US", "Georgia")
TEXT = "Georgia voted. In Georgia, rain fell on Kabul and on Erewhon."
FIRST, SECOND = TEXT.index("Georgia"), TEXT.rindex("Georgia")


def parsed(number: int, second: Place | None = GEORGIA, text: str = TEXT) -> GeoparsedArticle:
    """Georgia twice, Kabul, and a name that could not be placed."""

    def found(name: str, start: int, place: Place | None) -> Resolution:
        toponym = Toponym(name, start, start + len(name), "GPE", Role.PLACE)
        return Resolution(toponym, place, 0.7 if place else 0.1, pending=place is None)

    return article(
        number,
        text,
        found("Georgia", FIRST, GEORGIA),
        found("Georgia", SECOND, second),
        found("Kabul", text.index("Kabul"), KABUL),
        found("Erewhon", text.index("Erewhon"), None),
    )


def replace_source(parsed_article: GeoparsedArticle, source: str) -> GeoparsedArticle:
    return replace(parsed_article, article=replace(parsed_article.article, source=source))


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / "articles.corrections.jsonl")


@pytest.fixture
def atlas(tmp_path: Path, log: CorrectionLog) -> Atlas:
    atlas = Atlas(tmp_path / "atlas", log.path)
    atlas.add([parsed(1), parsed(2, second=STATE)])
    return atlas


def spot(number: int = 1, start: int = FIRST, phrase: str = "Georgia") -> Spot:
    return Spot(f"article-{number}", start, start + len(phrase), phrase)


def shown(reader: AtlasReader) -> dict[tuple[str, int], str | None]:
    """The place of every mention, by article and start."""
    return {
        (id_, mention.start): mention.place.id if mention.place else None
        for id_ in ("article-1", "article-2")
        for mention in reader.mentions(id_)
        if mention.phrase == "Georgia"
    }


GE, US = GEORGIA.id, STATE.id


@pytest.mark.parametrize(
    ("scope", "only", "expected"),
    [
        (Scope.MENTION, None, [US, GE, GE, US]),
        (Scope.ARTICLE, None, [US, US, GE, US]),
        (Scope.CORPUS, None, [US, US, US, US]),
    ],
)
def test_a_correction_reaches_as_far_as_its_scope(
    atlas: Atlas, log: CorrectionLog, scope: Scope, only: str | None, expected: list[str]
) -> None:
    log.correct(spot(), STATE, scope, only=only)
    assert list(shown(atlas.reader()).values()) == expected


def test_a_correction_may_hold_for_one_source(atlas: Atlas, log: CorrectionLog) -> None:
    atlas.add([replace_source(parsed(3), "Gazette")])
    log.correct(spot(), STATE, Scope.SOURCE, source="Wire")
    reader = atlas.reader()
    assert list(shown(reader).values()) == [US, US, US, US]
    assert {m.place.id for m in reader.mentions("article-3") if m.place} == {GE, KABUL.id}
    # One for everything, made later, holds there too.
    log.correct(spot(2), KABUL, Scope.CORPUS)
    assert set(shown(atlas.reader()).values()) == {KABUL.id}


def test_how_many_mentions_each_scope_reaches_is_told_before(
    atlas: Atlas, log: CorrectionLog
) -> None:
    atlas.add([replace_source(parsed(3), "Gazette")])
    before = atlas.reader()
    told = before.would_change(spot(), GE)
    assert told == {Scope.MENTION: 1, Scope.ARTICLE: 2, Scope.SOURCE: 3, Scope.CORPUS: 5}
    for scope, count in told.items():
        made = log.correct(spot(), MOSCOW, scope, only=GE, source="Wire")
        assert atlas.reader().reach()[made.id] == count, scope
        log.undo(made.id)
    # Of a name without a place nothing is taken for another.
    assert before.would_change(spot(phrase="Nowhere"), "")[Scope.CORPUS] == 0
    assert before.would_change(Spot("gone", 0, 7, "Georgia"), GE)[Scope.ARTICLE] == 0


def test_a_correction_may_be_about_one_meaning_of_the_name_only(
    atlas: Atlas, log: CorrectionLog
) -> None:
    log.correct(spot(), MOSCOW, Scope.CORPUS, only=STATE.id)
    assert list(shown(atlas.reader()).values()) == [GE, GE, GE, MOSCOW.id]


def test_who_looked_at_the_mention_knows_better_than_who_spoke_of_all(
    atlas: Atlas, log: CorrectionLog
) -> None:
    log.correct(spot(), STATE, Scope.MENTION)
    log.correct(spot(1, SECOND), MOSCOW, Scope.CORPUS)
    log.correct(spot(2), KABUL, Scope.ARTICLE)
    assert list(shown(atlas.reader()).values()) == [US, MOSCOW.id, KABUL.id, KABUL.id]


def test_who_looks_at_the_mention_again_and_then_speaks_of_all_means_it_too(
    atlas: Atlas, log: CorrectionLog
) -> None:
    log.correct(spot(), STATE, Scope.MENTION)
    log.correct(spot(), MOSCOW, Scope.ARTICLE)
    assert list(shown(atlas.reader()).values())[:2] == [MOSCOW.id, MOSCOW.id]
    log.correct(spot(), KABUL, Scope.CORPUS, only=MOSCOW.id)
    assert list(shown(atlas.reader()).values()) == [KABUL.id, KABUL.id, GE, US]


def test_every_answer_shows_the_corrected_place(atlas: Atlas, log: CorrectionLog) -> None:
    before = atlas.reader()
    correction = log.correct(spot(), STATE, Scope.CORPUS, by="ann", note="the state")
    after = atlas.reader()
    f = Filter()
    counted = {found.place.id: found for found in after.places(f)}
    assert GE not in counted
    assert (counted[US].count, counted[US].articles, counted[US].confidence) == (4, 2, 1.0)
    assert after.counts(f).places == before.counts(f).places - 1
    assert after.counts(Filter(countries=("GE",))).mentions == 0
    assert after.counts(Filter(min_confidence=0.99)).mentions == 4
    quoted = after.excerpts(f, US, limit=9)
    assert [quote.method for quote in quoted] == [CORRECTED] * 4
    assert {quote.confidence for quote in quoted} == {1.0}
    assert [c.place.id for c in after.clusters(f, Unit.MENTIONS, 2) if c.place] == [US, KABUL.id]
    assert after.facets(f).countries == (("AF", 2), ("US", 2))
    assert dict(after.countries()) == {"US": 4, "AF": 2}
    assert after.correction("article-2", SECOND, SECOND + 7) == correction
    assert after.correction("article-1", TEXT.index("Kabul"), TEXT.index("Kabul") + 5) is None
    assert before.counts(f).mentions == 6 and before.correction("article-1", FIRST, 7) is None


def test_why_here_tells_who_said_so_and_what_it_was_taken_for(
    atlas: Atlas, log: CorrectionLog
) -> None:
    made = parsed(3)
    kabul = made.resolutions[2]
    atlas.add([article(4, "Seen from Moscow.")])
    log.correct(Spot("article-4", 10, 16, "Moscow"), KABUL, Scope.MENTION, by="ann", note="seen")
    first, second = atlas.reader().explain("article-4", 10, 16)
    assert (first.place, first.score) == (KABUL, 1.0)
    assert [reason.name for reason in first.reasons] == [CORRECTED]
    assert first.reasons[0].text.startswith("corrected by ann on 20")
    assert first.reasons[0].text.endswith(": seen")
    assert second.place == MOSCOW
    assert kabul.place == KABUL


def test_what_is_no_place_is_shown_nowhere_but_can_be_taken_back(
    atlas: Atlas, log: CorrectionLog
) -> None:
    correction = log.correct(spot(), None, Scope.MENTION)
    reader = atlas.reader()
    assert [mention.start for mention in reader.mentions("article-1")] == [
        SECOND,
        TEXT.index("Kabul"),
        TEXT.index("Erewhon"),
    ]
    assert reader.counts(Filter()).mentions == 5
    assert reader.correction("article-1", FIRST, FIRST + 7) == correction
    log.undo(correction.id)
    assert atlas.reader().counts(Filter()).mentions == 6


def test_a_name_without_a_place_can_be_given_one_by_pointing_at_the_map(
    atlas: Atlas, log: CorrectionLog
) -> None:
    where = point(-12.3456789, 65.5, "Erewhon")
    log.correct(spot(1, TEXT.index("Erewhon"), "Erewhon"), where, Scope.CORPUS)
    reader = atlas.reader()
    assert reader.unplaced(Filter(), 9) == [] and reader.pending() == []
    [erewhon] = [each for each in reader.places(Filter()) if each.place.name == "Erewhon"]
    assert (erewhon.place.id, erewhon.count) == ("point:-12.34568,65.5", 2)
    [cluster] = [c for c in reader.clusters(Filter(), Unit.MENTIONS, 2) if c.id == erewhon.place.id]
    assert (cluster.latitude, cluster.longitude) == (-12.34568, 65.5)


def test_an_undone_correction_leaves_what_was_geoparsed(atlas: Atlas, log: CorrectionLog) -> None:
    before = shown(atlas.reader())
    correction = log.correct(spot(), STATE, Scope.CORPUS)
    assert shown(atlas.reader()) != before
    log.undo(correction.id)
    assert shown(atlas.reader()) == before


def test_the_version_tells_that_other_corrections_stand_and_nothing_else(
    atlas: Atlas, log: CorrectionLog
) -> None:
    versions = [atlas.version]
    correction = log.correct(spot(), STATE, Scope.CORPUS)
    versions.append(atlas.version)
    log.undo(correction.id)
    assert atlas.version == versions[0] != versions[1]
    log.add_check([], population=0, seed=1)
    assert atlas.version == versions[0]


def test_an_atlas_built_anew_shows_what_was_put_right(
    atlas: Atlas, log: CorrectionLog, tmp_path: Path
) -> None:
    log.correct(spot(), STATE, Scope.ARTICLE)
    before = shown(atlas.reader())
    anew = Atlas(tmp_path / "again", log.path)
    anew.add([parsed(1), parsed(2, second=STATE)])
    assert shown(anew.reader()) == before
    anew.replace([parsed(1)])
    assert shown(anew.reader()) == before


def test_a_phrase_is_put_right_in_articles_to_come(atlas: Atlas, log: CorrectionLog) -> None:
    log.correct(spot(), STATE, Scope.CORPUS, only=GE)
    atlas.add([parsed(3)])
    places = {
        mention.place and mention.place.id for mention in atlas.reader().mentions("article-3")
    }
    assert places == {US, KABUL.id, None}


def test_an_atlas_without_corrections_shows_what_was_geoparsed(
    atlas: Atlas, log: CorrectionLog
) -> None:
    log.correct(spot(), STATE, Scope.CORPUS)
    assert list(shown(Atlas(atlas.folder).reader()).values()) == [GE, GE, GE, US]


def test_a_damaged_part_is_left_out_with_corrections_too(atlas: Atlas, log: CorrectionLog) -> None:
    atlas.add([article(4, "Seen from Moscow.")])
    log.correct(spot(), STATE, Scope.CORPUS)
    reader = atlas.reader()
    [*_, last] = sorted(atlas.folder.glob("mentions-*.parquet"), key=lambda p: p.stat().st_size)
    last.write_bytes(last.read_bytes()[:-200] + bytes(200))
    reader.excerpts(Filter(), US, 5)
    assert reader.warnings and reader.counts(Filter()).mentions == 1
