"""The record: entries whose canonical bytes name the hash of the entry before.

`hash = SHA-256(0x00 ‖ body)`, which is also the entry's leaf in the Merkle tree.
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from bot.domain.canonical import GREATEST_INTEGER, Json, canonical, parse, parse_all
from bot.domain.merkle import CompactRange
from bot.domain.scalars import CodecError, instant_of, instant_text

GENESIS: Final = "0" * 64
"""What the first entry names as its previous hash."""

MEMBERS: Final = frozenset(
    ("position", "at", "kind", "case", "version", "actor", "previous", "payload")
)
"""The members of an entry's body; none may be missing and none added."""

_HASH = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")


class EntryError(ValueError):
    """Bytes are not the body of an entry; says which member is wrong, never what it holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what happened, when (UTC), to which case, by whom, after which entry.

    `actor` is an opaque id of a person (see opaque_actor), `system` or `requester`. The payload
    carries commitments in place of personal values.
    """

    position: int
    at: datetime
    kind: str
    case: str | None
    version: int | None
    actor: str
    previous: str
    payload: dict[str, Json]


def body(entry: Entry) -> bytes:
    """Return the entry's canonical bytes; raises ValueError for what parse_body would refuse."""
    written = canonical(
        {
            "position": entry.position,
            "at": instant_text(entry.at),
            "kind": entry.kind,
            "case": entry.case,
            "version": entry.version,
            "actor": entry.actor,
            "previous": entry.previous,
            "payload": entry.payload,
        }
    )
    _checked(entry)
    return written


def entry_hash(entry_body: bytes) -> str:
    """Return the hash of an entry's body, 64 hex digits."""
    return sha256(b"\0" + entry_body).hexdigest()


def parse_body(entry_body: bytes) -> Entry:
    """Return the entry with exactly this body.

    Raises NotCanonicalError for other JSON forms, EntryError for other members.
    """
    return _entry(parse(entry_body))


def parse_bodies(bodies: Sequence[bytes]) -> list[Entry]:
    """Return what parse_body gives for each; quicker, and raises if one of them is refused."""
    return [_entry(members) for members in parse_all(bodies)]


def _entry(members: Json) -> Entry:
    if not isinstance(members, dict) or members.keys() != MEMBERS:
        raise EntryError("expected the eight members of an entry")
    values: dict[str, Any] = members
    try:
        at = instant_of(values["at"])
    except CodecError:
        raise EntryError("expected an instant in UTC with microseconds as `at`") from None
    return _checked(
        Entry(
            values["position"],
            at,
            values["kind"],
            values["case"],
            values["version"],
            values["actor"],
            values["previous"],
            values["payload"],
        )
    )


def _checked(entry: Entry) -> Entry:
    if type(entry.position) is not int or not 1 <= entry.position <= GREATEST_INTEGER:
        raise EntryError("expected a `position` from 1")
    if not isinstance(entry.kind, str) or _KIND.fullmatch(entry.kind) is None:
        raise EntryError("expected a `kind` of lower-case words joined by dots")
    if entry.case is not None and not _is_text(entry.case):
        raise EntryError("expected a `case` number or null")
    if entry.version is not None and (type(entry.version) is not int or entry.version < 1):
        raise EntryError("expected a `version` from 1 or null")
    if not _is_text(entry.actor):
        raise EntryError("expected an `actor`")
    if not isinstance(entry.previous, str) or _HASH.fullmatch(entry.previous) is None:
        raise EntryError("expected 64 hex digits as `previous`")
    if not isinstance(entry.payload, dict):
        raise EntryError("expected an object as `payload`")
    return entry


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the record stands: its last entry and the Merkle tree over all of them.

    `peaks` are the roots of the complete subtrees (bot.domain.merkle.CompactRange), so that the
    next checkpoint needs no reading of old entries.
    """

    position: int = 0
    hash: str = GENESIS
    at: datetime | None = None
    peaks: bytes = b""

    def next(
        self,
        *,
        at: datetime,
        kind: str,
        case: str | None,
        version: int | None,
        actor: str,
        payload: dict[str, Json],
    ) -> Entry:
        """Return the entry that follows, not earlier than the last one: at = max(at, last at)."""
        at = at if self.at is None else max(at, self.at)
        return Entry(self.position + 1, at, kind, case, version, actor, self.hash, payload)

    def after(self, entry: Entry, entry_body: bytes) -> "Head":
        """Return the head with this entry appended; raises EntryError if it does not follow."""
        if entry.position != self.position + 1 or entry.previous != self.hash:
            raise EntryError("the entry does not follow the head")
        tree = CompactRange(self.position, self.peaks)
        leaf = sha256(b"\0" + entry_body)
        tree.append(leaf.digest())
        return Head(entry.position, leaf.hexdigest(), entry.at, tree.peaks)

    @property
    def root(self) -> bytes:
        """The Merkle root over all entries, 32 bytes."""
        return CompactRange(self.position, self.peaks).root()


def opaque_actor(secret: bytes, person: str) -> str:
    """Return the id that stands for a person in the record: `p_` and 80 bits in hex.

    The same person has the same id under the same secret; without it nobody can tell who it is.
    """
    return "p_" + hmac.digest(secret, b"actor\0" + person.encode(), "sha256").hex()[:20]
