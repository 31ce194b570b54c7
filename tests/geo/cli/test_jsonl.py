from __future__ import annotations

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cli.jsonl import BadLine, InputLine, input_lines, parse, render
from geo.models import Article, Candidate, GeoparsedArticle, Place, Resolution, Role, Toponym

KABUL = Place("geonames:1138958", "Kabul", 34.52813, 69.17233, "P", "PPLC", "AF", "Kabul")
RIVER = Place("nominatim:R1234", "Kabul River", 34.3, 70.2, "H", "STM")

unicode_text = st.text(st.characters(codec="utf-8"))


def test_a_line_becomes_an_article() -> None:
    line = (
        b'{"id": "7", "text": "In Kabul.", "title": "Talks", "source": "Wire", '
        b'"published": "2021-07-09T10:34:00Z", "toponyms": [{"start": 3, "end": 8, "lat": 1}]}'
    )
    article = Article(
        "7", "Talks", "In Kabul.", "Wire", "", date(2021, 7, 9), published_from="metadata"
    )
    assert parse(line, with_spans=True) == InputLine("7", article, ((3, 8),))
    assert parse(line, with_spans=False) == InputLine("7", article)


def test_what_is_null_is_not_given() -> None:
    line = b'{"id": 7, "text": "", "title": null, "source": null, "published": null}'
    assert parse(line, with_spans=False) == InputLine(7, Article("7", "", ""))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"nonsense", "not valid JSON"),
        (b'"text"', "not a JSON object"),
        (b"[1]", "not a JSON object"),
        (b'{"id": "1", "text": "\xff"}', "not valid UTF-8"),
        (b'{"id": "1", "text": "\\ud800"}', "not valid UTF-8"),
        (b'{"id": "1", "text": "a", "text": "b"}', "the key 'text' appears twice"),
        (b'{"id": "1", "text": "a", "x": {"y": 1, "y": 2}}', "the key 'y' appears twice"),
        (b'{"id": "1", "text": "a", "x": NaN}', "NaN is no JSON number"),
        (b'{"id": "1", "text": "a", "x": [-Infinity]}', "-Infinity is no JSON number"),
        (b'{"id": "1", "text": "a", "x": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"id": 1' + b"0" * 5000 + b', "text": "a"}', "not valid JSON"),
        (b'{"text": "a"}', "id is missing"),
        (b'{"id": null, "text": "a"}', "id is missing"),
        (b'{"id": true, "text": "a"}', "id is missing or is neither"),
        (b'{"id": 1.5, "text": "a"}', "id is missing or is neither"),
        (b'{"id": "1"}', "text is missing"),
        (b'{"id": "1", "text": ["a"]}', "text is missing or is not a text"),
        (b'{"id": "1", "text": "a", "title": 3}', "title is not a text"),
        (b'{"id": "1", "text": "a", "published": "Friday"}', "published is 'Friday'"),
        (b'{"id": "1", "text": "a", "published": 2021}', "published is not a text"),
        (b'{"id": "1", "text": "abc"}', "toponyms is missing"),
        (b'{"id": "1", "text": "abc", "toponyms": {}}', "toponyms is missing or is not a list"),
        (b'{"id": "1", "text": "abc", "toponyms": [3]}', "a toponym is not an object"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": 0}]}', "start or end is missing"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": true, "end": 2}]}', "whole number"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": 0, "end": 1.0}]}', "whole number"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": -1, "end": 2}]}', "outside the text"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": 2, "end": 2}]}', "outside the text"),
        (b'{"id": "1", "text": "abc", "toponyms": [{"start": 0, "end": 4}]}', "outside the text"),
    ],
)
def test_a_bad_line_says_why(line: bytes, reason: str) -> None:
    with pytest.raises(BadLine, match=reason):
        parse(line, with_spans=True)


def test_lines_are_numbered_as_in_the_file_and_blank_ones_are_passed_over() -> None:
    lines = [
        b'\xef\xbb\xbf{"id": "a", "text": ""}\n',
        b"  \r\n",
        b"{\n",
        b'{"id": "b", "text": ""}',
    ]
    found = list(input_lines(lines, with_spans=False, longest=1_000))
    assert [number for number, _ in found] == [1, 3, 4]
    assert [type(item) for _, item in found] == [InputLine, BadLine, InputLine]


def test_a_toponym_is_written_with_every_field_of_the_format() -> None:
    text = "Kabul"
    resolution = Resolution(
        Toponym(text, 0, 5, "GPE", Role.ACTOR),
        KABUL,
        0.87654321,
        (Candidate(KABUL, 3.0), Candidate(RIVER, 0.123456), Candidate(RIVER, math.inf)),
    )
    record = InputLine(7, Article("7", "", text))
    line = render(record, GeoparsedArticle(record.article, (resolution,)))
    assert json.loads(line) == {
        "id": 7,
        "toponyms": [
            {
                "start": 0,
                "end": 5,
                "phrase": "Kabul",
                "label": "GPE",
                "role": "actor",
                "lat": 34.52813,
                "lon": 69.17233,
                "geonameid": "1138958",
                "name": "Kabul",
                "country": "AF",
                "feature_class": "P",
                "feature_code": "PPLC",
                "confidence": 0.8765,
                "id": KABUL.id,
                "in_town": False,
                "alternatives": [
                    {
                        "geonameid": None,
                        "name": "Kabul River",
                        "country": None,
                        "lat": 34.3,
                        "lon": 70.2,
                        "score": 0.1235,
                        "id": RIVER.id,
                    },
                    {
                        "geonameid": None,
                        "name": "Kabul River",
                        "country": None,
                        "lat": 34.3,
                        "lon": 70.2,
                        "score": None,
                        "id": RIVER.id,
                    },
                ],
            }
        ],
    }


def test_an_unplaced_toponym_has_null_for_everything_about_a_place() -> None:
    record = InputLine("1", Article("1", "", "Kabul"))
    unplaced = Resolution(Toponym("Kabul", 0, 5, "GPE"), None, 0.3, (Candidate(KABUL, 1.0),))
    [toponym] = json.loads(render(record, GeoparsedArticle(record.article, (unplaced,))))[
        "toponyms"
    ]
    for field in ("lat", "lon", "geonameid", "name", "country", "feature_class", "feature_code"):
        assert toponym[field] is None
    assert toponym["confidence"] == 0.3
    assert [other["geonameid"] for other in toponym["alternatives"]] == ["1138958"]


def test_given_spans_come_back_in_the_order_given() -> None:
    article = Article("1", "", "Kabul, Kabul")
    resolutions = tuple(
        Resolution(Toponym("Kabul", start, start + 5, "GPE"), None, 0.0) for start in (0, 7)
    )
    record = InputLine("1", article, ((7, 12), (0, 5), (7, 12)))
    line = json.loads(render(record, GeoparsedArticle(article, resolutions)))
    assert [toponym["start"] for toponym in line["toponyms"]] == [7, 0, 7]


@given(id=unicode_text | st.integers(), text=unicode_text, title=unicode_text)
def test_text_goes_in_and_comes_out_letter_for_letter(id: str | int, text: str, title: str) -> None:
    for ascii_only in (True, False):
        line = json.dumps({"id": id, "text": text, "title": title}, ensure_ascii=ascii_only)
        record = parse(line.encode(), with_spans=False)
        assert (record.id, record.article.text, record.article.title) == (id, text, title)
    whole = Resolution(Toponym(text, 0, len(text), "GPE"), None, 0.0)
    written = render(record, GeoparsedArticle(record.article, (whole,)))
    assert written.count(b"\n") == 1 and written.endswith(b"\n")
    back = json.loads(written)
    assert back["id"] == id and back["toponyms"][0]["phrase"] == text


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_a_bad_line(line: bytes) -> None:
    for _, found in input_lines([line], with_spans=True, longest=1_000_000):
        assert isinstance(found, InputLine | BadLine)
