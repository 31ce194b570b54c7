"""A selection as a feed, and how much is new in it, at the addresses of the page's own server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.state.url_query import format_moment
from dashboard.views import feeds
from geo.atlas import Atlas, Filter
from geo.models import Role
from geo.settings import Settings
from tests.dashboard.world import HERAT, build, geoparsed

LATER = geoparsed(
    "a6",
    "Herat again",
    "A market opened in Herat.",
    [("Herat", HERAT, Role.PLACE, 0.9)],
    date(2021, 8, 9),
)


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return build(tmp_path / "atlas")


@pytest.fixture
def client(tmp_path: Path, atlas: Atlas) -> Iterator[TestClient]:
    settings = Settings.load({}).override(
        atlas=str(tmp_path / "atlas"), corrections_file=tmp_path / "corrections.jsonl"
    )
    with TestClient(Starlette(routes=feeds.routes(lambda: settings))) as found:
        yield found


def titles(client: TestClient, query: str) -> list[str]:
    return [each.title for each in feedparser.parse(client.get(f"/feed/atom{query}").text).entries]


def test_the_parameters_of_a_view_are_those_of_its_feed(client: TestClient) -> None:
    assert len(titles(client, "")) == 5
    assert titles(client, "?q=gates OR signed&tab=articles&z=4&lat=1&lon=2") == ["A second round"]
    assert titles(client, "?place=geonames:524901&source=Press+Trust") == [
        "A second round",
        "Envoys arrive for talks",
    ]
    area = "?area=60,33,65,36"
    assert titles(client, area) == ["Fighting near the border"]


def test_a_feed_has_what_came_later_and_says_where_its_view_is(
    client: TestClient, atlas: Atlas
) -> None:
    before = client.get("/feed/atom?country=AF")
    again = client.get("/feed/atom?country=AF", headers={"If-None-Match": before.headers["etag"]})
    assert again.status_code == 304
    atlas.add([LATER])
    after = client.get("/feed/atom?country=AF")
    feed = feedparser.parse(after.text)
    assert feed.entries[0].title == "Herat again"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["alternate"] == "http://testserver/?country=AF"


@pytest.mark.parametrize("query", ["?from=yesterday", "?colour=red", "?since=2021-01-01"])
def test_what_means_nothing_is_no_feed_of_something_else(client: TestClient, query: str) -> None:
    answer = client.get(f"/feed/atom{query}")
    assert answer.status_code == 400
    assert query[1:].partition("=")[0] in answer.text


def test_a_query_without_end_is_refused(client: TestClient) -> None:
    assert client.get("/feed/atom?q=" + "a" * 5000).status_code == 414


def test_what_came_in_since_a_moment_is_counted_in_the_selection(
    client: TestClient, atlas: Atlas
) -> None:
    first = client.get("/feed/new").json()
    assert first.keys() == {"newest"}
    mark = {"seen": first["newest"], "shown": first["newest"]}
    assert client.get("/feed/new", params=mark).json() == first | {"seen": 0, "shown": 0}
    atlas.add([LATER])
    news = client.get("/feed/new", params=mark).json()
    assert (news["seen"], news["shown"]) == (1, 1)
    assert news["newest"] > first["newest"]
    assert client.get("/feed/new", params=mark | {"country": "RU"}).json()["seen"] == 0
    assert client.get("/feed/new", params={"seen": "long ago"}).status_code == 400


def test_a_filter_by_arrival_lets_through_what_is_later(atlas: Atlas) -> None:
    moment = atlas.reader().newest_arrival()
    assert moment is not None and moment < datetime.now(UTC)
    atlas.add([LATER])
    reader = atlas.reader()
    assert [each.article_id for each in reader.articles(Filter(arrived_after=moment), 9)] == ["a6"]
    assert reader.counts(Filter(arrived_after=reader.newest_arrival())).articles == 0


def test_who_must_sign_in_has_no_feed(tmp_path: Path, atlas: Atlas) -> None:
    settings = Settings.load({"DATELINE_VIEWERS": "@example.org"}).override(
        atlas=str(tmp_path / "atlas"), corrections_file=tmp_path / "corrections.jsonl"
    )
    with TestClient(Starlette(routes=feeds.routes(lambda: settings))) as client:
        assert client.get("/feed/atom").status_code == 403
        assert client.get("/feed/new").status_code == 403


def test_moments_are_written_in_utc() -> None:
    assert format_moment(datetime(2026, 11, 28, 10, tzinfo=UTC)) == "2026-11-28T10:00:00Z"
