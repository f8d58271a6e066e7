"""What happened while an owner was asked to share of their own will."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.consent import ConsentAnswer, Involved
from bot.domain.request import Sealed


@event("consent.involvement_answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementAnswered:
    """One person said whether any account holder could be involved or endangered."""

    answer: Involved
    why: Sealed = None


@event("consent.asked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked:
    """An owner is asked now; it stands here before the message leaves."""

    owner: str
    channel: str


@event("consent.missed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentMissed:
    """The message did not reach the owner."""

    owner: str
    reason: str


@event("consent.answered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswered:
    """An owner answered. A no is recorded and binds nobody."""

    owner: str
    answer: ConsentAnswer


@event("case.owner_consented", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerConsented:
    """The owners share of their own will what was asked for; nothing is released by us."""


Consenting = InvolvementAnswered | ConsentAsked | ConsentMissed | ConsentAnswered | OwnerConsented
