"""What the layout promises: who may import whom, who reads the environment, what names say.

Each rule collects every offence as ``file:line: what``, and each is shown to find one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent

LIBRARY = (
    "errors",
    "variables",
    "settings",
    "access",
    "logs",
    "models",
    "places",
    "storage",
    "text",
    "sources",
    "fetch",
    "gazetteer",
    "recognition",
    "resolution",
    "geocoders",
    "timing",
    "stories",
    "corrections",
    "storylines",
    "atlas",
    "review",
    "evaluation",
    "pipeline",
    "picture",
    "export",
    "evidence",
    "dataframes",
    "backup",
    "doctor",
    "api",
    "cli",
)
"""Packages and modules of ``geo``, the lowest first: each imports only what stands before it.

``fetch`` stands above ``sources`` since what it fetches becomes a document of theirs.
"""

DASHBOARD = ("language", "server", "state", "map", "site", "views", "asgi", "page", "app")
"""The same of ``dashboard``."""

ORDER = (*(f"geo.{name}" for name in LIBRARY), *(f"dashboard.{name}" for name in DASHBOARD))
RESOURCES = {"dashboard.assets"}
PRESENTATION = {"streamlit", "streamlit_folium", "folium", "branca", "dashboard"}
UNIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios"}
ONE_PLACE = {
    "sqlite3.connect(": ("geo/storage/sqlite.py",),
    "FileLock(": ("geo/storage/locks.py",),
    # A log that is added to is flushed where it is written.
    "os.fsync(": ("geo/storage/atomic.py", "geo/corrections/log.py"),
    "6371": ("geo/places/sphere.py",),
    "KM_PER_DEGREE =": ("geo/places/sphere.py",),
    "log((1 + ": ("geo/places/sphere.py",),  # Mercator
    "date(1970": ("geo/places/days.py",),
    '"PCL"': ("geo/places/kinds.py",),
}
"""What is written in one place only, so that there is one notion of it."""
EMPTY_NAMES = {"utils", "helpers", "manager", "common"}

Rule = Callable[[Path], Iterator[str]]


class Import(NamedTuple):
    """A module that is imported, and where; function-level and typing-only imports count."""

    path: str
    line: int
    module: str

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def root(self) -> str:
        return self.module.partition(".")[0]


def modules(root: Path, *tops: str) -> Iterator[Path]:
    for top in tops:
        yield from sorted((root / top).rglob("*.py"))


def name_of(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(root: Path, path: Path) -> Iterator[Import]:
    relative = path.relative_to(root).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(relative, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                # "from geo import atlas" imports geo.atlas.
                inner = root.joinpath(*module.split("."), alias.name)
                is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                name = f"{module}.{alias.name}" if is_module else module
                yield Import(relative, node.lineno, name)


def package(module: str) -> str:
    """``geo.atlas`` of ``geo.atlas.query``; ``geo`` of ``geo``."""
    return ".".join(module.split(".")[:2])


def imports_are_absolute(root: Path) -> Iterator[str]:
    for path in modules(root, "geo", "dashboard"):
        for found in imports(root, path):
            if found.module.startswith("."):
                yield f"{found.where}: a relative import"


def library_is_free_of_presentation(root: Path) -> Iterator[str]:
    for path in modules(root, "geo"):
        for found in imports(root, path):
            if found.root in PRESENTATION:
                yield f"{found.where}: geo imports {found.module}"


def library_can_be_imported_on_windows(root: Path) -> Iterator[str]:
    for path in modules(root, "geo"):
        for found in imports(root, path):
            if found.root in UNIX_ONLY:
                yield f"{found.where}: geo imports {found.module}, which Windows has not"


def each_idea_has_one_place(root: Path) -> Iterator[str]:
    for path in modules(root, "geo", "dashboard", "training"):
        relative = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for idea, homes in ONE_PLACE.items():
                if idea in line and relative not in homes:
                    yield f"{relative}:{number}: {idea} belongs into {homes[0]}"


def types_and_errors_import_nothing_of_ours(root: Path) -> Iterator[str]:
    for name in ("models", "errors"):
        for found in imports(root, root / "geo" / f"{name}.py"):
            if found.root in ("geo", "dashboard"):
                yield f"{found.where}: {name} imports {found.module}"


def settings_alone_read_the_environment(root: Path) -> Iterator[str]:
    reads = {"environ", "environb", "getenv", "getenvb"}
    for path in modules(root, "geo", "dashboard"):
        if name_of(root, path) == "geo.settings":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = (
                node.attr
                if isinstance(node, ast.Attribute)
                else next((a.name for a in node.names if a.name in reads), "")
                if isinstance(node, ast.ImportFrom)
                else ""
            )
            if name in reads:
                yield f"{path.relative_to(root).as_posix()}:{node.lineno}: reads {name}"


def names_say_what_a_module_is_for(root: Path) -> Iterator[str]:
    for path in modules(root, "geo", "dashboard"):
        relative = path.relative_to(root)
        for empty in EMPTY_NAMES & {*relative.with_suffix("").parts}:
            yield f"{relative.as_posix()}:1: {empty} says nothing"


def a_class_has_a_name_of_its_own(root: Path) -> Iterator[str]:
    """Who greps for a name finds one class."""
    found: dict[str, str] = {}
    for path in modules(root, "geo", "dashboard"):
        relative = path.relative_to(root).as_posix()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                name = node.name.lstrip("_")
                first = found.setdefault(name, f"{relative}:{node.lineno}")
                if first != f"{relative}:{node.lineno}":
                    yield f"{relative}:{node.lineno}: {node.name} is a class in {first} too"


def every_package_has_its_place(root: Path) -> Iterator[str]:
    for path in modules(root, "geo", "dashboard"):
        name = package(name_of(root, path))
        if "." in name and name not in ORDER and name not in RESOURCES:
            yield f"{path.relative_to(root).as_posix()}:1: {name} is not in the order"


def packages_import_what_stands_below(root: Path) -> Iterator[str]:
    height = {name: place for place, name in enumerate(ORDER)}
    for path in modules(root, "geo", "dashboard"):
        importer = package(name_of(root, path))
        for found in imports(root, path):
            imported = package(found.module)
            if height.get(imported, -1) > height.get(importer, len(height)):
                yield f"{found.where}: {importer} imports {imported}, which stands above it"


RULES: tuple[tuple[Rule, str, str], ...] = (
    # The rule, a file that breaks it and what is in the file.
    (imports_are_absolute, "geo/atlas/query.py", "from . import parts"),
    (library_is_free_of_presentation, "geo/atlas/query.py", "import folium"),
    (library_can_be_imported_on_windows, "geo/atlas/parts.py", "import fcntl"),
    (each_idea_has_one_place, "geo/evaluate.py", "EARTH_KM = 6371.0"),
    (types_and_errors_import_nothing_of_ours, "geo/models.py", "from geo import errors"),
    (settings_alone_read_the_environment, "geo/cli/serve.py", "from os import environ"),
    (settings_alone_read_the_environment, "geo/cli/serve.py", "import os; os.getenv('A')"),
    (names_say_what_a_module_is_for, "geo/atlas/utils.py", ""),
    (a_class_has_a_name_of_its_own, "geo/models.py", "class AtlasError: ..."),
    (a_class_has_a_name_of_its_own, "geo/models.py", "class _AtlasError: ..."),
    (every_package_has_its_place, "geo/attic/query.py", ""),
    (packages_import_what_stands_below, "geo/gazetteer/build.py", "import geo.atlas.query"),
    (packages_import_what_stands_below, "geo/gazetteer/build.py", "from geo import cli"),
    (packages_import_what_stands_below, "dashboard/map/markers.py", "import dashboard.page"),
    (packages_import_what_stands_below, "dashboard/server/url.py", "import dashboard.views"),
)


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in RULES))
def test_the_code_keeps_every_rule(rule: Rule) -> None:
    offences = "\n".join(dict.fromkeys(rule(ROOT)))
    assert not offences, offences


@pytest.mark.parametrize(("rule", "file", "content"), RULES)
def test_each_rule_names_file_and_line(rule: Rule, file: str, content: str, tmp_path: Path) -> None:
    files = {
        "geo/models.py": "",
        "geo/errors.py": "class AtlasError: ...",
        "geo/cli/__init__.py": "",
        file: content,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'"""Example."""\n{text}\n')
    line = 2 if content else 1
    assert any(offence.startswith(f"{file}:{line}: ") for offence in rule(tmp_path))
