"""Asking an owner to share of their own will: who finds that safe, who was asked, what they said.

Before anybody contacts an account holder, two people answer whether one could be involved or
endangered; to know it not is to leave it. A yes ends a case that is still open, a no binds nobody,
and no clock waits for either.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import Ref

TRIES = 3
"""Attempts to ask one owner; after them nobody is asked again: this is a favour, not a duty."""


class Involved(StrEnum):
    """Whether any account holder could be involved or endangered."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


class ConsentAnswer(StrEnum):
    """What an owner answered."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementAnswer:
    """One person's latest answer."""

    by: Ref
    answer: Involved


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAsked:
    """One owner who was asked. `dead`: what was tried last did not reach them."""

    owner: str
    at: datetime
    tries: int = 1
    dead: bool = False
    answer: ConsentAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What is known of asking the owners."""

    answers: tuple[InvolvementAnswer, ...] = ()
    asked: tuple[OwnerAsked, ...] = ()

    def of(self, owner: str) -> OwnerAsked | None:
        """Return how far asking `owner` came; None where nobody did."""
        return next((a for a in self.asked if a.owner == owner), None)


NOBODY_ASKED = Consent()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvolvement:
    """Answer whether any account holder could be involved or endangered, and say why."""

    answer: Involved
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOwner:
    """Put on the record that an owner is asked, before they are."""

    owner: str
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissOwner:
    """Say that asking an owner did not reach them; `reason` is a word, never an address."""

    owner: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent:
    """What an owner answered on their page."""

    owner: str
    answer: ConsentAnswer


ConsentCommand = AnswerInvolvement | AskOwner | MissOwner | RecordConsent
