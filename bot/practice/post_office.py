"""The pretend mail of agencies and forgers: their keys, the DNS that knows them, our own server.

The signatures are real (RFC 6376): the product checks them as it would any other's. Everybody
here signs well, since whoever holds a mailbox, or buys a domain, does so too.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

OUR_SERVER: Final = "mx.cameras.example"
"""The one server whose results the practice product believes."""
DESK: Final = "emergency@cameras.example"
SELECTOR: Final = "s1"
_SIGNED: Final = (b"from", b"subject", b"date", b"message-id")

_BOUNCE: Final = """\
Return-Path: <>
From: Mail Delivery System <mailer-daemon@{server}>
To: privacy@cameras.example
Subject: Undelivered mail
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

The mailbox does not exist.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}

Final-Recipient: rfc822; unknown
Action: failed
Status: 5.1.1

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
"""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Writes messages as they leave our own mail server. `wall` gives epoch seconds."""

    wall: Callable[[], float]
    _keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict, repr=False)

    def message(self, sender: str, subject: str, text: str, message_id: str) -> bytes:
        """Return a message from `sender`, signed for its domain and found good by our server."""
        domain = sender.rpartition("@")[2].rstrip(">")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, DESK, subject
        mail["Date"] = format_datetime(datetime.fromtimestamp(int(self.wall()), UTC))
        mail["Message-ID"] = f"<{message_id}@{domain}>"
        mail.set_content(text)
        raw = mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        signature = dkim.sign(
            raw,
            SELECTOR.encode(),
            domain.encode(),
            self._key(domain).private_bytes(
                Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
            ),
            include_headers=list(_SIGNED),
        )
        seen = (
            f"Authentication-Results: {OUR_SERVER}; dmarc=pass header.from={domain};"
            f" spf=pass smtp.mailfrom=mail@{domain}\r\n"
            f"Received: from mail.{domain} by {OUR_SERVER}; {mail['Date']}\r\n"
        )
        return bytes(seen.encode() + signature + raw)

    def bounce(self, message_id: str) -> bytes:
        """Return our server's word (RFC 3464) that the mail with this Message-ID did not arrive."""
        date = format_datetime(datetime.fromtimestamp(int(self.wall()), UTC))
        text = _BOUNCE.format(server=OUR_SERVER, date=date, message_id=message_id)
        return text.replace("\n", "\r\n").encode()

    def records(self, name: str) -> bytes | None:
        """Answer a look-up of a signer's key, as the DNS would; None for whoever never signed."""
        selector, _, domain = name.rstrip(".").partition("._domainkey.")
        key = self._keys.get(domain) if selector == SELECTOR else None
        if key is None:
            return None
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    def _key(self, domain: str) -> rsa.RSAPrivateKey:
        return self._keys.setdefault(
            domain, rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
