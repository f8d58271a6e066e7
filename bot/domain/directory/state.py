"""The directory as the fold of its entries; rules read its projection, verification compares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain import events as ev
from bot.domain.events import OldNumber, ProposalKind
from bot.domain.listed import ListedAgency
from bot.domain.roster import Ref
from bot.domain.stamp import Stamp


class ProposalState(StrEnum):
    """Whether a proposal still waits for somebody."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCall:
    """A call to a number in force about a proposal."""

    key: str
    said: OldNumber
    by: Ref
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody wants of the directory, and how far it has come. Times are UTC."""

    number: int
    kind: ProposalKind
    wanted: tuple[ListedAgency, ...]
    source: str
    by: Ref
    at: datetime
    digest: str | None = None
    calls: tuple[OldCall, ...] = ()
    vouched_by: Ref | None = None
    state: ProposalState = ProposalState.OPEN
    settled_by: Ref | None = None
    settled_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return self.state is ProposalState.OPEN

    @property
    def agency(self) -> str | None:
        """The key of the one agency that it is about; None for a file."""
        if self.kind in (ProposalKind.IMPORT, ProposalKind.FOUNDING) or not self.wanted:
            return None
        return self.wanted[0].key

    @property
    def called(self) -> bool:
        """Whether somebody heard on a number in force that the change is right."""
        return any(call.said is OldNumber.CONFIRMED for call in self.calls)

    @property
    def silent(self) -> bool:
        """Whether a number in force was called, and nobody answered."""
        return any(call.said is OldNumber.NOBODY for call in self.calls)

    @property
    def people(self) -> frozenset[Ref]:
        """Everybody whose word the change would rest on so far."""
        return frozenset({self.by} | ({self.vouched_by} if self.vouched_by else set()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The directory between two entries.

    `unkept` are agencies of imports from before the record kept what they are.
    """

    agencies: Mapping[str, ListedAgency] = field(default_factory=dict)
    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    unkept: frozenset[str] = frozenset()

    @property
    def next_number(self) -> int:
        """The number of the next proposal."""
        return max(self.proposals, default=0) + 1


def evolve(directory: Directory, event: object, stamp: Stamp) -> Directory:
    """Return the directory after one entry; entries of other things leave it as it is."""
    match event:
        case ev.DirectoryImported():
            new = {k for k in event.agencies if k not in directory.agencies}
            return replace(directory, unkept=directory.unkept | new)
        case ev.AgencyListed():
            agencies = {**directory.agencies, event.agency.key: event.agency}
            unkept = directory.unkept - {event.agency.key}
            return replace(directory, agencies=agencies, unkept=unkept)
        case ev.DirectoryProposed():
            return _put(directory, proposed(event, stamp))
    number = getattr(event, "number", None)
    known = directory.proposals.get(number) if isinstance(number, int) else None
    return _put(directory, moved(known, event, stamp)) if known is not None else directory


def proposed(event: ev.DirectoryProposed, stamp: Stamp) -> Proposal:
    """Return the proposal that `event` begins."""
    return Proposal(
        number=event.number,
        kind=event.kind,
        wanted=event.wanted,
        source=event.source,
        digest=event.digest,
        by=stamp.actor,
        at=stamp.at,
    )


def moved(known: Proposal, event: object, stamp: Stamp) -> Proposal:
    """Return a proposal after one more entry about it."""
    match event:
        case ev.OldNumberCalled():
            call = OldCall(key=event.key, said=event.said, by=stamp.actor, at=stamp.at)
            return replace(known, calls=(*known.calls, call))
        case ev.DirectoryVouched():
            return replace(known, vouched_by=stamp.actor)
        case ev.DirectoryConfirmed():
            return _ended(known, ProposalState.CONFIRMED, stamp)
        case ev.DirectoryRefused():
            return _ended(known, ProposalState.REFUSED, stamp)
    return known


def _ended(known: Proposal, state: ProposalState, stamp: Stamp) -> Proposal:
    return replace(known, state=state, settled_by=stamp.actor, settled_at=stamp.at)


def _put(directory: Directory, proposal: Proposal) -> Directory:
    return replace(directory, proposals={**directory.proposals, proposal.number: proposal})
