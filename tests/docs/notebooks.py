"""Runs the code of a notebook as Jupyter would, and says what each cell shows."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.docs.commands import ROOT

NOTEBOOKS = sorted((ROOT / "docs").rglob("*.ipynb"))


def cells(notebook: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(notebook.read_text("utf-8"))["cells"]
    return found


def shown(notebook: Path) -> Iterator[Any]:
    """The value of the last line of each cell, None where it has none."""
    names: dict[str, Any] = {}
    for cell in cells(notebook):
        if cell["cell_type"] == "code":
            yield _run("".join(cell["source"]), names, str(notebook))


def _run(code: str, names: dict[str, Any], file: str) -> Any:
    body = ast.parse(code, file).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), file, "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), file, "eval"), names)
