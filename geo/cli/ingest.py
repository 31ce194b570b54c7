"""``dateline ingest``: read articles, place what they name, add them to the atlas."""

from __future__ import annotations

import argparse
import json
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path, PurePath
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from geo.cli import options, pending
from geo.cli.input_output import plain, progress
from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.pipeline.summary import Summary
    from geo.settings import Settings
    from geo.sources import Document, ReadWarning, Reject

EXAMPLE = """examples:
  dateline ingest articles/ export.csv crawl.warc.gz
  dateline ingest https://example.org/feed.xml addresses.txt
  dateline ingest export.xlsx --map text=Body --map published=Day
  dateline ingest sheet.csv --map latitude=Lat --map longitude=Lon --map place=Town
  dateline ingest articles/ --source 'Quay Gazette' --language en
  dateline ingest articles/ --outlet 'Springfield, Illinois'    see docs/places.md
  dateline ingest answer.json --map items=result.articles
  dateline ingest 'reports/2021-*.txt' --atlas ~/afghanistan --workers 2
  dateline ingest articles/ --geocoder gazetteer,nominatim      see docs/geocoding.md
  dateline ingest inbox/ https://example.org/feed.xml --watch   until Ctrl-C
  dateline ingest 's3://bucket/2024/*.warc.gz' --engine dask    see docs/cluster.md
  dateline ingest --warc-paths warc.paths.gz --warc-prefix s3://commoncrawl/ --engine dask
  other-program | dateline ingest -                             JSON, an article a line

Doing it twice changes nothing: an article is stored once, wherever it is read from.
See docs/sources.md for what is read, and within which limits.
"""

# Between two looks of --watch, in seconds.
_EVERY = 300


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "ingest",
        help="read articles, place what they name, add them to the atlas",
        description="Read articles, place what they name, add them to the atlas.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="*",
        help="a file, a folder, a quoted glob, the address of a page or feed, files in a store "
        "of objects (s3://bucket/*.warc.gz), or - for standard input",
    )
    parser.add_argument(
        "--map",
        metavar="FIELD=NAME",
        type=options.column,
        action="append",
        default=[],
        help="the column or key that holds a field (text, title, published, source, url, "
        "language; latitude, longitude and place, which are taken as given), or the list of "
        "records in JSON (items), where it is not found by itself; may be given several times",
    )
    parser.add_argument(
        "--source",
        metavar="NAME",
        type=options.text,
        help="the source of all these articles (default: what each states, else its folder's "
        "name, else its file's)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        type=options.language,
        help="the language (ISO 639-1, such as en) of articles too short to tell it, also of "
        "those stored unread before (default: the corpus' language, where that makes it likely)",
    )
    parser.add_argument(
        "--watch", action="store_true", help="look again and again for what is new, until Ctrl-C"
    )
    parser.add_argument(
        "--every",
        metavar="SECONDS",
        type=options.count,
        default=_EVERY,
        help=f"the pause between two looks of --watch (default: {_EVERY})",
    )
    _add_cluster(parser)
    options.add_outlet(parser)
    options.add_atlas(parser)
    options.add_workers(parser, None, "one for each core, if there is work for them")
    options.add_geocoder(parser)
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="who reads: processes of this machine (local), or the workers of a Dask cluster, "
        "in shards, so that whatever is lost on the way is done again (dask)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDR",
        help="the scheduler of the cluster, such as tcp://10.0.0.1:8786 (default: a cluster of "
        "this machine, for this ingest)",
    )
    parser.add_argument(
        "--warc-paths",
        metavar="FILE",
        help="a list of web archives, one a line, as Common Crawl publishes it; may be packed",
    )
    parser.add_argument(
        "--warc-prefix",
        metavar="PREFIX",
        default="",
        help="what stands before each of those lines, such as s3://commoncrawl/",
    )


def run(args: argparse.Namespace) -> int:
    """Ingest and print the summary. Raises BadInput where nothing at all could be read."""
    settings = options.settings(args)
    args.sources = [*args.sources, *_archives(args)]
    if not args.sources:
        raise BadInput("nothing to read: name a file, a folder, an address or --warc-paths FILE")
    if args.engine == "dask":
        return _on_cluster(settings, args)
    if args.scheduler:
        raise BadInput("--scheduler is for --engine dask")
    if args.watch and "-" in args.sources:
        raise BadInput("standard input cannot be watched: leave out - or --watch")
    if len({"latitude", "longitude"} & dict(args.map).keys()) == 1:
        raise BadInput("a place has two coordinates: give --map latitude and --map longitude")
    with ExitStack() as stack:
        stack.enter_context(_stopped_on_request())
        ingest = _ingester(settings, args, stack)
        return _watch(args, ingest) if args.watch else _once(args, ingest)


Ingests = Callable[["Sequence[str | Document | Reject]"], "tuple[Summary, pending.PendingNamesRun]"]


def _archives(args: argparse.Namespace) -> list[str]:
    """What --warc-paths lists. Raises BadInput."""
    if not args.warc_paths:
        return []
    from geo.sources.documents import from_path
    from geo.sources.path_list import paths

    return paths(from_path(Path(args.warc_paths)), args.warc_prefix)


def _on_cluster(settings: Settings, args: argparse.Namespace) -> int:
    """Ingest in shards. Raises BadInput for what cannot be told to another process."""
    from geo.pipeline.ingest import Stopped

    try:
        from geo.pipeline.engines import cluster
    except ModuleNotFoundError as error:
        raise BadInput("--engine dask needs Dask: pip install 'dateline[cluster]'") from error
    from geo.atlas import Atlas
    from geo.atlas.remote import local_folder
    from geo.gazetteer.build import ensure
    from geo.pipeline.engines.processes import cores
    from geo.pipeline.engines.shard_task import ShardPlan
    from geo.pipeline.shards import shards

    if args.watch:
        raise BadInput("--watch is for --engine local")
    if settings.online_geocoders:
        raise BadInput(
            "--engine dask asks no online geocoder, whose limits one machine must keep: "
            "leave out --geocoder, or use --engine local"
        )
    folder = local_folder(settings.atlas)
    where = settings.atlas if folder is None else str(folder.absolute())
    documents, rejects = _files_of(args.sources)
    plan = ShardPlan(
        where,
        columns=dict(args.map),
        source=args.source or "",
        language=args.language or "",
        changes=tuple((name, getattr(settings, name)) for name in _DECIDING),
    )
    with ExitStack() as stack:
        stack.enter_context(_stopped_on_request())
        shown = stack.enter_context(progress("articles"))
        if not args.scheduler:
            ensure(settings.gazetteer)  # once, before every worker wants it
        client = stack.enter_context(
            cluster.connected(args.scheduler or "", args.workers or cores())
        )
        atlas = Atlas(where, copies=settings.copies)
        try:
            summary = cluster.ingest_shards(shards(documents), atlas, client, plan, shown)
        except Stopped as stop:
            _report(args, stop.summary, pending.PendingNamesRun())
            raise
    return _finish(args, replace(summary, rejects=(*rejects, *summary.rejects)))


# Settings that decide what an ingest makes of an article; workers have their own of all others.
_DECIDING = ("model", "min_confidence", "outlet")


def _files_of(sources: Sequence[str]) -> tuple[list[Document], list[Reject]]:
    """What is read on other machines: files. Raises BadInput for what is none."""
    from geo.sources import Reject, find
    from geo.sources.documents import is_address

    for source in sources:
        if source == "-" or is_address(source):
            raise BadInput(f"{source}: --engine dask reads files: save it, or use --engine local")
    found = find(sources)
    rejects = [each for each in found if isinstance(each, Reject)]
    return [each for each in found if not isinstance(each, Reject)], rejects


def _ingester(settings: Settings, args: argparse.Namespace, stack: ExitStack) -> Ingests:
    """What ingests sources, as often as it is asked; everything is loaded once."""
    from geo.atlas import Atlas
    from geo.fetch import Fetcher
    from geo.pipeline.engines.processes import geoparser, usual_workers
    from geo.pipeline.ingest import ingest
    from geo.sources import ReadOptions

    atlas = Atlas(settings.atlas, copies=settings.copies)
    web = Fetcher(settings)
    with progress("steps") as shown:
        workers = args.workers or usual_workers(args.sources)
        parser = stack.enter_context(geoparser(settings, workers, shown))

    def ingested(
        sources: Sequence[str | Document | Reject],
    ) -> tuple[Summary, pending.PendingNamesRun]:
        # Made anew each time: it knows which day it is.
        options = ReadOptions(
            bounds=settings.bounds, columns=dict(args.map), source=args.source or "", web=web
        )
        with (
            progress("articles") as shown,
            pending.ask_pending_names_afterwards(settings, atlas, parser, shown) as pending_run,
        ):
            summary = ingest(sources, atlas, parser, shown, options, args.language or "")
        return summary, pending_run

    return ingested


def _once(args: argparse.Namespace, ingest: Ingests) -> int:
    from geo.pipeline.ingest import Stopped

    try:
        summary, pending_run = ingest(args.sources)
    except Stopped as stop:
        _report(args, stop.summary, pending.PendingNamesRun())
        raise
    return _finish(args, summary, pending_run)


def _finish(
    args: argparse.Namespace, summary: Summary, pending_run: pending.PendingNamesRun | None = None
) -> int:
    """Report what was read. Raises BadInput where that is nothing."""
    _report(args, summary, pending_run or pending.PendingNamesRun())
    if summary.rejects and not summary.read:
        first = summary.rejects[0]
        raise BadInput(f"nothing could be read; first: {plain(first.name)}: {plain(first.reason)}")
    return 0


def _watch(args: argparse.Namespace, ingest: Ingests) -> int:
    """Report the first look, and then those that brought something, until interrupted."""
    from geo.pipeline.ingest import Stopped
    from geo.pipeline.watch import watch_sources

    runs: list[pending.PendingNamesRun] = []

    def ingested(documents: Sequence[Document | Reject]) -> Summary:
        summary, pending_run = ingest(documents)
        runs[:] = [pending_run]
        return summary

    try:
        for number, summary in enumerate(watch_sources(args.sources, ingested, args.every)):
            if number == 0 or _is_news(summary):
                _report(args, summary, runs[0])
    except Stopped as stop:
        if _is_news(stop.summary):
            _report(args, stop.summary, pending.PendingNamesRun())
        raise
    return 0


def _is_news(summary: Summary) -> bool:
    return bool(summary.new or summary.rejects or summary.read_later)


def _report(
    args: argparse.Namespace, summary: Summary, pending_run: pending.PendingNamesRun
) -> None:
    if args.json:
        print(summary_as_json(summary, **pending.as_json(pending_run)), flush=True)
        return
    if args.watch:
        print(f"{datetime.now():%Y-%m-%d %H:%M:%S}")
    print("\n".join([*summary_lines(summary), *pending.lines(pending_run)]), flush=True)


@contextmanager
def _stopped_on_request() -> Iterator[None]:
    """Whoever ends the process politely (a service manager) means the same as Ctrl-C."""
    if current_thread() is not main_thread():
        yield  # signals go to the main thread alone
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# Names shown of those that could not be placed; --json has them all.
_SHOWN = 20
# Files of which each is named.
_LISTED = 100
# Of what was rejected; of the rest only how many, and why. --json has them all.
_NAMED = 50


def summary_as_json(summary: Summary, **more: Any) -> str:
    """All of it, in one line."""
    return json.dumps(asdict(summary) | more, ensure_ascii=False)


def summary_lines(summary: Summary) -> list[str]:
    """What people need to know of it."""
    return [
        f"{summary.read:,} articles read: {summary.new:,} new, {summary.duplicates:,} duplicates, "
        f"{len(summary.rejects):,} rejected",
        f"{summary.mentions:,} mentions in the new ones; {summary.undated:,} without a date",
        *_files(summary),
        *_unread(summary),
        *_unresolved(summary.unresolved),
        *_named("look at", summary.doubts),
        *_named("rejected", summary.rejects),
    ]


def _files(summary: Summary) -> list[str]:
    """What was read in each file; of many files only how many, by their suffixes."""
    files = summary.files
    if len(files) <= _LISTED:
        return [
            f"read: {plain(each.name)}: {each.articles:,} articles"
            + (f", {each.rejected:,} rejected" if each.rejected else "")
            for each in files
        ]
    kinds = Counter(PurePath(each.name).suffix.lower()[:12] or "no suffix" for each in files)
    shown = ", ".join(f"{plain(kind)} ({n:,})" for kind, n in kinds.most_common(_SHOWN))
    return [f"read: {len(files):,} files: {shown}; --json has each"]


def _unread(summary: Summary) -> list[str]:
    languages = ", ".join(f"{code or 'unknown'} ({n})" for code, n in summary.unread)
    later = summary.read_later
    return [
        *([f"not read: language: {languages}"] if languages else []),
        *([f"read now, as their language's model has come: {later}"] if later else []),
    ]


def _unresolved(names: tuple[tuple[str, int], ...]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(f"{plain(name)} ({count})" for name, count in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [f"not placed: {shown}{more}"]


def _named(what: str, items: Sequence[Reject | ReadWarning]) -> list[str]:
    rest = Counter(plain(item.reason) for item in items[_NAMED:])
    return [
        *(f"{what}: {plain(item.name)}: {plain(item.reason)}" for item in items[:_NAMED]),
        *(f"{what}: {count} more: {reason}" for reason, count in rest.most_common(_SHOWN)),
        *([f"{what}: for still other reasons: --json has them"] if len(rest) > _SHOWN else []),
    ]
