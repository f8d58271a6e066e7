"""What a mail server's reply means for the notice, by RFC 5321 and RFC 3463.

The one question is whether the obligation is hurt: a refusal of *us* (greeting, log-in, sender)
says nothing about the owner's address, so it is never permanent for the owner.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.outside import Failure, Permanent, Transient, Unknown

_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")
_QUEUED = re.compile(r"\bqueued as ([A-Za-z0-9]{4,32})\b|\bid=([A-Za-z0-9-]{4,40})\b")
_TRY_LATER = range(400, 500)
_REFUSED = range(500, 600)
# Commands out of order or not understood, and log-in asked for (RFC 4954): our side is wrong.
_ABOUT_US = frozenset({500, 502, 503, 504, 530, 534, 535, 538})


class Phase(StrEnum):
    """How far a transaction had come."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took responsibility (RFC 5321 4.2.5); `reply` is its codes, never its text.

    `refused` holds a reason for each recipient of several that was turned away.
    """

    reply: str
    queue_id: str | None = None
    refused: tuple[str, ...] = ()


Outcome = Sent | Failure


def accepted(code: int, text: str) -> Sent:
    """Read the reply that ends a transaction well."""
    found = _QUEUED.search(text)
    return Sent(_codes(code, text), (found[1] or found[2]) if found else None)


def refused(phase: Phase, code: int, text: str) -> Failure:
    """Read a reply that is not the one hoped for."""
    reason = f"{phase}_{_codes(code, text)}"
    if code in _TRY_LATER:
        return Transient(reason)
    if phase not in (Phase.RECIPIENT, Phase.MESSAGE) or code in _ABOUT_US:
        return Transient(reason)
    if code in _REFUSED:
        return Permanent(reason)
    return Unknown(reason) if phase is Phase.MESSAGE else Transient(reason)


def _codes(code: int, text: str) -> str:
    enhanced = _ENHANCED.match(text)
    return f"{code}_{enhanced[1]}" if enhanced else str(code)
