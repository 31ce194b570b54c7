"""A server whose disk is really read-only shows everything and writes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.settings import Settings
from tests.dashboard.world import MOSCOW, build

ROOT = Path(__file__).parents[2]
PAGE = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from tests.dashboard.test_page import panel, status

try:
    Path(sys.argv[1], "written").touch()
except OSError:
    pass
else:
    raise SystemExit("the disk is not read-only")
page = AppTest.from_file("dashboard/page.py", default_timeout=120)
page.query_params["place"] = sys.argv[2]
page.query_params["q"] = "Moscow"
page.run()
assert not page.exception and not page.error, (page.exception, page.error, page.text)
assert panel(page, "excerpts")["stories"]
print(status(page))
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run_read_only() -> Run:
    """Runs Python where a folder cannot be written to: for root that takes a mount of its own."""
    if os.name != "posix":
        pytest.skip("there is no such folder on this system")

    def run(folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script, str(folder), *arguments]
        if os.getuid() == 0:
            if shutil.which("unshare") is None:
                pytest.skip("root writes everywhere, and there is no unshare")
            mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
            command = ["unshare", "--mount", "sh", "-c", mount, str(folder), *command]
        else:
            for each in (folder, *folder.rglob("*")):
                each.chmod(0o500 if each.is_dir() else 0o400)
        try:
            return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        finally:
            for each in (folder, *folder.rglob("*")):
                if not each.is_symlink():
                    each.chmod(0o700 if each.is_dir() else 0o600)

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and not each.is_symlink()
    }


def test_all_of_the_page_works_from_it_and_nothing_changes(
    run_read_only: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer: object
) -> None:
    disk = tmp_path / "disk"
    build(disk / "atlas")
    (disk / "gazetteer.sqlite").symlink_to(Settings.load().gazetteer.resolve())
    monkeypatch.setenv("DATELINE_CACHE", str(disk))
    monkeypatch.setenv("DATELINE_ATLAS", str(disk / "atlas"))
    monkeypatch.setenv("DATELINE_ARTICLES", str(ROOT / "seeds"))
    before = contents(disk)
    found = run_read_only(disk, PAGE, MOSCOW.id)
    if "ermission denied" in found.stderr and "unshare" in found.stderr:
        pytest.skip("mounts are not allowed here")
    assert found.returncode == 0, found.stderr[-4000:]
    assert "of 5 articles" in found.stdout
    assert contents(disk) == before
