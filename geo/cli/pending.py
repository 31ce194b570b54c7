"""Names that a geocoding service could not be asked: catching up on them, and saying so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.cli.input_output import Progress, plain, progress

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.pipeline.engines import Geoparses
    from geo.pipeline.pending_names import PendingNamesSummary
    from geo.settings import Settings

_SHOWN = 10


@dataclass(slots=True)
class PendingNamesRun:
    """What came of it; None where no online service is asked."""

    done: PendingNamesSummary | None = field(default=None)


@contextmanager
def ask_pending_names_afterwards(
    settings: Settings, atlas: Atlas, parser: Geoparses, shown: Progress
) -> Iterator[PendingNamesRun]:
    """After the work in this context, names that wait are asked and their articles mended.

    Does nothing for who stays offline.
    """
    run = PendingNamesRun()
    if not settings.online_geocoders:
        yield run
        return
    from geo.gazetteer.build import open_gazetteer
    from geo.geocoders.factory import chain
    from geo.pipeline.pending_names import ask_pending_names

    yield run
    geocoders = chain(settings, open_gazetteer(settings))
    run.done = ask_pending_names(geocoders, parser, atlas, shown)


def run_pending(settings: Settings) -> int:
    """``dateline geocode --pending``: catch up and nothing else; 1 while names still wait."""
    from geo.atlas import Atlas
    from geo.geocoders.cache import Cache
    from geo.pipeline.engines.processes import geoparser

    waiting = Cache(settings.geocode_cache, settings.read_only).pending()
    if not settings.online_geocoders:
        # The services that the names wait for, since the command names none.
        services = dict.fromkeys(name.service for name in waiting)
        settings = settings.override(geocoders=(*settings.geocoders, *services))
    if not settings.online_geocoders:
        print("no name waits to be asked")
        return 0
    with (
        progress("names") as shown,
        geoparser(settings, 1, shown) as parser,
        ask_pending_names_afterwards(
            settings, Atlas(settings.atlas, copies=settings.copies), parser, shown
        ) as run,
    ):
        pass
    print("\n".join(lines(run)) or "no name waits to be asked")
    return 1 if run.done is not None and run.done.waiting else 0


def lines(run: PendingNamesRun) -> list[str]:
    """For people."""
    done = run.done
    if done is None:
        return []
    shown = []
    if done.answered:
        shown.append(f"{done.answered} names caught up on; {done.articles} articles resolved anew")
    if done.waiting:
        names = ", ".join(plain(waiting.name) for waiting in done.waiting[:_SHOWN])
        more = f" and {len(done.waiting) - _SHOWN} more" if len(done.waiting) > _SHOWN else ""
        shown += [
            f"to be asked by the next ingest or `dateline geocode --pending`: {names}{more}",
            *(plain(reason) for reason in sorted({waiting.reason for waiting in done.waiting})[:3]),
        ]
    return shown


def as_json(run: PendingNamesRun) -> dict[str, Any]:
    """For programs; nothing where nobody is asked online."""
    done = run.done
    if done is None:
        return {}
    waiting = [[waiting.service, waiting.name] for waiting in done.waiting]
    return {"caught_up": done.answered, "mended_articles": done.articles, "to_be_asked": waiting}
