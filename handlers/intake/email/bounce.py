"""Reads a delivery status notification (RFC 3464): which of our mails did not arrive, and why.

Anybody can write one. What it says is worth something only by the mark of the mail that it speaks
of, which whoever reads the answer compares with what we sent.
"""

import re
from dataclasses import dataclass
from typing import Final

from handlers.intake.email.fields import Headers, read_headers
from handlers.intake.email.parts import Leaf, leaves
from handlers.intake.email.unfit import Unfit
from handlers.notices.marks import tokens_in

REPORT_CAP: Final = 1024 * 1024
"""Bytes of a whole notification; a mail that is returned in full fits in."""
_REPORT: Final = "multipart/report"
_STATUS: Final = "message/delivery-status"
_RETURNED: Final = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})
_BLANK: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_CODE: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_FAILED: Final = "failed"
_GOT_SOMEWHERE: Final = frozenset({"delivered", "relayed", "expanded"})
_ADDRESSED: Final = ("to", "delivered-to", "x-original-to", "envelope-to")
_HEADER_CAP: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A mail that did not arrive: the token of its mark, and the status code (RFC 3463)."""

    token: str
    code: str


def read_bounce(raw: bytes) -> Bounce | None:
    """Return what a notification says of one mail of ours that failed; None for anything else.

    A delay is no failure, and neither is a mail that arrived anywhere. One that names two of our
    mails names none.
    """
    headers = read_headers(raw) if len(raw) <= REPORT_CAP else None
    if not isinstance(headers, Headers) or not _is_report(headers):
        return None
    parts = leaves(raw)
    if isinstance(parts, Unfit):
        return None
    code = _failure(parts)
    tokens = _named(headers, parts)
    if code is None or len(tokens) != 1:
        return None
    return Bounce(token=next(iter(tokens)), code=code)


def _is_report(headers: Headers) -> bool:
    return headers.first("content-type").lower().startswith(_REPORT)


def _failure(parts: tuple[Leaf, ...]) -> str | None:
    """Return the code of the failure where nobody got the mail; None where it is none."""
    groups = [g for part in parts if part.type == _STATUS for g in _groups(part.content)]
    actions = {_word(group, "action") for group in groups} - {""}
    if _FAILED not in actions or actions & _GOT_SOMEWHERE:
        return None
    failed = next(group for group in groups if _word(group, "action") == _FAILED)
    found = _CODE.match(failed.first("status"))
    return None if found is None or found[0].startswith("2") else found[0]


def _groups(content: bytes) -> list[Headers]:
    pieces = (read_headers(piece.strip()) for piece in _BLANK.split(content[:_HEADER_CAP]))
    return [piece for piece in pieces if isinstance(piece, Headers)]


def _word(group: Headers, name: str) -> str:
    return group.first(name).lower().partition("(")[0].partition(";")[0].strip()


def _named(headers: Headers, parts: tuple[Leaf, ...]) -> frozenset[str]:
    """Return the tokens by which it names our mail: the return path's, or the Message-ID's."""
    addressed = " ".join(headers.first(name) for name in _ADDRESSED)
    returned = (_message_id(part.content) for part in parts if part.type in _RETURNED)
    return tokens_in(addressed) | tokens_in(" ".join(returned))


def _message_id(content: bytes) -> str:
    headers = read_headers(content[:_HEADER_CAP].lstrip())
    return headers.first("message-id") if isinstance(headers, Headers) else ""
