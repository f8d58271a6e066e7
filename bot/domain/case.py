"""The case: everything that the fold of its entries says, and nothing personal."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.address import TypedAddress
from bot.domain.authorizing import NOTHING_SAID, AtStore
from bot.domain.canonical import Json, canonical
from bot.domain.changing import Change
from bot.domain.checking import CallLog, Skip
from bot.domain.complaining import Complaint
from bot.domain.consent import NOBODY_ASKED, Consent
from bot.domain.delivery import Delivery
from bot.domain.determination import Filed, Reason
from bot.domain.digest import hexdigest
from bot.domain.erasing import NOTHING_SAID as KEPT
from bot.domain.erasing import Erasing
from bot.domain.events import Escalation
from bot.domain.flag import Flag
from bot.domain.followup import ProcessOwed, Upload
from bot.domain.fraud import Fraud
from bot.domain.governing import Governing
from bot.domain.linking import Copy, Link
from bot.domain.notice import NoticeOwed, SafetyAnswer
from bot.domain.order import LegalOrder
from bot.domain.outcome import OutcomeOwed
from bot.domain.recall import Recall
from bot.domain.release import Approval, Clearance, DeviceAccount, KnownOwner, OwnerFlag
from bot.domain.request import Agency, Category, DataClass, Nature, Ongoing
from bot.domain.restriction import Restriction
from bot.domain.roster import Ref
from bot.domain.scope import Scope, Window, merged
from bot.domain.senior_calling import SeniorCall
from bot.domain.verification import AdHocNumber, Step


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    VERIFYING = "verifying"
    IN_REVIEW = "in_review"
    ON_HOLD = "on_hold"
    ESCALATED = "escalated"
    APPROVED = "approved"
    RELEASED = "released"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    EMERGENCY_ENDED = "emergency_ended"
    FRAUD = "fraud"
    CLOSED = "closed"


_CLASSES = tuple(DataClass)

UNDECIDED = frozenset(
    {State.RECEIVED, State.VERIFYING, State.IN_REVIEW, State.ON_HOLD, State.ESCALATED}
)
"""States in which a determination may still be filed."""
ENDED = frozenset(
    {
        State.REFUSED,
        State.LAPSED,
        State.WITHDRAWN,
        State.EMERGENCY_ENDED,
        State.FRAUD,
        State.CLOSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One device's part of the request, without the device's identifier."""

    alias: str
    categories: tuple[Category, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """One person called to the case; `why` as the page had it."""

    person: Ref
    role: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case between two entries. Times are UTC; people are opaque ids."""

    number: str
    state: State
    opened_at: datetime
    channel: str
    agency: Agency
    agency_listed: bool
    agency_first_seen: bool
    vouched: bool
    standard: str
    standard_version: str
    version: int = 1
    version_at: datetime
    review_from: datetime
    stop_from: datetime
    complete: bool
    mark: str
    nature: Nature | None = None
    sought: tuple[Sought, ...] = ()
    occurred_at: datetime | None = None
    confirmed_at: datetime | None = None
    ongoing: Ongoing = Ongoing.UNKNOWN
    deadline: datetime | None = None
    attachments: int = 0
    logged_by: Ref | None = None
    numbered_by: Ref | None = None
    completed_by: Ref | None = None
    viewed_by: frozenset[Ref] = frozenset()
    acknowledged_at: datetime | None = None
    paged: tuple[Paged, ...] = ()
    taken_by: Ref | None = None
    taken_at: datetime | None = None
    steps: tuple[Step, ...] = ()
    numbers: tuple[AdHocNumber, ...] = ()
    skips: tuple[Skip, ...] = ()
    call_logs: tuple[CallLog, ...] = ()
    wrong_codes: int = 0
    supporters: frozenset[Ref] = frozenset()
    senior_supporters: frozenset[Ref] = frozenset()
    filed: tuple[Filed, ...] = ()
    used: frozenset[Ref] = frozenset()
    ever_filed: frozenset[Ref] = frozenset()
    recused: frozenset[Ref] = frozenset()
    asked_at: datetime | None = None
    asked_due: datetime | None = None
    escalation: Escalation | None = None
    escalated_at: datetime | None = None
    stopped_by: Ref | None = None
    distrusted: str | None = None
    fraud_answered_by: Ref | None = None
    approval: Approval | None = None
    accounts: tuple[DeviceAccount, ...] = ()
    owners: tuple[KnownOwner, ...] = ()
    clearances: int = 0
    clearance: Clearance | None = None
    store: AtStore = NOTHING_SAID
    released_at: datetime | None = None
    ended_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reason: Reason | None = None
    notices: tuple[NoticeOwed, ...] = ()
    safety: tuple[SafetyAnswer, ...] = ()
    found_unsafe: frozenset[Ref] = frozenset()
    changes: tuple[Change, ...] = ()
    processes: int = 0
    uploads: tuple[Upload, ...] = ()
    follow_up: ProcessOwed | None = None
    flagged: bool = False
    flags: tuple[Flag, ...] = ()
    links: tuple[Link, ...] = ()
    senior_calls: tuple[SeniorCall, ...] = ()
    copies: tuple[Copy, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    recall: Recall | None = None
    restrictions: tuple[Restriction, ...] = ()
    consent: Consent = NOBODY_ASKED
    order: LegalOrder | None = None
    delivery: Delivery | None = None
    addresses: tuple[TypedAddress, ...] = ()
    fraud: Fraud | None = None
    outcome: OutcomeOwed | None = None
    governing: Governing = field(default_factory=Governing)
    erasing: Erasing = KEPT
    reached: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def scope(self) -> Scope:
        """Everything asked for in the current version that was stored when it was asked for.

        What would only be recorded later is prospective surveillance, and never in question.
        """
        return merged(
            Window(alias=s.alias, category=c, start=s.start, end=min(s.end, self.version_at))
            for s in self.sought
            for c in s.categories
        )

    @property
    def classes(self) -> tuple[DataClass, ...]:
        """The data classes asked for, contents first."""
        wanted = {c.data_class for s in self.sought for c in s.categories}
        return tuple(c for c in _CLASSES if c in wanted)

    @property
    def open_changes(self) -> tuple[Change, ...]:
        """What the agency proposed by its status page and nobody has settled yet."""
        return tuple(c for c in self.changes if c.open)

    @property
    def open_skips(self) -> tuple[Skip, ...]:
        """Steps that somebody proposed to skip, which still wait for a second person."""
        return tuple(s for s in self.skips if s.end is None)

    @property
    def filers(self) -> frozenset[Ref]:
        """Everybody whose determination counts on the current version."""
        return frozenset(f.by for f in self.filed)

    @property
    def protected(self) -> bool:
        """Whether an owner needs protection."""
        careful = {OwnerFlag.PROTECTED, OwnerFlag.PERSON_AT_RISK}
        return any(o.flags & careful for o in self.owners)

    def by(self, person: Ref) -> Filed | None:
        """What `person` filed on the current version."""
        return next((f for f in self.filed if f.by == person), None)

    @property
    def package(self) -> str:
        """Digest of everything a determination rests on, hex SHA-256 over canonical JSON.

        The request enters by its keyed mark, so the digest reveals nothing of its content.
        """
        content: dict[str, Json] = {
            "case": self.number,
            "version": self.version,
            "mark": self.mark,
            "standard": [self.standard, self.standard_version],
            "agency": [self.vouched, self.agency_listed, self.agency_first_seen],
            "steps": [[s.kind, s.result, s.by, s.number] for s in self.steps],
            "exception": sorted(self.supporters | self.senior_supporters),
            "owners": [[o.alias, o.role, sorted(o.flags)] for o in self.owners],
            "stored": [[a.alias, a.stored] for a in self.accounts],
        }
        if self.flags:
            # Left out where there are none: packages approved before flags existed stay the same.
            content["flags"] = [[f.sign, f.weight, f.lifted] for f in self.flags]
        return hexdigest(canonical(content))
