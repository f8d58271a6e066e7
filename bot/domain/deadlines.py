"""The clocks of a case: which run, when each acts next. A time limit never approves.

Stage limits remind at 50 % and 80 %, go to backup when missed and to a senior ten minutes later;
only the hard stop and the approval's validity end anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import delivering
from bot.domain.afterwards import CHASES, afterwards
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.complaining import AGAIN as COMPLAINT_AGAIN
from bot.domain.complaining import next_asking, running
from bot.domain.defrauding import found
from bot.domain.events import Escalation, Stage
from bot.domain.followup import waiting
from bot.domain.hold_clocks import holding
from bot.domain.levels import verified
from bot.domain.limits import DAY, HANDOVER, SENIOR_AFTER, Limits
from bot.domain.order import after_release, to_carry_out
from bot.domain.reaching import asked_again, limits_of_letters, run_of
from bot.domain.restriction import in_force, waited_until
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import CLOCK as SENIOR_CALL

HARD_STOP = "hard_stop"
APPROVAL = "approval_valid"
ANSWER = "answer"
NOTICE = "notice:"
STILL_GOING_ON = "emergency_end"
FOLLOW_UP = "follow_up"
CALL_AGAIN = "senior_call_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running of a clock. `stages` are in order of time (UTC)."""

    name: str
    start: datetime
    due: datetime
    stages: tuple[tuple[Stage, datetime], ...]

    @property
    def run(self) -> str:
        """What tells this running from the next of the same clock."""
        return run_of(self.start)


def _clock(name: str, start: datetime, due: datetime, *, senior: bool = False) -> Clock:
    length = due - start
    stages = [
        (Stage.HALF, start + length * 0.5),
        (Stage.MOST, start + length * 0.8),
        (Stage.MISSED, due),
    ]
    if senior:
        stages.append((Stage.SENIOR, due + SENIOR_AFTER))
    return Clock(name=name, start=start, due=due, stages=tuple(stages))


def _stage_limit(name: str, start: datetime, length: timedelta) -> Clock:
    return _clock(name, start, start + length, senior=True)


def _undecided(case: Case, limits: Limits) -> Iterator[Clock]:
    opened = case.opened_at
    yield from _hard_stop(case, limits)
    if case.acknowledged_at is None:
        yield _stage_limit("acknowledge", opened, limits.acknowledge)
    if case.state is State.RECEIVED and case.taken_at is None and not case.filed:
        yield _stage_limit("triage", opened, limits.triage)
    if not verified(case):
        yield _stage_limit("verification", opened, limits.verification)
    if case.asked_at is not None and case.asked_due is not None:
        yield _clock(ANSWER, case.asked_at, case.asked_due)
    else:
        yield from _reviews(case, limits)


def _hard_stop(case: Case, limits: Limits) -> Iterator[Clock]:
    """An order that binds us does not lapse: its own clocks go to counsel, and end nothing."""
    if case.order is None:
        yield _clock(HARD_STOP, case.stop_from, case.stop_from + limits.hard_stop)


def _ordered(case: Case) -> Iterator[Clock]:
    if case.order is None:
        return
    undone = case.state in UNDECIDED or case.state is State.APPROVED
    running = to_carry_out(case.order, case.reached) if undone else ()
    if case.released_at is not None:
        running = after_release(case.order, case.reached)
    for name, start, due, stages in running:
        yield Clock(name=name, start=start, due=due, stages=stages)


def _reviews(case: Case, limits: Limits) -> Iterator[Clock]:
    if case.escalated_at is not None and case.state is State.ESCALATED:
        yield _stage_limit("senior_determination", case.escalated_at, limits.second_determination)
    elif not case.filed:
        yield _stage_limit("first_determination", case.review_from, limits.first_determination)
    elif len(case.filed) == 1:
        start = max(case.filed[0].at, case.review_from)
        yield _stage_limit("second_determination", start, limits.second_determination)


def _approved(case: Case, limits: Limits) -> Iterator[Clock]:
    if case.clearance is not None:
        yield _stage_limit("handover", case.clearance.at, HANDOVER)
        yield from (_clock(*running) for running in delivering.due(case))
        return
    if case.approval is None:
        return
    yield _clock(APPROVAL, case.approval.at, case.approval.until)
    if case.confirmed_at is not None and case.order is None:
        start = max(case.confirmed_at, case.approval.at)
        due = max(case.confirmed_at + limits.facts_fresh, case.approval.at)
        yield Clock(name="facts_fresh", start=start, due=due, stages=((Stage.MISSED, due),))


def _released(case: Case) -> Iterator[Clock]:
    owing = [n for n in case.notices if n.open]
    yield from (Clock(name=n, start=s, due=d, stages=x) for n, s, d, x in holding(case))
    for notice in (n for n in owing if not in_force(case, n.owner)):
        start = max(notice.owed_at, waited_until(case, notice.owner) or notice.owed_at)
        yield _clock(NOTICE + notice.owner, min(start, notice.due), notice.due)
    for name, start, length in limits_of_letters(case):
        yield _stage_limit(name, start, length)
    for name, start, due in asked_again(case):
        yield Clock(name=name, start=start, due=due, stages=((Stage.REPEAT, due),))
    waits = case.ended_at is None and case.order is None
    if owing and waits and case.released_at is not None and not found(case):
        asked = sum(1 for name, _, _ in case.reached if name == STILL_GOING_ON)
        due = case.released_at + DAY * (asked + 1)
        yield Clock(name=STILL_GOING_ON, start=due - DAY, due=due, stages=((Stage.REPEAT, due),))


def _following(case: Case) -> Iterator[Clock]:
    """While a document lies unread nothing is missed: the agency has sent what we have not read."""
    owed = case.follow_up
    if owed is None or not owed.open:
        return
    unread = bool(waiting(case.uploads))
    clock = _clock(FOLLOW_UP, owed.owed_at, owed.due)
    chases = ((s, owed.due + after) for s, after in CHASES)
    acting = tuple(c for c in chases if not (unread and c[0] is Stage.LAST_CHASE))
    yield replace(clock, stages=(*clock.stages, *acting))


def clocks(case: Case, limits: Limits) -> tuple[Clock, ...]:
    """Return the clocks that run, each with its stages; what is owed outlives its case."""
    later = (Clock(name=n, start=s, due=d, stages=x) for n, s, d, x in afterwards(case))
    besides = (*_of_call(case, limits), *_ordered(case), *_complaints(case), *later)
    return (*_of_state(case, limits), *besides)


def _of_call(case: Case, limits: Limits) -> Iterator[Clock]:
    call = owed_call(case)
    if call is not None:
        clock = _stage_limit(SENIOR_CALL, call.owed_at, limits.senior_call)
        yield clock
        yield from _called_again(case, clock)


def _complaints(case: Case) -> Iterator[Clock]:
    """The clocks of complaints, which outlive their case; an overdue one is asked of daily."""
    for name, start, due in running(case.complaints):
        yield _clock(name, start, due, senior=True)
    again = next_asking(case.complaints, case.reached)
    if again is not None:
        stages = ((Stage.REPEAT, again),)
        yield Clock(name=COMPLAINT_AGAIN, start=again - DAY, due=again, stages=stages)


def _called_again(case: Case, missed: Clock) -> Iterator[Clock]:
    """Call every day anew for a call that nobody made, so that no ended case is forgotten."""
    if (missed.name, Stage.SENIOR.value, missed.run) in case.reached:
        asked = sum(1 for name, _, _ in case.reached if name == CALL_AGAIN)
        due = missed.due + DAY * (asked + 1)
        yield Clock(name=CALL_AGAIN, start=due - DAY, due=due, stages=((Stage.REPEAT, due),))


def _of_state(case: Case, limits: Limits) -> tuple[Clock, ...]:
    if case.state in UNDECIDED and case.clearance is None:
        if case.escalation is Escalation.STOPPED:
            return tuple(_hard_stop(case, limits))
        return tuple(_undecided(case, limits))
    if case.state is State.APPROVED or case.clearance is not None:
        return tuple(_approved(case, limits))
    if case.state is State.RELEASED:
        return (*_released(case), *_following(case))
    return ()


def pending(case: Case, limits: Limits) -> Iterator[tuple[datetime, Clock, Stage]]:
    """Yield every stage that has not acted yet."""
    for clock in clocks(case, limits):
        for stage, at in clock.stages:
            if (clock.name, stage.value, clock.run) not in case.reached:
                yield at, clock, stage


def next_due(case: Case, limits: Limits) -> datetime | None:
    """Return when time next does something to the case; None when it never will."""
    return min((at for at, _, _ in pending(case, limits)), default=None)
