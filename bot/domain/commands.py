"""What somebody wants to do to a case. Values come in opened; `decide` says yes or why not."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.determination import CategoryException, ClassAnswers, Decision, OwnerRoute, Reason
from bot.domain.events.verifying import StepRecorded
from bot.domain.further import FurtherCommand
from bot.domain.linking import Link
from bot.domain.notice import AttemptOutcome, Companion, NoticeEnd, Safety
from bot.domain.release import Owner, Recipient, Stored, Transport
from bot.domain.request import Ongoing, Request
from bot.domain.roster import Ref
from bot.domain.scope import Scope
from bot.domain.verification import Reached, StepResult


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Open a case from what came in by `channel`; `steps` and `links` were found at the door."""

    channel: str
    request: Request
    mark: str
    original: str | None
    vouched: bool
    standard: str
    standard_version: str
    agency_listed: bool
    agency_first_seen: bool
    logged_by: Ref | None
    code: str = field(repr=False)
    steps: tuple[StepRecorded, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendRequest:
    """Complete, answer, widen or narrow the request; `base` is the version it started from."""

    base: int
    request: Request
    mark: str
    changed: tuple[str, ...] = ()
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCase:
    """Open the case on a surface (card modal, desk page, show, export).

    `files` is the kind of command that a form there files: it is shown to nobody whose command
    would be refused whatever they filled in.
    """

    surface: str
    files: type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgePage:
    """A page was answered outside Slack."""

    person: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVerification:
    """Take the call-back upon oneself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCall:
    """Record a call to the agency; `code` is what they read to us."""

    number: str
    reached: Reached
    answered: str | None
    code: str | None
    outcome: StepResult
    new_code: str
    duty_confirmed: bool = False
    still_ongoing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportException:
    """Support the life safety exception."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetermination:
    """File a determination on the version and package that were seen."""

    version: int
    package: str
    decision: Decision
    reason: Reason
    scope: Scope
    classes: tuple[ClassAnswers, ...]
    exceptions: tuple[CategoryException, ...] = ()
    owner: OwnerRoute
    rationale: str
    attested: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRefusal:
    """Answer a refusal for fraud in writing, to overrule it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recuse:
    """Take oneself out of the case."""

    ground: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgency:
    """Ask the agency for more."""

    questions: tuple[str, ...]
    own: str | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCase:
    """Stop the case before the hand-over."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEmergency:
    """Record that the emergency is over."""

    ended_at: datetime
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconfirmFacts:
    """Record that the emergency was confirmed again."""

    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest:
    """Record that the agency withdrew, confirmed by a call."""

    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOwners:
    """Record what is stored for a device and everybody who holds its account.

    Whoever is not named holds it no more. `corrects` are the aliases whose entry was wrong: the
    same account holder with another address, or somebody else instead.
    """

    device: str
    stored: Stored
    owners: tuple[Owner, ...]
    complete: bool
    corrects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item as the custodian lists it; `line` counts the approved windows from 1."""

    line: int
    start: datetime
    end: datetime
    size: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearRelease:
    """Clear items against the approval."""

    version: int
    ongoing: Ongoing
    how: str
    recipient: Recipient
    contact: str
    transport: Transport
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHandover:
    """Say that exactly the cleared items were handed over, or that nothing was."""

    done: bool
    receipt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSafety:
    """Answer whether an owner could be involved or endangered."""

    owner: str
    answer: Safety
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginNotice:
    """Put an attempt to notify on the record before it is made."""

    owner: str
    channel: str
    message_id: str
    also: tuple[Companion, ...] = ()
    leads: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EndNotice:
    """Record how an attempt ended."""

    owner: str
    channel: str
    attempt: int
    outcome: AttemptOutcome
    reply: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNotice:
    """Say how a notice that could not be delivered ended; `how` is what was done."""

    owner: str
    end: NoticeEnd
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTime:
    """Let what is due at `now` happen."""


Command = (
    OpenCase
    | AmendRequest
    | ViewCase
    | AcknowledgePage
    | TakeVerification
    | RecordCall
    | SupportException
    | FileDetermination
    | AnswerRefusal
    | Recuse
    | AskAgency
    | StopCase
    | EndEmergency
    | ReconfirmFacts
    | WithdrawRequest
    | FurtherCommand
    | RecordOwners
    | ClearRelease
    | ConfirmHandover
    | AnswerSafety
    | BeginNotice
    | EndNotice
    | ReportNotice
    | PassTime
)
