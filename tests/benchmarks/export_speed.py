"""Print how long each format takes for a whole atlas, and how much memory, a process each.

    python -m tests.benchmarks.export_speed [MENTIONS] [--keep DIR] [--format NAME ...]

The articles are made up. Beside each format stands what opening the atlas takes by itself.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geo.export import SUFFIXES
from tests.benchmarks import atlas_data

_OPENING = "import sys; from geo.atlas import Atlas; Atlas(sys.argv[1]).reader()"


def main() -> None:
    """Fill an atlas unless it is there, take it out in each format, print time and memory."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mentions", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--keep", type=Path, help="the atlas's folder; filled if it is not there")
    parser.add_argument("--format", nargs="+", choices=SUFFIXES, default=SUFFIXES)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        atlas = args.keep or Path(folder) / "atlas"
        if not atlas.exists():
            atlas_data.fill(atlas, args.mentions)
        print(f"{'':10}{'seconds':>9}{'peak MB':>9}{'file MB':>9}")
        _print("opening", [sys.executable, "-c", _OPENING, str(atlas)])
        for suffix in args.format:
            out = Path(folder) / f"out.{suffix}"
            _print(suffix, [*_DATELINE, "export", str(out), "--atlas", str(atlas)], out)
            out.unlink()


_DATELINE = [sys.executable, "-m", "geo.cli"]


def _print(name: str, command: list[str], out: Path | None = None) -> None:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name}: status {os.waitstatus_to_exitcode(status)}")
    taken = time.perf_counter() - begun
    size = f"{out.stat().st_size / 1e6:9.1f}" if out else ""
    print(f"{name:10}{taken:9.1f}{used.ru_maxrss / 1024:9.0f}{size}", flush=True)


if __name__ == "__main__":
    main()
