"""What happened outside any case: how the product was configured, and who was turned away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.codec import event
from bot.domain.roster import Ref, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRoster:
    """One person of the roster: an opaque id, what they may do, and their accounts.

    An account is a keyed digest of its Slack id, so that one that moved to somebody else is found.
    """

    person: Ref
    roles: frozenset[Role]
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit by its name in the settings."""

    name: str
    length: timedelta


@event("configuration.recorded", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationRecorded:
    """The product started with this roster, these limits and these standards."""

    people: tuple[OnRoster, ...]
    limits: tuple[TimeLimit, ...]
    standards: tuple[str, ...]
    imminent_policy: bool
    strict_separation: bool


@event("traffic.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficRefused:
    """Unauthenticated refusals of one source in one minute, counted; `source` is a keyed digest."""

    source: str
    minute: datetime
    reason: str
    count: int


@event("directory.imported", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryImported:
    """Agencies were imported into the directory, by their keys."""

    agencies: tuple[str, ...]


@event("request.held", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHeld:
    """A request waits, because too many came; `reason` is source or everybody."""

    number: int
    channel: str
    reason: str


class HeardFrom(StrEnum):
    """Who called about a held request."""

    DISPATCH = "dispatch"
    OFFICER = "officer"


@event("request.lifted", schema=2, added=("heard",))
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLifted:
    """A person made a held request a case; `heard` is who called, where it was asked."""

    number: int
    case_number: str
    heard: HeardFrom | None = None


class Audience(StrEnum):
    """For whom a bundle is made: everything that may be read, or what one owner may read."""

    FULL = "full"
    OWNER = "owner"


@event("record.exported", schema=2, added=("audience", "owner"))
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExported:
    """A case was exported; `owner` is the alias of the one owner for whom it was."""

    case_number: str
    audience: Audience = Audience.FULL
    owner: str | None = None
