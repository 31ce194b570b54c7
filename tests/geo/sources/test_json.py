"""JSON and JSONL, as services and programs give it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Article
from geo.settings import Bounds
from geo.sources import ReadOptions, Reject, read_bytes
from tests.geo.sources.conftest import LATEST, Found, articles, rejects

Reading = Callable[..., Found]

RAIN = "Rain fell on Poti all day, and the road to Batumi was closed."


def test_lines_of_json_and_a_bad_one_among_them(reading: Reading) -> None:
    raw = (
        b'{"headline": "Rain", "body": "' + RAIN.encode() + b'", "publishedAt": 1625788800}\n'
        b'{"headline": "Cut", "body": "Half a li\n'
        b"\n[1, 2]\n"
        b'{"headline": "Not a number, "body": NaN}\n'
        b'{"headline": "Snow", "content": "Snow fell on Mestia.", "date": "2021-07-08"}'
    )
    found = reading(raw, "news.jsonl")
    rain, snow = articles(found)
    assert (rain.text, rain.published) == (RAIN, date(2021, 7, 9))
    assert (snow.title, snow.published) == ("Snow", date(2021, 7, 8))
    assert [each.name for each in rejects(found)] == [
        "news.jsonl:2",
        "news.jsonl:4",
        "news.jsonl:5",
    ]
    assert "not an object" in rejects(found)[1].reason


def test_a_value_that_a_program_calls_no_number_is_missing(reading: Reading) -> None:
    [found] = articles(
        reading(f'{{"text": "{RAIN}", "score": NaN, "title": NaN}}'.encode(), "a.json")
    )
    assert found.text == RAIN


@pytest.mark.parametrize(
    "document",
    [
        # YouTube, Facebook and Bluesky
        {"items": [{"snippet": {"title": "Rain", "description": RAIN,
         "publishedAt": "2021-07-09T10:00:00Z"}, "source": "Wire", "url": "https://w.example/1"}]},
        {"data": [{"name": "Rain", "message": RAIN, "created_time": "2021-07-09T10:00:00+0000",
         "source": "Wire", "url": "https://w.example/1"}]},
        {"feed": [{"post": {"uri": "at://1", "record": {"title": "Rain", "text": RAIN,
         "langs": ["en"], "createdAt": "2021-07-09T10:00:00Z", "source": "Wire", "url": "https://w.example/1"}}}]},
        # NewsAPI
        {"status": "ok", "totalResults": 1, "articles": [{"source": {"id": None, "name": "Wire"},
         "author": "A", "title": "Rain", "description": "Rain fell.", "content": RAIN,
         "url": "https://w.example/1", "publishedAt": "2021-07-09T10:00:00Z"}]},
        # The Guardian
        {"response": {"status": "ok", "results": [{"id": "world/1", "webTitle": "Rain",
         "webPublicationDate": "2021-07-09T10:00:00Z", "webUrl": "https://w.example/1",
         "fields": {"body": f"<p>{RAIN}</p>", "publication": "Wire"}}]}},
        # Elasticsearch
        {"hits": {"total": 1, "hits": [{"_index": "news", "_source": {"title": "Rain",
         "text": RAIN, "published": "2021-07-09", "source": "Wire", "url": "https://w.example/1"}}]}},
        # JSON Feed
        {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{"id": "1",
         "title": "Rain", "content_html": f"<p>{RAIN}</p>", "url": "https://w.example/1",
         "date_published": "2021-07-09T23:00:00-05:00", "source": "Wire"}]},
        # WordPress
        [{"id": 1, "date": "2021-07-09T10:00:00", "link": "https://w.example/1", "source": "Wire",
          "title": {"rendered": "Rain"}, "content": {"rendered": f"<p>{RAIN}</p>\n"}}],
        # A dump of one article
        {"title": "Rain", "maintext": RAIN, "date_publish": "2021-07-09 10:00:00",
         "source": "Wire", "url": "https://w.example/1"},
    ],
    ids=["youtube", "facebook", "bluesky", "newsapi", "guardian", "elasticsearch", "jsonfeed",
         "wordpress", "single"],
)  # fmt: skip
def test_the_answers_of_services_are_understood(reading: Reading, document: Any) -> None:
    raw = json.dumps(document).encode()
    for name in ("answer.json", "answer"):
        [found] = articles(reading(raw, name))
        assert (found.title, found.text, found.source) == ("Rain", RAIN, "Wire")
        assert (found.published, found.url) == (date(2021, 7, 9), "https://w.example/1")


def test_keys_may_be_named_and_lead_inwards(reading: Reading) -> None:
    raw = json.dumps({"payload": {"main": RAIN}, "kopf": "Regen"}).encode()
    [found] = articles(reading(raw, "a.json", columns={"text": "payload.main", "title": "kopf"}))
    assert (found.title, found.text) == ("Regen", RAIN)


def test_a_list_longer_than_memory_is_read_record_by_record(reading: Reading) -> None:
    bounds = Bounds(article_bytes=1_000, file_bytes=2_000)
    records = [{"text": f"{RAIN} {n}"} for n in range(100)]
    records.insert(50, {"text": "x" * 5_000})
    found = reading(json.dumps(records, indent=1).encode(), "long.json", bounds=bounds)
    assert len(articles(found)) == 100
    [large] = rejects(found)
    assert large.name == "long.json: record 51" and "too large" in large.reason


def test_a_file_without_an_object_says_what_one_is(reading: Reading) -> None:
    for raw in (b"[]", b'"text"', b"42"):
        [found] = reading(raw, "a.json")
        assert isinstance(found, Reject) and 'such as {"text": "…"}' in found.reason


STORY = {"title": "Rain on Poti", "text": RAIN, "date": "2021-07-09"}
SNOW = {"title": "Snow on Mestia", "text": "Snow fell on Mestia.", "date": "2021-07-10"}


@pytest.mark.parametrize(
    "document",
    [
        {"newsList": [STORY, SNOW]},
        {"status": {"took": 3, "warnings": [{"code": 1}]}, "payload": {"found": [STORY, SNOW]}},
        {"a1": STORY, "a2": SNOW},
        {"meta": {"count": 2}, "byId": {"a1": STORY, "a2": SNOW}},
        {"title": {"0": STORY["title"], "1": SNOW["title"]},
         "text": {"0": RAIN, "1": SNOW["text"]}, "date": {"0": "2021-07-09", "1": "2021-07-10"}},
        {"columns": list(STORY), "index": [0, 1], "data": [[*STORY.values()], [*SNOW.values()]]},
        {"schema": {"fields": [{"name": "text"}]}, "data": [STORY, SNOW]},
        {"data": {"children": [{"kind": "t3", "data": STORY}, {"kind": "t3", "data": SNOW}]}},
        {"features": [{"type": "Feature", "properties": STORY}, {"properties": SNOW}]},
        {"pages": [{"articles": [STORY]}, {"articles": [SNOW]}]},
        {"orderedItems": [{"type": "Announce", "object": "https://w.example/9"}, STORY, SNOW]},
    ],
    ids=["other-key", "deep", "by-id", "by-id-deep", "pandas-columns", "pandas-split",
         "pandas-table", "wrapped", "geojson", "pages", "outbox"],
)  # fmt: skip
def test_articles_wherever_they_are(reading: Reading, document: Any) -> None:
    raw = json.dumps(document).encode()
    for name in ("a.json", "a.jsonl"):
        found = reading(raw, name)
        assert [each.title for each in articles(found)] == ["Rain on Poti", "Snow on Mestia"]
        assert [each.published for each in articles(found)] == [date(2021, 7, 9), date(2021, 7, 10)]
        assert not rejects(found)


def test_lists_in_a_list_are_the_rows_of_a_table(reading: Reading) -> None:
    rows = [[*STORY], [*STORY.values()], [*SNOW.values()]]
    for indent in (None, 1):
        found = articles(reading(json.dumps(rows, indent=indent).encode(), "a.json"))
        assert [each.title for each in found] == ["Rain on Poti", "Snow on Mestia"]
    told = rejects(reading(json.dumps(rows[1:]).encode(), "a.json"))
    assert len(told) == 2 and "not an object" in told[0].reason


def test_a_comma_after_the_last_of_a_list_costs_nothing(reading: Reading) -> None:
    raw = '[{"title": "Rain, \\"},]\\"", "text": "Rain fell,]", "tags": ["a", ], },\n]'
    [found] = articles(reading(raw.encode(), "a.json"))
    assert (found.title, found.text) == ('Rain, "},]"', "Rain fell,]")


def test_the_paragraphs_of_an_article_are_its_text(reading: Reading) -> None:
    raw = json.dumps({"title": "Rain on Poti", "paragraphs": [RAIN, "It fell on Batumi, too."]})
    [found] = articles(reading(raw.encode(), "a.json"))
    assert found.text == f"{RAIN}\n\nIt fell on Batumi, too."


def test_an_article_is_not_its_comments(reading: Reading) -> None:
    document = {**STORY, "comments": [{"text": "First!", "date": "2021-07-11"}]}
    [found] = articles(reading(json.dumps(document).encode(), "a.json"))
    assert found.text == RAIN


def test_several_lists_are_asked_about_and_a_path_tells(reading: Reading) -> None:
    raw = json.dumps({"result": {"local": [STORY], "world": [SNOW]}}).encode()
    [told] = reading(raw, "a.json")
    assert isinstance(told, Reject) and "--map items=result.local" in told.reason
    [found] = articles(reading(raw, "a.json", columns={"items": "result.world"}))
    assert found.title == "Snow on Mestia"
    [told] = reading(raw, "a.json", columns={"items": "result.sport"})
    assert isinstance(told, Reject) and "no list is at 'result.sport'" in told.reason


def test_an_export_of_telegram(reading: Reading) -> None:
    text = ["Rain fell on ", {"type": "bold", "text": "Poti"}, " and ",
            {"type": "text_link", "text": "Batumi"}, ".\n\nMore soon."]  # fmt: skip
    chat = {
        "name": "Harbour channel",
        "messages": [
            {"id": 1, "type": "service", "date": "2021-07-08T10:00:00", "action": "pin_message",
             "text": ""},
            {"id": 2, "type": "message", "date": "2021-07-09T10:00:00", "from": "Harbour channel",
             "from_id": "channel1", "text": text},
        ],
    }  # fmt: skip
    for document in (chat, {"chats": {"list": [chat]}}):
        found = reading(json.dumps(document).encode(), "result.json")
        [message] = articles(found)
        assert message.text == "Rain fell on Poti and Batumi.\n\nMore soon."
        assert message.source == "Harbour channel"
        assert message.published == date(2021, 7, 9) and not rejects(found)


def test_posts_of_social_networks(reading: Reading) -> None:
    post = {"full_text": RAIN, "created_at": "2021-07-09T10:00:00Z", "id_str": "1", "lang": "en"}
    raw = b"window.YTD.tweets.part0 = [" + json.dumps({"tweet": post}).encode() + b"]"
    [found] = articles(reading(raw, "tweets.js"))
    assert (found.text, found.published, found.language) == (RAIN, date(2021, 7, 9), "en")
    post["source"] = '<a href="https://w.example">W for telephones</a>'
    [found] = articles(reading(json.dumps([post]).encode(), "posts.json"))
    assert found.source == "posts"
    [told] = reading(b"function text() { return {}; }", "page.js")
    assert isinstance(told, Reject) and "script" in told.reason
    row = {"text": RAIN, "created_at": "2021-07-09"}
    [found] = articles(reading(json.dumps([row]).encode(), "rows.json"))
    assert found.published is None  # when the row was made, for all that is known


def test_dates_and_headlines_within_records(reading: Reading) -> None:
    document = [
        {"headline": {"main": "Rain on Poti", "kicker": "Sea"}, "abstract": RAIN,
         "pub_date": {"$date": "2021-07-09T10:00:00Z"}},
        {"webTitle": "Snow closes the road to Mestia", "webPublicationDate": "2021-07-10"},
        {"title": "Nothing else"},
    ]  # fmt: skip
    found = reading(json.dumps(document).encode(), "a.json")
    rain, snow = articles(found)
    assert (rain.title, rain.text, rain.published) == ("Rain on Poti", RAIN, date(2021, 7, 9))
    assert (snow.title, snow.text) == (snow.text, "Snow closes the road to Mestia")
    assert len(rejects(found)) == 1


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "title", "items", "date", "url", "x", "columns", "data"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_no_value_makes_it_fail(value: Any) -> None:
    raw = json.dumps(value).encode()
    for name in ("a.json", "a.jsonl"):
        for found in read_bytes(raw, name, ReadOptions(LATEST)):
            assert isinstance(found, Article) or found.reason
