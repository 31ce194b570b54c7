"""Text searches: what they mean, and that nothing typed breaks them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, AtlasReader, Filter, search_problem
from geo.atlas.search import LONGEST, parse
from geo.errors import BadInput
from geo.models import Article, GeoparsedArticle

TEXTS = {
    "flood": "A flood hit the harbour; rescue teams came to Herat.",
    "storm": "The storm reached Hérat. A state of emergency was declared, well-known roads shut.",
    "both": "Storm and flood: the state said no emergency, don’t panic.",
    "asia": "東京で地震がありました。 Москва молчит. ไทยรัฐ",
    "quiet": "Nothing happened in 2021, they said at 9:30.",
}
WORDS = ("flood", "storm", "state", "emergency", "the", "said", "nowhere")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtlasReader]:
    atlas = Atlas(tmp_path_factory.mktemp("atlas"))
    for id_, text in TEXTS.items():
        atlas.add([GeoparsedArticle(Article(id_, "Of the day", text), ())])
    with atlas.reader() as opened:
        yield opened


def found(reader: AtlasReader, text: str) -> set[str]:
    return {each.article_id for each in reader.articles(Filter(text=text), 100)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("flood", {"flood", "both"}),
        ("FLOOD Rescue", {"flood"}),
        ("flood AND rescue", {"flood"}),
        ("herat", {"flood", "storm"}),
        ("HÉRAT", {"flood", "storm"}),
        ("flo", set()),
        ("flo*", {"flood", "both"}),
        ('"state of emergency"', {"storm"}),
        ("“state of emergency”", {"storm"}),
        ("«state of emergency»", {"storm"}),
        ('"state of emer"*', {"storm"}),
        ("state of emergency", {"storm", "both"}),
        ("state emergency", {"storm", "both"}),
        ('"state emergency"', set()),
        ("flood OR storm", {"flood", "storm", "both"}),
        ("flood or storm", set()),
        ("flood NOT storm", {"flood"}),
        ("flood -storm", {"flood"}),
        ("-storm flood", {"flood"}),
        ("flood - storm", {"both"}),
        ("flood – rescue!", {"flood"}),
        ("NOT storm", {"flood", "asia", "quiet"}),
        ("NOT NOT storm", {"storm", "both"}),
        ("NOT (flood OR storm)", {"asia", "quiet"}),
        ("flood OR NOT storm", {"flood", "both", "asia", "quiet"}),
        ("(flood OR storm) AND NOT (flood AND storm)", {"flood", "storm"}),
        ("flood storm OR nothing", {"both", "quiet"}),
        ("well-known", {"storm"}),
        ("known-well", set()),
        ("don't", {"both"}),
        ("地震", {"asia"}),
        ("東震", set()),
        ("地*", {"asia"}),
        ("москва", {"asia"}),
        ("ไทย", {"asia"}),
        ("2021", {"quiet"}),
        ("9:30", {"quiet"}),
        ("of the day", set(TEXTS)),
        ("NEAR(flood storm)", set()),
        ("text:flood", set()),
        ("and", {"both"}),
        ("x" * 900, set()),
        ("a " * 499, {"flood", "storm"}),
    ],
)
def test_a_search_finds(reader: AtlasReader, text: str, ids: set[str]) -> None:
    assert search_problem(text) == ""
    assert found(reader, text) == ids
    assert reader.counts(Filter(text=text)).articles == len(ids)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"state of', 'a quotation mark (") is not closed'),
        ("(flood", "a bracket is not closed"),
        ("flood)", "a bracket is closed that was not opened"),
        ("()", "there is nothing between the brackets"),
        ("flood AND", "something to look for is missing after AND"),
        ("flood OR OR storm", "something to look for is missing after OR"),
        ("OR flood", "something to look for is missing before OR"),
        ("NOT", "something to look for is missing after NOT"),
        ("...", "there is nothing to look for"),
        ("*lood", "* stands for the rest of a word, only at its end"),
        ("fl*d", "* stands for the rest of a word, only at its end"),
        ("(" * 50 + "a" + ")" * 50, "too many brackets or NOTs within each other"),
        ("NOT " * 50 + "a", "too many brackets or NOTs within each other"),
        ("-" * 990 + "a", "too many brackets or NOTs within each other"),
        ("a" * (LONGEST + 1), "longer than"),
    ],
)
def test_what_is_no_search_is_explained(reader: AtlasReader, text: str, problem: str) -> None:
    assert problem in search_problem(text)
    with pytest.raises(BadInput, match="search: "):
        reader.counts(Filter(text=text))


@settings(max_examples=150)
@given(text=st.text(st.sampled_from("ab \"()*-^:{}\\'%_;\0–“”\ud800東ไAOR NTD+") | st.characters()))
@example(text='a"*b(')
@example(text="\ud800\udfff")
def test_whatever_is_typed_is_answered_or_explained(reader: AtlasReader, text: str) -> None:
    if search_problem(text):
        return
    assert found(reader, text) <= set(TEXTS)


@dataclass(frozen=True)
class Term:
    """An expression, and the articles that it must find."""

    text: str
    ids: frozenset[str]


def _word(word: str) -> Term:
    return Term(word, frozenset(i for i, text in TEXTS.items() if word in _words(text)))


def _words(text: str) -> set[str]:
    return {"of", "the", "day"} | set(
        "".join(c if c.isalnum() else " " for c in text).lower().split()
    )


EVERY = frozenset(TEXTS)
EXPRESSIONS = st.recursive(
    st.sampled_from(WORDS).map(_word),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(
            lambda p: Term(f"({p[0].text} {p[1].text})", p[0].ids & p[1].ids)
        ),
        st.tuples(inner, inner).map(
            lambda p: Term(f"({p[0].text} OR {p[1].text})", p[0].ids | p[1].ids)
        ),
        st.tuples(inner, inner).map(
            lambda p: Term(f"({p[0].text} NOT {p[1].text})", p[0].ids - p[1].ids)
        ),
        inner.map(lambda t: Term(f"(NOT {t.text})", EVERY - t.ids)),
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(term=EXPRESSIONS)
def test_and_or_and_not_mean_what_they_say(reader: AtlasReader, term: Term) -> None:
    assert found(reader, term.text) == term.ids


def test_any_expression_is_one_that_sqlite_takes() -> None:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(text)")
    for text in (
        "a " * 499,
        "a OR " * 199 + "a",
        "a -b " * 199,
        "a NOT " * 166 + "a",
        "(" * 15 + "a" + ")" * 15,
    ):
        index.execute("SELECT * FROM texts WHERE texts MATCH ?", (parse(text).match,)).fetchall()


def test_texts_in_an_index_that_was_made_anew_are_found_by_an_open_reader(tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "atlas")
    parsed = [GeoparsedArticle(Article(id_, "", text), ()) for id_, text in TEXTS.items()]
    atlas.add(parsed[:2])
    atlas.add(parsed[2:])
    with atlas.reader() as open_:
        assert found(open_, "storm") == {"storm", "both"}
        (atlas.folder / "search.sqlite").unlink()
        other = Atlas(atlas.folder)
        other._index.add(other._published().parts[::-1])  # in another order
        assert found(open_, "storm") == {"storm", "both"}
        assert found(open_, "NOT storm") == {"flood", "asia", "quiet"}


def test_an_index_that_is_lost_or_broken_is_made_anew(tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([GeoparsedArticle(Article("flood", "", TEXTS["flood"]), ())])
    index = atlas.folder / "search.sqlite"
    for spoil in (index.unlink, lambda: index.write_bytes(b"SQLite format 3\0" + bytes(5000))):
        spoil()
        with atlas.reader() as reader:
            assert found(reader, "flood") == {"flood"}


def test_an_atlas_that_may_only_be_read_is_searched_with_an_index_elsewhere(tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([GeoparsedArticle(Article("flood", "", TEXTS["flood"]), ())])
    index = atlas.folder / "search.sqlite"
    for path in atlas.folder.glob("search.sqlite*"):
        path.unlink()
    index.mkdir()  # nobody can make a file here, whoever runs this
    with atlas.reader() as reader:
        assert found(reader, "flood") == {"flood"}
        assert found(reader, "storm") == set()
    assert index.is_dir()


def test_forgotten_texts_are_not_found(tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "atlas")
    for id_, text in TEXTS.items():
        atlas.add([GeoparsedArticle(Article(id_, "", text, source=id_), ())])
    assert atlas.forget("both") == 1
    with atlas.reader() as reader:
        assert found(reader, "flood OR storm") == {"flood", "storm"}
    assert all(b"panic" not in path.read_bytes() for path in atlas.folder.iterdir())
