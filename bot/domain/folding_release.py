"""The part of `evolve` that follows an approval: owners, items, notices and the ends of a case."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.determination import Reason
from bot.domain.folding_governing import owned
from bot.domain.notice import AttemptOutcome, EndProposed, NoticeOwed, NoticeStatus, SafetyAnswer
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import Clearance, DeviceAccount, KnownOwner
from bot.domain.replacing import replace
from bot.domain.request import Ongoing
from bot.domain.stamp import Stamp


def _owners(case: Case, event: ev.OwnersRecorded, stamp: Stamp) -> Case:
    account = DeviceAccount(
        alias=event.device, stored=event.stored, complete=event.complete, by=stamp.actor
    )
    new = tuple(
        KnownOwner(alias=o.alias, role=o.role, flags=o.flags, device=event.device)
        for o in event.owners
    )
    # Each record names everybody on the device: whoever is left out was taken off it.
    kept = tuple(o for o in case.owners if o.device != event.device)
    others = tuple(a for a in case.accounts if a.alias != event.device)
    governing = owned(case.governing, event)
    return replace(case, accounts=(*others, account), owners=kept + new, governing=governing)


def _cleared(case: Case, event: ev.ReleaseCleared, stamp: Stamp) -> Case:
    clearance = Clearance(
        number=event.number,
        at=stamp.at,
        by=stamp.actor,
        items=len(event.items),
        recipient=event.recipient,
    )
    return replace(case, clearances=event.number, clearance=clearance)


def _taken_back(case: Case, _event: ev.ClearanceTakenBack, _stamp: Stamp) -> Case:
    return replace(case, clearance=None)


def _handed_over(case: Case, _event: ev.HandedOver, stamp: Stamp) -> Case:
    return replace(
        case,
        state=State.RELEASED,
        released_at=stamp.at,
        clearance=None,
        escalation=None,
        escalated_at=None,
    )


def _owed(case: Case, event: ev.NoticeIsOwed, stamp: Stamp) -> Case:
    others = tuple(n for n in case.notices if n.owner != event.owner)
    # Attempts are counted on: each has a task and a message of its own, also where the owner is
    # told anew.
    before = next((n for n in case.notices if n.owner == event.owner), None)
    notice = NoticeOwed(
        owner=event.owner,
        owed_at=stamp.at,
        due=event.due,
        channels=event.channels,
        attempt=before.attempt if before is not None else 0,
        locale=before.locale if before is not None else None,
    )
    state = State.RELEASED if case.state is State.CLOSED else case.state
    return replace(case, notices=(*others, notice), state=state)


def changed(case: Case, owner: str, change: Callable[[NoticeOwed], NoticeOwed]) -> Case:
    """Return the case with one owner's notice changed."""
    notices = tuple(change(n) if n.owner == owner else n for n in case.notices)
    return replace(case, notices=notices)


def _due_set(case: Case, event: ev.NoticeDueSet, _stamp: Stamp) -> Case:
    return changed(case, event.owner, lambda n: replace(n, due=event.due))


def _lifted(case: Case, event: ev.NoticeLifted, _stamp: Stamp) -> Case:
    return changed(case, event.owner, lambda n: replace(n, status=NoticeStatus.LIFTED))


def _safety(case: Case, event: ev.SafetyAnswered, stamp: Stamp) -> Case:
    kept = tuple(a for a in case.safety if (a.by, a.owner) != (stamp.actor, event.owner))
    answer = SafetyAnswer(by=stamp.actor, owner=event.owner, answer=event.answer, at=stamp.at)
    return replace(case, safety=(*kept, answer))


def _attempted(case: Case, event: ev.NoticeAttempted, _stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        return replace(
            notice,
            status=NoticeStatus.SENDING,
            used=(*notice.used, NoticeChannel(event.channel)),
            attempt=event.attempt,
            channel=event.channel,
            also=event.also,
            leads=event.leads,
            mark=event.message_id or notice.mark,
            arrived_at=None,
        )

    return changed(case, event.owner, change)


def _attempt_ended(case: Case, event: ev.NoticeAttemptEnded, stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        if event.outcome is AttemptOutcome.SENT:
            handle = event.handle or notice.handle
            sent = NoticeStatus.SENT
            return replace(notice, status=sent, told_at=stamp.at, handle=handle, came_back=False)
        gone = {NoticeChannel(event.channel)} if event.outcome is AttemptOutcome.PERMANENT else ()
        return replace(notice, status=NoticeStatus.OWED, dead=notice.dead.union(gone))

    return changed(case, event.owner, change)


def _undelivered(case: Case, event: ev.NoticeUndelivered, stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        return replace(notice, status=NoticeStatus.UNDELIVERED, waits=stamp.at)

    return changed(case, event.owner, change)


def _readdressed(case: Case, event: ev.NoticeReaddressed, stamp: Stamp) -> Case:
    if event.somebody_else:
        case = replace(case, safety=tuple(a for a in case.safety if a.owner != event.owner))

    def anew(notice: NoticeOwed) -> NoticeOwed:
        if event.somebody_else:
            notice = replace(notice, holder=notice.holder + 1, holder_since=stamp.at)
        return replace(
            notice,
            status=NoticeStatus.OWED,
            channels=event.channels,
            used=(),
            dead=frozenset(),
            mark="",
            handle="",
            came_back=False,
            taken_by=None,
            waits=None,
            proposed=None,
        )

    return changed(case, event.owner, anew)


def _end_proposed(case: Case, event: ev.NoticeEndProposed, stamp: Stamp) -> Case:
    proposed = EndProposed(by=stamp.actor, end=event.end)
    return changed(case, event.owner, lambda n: replace(n, proposed=proposed))


def _told(case: Case, event: ev.NoticeToldOtherwise, stamp: Stamp) -> Case:
    def told(notice: NoticeOwed) -> NoticeOwed:
        return replace(notice, status=NoticeStatus.TOLD, told_at=stamp.at)

    return changed(case, event.owner, told)


def _unreachable(case: Case, event: ev.NoticeUnreachable, _stamp: Stamp) -> Case:
    return changed(case, event.owner, lambda n: replace(n, status=NoticeStatus.UNREACHABLE))


def _lapsed(case: Case, _event: ev.CaseLapsed, _stamp: Stamp) -> Case:
    return replace(case, state=State.LAPSED, reason=Reason.NO_REPLY if case.asked_at else None)


def _withdrawn(case: Case, _event: ev.CaseWithdrawn, stamp: Stamp) -> Case:
    if case.released_at is not None:
        return replace(case, withdrawn_at=stamp.at)
    return replace(
        case, state=State.WITHDRAWN, reason=Reason.WITHDRAWN, withdrawn_at=stamp.at, approval=None
    )


def _ended(case: Case, event: ev.EmergencyEnded, _stamp: Stamp) -> Case:
    case = replace(case, ended_at=event.ended_at, ongoing=Ongoing.NO)
    if case.state is State.RELEASED:
        return case
    return replace(case, state=State.EMERGENCY_ENDED, reason=Reason.EMERGENCY_ENDED, approval=None)


def _closed(case: Case, _event: ev.CaseClosed, _stamp: Stamp) -> Case:
    return replace(case, state=State.CLOSED)


AFTER_RELEASE: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.OwnersRecorded: _owners,
    ev.ReleaseCleared: _cleared,
    ev.ClearanceTakenBack: _taken_back,
    ev.HandedOver: _handed_over,
    ev.NoticeIsOwed: _owed,
    ev.NoticeDueSet: _due_set,
    ev.NoticeLifted: _lifted,
    ev.SafetyAnswered: _safety,
    ev.NoticeAttempted: _attempted,
    ev.NoticeAttemptEnded: _attempt_ended,
    ev.NoticeUndelivered: _undelivered,
    ev.NoticeReaddressed: _readdressed,
    ev.NoticeEndProposed: _end_proposed,
    ev.NoticeToldOtherwise: _told,
    ev.NoticeUnreachable: _unreachable,
    ev.CaseLapsed: _lapsed,
    ev.CaseWithdrawn: _withdrawn,
    ev.EmergencyEnded: _ended,
    ev.CaseClosed: _closed,
}
