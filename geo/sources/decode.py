"""Bytes of unknown origin to clean Unicode text."""

from __future__ import annotations

import codecs
import re
import unicodedata

import webencodings

from geo.sources import code_pages

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings whose texts are ASCII throughout, and so look like UTF-8.
_SEVEN_BIT = ("iso2022_jp", "hz")

_HEAD_OF_PAGE = 4_096
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,60}?\sencoding)\s*=\s*[\"']?\s*"
    rb"([a-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)

_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\ufeff"  # soft hyphen, joiners, byte order mark
    "\u200b\u200c\u200d\u200e\u200f"  # zero-width space and joiners, direction marks
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
)
_LINE_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def _character_table() -> dict[int, str | None]:
    controls = (*range(0x20), *range(0x7F, 0xA0))
    table: dict[int, str | None] = dict.fromkeys(controls)
    table |= dict.fromkeys(map(ord, _INVISIBLE))
    table |= {ord(mark): "\n" for mark in (*_LINE_BREAKS, "\n")}
    spaces = (*range(0x2000, 0x200B), 0xA0, 0x1680, 0x202F, 0x205F, 0x3000)
    return table | dict.fromkeys((*spaces, 0x09), " ")


_CHARACTERS = _character_table()
_SPACES = re.compile(" {2,}")


_UNCERTAIN = "not UTF-8, and no other encoding is certain: save it as UTF-8"


class Undecodable(ValueError):
    """The bytes are not text in an encoding that can be told with confidence."""


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or UTF-32 with a byte order mark, or a legacy code page.

    Raises Undecodable, with a reason for people, for binary data and where the encoding
    would have to be guessed.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise Undecodable(f"damaged {encoding} text at byte {error.start}") from error
    if b"\x00" in raw:
        raise Undecodable("binary, not text (it contains NUL bytes)")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(raw, error)


def page(raw: bytes) -> str:
    """The text of a web page, which may say in its head how it is encoded.

    UTF-8 is tried first: what is right in it is hardly ever anything else, and pages are
    converted more often than what they say of themselves. Then what the page says counts;
    what is wrong in that encoding is a replacement character. Raises Undecodable as
    ``decode`` does.
    """
    declared = _CHARSET.search(raw[:_HEAD_OF_PAGE])
    name = declared[1].decode("ascii").lower() if declared else ""
    if raw.startswith(tuple(bom for bom, _ in _BOMS)):
        return decode(raw)
    if b"\x00" not in raw[:_HEAD_OF_PAGE]:
        raw = raw.replace(b"\x00", b"")
    codec = _web_codec(name)
    if codec in _SEVEN_BIT or (codec not in ("", "utf-8") and not _is_utf8(raw)):
        text = None if b"\x00" in raw else as_declared(raw, name)
        if text is not None:
            return text
    if codec == "utf-8" and b"\x00" not in raw and _mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    return decode(raw)


def as_declared(raw: bytes, encoding: str) -> str | None:
    """The text in the encoding that somebody names, with replacement characters for what is
    wrong in it; None where there is no such encoding of text.

    Names mean what browsers take them for (WHATWG, "Encoding"): ISO-8859-1 is windows-1252.
    """
    codec = _web_codec(encoding)
    try:
        return raw.decode(codec, errors="replace") if codec and raw else None
    except (LookupError, ValueError):  # a UnicodeError is a ValueError
        return None


def as_utf8(raw: bytes, encoding: str) -> bytes:
    """A text from a web server, which may name its encoding, so that it can be read as others
    are: in UTF-8 where it is not, and does not itself say what it is in.
    """
    if not encoding or _CHARSET.search(raw[:_HEAD_OF_PAGE]):
        return raw
    if _web_codec(encoding) in _SEVEN_BIT or not _is_utf8(raw):
        text = as_declared(raw, encoding)
        return raw if text is None else text.encode("utf-8", errors="replace")
    return raw


def unicode_encoding(start: bytes) -> str:
    """The encoding of a text that begins with these bytes: by its mark, or else UTF-8.

    Raises Undecodable for binary data.
    """
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name
    if start.count(0) > len(start) // 10:
        raise Undecodable("binary, not text (it contains NUL bytes)")
    return "utf-8"


def legacy_encoding(start: bytes) -> str | None:
    """The code page of a text that begins with these bytes and is not Unicode, if it is sure."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return None if _mostly_utf8(start) else code_pages.tell(start)
    return None


def tidy(text: str) -> str:
    """Text with one kind of line break and space, composed (NFC), nothing invisible in it."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return _SPACES.sub(" ", text)
    unified = text.replace("\r\n", "\n").translate(_CHARACTERS)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", unified))


def _decode_legacy(raw: bytes, error: UnicodeDecodeError) -> str:
    if _mostly_utf8(raw):
        raise Undecodable(f"damaged UTF-8 text at byte {error.start}: save it as UTF-8")
    encoding = code_pages.tell(raw)
    if encoding is None:
        raise Undecodable(_UNCERTAIN)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as beyond:
        raise Undecodable(f"damaged {encoding} text at byte {beyond.start}") from beyond


def _web_codec(name: str) -> str:
    """Python's name of the encoding that a page names; "" where there is none."""
    found = webencodings.lookup(name.strip()) if name else None
    if found is None or found.name in ("x-user-defined", "replacement"):
        return ""
    # A page that says so in ASCII is not UTF-16.
    return "utf-8" if found.name.startswith("utf-16") else found.codec_info.name


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(raw: bytes) -> bool:
    """Whether non-ASCII characters that are right in UTF-8 outnumber what is wrong in it."""
    text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return right > wrong
