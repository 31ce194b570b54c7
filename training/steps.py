"""The steps that make the weights, as ``steps.toml`` lists them, and the check of their inputs."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from geo.errors import BadInput
from training.provenance import ROOT, sha256

STEPS = Path(__file__).with_name("steps.toml")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that the steps name: ``{corpora}``, ``{work}`` and ``{into}``."""

    corpora: Path
    work: Path
    into: Path = ROOT

    def fill(self, text: str) -> str:
        """The text with the folders in place of their names."""
        return text.format(corpora=self.corpora, work=self.work, into=self.into)


@dataclass(frozen=True, slots=True)
class Input:
    """A file from outside the repository, known by its SHA-256."""

    name: str
    file: str
    sha256: str
    about: str

    def check(self, places: Places) -> None:
        """Raise BadInput where the file is missing or another."""
        path = Path(places.fill(self.file))
        if not path.is_file():
            raise BadInput(
                f"{path}: there is no such file: name the folder of the annotated corpora with "
                f"--corpora ({self.name}: {self.about})"
            )
        found = sha256(path)
        if found != self.sha256:
            raise BadInput(
                f"{path}: its SHA-256 is {found}, and {STEPS.name} wants {self.sha256}: get that "
                f"version, put the new digest into {STEPS.name}, or give --unchecked"
            )


@dataclass(frozen=True, slots=True)
class Step:
    """One command: what it reads (inputs, outputs of earlier steps) and what it leaves."""

    name: str
    about: str
    command: tuple[str, ...]
    inputs: tuple[str, ...]
    needs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All inputs by name, and all steps in their order."""

    inputs: dict[str, Input]
    steps: tuple[Step, ...]

    @classmethod
    def load(cls, path: Path = STEPS) -> Self:
        """Raises BadInput where the file is not valid, or a step names what does not exist."""
        try:
            return cls.parse(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise BadInput(f"not a list of steps: {error!r}", path=str(path)) from error

    @classmethod
    def parse(cls, table: dict[str, Any]) -> Self:
        """The plan of a parsed ``steps.toml``."""
        inputs = {name: Input(name=name, **row) for name, row in table["input"].items()}
        steps = tuple(
            Step(
                name=row["name"],
                about=row["about"],
                command=tuple(row["command"]),
                inputs=tuple(row["inputs"]),
                needs=tuple(row.get("needs", ())),
                outputs=tuple(row["outputs"]),
            )
            for row in table["step"]
        )
        made: set[str] = set()
        for step in steps:
            missing = [name for name in step.inputs if name not in inputs]
            missing += [name for name in step.needs if name not in made]
            if missing:
                raise BadInput(f"step {step.name} needs {missing[0]}, which nothing before it has")
            made.update(step.outputs)
        return cls(inputs, steps)

    def chosen(self, names: Sequence[str]) -> list[Step]:
        """The named steps in the order of the plan; all of them where none is named.

        Raises BadInput for a name that is no step's.
        """
        known = [step.name for step in self.steps]
        for name in names:
            if name not in known:
                raise BadInput(f"there is no step {name!r}: there are {', '.join(known)}")
        return [step for step in self.steps if not names or step.name in names]

    def check_inputs(self, steps: Sequence[Step], places: Places) -> None:
        """Raise BadInput where an input of the steps is missing or another file."""
        for name in dict.fromkeys(name for step in steps for name in step.inputs):
            self.inputs[name].check(places)

    def check_needs(self, step: Step, places: Places) -> None:
        """Raise BadInput where what an earlier step leaves is missing."""
        for need in step.needs:
            if not Path(places.fill(need)).exists():
                maker = next(each.name for each in self.steps if need in each.outputs)
                raise BadInput(f"{places.fill(need)} is missing: run the step {maker} first")
