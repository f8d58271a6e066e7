"""`evolve`: what an entry makes of a case. It reads nothing personal, so it survives erasure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case, Paged, Sought, State
from bot.domain.errors import ExigentError
from bot.domain.folding_addresses import ADDRESSING
from bot.domain.folding_changes import BY_STATUS_PAGE
from bot.domain.folding_checking import CHECKING, proposer, skips_after
from bot.domain.folding_complaints import COMPLAINTS
from bot.domain.folding_consent import CONSENTING
from bot.domain.folding_delivery import DELIVERY
from bot.domain.folding_ends import ENDS, asked_of
from bot.domain.folding_erasing import ERASING, kept
from bot.domain.folding_flags import FLAGS_AND_LINKS
from bot.domain.folding_followup import FOLLOWING
from bot.domain.folding_governing import GOVERNING
from bot.domain.folding_orders import ORDERS
from bot.domain.folding_reaching import REACHING
from bot.domain.folding_recalling import RECALLING
from bot.domain.folding_release import AFTER_RELEASE
from bot.domain.folding_restrictions import RESTRICTING
from bot.domain.folding_review import IN_REVIEW
from bot.domain.folding_senior_call import SENIOR_CALL
from bot.domain.folding_store import AT_STORE
from bot.domain.levels import verified
from bot.domain.replacing import replace
from bot.domain.request import Request
from bot.domain.roster import SYSTEM
from bot.domain.stamp import Stamp
from bot.domain.verification import CODE_TRIES, AdHocNumber, Step

Fold = Callable[[Case, Any, Stamp], Case]


def _asked_for(request: Request) -> dict[str, Any]:
    emergency = request.emergency
    return {
        "agency": request.agency,
        "complete": request.complete,
        "sought": tuple(
            Sought(alias=s.alias, categories=s.categories, start=s.start, end=s.end)
            for s in request.data_sought
        ),
        "nature": emergency.nature if emergency else None,
        "occurred_at": emergency.occurred_at if emergency else None,
        "deadline": request.deadline,
        "attachments": len(request.attachments),
    }


def _confirmed(case: Case, request: Request, at: datetime) -> dict[str, Any]:
    if request.emergency is None:
        return {}
    # A confirmation that lies in the future would keep the facts fresh for ever.
    said = request.emergency.last_confirmed_at
    times = [t for t in (case.confirmed_at, min(said, at) if said else None) if t]
    return {"ongoing": request.emergency.ongoing, "confirmed_at": max(times, default=None)}


def opened(event: ev.CaseOpened, number: str, stamp: Stamp) -> Case:
    """Return the case that `event` begins."""
    case = Case(
        number=number,
        state=State.RECEIVED,
        opened_at=stamp.at,
        version_at=stamp.at,
        review_from=stamp.at,
        stop_from=stamp.at,
        channel=event.channel,
        agency_listed=event.agency_listed,
        agency_first_seen=event.agency_first_seen,
        vouched=event.vouched,
        standard=event.standard,
        standard_version=event.standard_version,
        mark=event.mark,
        logged_by=event.logged_by,
        **_asked_for(event.request),
    )
    return replace(case, **_confirmed(case, event.request, stamp.at))


def _completed(case: Case, event: ev.RequestCompleted, stamp: Stamp) -> Case:
    unlifted = tuple(replace(f, lifts=()) for f in case.flags)
    case = replace(
        case,
        mark=event.mark,
        completed_by=stamp.actor,
        flags=unlifted,
        **_asked_for(event.request),
    )
    return replace(case, **_confirmed(case, event.request, stamp.at))


def _amended(case: Case, event: ev.RequestAmended, stamp: Stamp) -> Case:
    # The hard stop counts from receipt; only a case that had its approval starts it again.
    stop_from = stamp.at if case.approval is not None else case.stop_from
    case = replace(
        case,
        state=State.IN_REVIEW,
        version=event.version,
        version_at=stamp.at,
        review_from=stamp.at,
        stop_from=stop_from,
        mark=event.mark,
        numbered_by=stamp.actor if "incident_number" in event.changed else case.numbered_by,
        filed=(),
        used=frozenset(),
        approval=None,
        escalation=None,
        escalated_at=None,
        fraud_answered_by=None,
        # The exception was found for what was asked then, not for what is asked now.
        supporters=frozenset(),
        senior_supporters=frozenset(),
        asked_at=None,
        asked_due=None,
        # What was explained then may be something else now.
        flags=tuple(replace(f, lifts=()) for f in case.flags),
        **_asked_for(event.request),
    )
    return replace(case, **_confirmed(case, event.request, stamp.at))


def _viewed(case: Case, _event: ev.CaseViewed, stamp: Stamp) -> Case:
    return replace(case, viewed_by=case.viewed_by | {stamp.actor}) if _person(stamp) else case


def _paged(case: Case, event: ev.PeoplePaged, stamp: Stamp) -> Case:
    new = tuple(Paged(person=p, role=event.role, at=stamp.at, why=event.why) for p in event.people)
    return replace(case, paged=case.paged + new)


def _page_acknowledged(case: Case, _event: ev.PageAcknowledged, stamp: Stamp) -> Case:
    return replace(case, acknowledged_at=case.acknowledged_at or stamp.at)


def _taken(case: Case, _event: ev.VerificationTaken, stamp: Stamp) -> Case:
    return replace(case, taken_by=stamp.actor, taken_at=case.taken_at or stamp.at)


def _number_proposed(case: Case, event: ev.NumberProposed, stamp: Stamp) -> Case:
    number = AdHocNumber(key=event.key, found_by=stamp.actor)
    return replace(case, numbers=(*case.numbers, number))


def _number_confirmed(case: Case, event: ev.NumberConfirmed, stamp: Stamp) -> Case:
    numbers = tuple(
        replace(n, confirmed_by=stamp.actor) if n.key == event.key else n for n in case.numbers
    )
    return replace(case, numbers=numbers)


def _step(case: Case, event: ev.StepRecorded, stamp: Stamp) -> Case:
    skip = proposer(case, event)
    step = Step(
        kind=event.step,
        result=event.result,
        by=stamp.actor,
        at=stamp.at,
        number=event.number,
        source=event.source,
        findings=event.findings,
        proposed_by=skip.by if skip is not None else None,
    )
    case = replace(case, steps=(*case.steps, step), skips=skips_after(case, event))
    if stamp.actor == SYSTEM or skip is not None:
        # What the product checked at the door is nobody's call, nor is one that was not made: the
        # case still waits for one.
        return case
    wrong = case.wrong_codes + (event.code_matched is False)
    return replace(
        case,
        wrong_codes=min(wrong, CODE_TRIES),
        taken_by=case.taken_by or stamp.actor,
        taken_at=case.taken_at or stamp.at,
    )


def _code_renewed(case: Case, _event: ev.CodeRenewed, _stamp: Stamp) -> Case:
    return replace(case, wrong_codes=0)


def _supported(case: Case, event: ev.LifeSafetySupported, stamp: Stamp) -> Case:
    if event.senior:
        return replace(case, senior_supporters=case.senior_supporters | {stamp.actor})
    return replace(case, supporters=case.supporters | {stamp.actor})


def _reconfirmed(case: Case, event: ev.FactsReconfirmed, _stamp: Stamp) -> Case:
    return replace(case, confirmed_at=event.confirmed_at)


def _clock_reached(case: Case, event: ev.ClockReached, _stamp: Stamp) -> Case:
    return replace(case, reached=case.reached | {(event.clock, event.stage.value, event.run)})


def _unchanged(case: Case, _event: object, _stamp: Stamp) -> Case:
    return case


FOLDS: Mapping[type, Fold] = {
    ev.RequestCompleted: _completed,
    ev.RequestAmended: _amended,
    ev.CaseViewed: _viewed,
    ev.PeoplePaged: _paged,
    ev.PageAcknowledged: _page_acknowledged,
    ev.VerificationTaken: _taken,
    ev.NumberProposed: _number_proposed,
    ev.NumberConfirmed: _number_confirmed,
    ev.StepRecorded: _step,
    ev.CodeRenewed: _code_renewed,
    ev.LifeSafetySupported: _supported,
    ev.FactsReconfirmed: _reconfirmed,
    ev.ClockReached: _clock_reached,
    ev.CommandRefused: _unchanged,
    **IN_REVIEW,
    **AFTER_RELEASE,
    **AT_STORE,
    **BY_STATUS_PAGE,
    **FOLLOWING,
    **REACHING,
    **FLAGS_AND_LINKS,
    **CHECKING,
    **SENIOR_CALL,
    **RECALLING,
    **COMPLAINTS,
    **RESTRICTING,
    **CONSENTING,
    **ORDERS,
    **DELIVERY,
    **ADDRESSING,
    **ENDS,
    **GOVERNING,
    **ERASING,
}

_BEFORE_DECISION = frozenset({State.RECEIVED, State.VERIFYING, State.IN_REVIEW})


def _person(stamp: Stamp) -> bool:
    return stamp.actor.startswith("p_")


def evolve(case: Case, event: ev.Event, stamp: Stamp) -> Case:
    """Return the case after `event`. Raises `ExigentError` for an event without a meaning here."""
    fold = FOLDS.get(type(event))
    if fold is None:
        raise ExigentError(f"{type(event).__name__} cannot happen to a case that is open")
    after = fold(case, event, stamp)
    if _person(stamp) and after.acknowledged_at is None and fold is not _unchanged:
        # Whoever opens the case or files anything has acknowledged it; logging it in has not.
        after = replace(after, acknowledged_at=stamp.at)
    if after.state not in _BEFORE_DECISION:
        return asked_of(kept(case, after, stamp), stamp)
    begun = after.taken_at is not None
    waiting = State.VERIFYING if begun else State.RECEIVED
    state = State.IN_REVIEW if verified(after) else waiting
    return after if state is after.state else replace(after, state=state)
