from __future__ import annotations

import json

import pytest

from geo.cli import main

pytestmark = pytest.mark.usefixtures("gazetteer")


def test_candidates_are_ranked_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Moscow"]) == 0
    first, reason, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("1. Moscow, ") and ", RU " in first and "geonames:524901" in first
    assert reason.startswith("     ")


def test_candidates_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Moscow", "--country", "us", "--json"]) == 0
    candidates = json.loads(capsys.readouterr().out)
    assert {candidate["country"] for candidate in candidates} == {"US"}
    scores = [candidate["score"] for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(candidate["reasons"] for candidate in candidates)


def test_near_prefers_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    for near, country in (("-33.9,151.2", "AU"), ("40.7,-74.0", "US")):
        assert main(["geocode", "Newcastle", "--near", near, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["country"] == country


def test_a_name_that_nobody_bears(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Xyzzyplugh", "--country", "AF"]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors == "dateline: no place called 'Xyzzyplugh' is known in AF\n"
    assert main(["geocode", "Xyzzyplugh", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []
