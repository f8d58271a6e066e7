"""What became of the legal process that must follow a release."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.followup import Covers, ProcessKind
from bot.domain.request import Sealed


@event("follow_up.owed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpIsOwed:
    """Legal process must follow this release by `due`; `process` is what was promised, if any."""

    due: datetime
    process: ProcessKind | None = None


@event("process.accepted", schema=2, added=("rest_owed",))
@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessAccepted:
    """Somebody read a document: it covers the release, or part. `late`: it came when overdue.

    `rest_owed`: process for the rest of what was released is owed as before.
    """

    number: int
    covers: Covers
    process: ProcessKind
    late: bool
    issuer: Sealed = None
    rest_owed: bool = False


@event("process.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRefused:
    """Somebody read a document: it is no legal process, or does not cover this release."""

    number: int
    why: Sealed = None


@event("follow_up.excuse_proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseProposed:
    """One person finds that nothing needs to come any more; a second person must agree."""

    why: Sealed = None


@event("follow_up.excuse_dropped", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseDropped:
    """The process is still owed: the proposed excuse fell."""

    why: Sealed = None


@event("follow_up.excused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpExcused:
    """Two people agree that nothing needs to come any more; `why` is the second's."""

    why: Sealed = None


@event("follow_up.missed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpMissed:
    """Nothing came although it was asked for three times; it is counted."""
