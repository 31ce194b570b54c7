"""Watch many feeds at once, each on a host of its own, and see whether anything is lost or grows.

    python -m tests.benchmarks.many_feeds [--feeds 200] [--minutes 10] [--pause 15]

A server on this machine shows so many feeds (127.0.0.1, 127.0.0.2 ... so that none waits for
another's turn), each with its newest ten articles of made news; every second one more article is
in one of them. `dateline ingest --watch` reads them. Printed are the memory of its processes minute
by minute, how long an article took from its feed into the atlas, and how many were lost or are
there twice: none should be.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from datetime import datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psutil
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.gazetteer.build import ensure
from geo.settings import Settings
from tests.benchmarks.made_news import Made, Newsroom
from tests.loopback import listening

SHOWN = 10
FIRST = 2  # articles of each feed at the beginning
_END_SECONDS = 120


class Feeds:
    """Feeds that grow; ``since`` is when each article, by its address, was first shown."""

    def __init__(self, count: int, articles: list[Made]) -> None:
        self.since: dict[str, float] = {}
        self.asked = Counter[int]()
        self._waiting = deque(articles)
        self._shown: list[deque[str]] = [deque(maxlen=SHOWN) for _ in range(count)]
        for _ in range(FIRST):
            for number in range(count):
                self.publish(number)

    def publish(self, number: int) -> None:
        """Show the next article in the feed with this number."""
        article = self._waiting.popleft()
        address = f"https://{number}.example/{article.number}"
        moment = datetime.combine(article.published, datetime.min.time()).astimezone()
        self.since[address] = time.time()
        self._shown[number].appendleft(
            f"<item><title>{escape(article.title)}</title><link>{address}</link>"
            f"<pubDate>{format_datetime(moment)}</pubDate>"
            f"<description>{escape(article.text)}</description></item>"
        )

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """The feed that is asked for; nothing else is there."""
        name = request.path.removeprefix("/feed/")
        if not name.isdigit() or int(name) >= len(self._shown):
            request.send_error(404)
            return
        number = int(name)
        self.asked[number] += 1
        body = (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {number}</title>'
            f"<language>en</language>{''.join(self._shown[number])}</channel></rss>"
        ).encode()
        request.send_response(200)
        request.send_header("Content-Type", "application/rss+xml")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


def main() -> None:
    """Serve, watch, count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--pause", type=int, default=15, help="seconds between two looks")
    args = parser.parse_args()
    seconds = round(60 * args.minutes)
    newsroom = Newsroom(ensure(Settings.load().gazetteer))
    wanted = FIRST * args.feeds + seconds
    # What two papers print word for word under one headline is one article, and stored once.
    made = {(each.title, each.text): each for each in newsroom.articles(2 * wanted)}
    feeds = Feeds(args.feeds, list(made.values())[:wanted])
    with (
        tempfile.TemporaryDirectory(prefix="many-feeds-") as folder,
        listening(feeds.answer, "0.0.0.0") as port,  # all of 127.0.0.0/8
    ):
        atlas = Path(folder) / "atlas"
        addresses = [
            f"http://127.0.{number // 250}.{number % 250 + 1}:{port}/feed/{number}"
            for number in range(args.feeds)
        ]
        watcher = _start(addresses, atlas, args.pause, Path(folder))
        try:
            _publish(feeds, watcher, seconds, args.feeds)
            _wait_for(feeds, atlas, watcher)
        finally:
            watcher.send_signal(signal.SIGTERM)
            watcher.wait(60)
        _report(feeds, atlas)


def _start(addresses: list[str], atlas: Path, pause: int, folder: Path) -> psutil.Popen:
    listed = folder / "feeds.txt"
    listed.write_text("".join(f"{address}\n" for address in addresses))
    command = ["ingest", str(listed), "--watch", "--every", str(pause), "--atlas", str(atlas)]
    return psutil.Popen(
        [sys.executable, "-m", "geo.cli", *command],
        env={**os.environ, "DATELINE_PRIVATE_ADDRESSES": "1"},
        stdout=subprocess.DEVNULL,
    )


def _publish(feeds: Feeds, watcher: psutil.Popen, seconds: int, count: int) -> None:
    """One more article a second; the memory of all processes of the ingest each minute."""
    start = time.monotonic()
    for second in range(seconds):
        time.sleep(max(0.0, start + second - time.monotonic()))
        feeds.publish(second * 37 % count)
        if watcher.poll() is not None:
            raise SystemExit(f"the ingest has ended with {watcher.returncode}")
        if second % 60 == 59:
            sizes = [
                each.memory_info().rss / 1e6
                for each in (watcher, *watcher.children(recursive=True))
            ]
            print(
                f"minute {second // 60 + 1:3}  {sum(sizes):6.0f} MB in {len(sizes)} processes, "
                f"{sum(feeds.asked.values()):,} feeds read, {len(feeds.since):,} articles shown",
                flush=True,
            )


def _wait_for(feeds: Feeds, atlas: Path, watcher: psutil.Popen) -> None:
    """Until what was shown last has been read too."""
    end = time.monotonic() + _END_SECONDS
    while time.monotonic() < end and watcher.poll() is None:
        if len(_stored(atlas)) >= len(feeds.since):
            return
        time.sleep(2)


def _stored(atlas: Path) -> list[tuple[str, datetime]]:
    tables = [
        pq.read_table(atlas / part.articles.file, columns=["url", "ingested_at"])
        for part in manifest.read(atlas).parts
    ]
    return [(row["url"], row["ingested_at"]) for table in tables for row in table.to_pylist()]


def _report(feeds: Feeds, atlas: Path) -> None:
    stored = _stored(atlas)
    counts = Counter(url for url, _ in stored)
    first = min(feeds.since.values())
    waits = sorted(
        when.timestamp() - feeds.since[url]
        for url, when in stored
        # What was there from the beginning waited for the model to be loaded.
        if url in feeds.since and feeds.since[url] > first + 60
    )
    lost = [url for url in feeds.since if url not in counts]
    print(f"articles shown {len(feeds.since):,}, stored {len(stored):,}")
    print(
        f"lost {len(lost)}, twice {sum(count > 1 for count in counts.values())}, "
        f"of unknown origin {sum(url not in feeds.since for url in counts)}"
    )
    print(
        f"feeds read {sum(feeds.asked.values()):,} times, each at least {min(feeds.asked.values())}"
    )
    if waits:
        print(
            f"seconds from feed to atlas: median {statistics.median(waits):.0f}, "
            f"nine in ten {waits[9 * len(waits) // 10]:.0f}, all {waits[-1]:.0f}"
        )


if __name__ == "__main__":
    main()
