"""What happened around the request: received, completed, amended, viewed, people called."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.request import Request, Sealed
from bot.domain.roster import Ref


@event("case.opened", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A request came in. `mark` is a keyed digest of its content, `original` of the raw input."""

    channel: str
    request: Request
    mark: str
    original: Sealed = None
    standard: str
    standard_version: str
    vouched: bool
    agency_listed: bool
    agency_first_seen: bool
    logged_by: Ref | None = None
    code: Sealed = None


@event("request.completed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCompleted:
    """A spoken request was filled in; nobody could have decided on it before."""

    request: Request
    mark: str


@event("request.amended", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAmended:
    """A new version; determinations on earlier ones are void."""

    version: int
    request: Request
    mark: str
    changed: tuple[str, ...] = ()
    answer: Sealed = None


@event("case.viewed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseViewed:
    """A person of the roster opened the case."""

    surface: str


@event("people.paged", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePaged:
    """People were called to the case. `role` is reviewer, caller, backup or senior."""

    people: tuple[Ref, ...]
    role: str
    why: str


@event("page.acknowledged", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PageAcknowledged:
    """A page was answered outside Slack."""

    person: Ref


@event("command.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRefused:
    """A known person's command that changed nothing."""

    command: str
    reason: str
    detail: str = ""
