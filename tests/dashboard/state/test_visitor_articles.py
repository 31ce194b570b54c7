"""Visitors' own articles: where they are kept, for whom, and for how long."""

from __future__ import annotations

import gc
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.server.corpus import corpus
from dashboard.state.visitor_articles import (
    KEPT_AFTER_LEAVING,
    KEPT_UNUSED,
    Cut,
    Quota,
    UploadIngest,
    VisitorArticles,
    has_room,
    sweep,
)
from geo.atlas import Atlas
from geo.corrections import CorrectionLog, Scope, Spot
from geo.fetch import Fetcher
from geo.settings import Settings, Visitors
from geo.sources import from_bytes
from geo.sources.documents import from_address

ROOT = Path(__file__).parents[3]
LIMA = b"Fog over the harbour\n\nMay 3, 2022\n\nShips waited off Lima, Peru, on Tuesday.\n"
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Port MapReport</title>
<item><title>Fog</title><pubDate>Tue, 03 May 2022 09:00:00 GMT</pubDate>
<description>Ships waited off Lima, Peru, on Tuesday, and nobody knew for how long.</description>
</item></channel></rss>"""


@pytest.fixture
def settings(tmp_path: Path, gazetteer: object) -> Settings:
    return Settings.load().override(atlas=str(tmp_path / "atlas"))


@pytest.fixture
def visitor_articles() -> Iterator[VisitorArticles]:
    brought = VisitorArticles("visitor")
    yield brought
    brought.delete()


def finished(visitor_articles: VisitorArticles) -> UploadIngest:
    assert visitor_articles.upload is not None
    assert visitor_articles.upload.done.wait(120)
    visitor_articles.arrived(visitor_articles.upload)
    return visitor_articles.upload


def test_they_are_kept_apart_and_go_without_a_trace(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    visitor_articles.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    reading = finished(visitor_articles)
    assert reading.summary is not None
    assert (reading.summary.new, visitor_articles.shown, visitor_articles.has_articles) == (
        1,
        True,
        True,
    )
    where = Path(visitor_articles.settings(settings).atlas)
    assert len(Atlas(where).article_ids()) == 1
    assert not Atlas(settings.atlas).article_ids()
    visitor_articles.delete()
    assert not where.parent.exists()
    assert not visitor_articles.shown


def test_they_go_even_while_they_are_being_read(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    visitor_articles.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    upload, where = visitor_articles.upload, Path(visitor_articles.settings(settings).atlas).parent
    visitor_articles.delete()
    assert upload is not None
    assert upload.done.wait(120)
    for _ in range(200):
        if not where.exists():
            break
        time.sleep(0.05)
    assert not where.exists()
    assert not visitor_articles.is_kept


def test_what_servers_without_a_lock_left_goes_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    old, new = (tmp_path / "visitors" / name for name in ("tmp-test-old", "tmp-test-new"))
    for left in (old, new):
        left.mkdir(parents=True, exist_ok=True)
    os.utime(old, (0, 0))
    sweep(Settings.load())
    assert (old.exists(), new.exists()) == (False, True)


SERVER = """
import sys, time
from pathlib import Path
from dashboard.server.corpus import corpus
from dashboard.state.visitor_articles import VisitorArticles
from geo.settings import Settings, Visitors

brought = VisitorArticles("a visitor")
settings = brought.settings(Settings.load())
Path(settings.atlas).mkdir()
print(settings.atlas, flush=True)
time.sleep(600)
"""


def test_what_a_killed_server_held_is_gone_when_the_next_one_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))

    def started() -> tuple[subprocess.Popen[str], Path]:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert server.stdout
        return server, Path(server.stdout.readline().strip())

    killed, left = started()
    running, kept = started()
    try:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert left.is_dir() and kept.is_dir()
        sweep(Settings.load())
        assert (left.exists(), kept.is_dir()) == (False, True)
        assert not left.parent.parent.exists()
    finally:
        running.kill()
        running.wait()


def test_kept_they_are_everybodys_with_what_was_put_right(
    settings: Settings, visitor_articles: VisitorArticles, tmp_path: Path
) -> None:
    visitor_articles.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    finished(visitor_articles)
    mine = visitor_articles.settings(settings)
    [id_] = Atlas(mine.atlas).article_ids()
    before = Atlas(mine.atlas).reader()
    article, mentions = before.article(id_), before.mentions(id_)
    lima = next(mention for mention in mentions if mention.phrase == "Lima")
    judged = before.explain(id_, lima.start, lima.end)
    CorrectionLog(mine.corrections).correct(
        Spot(id_, lima.start, lima.end, "Lima"), None, Scope.MENTION
    )
    everyones = settings.override(corrections_file=tmp_path / "everyone.jsonl")
    visitor_articles.keep(everyones)
    kept = finished(visitor_articles)
    assert kept.problem == ""
    assert kept.summary is not None
    assert (kept.summary.read, kept.summary.new, kept.share) == (1, 1, 1.0)
    # The folder is gone, and everybody's atlas has what was in it.
    assert not Path(mine.atlas).exists()
    assert not visitor_articles.has_articles
    after = Atlas(settings.atlas).reader()
    assert judged
    assert (after.article(id_), after.mentions(id_)) == (article, mentions)
    assert after.explain(id_, lima.start, lima.end) == judged
    [put_right] = CorrectionLog(everyones.corrections).read().active
    assert put_right.spot.phrase == "Lima"


def test_progress_only_grows(settings: Settings) -> None:
    upload = UploadIngest(settings, ())
    shares = []
    ready, reading = upload._progress("PREPARING", 0.0, 0.2), upload._progress("READING", 0.2)
    for progress, done, total in ((ready, 9, 10), (ready, 5, 10), (reading, 0, 1), (reading, 3, 4),
                                  (reading, 3, 40), (reading, 40, 40)):  # fmt: skip
        progress(done, total, "")
        shares.append(upload.share)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_where_uploads_are_shared_everyone_gets_them(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    shared = Settings.load({"DATELINE_UPLOADS": "shared"}).override(atlas=settings.atlas)
    visitor_articles.read(shared, [from_bytes(LIMA, "fog.txt")], None)
    finished(visitor_articles)
    assert (visitor_articles.shown, visitor_articles.has_articles) == (False, False)
    assert len(Atlas(settings.atlas).article_ids()) == 1


def test_a_visitor_cannot_bring_more_than_is_agreed(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    few = Settings.load({"DATELINE_UPLOAD_ARTICLES": "2"}).override(atlas=settings.atlas)
    visitor_articles.read(
        few, [from_bytes(LIMA + bytes([65 + i]), f"{i}.txt") for i in range(4)], None
    )
    reading = finished(visitor_articles)
    assert reading.cut
    assert reading.summary is not None
    assert reading.summary.new == 2


def test_a_feed_is_asked_for(
    settings: Settings, visitor_articles: VisitorArticles, tmp_path: Path
) -> None:
    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/feed"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(FEED if known else b"")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        feed = from_address(f"http://127.0.0.1:{site.server_port}/feed")
        for allowed, count in (("0", 0), ("1", 1)):
            env = {"DATELINE_PRIVATE_ADDRESSES": allowed, "DATELINE_HOST_INTERVAL": "0"}
            web = Settings.load(env | {"DATELINE_CACHE": str(tmp_path / "cache")})
            visitor_articles.read(settings, [feed], Fetcher(web))
            reading = finished(visitor_articles)
            assert reading.summary is not None
            assert reading.summary.new == count
            assert bool(reading.summary.rejects) is (count == 0)
        site.shutdown()


def test_they_go_when_the_visitor_has_gone() -> None:
    visitor_articles = VisitorArticles("visitor", used=0.0)
    assert not visitor_articles.is_over(60.0, active=True)
    assert not visitor_articles.is_over(90.0, active=False)
    assert not visitor_articles.is_over(95.0, active=True)  # a line that broke for a moment
    assert not visitor_articles.is_over(100.0, active=False)
    assert visitor_articles.is_over(101.0 + KEPT_AFTER_LEAVING, active=False)
    assert visitor_articles.is_over(1.0 + KEPT_UNUSED, active=True)


def test_what_a_visitor_puts_right_there_is_nobody_else_s(
    tmp_path: Path, visitor_articles: VisitorArticles
) -> None:
    kept = tmp_path / "everyone.jsonl"
    server = Settings.load(
        {
            "DATELINE_CACHE": str(tmp_path),
            "DATELINE_CORRECTIONS": str(kept),
            "DATELINE_READ_ONLY": "1",
        }
    )
    mine = visitor_articles.settings(server)
    log = CorrectionLog(mine.corrections, mine.read_only)
    log.correct(Spot("article", 0, 4, "Lima"), None, Scope.CORPUS)
    assert not kept.exists()
    visitor_articles.delete()
    assert not mine.corrections.exists()


def test_one_visit_has_only_so_much_read(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    few = settings.override(visitors=Visitors(session_articles=2))
    texts = [LIMA.replace(b"Lima, Peru", where) for where in (b"Lima", b"Oslo", b"Rome, Italy")]
    documents = [from_bytes(text, f"{n}.txt") for n, text in enumerate(texts)]
    visitor_articles.read(few, documents[:1], None)
    assert finished(visitor_articles).cut is Cut.NONE
    visitor_articles.read(few, documents[1:], None)
    reading = finished(visitor_articles)
    assert reading.cut is Cut.VISIT
    where = Path(visitor_articles.settings(settings).atlas)
    assert len(Atlas(where).article_ids()) == 2


def test_reading_for_one_visit_takes_only_so_long(settings: Settings) -> None:
    visitor = VisitorArticles("slow")
    visitor._quota = Quota(articles=100, seconds=0)
    visitor.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    assert finished(visitor).cut is Cut.TIME
    visitor.delete()


def test_all_visitors_articles_have_only_so_much_room(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    full = settings.override(visitors=Visitors(kept_bytes=1))
    others = VisitorArticles("another")
    others.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    finished(others)
    visitor_articles.read(full, [from_bytes(LIMA, "fog.txt")], None)
    assert finished(visitor_articles).cut is Cut.ROOM
    others.delete()
    assert has_room(settings)


def test_what_is_deleted_leaves_the_process_too(
    settings: Settings, visitor_articles: VisitorArticles
) -> None:
    visitor_articles.read(settings, [from_bytes(LIMA, "fog.txt")], None)
    upload = finished(visitor_articles)
    assert upload.sources == ()
    shown = weakref.ref(corpus(visitor_articles.settings(settings)))
    assert shown() is not None
    visitor_articles.delete()
    gc.collect()
    assert shown() is None
