"""What the site of the documentation has beside the pages in docs/: the README as its first page,
the change log, and the reference, made of help texts and docstrings. MkDocs calls ``on_files``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]

PYTHON = (
    "geo.models",
    "geo.errors",
    "geo.settings",
    "geo.pipeline.geoparser",
    "geo.pipeline.ingest",
    "geo.gazetteer.lookup",
    "geo.atlas.store",
    "geo.atlas.filters",
    "geo.dataframes",
    "geo.evaluation.scores",
)
"""The modules whose docstrings make the page on Python."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    pages = {
        "index.md": _moved("README.md"),
        "contributing.md": _moved("CONTRIBUTING.md"),
        "changelog.md": _moved("CHANGELOG.md"),
        "reference/command-line.md": "\n".join(_command_line()),
        "reference/python.md": "\n".join(_python()),
    }
    for name, content in pages.items():
        files.append(File.generated(config, name, content=content))
    return files


def _moved(name: str) -> str:
    """A page of the repository's top, with its links as they are from docs/."""
    text = (ROOT / name).read_text("utf-8")
    for top, page in {"CONTRIBUTING.md": "contributing.md", "docs/": ""}.items():
        text = text.replace(f"]({top}", f"]({page}")
    return text


def _command_line() -> Iterator[str]:
    sys.path.insert(0, str(ROOT))
    from geo.cli import COMMANDS
    from tests.docs.commands import helps

    yield "# Command line\n\nWhat `--help` says of each command."
    for command, about in COMMANDS.items():
        yield f"\n## dateline {command}\n\n{about[:1].upper()}{about[1:]}."
        for parser in helps(command):
            yield f"\n### {parser.prog} {{ #{parser.prog.replace(' ', '-')}-help }}"
            yield f"\n```text\n{parser.format_help().rstrip()}\n```"


def _python() -> Iterator[str]:
    yield (
        "# Python\n\nWhat the docstrings say; [Python and notebooks]"
        "(../sharing.md#in-python-and-notebooks) has examples."
    )
    yield from (f"\n::: {module}" for module in PYTHON)
