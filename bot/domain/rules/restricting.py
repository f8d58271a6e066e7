"""Keeping an owner from being told: two people, a typed ground, a day at which it ends."""

from collections.abc import Iterator

from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked
from bot.domain.defrauding import stands
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Event, NoticeDueSet
from bot.domain.events import restricting as ev
from bot.domain.folding import evolve
from bot.domain.restricting import (
    AgreeLift,
    AgreeRestriction,
    ProposeLift,
    ProposeRestriction,
    RefuseLift,
    RefuseRestriction,
)
from bot.domain.restriction import (
    KIND_OF,
    MOST,
    OrderCovers,
    Restriction,
    RestrictionKind,
    RestrictionStatus,
    in_force,
    numbered,
    proposed,
)
from bot.domain.stamp import Stamp
from bot.domain.standard import Ground, NoticeDuty, Standard

_BY_LAW = (RestrictionKind.COURT_ORDER, RestrictionKind.STATUTORY_SILENCE)
"""Kinds whose ground is the law's, not the company's."""


def propose(asked: Asked, command: ProposeRestriction) -> Answered:
    """Propose a restriction, or put on the record that an order covers nothing of this."""
    refused = (
        _forged(asked.case, command.kind)
        or _whom(asked.case, command.owner)
        or _grounded(asked.facts.standard, command)
        or _ordered(command)
        or (Refused(Refusal.NO_REASON) if not command.why.strip() else None)
    )
    if refused is not None:
        return refused
    if command.covers is OrderCovers.NOT:
        found = ev.OrderNotCovering(issuer=command.issuer, docket=command.docket, why=command.why)
        return (found,)
    late = _dated(asked, command)
    if late is not None:
        return late
    if len(asked.case.restrictions) >= MOST:
        return Refused(Refusal.TOO_MANY_RESTRICTIONS)
    return (_proposal(asked, command),)


def _proposal(asked: Asked, command: ProposeRestriction) -> ev.RestrictionProposed:
    earlier = (
        r.number
        for r in asked.case.restrictions
        if r.in_force and (r.kind, r.owner) == (command.kind, command.owner)
    )
    return ev.RestrictionProposed(
        number=len(asked.case.restrictions) + 1,
        restriction=command.kind,
        ground=command.ground,
        until=command.until,
        owner=command.owner,
        covers=command.covers,
        provision=asked.facts.standard.notice_provision,
        renews=max(earlier, default=None),
        issuer=command.issuer,
        docket=command.docket,
        why=command.why,
    )


def _forged(case: Case, kind: RestrictionKind) -> Refused | None:
    """Refuse the company's own policy where the request was forged: the owner is told at once."""
    forbidden = kind is RestrictionKind.POLICY and stands(case)
    return Refused(Refusal.FRAUD_IS_TOLD) if forbidden else None


def _whom(case: Case, owner: str | None) -> Refused | None:
    """Refuse where nobody is left who could be told, or no such account holder is recorded."""
    if case.state is State.RELEASED:
        owing = {n.owner for n in case.notices if n.open}
        known = bool(owing) if owner is None else owner in owing
    else:
        known = owner is None or owner in {o.alias for o in case.owners}
    return None if known else Refused(Refusal.NO_SUCH_OWNER, owner or "")


def _grounded(standard: Standard, command: ProposeRestriction) -> Refused | None:
    """Refuse what the case's standard does not know: a ground, a kind, or any delay at all."""
    silence = command.kind is RestrictionKind.STATUTORY_SILENCE
    fits = KIND_OF.get(command.ground) is command.kind or (
        command.ground is Ground.PROHIBITED and command.kind in _BY_LAW
    )
    if silence and standard.notice_duty is not NoticeDuty.MUST_NOT:
        return Refused(Refusal.GROUND_NOT_OF_STANDARD, command.ground.value)
    if not silence and standard.delay_most is None:
        return Refused(Refusal.NO_DELAY, standard.name)
    known = silence or command.ground in standard.delay_grounds
    if not fits or not known:
        return Refused(Refusal.GROUND_NOT_OF_STANDARD, command.ground.value)
    return None


def _ordered(command: ProposeRestriction) -> Refused | None:
    """Refuse an order of nobody, or one that nobody looked at for whether it covers this."""
    if command.kind is not RestrictionKind.COURT_ORDER:
        return None
    named = (command.issuer or "").strip() and (command.docket or "").strip()
    if not named:
        return Refused(Refusal.NO_ORDER_NAMED)
    return None if command.covers is not None else Refused(Refusal.ORDER_NOT_READ)


def _dated(asked: Asked, command: ProposeRestriction) -> Refused | None:
    """Refuse a day that is over, too far off, or missing where the kind needs one."""
    silence = command.kind is RestrictionKind.STATUTORY_SILENCE
    if command.until is None:
        return None if silence else Refused(Refusal.DELAY_UNDATED)
    if command.until <= asked.now:
        return Refused(Refusal.DELAY_IN_THE_PAST)
    if _shortens(asked.case, command):
        return Refused(Refusal.NO_PERMISSION_NAMED)
    most = asked.facts.standard.delay_most
    if not silence and (most is None or command.until > asked.now + most):
        return Refused(Refusal.DELAY_TOO_LONG, f"{most.days} days" if most is not None else "")
    return None


def _shortens(case: Case, command: ProposeRestriction) -> bool:
    """Whether it would let what the law or a court imposed end sooner: that is a lift."""
    return any(
        r.in_force
        and r.kind in _BY_LAW
        and (r.kind, r.owner) == (command.kind, command.owner)
        and (r.until is None or (command.until is not None and command.until < r.until))
        for r in case.restrictions
    )


def agree(asked: Asked, command: AgreeRestriction) -> Answered:
    """Agree as the second person; the first must still be on the roster."""
    found = _waiting(asked, command.number)
    if isinstance(found, Refused):
        return found
    if _forged(asked.case, found.kind) is not None:
        return Refused(Refusal.FRAUD_IS_TOLD)
    if found.until is not None and found.until <= asked.now:
        return Refused(Refusal.DELAY_IN_THE_PAST)
    if asked.facts.roster.get(found.by) is None:
        return Refused(Refusal.PROPOSER_GONE)
    return (ev.RestrictionAgreed(number=found.number, why=command.why or None),)


def refuse(asked: Asked, command: RefuseRestriction) -> Answered:
    """Refuse as the second person; what was proposed never restricted anything."""
    found = _waiting(asked, command.number)
    if isinstance(found, Refused):
        return found
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.RestrictionRefused(number=found.number, why=command.why),)


def _waiting(asked: Asked, number: int) -> Restriction | Refused:
    found = next((r for r in proposed(asked.case) if r.number == number), None)
    if found is None:
        return Refused(Refusal.NOTHING_WAITS)
    return Refused(Refusal.SAME_PERSON) if found.by == asked.actor else found


def propose_lift(asked: Asked, command: ProposeLift) -> Answered:
    """Propose an early end. A safety hold has another way: two people find it safe anew."""
    found = numbered(asked.case, command.number)
    if found is None or not found.live(asked.now):
        return Refused(Refusal.NO_SUCH_RESTRICTION)
    if found.kind is RestrictionKind.SAFETY_HOLD:
        return Refused(Refusal.SAFETY_ENDS_IT)
    if found.kind in _BY_LAW and not (command.document or "").strip():
        return Refused(Refusal.NO_PERMISSION_NAMED)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    lift = ev.LiftProposed(number=found.number, document=command.document, why=command.why)
    return (lift,)


def agree_lift(asked: Asked, command: AgreeLift) -> Answered:
    """End it early, as the second person; the notice falls due."""
    found = _lifting(asked, command.number)
    if isinstance(found, Refused):
        return found
    if found.lift_by is None or asked.facts.roster.get(found.lift_by) is None:
        return Refused(Refusal.PROPOSER_GONE)
    lifted = ev.RestrictionLifted(number=found.number, why=command.why or None)
    return (lifted, *resumed(asked, lifted))


def refuse_lift(asked: Asked, command: RefuseLift) -> Answered:
    """Let it stand until its end."""
    found = _lifting(asked, command.number)
    if isinstance(found, Refused):
        return found
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.LiftRefused(number=found.number, why=command.why),)


def _lifting(asked: Asked, number: int) -> Restriction | Refused:
    found = numbered(asked.case, number)
    if found is None or not found.in_force or found.lift_by is None:
        return Refused(Refusal.NOTHING_WAITS)
    return Refused(Refusal.SAME_PERSON) if found.lift_by == asked.actor else found


def resumed(asked: Asked, ended: ev.RestrictionLifted | ev.RestrictionLapsed) -> Iterator[Event]:
    """Yield the new due times of notices that nothing holds once `ended` has happened.

    From the moment of the end on, not of when somebody noticed it: the wait is over.
    """
    before = numbered(asked.case, ended.number)
    after = evolve(asked.case, ended, Stamp(asked.now, asked.actor))
    lapsed = isinstance(ended, ev.RestrictionLapsed)
    end = before.until if lapsed and before is not None and before.until else asked.now
    due = end + (asked.facts.standard.notice_target or asked.facts.limits.notice_target)
    for notice in after.notices:
        was = in_force(asked.case, notice.owner)
        if notice.open and was and not in_force(after, notice.owner):
            yield NoticeDueSet(owner=notice.owner, due=due)


def imposed(asked: Asked) -> Iterator[Event]:
    """Yield the silence that the case's standard imposes once something is given."""
    standard = asked.facts.standard
    already = any(
        r.kind is RestrictionKind.STATUTORY_SILENCE and r.status is RestrictionStatus.IN_FORCE
        for r in asked.case.restrictions
    )
    if standard.notice_duty is NoticeDuty.MUST_NOT and not already:
        number = len(asked.case.restrictions) + 1
        yield ev.RestrictionImposed(number=number, provision=standard.notice_provision)
