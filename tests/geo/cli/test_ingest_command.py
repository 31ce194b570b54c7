from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import current_thread, main_thread

import pytest

from geo.atlas import Atlas, Filter
from geo.cli import main
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, GeoparsedArticle
from geo.sources import Reject
from tests.geo.cli.conftest import EveryMoscow
from tests.geo.fetch.loopback import Site, says, serving

TEXT = "Talks go on\n\nPublished July 9, 2021\n\nThe talks in Moscow went on, an envoy said.\n"

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.usefixtures("every_moscow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    return folder


def test_the_summary_says_what_came_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    atlas = str(tmp_path / "atlas")
    assert main(["ingest", str(folder), "--atlas", atlas]) == 0
    first = capsys.readouterr()
    assert "1 articles read: 1 new, 0 duplicates, 1 rejected" in first.out
    assert f"rejected: {folder / 'empty.txt'}: " in first.out
    assert first.err == ""
    assert main(["ingest", str(folder), "--atlas", atlas]) == 0
    assert "1 articles read: 0 new, 1 duplicates, 1 rejected" in capsys.readouterr().out
    assert len(Atlas(atlas).article_ids()) == 1


def test_the_summary_as_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(folder), "--atlas", str(tmp_path / "atlas"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["read"], summary["new"], summary["mentions"]) == (1, 1, 1)
    assert summary["rejects"][0]["name"] == str(folder / "empty.txt")


def test_the_atlas_is_the_one_that_the_environment_names(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "named"))
    assert main(["ingest", str(folder)]) == 0
    assert len(Atlas(tmp_path / "named").article_ids()) == 1


def test_nothing_but_rejects_is_a_failure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["ingest", str(folder / "empty.txt"), "--atlas", str(tmp_path / "atlas")]
    assert main(arguments) == 2
    assert "0 articles read" in capsys.readouterr().out


def test_names_that_could_not_be_placed_fill_one_line_whatever_they_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from geo.cli.ingest import summary_lines as _lines
    from geo.pipeline.summary import Summary

    names = tuple((f"Name\n\x1b{n}", 1) for n in range(25))
    lines = _lines(Summary(1, 1, 0, 0, 25, names, ()))
    assert len(lines) == 3 and lines[2].endswith("and 5 more")
    assert all(line.isprintable() for line in lines)


def test_columns_are_found_by_themselves_or_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "Kopf;Wortlaut;Tag\nTalks go on;The talks in Moscow went on, an envoy said.;9 July 2021\n"
    )
    (tmp_path / "export.csv").write_text(rows)
    atlas = str(tmp_path / "atlas")
    arguments = ["ingest", str(tmp_path / "export.csv"), "--atlas", atlas]
    assert main(arguments) == 2
    assert "name it with --map text=COLUMN" in capsys.readouterr().out
    mapped = ["--map", "text=Wortlaut", "--map", "title=Kopf", "--map", "published=Tag"]
    assert main([*arguments, *mapped]) == 0
    with Atlas(atlas).reader() as reader:
        [headline] = reader.articles(Filter(), 10)
    assert (headline.title, headline.published) == ("Talks go on", date(2021, 7, 9))


@pytest.mark.parametrize("mapped", ["text", "text=", "body=text", "=body"])
def test_a_mapping_that_says_nothing_is_bad_usage(
    mapped: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", "x.csv", "--map", mapped]) == 2
    assert "the fields are text, title, published" in capsys.readouterr().err


def test_standard_input_is_an_article_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b'{"text": "Talks in Moscow."}\nno json\n{"body": "Envoys left Moscow."}\n'
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines)))
    assert main(["ingest", "-", "--atlas", str(tmp_path / "atlas")]) == 0
    told = capsys.readouterr().out
    assert "2 articles read: 2 new, 0 duplicates, 1 rejected" in told
    assert "rejected: standard input:2: not valid JSON" in told


def test_feeds_are_asked_for_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DATELINE_HOST_INTERVAL", "0")
    feed = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item>'
        b"<title>Talks go on</title><pubDate>Fri, 09 Jul 2021 10:34:00 GMT</pubDate>"
        b"<description>The talks in Moscow went on, an envoy said.</description>"
        b"</item></channel></rss>"
    )
    with serving(Site({"/feed": says(feed, type="application/rss+xml")})) as site:
        arguments = ["ingest", site.at("/feed"), "--atlas", str(tmp_path / "atlas")]
        assert main(arguments) == 2
        assert "DATELINE_PRIVATE_ADDRESSES=1" in capsys.readouterr().out
        assert site.asked == []
        monkeypatch.setenv("DATELINE_PRIVATE_ADDRESSES", "1")
        assert main(arguments) == 0
    assert "1 articles read: 1 new" in capsys.readouterr().out


def test_of_many_rejects_the_first_are_named_and_the_others_counted() -> None:
    from geo.cli.ingest import summary_lines as lines
    from geo.pipeline.summary import Summary

    rejects = tuple(Reject(f"a.jsonl:{n}", "empty" if n % 2 else "no text") for n in range(10_000))
    told = lines(Summary(10_000, 0, 0, 0, 0, (), rejects))
    assert "rejected: a.jsonl:0: no text" in told
    assert told[-2:] == ["rejected: 4975 more: no text", "rejected: 4975 more: empty"]
    assert len(told) < 60


WATCH = """
import signal
import sys
from contextlib import contextmanager
from geo.pipeline.engines import processes
from tests.geo.cli.conftest import EveryMoscow

@contextmanager
def geoparser(settings, *_):
    yield EveryMoscow(settings)

processes.geoparser = geoparser
# A suite that a script runs in the background hands on that Ctrl-C is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from geo.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_watched_folder_is_read_until_somebody_stops_it(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (1_000, 1_000))
    arguments = [str(folder), "--atlas", str(tmp_path / "atlas"), "--watch", "--every", "1"]
    command = [sys.executable, "-c", WATCH, "ingest", *arguments, "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout and process.stderr
        first = json.loads(process.stdout.readline())
        (folder / "b.txt").write_text(TEXT.replace("talks", "envoys"))
        os.utime(folder / "b.txt", (1_000, 1_000))
        second = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == ""
        assert process.stderr.read() == "dateline: interrupted\n"
    assert process.returncode == 130
    assert (first["new"], len(first["rejects"])) == (1, 1)
    assert (second["read"], second["new"], second["rejects"]) == (1, 1, [])
    assert len(Atlas(tmp_path / "atlas").article_ids()) == 2


def test_standard_input_cannot_be_watched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "-", "--watch"]) == 2
    assert "cannot be watched" in capsys.readouterr().err


@pytest.mark.skipif(current_thread() is not main_thread(), reason="signals are for main threads")
def test_being_ended_politely_is_an_interruption(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(self: EveryMoscow, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        yield GeoparsedArticle(next(iter(articles)), ())
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(EveryMoscow, "geoparse", ended)
    assert main(["ingest", str(folder), "--atlas", str(tmp_path / "atlas")]) == 130
    assert len(Atlas(tmp_path / "atlas").article_ids()) == 1
    assert signal.getsignal(signal.SIGTERM) == before


def test_an_interruption_is_summed_up(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(self: EveryMoscow, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        yield GeoparsedArticle(next(iter(articles)), ())
        raise KeyboardInterrupt

    monkeypatch.setattr(EveryMoscow, "geoparse", interrupted)
    assert main(["ingest", str(folder), "--atlas", str(tmp_path / "atlas")]) == 130
    told = capsys.readouterr()
    assert "1 articles read: 1 new" in told.out
    assert told.err == "dateline: interrupted\n"
    assert len(Atlas(tmp_path / "atlas").article_ids()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "--engine", "dask", "--watch"], "--watch is for --engine local"),
        (["-", "--engine", "dask"], "-: --engine dask reads files"),
        (["https://a.example/feed", "--engine", "dask"], "--engine dask reads files"),
        (["a.txt", "--scheduler", "tcp://a:1"], "--scheduler is for --engine dask"),
        (["a.txt", "--engine", "dask", "--geocoder", "nominatim"], "asks no online geocoder"),
        ([], "nothing to read"),
        (["--warc-paths", "none.paths"], "none.paths: cannot be read"),
    ],
)
def test_what_a_cluster_cannot_be_told_is_bad_usage(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", *arguments, "--atlas", str(tmp_path / "atlas")]) == 2
    assert told in capsys.readouterr().err


def test_a_list_of_archives_is_read_like_the_archives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "The talks in Moscow went on, an envoy said."}\n')
    (tmp_path / "warc.paths").write_text("a.jsonl\n")
    arguments = ["--warc-paths", str(tmp_path / "warc.paths"), "--atlas", str(tmp_path / "atlas")]
    assert main(["ingest", *arguments]) == 0
    assert "1 articles read: 1 new" in capsys.readouterr().out


def test_the_samples_by_a_cluster_of_this_machine(gazetteer: Gazetteer, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geo.cli", "ingest", str(ROOT / "seeds"), "--engine", "dask"]
    command += ["--workers", "1", "--atlas", str(tmp_path / "atlas")]
    environment = {**os.environ, "DATELINE_CACHE": str(gazetteer.path.parent)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "5 articles read: 5 new" in done.stdout
    with Atlas(tmp_path / "atlas").reader() as reader:
        assert reader.counts(Filter()).places > 10
