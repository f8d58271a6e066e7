"""A number that says how an agency has behaved so far. It is read by people and decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.case import Case, State
from bot.domain.defrauding import found, stands
from bot.domain.determination import Reason
from bot.domain.followup import FollowUpStatus
from bot.domain.outcome import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What came of an agency's cases."""

    cases: int = 0
    unverified: int = 0
    fraud: int = 0
    process_received: int = 0
    process_missed: int = 0
    misrepresented: int = 0


def conduct(cases: Iterable[Case]) -> Conduct:
    """Count what came of these cases."""
    known = tuple(cases)
    owed = [case.follow_up for case in known if case.follow_up is not None]
    return Conduct(
        cases=len(known),
        unverified=sum(case.reason is Reason.UNVERIFIED for case in known),
        fraud=sum(_forged(case) for case in known),
        process_received=sum(o.status is FollowUpStatus.RECEIVED for o in owed),
        process_missed=sum(o.missed_at is not None for o in owed),
        misrepresented=sum(
            case.outcome is not None
            and case.outcome.found is Truth.MISREPRESENTED
            # What a forger said is not the agency's word.
            and not _forged(case)
            for case in known
        ),
    )


def _forged(case: Case) -> bool:
    """Whether a case was fraud: one whose outcome showed the request genuine counts no more."""
    return stands(case) or (case.state is State.FRAUD and not found(case))


def score(standing: str, past: Conduct) -> int:
    """Return 0 to 100: 50 for a stranger, more for promises kept, less for what went wrong.

    Each process received gives 5, at most 50 in all; each one missed takes 10, each request
    refused as unverified 10, each one that was no emergency and said to be one 30, each fraud 50,
    the watch 20. Compromised or blocked is 0.
    """
    if standing in ("compromised", "blocked"):
        return 0
    kept = min(5 * past.process_received, 50)
    lost = 10 * past.process_missed + 10 * past.unverified
    lost += 30 * past.misrepresented + 50 * past.fraud
    return max(0, min(100, 50 + kept - lost - (20 if standing == "watch" else 0)))
