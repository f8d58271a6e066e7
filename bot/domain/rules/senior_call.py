"""When a senior owes an agency a call, and what ends it. It changes no decision."""

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked, Facts, ListedAgency
from bot.domain.determination import OF_ORDERS_ALONE, REFUSALS, Reason
from bot.domain.errors import Refusal, Refused
from bot.domain.explaining import DISTRUSTED, NEVER_TOLD
from bot.domain.roster import Role, Roster
from bot.domain.rules.paging import SENIOR_CALL, page
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import CallCause, CallLapse, RecordSeniorCall
from bot.domain.verification import Reached

CURABLE = (frozenset(REFUSALS) | OF_ORDERS_ALONE) - NEVER_TOLD
"""Reasons for which an agency can do something; nobody is called to hear of a warning."""


def owed(
    case: Case, facts: Facts, cause: CallCause, reason: Reason | None = None
) -> tuple[ev.Event, ...]:
    """Return the call that `cause` makes owed, with its pages; nothing where none is.

    Only an agency whose entry was verified is called: nobody else's number is known to be theirs.
    Each cause counts once, and one call at a time is enough.
    """
    if not _known(facts.agency) or (reason is not None and reason not in CURABLE):
        return ()
    if owed_call(case) is not None or any(c.cause is cause for c in case.senior_calls):
        return ()
    return (ev.SeniorCallOwed(cause=cause), *called(case, facts.roster, cause.value))


def _known(agency: ListedAgency | None) -> bool:
    return agency is not None and agency.standing == "verified" and bool(agency.numbers)


def lapsed(case: Case, facts: Facts) -> tuple[ev.Event, ...]:
    """Return the end of a call that can no longer be made; nothing where none is owed, or it can.

    Judged before time pages anybody and before any call counts: what was so when it became owed
    may be so no more. An agency that is only watched, or to be verified anew, is still called.
    """
    why = _lapse(case, facts.agency) if owed_call(case) is not None else None
    return () if why is None else (ev.SeniorCallLapsed(why=why),)


def _lapse(case: Case, agency: ListedAgency | None) -> CallLapse | None:
    if case.state is State.REFUSED and case.reason in NEVER_TOLD:
        return CallLapse.NEVER_TOLD
    if agency is None:
        return CallLapse.NOT_LISTED
    if agency.standing in DISTRUSTED:
        return CallLapse.DISTRUSTED
    return None if agency.numbers else CallLapse.NO_NUMBER


def called(case: Case, roster: Roster, why: str) -> tuple[ev.Event, ...]:
    """Page every senior on duty: whoever decided the case may call as well as another."""
    return page(roster.rota(Role.SENIOR, 0, case.recused), SENIOR_CALL, why)


def record(asked: Asked, command: RecordSeniorCall) -> Answered:
    """Record a call on a number of the directory, and never on the request's own."""
    if owed_call(asked.case) is None:
        return Refused(Refusal.WRONG_STATE, "no call is owed")
    agency = asked.facts.agency
    if agency is None or all(n.key != command.number for n in agency.numbers):
        return Refused(Refusal.NUMBER_UNKNOWN)
    if command.reached is not Reached.NOBODY and not (command.said or "").strip():
        return Refused(Refusal.NO_REASON)
    return (
        ev.SeniorCallRecorded(number=command.number, reached=command.reached, said=command.said),
    )
