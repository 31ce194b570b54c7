"""Texts that a spreadsheet would take for a formula, and how it is kept from that.

OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection): a cell that
begins with one of a few characters is calculated when the file is opened.
"""

from __future__ import annotations

import unicodedata

_APOSTROPHE = "'"
_MINUS = "\u2212"
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate this, also after blanks, in full-width or small forms.

    Apostrophes before it count for nothing, so that ``as_text`` can be undone.
    """
    bare = text.lstrip(_APOSTROPHE)
    if bare.startswith(_BEGINNINGS):
        return True
    first = next((c for c in bare if not _is_blank(c)), "")
    # The full-width ＝ and the small ﹦ are compatible with =, and the minus sign looks like -.
    return unicodedata.normalize("NFKC", first).startswith((*_BEGINNINGS, _MINUS))


def as_text(text: str) -> str:
    """The same for a cell: with an apostrophe before what would be a formula."""
    return _APOSTROPHE + text if is_formula(text) else text


def from_cell(cell: str) -> str:
    """The inverse of ``as_text``."""
    bare = cell[1:]
    return bare if cell.startswith(_APOSTROPHE) and is_formula(bare) else cell


def _is_blank(character: str) -> bool:
    """White space, and what is not seen: control and format characters, the byte order mark."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
