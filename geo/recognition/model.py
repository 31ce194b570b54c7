"""The entity model: spaCy's small English one, trained further on toponyms in news corpora.

Only the entity recogniser is loaded. Its weights are in ``model/`` and come from
``training/entities.py``; vocabulary and tokenizer are the stock package's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer

from geo.errors import BadInput
from geo.settings import MODEL
from geo.text.repetition import repetition

# The columns that `geo.recognition.token_features` fills, and the rows of their embedding tables.
COLUMNS = {"TAG": 400, "LEMMA": 100}
_UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")


def load(package: str = MODEL, weights: Path | None = None) -> tuple[Language, EntityRecognizer]:
    """The tokenizer's pipeline and the entity recogniser that goes with it.

    ``package`` is the stock model, ``weights`` a folder of other weights than those shipped.
    Raises BadInput where the package is not installed, or is a model of another shape.
    """
    nlp = tokenizer(package)
    try:
        recogniser = add_recogniser(nlp, package)
        with _folder(weights) as folder:
            recogniser.from_disk(folder, exclude=["vocab"])
    except (KeyError, ValueError) as error:
        raise BadInput(
            f"the model {package!r} is not of the shape of spaCy's small English one: set "
            f"DATELINE_MODEL to {MODEL} or en_core_web_sm ({error})"
        ) from error
    return nlp, recogniser


@contextmanager
def _folder(weights: Path | None) -> Iterator[Path]:
    if weights is not None:
        yield weights
        return
    with as_file(files(__package__) / "model") as shipped:
        yield shipped


def tokenizer(package: str = MODEL) -> Language:
    """The stock pipeline with nothing in it, splitting "U.S.-led" and its like.

    Raises BadInput where the package is not installed.
    """
    nlp = stock(package, exclude=(*_UNUSED, "ner"))
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-–/](?=[A-Za-z])"]
    cutter: Any = nlp.tokenizer
    cutter.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    # Long texts are cut by `pieces`, so spaCy's limit must never be reached.
    nlp.max_length = sys.maxsize
    return nlp


def stock(package: str = MODEL, exclude: tuple[str, ...] = _UNUSED) -> Language:
    """The stock model as published, with its own entity recogniser alone.

    Raises BadInput where the package is not installed.
    """
    if not (package.isidentifier() and find_spec(package)):
        raise BadInput(
            f"the English model {package!r} is not installed: install it in this environment, "
            f"or set DATELINE_MODEL to one that is (usually {MODEL}, which comes with Dateline)"
        )
    try:
        return spacy.load(package, exclude=exclude)
    except OSError as error:
        raise BadInput(f"{package!r} is no spaCy model: set DATELINE_MODEL to {MODEL}") from error


def add_recogniser(nlp: Language, package: str = MODEL) -> EntityRecognizer:
    """An entity recogniser of the stock shape, wider by our columns, without weights yet."""
    nlp.add_pipe("ner", config={"model": architecture(package)})
    return _recogniser(nlp)


def architecture(package: str = MODEL) -> dict[str, Any]:
    """The stock recogniser's configuration with our columns added to what it embeds."""
    model: dict[str, Any] = spacy.util.load_config(
        spacy.util.get_package_path(package) / _version_folder(package) / "config.cfg"
    )["components"]["ner"]["model"]
    embed = model["tok2vec"]["embed"]
    embed["attrs"] = [*embed["attrs"], *COLUMNS]
    embed["rows"] = [*embed["rows"], *COLUMNS.values()]
    return model


def _version_folder(package: str) -> str:
    meta = spacy.util.get_model_meta(spacy.util.get_package_path(package))
    return f"{package}-{meta['version']}"


def _recogniser(nlp: Language) -> EntityRecognizer:
    pipe = nlp.get_pipe("ner")
    if not isinstance(pipe, EntityRecognizer):
        raise TypeError("no entity recogniser was made")
    return pipe


# Longer than nearly every news article; the model's memory grows with what it reads at once.
LONGEST_PIECE = 12_000
_WORDLESS = re.compile(r"[\W\d_]{200,}")
_ENDLESS = re.compile(r"\S{300}(?=\S)")


def pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, str]]:
    """The text in order as (offset, piece), cut at a line's end, a sentence's, or a space.

    Long stretches without a letter hold no names and are left out, as is what repeats itself
    (`geo.text.repetition`). What goes on and on without
    a space is cut as well: the tokeniser takes the square of its length.
    """
    start = 0
    wordless = (match.span() for match in _WORDLESS.finditer(text))
    for gap in (*sorted((*wordless, *repetition(text))), (len(text), len(text))):
        for word in _ENDLESS.finditer(text, start, gap[0]):
            yield from _short_pieces(text, start, word.end(), longest)
            start = word.end()
        yield from _short_pieces(text, start, gap[0], longest)
        start = max(start, gap[1])


def _short_pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, str]]:
    while end - start > longest:
        cut = _cut(text, start, start + longest)
        yield start, text[start:cut]
        start = cut
    if start < end:
        yield start, text[start:end]


def _cut(text: str, start: int, limit: int) -> int:
    earliest = start + (limit - start) // 2
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, earliest, limit)
        if found >= 0:
            return found + len(mark)
    return limit
