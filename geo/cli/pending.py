"""Names that a geocoding service could not be asked: catching up on them, and saying so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.cli.input_output import Progress, plain, progress

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.pipeline.completion import Completion
    from geo.pipeline.engines import Geoparses
    from geo.settings import Settings

_SHOWN = 10


@dataclass(slots=True)
class CatchingUp:
    """What came of it; None where no online service is asked."""

    done: Completion | None = field(default=None)


@contextmanager
def caught_up(
    settings: Settings, atlas: Atlas, parser: Geoparses, shown: Progress
) -> Iterator[CatchingUp]:
    """After the work in this context, names that wait are asked and their articles mended.

    Does nothing for who stays offline.
    """
    result = CatchingUp()
    if not settings.online_geocoders:
        yield result
        return
    from geo.gazetteer.lookup import Gazetteer
    from geo.geocoders.factory import chain
    from geo.pipeline.completion import complete

    yield result
    geocoders = chain(settings, Gazetteer(settings.gazetteer))
    result.done = complete(geocoders, parser, atlas, shown)


def ask(settings: Settings) -> int:
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
        caught_up(settings, Atlas(settings.atlas, copies=settings.copies), parser, shown) as result,
    ):
        pass
    print("\n".join(lines(result)) or "no name waits to be asked")
    return 1 if result.done is not None and result.done.waiting else 0


def lines(result: CatchingUp) -> list[str]:
    """For people."""
    done = result.done
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


def as_json(result: CatchingUp) -> dict[str, Any]:
    """For programs; nothing where nobody is asked online."""
    done = result.done
    if done is None:
        return {}
    waiting = [[waiting.service, waiting.name] for waiting in done.waiting]
    return {"caught_up": done.answered, "mended_articles": done.articles, "to_be_asked": waiting}
