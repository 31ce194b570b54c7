"""What a line must be to be a web address."""

from __future__ import annotations

import re

from geo.sources.decode import Undecodable, decode

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether it is a web address and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def is_list(start: bytes, whole: bool) -> bool:
    """Whether a text begins with lines that are web addresses, most of them; the rest may be
    mistakes. Its last line may be cut.
    """
    try:
        found = decode(start).split("\n")
    except Undecodable:
        return False
    stated = [line.strip() for line in (found if whole else found[:-1])]
    stated = [line for line in stated if line and not line.startswith("#")]
    return 2 * sum(map(is_address, stated)) > len(stated)
