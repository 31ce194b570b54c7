"""Which pieces of a map there are, so that nobody asks for what is not."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping


def bits(found: Iterable[str], folders: Mapping[int, int]) -> dict[str, str]:
    """By folder, a bit for each of its pieces, row by row, the lowest of a byte first, in Base64.

    ``found`` are pieces as ``folder/column/row``, ``folders`` the level at which each folder's
    are cut (2^level to a side of the world).
    """
    there = {first: bytearray(max(1, 4**level // 8)) for first, level in folders.items()}
    for name in found:
        first, column, row = map(int, name.split("/"))
        at = row * 2 ** folders[first] + column
        there[first][at // 8] |= 1 << at % 8
    return {str(first): base64.b64encode(each).decode() for first, each in there.items()}
