"""What a host must give the dashboard: ``python -m tests.benchmarks.hosting_memory``.

Prints the most memory that the server's process ever held, with the sample articles from an empty
cache on and with a made-up atlas of 100,000 mentions, each with five visitors.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo.settings import Settings
from tests.benchmarks import atlas_data
from tests.browser.conftest import ROOT, serving
from tests.chromium import CHROMIUM, PATIENCE, QUIET

VISITORS = 5
MENTIONS = 100_000


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for what in ("samples", "mentions"):
            folder = Path(name) / what
            folder.mkdir()
            environ = {"DATELINE_CACHE": str(folder / "cache")}
            if what == "samples":
                environ["DATELINE_ARTICLES"] = str(ROOT / "seeds")
            else:
                atlas_data.fill(folder / "atlas", MENTIONS)
                (folder / "cache").mkdir()
                shutil.copy(Settings.load().gazetteer, folder / "cache" / "gazetteer.sqlite")
            with serving(folder, **environ) as address:
                for _ in range(VISITORS):
                    page = chromium.new_context().new_page()
                    page.set_default_timeout(10 * PATIENCE)
                    page.goto(address)
                    page.get_by_role("status").wait_for()
                print(f"{what}: {_most(address):.0f} MB", flush=True)
        chromium.close()


def _most(address: str) -> float:
    port = f"--server.port={address.rsplit(':', 1)[1]}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if port in (process / "cmdline").read_bytes().split(b"\0"):
                status = (process / "status").read_text().splitlines()
                return (
                    int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1e3
                )
    raise RuntimeError("the server is gone")


if __name__ == "__main__":
    main()
