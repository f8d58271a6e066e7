"""What `decide` is given beside the case, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.case import Case
from bot.domain.erasing import Retention
from bot.domain.errors import Refused
from bot.domain.events import ChangeProposed, Event
from bot.domain.limits import Limits, Policy
from bot.domain.listed import DirectoryNumber, ListedAgency
from bot.domain.red_flags import History
from bot.domain.release import Item, Owner
from bot.domain.request import Request
from bot.domain.roster import Ref, Roster, Standing
from bot.domain.standard import Law, Standard

__all__ = [
    "Answered",
    "Asked",
    "Decided",
    "DirectoryNumber",
    "Facts",
    "ListedAgency",
    "Opened",
    "Undone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The sealed values of a case that some rules need; empty after erasure."""

    request: Request | None = None
    code: str | None = field(default=None, repr=False)
    numbers: Mapping[str, str] = field(default_factory=dict, repr=False)
    contact: str | None = field(default=None, repr=False)
    owners: Mapping[str, Owner] = field(default_factory=dict, repr=False)
    proposals: Mapping[int, ChangeProposed] = field(default_factory=dict, repr=False)
    copies: Mapping[int, Request] = field(default_factory=dict, repr=False)
    claimed: tuple[Item, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything outside the case that a decision may rest on.

    `standard` is the case's own, `law` all of them and which are in force. `history` is what the
    traces say of the request as the command leaves it, where they were looked up; `own_domains`
    are the company's own, by which its staff is known; `counsel` is whom an order ends with.
    """

    roster: Roster
    standings: Mapping[Ref, Standing]
    limits: Limits
    policy: Policy
    standard: Standard
    law: Law
    agency: ListedAgency | None = None
    opened: Opened = field(default_factory=Opened)
    history: History | None = None
    own_domains: tuple[str, ...] = ()
    counsel: Ref | None = None
    retention: Retention = field(default_factory=Retention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to a rule: who wants what, on which case, with which facts, when (UTC)."""

    case: Case
    actor: Ref
    facts: Facts
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A command refused for something that itself has consequences."""

    refused: Refused
    events: tuple[Event, ...]


Answered = tuple[Event, ...] | Refused | Undone
"""Events, none of which has happened yet, or the reason why the command does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What happens: first the time that had passed unnoticed, then the command or its refusal."""

    events: tuple[tuple[Ref, Event], ...]
    refused: Refused | None = None
