"""Who may change anything through the dashboard: where it listens, and who the visitor is.

Decisions only: the dashboard asks them with its settings, its address and who signed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import ip_address

from geo.settings import Settings


class Level(IntEnum):
    """What a visitor may do; each level may all that the one before it may."""

    NOBODY = 0  # nothing, not even look
    VIEWER = 1  # look
    EDITOR = 2  # put right, judge, write notes and steps
    ADMIN = 3  # add articles for everyone


@dataclass(frozen=True, slots=True)
class Person:
    """Who signed in, as the identity provider says; nobody where ``email`` is empty."""

    email: str = ""
    name: str = ""


NOBODY = Person()


def is_loopback(address: str) -> bool:
    """Whether a server that listens at this address is reached from its own machine alone."""
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def level(settings: Settings, address: str, person: Person) -> Level:
    """What a visitor may do on a server with these settings that listens at ``address``.

    Where people are named, others may only look, or nothing where viewers are named too. Where
    none are, everybody may do everything on a server of this machine alone, and look on any
    other, unless the settings say otherwise.
    """
    visitors = settings.visitors
    if not visitors.are_named:
        free = is_loopback(address) or settings.writable
        return Level.ADMIN if free and not settings.read_only else Level.VIEWER
    found = Level.NOBODY if visitors.viewers else Level.VIEWER
    for named, what in (
        (visitors.viewers, Level.VIEWER),
        (visitors.editors, Level.EDITOR),
        (visitors.admins, Level.ADMIN),
    ):
        if _is_among(person.email, named):
            found = max(found, what)
    return min(found, Level.VIEWER) if settings.read_only else found


def may_write(settings: Settings, address: str, person: Person) -> bool:
    """Whether a visitor may change what others see: corrections, verdicts, notes, steps."""
    return level(settings, address, person) >= Level.EDITOR


def settings_for(settings: Settings, address: str, person: Person) -> Settings:
    """The settings as they hold for one visitor: whatever can be changed asks ``read_only`` and
    ``uploads`` of them."""
    found = level(settings, address, person)
    if found < Level.EDITOR:
        return settings.for_looking()
    return settings if found is Level.ADMIN else settings.for_editing()


def _is_among(email: str, named: Collection[str]) -> bool:
    """Whether an address is named, or its domain is, as ``@example.org``."""
    email = email.lower()
    return bool(email) and (email in named or email[email.rfind("@") :] in named)
