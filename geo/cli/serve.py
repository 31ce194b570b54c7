"""``dateline serve``: the dashboard."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo.cli import options
from geo.cli.input_output import plain
from geo.errors import BadInput, DatelineError

EXAMPLE = """examples:
  dateline serve
  dateline serve --atlas ~/afghanistan --port 8601
  dateline serve --address 0.0.0.0 --read-only     for others to look at
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="open the dashboard",
        description="Serve the dashboard to a browser until stopped with Ctrl-C.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_atlas(parser)
    options.add_listening(parser, 8501)
    parser.add_argument(
        "--read-only", action="store_true", help="visitors cannot add to the atlas or correct it"
    )


def run(args: argparse.Namespace) -> int:
    """Become the server: this process is replaced, so signals reach it directly.

    Raises BadInput for an address at which this machine cannot listen.
    """
    _check_address(args.address, args.port)
    os.execve(sys.executable, command(args), options.settings(args).environment())  # noqa: S606


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
