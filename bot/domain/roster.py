"""Who may act: the natural persons of the roster, and their standing in Slack."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Ref = str
"""An opaque id of a person (`p_…`), or `system`, `requester`, `owner`."""

SYSTEM: Ref = "system"
REQUESTER: Ref = "requester"
OWNER: Ref = "owner"
"""An account holder, by the link of their own page; which one, the entry says by alias."""
STANDING_AGE = timedelta(minutes=2)
"""How old an answer of Slack about a person may be when a decision rests on it."""


class Role(StrEnum):
    """What a person of the roster may do."""

    REVIEWER = "reviewer"
    SENIOR = "senior"
    CUSTODIAN = "custodian"
    INTAKE = "intake"
    AUDITOR = "auditor"


class StandingProblem(StrEnum):
    """Why Slack's word on an account disqualifies it."""

    FOREIGN_TEAM = "foreign_team"
    DELETED = "deleted"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    INVITED = "invited"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A natural person. Two Slack accounts of one person are still one person."""

    ref: Ref
    roles: frozenset[Role]
    on_duty: bool = True

    def may(self, *roles: Role) -> bool:
        """Whether the person has at least one of `roles`; no roles named passes nobody."""
        return any(role in self.roles for role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What Slack said of a person's account, and when it said so (UTC)."""

    ref: Ref
    observed_at: datetime
    problem: StandingProblem | None = None

    def good(self, now: datetime) -> bool:
        """Whether the answer is recent enough and without a problem."""
        return self.problem is None and now - self.observed_at <= STANDING_AGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody who may act, in rota order."""

    people: tuple[Person, ...]

    def get(self, ref: Ref) -> Person | None:
        """The person behind `ref`, or None when not (or no longer) on the roster."""
        return next((p for p in self.people if p.ref == ref), None)

    def rota(self, role: Role, turn: int, without: frozenset[Ref]) -> tuple[Ref, ...]:
        """People on duty with `role`, starting at `turn`, so that duty goes round."""
        able = [p.ref for p in self.people if p.may(role) and p.on_duty and p.ref not in without]
        start = turn % len(able) if able else 0
        return tuple(able[start:] + able[:start])
