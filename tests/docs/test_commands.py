"""Every command is documented, and what help and documentation show can be typed."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from geo.cli import COMMANDS
from tests.docs.commands import (
    PAGES,
    ROOT,
    documented,
    examples,
    helps,
    is_name,
    parser_of,
    refused,
    shown_commands,
    subparsers,
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
    wrong = [each for each in shown_commands(page) if refused(each) and not is_name(each)]
    assert wrong == []


def test_an_example_that_cannot_be_typed_is_noticed() -> None:
    assert refused("dateline geocode Herat --contry AF")
    assert refused("dateline mail")
    assert not refused("dateline ingest SOURCE... [--atlas DIR]")
    assert list(examples("  dateline atlas info --json      as JSON")) == [
        "dateline atlas info --json"
    ]
    assert list(documented("See `dateline atlas info`.")) == ["dateline atlas info"]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_targets_modules_scripts_and_pages_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    code = "\n".join(re.findall(r"^```[a-z]*\n.*?^```|`[^`\n]+`", text, re.DOTALL | re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", code, re.MULTILINE)) <= set(targets)
    for module in re.findall(r"python -m ([a-z_.]+)", code):
        assert find_spec(module) is not None, module
    for script in re.findall(r"python ([a-z_/]+\.py)", code):
        assert (ROOT / script).is_file(), script
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / link).exists(), link
