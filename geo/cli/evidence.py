"""``dateline evidence``: a selection with all that is needed to check it."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from geo.cli import options
from geo.cli.input_output import (
    give_back_memory,
    named_file,
    plain,
    progress,
    refuse_special,
)
from geo.cli.selection import add_selection, selected
from geo.errors import BadInput

EXAMPLE = """examples:
  dateline evidence herat.zip --text Herat
  dateline evidence july.zip --from 2021-07-01 --to 2021-07-31
  dateline evidence saved.zip --warc crawl.warc.gz
  dateline evidence stamped.zip --timestamp https://tsa.example.org/tsr
  dateline evidence verify herat.zip               what has changed since
"""

_VERIFY = "verify"


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "evidence",
        help="pack a selection as evidence, with reasons, versions and hashes; verify a pack",
        usage="dateline evidence OUT.zip [options]\n       dateline evidence verify FILE.zip",
        description="Pack the texts of a selection with their places, reasons and corrections as "
        "an RO-Crate, in which every file has its SHA-256. `verify` says what has changed, and "
        "ends with status 1 where anything has.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", metavar="OUT.zip", nargs="+", help="the pack, or `verify` and one")
    options.add_atlas(parser)
    options.add_corrections(parser)
    parser.add_argument(
        "--warc",
        metavar="FILE",
        action="append",
        type=Path,
        default=[],
        help="a web archive from which articles were read: their records are packed too; may be "
        "given several times",
    )
    parser.add_argument(
        "--timestamp",
        metavar="URL",
        help="a timestamp server (RFC 3161) that signs when the manifest was there; it is sent "
        "its hash alone",
    )
    checked = parser.add_argument_group("what `verify` holds the pack against, besides itself")
    checked.add_argument(
        "--digest", metavar="HEX", type=_digest, help="the SHA-256 of the manifest that was told"
    )
    checked.add_argument(
        "--trusted",
        metavar="FILE.pem",
        type=Path,
        help="certificates that are trusted to sign timestamps",
    )
    add_selection(parser)


def run(args: argparse.Namespace) -> int:
    """Pack, or verify."""
    match args.words:
        case [file] if file != _VERIFY:
            return _pack(args, named_file(Path(file)))
        case ["verify", file]:
            return _verify(args, Path(file))
    raise BadInput("give the name of one pack, such as herat.zip, or verify and its name")


def _pack(args: argparse.Namespace, path: Path) -> int:
    from geo.corrections import CorrectionLog
    from geo.evidence import Evidence, ask_for_timestamp, write_pack
    from geo.evidence.versions import versions
    from geo.export import Content, open_source

    if args.digest or args.trusted:
        raise BadInput("--digest and --trusted belong to dateline evidence verify")
    f = selected(args)
    settings = options.settings(args).override(corrections_file=args.corrections)
    give_back_memory()
    source = open_source(settings)
    entries, problems = CorrectionLog(settings.corrections, read_only=True).entries()
    with source.reader as reader, progress("articles") as shown:
        content = Content(reader, f, source.provenance, progress=shown)
        evidence = Evidence(content, entries, versions(settings, source.provenance), args.warc)
        url = args.timestamp
        packed = write_pack(
            evidence, path, (lambda made: ask_for_timestamp(url, made)) if url else None
        )
        problems += reader.warnings
    records = _counted(packed.records, "record")
    archived = f", {records} of web archives" if args.warc else ""
    for line in (
        *map(plain, problems),
        f"{_counted(packed.articles, 'article')} with {_counted(packed.mentions, 'name')} packed "
        f"in {plain(str(path))}{archived}",
    ):
        print(line, file=sys.stderr)
    print(f"SHA-256 of the manifest: {packed.sha256}")
    return 1 if problems else 0


def _verify(args: argparse.Namespace, path: Path) -> int:
    from geo.evidence import verify
    from geo.evidence.timestamp import certificates

    if args.timestamp or args.warc:
        raise BadInput("--timestamp and --warc belong to dateline evidence OUT.zip")
    for given in filter(None, (path, args.trusted)):
        refuse_special(given)
    roots = certificates(args.trusted) if args.trusted else ()
    found = verify(path, args.digest or "", roots)
    print(f"SHA-256 of the manifest: {found.sha256}")
    if found.stamp:
        signed = "checked" if found.stamp.trusted else "not checked: name whom you trust, --trusted"
        print(f"timestamp: {found.stamp.at:%Y-%m-%d %H:%M:%S} UTC (who signed it is {signed})")
    for change in found.changes:
        print(plain(change))
    if found.changes:
        return 1
    print(f"{found.files:,} files, all as they were packed")
    return 0


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _digest(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no SHA-256: give 64 hexadecimal digits")
    return text.lower()
