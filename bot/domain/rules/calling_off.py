"""The end of the emergency, and a withdrawal: before a release and after it."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.decision import Answered, Asked
from bot.domain.delivering import taken_back, waits
from bot.domain.errors import Refusal, Refused
from bot.domain.recall import RecallCause
from bot.domain.rules import recalling
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.telling import brought_forward


def held_back(asked: Asked, how: str) -> Answered:
    """Stop what the store may still hand over; what was cleared by hand only its custodian knows.

    The end or the withdrawal itself is recorded once the store has said what it did.
    """
    case = asked.case
    found = case.store.of(case.clearance)
    if found is None or found.manifest is not None or case.approval is None:
        return Refused(Refusal.ALREADY_CLEARED)
    if not how.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.CaseStopped(why=how), *page(seniors(case, asked.facts.roster), "senior", "stopped"))


def end_emergency(asked: Asked, command: cm.EndEmergency) -> Answered:
    """Record the end: before a release nothing goes out, after it the owners are told."""
    case = asked.case
    if case.order is not None and case.state is not State.RELEASED:
        return Refused(Refusal.ORDER_BINDS)
    if case.clearance is not None and not waits(case):
        return held_back(asked, command.how)
    if case.ended_at is not None:
        return Refused(Refusal.NOTHING_CHANGED)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    ended = ev.EmergencyEnded(ended_at=min(command.ended_at, asked.now), how=command.how)
    if case.state is not State.RELEASED:
        return (*taken_back(case, "ended"), ended)
    return (ended, *brought_forward(case, asked.facts, asked.now))


def withdraw(asked: Asked, command: cm.WithdrawRequest) -> Answered:
    """Record that the agency withdrew; the desk says how it made sure of that.

    Before the hand-over that is the end, and nothing goes out. After it the data is recalled.
    """
    if asked.case.clearance is not None and not waits(asked.case):
        return held_back(asked, command.how)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    if asked.case.withdrawn_at is not None:
        return Refused(Refusal.NOTHING_CHANGED)
    withdrawn_now = ev.CaseWithdrawn(how=command.how)
    if asked.case.released_at is None:
        return (*taken_back(asked.case, "withdrawn"), withdrawn_now)
    return (withdrawn_now, recalling.ordered(RecallCause.WITHDRAWN, asked.now))
