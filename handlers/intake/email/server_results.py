"""What our own mail server found: Authentication-Results (RFC 8601), from it alone.

A forger writes such a field as well as anybody, so only the topmost block counts, and only above
the topmost Received: our server puts both on top, and its results above its trace (RFC 8601 4.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import authres

from handlers.intake.email.alignment import aligned
from handlers.intake.email.fields import Headers, unfolded

_NAME = "authentication-results"
_FIELD_CAP = 8_000


@dataclass(frozen=True, slots=True)
class ServerResults:
    """Results for the author's domain: a word of RFC 8601, or None where there is none."""

    dmarc: str | None = None
    dkim: bool = False
    spf: str | None = None

    @property
    def vouches(self) -> bool:
        """DMARC passed; or DKIM did for the organisation, where the server does no DMARC."""
        return self.dmarc == "pass" or (self.dmarc is None and self.dkim)


def server_results(headers: Headers, authserv_id: str, author: str) -> ServerResults | None:
    """Return what the pinned server says of mail by `author`; None where it says nothing."""
    block = _block(headers, authserv_id.lower())
    return read_results(block, author) if block else None


def _block(headers: Headers, authserv_id: str) -> list[bytes]:
    """The topmost fields of that name in a row, all by the server, above every trace."""
    found: list[bytes] = []
    for name, raw in headers.fields:
        value = unfolded(raw)
        if name == _NAME:
            if not authserv_id or identifier(value) != authserv_id:
                return found
            found.append(value)
        elif found or name == "received":
            return found
    return found


def identifier(value: bytes) -> str:
    """Return the authserv-id that a field claims, in lower case."""
    return value.partition(b";")[0].split(b" ")[0].strip().decode("ascii", "replace").lower()


def read_results(values: Iterable[bytes], author: str) -> ServerResults:
    """Read results about `author`; one that is about another domain counts for nothing."""
    dmarc: str | None = None
    spf: str | None = None
    signed = False
    for value in values:
        for result in _results(value):
            said = {f"{p.type}.{p.name}": str(p.value or "") for p in result.properties}
            if result.method == "dmarc" and said.get("header.from", author).lower() == author:
                # The worst counts: a server says it once, and a second one is somebody's addition.
                dmarc = result.result if dmarc in (None, "pass") else dmarc
            elif result.method == "dkim" and result.result == "pass":
                signer = said.get("header.d") or said.get("header.i", "")
                signed = signed or aligned(_domain(signer), author)
            elif result.method == "spf" and aligned(_domain(said.get("smtp.mailfrom", "")), author):
                spf = result.result
    return ServerResults(dmarc, signed, spf)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _results(value: bytes) -> list[authres.AuthenticationResult]:
    if len(value) > _FIELD_CAP:
        return []
    text = value.decode("ascii", "replace")
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {text}")
    except Exception:  # noqa: BLE001 — hostile text in a library; what it cannot read says nothing
        return []
    return [r for r in parsed.results if isinstance(r, authres.AuthenticationResult)]
