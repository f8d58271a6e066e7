"""ARC (RFC 8617): mail that a named gateway changed on its way, as it was when it came there.

Every sealer of the chain must be named in the settings: one that is not could have written all
that came before it.
"""

import re

import dkim

from handlers.intake.email.key_records import (
    LEAST_BITS,
    LookupFailedError,
    TextRecords,
    read_key,
)
from handlers.intake.email.server_results import read_results
from handlers.intake.email.signatures import SILENT, Checked, counts, read_tags, too_costly

LONGEST_CHAIN = 5
"""Sealers in one chain; RFC 8617 allows 50, each of which costs two look-ups."""

_INSTANCE = re.compile(rb"\s*i\s*=\s*([0-9]{1,2})\s*;")


def sealed(message: Checked, author: str, sealers: frozenset[str]) -> bool:
    """Whether named sealers vouch that the author's mail was authentic when it reached them."""
    seals = message.headers.all("arc-seal")
    if not sealers or not 0 < len(seals) <= LONGEST_CHAIN or too_costly(message.raw):
        return False
    signers = {read_tags(seal).get("d", "").lower() for seal in seals}
    if not signers <= sealers or not _covers(message):
        return False
    return _chain_holds(message) and _first_saw(message, author)


def _covers(message: Checked) -> bool:
    """Whether every sealer's signature over the message is one that counts."""
    signatures = message.headers.all("arc-message-signature")
    return bool(signatures) and all(counts(read_tags(value), message) for value in signatures)


def _chain_holds(message: Checked) -> bool:
    asked = _Asked(message.records)
    try:
        chain = dkim.ARC(message.raw, logger=SILENT, minkey=LEAST_BITS)
        outcome, _, _ = chain.verify(dnsfunc=asked)
    except Exception:  # noqa: BLE001 — hostile bytes in a library; whatever stops it, nothing holds
        return False
    return bool(outcome == dkim.CV_Pass)


class _Asked:
    """Answers the library with keys that we accept, and asks for each once."""

    def __init__(self, records: TextRecords) -> None:
        self._records = records
        self._known: dict[str, bytes] = {}

    def __call__(self, name: bytes, timeout: float = 0) -> bytes:
        del timeout  # each look-up has the time limit of key_records
        asked = name.decode("ascii", "replace").rstrip(".")
        if asked not in self._known:
            self._known[asked] = self._ask(asked)
        return self._known[asked]

    def _ask(self, name: str) -> bytes:
        try:
            text = self._records(name)
        except LookupFailedError:
            return b""
        return text if text is not None and read_key(text).usable else b""


def _first_saw(message: Checked, author: str) -> bool:
    """Whether the first sealer, who got the mail from its author's server, found it authentic."""
    for value in message.headers.all("arc-authentication-results"):
        found = _INSTANCE.match(value)
        if found is not None and int(found[1]) == 1:
            return read_results([value[found.end() :].strip()], author).vouches
    return False
