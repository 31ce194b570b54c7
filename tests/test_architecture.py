"""What the layout promises: who may import whom, and who may look at the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GEO = sorted((ROOT / "geo").rglob("*.py"))
MODULES = GEO + sorted((ROOT / "dashboard").rglob("*.py"))
# Catalogues of what the page says, in one language each: a translator wants them whole.
CATALOGUES = {ROOT / "dashboard" / "language" / name for name in ("texts.py", "texts_fr.py")}
PRESENTATION = {"streamlit", "streamlit_folium", "folium", "branca", "dashboard"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", GEO, ids=relative)
def test_the_library_knows_nothing_of_the_presentation(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imported(path)}
    assert not roots & PRESENTATION


@pytest.mark.parametrize("name", ["models", "errors"])
def test_the_types_and_errors_import_nothing_of_ours(name: str) -> None:
    roots = {module.partition(".")[0] for module in imported(ROOT / "geo" / f"{name}.py")}
    assert not roots & {"geo", "dashboard"}


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_settings_reads_the_environment(path: Path) -> None:
    if relative(path) == "geo/settings.py":
        return
    names = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert not names & {"environ", "getenv", "environb"}


@pytest.mark.parametrize("path", sorted({*MODULES} - CATALOGUES), ids=relative)
def test_modules_stay_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_say_what_a_module_is_for(path: Path) -> None:
    assert not {"utils", "helpers", "manager", "common"} & {path.stem, *path.parts}
