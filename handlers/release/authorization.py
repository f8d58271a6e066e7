"""The signed authorization: a JWS that the evidence store can check without asking us.

Compact serialization (RFC 7515 3.1), EdDSA over Ed25519 (RFC 8037 3.1), claims named as RFC 7519
has them. The key is the one that signs the record's checkpoints; the two cannot be taken for one
another, since a checkpoint has line breaks and a JWS has none.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.authorizing import Authorization
from bot.domain.checkpoint import VerifierKey
from bot.domain.codec import instant_text
from bot.domain.request import DataSought

TYPE: Final = "edr-authorization+jwt"
AUDIENCE: Final = "evidence-store"


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs: the record's origin, the id of the key, and the key's own way of signing."""

    issuer: str
    kid: str
    sign: Callable[[bytes], bytes] = field(repr=False)

    def jws(self, claims: Mapping[str, Any]) -> str:
        """Return the compact JWS of the claims; the same for the same claims and key."""
        header = {"alg": "EdDSA", "kid": self.kid, "typ": TYPE}
        signed = f"{_part(header)}.{_part(claims)}"
        return f"{signed}.{_encoded(self.sign(signed.encode()))}"

    def authorization(
        self,
        case: str,
        version: int,
        found: Authorization,
        contact: str,
        sought: Iterable[DataSought],
    ) -> str:
        """Return the JWS of one authorization; `exp` and `iat` in whole seconds, cut off."""
        return self.jws(
            {
                "iss": self.issuer,
                "aud": AUDIENCE,
                "sub": case,
                "jti": found.id,
                "iat": int(found.at.timestamp()),
                "exp": int(found.until.timestamp()),
                "version": version,
                "scope": scope_of(found, sought),
                "recipient": recipient_of(contact),
            }
        )


def kid_of(key: VerifierKey) -> str:
    """Return the `kid` of a key: its name and id, as signed notes of the record name it."""
    return f"{key.name}+{key.key_id.hex()}"


def recipient_of(contact: str) -> dict[str, str]:
    """Return the contact and its SHA-256, for logs that must not hold the contact itself."""
    return {"contact": contact, "digest": hashlib.sha256(contact.encode()).hexdigest()}


def scope_of(found: Authorization, sought: Iterable[DataSought]) -> list[dict[str, str]]:
    """Return the windows with the devices as the request names them."""
    devices = {s.alias: s.device for s in sought if s.device}
    return [
        {
            "device": devices[window.alias],
            "category": window.category.value,
            "from": instant_text(window.start),
            "to": instant_text(window.end),
        }
        for window in found.scope
        if window.alias in devices
    ]


def _part(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return _encoded(text.encode())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
