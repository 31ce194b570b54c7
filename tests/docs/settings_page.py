"""docs/settings.md, made of the declarations; written anew by ``make docs-settings``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo.settings import Settings
from geo.variables import SERVICE, Declaration, declarations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"

HEADINGS = {
    "Settings": "Dateline",
    "Visitors": "Visitors of the dashboard",
    "Web": "Pages and feeds",
    "Online": "Online geocoders",
    "Bounds": "Limits",
}

INTRODUCTION = (
    "# Settings\n\n"
    "Made of the declarations in `geo/settings.py` by `make docs-settings`.\n\n"
    "Set these variables in the environment, or for the dashboard as Streamlit secrets, which the "
    "environment overrides; options of the command line override both. An empty variable is as "
    "good as none. A value that cannot be understood is refused with exit status 2; the message "
    "names the variable, the value and what is allowed. "
    f"`{SERVICE}` stands for the name of an online geocoder, as in `DATELINE_NOMINATIM_DOMAIN` "
    "and `DATELINE_GEOCODER_KEY_OPENCAGE`.\n"
)


def page() -> str:
    """The whole file."""
    declared = list(declarations(Settings))
    sections = (
        f"## {heading}\n\n{_table(each for each in declared if each.group == group)}"
        for group, heading in HEADINGS.items()
    )
    return "\n".join((INTRODUCTION, *sections))


def _table(declared: Iterable[Declaration]) -> str:
    rows = ["| Variable | Default | Allowed | Meaning |", "| --- | --- | --- | --- |"]
    rows += (
        f"| `{each.variable}` | {_code(each.default)} | {each.allowed} | {each.meaning} |"
        for each in declared
    )
    return "\n".join(rows) + "\n"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
