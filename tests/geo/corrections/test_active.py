"""Whatever is put right: each mention is what the rules say, and all answers agree on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, Filter, StoredMention, Unit, manifest
from geo.corrections import Correction, Scope, Spot, point
from geo.corrections.active import ActiveCorrections
from geo.corrections.models import WIDE
from geo.models import Place
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, article, named

TEXT = "From Moscow to Kabul, Suva and Erewhon."
ARTICLES = ("article-1", "article-2", "article-3")
PHRASES = {"Moscow": MOSCOW, "Kabul": KABUL, "Suva": SUVA, "Erewhon": None}
UNSAID = "unsaid"
PLACES = (None, MOSCOW, KABUL, APIA, point(0.5, 0.5, "Null"), point(80, 0, "Ice"))


def spot(id_: str, phrase: str) -> Spot:
    start = TEXT.index(phrase)
    return Spot(id_, start, start + len(phrase), phrase)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> AtlasReader:
    """Three articles, in parts of their own, that name three places and one nobody knows."""
    folder: Path = tmp_path_factory.mktemp("atlas")
    atlas = Atlas(folder)
    for number in (1, 2, 3):
        found = (named(TEXT, phrase, place) for phrase, place in PHRASES.items())
        atlas.add([article(number, TEXT, *found, title=str(number))])
    return AtlasReader(folder, manifest.read(folder))


@st.composite
def corrections(draw: st.DrawFn) -> list[Correction]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        scope = draw(st.sampled_from(Scope))
        only = draw(st.sampled_from(["", MOSCOW.id, APIA.id])) if scope in WIDE else ""
        source = draw(st.sampled_from(["Wire", "Elsewhere"])) if scope is Scope.SOURCE else ""
        where = spot(draw(st.sampled_from(ARTICLES)), draw(st.sampled_from([*PHRASES])))
        place = draw(st.sampled_from(PLACES))
        at = datetime(2026, 1, 1, second=number, tzinfo=UTC)
        made.append(Correction(str(number), at, scope, where, place, only, source=source))
    return made


def expected(id_: str, phrase: str, made: Sequence[Correction]) -> Place | str | None:
    """The rules of docs/corrections.md, for one mention, in the order in which things were said."""
    for_all: Place | str | None = PHRASES[phrase]
    of_article: Place | str | None = UNSAID
    of_mention: Place | str | None = UNSAID
    for each in made:
        if each.spot.phrase != phrase:
            continue
        place = each.place or "gone"
        seen_in_article, seen_here = each.spot.article_id == id_, each.spot == spot(id_, phrase)
        if each.scope in WIDE:
            here = each.scope is Scope.CORPUS or each.source == "Wire"
            for_all = place if here and meant(each, for_all) else for_all
            if seen_in_article and of_article != UNSAID and meant(each, of_article):
                of_article = place
        if each.scope is Scope.ARTICLE and seen_in_article:
            of_article = place
        if seen_here:
            wider = each.scope is not Scope.MENTION
            if not wider or (of_mention != UNSAID and meant(each, of_mention)):
                of_mention = place
    return next(said for said in (of_mention, of_article, for_all) if said != UNSAID)


def meant(correction: Correction, taken_for: Place | str | None) -> bool:
    """Whether a correction of one meaning of the name is about this one."""
    found = taken_for.id if isinstance(taken_for, Place) else ""
    return not correction.only or correction.only == found


@settings(max_examples=40)
@given(corrections())
def test_every_answer_follows_the_rules(plain: AtlasReader, made: list[Correction]) -> None:
    folder = plain._snapshot.folder
    reader = AtlasReader(folder, manifest.read(folder), ActiveCorrections(made), plain)
    shown: dict[tuple[str, str], StoredMention] = {
        (id_, mention.phrase): mention for id_ in ARTICLES for mention in reader.mentions(id_)
    }
    wanted = {
        (id_, phrase): place
        for id_ in ARTICLES
        for phrase in PHRASES
        if not isinstance(place := expected(id_, phrase, made), str)
    }
    assert {key: m.place and m.place.id for key, m in shown.items()} == {
        key: place and place.id for key, place in wanted.items()
    }
    counted = Counter(place.id for place in wanted.values() if place)
    articles = Counter(
        place_id for _, place_id in {(id_, p.id) for (id_, _), p in wanted.items() if p}
    )
    for unit, counts in ((Unit.MENTIONS, counted), (Unit.ARTICLES, articles)):
        assert {each.place.id: each.count for each in reader.places(Filter(), unit)} == counts
    assert reader.counts(Filter()).mentions == counted.total()
    assert sum(each.count for each in reader.unplaced(Filter(), 9)) == len(wanted) - counted.total()
    for place_id, count in counted.items():
        assert len(reader.excerpts(Filter(), place_id, 99)) == count
        assert reader.counts(Filter(place_id=place_id)).mentions == count
    for (id_, phrase), mention in shown.items():
        correction = reader.correction(id_, mention.start, mention.end)
        assert (mention.method == "corrected") == (correction is not None)
        assert mention.confidence == (1.0 if correction else 0.9 if PHRASES[phrase] else 0.2)
    assert sum(reader.reach().values()) == len(reader.corrected())
