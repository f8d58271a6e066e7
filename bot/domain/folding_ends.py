"""The part of `evolve` for fraud found in any state, and for what a case was in the end."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import ENDED, Case, State
from bot.domain.defrauding import found
from bot.domain.determination import Reason
from bot.domain.events.defrauding import (
    AgencyWarned,
    BreachAnswered,
    FraudConfirmed,
    FraudDropped,
    FraudFound,
    FraudProposed,
    OutcomeRecorded,
    OutcomeSaid,
)
from bot.domain.fraud import Fraud
from bot.domain.outcome import GENUINE, OutcomeOwed, Said
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp
from bot.domain.verification import Reached


def _fraud(case: Case, **changes: Any) -> Case:  # noqa: ANN401 - the fields of one dataclass
    return replace(case, fraud=replace(case.fraud or Fraud(), **changes))


def _proposed(case: Case, event: FraudProposed, stamp: Stamp) -> Case:
    return _fraud(case, proposals=event.number, proposer=stamp.actor, proposed_at=stamp.at)


def _confirmed(case: Case, _event: FraudConfirmed, _stamp: Stamp) -> Case:
    return case


def _dropped(case: Case, _event: FraudDropped, _stamp: Stamp) -> Case:
    return _fraud(case, proposer=None, proposed_at=None)


def _found(case: Case, event: FraudFound, stamp: Stamp) -> Case:
    """A released case goes on, since owners must be told; what is cleared waits for its answer."""
    case = _fraud(
        case,
        found_at=stamp.at,
        after_release=event.after_release,
        breach_due=event.breach_due,
        warn_due=event.warn_due,
    )
    # Who found it safe to tell did so of another story, and an outcome was of another question.
    case = replace(case, safety=(), outcome=None)
    if case.released_at is not None:
        return replace(case, state=State.RELEASED)
    return case if case.clearance is not None else forged(case)


def forged(case: Case) -> Case:
    """Return a case that ends as fraud; one that ended before keeps its own reason."""
    reason = case.reason if case.state in ENDED else Reason.FRAUD
    return replace(
        case,
        state=State.FRAUD,
        reason=reason or Reason.FRAUD,
        approval=None,
        escalation=None,
        escalated_at=None,
        asked_at=None,
        asked_due=None,
    )


def _breach(case: Case, event: BreachAnswered, _stamp: Stamp) -> Case:
    return _fraud(case, breach=event.answer)


def _warned(case: Case, event: AgencyWarned, stamp: Stamp) -> Case:
    if event.number and event.reached is Reached.NOBODY:
        return _fraud(case, tries=(case.fraud or Fraud()).tries + 1)
    return _fraud(case, warned_at=stamp.at)


def _said(case: Case, event: OutcomeSaid, stamp: Stamp) -> Case:
    owed = case.outcome
    if owed is None:
        return case
    others = tuple(s for s in owed.said if s.by != stamp.actor)
    said = Said(by=stamp.actor, truth=event.truth)
    return replace(case, outcome=replace(owed, said=(*others, said)))


def _recorded(case: Case, event: OutcomeRecorded, stamp: Stamp) -> Case:
    if case.outcome is None:
        return case
    owed = replace(case.outcome, found=event.truth, found_at=stamp.at)
    reopened = event.truth in GENUINE and found(case) and any(n.open for n in case.notices)
    state = State.RELEASED if reopened else case.state
    return replace(case, outcome=owed, state=state)


def asked_of(case: Case, stamp: Stamp) -> Case:
    """Return the case with the question that its end brings, whichever way it ended.

    A release is an end as well: a notice that is held must not put the question off.
    """
    ended = case.state in ENDED or case.released_at is not None
    if case.outcome is not None or not ended:
        return case
    return replace(case, outcome=OutcomeOwed(since=stamp.at))


ENDS: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    FraudProposed: _proposed,
    FraudConfirmed: _confirmed,
    FraudDropped: _dropped,
    FraudFound: _found,
    BreachAnswered: _breach,
    AgencyWarned: _warned,
    OutcomeSaid: _said,
    OutcomeRecorded: _recorded,
}
