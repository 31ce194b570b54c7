"""Whatever docs/architecture.md names is there."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.docs.commands import ROOT
from tests.test_architecture import LIBRARY

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
CODE = re.findall(r"`([^`\n]+)`", PAGE)
PATHS = [each for each in CODE if re.fullmatch(r"[\w.]+(/[\w.]*)+", each)]
NAMES = [each for each in CODE if re.fullmatch(r"(geo|dashboard)(\.\w+)+", each)]


def found(name: str) -> object:
    """What a dotted name stands for; raises AttributeError or ImportError."""
    module, *rest = name.split(".")
    thing: object = import_module(module)
    for part in rest:
        module = f"{module}.{part}"
        if hasattr(thing, "__path__") and find_spec(module):
            thing = import_module(module)
        else:
            thing = getattr(thing, part)
    return thing


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_function_exists(name: str) -> None:
    assert callable(found(name))


@pytest.mark.parametrize(("name", "path"), re.findall(r"`([A-Z_]+)` (?:in|of) `([^`]+)`", PAGE))
def test_a_constant_is_where_it_is_said_to_be(name: str, path: str) -> None:
    assert re.search(rf"^{name}\b.*=", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_the_drawing_shows_packages() -> None:
    drawing = PAGE.partition("```mermaid\n")[2].partition("```")[0]
    arrows = r"--?[^>\n]*-+>|-\.[^>\n]*\.->"
    lines = [re.split(arrows, line) for line in drawing.splitlines() if "->" in line]
    nodes = {re.split(r"[\[(]", node.strip())[0] for line in lines for node in line}
    outside = {"files", "services", "dashboard"}
    assert nodes - outside <= set(LIBRARY)
    assert {"sources", "recognition", "resolution", "atlas"} <= nodes
    assert len(PATHS) > 20 and len(NAMES) > 20


def test_what_is_not_there_is_noticed() -> None:
    with pytest.raises(AttributeError):
        found("geo.sources.formats.read_anything")
