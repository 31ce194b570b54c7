"""Every command is documented, and what help and documentation show can be typed."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from geo.cli import COMMANDS, command_parser

ROOT = Path(__file__).resolve().parents[3]
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


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_each_of_its_actions_is_documented(command: str) -> None:
    lines = [line for page in PAGES for line in page.read_text("utf-8").splitlines()]
    about = "\n".join(line for line in lines if f"dateline {command}" in line)
    assert about
    actions = subparsers(subparsers(parser_of(command))[command])
    missing = [name for name in actions if not re.search(rf"[ `]{name}\b", about)]
    assert not missing, f"dateline {command} {'|'.join(missing)}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples_and_they_can_be_typed(command: str) -> None:
    for parser in helps(command):
        shown = list(examples(parser.epilog or ""))
        assert shown, parser.prog
        assert [each for each in shown if refused(each)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_documentation_can_be_typed(page: Path) -> None:
    shown = [each for text in documented(page.read_text("utf-8")) for each in examples(text)]
    assert [each for each in shown if refused(each) and not is_name(each)] == []


def test_an_example_that_cannot_be_typed_is_noticed() -> None:
    assert refused("dateline geocode Herat --contry AF")
    assert refused("dateline mail")
    assert not refused("dateline ingest SOURCE... [--atlas DIR]")
    assert list(examples("  dateline atlas info --json      as JSON")) == [
        "dateline atlas info --json"
    ]
    assert list(documented("See `dateline atlas info`.")) == ["dateline atlas info"]
