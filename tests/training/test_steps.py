"""The list of steps: whole, in order, and strict about what it is given."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from geo.errors import BadInput
from training.__main__ import main
from training.provenance import ROOT, TRAINED, WEIGHTS, meta_path, read, sha256
from training.steps import Places, Plan

PLAN = """
[input.news]
file = "{corpora}/news.jsonl"
sha256 = "DIGEST"
about = "two articles"

[[step]]
name = "halve"
about = "make halves"
command = ["training.halve", "{corpora}/news.jsonl", "--out", "{work}/half"]
inputs = ["news"]
outputs = ["{work}/half"]

[[step]]
name = "join"
about = "join them"
command = ["training.join", "{work}/half"]
inputs = []
needs = ["{work}/half"]
outputs = ["{into}/whole.tsv"]
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("{}\n{}\n")
    return path


@pytest.fixture
def plan(tmp_path: Path, corpus: Path) -> Plan:
    path = tmp_path / "steps.toml"
    path.write_text(PLAN.replace("DIGEST", sha256(corpus)))
    return Plan.load(path)


def test_every_step_is_a_module_and_every_trained_file_has_a_step() -> None:
    plan = Plan.load()
    assert all(find_spec(step.command[0]) for step in plan.steps)
    made = {output for step in plan.steps for output in step.outputs}
    trained = {n for n in WEIGHTS if read(meta_path(ROOT / n))["made"] == TRAINED}
    assert {output for output in made if output.startswith("{into}")} == {
        f"{{into}}/{name}" for name in trained
    }


def test_inputs_as_listed_are_taken(plan: Plan, tmp_path: Path) -> None:
    plan.check_inputs(plan.steps, Places(tmp_path, tmp_path))


def test_another_file_is_refused_with_both_digests(
    plan: Plan, corpus: Path, tmp_path: Path
) -> None:
    wanted = sha256(corpus)
    corpus.write_text("{}\n")
    with pytest.raises(BadInput) as error:
        plan.check_inputs(plan.steps, Places(tmp_path, tmp_path))
    assert str(corpus) in str(error.value)
    assert wanted in str(error.value)
    assert sha256(corpus) in str(error.value)


def test_a_missing_file_is_named(plan: Plan, corpus: Path, tmp_path: Path) -> None:
    corpus.unlink()
    with pytest.raises(BadInput, match=r"news\.jsonl: there is no such file.*two articles"):
        plan.check_inputs(plan.steps, Places(tmp_path, tmp_path))


def test_what_an_earlier_step_leaves_must_be_there(plan: Plan, tmp_path: Path) -> None:
    (join,) = plan.chosen(["join"])
    with pytest.raises(BadInput, match="half is missing: run the step halve first"):
        plan.check_needs(join, Places(tmp_path, tmp_path))
    (tmp_path / "half").mkdir()
    plan.check_needs(join, Places(tmp_path, tmp_path))


def test_steps_run_in_the_order_of_the_list(plan: Plan) -> None:
    assert [step.name for step in plan.chosen(["join", "halve"])] == ["halve", "join"]
    assert [step.name for step in plan.chosen([])] == ["halve", "join"]


def test_an_unknown_step_is_refused(plan: Plan) -> None:
    with pytest.raises(BadInput, match="no step 'half': there are halve, join"):
        plan.chosen(["half"])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('inputs = ["news"]', 'inputs = ["olds"]', "step halve needs olds"),
        ('needs = ["{work}/half"]', 'needs = ["{work}/other"]', "step join needs {work}/other"),
        ('name = "join"\n', "", "'name'"),
        ("[input.news]", "[input.news", "not a list of steps"),
    ],
)
def test_a_list_that_does_not_hang_together_is_refused(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    path = tmp_path / "steps.toml"
    path.write_text(PLAN.replace(old, new))
    with pytest.raises(BadInput) as error:
        Plan.load(path)
    assert reason in str(error.value)


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolver"]) == 2
    assert "--corpora" in capsys.readouterr().err
    assert main(["--corpora", str(tmp_path), "resolver"]) == 2
    assert "lgl.jsonl: there is no such file" in capsys.readouterr().err
    assert main(["--list", "roles"]) == 0
    assert "writes {into}/geo/recognition/roles.tsv" in capsys.readouterr().out


def test_a_step_that_fails_stops_the_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("lgl", "trnews", "gwn"):
        (tmp_path / f"{name}.jsonl").write_text("not JSON\n")
    folders = ["--corpora", str(tmp_path), "--work", str(tmp_path), "--into", str(tmp_path)]
    assert main([*folders, "--unchecked", "entities-three"]) == 1
    assert "step entities-three failed" in capfd.readouterr().err
