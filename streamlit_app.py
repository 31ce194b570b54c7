"""Where hosts look for a Streamlit app: ``streamlit run streamlit_app.py`` in a checkout whose
requirements.txt is installed. On a machine of one's own there are ``make run`` and
``dateline serve``.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.starlette import App

from dashboard.asgi import app_options

ROOT = Path(__file__).resolve().parent
PAGE = ROOT / "dashboard" / "page.py"


def describe_checkout() -> None:
    """Let Python find Dateline's version and entry points: such hosts install what it needs, not
    itself."""
    try:
        metadata.version("dateline")
    except metadata.PackageNotFoundError:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        sys.path.append(str(_written(project)))


def _written(project: dict[str, Any]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dateline-metadata-"))
    about = folder / f"dateline-{project['version']}.dist-info"
    about.mkdir()
    head = f"Metadata-Version: 2.1\nName: dateline\nVersion: {project['version']}\n"
    (about / "METADATA").write_text(head, encoding="utf-8")
    lines = (
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {where}" for name, where in points.items()))
    )
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


describe_checkout()
app = App(PAGE, **app_options())
if get_script_run_ctx() is not None:
    # A host that runs this file as a script, and not as a server.
    runpy.run_path(str(PAGE), run_name="__main__")
