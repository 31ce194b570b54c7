"""Text as other programs take it: spreadsheets' cells, XML, strings of JavaScript.

Spreadsheets after OWASP, "CSV Injection"
(https://owasp.org/www-community/attacks/CSV_Injection): a cell that begins with one of a few
characters is calculated when the file is opened.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHE = "'"
_MINUS = "\u2212"
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate this, also after blanks, in full-width or small forms.

    Apostrophes before it count for nothing, so that ``as_cell`` can be undone.
    """
    bare = text.lstrip(_APOSTROPHE)
    if bare.startswith(_BEGINNINGS):
        return True
    first = next((c for c in bare if not _is_blank(c)), "")
    # The full-width ＝ and the small ﹦ are compatible with =, and the minus sign looks like -.
    return unicodedata.normalize("NFKC", first).startswith((*_BEGINNINGS, _MINUS))


def as_cell(text: str) -> str:
    """The same for a cell: with an apostrophe before what would be a formula."""
    return _APOSTROPHE + text if is_formula(text) else text


def from_cell(cell: str) -> str:
    """The inverse of ``as_cell``."""
    bare = cell[1:]
    return bare if cell.startswith(_APOSTROPHE) and is_formula(bare) else cell


def _is_blank(character: str) -> bool:
    """White space, and what is not seen: control and format characters, the byte order mark."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of a text; unpaired surrogates are one each."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def xml_safe(text: str) -> str:
    """The same with U+FFFD for control characters and the like, which XML cannot even escape."""
    return _NOT_IN_XML.sub(_REPLACEMENT, text)
