"""What is logged, how it is written, and what is never in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import logs
from geo.atlas import Atlas
from geo.cli import main
from geo.corrections import CorrectionLog, Scope, Spot
from geo.errors import GeocodingFailed
from geo.gazetteer import build, bundled
from geo.gazetteer.store import MatchKind, NameRow, PlaceRow, Writer
from geo.geocoders.cache import Cache
from geo.geocoders.protocol import Query
from geo.geocoders.rate_limit import RateLimiter, RateLimits, RetryingGeocoder
from geo.geocoders.service import Service
from geo.pipeline.ingest import ingest
from geo.settings import Online, Settings
from geo.sources import Reject
from tests.geo.geocoders.conftest import FakeClock
from tests.geo.geocoders.loopback import serving, status
from tests.geo.pipeline.test_ingest import FirstWords


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """As no command has configured it; what the whole process had is put back."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {n: logging.getLogger(n).level for n in logs.OURS}
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def configure(**environment: str) -> None:
    logs.configure(Settings.load(environment), "info")


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_json_lines_have_the_fields_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    configure(DATELINE_LOG="json")
    logging.getLogger("geo.example").info("read %d", 3, extra=logs.fields(articles=3))
    [line] = written(capsys)
    assert line.pop("time")
    assert line == {"level": "info", "logger": "geo.example", "message": "read 3", "articles": 3}


def test_text_is_one_line_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    logging.getLogger("geo.example").warning("%s", "a.txt\n2026 ERROR geo: forged\x1b[2J")
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("WARNING geo.example: a.txt 2026 ERROR geo: forged [2J")


def test_exceptions_are_logged_with_their_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure(DATELINE_LOG="json")
    try:
        raise OSError("no space")
    except OSError:
        logging.getLogger("geo.example").exception("not kept")
    [line] = written(capsys)
    assert "OSError: no space" in str(line["exception"])


@pytest.mark.parametrize(("level", "shown"), [("", 2), ("debug", 3), ("warning", 1), ("error", 0)])
def test_levels(level: str, shown: int, capsys: pytest.CaptureFixture[str]) -> None:
    configure(DATELINE_LOG_LEVEL=level)
    log = logging.getLogger("geo.example")
    log.debug("1")
    log.info("2")
    log.warning("3")
    assert len(capsys.readouterr().err.splitlines()) == shown


def test_configuring_twice_writes_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    configure(DATELINE_LOG="json")
    logging.getLogger("geo.example").info("once")
    assert len(written(capsys)) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("DATELINE_LOG", "xml"), ("DATELINE_LOG_LEVEL", "loud")]
)
def test_a_bad_setting_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["gazetteer", "info"]) == 2
    assert f"{name} is {value!r}: give" in capsys.readouterr().err


def test_settings_of_the_log_travel_to_other_processes() -> None:
    settings = Settings.load({"DATELINE_LOG": "json", "DATELINE_LOG_LEVEL": "debug"})
    assert Settings.load(settings.environment()) == settings


def test_an_ingest_tells_how_many_and_why_but_not_what(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "whisper.txt").write_text("Torhondi lies near the secret border.\n" * 9)
    reject = Reject("whisper.rss: entry 1", "neither text nor summary: Secret story")
    summary = ingest([str(tmp_path / "in"), reject], Atlas(tmp_path / "atlas"), FirstWords())
    assert summary.new == 1 and "Secret story" in summary.rejects[0].reason
    assert "published 1 articles" in caplog.text
    assert "rejected an article: neither text nor summary" in caplog.text
    for private in ("Secret", "secret", "Torhondi", "whisper"):
        assert private not in caplog.text


def test_an_outage_is_told_without_the_name_that_was_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "geo")
    clock = FakeClock()
    cache = Cache(tmp_path / "geocode.sqlite", clock=clock)
    limits = RateLimits(failures=2, tries=2)
    with serving() as server:
        service = Service("nominatim", Online(domains=(("nominatim", server.address),)))
        geocoder = RetryingGeocoder(
            service, RateLimiter("nominatim", limits, cache, clock), limits, clock
        )
        server.faults.extend([status(500)] * 2)
        with pytest.raises(GeocodingFailed, match="Zarowkala"):
            geocoder.geocode(Query("Zarowkala"))
        clock.time += 61
        geocoder.geocode(Query("Zarowkala"))
    told = [(each.levelname, each.getMessage()) for each in caplog.records]
    assert told == [
        ("INFO", "nominatim gave no answer: HTTP status 500"),
        ("INFO", "nominatim gave no answer: HTTP status 500"),
        (
            "WARNING",
            "nominatim is left alone for 60 s after 2 failures in a row: HTTP status 500",
        ),
        ("INFO", "nominatim answers again"),
    ]


def test_a_gazetteer_that_is_built_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def small(writer: Writer, progress: object) -> dict[str, str]:
        writer.add_places([PlaceRow(1, "Herat", 34.3, 62.2, "P", "PPL", "AF")])
        writer.stage_names([NameRow(1, "Herat", MatchKind.NAME)])
        writer.merge_names()
        return {"made": "1"}

    monkeypatch.setattr(bundled, "fill", small)
    caplog.set_level("INFO", "geo")
    build(tmp_path / "gazetteer.sqlite")
    assert [each.getMessage().split(" /")[0] for each in caplog.records] == [
        "building the gazetteer",
        "built the gazetteer",
    ]


def test_a_correction_is_told_without_its_note(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "geo")
    log = CorrectionLog(tmp_path / "corrections.jsonl")
    log.correct(Spot("a1", 3, 8, "Herat"), None, Scope.MENTION, by="Ada", note="from a source")
    assert "added correction" in caplog.text
    assert not {"Ada", "source", "Herat"} & {*caplog.text.replace(":", " ").split()}


def test_the_command_line_logs_to_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_LOG", "json")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    assert main(["cache", "info"]) == 0
    logging.getLogger("geo.example").warning("seen")
    assert [line["message"] for line in written(capsys)] == ["seen"]
