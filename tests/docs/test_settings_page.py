"""Every setting is documented, and no other is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.settings import Settings
from geo.variables import SERVICE, declarations
from tests.docs.commands import PAGES
from tests.docs.settings_page import HEADINGS, PAGE, page

DECLARED = {each.variable for each in declarations(Settings)}


def test_the_page_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs-settings"


def test_every_group_of_settings_has_a_heading() -> None:
    assert {each.group for each in declarations(Settings)} == set(HEADINGS)


def test_every_setting_says_what_it_means() -> None:
    for each in declarations(Settings):
        assert each.variable.startswith("DATELINE_") and len(each.meaning) > 10, each


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_speaks_of_a_variable_that_there_is_not(path: Path) -> None:
    patterns = [re.escape(name).replace(SERVICE, "[A-Z0-9]+") for name in DECLARED]
    known = re.compile("|".join(patterns))
    named = re.findall(r"DATELINE_[A-Z0-9_]+(?:<SERVICE>[A-Z_]*)?", path.read_text("utf-8"))
    assert [name for name in named if name not in DECLARED and not known.fullmatch(name)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_tables_on_other_pages_state_the_same_defaults(path: Path) -> None:
    defaults = {each.variable: each.default for each in declarations(Settings)}
    rows = re.findall(
        r"^\| `(DATELINE_\w+)` \| `?([\d.,]+)`? \|", path.read_text("utf-8"), re.MULTILINE
    )
    told = {name: float(number.replace(",", "")) for name, number in rows}
    assert told == {name: float(defaults[name]) for name in told}
