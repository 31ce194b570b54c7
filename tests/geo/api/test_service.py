from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest
from lxml import etree

from geo.atlas import Atlas
from geo.cli import main
from geo.corrections import CorrectionLog, Scope, Spot
from geo.errors import BadInput
from geo.export import By
from geo.models import Article, GeoparsedArticle
from tests.geo.api.conftest import serving, settings_of
from tests.geo.atlas.samples import KABUL, named
from tests.geo.export import newsroom

ITEMS = "/collections/mentions/items"
ATOM = "{http://www.w3.org/2005/Atom}"


def features(api: httpx.Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = api.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["features"]
    return found


@pytest.mark.parametrize(
    ("path", "by"), [(ITEMS, By.MENTION), ("/places", By.PLACE), ("/articles", By.ARTICLE)]
)
def test_rows_are_those_of_an_export(path: str, by: By, api: httpx.Client, folder: Path) -> None:
    rows = newsroom.rows(newsroom.filled(folder), by)
    served = [each["properties"] for each in features(api, path)]
    assert len(served) == len(rows)
    # Whether anybody has checked, and the gazetteer, are those of the service's settings.
    for found, row in zip(served, rows, strict=True):
        for name, value in row.items():
            if not name.startswith(("measured", "gazetteer_version", "corrected_on")):
                assert found[name] == (value.isoformat() if isinstance(value, date) else value)


@pytest.mark.parametrize(("path", "key"), [("/places", "place_id"), ("/articles", "article_id")])
def test_lists_have_pages(path: str, key: str, api: httpx.Client) -> None:
    every = [each["properties"][key] for each in features(api, path)]
    pages = [features(api, path, limit=3, offset=begin) for begin in range(0, len(every), 3)]
    assert [each["properties"][key] for page in pages for each in page] == every
    assert features(api, path, offset=10**12) == []


def test_hostile_texts_are_text(api: httpx.Client) -> None:
    titles = {each["properties"]["title"] for each in features(api, "/articles")}
    assert set(newsroom.HOSTILE) <= titles
    answer = api.get("/feed/atom")
    feed = etree.fromstring(answer.content)
    found = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert {each.replace("\u0007", "\ufffd") for each in newsroom.HOSTILE} <= found
    for path in (ITEMS, "/feed/atom", "/"):
        headers = api.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "html" not in headers["content-type"]


def test_a_feed_is_read_by_feed_readers(api: httpx.Client) -> None:
    answer = api.get("/feed/atom", params={"q": "talks OR quiet OR line", "limit": 2})
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo and feed.version == "atom10"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [str(answer.url)]
    assert len(feed.entries) == 2
    entry = feed.entries[0]
    assert entry.id.startswith("urn:dateline:article:article-")
    assert entry.published == "2021-07-09T00:00:00Z"
    assert entry.where["type"] == "Point"


def test_a_feed_has_a_point_for_each_place_and_a_time_for_each_entry(api: httpx.Client) -> None:
    feed = etree.fromstring(api.get("/feed/atom", params={"q": "Suva"}).content)
    [entry] = feed.iter(f"{ATOM}entry")
    points = [each.text for each in entry.iter("{http://www.georss.org/georss}point")]
    assert len(points) == 2 and all(len(each.split()) == 2 for each in points)
    assert entry.findtext(f"{ATOM}updated") and entry.find(f"{ATOM}published") is None
    empty = etree.fromstring(api.get("/feed/atom", params={"country": "BR"}).content)
    assert empty.findtext(f"{ATOM}updated") and empty.find(f"{ATOM}entry") is None


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"limit": "-1"}, "limit: '-1' is not a whole number from 1"),
        ({"offset": "x"}, "offset: 'x' is not a whole number from 0"),
        ({"bbox": "1,2,3"}, "bbox: '1,2,3' is not west,south,east,north in degrees, such as"),
        ({"datetime": "July"}, "datetime: 'July' is not a day, a time (RFC 3339) or an interval"),
        ({"q": "("}, "q: '(' is not a search: "),
        ({"q": "a" * 501}, "is not shorter than 500 characters"),
        ({"role": "mayor"}, "role: 'mayor' is not one of place, dateline"),
        ({"country": "Fiji"}, "country: 'Fiji' is not country codes"),
        ({"min_confidence": "2"}, "min_confidence: '2' is not a number from 0 to 1"),
        ({"clock": "sundial"}, "clock: 'sundial' is not one of published, spoken"),
        ({"undated": "yes"}, "undated: 'yes' is not one of true, false"),
        ({"<script>": "1"}, "no parameter is called '<script>' here: there are limit, offset"),
    ],
)
def test_what_is_wrong_with_a_request_is_named(
    parameters: dict[str, str], complaint: str, api: httpx.Client
) -> None:
    answer = api.get(ITEMS, params=parameters)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert complaint in answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_without_end_is_refused(api: httpx.Client) -> None:
    answer = api.get(f"{ITEMS}?{'q=a&' * 2000}")
    assert answer.status_code == 414
    assert answer.json()["detail"] == "a query has at most 4,096 bytes"


def test_a_parameter_twice_is_refused_where_it_means_nothing(api: httpx.Client) -> None:
    assert api.get(f"{ITEMS}?q=a&q=b").json()["detail"] == "q: given twice"
    two = features(api, f"{ITEMS}?source=Wire&source=@SUM(1%2B1)")
    assert {each["properties"]["source"] for each in two} == {"Wire", "@SUM(1+1)"}


@pytest.mark.parametrize(
    "mention", ["none", "article-1:0-1", "article-1:a-b", "article-1:99999999999-1", "%00", ":"]
)
def test_a_mention_that_is_not_there_is_not_found(mention: str, api: httpx.Client) -> None:
    answer = api.get(f"{ITEMS}/{mention}")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "no placed mention has this id"


def test_a_name_that_could_not_be_placed_is_no_feature(api: httpx.Client) -> None:
    text = features(api, ITEMS, q="Nowhere")[0]["properties"]["sentence"]
    start = text.index("Nowhere") if "Nowhere" in text else 75
    assert api.get(f"{ITEMS}/article-3:{start}-{start + 7}").status_code == 404


def test_what_a_client_has_is_not_sent_again_until_it_changes(tmp_path: Path) -> None:
    newsroom.filled(tmp_path)
    with serving(settings_of(tmp_path)) as api:

        def ask(etag: str = "") -> httpx.Response:
            return api.get(f"{ITEMS}?limit=1", headers={"If-None-Match": etag} if etag else {})

        first = ask()
        assert first.headers["cache-control"] == "no-cache"
        again = ask(first.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
        assert ask().headers["etag"] == first.headers["etag"]
        assert api.get(f"{ITEMS}?limit=2").headers["etag"] != first.headers["etag"]

        text = "Snow fell on Kabul."
        Atlas(tmp_path / "atlas").add(
            [GeoparsedArticle(Article("new", "Snow", text), (named(text, "Kabul", KABUL),))]
        )
        changed = ask(first.headers["etag"])
        assert changed.status_code == 200
        assert changed.json()["numberMatched"] == first.json()["numberMatched"] + 1

        log = CorrectionLog(tmp_path / "articles.corrections.jsonl")
        log.correct(Spot("new", 13, 18, "Kabul"), None, Scope.MENTION)
        corrected = ask(changed.headers["etag"])
        assert corrected.json()["numberMatched"] == first.json()["numberMatched"]


def test_scripts_of_other_pages_may_ask_only_where_they_are_named(folder: Path) -> None:
    asked = {"Origin": "https://maps.example.org"}
    with serving(settings_of(folder)) as api:
        assert "access-control-allow-origin" not in api.get("/", headers=asked).headers
    with serving(settings_of(folder), origins=["https://maps.example.org"]) as api:
        allowed = api.get("/", headers=asked).headers["access-control-allow-origin"]
        assert allowed == "https://maps.example.org"
        others = api.get("/", headers={"Origin": "https://evil.example"}).headers
        assert "access-control-allow-origin" not in others


def test_sentences_may_be_left_out(folder: Path) -> None:
    with serving(settings_of(folder), text=False) as api:
        assert {each["properties"]["sentence"] for each in features(api, ITEMS)} == {None}
        one = features(api, ITEMS, limit=1)[0]["id"]
        assert api.get(f"{ITEMS}/{one}").json()["properties"]["sentence"] is None


def test_health_says_whether_the_atlas_can_be_read(tmp_path: Path) -> None:
    newsroom.filled(tmp_path)
    with serving(settings_of(tmp_path)) as api:
        assert api.get("/healthz").json()["status"] == "ok"
        manifest = tmp_path / "atlas" / "manifest.json"
        manifest.write_text("no manifest")
        for path in ("/healthz", ITEMS):
            answer = api.get(path)
            assert answer.status_code == 503
            assert str(tmp_path) not in answer.text
        manifest.unlink()
        assert api.get("/healthz").status_code == 503


def test_without_an_atlas_there_is_nothing_to_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        pytest.raises(BadInput, match="no atlas is there: make one with `dateline ingest`"),
        serving(settings_of(tmp_path)),
    ):
        pass
    assert main(["api", "--atlas", str(tmp_path / "none")]) == 2
    assert "no atlas is there" in capsys.readouterr().err
    assert main(["api", "--cors", "maps.example.org"]) == 2
    assert "is not an origin such as https://" in capsys.readouterr().err


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_the_command_serves_until_it_is_stopped(folder: Path) -> None:
    port = str(free_port())
    command = [sys.executable, "-m", "geo.cli", "api", "--atlas", str(folder / "atlas")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    with (
        httpx.Client(timeout=60) as client,
        subprocess.Popen(
            [*command, "--port", port], stderr=subprocess.PIPE, text=True, env=environment
        ) as server,
    ):
        assert server.stderr is not None
        said = server.stderr.readline()
        assert said == f"the atlas is at http://127.0.0.1:{port}/\n"
        assert client.get(f"http://127.0.0.1:{port}/").json()["title"] == "Dateline"
        taken = subprocess.run(
            [*command, "--port", port], capture_output=True, text=True, env=environment
        )
        assert taken.returncode == 1
        assert f"cannot listen at 127.0.0.1, port {port}: Address already in use" in taken.stderr
        server.send_signal(signal.SIGINT)
        assert server.wait(30) in (0, 130)
        assert "Traceback" not in server.stderr.read()


def test_numbers_are_json(api: httpx.Client) -> None:
    for path in (ITEMS, "/places", "/articles", "/collections"):
        json.loads(api.get(path).text, parse_constant=lambda name: pytest.fail(name))
