"""The part of `evolve` that belongs to the review: determinations, holds, approvals, refusals."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.determination import Filed, OwnerRoute, Reason
from bot.domain.release import Approval
from bot.domain.replacing import replace
from bot.domain.roster import Ref
from bot.domain.stamp import Stamp


def _filed(case: Case, event: ev.DeterminationFiled, stamp: Stamp) -> Case:
    filed = Filed(
        by=stamp.actor,
        at=stamp.at,
        version=event.version,
        package=event.package,
        decision=event.decision,
        reason=event.reason,
        scope=event.scope,
        classes=event.classes,
        owner=event.owner,
        senior=event.senior,
    )
    unsafe = frozenset({stamp.actor}) if event.owner is OwnerRoute.UNSAFE else frozenset[Ref]()
    return replace(
        case,
        filed=(*case.filed, filed),
        found_unsafe=case.found_unsafe - {stamp.actor} | unsafe,
        used=case.used | {stamp.actor},
        ever_filed=case.ever_filed | {stamp.actor},
        # An answer is to the refusals that it could read; a later one needs its own.
        fraud_answered_by=None if event.reason is Reason.FRAUD else case.fraud_answered_by,
    )


def _without(case: Case, person: Ref) -> Case:
    """Drop a person's determination; with fewer than two there is nothing left to settle."""
    filed = tuple(f for f in case.filed if f.by != person)
    stopped = case.escalation is ev.Escalation.STOPPED
    if len(filed) < 2 and case.state is State.ESCALATED and not stopped:  # noqa: PLR2004 — a pair
        return replace(case, filed=filed, state=State.IN_REVIEW, escalation=None, escalated_at=None)
    return replace(case, filed=filed)


def _voided(case: Case, event: ev.DeterminationVoided, _stamp: Stamp) -> Case:
    return _without(case, event.person)


def _recused(case: Case, _event: ev.ReviewerRecused, stamp: Stamp) -> Case:
    return replace(
        _without(case, stamp.actor),
        recused=case.recused | {stamp.actor},
        supporters=case.supporters - {stamp.actor},
        senior_supporters=case.senior_supporters - {stamp.actor},
        flags=tuple(
            replace(f, lifts=tuple(x for x in f.lifts if x.by != stamp.actor)) for f in case.flags
        ),
    )


def _refusal_answered(case: Case, _event: ev.RefusalAnswered, stamp: Stamp) -> Case:
    return replace(case, fraud_answered_by=stamp.actor)


def _agency_asked(case: Case, event: ev.AgencyAsked, stamp: Stamp) -> Case:
    state = case.state if case.state is State.ESCALATED else State.ON_HOLD
    return replace(case, state=state, asked_at=stamp.at, asked_due=event.due)


def _hold_ended(case: Case, _event: ev.HoldEnded, stamp: Stamp) -> Case:
    state = State.IN_REVIEW if case.state is State.ON_HOLD else case.state
    return replace(case, state=state, asked_at=None, asked_due=None, review_from=stamp.at)


def _escalated(case: Case, event: ev.CaseEscalated, stamp: Stamp) -> Case:
    return replace(case, state=State.ESCALATED, escalation=event.cause, escalated_at=stamp.at)


def _approved(case: Case, event: ev.CaseApproved, stamp: Stamp) -> Case:
    approval = Approval(
        at=stamp.at,
        until=event.until,
        pair=event.pair,
        scope=event.scope,
        package=event.package,
        narrowed=event.narrowed,
    )
    return replace(case, state=State.APPROVED, approval=approval, asked_at=None, asked_due=None)


def _approval_withdrawn(case: Case, event: ev.ApprovalWithdrawn, stamp: Stamp) -> Case:
    anew = event.version > case.version
    return replace(
        case,
        state=State.IN_REVIEW,
        approval=None,
        version=event.version,
        version_at=stamp.at if anew else case.version_at,
        filed=() if anew else case.filed,
        used=frozenset() if anew else case.used,
        review_from=stamp.at,
        # The hard stop counts from receipt; only a case that had its approval starts it again.
        stop_from=stamp.at if case.approval is not None else case.stop_from,
        escalation=None,
        escalated_at=None,
    )


def _refused(case: Case, event: ev.CaseRefused, _stamp: Stamp) -> Case:
    state = State.FRAUD if event.reason is Reason.FRAUD else State.REFUSED
    return replace(case, state=state, reason=event.reason)


def _stopped(case: Case, _event: ev.CaseStopped, stamp: Stamp) -> Case:
    stop_from = stamp.at if case.approval is not None else case.stop_from
    return replace(
        case,
        state=State.ESCALATED,
        escalation=ev.Escalation.STOPPED,
        escalated_at=stamp.at,
        stopped_by=stamp.actor,
        approval=None,
        filed=(),
        asked_at=None,
        asked_due=None,
        stop_from=stop_from,
    )


def _stopped_for_agency(case: Case, event: ev.CaseStoppedForAgency, stamp: Stamp) -> Case:
    # Whoever stopped it before stays who may not resume it.
    stopper = case.stopped_by if case.escalation is ev.Escalation.STOPPED else stamp.actor
    stopped = _stopped(case, ev.CaseStopped(), stamp)
    return replace(stopped, stopped_by=stopper, distrusted=event.standing)


IN_REVIEW: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.DeterminationFiled: _filed,
    ev.DeterminationVoided: _voided,
    ev.ReviewerRecused: _recused,
    ev.RefusalAnswered: _refusal_answered,
    ev.AgencyAsked: _agency_asked,
    ev.HoldEnded: _hold_ended,
    ev.CaseEscalated: _escalated,
    ev.CaseApproved: _approved,
    ev.ApprovalWithdrawn: _approval_withdrawn,
    ev.CaseRefused: _refused,
    ev.CaseStopped: _stopped,
    ev.CaseStoppedForAgency: _stopped_for_agency,
}
