"""DKIM (RFC 6376), checked again by ourselves: which signatures count, and whether one holds.

A signature counts if it (1) is by RSA with SHA-256, (2) signs the whole body, so has no `l=`,
(3) signs From, Subject, Date and Message-ID, each of which stands once, (4) has not expired,
(5) is by a domain of the author's organisation, (6) with a key that `key_records` accepts.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from bot.domain.verification import StepFinding
from handlers.intake.email.alignment import aligned
from handlers.intake.email.fields import Headers
from handlers.intake.email.key_records import (
    LEAST_BITS,
    KeyRecord,
    LookupFailedError,
    TextRecords,
    read_key,
)

SIGNED = ("from", "subject", "date", "message-id")
"""What a signature must cover: who asks for what, when, and the mark of this one message."""
MOST_TRIED = 3
"""Signatures of the author's organisation that are tried; each one hashes the whole body."""

Tags = Mapping[str, str]

_FIELD_CAP = 6_000
_MOST_BLANKS = 200
_BLANKS = re.compile(rb"[ \t]{16,}")
_BLANK_RUN = re.compile(rb"\s{%d}" % _MOST_BLANKS)
_COSTLIEST = 20_000_000
_NUMBER = re.compile(r"[0-9]{1,12}")
# The library names what it dislikes, which is a stranger's text; no log line may hold it.
SILENT = logging.Logger("dkim", logging.CRITICAL + 1)  # noqa: LOG001 — must have no parent that writes
_ORDER = (
    StepFinding.DKIM_PASS,
    StepFinding.DKIM_UNREACHABLE,
    StepFinding.DKIM_FAIL,
    StepFinding.DKIM_WEAK,
    StepFinding.DKIM_UNALIGNED,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of one message: its bytes, its header, when (epoch seconds), and where keys are."""

    raw: bytes
    headers: Headers
    at: float
    records: TextRecords


def check_signatures(message: Checked, author: str) -> StepFinding:
    """Return the best that the message's signatures come to for the domain of its author."""
    found = set(_findings(message, author))
    return next((f for f in _ORDER if f in found), StepFinding.DKIM_NONE)


def _findings(message: Checked, author: str) -> Iterator[StepFinding]:
    tried = 0
    costly = too_costly(message.raw)
    for place, value in enumerate(message.headers.all("dkim-signature")):
        tags = read_tags(value)
        if not aligned(tags.get("d", ""), author):
            yield StepFinding.DKIM_UNALIGNED
        elif costly or not counts(tags, message) or tags.get("v") != "1":
            yield StepFinding.DKIM_WEAK
        elif tried < MOST_TRIED:
            tried += 1
            finding = _verified(message, place, tags)
            yield finding
            if finding is StepFinding.DKIM_PASS:
                return


def read_tags(value: bytes) -> Tags:
    """Return a signature's tags; none for one that cannot be read, or is made to be slow."""
    if len(value) > _FIELD_CAP or _BLANK_RUN.search(value):
        return {}
    try:
        tags = parse_tag_value(value)
    except (InvalidTagValueList, ValueError, IndexError):
        return {}
    return {k.decode("ascii", "replace"): v.decode("ascii", "replace") for k, v in tags.items()}


def counts(tags: Tags, message: Checked) -> bool:
    """Whether a signature with these tags could prove anything: points 1 to 4."""
    names = [name.strip().lower() for name in tags.get("h", "").split(":")]
    covered = all(name in names and len(message.headers.all(name)) == 1 for name in SIGNED)
    expires = tags.get("x", "")
    lasting = not expires or (_NUMBER.fullmatch(expires) is not None and int(expires) >= message.at)
    return tags.get("a") == "rsa-sha256" and "l" not in tags and covered and lasting


def _verified(message: Checked, place: int, tags: Tags) -> StepFinding:
    try:
        text = message.records(f"{tags.get('s', '')}._domainkey.{tags['d']}")
    except LookupFailedError:
        return StepFinding.DKIM_UNREACHABLE
    if text is None:
        return StepFinding.DKIM_FAIL
    key = read_key(text)
    if not key.usable or (key.strict and not _same_domain(tags)):
        return StepFinding.DKIM_WEAK
    return StepFinding.DKIM_PASS if _holds(message, place, key) else StepFinding.DKIM_FAIL


def _same_domain(tags: Tags) -> bool:
    identity = tags.get("i", "@" + tags["d"])
    return identity.rpartition("@")[2].lower() == tags["d"].lower()


def _holds(message: Checked, place: int, key: KeyRecord) -> bool:
    try:
        signed = dkim.DKIM(message.raw, logger=SILENT, minkey=LEAST_BITS)
        return bool(signed.verify(place, dnsfunc=lambda *_, **__: key.text))
    except Exception:  # noqa: BLE001 — hostile bytes in a library; whatever stops it, nothing holds
        return False


def too_costly(raw: bytes) -> bool:
    """Whether runs of blanks would make the library's canonical form take quadratic time."""
    cost = 0
    for run in _BLANKS.finditer(raw):
        cost += (run.end() - run.start()) ** 2
        if cost > _COSTLIEST:
            return True
    return False
