"""Progress for people who watch, and nothing for programs that read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[int, int, str], None]


@contextmanager
def progress(unit: str) -> Iterator[Progress]:
    """A callback (done, total, what) that draws a bar when standard error is a terminal."""
    with tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int, what: str) -> None:
            if total > 0:
                bar.total = total
            bar.set_description(_plain(what), refresh=False)
            bar.update(done - bar.n)

        yield show


def _plain(text: str) -> str:
    """Names of files come from anywhere: none of them steers the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)[-40:]
