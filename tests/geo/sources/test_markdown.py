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


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Rain in [Poti\nand Batumi][1].\n\n[1]: https://a.example/b", "Rain in Poti\nand Batumi."),
        ("| Town | mm |\n|---|--:|\n| Poti | 41 |", "Town\n\nmm\n\nPoti\n\n41"),
        ("1. Poti\n2. Batumi\n\n1986\\. A dry year.", "Poti\n\nBatumi\n\n1986. A dry year."),
        ("1986. It was a dry year in Poti.", "1986. It was a dry year in Poti."),
        ("    An indented paragraph about Poti.", "An indented paragraph about Poti."),
        ("Rain.\n\n```\nimport Paris\n```\n\nSun.", "Rain.\n\nSun."),
        ("Rain.\n\n```\n```\n\nSun.", "Rain.\n\nSun."),
        ("Rain.\n\n```\nIt never ends, in Poti.", "Rain.\n\nIt never ends, in Poti."),
        ("<div>\n\nRain **in** Poti &amp; <b>Gori\n\n</div>\n\nSun", "Rain in Poti & Gori\n\nSun"),
        ("Rain <!-- in Paris? --> in \\*Poti\\*, a<b", "Rain in *Poti*, a<b"),
        ("> > Rain in Poti.\n\n* * *\n\nSun.", "Rain in Poti.\n\nSun."),
        ("By A. Reporter\n9 July 2021\nRain fell.", "By A. Reporter\n9 July 2021\nRain fell."),
    ],
)  # fmt: skip
def test_a_text_is_what_a_reader_would_see(body: str, text: str) -> None:
    assert plain(body) == text


def test_a_rule_right_under_a_paragraph_makes_no_title(reading: Reading) -> None:
    [found] = reading(b"Rain fell on Poti all day,\nit was said.\n---\nThen it stopped.\n", "a.md")
    assert isinstance(found, Article)
    assert found.text.endswith("Rain fell on Poti all day,\n\nit was said.\n\nThen it stopped.")


@given(st.lists(st.text("abcdefgh ÄÖ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_paragraphs_without_marks_are_left_as_they_are(paragraphs: list[str]) -> None:
    assert plain("\n\n".join(paragraphs)) == "\n\n".join(paragraphs)


def test_a_text_of_too_many_characters_is_refused(reading: Reading) -> None:
    [found] = reading(b"- a\n" * 600_000, "long.md")
    assert isinstance(found, Reject) and found.reason.startswith("too long: over 1,000,000")
