"""Progress for people who watch, and nothing for programs that read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from geo.cli.plain import plain

Progress = Callable[[int, int, str], None]


@contextmanager
def progress(unit: str) -> Iterator[Progress]:
    """A callback (done, total, what) that draws a bar when standard error is a terminal."""
    with tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int, what: str) -> None:
            if total > 0:
                bar.total = total
            bar.set_description(plain(what)[-40:], refresh=False)
            bar.update(done - bar.n)

        yield show
