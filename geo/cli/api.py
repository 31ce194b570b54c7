"""``dateline api``: the atlas for other programs, over HTTP."""

from __future__ import annotations

import argparse
import re
import socket
import sys
from typing import Any

from geo.cli import options
from geo.errors import DatelineError

EXAMPLE = """examples:
  dateline api
  dateline api --atlas ~/afghanistan --port 8702
  dateline api --cors https://maps.example.org     for scripts of that page
  dateline api --no-text                           without sentences, for copyright
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "api",
        help="serve the atlas to other programs over HTTP: OGC API Features, Atom",
        description="Serve the atlas to other programs until stopped with Ctrl-C. Nothing can be "
        "changed through it, and nobody is asked who they are.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_atlas(parser)
    options.add_corrections(parser)
    options.add_listening(parser, 8502)
    parser.add_argument(
        "--cors",
        metavar="ORIGIN",
        action="append",
        type=_origin,
        default=[],
        help="a web page whose scripts may ask; may be given several times (default: none)",
    )
    parser.add_argument(
        "--no-text", action="store_true", help="leave the sentences out, for copyright"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    import uvicorn

    from geo.api import application

    settings = options.settings(args).override(corrections_file=args.corrections)
    app = application(settings, text=not args.no_text, origins=args.cors)
    listener = _listen(args.address, args.port)
    # Requests are not logged: they hold what people search for.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=100,
        timeout_graceful_shutdown=5,
    )
    host = f"[{args.address}]" if ":" in args.address else args.address
    print(f"the atlas is at http://{host}:{listener.getsockname()[1]}/", file=sys.stderr)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        raise DatelineError(
            f"cannot listen at {address}, port {port}: {error.strerror}: give another --port or "
            "--address"
        ) from error


def _origin(text: str) -> str:
    if text != "*" and not re.fullmatch(r"https?://[^/\s?#@]+", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an origin such as https://maps.example.org (or * for all)"
        )
    return text
