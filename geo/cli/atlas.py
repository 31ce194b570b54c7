"""``dateline atlas``: see what it holds, verify its files, join its parts, forget a source."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import plain
from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.atlas.maintain import Damage, Info, Verified

EXAMPLE = """examples:
  dateline atlas info
  dateline atlas info --atlas ~/afghanistan --json
  dateline atlas verify                     is every file as it was written?
  dateline atlas verify --drop              take out what is damaged, to ingest it again
  dateline atlas compact                    after many small ingests
  dateline atlas forget 'The Daily Tribune'
"""

# Sources shown; --json has them all.
_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "atlas",
        help="what the atlas holds: see it, verify it, compact it, forget a source",
        description="The atlas keeps the articles and the places that they name.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(
        metavar="info|verify|compact|forget", dest="action", required=True
    )
    info = actions.add_parser(
        "info", help="say what it holds", epilog="example: dateline atlas info --json"
    )
    verify = actions.add_parser(
        "verify",
        help="read every file and hold it against its checksum",
        description="Read every file and hold it against its checksum; the status is 1 when "
        "something is damaged.",
        epilog="example: dateline atlas verify --drop",
    )
    verify.add_argument(
        "--drop",
        action="store_true",
        help="take out what is damaged, so that its articles can be ingested again",
    )
    compact = actions.add_parser(
        "compact",
        help="join small parts to larger ones",
        epilog="example: dateline atlas compact",
    )
    forget = actions.add_parser(
        "forget",
        help="remove the articles from a source, and all that is known of them",
        epilog="example: dateline atlas forget 'The Daily Tribune'",
    )
    forget.add_argument(
        "source", metavar="SOURCE", type=options.text, help="as info names it; '' for none"
    )
    for action in (info, verify, compact, forget):
        options.add_atlas(action)
    for action in (info, verify):
        action.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do one of the four; 1 where something is damaged."""
    from geo.atlas import Atlas

    settings = options.settings(args)
    where = settings.atlas
    atlas = Atlas(where, copies=settings.copies)
    if atlas.version == "empty":
        raise BadInput("no atlas is there: make one with `dateline ingest`", path=where)
    if args.action == "info":
        return _info(atlas, args.json)
    if args.action == "verify":
        return _verify(atlas, args.drop, args.json)
    return _compact(atlas) if args.action == "compact" else _forget(atlas, args.source)


def _info(atlas: Atlas, as_json: bool) -> int:
    held = atlas.info()
    if as_json:
        print(json.dumps(asdict(held), ensure_ascii=False, default=str))
    else:
        print("\n".join(_held(held)))
    return 1 if held.warnings else 0


def _held(held: Info) -> Iterator[str]:
    index = f", index of texts {_size(held.index_bytes)}" if held.index_bytes else ""
    yield (
        f"{plain(held.path)}: {held.parts:,} parts of {_size(held.bytes)}{index}, "
        f"schema {held.schema_version}"
    )
    if held.schema_version < held.current_version:
        yield f"becomes schema {held.current_version} when it is next written to"
    if held.superseded_bytes:
        yield f"superseded, removed after a day: {_size(held.superseded_bytes)}"
    span = f", {held.first} to {held.last}" if held.first else ""
    yield (
        f"articles: {held.articles:,} of {held.stories:,} stories, {held.undated:,} undated{span}"
    )
    yield (f"mentions: {held.mentions:,} of {held.places:,} places, {held.unplaced:,} not placed")
    yield f"sources: {_counts(held.sources, 'none named')}"
    yield f"languages: {_counts(held.languages, 'unknown')}"
    if held.unread:
        yield f"not read: language: {_counts(held.unread, 'unknown')}"
    yield from map(plain, held.warnings)


def _verify(atlas: Atlas, drop: bool, as_json: bool) -> int:
    found = atlas.drop_damaged() if drop else atlas.verify()
    if as_json:
        print(json.dumps(asdict(found) | {"dropped": drop}, ensure_ascii=False))
    else:
        print("\n".join(_verified(found, drop)))
    return 1 if found.damages and not drop else 0


def _verified(found: Verified, dropped: bool) -> Iterator[str]:
    if not found.damages:
        yield f"{found.files:,} files of {_size(found.bytes)}: every one is as it was written"
        return
    for damage in found.damages:
        yield f"{'taken out' if dropped else 'damaged'}: {_damage(damage)}"
    lost = any(damage.articles for damage in found.damages)
    if dropped:
        yield "ingest their articles again" if lost else "no article is lost"
    else:
        yield (
            "restore these files from a copy, or take them out with "
            "`dateline atlas verify --drop` and ingest their articles again"
        )


def _damage(damage: Damage) -> str:
    text = f"{damage.file}: {plain(damage.what)}"
    if not damage.articles:
        return f"{text}; its articles are still shown"
    sources = ", ".join(plain(source) or "no source" for source in damage.sources[:_SHOWN])
    return f"{text}; not shown: {damage.articles:,} articles" + (
        f" from {sources}" if sources else ""
    )


def _compact(atlas: Atlas) -> int:
    done = atlas.compact()
    print(f"{done.before:,} parts are {done.after:,} now")
    for path in done.skipped:
        print(f"left as they were, one of them is damaged: {plain(path)}")
    return 1 if done.skipped else 0


def _forget(atlas: Atlas, source: str) -> int:
    forgotten = atlas.forget(source)
    print(f"{forgotten:,} articles forgotten")
    if not forgotten:
        with atlas.reader() as reader:
            sources = [name for name, _ in reader.sources()]
        near = get_close_matches(source, sources, n=3)
        known = ", ".join(repr(plain(name)) for name in near or sources[:_SHOWN])
        print(f"none is from {plain(source)!r}; there are: {known}")
    return 0


def _counts(counts: Sequence[tuple[str, int]], nameless: str) -> str:
    most = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(f"{plain(name) or nameless} ({count:,})" for name, count in most[:_SHOWN])
    more = f" and {len(most) - _SHOWN} more" if len(most) > _SHOWN else ""
    return f"{shown}{more}" or "none"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"
