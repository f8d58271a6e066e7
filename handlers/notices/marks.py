"""The mark of a mail: by it we know our own message when it comes back.

It stands in the Message-ID (RFC 5322 3.6.4) and, where bounces have a mailbox, in the envelope's
return path, as variable envelope return paths do. Only whoever handled the mail knows it: it is
keyed, so that nobody can say of a notice that it came back but those who had it.
"""

import base64
import hmac
import re
from typing import Final

from bot.domain.notice import Companion

_TOKEN: Final = re.compile(r"(\d{4}-\d{6,12})\.(o\d{1,4})\.([a-z2-7]{26})")
_LABEL: Final = b"notice mark\0"
_BYTES: Final = 16


def token_of(secret: bytes, at: Companion, address: str) -> str:
    """Return the token of the mails to one owner at one address, the same for every attempt."""
    said = f"{at.case}\0{at.owner}\0{address}".encode()
    keyed = hmac.digest(secret, _LABEL + said, "sha256")[:_BYTES]
    mac = base64.b32encode(keyed).decode().rstrip("=").lower()
    return f"{at.case.removeprefix('EDR-')}.{at.owner.lower()}.{mac}"


def mark_of(token: str, domain: str) -> str:
    """Return the Message-ID of a token."""
    return f"<{token}@{domain}>"


def named_by(token: str) -> Companion | None:
    """Return the notice that a token names, which proves nothing; None for no token of ours."""
    found = _TOKEN.fullmatch(token.lower())
    return Companion(case=f"EDR-{found[1]}", owner=found[2].upper()) if found else None


def tokens_in(text: str) -> frozenset[str]:
    """Return everything in a text that has the form of a token."""
    return frozenset(found[0] for found in _TOKEN.finditer(text.lower()))
