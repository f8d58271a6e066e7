"""Erasing what is personal of a case, once it need not be kept any more.

Two people agree, and nothing is erased while it must be kept: the time that the case's end asks
for, a legal hold, anything that is still owed to anybody. What is erased is the case's key; the
record, its proofs and the case's state stay as they are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.limits import DAY
from bot.domain.roster import Ref

AGREED_FOR: Final = 30 * DAY
"""How long the word of two people holds; after that they must look again."""
MOST_HOLDS: Final = 20
"""Legal holds of one case, lifted ones included."""
YEAR: Final = 365 * DAY


class Kept(StrEnum):
    """By which outcome it is reckoned how long a case is kept."""

    REFUSED = "refused"
    RELEASED = "released"
    FRAUD = "fraud"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long personal values are kept, from the case's end, by its outcome.

    `refused` is for every end at which nothing was released. `fraud` is for a request that was
    found forged, released or not: it is evidence for a prosecution, which 18 U.S.C. 3282 lets
    begin within five years, and for the owner's claim under 18 U.S.C. 2707(f). The longest counts.
    """

    refused: timedelta = 3 * YEAR
    released: timedelta = 7 * YEAR
    fraud: timedelta = 7 * YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """Somebody needs the case kept: a claim, an inquiry, a court. One person's word begins it."""

    number: int
    by: Ref
    at: datetime
    lift_by: Ref | None = None
    lift_at: datetime | None = None
    lifted_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether it still keeps the case."""
        return self.lifted_at is None

    @property
    def lifting(self) -> bool:
        """Whether an early end waits for a second person."""
        return self.live and self.lift_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """What is known of a case's keeping. `number` counts the proposals to erase it.

    `ended_at` is when the case came to its present end. `proposer` and `second` are of the latest
    proposal, and gone once anything about the case has changed; `until` is when the word of both
    ends. `settled` is how the latest proposal ended, if it has.
    """

    ended_at: datetime | None = None
    number: int = 0
    proposer: Ref | None = None
    proposed_at: datetime | None = None
    second: Ref | None = None
    until: datetime | None = None
    settled: str | None = None
    erased_at: datetime | None = None
    holds: tuple[LegalHold, ...] = ()

    @property
    def waiting(self) -> bool:
        """Whether one person's word waits for another's."""
        return self.proposer is not None and self.second is None

    def agreed(self, now: datetime) -> bool:
        """Whether two people have agreed, and their word still holds at `now` (UTC)."""
        return self.second is not None and self.until is not None and now <= self.until

    @property
    def live_holds(self) -> tuple[LegalHold, ...]:
        """The legal holds that keep the case, oldest first."""
        return tuple(hold for hold in self.holds if hold.live)

    def hold(self, number: int) -> LegalHold | None:
        """Return one legal hold."""
        return next((hold for hold in self.holds if hold.number == number), None)


NOTHING_SAID: Final = Erasing()
"""A case of which nobody has said anything of the kind, and which has not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeErasure:
    """Propose that what is personal of the case is erased; a second person must agree."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeErasure:
    """Agree, as the second person; it is then carried out on the server."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseErasure:
    """Hold, as anybody, also as one of the two, that it must not be erased now."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseCase:
    """Carry out what two people agreed on: only the command line gives this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLegalHold:
    """Keep the case until two people say otherwise."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHoldLift:
    """Propose that a legal hold ends; a second person must agree."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLegalHold:
    """Agree, as the second person, that a legal hold ends."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseHoldLift:
    """Hold that the case must still be kept."""

    number: int
    why: str


ErasingCommand = (
    ProposeErasure
    | AgreeErasure
    | RefuseErasure
    | EraseCase
    | PlaceLegalHold
    | ProposeHoldLift
    | LiftLegalHold
    | RefuseHoldLift
)
