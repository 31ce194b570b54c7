"""``dateline serve``: the dashboard."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import plain
from geo.errors import BadInput, DatelineError

if TYPE_CHECKING:
    from geo.settings import Settings

EXAMPLE = """examples:
  dateline serve
  dateline serve --atlas ~/afghanistan --port 8601
  dateline serve --address 0.0.0.0                  for others to look at
  dateline serve --address 0.0.0.0 --writable       for others to put right, too
  dateline serve --read-only --uploads private      to look at, and to try own articles
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="open the dashboard",
        description="Serve the dashboard to a browser until stopped with Ctrl-C. Where others than "
        "this machine can reach it, visitors may only look, unless told otherwise.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_atlas(parser)
    options.add_listening(parser, 8501)
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--read-only",
        action="store_true",
        help="visitors cannot add to the atlas or correct it, whoever they are",
    )
    change.add_argument(
        "--writable",
        action="store_true",
        help="visitors may, though others can reach the server",
    )
    parser.add_argument(
        "--uploads",
        choices=("own", "private", "shared", "off"),
        help="what visitors bring is theirs until they keep it for everyone (own), theirs alone "
        "(private), everyone's (shared) or nothing (off)",
    )


def run(args: argparse.Namespace) -> int:
    """Become the server: this process is replaced, so signals reach it directly.

    Raises BadInput for an address at which this machine cannot listen.
    """
    from geo import access  # pydantic, which --help need not wait for

    settings = options.settings(args)
    _check_address(args.address, args.port)
    if not access.may_write(settings, args.address, access.NOBODY):
        print(_looking(settings), file=sys.stderr, flush=True)
    os.execve(sys.executable, command(args), settings.environment())  # noqa: S606


def _looking(settings: Settings) -> str:
    if settings.visitors.are_named:
        return "dateline: who has not signed in may at most look"
    if settings.read_only:
        return "dateline: visitors may only look"
    return (
        "dateline: visitors may only look, since others than this machine can reach the server; "
        "--writable lets them put right and add"
    )


def _check_address(address: str, port: int) -> None:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(where)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            return  # the server says so itself, and which port it would take
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            f"cannot listen at {plain(address)}, port {port}: {reason}; give --address 127.0.0.1 "
            "for this machine alone, 0.0.0.0 for all networks, and a --port above 1023"
        ) from error


def command(args: argparse.Namespace) -> list[str]:
    """The command line of the server."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_app()),
        f"--server.port={args.port}",
        f"--server.address={args.address}",
    ]


def _app() -> Path:
    found = find_spec("dashboard")
    if found is None or found.origin is None:
        raise DatelineError("the dashboard is not installed: install the whole of Dateline")
    return Path(found.origin).with_name("app.py")
