"""``dateline corrections``: what people have put right; see it, share it, take it back."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import STANDARD, plain, reading, writing
from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.corrections import CorrectionLog
    from geo.settings import Settings

EXAMPLE = """examples:
  dateline corrections list
  dateline corrections apply colleagues.corrections.jsonl    take in what others put right
  dateline corrections export corrected.csv                  for a spreadsheet
  dateline corrections export corrected.jsonl                can be applied elsewhere
  dateline corrections undo 3f9c2a71d0e4

Corrections are kept in a readable file beside the articles, such as
articles.corrections.jsonl beside articles/, and hold whenever the atlas is shown.
"""

# Lines named of a file that can hardly be read; --json has them all.
_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "corrections",
        help="what people have put right: see it, share it, take it back",
        description="Corrections say which place a name means, or that it is none. They are made "
        "on the dashboard.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(metavar="list|apply|export|undo", dest="action", required=True)
    show = actions.add_parser(
        "list",
        help="say what stands, newest first, and how right places were found to be",
        epilog="example: dateline corrections list --json",
    )
    show.add_argument("--json", action="store_true", help="as JSON")
    take = actions.add_parser(
        "apply",
        help="take in the corrections of another file",
        description="Take in the corrections, undoings and checks of another newsroom's file. "
        "Doing it twice changes nothing; of two corrections of one mention the later holds.",
        epilog="example: dateline corrections apply colleagues.corrections.jsonl",
    )
    take.add_argument("input", metavar="FILE", help="- for standard input")
    export = actions.add_parser(
        "export",
        help="write every corrected mention, with the measured precision",
        description="Write every corrected mention with its sentence, the place before and "
        "after, who said so, and the precision that a check has measured with its interval. "
        "As .jsonl the corrections come first, so that the file can be applied elsewhere.",
        epilog="example: dateline corrections export corrected.csv",
    )
    export.add_argument("output", metavar="OUT", help=".jsonl or .csv; - for JSON lines")
    undo = actions.add_parser(
        "undo", help="take a correction back", epilog="example: dateline corrections undo ID"
    )
    undo.add_argument("id", metavar="ID", type=options.text, help="as list names it")
    for action in (show, take, export, undo):
        options.add_atlas(action)
        action.add_argument(
            "--corrections",
            metavar="FILE",
            type=Path,
            help="the file of corrections (default: the one beside the articles, or beside "
            "the atlas that is given)",
        )


def run(args: argparse.Namespace) -> int:
    """Do one of the four; 1 where some lines could not be read."""
    from geo.corrections import CorrectionLog

    settings = options.settings(args).override(corrections_file=args.corrections)
    log = CorrectionLog(settings.corrections, settings.read_only)
    if args.action == "list":
        return _list(settings, log, args.json)
    if args.action == "apply":
        return _apply(settings, log, args.input)
    if args.action == "export":
        return _export(settings, log, args.output)
    log.undo(args.id)
    print(f"{plain(args.id)} is taken back")
    return 0


def _list(settings: Settings, log: CorrectionLog, as_json: bool) -> int:
    from geo.corrections import records
    from geo.review import precision_as_json

    record = log.read()
    reach = _reach(settings) if record.active else {}
    measured = record.precision
    if as_json:
        found = {
            "path": str(log.path),
            "corrections": [
                {**json.loads(records.write(each)), "mentions": reach.get(each.id, 0)}
                for each in record.active
            ],
            "precision": precision_as_json(measured) if measured else None,
            "problems": record.problems,
        }
        print(json.dumps(found, ensure_ascii=False))
        return 1 if record.problems else 0
    print(f"{log.path}: {_count(len(record.active), 'correction')}")
    names = _names(settings, {each.only for each in record.active if each.only})
    for each in record.active:
        changes = f"changes {_count(reach.get(each.id, 0), 'mention')}"
        print(plain(f"{each.id}  {each.words(names.get(each.only, ''))} ({changes})"))
    if measured:
        print(f"precision: {measured.words()}")
    return _complain(record.problems)


def _names(settings: Settings, ids: Collection[str]) -> dict[str, str]:
    """The places with these ids in words, where there is a gazetteer that knows them."""
    from geo.corrections.models import in_words
    from geo.gazetteer.lookup import Gazetteer

    if not ids or not settings.gazetteer.is_file():
        return {}
    gazetteer = Gazetteer(settings.gazetteer, settings.places)
    return {id_: in_words(place) for id_ in ids if (place := gazetteer.place(id_))}


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _reach(settings: Settings) -> dict[str, int]:
    """How many mentions of the atlas each correction changes."""
    from geo.atlas import Atlas

    with Atlas(settings.atlas, settings.corrections, settings.copies).reader() as reader:
        return reader.reach()


def _apply(settings: Settings, log: CorrectionLog, name: str) -> int:
    from geo.corrections import records
    from geo.corrections.log import merge

    shown_name = "standard input" if name == STANDARD else name
    with reading(name, settings.bounds.line_bytes) as lines:
        entries, problems = records.read_all(lines, shown_name)
    if problems and not entries:
        _complain(problems)
        raise BadInput("there is nothing in it that could be applied", path=shown_name)
    merged = merge(log, entries)
    counts = (
        _count(merged.corrections, "correction"),
        _count(merged.undone, "undoing"),
        _count(merged.checks, "check"),
        _count(merged.verdicts, "verdict"),
        *([_count(merged.notes, "note")] if merged.notes else []),
    )
    print(f"taken in: {', '.join(counts)}; {merged.known} known already")
    return _complain(problems)


def _export(settings: Settings, log: CorrectionLog, output: str) -> int:
    from geo.atlas import Atlas
    from geo.review import json_lines, table

    suffix = Path(output).suffix.lower()
    if output != STANDARD and suffix not in (".jsonl", ".csv"):
        raise BadInput("give a name that ends in .jsonl or .csv", path=output)
    if output != STANDARD and Path(output).resolve() == log.path.resolve():
        raise BadInput("this is the log itself: give another name", path=output)
    record = log.read()
    with Atlas(settings.atlas, settings.corrections, settings.copies).reader() as reader:
        corrected = reader.corrected()
    lines = (
        table(corrected, record.precision)
        if suffix == ".csv"
        else json_lines(log.entries()[0], corrected, record.precision)
    )
    with writing(output) as out:
        for line in lines:
            out.write(line)
    print(f"{_count(len(corrected), 'corrected mention')} written", file=sys.stderr)
    return _complain(record.problems)


def _complain(problems: Sequence[str]) -> int:
    """Name the lines that could not be read; the status."""
    for problem in problems[:_SHOWN]:
        print(plain(problem), file=sys.stderr)
    if len(problems) > _SHOWN:
        print(f"and {len(problems) - _SHOWN} more lines", file=sys.stderr)
    return 1 if problems else 0
