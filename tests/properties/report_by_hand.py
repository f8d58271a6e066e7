"""The figures once more, counted plainly from events and folded cases, not from bodies.

It shares nothing with the report but the names of figures: cases come from the product's own fold.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.determination import Decision, Reason
from bot.domain.events import Escalation, Stage
from bot.domain.events.preserving import PreservationAsked
from bot.domain.events.reaching import LetterPosted, NoticeCameBack
from bot.domain.events.restricting import RestrictionAgreed, RestrictionImposed
from bot.domain.folding import evolve, opened
from bot.domain.levels import exception_granted
from bot.domain.notice import AttemptOutcome, NoticeStatus
from bot.domain.report.period import Period
from bot.domain.restriction import RestrictionKind, held, in_force, numbered
from bot.domain.stamp import Stamp
from bot.domain.verification import StepKind, StepResult, counting

Happened = tuple[datetime, str, ev.Event]
Life = Sequence[Happened]
Counts = Counter[tuple[str, str]]
_OPEN = UNDECIDED | {State.APPROVED}
_RESULTS = {
    State.REFUSED: "refused",
    State.FRAUD: "fraud",
    State.WITHDRAWN: "withdrawn",
    State.EMERGENCY_ENDED: "emergency_ended",
    State.LAPSED: "lapsed",
}
_TOLD = {NoticeStatus.SENT: "sent", NoticeStatus.TOLD: "told"}
_ENDED = {**_TOLD, NoticeStatus.UNREACHABLE: "unreachable", NoticeStatus.LIFTED: "lifted"}


def by_hand(lives: Sequence[Life], period: Period) -> Counts:
    """Count every figure that such histories can have, but for times and minutes."""
    counts: Counts = Counter()
    start, end = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (period.start, period.end))
    for life in lives:
        for before, (at, _, event), after in _folds(life):
            if start <= at < end:
                counts.update(_happened(before, event, after))
                counts.update(_ends(before, after))
                counts.update(_notices(before, after, at, life))
        _stand(counts, life, start, end)
    return counts


def _folds(
    life: Life, until: datetime | None = None
) -> Iterator[tuple[Case | None, Happened, Case]]:
    case: Case | None = None
    for at, actor, event in life:
        if until is not None and at >= until:
            return
        before = case
        if case is None:
            assert isinstance(event, ev.CaseOpened)
            case = opened(event, "EDR-2026-000001", Stamp(at, actor))
        else:
            case = evolve(case, event, Stamp(at, actor))
        yield before, (at, actor, event), case


def _at(life: Life, moment: datetime) -> Case | None:
    case = None
    for _, _, after in _folds(life, moment):
        case = after
    return case


def _result(case: Case) -> str:
    if case.released_at is not None:
        return "granted"
    if case.state is State.CLOSED:
        return "owner_consented"
    return "open" if case.state in _OPEN else _RESULTS[case.state]


def _ends(before: Case | None, after: Case) -> Iterator[tuple[str, str]]:
    if before is None or _result(before) != "open" or _result(after) == "open":
        return
    result = _result(after)
    if result == "granted":
        result = (
            "granted_partial" if before.approval and before.approval.narrowed else "granted_full"
        )
        yield "decisions.by_reason", result
    elif result == "lapsed":
        yield "decisions.by_reason", "expired_no_reply" if before.asked_at else "lapsed"
    else:
        assert after.reason is not None
        yield "decisions.by_reason", after.reason.value
    yield "decisions.ended", result


def _happened(before: Case | None, event: ev.Event, after: Case) -> Iterator[tuple[str, str]]:
    yield from _decided(before, event, after)
    yield from _told(before, event)
    yield from _after_release(before, event)


def _decided(before: Case | None, event: ev.Event, after: Case) -> Iterator[tuple[str, str]]:
    match event:
        case ev.CaseOpened():
            agency = event.request.agency
            yield "requests.received", ""
            yield "requests.by_country_and_kind", f"{agency.country}/{agency.kind}"
        case ev.CaseApproved():
            yield from _approved(before, after)
        case ev.CaseEscalated():
            yield "decisions.escalations", event.cause.value
            if event.cause in (Escalation.DISAGREEMENT, Escalation.NO_COMMON_SCOPE):
                yield "decisions.disagreements", ""
        case ev.LifeSafetySupported():
            if before and exception_granted(after) and not exception_granted(before):
                yield "decisions.life_safety_exceptions", "supported"
        case ev.ClockReached() if event.stage is Stage.MISSED or event.clock == "outcome":
            yield "times.limits_missed", event.clock.split(":")[0]


def _told(before: Case | None, event: ev.Event) -> Iterator[tuple[str, str]]:
    match event:
        case ev.NoticeUndelivered():
            yield "notices.undelivered", ""
        case NoticeCameBack():
            yield "notices.came_back", ""
        case ev.NoticeAttemptEnded(outcome=AttemptOutcome.SENT):
            yield "notices.sent", event.channel
        case LetterPosted():
            yield "notices.sent", "letter"
        case RestrictionImposed():
            yield "notices.delayed", "legal_prohibition"
        case RestrictionAgreed():
            yield from _restricted(before, event.number)
        case PreservationAsked(number=1):
            yield "disclosed.preservations", ""


def _approved(before: Case | None, after: Case) -> Iterator[tuple[str, str]]:
    assert before is not None
    yield "decisions.approvals", ""
    refusals = [f for f in before.filed if f.decision is Decision.REFUSE]
    if refusals:
        fraud = any(f.reason is Reason.FRAUD for f in refusals)
        yield "decisions.overrulings", "fraud" if fraud else "other"
    if exception_granted(after):
        yield "decisions.life_safety_exceptions", "approved"


def _restricted(before: Case | None, number: int) -> Iterator[tuple[str, str]]:
    found = numbered(before, number) if before else None
    assert before is not None
    assert found is not None
    earlier = numbered(before, found.renews) if found.renews else None
    if earlier is None or not earlier.in_force:
        yield "notices.delayed", found.ground.value


def _after_release(before: Case | None, event: ev.Event) -> Iterator[tuple[str, str]]:
    owed = before.follow_up if before else None
    match event:
        case ev.HandedOver():
            yield "disclosed.releases", ""
            if before and exception_granted(before):
                yield "decisions.life_safety_exceptions", "released"
        case ev.FollowUpIsOwed():
            yield "follow_up.owed", ""
        case ev.FollowUpMissed():
            yield "follow_up.ended", "never"
        case ev.FollowUpExcused() if owed and owed.open:
            yield "follow_up.ended", "excused"
        case ev.ProcessAccepted(rest_owed=False) if owed and owed.open:
            yield "follow_up.ended", "late" if event.late else "in_time"
        case ev.ProcessAccepted(rest_owed=False) if owed and owed.status.value == "missed":
            yield "follow_up.came_after_all", ""
        case _:
            return


def _notices(
    before: Case | None, after: Case, at: datetime, life: Life
) -> Iterator[tuple[str, str]]:
    was = {n.owner: n for n in before.notices} if before else {}
    for notice in after.notices:
        known = was.get(notice.owner)
        open_before = known is not None and known.open
        if notice.open and not open_before:
            yield "notices.came_to_be_owed", ""
        if not notice.open and open_before:
            assert known is not None
            yield "notices.ended", _ENDED[notice.status]
            if notice.status in _TOLD:
                yield "notices.promptness", "in_time" if at <= known.due else "late"
                if not _told_before(life, notice.owner, known):
                    yield "notices.people_told", ""


def _told_before(life: Life, owner: str, until: object) -> bool:
    """Whether the fold had this owner told before the notice stood as `until`."""
    for _, _, case in _folds(life):
        notice = next((n for n in case.notices if n.owner == owner), None)
        if notice is not None and notice.status in _TOLD:
            return True
        if notice == until:
            return False
    raise AssertionError(owner)


def _stand(counts: Counts, life: Life, start: datetime, end: datetime) -> None:
    case, earlier = _at(life, end), _at(life, start)
    if earlier is not None:
        counts["requests.open_at_start", ""] += _result(earlier) == "open"
        counts["follow_up.open_at_start", ""] += bool(earlier.follow_up and earlier.follow_up.open)
        counts["notices.owing_at_start", ""] += sum(n.open for n in earlier.notices)
    if case is None:
        return
    counts["requests.open_at_end", ""] += _result(case) == "open"
    counts["follow_up.open_at_end", ""] += bool(case.follow_up and case.follow_up.open)
    asked = case.outcome
    counts["outcomes.unanswered", ""] += bool(
        asked and asked.open and asked.since < end - timedelta(days=30)
    )
    if start <= case.opened_at < end:
        result = _result(case)
        if result == "granted":
            result = _granted(life, end)
        counts["decisions.became", result] += 1
        counts["verification.identity", _identity(case)] += 1
    _owing(counts, case, end)


def _granted(life: Life, end: datetime) -> str:
    for before, (_, _, event), _ in _folds(life, end):
        if isinstance(event, ev.HandedOver):
            assert before is not None
            partly = before.approval is not None and before.approval.narrowed
            return "granted_partial" if partly else "granted_full"
    raise AssertionError


def _identity(case: Case) -> str:
    steps = [s for s in case.steps if s.kind is not StepKind.HISTORY]
    called = any(s.kind is StepKind.CALLBACK for s in counting(steps))
    denied = any(s.result is StepResult.FAIL for s in steps)
    found = case.fraud is not None and case.fraud.found_at is not None
    if found or case.state is State.FRAUD:
        return "fraudulent"
    if (denied and not called) or case.reason is Reason.UNVERIFIED:
        return "failed"
    return "verified" if called else "not_completed"


def _owing(counts: Counts, case: Case, end: datetime) -> None:
    overdue: set[int] = set()
    for notice in (n for n in case.notices if n.open):
        holding = held(case, notice.owner, end)
        past = [
            r
            for r in in_force(case, notice.owner)
            if r.kind is RestrictionKind.SAFETY_HOLD and r.until is not None and r.until <= end
        ]
        overdue |= {r.number for r in past}
        if holding is None:
            key = "overdue" if notice.due < end else "not_yet_due"
        else:
            key = "withheld_overdue" if holding in past else "withheld"
            counts["notices.withheld_at_end", holding.ground.value] += 1
        counts["notices.owing_at_end", key] += 1
    counts["notices.safety_holds_overdue", ""] += len(overdue)
