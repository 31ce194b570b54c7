"""`dateline evaluate` over a corpus of two sentences, with the real geoparser."""

from __future__ import annotations

import argparse
import json

import pytest

from geo.cli import evaluate
from geo.errors import BadInput

KABUL = {"lat": 34.53, "lon": 69.17, "geonameid": "1138958"}
PERTH = {"lat": -31.95, "lon": 115.86, "geonameid": "2063523"}


@pytest.fixture
def corpus(tmp_path):
    articles = [
        {
            "id": 1,
            "text": "Officials met in Kabul on Monday.",
            "toponyms": [{"start": 17, "end": 22, "country": "AF", **KABUL}],
        },
        {
            "id": 2,
            "text": "A boat left Perth for the islands.",
            "toponyms": [{"start": 12, "end": 17, **PERTH}],
        },
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    return path


def run(*arguments):
    parser = argparse.ArgumentParser()
    evaluate.add_parser(parser.add_subparsers())
    args = parser.parse_args(["evaluate", *map(str, arguments)])
    return args.run(args)


def test_everything_is_scored(corpus, gazetteer, capsys):
    assert run(corpus, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["recognition exact"]["F1"] == 1.0
    assert figures["resolution"]["acc@161km"] == 1.0
    assert figures["end to end @161km"]["F1"] == 1.0
    assert figures["resolution"]["country n"] == 2


def test_given_spans_only_resolution_is_scored(corpus, gazetteer, capsys):
    assert run(corpus, "--gold-spans", "--min-confidence", "0") == 0
    shown = capsys.readouterr().out
    assert "acc@161km 1.000" in shown
    assert "recognition" not in shown


def test_a_file_of_predictions_is_scored_as_it_is(corpus, gazetteer, tmp_path, capsys):
    found = [
        {"id": 1, "toponyms": [{"start": 17, "end": 22, **KABUL, "role": "place"}]},
        {"id": 2, "toponyms": [{"start": 2, "end": 6, "lat": None, "lon": None, "role": "actor"}]},
    ]
    path = tmp_path / "found.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in found), encoding="utf-8")
    assert run(corpus, "--predictions", path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["recognition exact"]["P"] == 0.5
    assert run(corpus, "--predictions", path, "--without-role", "actor", "--json") == 0
    assert json.loads(capsys.readouterr().out)["recognition exact"]["P"] == 1.0


def test_predictions_for_other_articles_are_refused(corpus, gazetteer, tmp_path):
    path = tmp_path / "found.jsonl"
    path.write_text('{"id": 9, "toponyms": []}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"found\.jsonl: articles that the corpus lacks: \['9'\]"):
        run(corpus, "--predictions", path)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"none\.jsonl: no such file"):
        run(tmp_path / "none.jsonl")
