"""Sentences are cut at the mention and nowhere else; links lead to the web or nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.excerpts import cards, web_address
from dashboard.views.text_parts import TextPart, parts
from geo.atlas import Atlas, Filter
from geo.models import Role
from tests.dashboard.world import KABUL, MOSCOW, build, geoparsed


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return build(tmp_path_factory.mktemp("atlas"))


def test_an_article_is_one_card_with_its_sentences(atlas: Atlas) -> None:
    newest, first = cards(atlas.reader().excerpts(f=Filter(), place_id=MOSCOW.id, limit=10))
    assert (newest["title"], newest["date"], newest["url"]) == ("A second round", "2 Aug 2021", "")
    assert first["source"] == "Press Trust"
    assert first["url"] == "https://news.example/envoys"
    assert [role for passage in first["passages"] for role in passage["roles"]] == [
        {"text": "named in", "role": "place"},
        {"text": "as an actor", "role": "actor"},
    ]


def test_a_street_is_said_to_be_somewhere_in_its_town(tmp_path: Path) -> None:
    text = "They met on Arbat Street in Moscow."
    parsed = geoparsed("s", "A walk", text, [("Arbat Street", MOSCOW, Role.PLACE, 0.8)])
    street = replace(parsed.resolutions[0], in_town=True)
    atlas = build(tmp_path / "atlas", [replace(parsed, resolutions=(street,))])
    found = atlas.reader().excerpts(f=Filter(), place_id=MOSCOW.id, limit=10)
    [card] = [card for card in cards(found) if card["title"] == "A walk"]
    assert card["passages"][0]["roles"] == [
        {"text": "named in", "role": "place"},
        {"text": "somewhere in Moscow", "role": "in town"},
    ]


def test_two_mentions_in_one_sentence_are_both_marked(atlas: Atlas) -> None:
    undated_last = cards(atlas.reader().excerpts(f=Filter(), place_id=KABUL.id, limit=10))
    assert undated_last[-1]["date"] == "no date"
    passage = undated_last[0]["passages"][0]
    assert [part["text"] for part in passage["parts"] if part["marked"]] == ["KABUL", "Kabul"]
    assert {badge["role"] for badge in passage["roles"]} == {"dateline", "place"}


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4)
)
def test_cutting_loses_no_character(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [(min(pair), max(pair)) for pair in ends if max(pair) <= len(text)]
    assert "".join(part.text for part in parts(text, spans)) == text


def test_the_mention_is_cut_by_characters_not_by_what_a_browser_counts() -> None:
    assert parts("🙂🙂 in Doha", [(6, 10)]) == [
        TextPart("🙂🙂 in "),
        TextPart("Doha", marked=True),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//x",
        "http://[",
        "",
        "ftp://x",
        "http://",
        "https:///path",
        "http:/path",
        "https:path",
        "https://?q=1",
        "https://#top",
        "https://:443/path",
        "https://ada@/path",
    ],
)
def test_a_link_that_does_not_lead_to_the_web_is_no_link(url: str) -> None:
    assert web_address(url) == ""


def test_a_web_address_is_kept() -> None:
    assert web_address(" https://news.example/a?b=1 ") == "https://news.example/a?b=1"
