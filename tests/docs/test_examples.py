"""What README, docs and help show is run: every command and every example in Python.

The web is a server on this machine. One atlas of the seeds is made for all; each example has a
copy of the folder to itself.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from geo.atlas import Atlas, Filter
from geo.cli import COMMANDS, main
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place
from geo.pipeline import Geoparser
from geo.pipeline.engines import Geoparses, processes
from geo.settings import Settings
from tests.docs import workspace
from tests.docs.commands import (
    PAGES,
    arguments,
    examples,
    helps,
    is_name,
    python_examples,
    refused,
    shown_commands,
)
from tests.docs.notebooks import NOTEBOOKS, cells, shown
from tests.geo.geocoders.loopback import Spot, serving
from tests.loopback import listening

# Commands that are read but not run, and why.
NOT_RUN = {
    "api": "serves until it is stopped; tests/geo/api runs it",
    "serve": "becomes the server; tests/browser runs it",
    "--timestamp": "asks a server that signs; tests/geo/evidence runs one",
    "gazetteer build": "takes minutes; tests/geo/gazetteer builds it",
    "dask": "starts a cluster; tests/geo/cli/test_ingest_command.py runs one",
    "restore": "changes what is there; tests/geo/test_backup.py runs it",
    "--url": "asks a server; tests/geo/cli/test_doctor_command.py runs one",
    "--watch": "ends when it is stopped; tests/geo/cli/test_ingest_command.py runs it",
}

# What stands for something of the reader's own.
PLACEHOLDERS = {"SOURCE": "articles", "NAME": "Herat", "OUT.csv": "out.csv"} | {
    "OUT": "out.csv",
    "OUT.xlsx": "out.xlsx",
    "DIR": "site",
}

COMMANDS_SHOWN = list(
    dict.fromkeys(
        [each for page in PAGES for each in shown_commands(page)]
        + [
            each
            for command in COMMANDS
            for parser in helps(command)
            for each in examples(parser.epilog or "")
        ]
    )
)


class World(NamedTuple):
    """The folder that all examples begin with, and the servers on this machine."""

    folder: Path
    correction: str
    web: str
    geocoder: str
    geoparser: Geoparser


def answer(request: BaseHTTPRequestHandler) -> None:
    body, kind = {
        "/feed.xml": (workspace.FEED, "application/rss+xml"),
        "/2021/07/09/story": (workspace.PAGE, "text/html; charset=utf-8"),
    }.get(request.path, ("", ""))
    request.send_response(200 if body else 404)
    request.send_header("Content-Type", kind or "text/plain")
    request.end_headers()
    request.wfile.write(body.encode())


def environment(geocoder: str, folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "DATELINE_CACHE": "cache",
        "DATELINE_ARTICLES": "articles",
        "DATELINE_ATLAS": "cache/atlas",
        "DATELINE_CORRECTIONS": "articles.corrections.jsonl",
        "DATELINE_PRIVATE_ADDRESSES": "1",
        "DATELINE_HOST_INTERVAL": "0",
        "DATELINE_USER_AGENT": "our-newsroom (desk@example.org)",
        "DATELINE_NOMINATIM_DOMAIN": geocoder,
        "DATELINE_PHOTON_DOMAIN": geocoder,
    }


def share(monkeypatch: pytest.MonkeyPatch, geoparser: Geoparser) -> None:
    """One model for all examples that ask nobody else: loading it takes longer than they do."""
    made_anew = processes.geoparser

    @contextmanager
    def shared(settings: Settings, workers: int = 1, *others: Any) -> Iterator[Geoparses]:
        if workers == 1 and not settings.online_geocoders:
            yield geoparser
            return
        with made_anew(settings, workers, *others) as made:
            yield made

    monkeypatch.setattr(processes, "geoparser", shared)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("examples") / "prepared"
    folder.mkdir()
    geoparser = Geoparser.load(Settings.load())
    with listening(answer) as port, serving() as geocoder, pytest.MonkeyPatch.context() as patch:
        web = f"http://127.0.0.1:{port}"
        geocoder.knows(Spot("Torghundi", 35.2533, 62.2908), Spot("Herat", 34.3482, 62.1997))
        workspace.fill(folder, gazetteer.path.resolve(), web)
        patch.chdir(folder)
        for name, value in environment(geocoder.address, folder).items():
            patch.setenv(name, value)
        share(patch, geoparser)
        (folder / "georgia.jsonl").write_text(json.dumps({"text": workspace.GEORGIA}))
        assert main(["ingest", "articles", "georgia.jsonl"]) in (0, 1)
        assert main(["ingest", "articles", "--atlas", "afghanistan"]) == 0
        assert main(["geoparse", "corpus.jsonl", "-o", "geoparsed.jsonl"]) == 0
        assert main(["geocode", "Torghundi", "--geocoder", "nominatim"]) == 0
        assert main(["cache", "export", "answers.jsonl"]) == 0
        assert main(["ingest", "Datashare", "--atlas", "datashare"]) == 0
        assert main(["export", "mentions.parquet"]) == 0
        assert main(["evidence", "herat.zip", "--text", "Herat"]) == 0
        (folder / "backups").mkdir()
        correction = workspace.correct(folder)
        patch.undo()
        yield World(folder, correction, web, geocoder.address, geoparser)


@pytest.fixture
def here(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the prepared folder, which is the current one."""
    folder = tmp_path / "here"
    shutil.copytree(world.folder, folder, symlinks=True)
    monkeypatch.chdir(folder)
    for name, value in environment(world.geocoder, folder).items():
        monkeypatch.setenv(name, value)
    share(monkeypatch, world.geoparser)
    return folder


def why_not_run(command: str) -> str | None:
    words = arguments(command)
    begun = " ".join(words)
    return next(
        (why for what, why in NOT_RUN.items() if begun.startswith(what) or what in words), None
    )


def runnable(command: str) -> bool:
    """Whether it is whole: not a mere name, such as ``dateline evaluate`` in a sentence."""
    mere_name = is_name(command) and (refused(command) or arguments(command) == ["ingest"])
    return not mere_name and "COMMAND" not in command and why_not_run(command) is None


@pytest.mark.parametrize("command", list(filter(runnable, COMMANDS_SHOWN)))
def test_a_command_does_what_it_says(
    command: str,
    here: Path,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = PLACEHOLDERS | {"ID": world.correction, "3f9c2a71d0e4": world.correction}
    words = [known.get(word, word) for word in arguments(command)]
    words = [
        word.replace("https://example.org", world.web).replace("~", str(here)) for word in words
    ]
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(workspace.ANNOTATED).encode()))
    )
    status = main(words)
    output, errors = capsys.readouterr()
    assert (status, "rejected:" in output) == (0, False), output + errors


def local(example: str, world: World) -> str:
    return example.replace("https://photon.example.org", world.geocoder)


def test_nothing_is_left_out_that_is_not_shown() -> None:
    used = {why_not_run(command) for command in COMMANDS_SHOWN}
    assert set(NOT_RUN.values()) <= used


def chosen() -> dict[str, Any]:
    """What docs/corrections.md has chosen before: an article, the wrong place and the right one."""
    with Atlas("cache/atlas").reader() as reader:
        for article in reader.articles(Filter(), 100):
            for mention in reader.mentions(article.article_id):
                if (mention.phrase, mention.start) == ("Georgia", workspace.GEORGIA_AT):
                    right = Place("geonames:4197000", "Georgia", 32.75, -83.5, "A", "ADM1", "US")
                    return {
                        "article_id": article.article_id,
                        "wrong": mention.place,
                        "place": right,
                    }
    raise AssertionError("Georgia is not in the atlas")


PRELUDES: dict[str, Callable[[], dict[str, Any]]] = {"corrections.md": chosen}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if python_examples(page)], ids=lambda page: page.name
)
def test_examples_in_python_run(page: Path, here: Path, world: World) -> None:
    names: dict[str, Any] = PRELUDES.get(page.name, dict)()
    for example in python_examples(page):
        exec(compile(local(example, world), str(page), "exec"), names)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_run(notebook: Path, here: Path) -> None:
    for value in shown(notebook):
        assert value is not None
        assert getattr(value, "_repr_html_", value.__repr__)()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_hold_no_results_and_no_machine(notebook: Path) -> None:
    assert json.loads(notebook.read_text("utf-8"))["nbformat"] == 4
    code = [cell for cell in cells(notebook) if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
