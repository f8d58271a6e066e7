"""The legal process that must follow a release: what is owed, what came, and how it ends.

A release without a warrant rests on a promise that one follows. The obligation ends in one of three
ways and in no other: process is received, two people excuse it, or it is missed and counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.roster import Ref

LAST_AFTER = timedelta(days=10)
"""How long after it was due the agency is asked for the last time."""


class ProcessKind(StrEnum):
    """What sort of legal process it is."""

    WARRANT = "warrant"
    COURT_ORDER = "court_order"
    SUBPOENA = "subpoena"
    COURT_FILING = "court_filing"
    OTHER = "other"


def kind_named(text: str) -> ProcessKind:
    """Return the kind that a request's own word means; a word that we do not know is another."""
    known = {kind.value: kind for kind in ProcessKind}
    return known.get(text.strip().casefold().replace(" ", "_"), ProcessKind.OTHER)


class Covers(StrEnum):
    """Whether a document covers what was released."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FollowUpStatus(StrEnum):
    """Where the promise stands."""

    OWED = "owed"
    RECEIVED = "received"
    EXCUSED = "excused"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A document that came by the status page. `covers` is None until somebody has read it."""

    number: int
    at: datetime
    covers: Covers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOwed:
    """What the agency owes after a release. `process` is what it promised, None for no promise.

    `missed_at` stays once it is set: what came afterwards came late. `part` is the latest document
    that covers some of the release while the rest is owed, 0 for none.
    """

    owed_at: datetime
    due: datetime
    process: ProcessKind | None = None
    status: FollowUpStatus = FollowUpStatus.OWED
    received: int = 0
    part: int = 0
    late: bool = False
    missed_at: datetime | None = None
    excuse_by: Ref | None = None

    @property
    def missing(self) -> datetime:
        """When it counts as never sent (UTC), unless it ends before."""
        return self.due + LAST_AFTER

    @property
    def open(self) -> bool:
        """Whether the obligation still stands."""
        return self.status is FollowUpStatus.OWED


def waiting(uploads: tuple[Upload, ...]) -> tuple[Upload, ...]:
    """Return the documents that nobody has read yet."""
    return tuple(u for u in uploads if u.covers is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptProcess:
    """Say that a document is legal process which covers the release, or part of it."""

    number: int
    covers: Covers
    process: ProcessKind
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseProcess:
    """Say that a document is no legal process, or does not cover this release."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseProcess:
    """Say that nothing needs to come any more; it counts once a second person says so too."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeExcuse:
    """Agree, as the second person, to the excuse that was proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropExcuse:
    """Say that the process is still owed: the excuse that somebody proposed falls."""

    why: str


FollowUpCommand = AcceptProcess | RefuseProcess | ExcuseProcess | AgreeExcuse | DropExcuse
