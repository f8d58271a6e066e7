"""What time does. It reminds, calls others, lapses and expires; it never approves."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.complaining import AGAIN as COMPLAINT_AGAIN
from bot.domain.complaining import ROLE as COMPLAINT
from bot.domain.deadlines import (
    ANSWER,
    APPROVAL,
    CALL_AGAIN,
    FOLLOW_UP,
    HARD_STOP,
    NOTICE,
    Clock,
    pending,
)
from bot.domain.decision import Facts
from bot.domain.delivery import CLOCK as DELIVERY
from bot.domain.events import Event, Stage
from bot.domain.folding import evolve
from bot.domain.order import OF_ORDERS
from bot.domain.reaching import LETTER
from bot.domain.roster import SYSTEM, Roster
from bot.domain.rules import (
    complaining,
    delivering,
    ending,
    following,
    holding,
    ordering,
)
from bot.domain.rules.paging import anew, backup, page, seniors
from bot.domain.rules.senior_call import called, lapsed, owed
from bot.domain.senior_calling import CLOCK, CallCause
from bot.domain.stamp import Stamp

MOST_STEPS = 200
"""More stages than any case can have due at once; a guard against a clock that never settles."""


def passed(case: Case, facts: Facts, stamp: Stamp) -> tuple[tuple[Event, ...], Case]:
    """Return what was due by `stamp.at` and the case after it, in the order it fell due."""
    happened: list[Event] = []
    for _ in range(MOST_STEPS):
        due = [p for p in pending(case, facts.limits) if p[0] <= stamp.at]
        if not due:
            break
        _, clock, stage = min(due, key=lambda p: (p[0], p[1].name))
        for event in _acted(case, facts, clock, stage, stamp):
            happened.append(event)
            case = evolve(case, event, Stamp(stamp.at, SYSTEM))
        # A call that was needless while the case was verified is owed again once it has lapsed.
        for ended in lapsed(case, facts):
            happened.append(ended)
            case = evolve(case, ended, Stamp(stamp.at, SYSTEM))
    return tuple(happened), case


def _acted(case: Case, facts: Facts, clock: Clock, stage: Stage, stamp: Stamp) -> tuple[Event, ...]:
    reached = ev.ClockReached(clock=clock.name, stage=stage, run=clock.run)
    if ending.of_end(clock.name):
        return ending.reached(case, facts, reached)
    if holding.of_hold(clock.name) and stage is not Stage.SENIOR:
        return holding.reached(case, facts, reached, stamp)
    if clock.name == DELIVERY and stage is Stage.MISSED:
        return (reached, *delivering.expired(case, facts))
    return _stage(case, facts, reached, stamp)


def _to_agency(case: Case, roster: Roster) -> tuple[Event, ...]:
    return called(case, roster, CLOCK)


def _to_owner(case: Case, roster: Roster) -> tuple[Event, ...]:
    return complaining.called(case, roster, "complaint_late")


_CALLS: Mapping[str, Callable[[Case, Roster], tuple[Event, ...]]] = MappingProxyType(
    {
        CLOCK: _to_agency,
        CALL_AGAIN: _to_agency,
        COMPLAINT: _to_owner,
        COMPLAINT_AGAIN: _to_owner,
    }
)
"""Clocks that only ever call people, by the part of their name before a colon."""


def _stage(case: Case, facts: Facts, reached: ev.ClockReached, stamp: Stamp) -> tuple[Event, ...]:
    clock, stage = reached.clock, reached.stage
    if clock in OF_ORDERS:
        return (reached, *ordering.called(case, facts, clock, stage))
    calls = _CALLS.get(clock.partition(":")[0])
    if calls is not None:
        late = stage in (Stage.MISSED, Stage.SENIOR, Stage.REPEAT)
        return (reached, *(calls(case, facts.roster) if late else ()))
    if stage is Stage.SENIOR:
        return (reached, *page(seniors(case, facts.roster), "senior", clock))
    if stage is Stage.LAST_CHASE:
        return (reached, *following.missed(case, facts, stamp))
    if stage is not Stage.MISSED:
        return (reached,)
    if clock == HARD_STOP:
        return (reached, *_lapses(case, facts))
    if clock == APPROVAL:
        gone = ev.ApprovalWithdrawn(why="expired", version=case.version + 1)
        return (reached, gone, *anew(evolve(case, gone, stamp), facts.roster, "expired"))
    if clock == ANSWER:
        return (reached, ev.HoldEnded())
    if clock in ("facts_fresh", FOLLOW_UP) or clock.startswith((NOTICE, LETTER)):
        return (reached,)
    unverified = clock == "verification"
    told = owed(case, facts, CallCause.UNVERIFIED) if unverified else ()
    return (reached, *backup(case, facts.roster, clock), *told)


def _lapses(case: Case, facts: Facts) -> tuple[Event, ...]:
    """An order does not lapse. Its hard stop does not run; this is for one that ran before."""
    if case.order is not None or not facts.standard.voluntary:
        return ()
    return (ev.CaseLapsed(), *owed(case, facts, CallCause.LAPSED))
