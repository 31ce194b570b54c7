"""What docs/with-other-tools.md relies on, as far as it can be asked without these programs."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from geo.evidence import Evidence, write_pack
from geo.export import Content, format_of, write_file
from tests.docs.commands import ROOT
from tests.geo.api.conftest import serving, settings_of
from tests.geo.export import newsroom

PAGE = (ROOT / "docs" / "with-other-tools.md").read_text("utf-8")

# GDAL holds Python's lock while it asks, so that it must not share a process with the server.
READ = """
import pyogrio, sys
print(len(pyogrio.read_dataframe(sys.argv[1], layer="mentions")))
near = pyogrio.read_dataframe(sys.argv[1], layer="mentions", bbox=(177, -19, 179, -17))
print(*near.place_name, near.crs)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    return newsroom.filled(folder)


def exported(content: Content, path: Path) -> Path:
    write_file(content, format_of(path.name), path)
    return path


def test_datasette_finds_coordinates_and_the_query_runs(content: Content, tmp_path: Path) -> None:
    [query] = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    file = exported(content, tmp_path / "mentions.sqlite")
    with closing(sqlite3.connect(file)) as database:
        for table in ("mentions", "places"):
            points = database.execute(f"SELECT latitude, longitude FROM {table}").fetchall()
            assert points
            assert all(isinstance(degrees, float) for point in points for degrees in point)
        assert database.execute(query).fetchone() == ("Kabul", 34.52813, 69.17233, 13)


def test_gdal_reads_the_service(content: Content, folder: Path) -> None:
    with serving(settings_of(folder)) as api:
        done = subprocess.run(
            [sys.executable, "-c", READ, f"OAPIF:{api.base_url}"],
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.stdout.split("\n")[:2] == ["19", "Suva EPSG:4326"], done.stderr


def test_annotations_stand_in_the_texts_of_a_pack(content: Content, tmp_path: Path) -> None:
    write_pack(Evidence(content, (), {}), tmp_path / "texts.zip")
    annotations = json.loads(exported(content, tmp_path / "a.jsonld").read_text("utf-8"))
    with zipfile.ZipFile(tmp_path / "texts.zip") as pack:
        for annotation in annotations:
            article_id = annotation["id"].split(":")[3]
            text = pack.read(f"articles/{article_id}.txt").decode()
            selectors = {each["type"]: each for each in annotation["target"]["selector"]}
            position = selectors["TextPositionSelector"]
            quoted = selectors["TextQuoteSelector"]["exact"]
            assert text[position["start"] : position["end"]] == quoted


@pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq on this machine")
def test_names_for_a_batch_search_are_one_a_line(content: Content, tmp_path: Path) -> None:
    [program] = set(re.findall(r"jq -r '([^']+)'", PAGE))
    file = exported(content, tmp_path / "mentions.geojson")
    names = subprocess.run(["jq", "-r", program, file], capture_output=True, text=True, check=True)
    assert set(names.stdout.splitlines()) >= {"Kabul", "Kabul Airport", "Suva"}
