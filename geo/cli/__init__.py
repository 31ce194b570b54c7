"""The command line ``dateline``: one module a subcommand, loaded only when it is asked for.

Each module has ``add_parser(subparsers)`` and ``run(args) -> int``, the exit status:
0 done, 1 failed (wholly or for some input), 2 bad usage or input, 130 interrupted, 141 where
nobody reads the output any more.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any, NoReturn

from geo import logs
from geo.cli import input_output
from geo.cli.input_output import plain
from geo.errors import BadInput, DatelineError

COMMANDS = {
    "geoparse": "find the places that texts name: JSON lines in, JSON lines out",
    "ingest": "read articles, place what they name, add them to the atlas",
    "export": "take a selection out: spreadsheet, GIS, Google Earth, database, bibliography",
    "publish": "make a static site of a selection, which works from a double click",
    "evidence": "pack a selection as evidence, with reasons, versions and hashes; verify a pack",
    "api": "serve the atlas to other programs over HTTP: OGC API Features, Atom",
    "atlas": "what the atlas holds: see it, verify it, compact it, forget a source",
    "geocode": "say which places a name may mean, and why",
    "cache": "what online geocoders have answered: see it, share it, clear it",
    "corrections": "what people have put right: see it, share it, take it back",
    "gazetteer": "build the gazetteer, or say what it holds",
    "evaluate": "score the geoparser against an annotated corpus",
    "serve": "open the dashboard",
    "backup": "copy the atlas and what people wrote into one file",
    "restore": "put back what backup has copied",
    "doctor": "say what is installed, what can be read and written, what is in the way",
}

EXAMPLE = """examples:
  dateline ingest articles/          read a folder of articles into the atlas
  dateline serve                     see them on the map
  dateline export mentions.xlsx      take them out
  dateline geocode Herat             which places bear this name
  dateline COMMAND --help            more on one command
"""

INTERRUPTED = 130
READER_LEFT = 141


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to read more."""

    def error(self, message: str) -> NoReturn:
        """Report bad usage and leave with status 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")

    def print_help(self, file: Any = None) -> None:
        """Print it. Raises OSError where that cannot be, of which argparse would say nothing."""
        print(self.format_help(), end="", file=file or sys.stdout, flush=True)


class Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print it and leave."""
        from importlib import metadata

        print(f"dateline {metadata.version('dateline')}")
        parser.exit()


class WithoutPandas(MetaPathFinder):
    """Makes pandas as good as not installed.

    pyarrow imports it to ask whether a value is one of pandas', which takes longer than all else
    that most commands load, and no command has such a value.
    """

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raises ModuleNotFoundError for pandas; None, so that others look, for all else."""
        if name == "pandas":
            raise ModuleNotFoundError("commands do without pandas", name=name)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status and never raises for what the user did."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        sys.meta_path.insert(0, WithoutPandas())  # not in a process of others
    if not input_output.prepare():
        return _complain("standard output is closed: send it to a file, or to /dev/null", 1)
    try:
        return _run(arguments)
    except SystemExit as stop:  # argparse, after help or a complaint
        return stop.code if isinstance(stop.code, int) else 2
    except BadInput as error:
        return _complain(error, 2)
    except DatelineError as error:
        return _complain(error, 1)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has had enough (``| head``); that is nothing to complain of.
        input_output.give_up_output()
        return READER_LEFT
    except OSError as error:
        input_output.give_up_output()
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}cannot be read or written: {error.strerror or error}", 1)


def _run(arguments: list[str]) -> int:
    command = next((word for word in arguments if not word.startswith("-")), None)
    module = import_module(f"geo.cli.{command}") if command in COMMANDS else None
    args = command_parser(command, module).parse_args(arguments)
    assert module is not None  # noqa: S101 (argparse has refused any other command)
    from geo.settings import Settings  # pydantic, which --help need not wait for

    logs.configure(Settings.load(), "warning")
    status: int = module.run(args)
    sys.stdout.flush()
    return status


def command_parser(command: str | None, module: ModuleType | None) -> Parser:
    """The parser of ``dateline``; of all subcommands it knows the options of ``command`` alone."""
    parser = Parser(
        prog="dateline",
        description="See where and when the news happens.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action=Version, nargs=0, help="show the version of Dateline and leave"
    )
    subparsers: Any = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for name, summary in COMMANDS.items():
        if name == command and module is not None:
            module.add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


def _complain(what: object, status: int) -> int:
    print(f"dateline: {plain(' '.join(str(what).split()))}", file=sys.stderr)
    return status
