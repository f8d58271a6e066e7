"""Which legal standard applies: what the facts suggest, and what two people say."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.events.ordering import Ordering
from bot.domain.governing import Doubt
from bot.domain.request import Sealed


@event("standard.held", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardHeld:
    """No one standard in force is suggested: nothing is allowed until two people say which applies.

    `situation` is what was looked at: countries, states and kinds of agency, nothing of a person.
    """

    doubt: Doubt
    candidates: tuple[str, ...]
    situation: tuple[str, ...]


@event("standard.followed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFollowed:
    """The facts now suggest this one, before anything was approved."""

    standard: str
    standard_version: str
    situation: tuple[str, ...]


@event("standard.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProposed:
    """One person says which standard applies."""

    number: int
    standard: str
    why: Sealed = None


@event("standard.settled", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSettled:
    """A second person agreed: this standard applies in this situation."""

    number: int
    standard: str
    standard_version: str
    situation: tuple[str, ...]
    why: Sealed = None


@event("standard.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRefused:
    """What was proposed does not apply, somebody holds."""

    number: int
    why: Sealed = None


@event("standard.tells_at_once", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersToldAtOnce:
    """The law has the owners told at the release, whether or not the emergency goes on."""

    standard: str
    provision: str


OfStandards = (
    StandardHeld
    | StandardFollowed
    | StandardProposed
    | StandardSettled
    | StandardRefused
    | OwnersToldAtOnce
)
OfLaw = OfStandards | Ordering
"""Which law applies, and what it makes of a case where it compels."""
