from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Article
from geo.sources import Reject
from geo.sources.markdown import plain
from tests.geo.sources.conftest import Found

Reading = Callable[..., Found]


def test_front_matter_is_believed_and_marks_go(reading: Reading) -> None:
    [found] = reading("ministers.md")
    assert isinstance(found, Article)
    assert (found.title, found.source) == ("Ministers meet in Baku", "Caspian Notes")
    assert found.url == "https://caspian-notes.example/ministers-meet"
    assert (found.published, found.published_from) == (date(2021, 10, 7), "metadata")
    assert found.text.split("\n\n") == [
        "The ministers of five countries met in Baku on Thursday, and said little.",
        "“We have agreed to meet again,” one of them said in Aktau.",
        "Two ferries run between Baku and Turkmenbashi.",
        "A third is in dock.",
        "The communiqué has four lines.",
    ]


def test_toml_front_matter_and_none_at_all(reading: Reading) -> None:
    raw = b'+++\ntitle = "Rain"\ndate = 2021-07-09T08:00:00Z\n+++\nRain fell on *Poti* all day.\n'
    [found] = reading(raw, "rain.md")
    assert isinstance(found, Article)
    assert (found.title, found.published) == ("Rain", date(2021, 7, 9))
    [bare] = reading(b"Rain at last\n============\n\nRain fell on Poti all day.\n", "rain.md")
    assert isinstance(bare, Article)
    assert (bare.title, bare.text) == ("Rain at last", "Rain fell on Poti all day.")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        (b"title: [unclosed", "front matter is not valid"),
        (b"- a\n- list", "front matter is no list of names and values"),
        (b"a: &a [x]\nb: &b [*a, *a]\ntitle: " + b"[" * 2000, "front matter is not valid"),
        (b"a: " + b"x" * 70_000, "over 65,536 characters of front matter"),
    ],
)
def test_bad_front_matter_costs_the_file_alone(reading: Reading, front: bytes, reason: str) -> None:
    [found] = reading(b"---\n" + front + b"\n---\nRain fell on Poti.\n", "rain.md")
    assert isinstance(found, Reject) and reason in found.reason


@given(st.text(alphabet="ab \n*_`[]()#>-<!\\|~^:", max_size=300))
def test_no_marks_make_it_fail(text: str) -> None:
    plain(text)
