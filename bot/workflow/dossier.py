"""Everything a surface may show of a case to one person, opened and already cut to their rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.case import Case
from bot.domain.decision import ListedAgency, Opened
from bot.domain.events import DeterminationFiled, Event
from bot.domain.legal_test import LegalTest, legal_test
from bot.domain.limits import Limits, Policy
from bot.domain.release import Item, Owner
from bot.domain.roster import Ref, Roster
from bot.domain.standard import Law, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A clock that runs: its name, when it started, when it is due (UTC)."""

    clock: str
    start: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An entry as read back: the event, who, when, where in the record, and its hash."""

    position: int
    hash: str
    at: datetime
    actor: Ref
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case opened for `reader`. Determinations of others are absent until both are filed."""

    case: Case
    opened: Opened
    reader: Ref
    names: Mapping[Ref, str]
    agency: ListedAgency | None
    standard: Standard
    law: Law
    limits: Limits
    policy: Policy
    roster: Roster
    now: datetime
    level: int
    level_needed: int
    deadlines: tuple[Deadline, ...]
    on_duty: Mapping[str, int]
    determinations: tuple[tuple[Ref, DeterminationFiled], ...] = ()
    history: tuple[Happened, ...] = field(default=(), repr=False)
    owners: tuple[Owner, ...] = field(default=(), repr=False)
    items: tuple[Item, ...] = field(default=(), repr=False)

    @property
    def next_deadline(self) -> Deadline | None:
        """The clock that is due first."""
        return min(self.deadlines, key=lambda d: d.due, default=None)

    @property
    def test(self) -> LegalTest:
        """What the law of the case asks a reviewer."""
        return legal_test(self.standard)

    @property
    def zone(self) -> str:
        """The zone in which the request's times are spoken of."""
        request = self.opened.request
        if request is not None and request.zone:
            return request.zone
        return self.agency.zone if self.agency is not None else "UTC"
