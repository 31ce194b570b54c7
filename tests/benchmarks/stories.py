"""How well and how fast copies of a story are found, on generated stories.

    python -m tests.benchmarks.stories [STORIES]

Prints the share of copies found by what was done to them, the share of different texts
wrongly joined, and articles a second.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable

from geo.stories import Member, Stories, signature
from tests.geo.stories.wire import Wire

Edit = Callable[[Wire, list[str]], list[str]]

COPIES: dict[str, Edit] = {
    "reprint with a byline": lambda wire, story: [wire.sentence(), *story],
    "cut to two thirds": lambda wire, story: wire.cut(story, 0.67),
    "cut to half": lambda wire, story: wire.cut(story, 0.5),
    "5 % of words changed": lambda wire, story: wire.edited(story, 0.05),
    "10 % of words changed": lambda wire, story: wire.edited(story, 0.10),
    "15 % of words changed": lambda wire, story: wire.edited(story, 0.15),
    "paragraphs moved": lambda wire, story: wire.shuffled(story),
    "a third added": lambda wire, story: wire.extended(story, len(story) // 3),
    "cut, edited and added to": lambda wire, story: wire.extended(
        wire.edited(wire.cut(story, 0.75), 0.03), 2
    ),
}
OTHERS: dict[str, Edit] = {
    "a fifth quoted": lambda wire, story: wire.quoting(story, 0.2),
    "a third quoted": lambda wire, story: wire.quoting(story, 0.33),
    "unrelated": lambda wire, story: wire.story(len(story)),
}
BATCH = 256


def main(count: int) -> None:
    """Group ``count`` wire stories, a copy of each kind of each, and other texts."""
    wire = Wire(1)
    kinds = {**COPIES, **OTHERS}
    texts: list[tuple[str, str, str]] = []
    for number in range(count):
        story = wire.story(wire.random.randint(5, 16))
        texts.append((f"{number}", "wire", "\n".join(story)))
        texts += [(f"{number}", kind, "\n".join(edit(wire, story))) for kind, edit in kinds.items()]
    wire.random.shuffle(texts)

    started = time.process_time()
    members = [Member(f"{n}/{kind}", signature(text)) for n, kind, text in texts]
    signed = time.process_time() - started
    stories, told = Stories(), dict[str, str]()
    started = time.process_time()
    for start in range(0, len(members), BATCH):
        told |= stories.add(members[start : start + BATCH]).stories
    grouped = time.process_time() - started

    together: Counter[str] = Counter()
    for number in range(count):
        original = told[f"{number}/wire"]
        together.update(kind for kind in kinds if told[f"{number}/{kind}"] == original)
    print(f"{len(members)} articles of {count} stories\n")
    for title, group in (("copies found", COPIES), ("others wrongly joined", OTHERS)):
        print(title)
        for kind in group:
            print(f"  {kind:28} {together[kind] / count:7.1%}")
    mixed = sum(len({a.split("/")[0] for a in group}) > 1 for group in _groups(told))
    print(f"\nstories that mix two wire stories: {mixed} of {len(set(told.values()))}")
    print(f"signatures: {len(members) / signed:,.0f} a second")
    print(f"grouping:   {len(members) / grouped:,.0f} a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _groups(told: dict[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for article, story in told.items():
        groups.setdefault(story, []).append(article)
    return list(groups.values())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
