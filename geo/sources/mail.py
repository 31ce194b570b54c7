"""Mail and what is written like it: newsletters (.eml), mailboxes (.mbox), saved pages (.mhtml).

Read by the email package of the standard library, in its tolerant mode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from geo.sources import markup
from geo.sources.decode import as_declared, as_utf8, decode
from geo.sources.documents import from_bytes
from geo.sources.drafts import Fields, draft
from geo.sources.formats import is_read, read_document, suffix_of
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_whole

_MOST = 32_000_000  # bytes of a message with all that is attached; parsed, it takes some times that
_MOST_PARTS = 1_000
_MOST_BOUNDARIES = 50_000  # lines that may be the beginning of a part
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|fw|wg|aw|tr) ?: ?)+", re.IGNORECASE)
_SENDER = re.compile(r"\"?([\w .'-]{1,100}?)\"? ?<([\w.+-]{1,100}@[\w.-]{1,100})>")
_FROM = re.compile(rb"From \S.{0,300}\d{4}", re.DOTALL)
_FOOTER = re.compile(
    r"(?:click here |if you (?:no longer|do not|don['’]t) (?:wish|want) .{0,60})?"
    r"(?:to )?unsubscribe\b.*|.{0,40}you(?:['’]re| are| have)? (?:receiv(?:ed|ing)|getting)"
    r" this (?:e-?mail|message|newsletter)\b.*|our (?:mailing|postal) address is:?.*"
    r"|(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?).{0,80}|--"
    r"|.*\b(?:se désabonner|me désabonner|désinscription|vous désinscrire|abmelden|abbestellen"
    r"|darse de baja|cancelar (?:la )?suscripción|annulla l['’]iscrizione|disiscri\w+"
    r"|cancelar (?:a )?inscrição|uitschrijven|afmelden|wypisz się|отписаться)\b.*"
)
_LONGEST_FOOTER_LINE = 160  # characters
# What a line of a footer has in it, one of them at least.
_OF_FOOTER = (
    *("unsubscribe", "this ", "address is", "preferences", "subscription", "désabonner", "inscri"),
    *("abmelden", "abbestellen", "baja", "suscripción", "iscri", "uitschrijven", "afmelden"),
    *("wypisz", "отписаться", "\n--"),
)
_LONGEST_FOOTER = 2_500  # characters
_ENOUGH = 200  # characters: less is "this message is best viewed in a browser"


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The article in a message, and those in the files attached to it."""
    raw = read_whole(document, min(_MOST, options.bounds.file_bytes), "message")
    yield from _message(raw, document.name, replace(document, file="message"), options)


def read_mailbox(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles in the messages of a mailbox, one after the other, as it is read."""
    number = 0
    known, within = replace(document, file="message"), options.within()
    messages = _messages(document, min(_MOST, options.bounds.file_bytes))
    for number, raw in options.wanted(enumerate(messages, start=1)):
        name = f"{document.name}: message {number}"
        if raw is None:
            yield Reject(name, "too large: a message with all that is attached to it")
            continue
        try:
            yield from _message(raw, name, known, within)
        except Unreadable as error:
            yield Reject(name, str(error))
    if not number and options.records is None:
        raise Unreadable("no mailbox: none of its lines begins a message")


def read_page(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The article on a page that a browser saved with all that belongs to it as one file."""
    raw = read_whole(document, min(_MOST, options.bounds.file_bytes), "page")
    message = _parsed(raw)
    page = next((part for part in _parts(message) if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Unreadable("a saved page without a page in it: save it as .html or .txt")
    url = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    html = as_utf8(_payload(page), page.get_content_charset() or "")
    saved = _day(message)
    inner = replace(
        from_bytes(html, document.name, file="page.html", url=url if "://" in url else ""),
        latest=min(filter(None, (document.latest, saved)), default=None),
    )
    yield from read_document(inner, options)


def _message(
    raw: bytes, name: str, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    if options.depth >= options.bounds.archive_depth:
        raise Unreadable(f"messages in messages, over {options.bounds.archive_depth} deep")
    message = _parsed(raw)
    parts = list(_parts(message))
    files = [_file(part) for part in parts]
    attached = [part for part, file in zip(parts, files, strict=True) if _is_attached(part, file)]
    own = [part for part, file in zip(parts, files, strict=True) if not file]
    text = _without_footer(_text(own))
    if text.strip() or not attached:
        yield draft(_fields(message, text), document, options, name=name, alone=False)
    inside = replace(options, depth=options.depth + 1) if attached else options
    for part in attached:
        file = _header(part.get_filename())
        inner = from_bytes(_payload(part), f"{name}/{file}", file=file)
        yield from read_document(inner, inside)


def _parsed(raw: bytes) -> Message[str, str]:
    if raw.count(b"\n--") > _MOST_BOUNDARIES:
        raise Unreadable(f"over {_MOST_BOUNDARIES:,} parts in one message")
    try:
        return message_from_bytes(raw)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"damaged, or no message: {error}") from error


def _parts(message: Message[str, str]) -> Iterator[Message[str, str]]:
    """Each part that holds something, without those of other messages in it."""
    waiting: list[Any] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart():
            waiting[:0] = part.get_payload()
        else:
            yield part
    raise Unreadable(f"over {_MOST_PARTS:,} parts in one message")


def _file(part: Message[str, str]) -> str:
    """The name of the file that a part is; "" for what is none."""
    # To parse two headers costs as much as to read a short message.
    stated = part.get("Content-Disposition") or "name" in str(part.get("Content-Type") or "")
    return part.get_filename() or "" if stated else ""


def _is_attached(part: Message[str, str], file: str) -> bool:
    return bool(file) and is_read(suffix_of(_header(file))) and part.get_content_maintype() not in (
        "image", "audio", "video",
    )  # fmt: skip


def _text(parts: list[Message[str, str]]) -> str:
    """The plain text of a message, or that of its HTML where the plain text says too little."""
    kinds = [part.get_content_type() for part in parts]
    plain = "\n\n".join(
        _decoded(part) for part, kind in zip(parts, kinds, strict=True) if kind == "text/plain"
    )
    if len(plain) >= _ENOUGH:
        return plain
    pages = [_decoded(part) for part, kind in zip(parts, kinds, strict=True) if kind == "text/html"]
    html = "\n\n".join(markup.text_of(page) for page in pages)
    return html if len(html) > len(plain) else plain


def _without_footer(text: str) -> str:
    """The text of a message without what newsletters and mail programs put at its end: how to
    leave the list, and where its sender lives.
    """
    position = max(0, len(text) - _LONGEST_FOOTER)
    end = text[position:]
    small = end.lower()
    if not any(word in small for word in _OF_FOOTER):
        return text
    for line in end.splitlines(keepends=True):
        told = line.strip().lower() if len(line) <= _LONGEST_FOOTER_LINE else ""
        marked = told == "--" or any(word in told for word in _OF_FOOTER)
        if marked and _FOOTER.fullmatch(told) and text[:position].strip():
            return text[:position]
        position += len(line)
    return text


def _decoded(part: Message[str, str]) -> str:
    raw = _payload(part)
    stated = part.get_content_charset() or ""
    text = as_declared(raw, stated) if stated not in ("", "us-ascii") else None
    return decode(raw) if text is None else text


def _payload(part: Message[str, str]) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _fields(message: Message[str, str], text: str) -> Fields:
    sender = _header(message.get("From"))
    plain = _SENDER.fullmatch(sender)
    name, address = plain.groups() if plain else parseaddr(sender)
    return Fields(
        text=text,
        title=_FORWARDED.sub("", _header(message.get("Subject"))),
        published=_header(message.get("Date")) or None,
        source=name or address.rpartition("@")[2],
        url=_header(message.get("Archived-At")).strip("<>"),
        language=_header(message.get("Content-Language")),
    )


def _header(value: object) -> str:
    """A header in words: ``=?utf-8?q?Crue_=C3=A0_H=C3=A9rat?=`` is "Crue à Hérat"."""
    text = str(value or "")[:4_000]
    if "=?" not in text and text.isascii():
        return " ".join(text.split())
    with suppress(ValueError, LookupError, TypeError, AssertionError):  # it stays as it is
        text = str(make_header(decode_header(text)))
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _day(message: Message[str, str]) -> Any:
    """The day after a page was saved, for it may have begun where the page is from."""
    try:
        return (parsedate_to_datetime(_header(message.get("Date"))) + timedelta(days=1)).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _messages(document: Document, limit: int) -> Iterator[bytes | None]:
    """The messages of a mailbox; None for one that is too large."""
    with document.open() as stream:
        pieces: list[bytes] = []
        size, begun, blank = 0, False, True
        while line := stream.readline(1 << 16):
            if blank and line.startswith(b"From ") and _FROM.match(line):
                if begun:
                    yield b"".join(pieces) if size <= limit else None
                pieces, size, begun = [], 0, True
            elif begun:
                size += len(line)
                if size <= limit:
                    # A line of the text that looks like a beginning was written with a mark.
                    quoted = line.startswith(b">") and re.match(rb">+From ", line)
                    pieces.append(line[1:] if quoted else line)
            blank = line in (b"\n", b"\r\n")
        if begun:
            yield b"".join(pieces) if size <= limit else None
