"""A timestamp authority on this machine: certificates of its own, signatures by OpenSSL."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.loopback import listening

OPENSSL = shutil.which("openssl")

_CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
certs = {folder}/signer.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_chain = no
"""


@contextmanager
def authority(folder: Path) -> Iterator[str]:
    """Its address; ``folder/root.pem`` is whom to trust."""
    folder.mkdir()
    _certificates(folder)
    (folder / "serial").write_text("01\n")
    (folder / "openssl.cnf").write_text(_CONFIG.format(folder=folder))

    def answer(request: BaseHTTPRequestHandler) -> None:
        assert request.headers["Content-Type"] == "application/timestamp-query"
        asked = request.rfile.read(int(request.headers["Content-Length"]))
        body = reply(folder, asked)
        request.send_response(200)
        request.send_header("Content-Type", "application/timestamp-reply")
        request.end_headers()
        request.wfile.write(body)

    with listening(answer) as port:
        yield f"http://127.0.0.1:{port}/tsr"


def reply(folder: Path, asked: bytes) -> bytes:
    assert OPENSSL
    (folder / "request.tsq").write_bytes(asked)
    command = [OPENSSL, "ts", "-reply", "-config", str(folder / "openssl.cnf")]
    files = ["-queryfile", str(folder / "request.tsq"), "-out", str(folder / "reply.tsr")]
    subprocess.run([*command, *files], check=True, capture_output=True)
    return (folder / "reply.tsr").read_bytes()


def _certificates(folder: Path) -> None:
    root_key, root_name = _key(), _name("Root of the tests")
    root = (
        _certificate(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    key = _key()
    signer = (
        _certificate(_name("Clock of the tests"), root_name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    for name, certificate in (("root", root), ("signer", signer)):
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        (folder / f"{name}.pem").write_bytes(pem)
    (folder / "signer.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
