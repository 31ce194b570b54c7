"""Timestamps (RFC 3161): somebody else's signature that a manifest was there at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import BadInput, DatelineError

if TYPE_CHECKING:
    from cryptography import x509

TIMESTAMP = "timestamp.tsr"
"""The file of a pack that holds the server's response."""

_LARGEST = 1_000_000
_TIMEOUT = 30.0


class TimestampFailed(DatelineError):
    """The timestamp server could not be asked, or its answer is of no use."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a timestamp says: ``at`` is the time that it states. ``trusted`` says that its
    signature was checked against certificates that whoever verifies trusts, None that it was
    not checked."""

    at: datetime
    trusted: bool | None = None


def ask_for_timestamp(url: str, data: bytes) -> bytes:
    """The response of the server at ``url`` to the SHA-512 of ``data``; nothing else is sent.

    Raises TimestampFailed where there is none, or it is about something else.
    """
    library = _library()
    request = (
        library.TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(library.HashAlgorithm.SHA512)
        .nonce(nonce=True)
        .cert_request(cert_request=True)
        .build()
    )
    answer = _post(url, request.as_bytes())
    response, sha512 = _decoded(answer, url), hashlib.sha512(data).digest()
    if response.tst_info.nonce != request.nonce or not _is_about(response, sha512):
        raise TimestampFailed(f"{url}: its timestamp is about something else")
    return answer


def read_timestamp(answer: bytes, sha512: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """What a stored response says of that of which this is the SHA-512.

    Raises TimestampFailed where it says nothing of it, or none of ``roots`` vouches for it.
    """
    library = _library()
    response = _decoded(answer, TIMESTAMP)
    if not _is_about(response, sha512):
        raise TimestampFailed(f"{TIMESTAMP}: it is about another manifest")
    at: datetime = response.tst_info.gen_time
    if not roots:
        return Stamp(at)
    builder = library.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify(response, sha512)
    except (library.VerificationError, ValueError) as error:
        raise TimestampFailed(f"{TIMESTAMP}: its signature does not hold: {error}") from error
    return Stamp(at, trusted=True)


def certificates(path: Path) -> list[x509.Certificate]:
    """Those in a PEM file. Raises BadInput where there are none."""
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadInput(f"no certificates in PEM: {error}", path=str(path)) from error


def _is_about(response: Any, sha512: bytes) -> bool:
    return bool(response.tst_info.message_imprint.message == sha512)


def _decoded(answer: bytes, where: str) -> Any:
    try:
        response = _library().decode_timestamp_response(answer)
        granted = response.status in (0, 1)
    except ValueError as error:
        raise TimestampFailed(f"{where}: not a timestamp: {error}") from error
    if not granted:
        raise TimestampFailed(f"{where}: refused (PKIStatus {response.status})")
    return response


def _post(url: str, request: bytes) -> bytes:
    """The server's answer; whoever packs names the server, so it may be in the local network."""
    import httpx  # which who only verifies need not wait for

    headers = {"Content-Type": "application/timestamp-query"}
    try:
        with httpx.stream(
            "POST", url, content=request, headers=headers, timeout=_TIMEOUT
        ) as answer:
            if answer.status_code != 200:
                raise TimestampFailed(f"{url}: answered with status {answer.status_code}")
            body = b""
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > _LARGEST:
                    raise TimestampFailed(f"{url}: its answer is too large for a timestamp")
            return body
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise TimestampFailed(f"{url}: cannot be asked for a timestamp: {error}") from error


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise DatelineError(
            "timestamps need rfc3161-client: pip install 'dateline[timestamp]'"
        ) from error
    return rfc3161_client
