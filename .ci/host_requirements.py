"""Writes requirements.txt, which hosts of Streamlit apps install: what pyproject.toml asks for and
what the gazetteer is built from, in the versions of requirements.lock. ``make lock`` runs it.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "requirements.txt"


def requirements() -> str:
    """The content of the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["gazetteer"]]
    names = {re.sub("[_.]", "-", re.split(r"[^\w.-]", each)[0].lower()) for each in wanted}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = re.findall(r"^(([\w.-]+)==[^\\\n]+)", lock, re.MULTILINE)
    lines = [line.strip() for line, name in locked if name in names]
    return "# Written by make lock, for hosts of Streamlit apps.\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(requirements(), encoding="utf-8")
