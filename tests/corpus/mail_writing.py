"""Writes and signs messages as an agency's mail server would, or as a forger would."""

import base64
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from handlers.intake.email.key_records import LookupFailedError
from tests.fakes.clock import START

OURS = "mx.example.com"
"""Our own mail server's name in Authentication-Results."""
AGENCY = "springfieldpd.example"
GATEWAY = "gateway.example"
"""A state's mail gateway, whose seals the settings name."""
OFFICER = f"R. Alvarez <ralvarez@{AGENCY}>"
SIGNED = ("from", "subject", "date", "message-id")
TEXT = """\
This is Sgt R. Alvarez, Springfield Police Department. A girl, 9, was kidnapped.

Incident number: 26-118203
Phone: +1 555 010 4417
Device: B8:7C:6F:12:34:56
Data: video
From: 2026-11-21 10:00
To: 2026-11-21 10:30
"""


@cache
def key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """One key of each length for the whole run: making them takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def private(bits: int = 2048) -> bytes:
    """The key as the signing library wants it."""
    made = key(bits).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return bytes(made)


def record(bits: int = 2048, flags: str = "") -> bytes:
    """The TXT record of a key."""
    public = key(bits).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    return f"v=DKIM1; k=rsa;{flags} p={base64.b64encode(public).decode()}".encode()


class FakeRecords:
    """The DNS: knows the records of some signers; `down` makes every look-up fail."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.down = False
        domains = (AGENCY, GATEWAY, "springfleldpd.example", "mail.example", "unlisted.example")
        self.known = {f"s1._domainkey.{d}": record() for d in domains}
        self.known[f"short._domainkey.{AGENCY}"] = record(1024)
        self.known[f"test._domainkey.{AGENCY}"] = record(flags=" t=y;")
        self.known[f"revoked._domainkey.{AGENCY}"] = b"v=DKIM1; k=rsa; p="
        self.known[f"rubbish._domainkey.{AGENCY}"] = b"\xff\x00;;p=!!!"

    def __call__(self, name: str) -> bytes | None:
        """Look a record up."""
        self.asked.append(name)
        if self.down:
            raise LookupFailedError("Timeout")
        return self.known.get(name)


def letter(
    headers: Mapping[str, str | None] | None = None,
    text: str | bytes = TEXT,
    *,
    id_: str = "one",
) -> bytes:
    """A plain message; `headers` change, add or (by None) leave out fields."""
    fields: dict[str, str | None] = {
        "From": OFFICER,
        "To": "emergency@example.com",
        "Subject": "Emergency request 26-118203",
        "Date": format_datetime(START),
        "Message-ID": f"<{id_}@{AGENCY}>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    fields |= headers or {}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    body = text if isinstance(text, bytes) else text.encode()
    return (
        head.encode("utf-8", "surrogateescape")
        + b"\r\n"
        + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    )


def signed(
    raw: bytes,
    domain: str = AGENCY,
    *,
    selector: str = "s1",
    bits: int = 2048,
    fields: Sequence[str] = SIGNED,
    length: bool = False,
    algorithm: bytes = b"rsa-sha256",
) -> bytes:
    """Put a DKIM signature on top."""
    return bytes(
        dkim.sign(
            raw,
            selector.encode(),
            domain.encode(),
            private(bits),
            include_headers=[f.encode() for f in fields],
            length=length,
            canonicalize=(b"relaxed", b"relaxed"),
            signature_algorithm=algorithm,
        )
        + raw
    )


def believed(raw: bytes, results: str = "", by: str = OURS) -> bytes:
    """Put our server's results and its trace on top, as it does."""
    said = results or f"dmarc=pass header.from={AGENCY}; spf=pass smtp.mailfrom=x@{AGENCY}"
    trace = f"Received: from mail.{AGENCY} by {by}; {format_datetime(START)}\r\n"
    return f"Authentication-Results: {by}; {said}\r\n{trace}".encode() + raw


def sealed(raw: bytes, domain: str = GATEWAY, dmarc: str = "pass") -> bytes:
    """Pass a message through a gateway that keeps what it saw and seals it."""
    results = f"dmarc={dmarc} header.from={AGENCY}"
    seen = f"Authentication-Results: {domain}; {results}\r\n".encode() + raw
    lines = dkim.arc_sign(
        seen,
        b"s1",
        domain.encode(),
        private(),
        domain.encode(),
        include_headers=[f.encode() for f in SIGNED],
    )
    return b"".join(lines) + raw
