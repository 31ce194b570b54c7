"""Processes for tests to kill or to run side by side, forked from a server that has imported
what they need: there is one server for all, and it imports when it starts.
"""

from __future__ import annotations

from multiprocessing import get_context

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        "tests.geo.atlas.writers",
        "tests.geo.faults.ingests",
        "tests.geo.faults.clusters",
        "tests.geo.geocoders.askers",
    ]
)
