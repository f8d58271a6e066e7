"""The rows that are remembered, as plain values that both sides of the ledger know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Ids = Mapping[str, str | int]
"""Identifiers that a task carries: never text, never a personal value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case's row. `revision` is the position of its last entry that changed it."""

    number: str
    revision: int
    state: str
    version: int
    opened_at: datetime
    next_due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One entry as stored. `openings`: canonical JSON of sealed values; None where erased.

    `shut`: there are sealed values, but they were changed or moved, or the key is another.
    """

    position: int
    case: str | None
    kind: str
    at: datetime
    body: bytes
    hash: str
    openings: bytes | None = field(default=None, repr=False)
    shut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of the record; position 0 and 64 zeros when there is none."""

    position: int
    hash: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A timer or an outgoing effect. `key` is unique; `lane` keeps order within (case, lane)."""

    key: str
    port: str
    lane: str
    case: str | None
    due_at: datetime
    ids: Ids = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask:
    """A task that this worker holds until its lease ends; `token` fences late finishers."""

    id: int
    key: str
    port: str
    case: str | None
    due_at: datetime
    ids: Ids
    attempts: int
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledRow:
    """A determination as the database constrains it: unique per case, version and person."""

    case: str
    version: int
    person: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A capability link; only the token's SHA-256 is stored."""

    digest: str
    kind: str
    case: str
    version: int
    person: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card was posted."""

    case: str
    surface: str
    channel: str
    ts: str
    drawn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A request that waits because too many came; `reason` is source or everybody."""

    number: int
    channel: str
    reason: str
    at: datetime

    @property
    def name(self) -> str:
        """What it is called until it is a case."""
        return held_name(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """What a request left behind: a keyed mark that tells nothing, and the case that left it."""

    kind: str
    mark: str
    case: str
    at: datetime


def held_name(number: int) -> str:
    """Return what a held request is called until it is a case."""
    return f"HELD-{number:06d}"
