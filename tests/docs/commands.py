"""The commands and examples that README, docs and help show."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from geo.cli import COMMANDS, command_parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def parser_of(command: str) -> argparse.ArgumentParser:
    return command_parser(command, import_module(f"geo.cli.{command}"))


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def helps(command: str) -> Iterator[argparse.ArgumentParser]:
    """The parser of a command and those of its actions."""
    parser = subparsers(parser_of(command))[command]
    yield parser
    yield from subparsers(parser).values()


def examples(text: str) -> Iterator[str]:
    """The commands in a text, without the explanation three spaces to their right."""
    for line in text.splitlines():
        found = re.search(r"(?:^|[|:] *|^ +)(dateline (?:(?!  ).)+)", line.rstrip())
        if found:
            yield found[1]


def documented(page: str) -> Iterator[str]:
    """The commands that a page shows in blocks of code and between backticks."""
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        yield from (line.replace(".venv/bin/", "") for line in block.splitlines())
    yield from re.findall(r"`(?:[^`|]*\\\| )?(dateline [^`]+)`", page)


def arguments(command: str) -> list[str]:
    """What would be typed, all that is optional included, without the shell's pipes."""
    words = shlex.split(re.sub(r"[\[\]]", "", command).replace("...", ""), comments=True)
    return words[1 : next((n for n, word in enumerate(words) if word in "|<>&"), None)]


def refused(command: str) -> bool:
    words = arguments(command)
    if not words or words[0] in ("COMMAND", "--help", "--version"):
        return False
    if words[0] not in COMMANDS:
        return True
    try:
        parser_of(words[0]).parse_args(words)
    except SystemExit as end:
        return end.code != 0
    return False


def is_name(command: str) -> bool:
    """Whether this names a command, or one of its actions, and does not show how it is typed."""
    name, *action = arguments(command)
    return name in COMMANDS and (
        not action or (action[0] in subparsers(next(helps(name))) and len(action) == 1)
    )


def shown_commands(page: Path) -> list[str]:
    """Every command that a page shows, once."""
    texts = documented(page.read_text("utf-8"))
    return list(dict.fromkeys(each for text in texts for each in examples(text)))


def python_examples(page: Path) -> list[str]:
    """The blocks of Python on a page, in their order."""
    return re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
