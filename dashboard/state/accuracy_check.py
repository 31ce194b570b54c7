"""How far a visitor is in checking a random sample: pure; ``geo.review`` keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.corrections import Check, DrawnMention, Verdict


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """Which check a visitor does, at which of its mentions, and what went wrong last."""

    check: str = ""
    position: int = 0
    problem: str = ""


def start(check: Check) -> CheckProgress:
    """At the first mention of a new check."""
    return CheckProgress(check.id)


def next_mention(progress: CheckProgress) -> CheckProgress:
    """The next mention."""
    return replace(progress, position=progress.position + 1, problem="")


def previous_mention(progress: CheckProgress) -> CheckProgress:
    """The mention before, if there is one."""
    return replace(progress, position=max(0, progress.position - 1), problem="")


def report(progress: CheckProgress, problem: str) -> CheckProgress:
    """Something could not be stored, or ("") could be; nothing else has changed."""
    return replace(progress, problem=problem)


def current_mention(progress: CheckProgress, check: Check) -> DrawnMention | None:
    """The mention to judge; None when all are."""
    drawn = check.drawn
    return drawn[progress.position] if progress.position < len(drawn) else None


def verdict(progress: CheckProgress, event: object) -> Verdict | None:
    """The verdict in what the page sent; None where it is for another mention than the one at
    hand, as when a key was pressed twice."""
    if not isinstance(event, dict) or event.get("at") != progress.position:
        return None
    given = event.get("verdict")
    return Verdict(str(given)) if given in list(Verdict) else None
