"""The English model is named by a setting, and said plainly where it cannot be used."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from geo.cli import main
from geo.errors import BadInput
from geo.pipeline.geoparser import Geoparser
from geo.recognition.model import load, pieces
from geo.settings import MODEL, Settings

TEXT = "Officials in Herat, Afghanistan, met U.S.-led forces near the Iranian border on Friday."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages can be imported from, as if they were installed."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, package: str, pipeline: Path) -> None:
    """A model package as spaCy makes them: a module, and a folder with the version in its name."""
    meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    folder = site / package / f"{package}-{meta['version']}"
    shutil.copytree(pipeline, folder)
    shutil.copy(pipeline / "meta.json", site / package / "meta.json")
    about = site / f"{package}-{meta['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Name: {package}\nVersion: {meta['version']}\n")
    (site / package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(Path(__file__), **overrides)\n"
    )


def published() -> Path:
    package = Path(spacy.util.get_package_path(MODEL))
    return next(package.glob(f"{MODEL}-*"))


def test_the_model_may_bear_its_publishers_name(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta = json.loads((published() / "meta.json").read_text(encoding="utf-8"))
    renamed = site / "pipeline"
    shutil.copytree(published(), renamed)
    (renamed / "meta.json").write_text(json.dumps({**meta, "name": "core_web_sm"}))
    install(site, "en_core_web_sm", renamed)
    monkeypatch.delitem(sys.modules, "en_core_web_sm", raising=False)
    tokens = []
    for package in (MODEL, "en_core_web_sm"):
        nlp, recogniser = load(package)
        doc = recogniser(nlp(TEXT))
        tokens.append(([token.text for token in doc], [(e.text, e.label_) for e in doc.ents]))
    assert tokens[0] == tokens[1]
    assert ("Herat", "GPE") in tokens[1][1]


@pytest.mark.parametrize("name", ["en_core_web_nowhere", "../model", "en-core-web-sm"])
def test_a_model_that_is_not_installed_is_named(name: str) -> None:
    with pytest.raises(BadInput, match=r"is not installed: install it .* or set DATELINE_MODEL"):
        load(name)


def test_a_package_that_is_no_model_is_refused() -> None:
    with pytest.raises(BadInput, match="'json' is no spaCy model"):
        load("json")


def test_a_model_of_another_shape_is_refused(site: Path) -> None:
    spacy.blank("en").to_disk(site / "blank")
    install(site, "en_pipeline", site / "blank")
    with pytest.raises(BadInput, match="not of the shape of spaCy's small English one"):
        load("en_pipeline")


def test_the_geoparser_takes_the_model_that_the_settings_name() -> None:
    settings = Settings.load({"DATELINE_MODEL": "en_core_web_nowhere"})
    assert Settings.load(settings.environment()).model == "en_core_web_nowhere"
    with pytest.raises(BadInput, match="en_core_web_nowhere"):
        Geoparser.load(settings)
    assert Settings.load({}).model == MODEL


def test_worker_processes_say_so_as_one_process_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_MODEL", "en_core_web_nowhere")
    article = tmp_path / "in.jsonl"
    article.write_text('{"id": "a", "text": "Floods hit Herat."}\n')
    for workers in ("1", "2"):
        assert main(["geoparse", str(article), "--workers", workers]) == 2
        assert "en_core_web_nowhere' is not installed" in capsys.readouterr().err


@given(st.text(alphabet="ab. \n🙂", max_size=400), st.integers(2, 50))
def test_pieces_are_the_text(text: str, longest: int) -> None:
    cut = list(pieces(text, longest))
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, start) for start, piece in cut)
    assert all(0 < len(piece) <= longest for _, piece in cut)


@pytest.mark.parametrize("mark", ['" ', "'", "…", "[", ". ", "- ", "1 ", "\n"])
def test_what_has_no_letters_is_not_read(mark: str) -> None:
    noise = mark * 100_000
    assert list(pieces(noise)) == []
    told = "Floods hit Herat."
    cut = list(pieces(f"{told}{noise}{told}"))
    assert [piece.strip(" .") for _, piece in cut] == ["Floods hit Herat"] * 2
    assert all(f"{told}{noise}{told}".startswith(piece, start) for start, piece in cut)


@pytest.mark.parametrize("word", ["a", "a'", "Herat/", "'a"])
def test_what_goes_on_without_a_space_is_read_in_small_pieces(word: str) -> None:
    endless = word * 5_000
    cut = list(pieces(endless))
    assert "".join(piece for _, piece in cut) == endless
    assert max(len(piece) for _, piece in cut) <= 301
