"""Proves that a request came from Slack: HMAC-SHA256 over time and raw body, `v0`.

Slack docs, "Verifying requests from Slack".
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WINDOW = 300
"""Seconds that a request's time may differ from ours (Slack docs: five minutes)."""

REMEMBERED = 2 * WINDOW + 1
"""Seconds after which no signature of now can still be in its window."""

_TIMESTAMP = re.compile(r"[0-9]{1,11}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class SlackFault(StrEnum):
    """Why a request is not believed to be Slack's."""

    HEADERS_MISSING = "headers_missing"
    HEADERS_MALFORMED = "headers_malformed"
    TIMESTAMP_OUTSIDE = "timestamp_outside"
    SIGNATURE_WRONG = "signature_wrong"


@dataclass(frozen=True, slots=True)
class SlackClaim:
    """What the two headers say, before anything is proved."""

    timestamp: str
    signature: str


class SlackSignatures:
    """Checks signatures against every secret in force; two during rotation.

    `wall` gives seconds since 1970. Raises ValueError without a secret: an empty one would
    accept what anybody can make.
    """

    def __init__(self, secrets: Sequence[str], wall: Callable[[], float]) -> None:
        if not secrets or not all(secrets):
            raise ValueError("slack.signing_secret: expected one secret or more, got an empty one")
        self._secrets = [secret.encode() for secret in secrets]
        self._wall = wall

    def claim(self, headers: Mapping[str, str]) -> SlackClaim | SlackFault:
        """Read the headers; cheap, so that most forgeries end before their body is read."""
        timestamp = headers.get("X-Slack-Request-Timestamp")
        signature = headers.get("X-Slack-Signature")
        if not timestamp or not signature:
            return SlackFault.HEADERS_MISSING
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return SlackFault.HEADERS_MALFORMED
        if abs(self._wall() - int(timestamp)) > WINDOW:
            return SlackFault.TIMESTAMP_OUTSIDE
        return SlackClaim(timestamp, signature)

    def proves(self, claim: SlackClaim, body: bytes) -> bool:
        """Whether one of the secrets made the signature; takes the same time for each of them."""
        base = b":".join((b"v0", claim.timestamp.encode(), body))
        made = ("v0=" + hmac.new(key, base, hashlib.sha256).hexdigest() for key in self._secrets)
        return sum(hmac.compare_digest(one, claim.signature) for one in made) > 0
