"""Who signed a message: Standard Webhooks, over the very bytes that came.

The scheme's own library signs text only, and a mail is bytes; it also reads a clock of its own,
where the time window here is checked against our wall clock.
https://www.standardwebhooks.com (specification 1.0)
"""

import base64
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

WINDOW = 300
"""Seconds that a message's time may differ from ours (Standard Webhooks: five minutes)."""

_MOST_SIGNATURES = 8
# A dot would let one signature be cut into id, time and body in two ways.
_ID = re.compile(r"[A-Za-z0-9_:+=/-]{1,128}")
_TIMESTAMP = re.compile(r"[0-9]{1,11}")


class SignatureFault(StrEnum):
    """Why nobody is believed to have signed."""

    HEADERS_MISSING = "headers_missing"
    HEADERS_MALFORMED = "headers_malformed"
    TIMESTAMP_OUTSIDE = "timestamp_outside"
    SIGNATURE_WRONG = "signature_wrong"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the three headers say, before anything is proved."""

    id: str
    timestamp: int
    signatures: tuple[bytes, ...]


class Signatories:
    """Everybody whose signature is accepted, by name. `wall` gives seconds since 1970."""

    def __init__(self, secrets: Mapping[str, str], wall: Callable[[], float]) -> None:
        self._keys = {name: _key(secret) for name, secret in secrets.items()}
        self._wall = wall

    def claim(self, headers: Mapping[str, str]) -> Claim | SignatureFault:
        """Read the headers; cheap, so that most forgeries end before their body is read."""
        webhook_id = headers.get("webhook-id")
        timestamp = headers.get("webhook-timestamp")
        signatures = headers.get("webhook-signature")
        if not (webhook_id and timestamp and signatures):
            return SignatureFault.HEADERS_MISSING
        offered = signatures.split(" ", _MOST_SIGNATURES)
        well_formed = _ID.fullmatch(webhook_id) and _TIMESTAMP.fullmatch(timestamp)
        if not well_formed or not signatures.isascii() or len(offered) > _MOST_SIGNATURES:
            return SignatureFault.HEADERS_MALFORMED
        if abs(self._wall() - int(timestamp)) > WINDOW:
            return SignatureFault.TIMESTAMP_OUTSIDE
        return Claim(webhook_id, int(timestamp), tuple(s.encode() for s in offered))

    def signer(self, claim: Claim, body: bytes) -> str | SignatureFault:
        """Return the name of who signed; takes the same time whoever it was."""
        content = b"%s.%d.%s" % (claim.id.encode(), claim.timestamp, body)
        found: str | SignatureFault = SignatureFault.SIGNATURE_WRONG
        for name, key in self._keys.items():
            expected = b"v1," + base64.b64encode(hmac.digest(key, content, "sha256"))
            matches = [hmac.compare_digest(expected, offered) for offered in claim.signatures]
            found = name if any(matches) else found
        return found


def _key(secret: str) -> bytes:
    key = base64.b64decode(secret.removeprefix("whsec_") + "==")
    if not key:
        raise ValueError("secret: expected whsec_ and base64, got nothing")
    return key
