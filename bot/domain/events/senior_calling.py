"""The call that a senior owes an agency that is known."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.request import Sealed
from bot.domain.senior_calling import CallCause, CallLapse
from bot.domain.verification import Reached


@event("senior_call.owed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorCallOwed:
    """A senior must call the agency, which would otherwise read neutral words only."""

    cause: CallCause


@event("senior_call.recorded", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorCallRecorded:
    """A senior called; `number` is the directory's key, `said` what would cure the case."""

    number: str
    reached: Reached
    said: Sealed = None


@event("senior_call.lapsed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorCallLapsed:
    """The call that was owed cannot be made any more, or may not be; nobody is called for it."""

    why: CallLapse
