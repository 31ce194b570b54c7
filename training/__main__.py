"""Make the shipped weights anew: ``python -m training --corpora FOLDER [STEP ...]``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from geo.errors import BadInput, DatelineError
from training.provenance import ROOT, record_by_hand
from training.steps import Places, Plan, Step

_DESCRIPTION = """Make the weights that Dateline ships, by the steps of training/steps.toml.

  python -m training --list
  python -m training --corpora FOLDER                  every step, an hour on one core
  python -m training --corpora FOLDER resolver         one step
  python -m training --corpora FOLDER --into TRY       beneath TRY instead of over the shipped
  python -m training --by-hand geo/resolution/wording.tsv
                                                       after a change to weights kept by hand"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps; the exit status is 0, 1 where a step failed, 2 for bad usage or input."""
    options = _parser().parse_args(arguments)
    try:
        if options.by_hand:
            print(f"wrote {record_by_hand(options.by_hand)}")
            return 0
        plan = Plan.load()
        steps = plan.chosen(options.steps)
        if options.list:
            _list(plan, steps)
            return 0
        if options.corpora is None:
            raise BadInput("name the folder of the annotated corpora with --corpora")
        places = Places(options.corpora, options.work, options.into)
        if not options.unchecked:
            plan.check_inputs(steps, places)
        for number, step in enumerate(steps, 1):
            plan.check_needs(step, places)
            print(f"step {number} of {len(steps)}, {step.name}: {step.about}", flush=True)
            if status := _run(step, places):
                print(f"training: step {step.name} failed", file=sys.stderr)
                return status
    except DatelineError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def _run(step: Step, places: Places) -> int:
    for output in step.outputs:
        Path(places.fill(output)).parent.mkdir(parents=True, exist_ok=True)
    command = [places.fill(part) for part in step.command]
    print(f"  python -m {' '.join(command)}", flush=True)
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        return 1
    outputs = ", ".join(places.fill(output) for output in step.outputs)
    print(f"  wrote {outputs} in {time.monotonic() - began:.0f} s", flush=True)
    return 0


def _list(plan: Plan, steps: Sequence[Step]) -> None:
    for step in steps:
        print(f"{step.name}: {step.about}")
        print(f"  python -m {' '.join(step.command)}")
        for name in step.inputs:
            print(f"  reads {plan.inputs[name].file}, SHA-256 {plan.inputs[name].sha256}")
        for need in step.needs:
            print(f"  reads {need}")
        for output in step.outputs:
            print(f"  writes {output}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("steps", nargs="*", metavar="STEP", help="all, in their order, by default")
    parser.add_argument("--corpora", type=_folder, help="the folder of the annotated corpora")
    parser.add_argument(
        "--work",
        type=_folder,
        default=ROOT / "cache" / "training",
        help="for weights that only later steps read (default: cache/training)",
    )
    parser.add_argument(
        "--into",
        type=_folder,
        default=ROOT,
        help="write beneath this folder; the steps go on reading the shipped weights",
    )
    parser.add_argument(
        "--unchecked", action="store_true", help="take corpora with other digests than listed"
    )
    parser.add_argument("--list", action="store_true", help="say what the steps are, and stop")
    parser.add_argument(
        "--by-hand", type=Path, metavar="FILE", help="note a change to weights kept by hand"
    )
    return parser


def _folder(text: str) -> Path:
    return Path(text).absolute()


if __name__ == "__main__":
    sys.exit(main())
