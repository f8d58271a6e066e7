"""Whether a case still owes its agency a senior's call."""

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.levels import verified
from bot.domain.senior_calling import CallCause, SeniorCall

_OVER = frozenset(
    {
        State.APPROVED,
        State.RELEASED,
        State.CLOSED,
        State.WITHDRAWN,
        State.EMERGENCY_ENDED,
        State.FRAUD,
    }
)
"""What the agency asked for is given, no longer wanted, or not the agency's."""
_ABOUT_IDENTITY = frozenset({CallCause.UNVERIFIED, CallCause.DENIED})


def owed_call(case: Case) -> SeniorCall | None:
    """Return the call that a senior still owes; one that became needless is owed no more."""
    call = case.senior_calls[-1] if case.senior_calls else None
    if call is None or call.ended or case.state in _OVER:
        return None
    if call.cause in _ABOUT_IDENTITY and case.state in UNDECIDED and verified(case):
        return None
    return call
