"""Dateline against a real Nominatim, made here from a few places written by hand.

Not part of the default suite (``make test-nominatim``): it needs PostgreSQL with PostGIS and
osm2pgsql (Debian: postgresql-15-postgis-3 osm2pgsql) and the environment that the Makefile makes
with nominatim-db and nominatim-api. Everything lives in a temporary folder and ends with it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from geo.gazetteer import Gazetteer
from geo.geocoders.cache import Cache
from geo.geocoders.factory import chain, online
from geo.geocoders.online_resolver import OnlineResolver
from geo.geocoders.protocol import Query
from geo.models import Article, Toponym
from geo.settings import Settings

HERE = Path(__file__).parent
NOMINATIM = HERE.parents[1] / ".venv-nominatim" / "bin" / "nominatim"
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PATIENCE = 120.0


@pytest.fixture(scope="session")
def nominatim() -> Iterator[str]:
    """The address of a Nominatim that knows ``frontier.osm``."""
    if not (POSTGRES and shutil.which("osm2pgsql") and NOMINATIM.exists()):
        pytest.fail("needs PostgreSQL with PostGIS, osm2pgsql and .venv-nominatim")
    with TemporaryDirectory(prefix="nominatim-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(HERE / "frontier.osm", folder)
        _give_away(folder)
        with _database(folder) as environment, _server(folder, environment) as address:
            yield address


@contextmanager
def _database(folder: Path) -> Iterator[dict[str, str]]:
    """A cluster of its own, and the environment in which Nominatim finds it."""
    port = str(_free_port())
    data, bin_ = folder / "data", POSTGRES[-1]
    _run_as_postgres(
        [bin_ / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]
    )
    options = f"-p {port} -k {folder} -c listen_addresses= -c fsync=off"
    _run_as_postgres(
        [bin_ / "pg_ctl", "-D", data, "-o", options, "-l", folder / "postgres.log", "-w", "start"]
    )
    place = f"host={folder} port={port} user=postgres"
    try:
        sql = ["psql", "-h", folder, "-p", port, "-U", "postgres", "-c"]
        _run([*sql, 'CREATE USER "www-data"'])
        yield {
            "NOMINATIM_DATABASE_DSN": f"pgsql:dbname=nominatim;{place.replace(' ', ';')}",
            "NOMINATIM_TOKENIZER": "icu",
            "NOMINATIM_IMPORT_STYLE": "extratags",
            "PATH": f"{bin_}:{os.environ['PATH']}",
            "HOME": str(folder),
        }
    finally:
        _run_as_postgres([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


@contextmanager
def _server(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    project = folder / "project"
    project.mkdir()
    osm = folder / "frontier.osm"
    _run([NOMINATIM, "import", "--osm-file", osm, "--threads", "1"], cwd=project, env=environment)
    port = _free_port()
    command = [NOMINATIM, "serve", "--server", f"127.0.0.1:{port}"]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/status", server)
        yield address
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


def _run_as_postgres(command: list[object]) -> None:
    """PostgreSQL does not run as root."""
    _run(["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command)


def _run(command: list[object], cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd or "/", env=env, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, f"{words}: {done.stdout[-3000:]} {done.stderr[-3000:]}"


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        assert server.poll() is None, "nominatim serve ended"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture
def settings(nominatim: str, tmp_path: Path) -> Callable[[str], Settings]:
    def made(geocoders: str) -> Settings:
        return Settings.load(
            {
                "DATELINE_CACHE": str(tmp_path),
                "DATELINE_GEOCODER": geocoders,
                "DATELINE_NOMINATIM_DOMAIN": nominatim,
                "DATELINE_GEOCODER_TIMEOUT": "30",
            }
        )

    return made


def test_towns_provinces_and_countries_come_with_their_class(settings) -> None:
    chosen = settings("nominatim")
    geocoder = online("nominatim", chosen, Cache(chosen.geocode_cache))

    def found(name: str, **more: str):
        return list(geocoder.geocode(Query(name, **more)).found)

    [town] = found("Torghundi")
    assert (town.place.id, town.place.feature_class) == ("nominatim:N12", "P")
    assert (town.place.country_code, town.place.admin1) == ("AF", "Herat Province")
    assert town.within == ("Herat Province", "Afghanistan")
    assert town.extent_km is not None
    [country] = found("Afghanistan")
    assert (country.place.id, country.place.feature_code) == ("nominatim:R1001", "PCLI")
    assert {f.place.feature_code for f in found("Herat")} >= {"PPL"}
    [province] = found("Herat Province")
    assert (province.place.feature_code, province.place.country_code) == ("ADM1", "AF")
    assert [f.place.population for f in found("Herat") if f.place.feature_class == "P"] == [574300]


def test_no_such_place_is_an_empty_answer(settings) -> None:
    chosen = settings("nominatim")
    geocoder = online("nominatim", chosen, Cache(chosen.geocode_cache))
    assert geocoder.geocode(Query("Nowherevillestadt")).found == ()
    assert geocoder.geocode(Query("Torghundi", country="FR")).found == ()


def test_what_the_gazetteer_does_not_know_is_placed(settings, gazetteer: Gazetteer) -> None:
    chosen = settings("gazetteer,nominatim")
    text = "A fire in Zarowkala, Afghanistan, killed two people."
    names = [(name, text.index(name)) for name in ("Zarowkala", "Afghanistan")]
    toponyms = [Toponym(name, at, at + len(name), "GPE") for name, at in names]
    resolver = OnlineResolver(chain(chosen, gazetteer), chosen.min_confidence)
    village, country = resolver.resolve(Article("1", "", text), toponyms).resolutions
    assert village.place is not None and country.place is not None
    assert village.place.id == "nominatim:N13"
    assert (village.place.latitude, village.place.longitude) == (34.9, 62.4)
    assert country.place.id in village.place.ancestors
