"""Bytes of unknown origin to clean Unicode text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The single-byte code pages that old news archives come in, likeliest first: the first wins
# a tie. Guessing among all the encodings there are makes plausible nonsense of damaged files.
_LEGACY = ("cp1252", "cp1251", "cp1250", "koi8_r")
_GUESS_BYTES = 100_000
_MAX_CHAOS = 3.0
_MIN_COHERENCE = 50.0

_HEAD_OF_PAGE = 4_096
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_.:-]{2,40})", re.IGNORECASE
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

    UTF-8 is tried first: pages are converted more often than what they say of themselves.
    What is then wrong in a page that says how it is encoded is a replacement character.
    Raises Undecodable as ``decode`` does.
    """
    declared = _CHARSET.search(raw[:_HEAD_OF_PAGE])
    name = declared[1].decode("ascii").lower() if declared else ""
    if b"\x00" not in raw[:_HEAD_OF_PAGE]:
        raw = raw.replace(b"\x00", b"")
    try:
        return decode(raw)
    except Undecodable:
        text = None if b"\x00" in raw else as_declared(raw, name)
        if text is None:
            raise
        return text


def as_declared(raw: bytes, encoding: str) -> str | None:
    """The text in the encoding that somebody names, with replacement characters for what is
    wrong in it; None where there is no such encoding of text.
    """
    try:
        return raw.decode(encoding, errors="replace") if encoding and raw else None
    except (LookupError, ValueError):  # a UnicodeError is a ValueError
        return None


def as_utf8(raw: bytes, encoding: str) -> bytes:
    """A text from a web server, which may name its encoding, so that it can be read as others
    are: in UTF-8 where it is not, and does not itself say what it is in.
    """
    if not encoding or raw.isascii() or _CHARSET.search(raw[:_HEAD_OF_PAGE]):
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
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
        return None if _mostly_utf8(start) else _legacy_encoding(start)
    return None


def tidy(text: str) -> str:
    """Text with one kind of line break and space, composed (NFC), nothing invisible in it."""
    unified = text.replace("\r\n", "\n").translate(_CHARACTERS)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", unified))


def _decode_legacy(raw: bytes, error: UnicodeDecodeError) -> str:
    if _mostly_utf8(raw):
        raise Undecodable(f"damaged UTF-8 text at byte {error.start}: save it as UTF-8")
    encoding = _legacy_encoding(raw[:_GUESS_BYTES])
    if encoding is None:
        raise Undecodable(_UNCERTAIN)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as beyond:
        raise Undecodable(f"damaged {encoding} text at byte {beyond.start}") from beyond


def _legacy_encoding(raw: bytes) -> str | None:
    """The code page that makes the text least chaotic and like a language, or None."""
    guesses = [(name, from_bytes(raw, cp_isolation=[name]).best()) for name in _LEGACY]
    plausible = [
        (guess.percent_chaos, order, name)
        for order, (name, guess) in enumerate(guesses)
        if guess and guess.percent_chaos <= _MAX_CHAOS and guess.percent_coherence >= _MIN_COHERENCE
    ]
    return min(plausible)[2] if plausible else None


def _mostly_utf8(raw: bytes) -> bool:
    """Whether non-ASCII characters that are right in UTF-8 outnumber what is wrong in it."""
    text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return right > wrong
