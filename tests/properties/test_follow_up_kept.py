"""No release forgets the legal process that must follow: it comes, is excused, or is counted."""

from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.deadlines import FOLLOW_UP, clocks
from bot.domain.followup import LAST_AFTER, Covers, FollowUpStatus, waiting
from bot.domain.limits import Limits
from bot.domain.notice import NoticeStatus
from bot.domain.roster import REQUESTER, SYSTEM, Ref
from bot.domain.safety import PEOPLE
from tests.properties.histories import FROM_THE_APPROVAL, Entries, folds, holds, play

LIMITS = Limits()
_PRODUCT = (SYSTEM, REQUESTER)


def kept(entries: Entries) -> None:
    """From the hand-over on the obligation stands, with a clock, until one of its three ends."""
    proposed: Ref | None = None
    for before, (at, actor, event), after in folds(entries):
        if isinstance(event, ev.FollowUpMissed):
            _missed(before, actor, at)
        elif isinstance(event, ev.FollowUpExcused):
            assert proposed is not None
            assert actor not in (proposed, *_PRODUCT)
        elif isinstance(event, ev.ProcessAccepted):
            assert actor not in _PRODUCT
            assert event.covers is not Covers.NO
            assert event.number in {u.number for u in waiting(before.uploads)}
        elif isinstance(event, ev.ExcuseProposed):
            proposed = actor
        elif isinstance(event, ev.ExcuseDropped):
            proposed = None
        _stands(before, event, after)


def _missed(case: Case, actor: Ref, at: datetime) -> None:
    assert case.follow_up is not None
    assert actor == SYSTEM
    assert at >= case.follow_up.due + LAST_AFTER
    assert not waiting(case.uploads)


def _stands(before: Case, event: ev.Event, after: Case) -> None:
    if isinstance(event, ev.FollowUpIsOwed):
        assert isinstance(after.released_at, datetime)
        return
    if before.follow_up is None:
        assert after.follow_up is None
        return
    owed = after.follow_up
    assert owed is not None
    assert (owed.owed_at, owed.due) == (before.follow_up.owed_at, before.follow_up.due)
    ends = {
        ev.ProcessAccepted: FollowUpStatus.RECEIVED,
        ev.FollowUpExcused: FollowUpStatus.EXCUSED,
        ev.FollowUpMissed: FollowUpStatus.MISSED,
    }
    if owed.status is not before.follow_up.status:
        assert owed.status is ends[type(event)]
    if before.follow_up.missed_at is not None:
        assert owed.missed_at == before.follow_up.missed_at
    running = [c for c in clocks(after, LIMITS) if c.name == FOLLOW_UP]
    assert bool(running) == owed.open
    assert all(c.due == owed.due for c in running)
    assert not (owed.open and after.state is State.CLOSED)


def test_no_history_drops_owed_process() -> None:
    """Whatever anybody tries, it ends received, excused by two, or missed by time and counted."""
    holds(lambda history: kept(play(history).entries), FROM_THE_APPROVAL, count=300)


def released_owes(entries: Entries) -> None:
    """Whatever left the house owes legal process from the very entry after the hand-over."""
    kinds = [type(e) for _, _, e in entries]
    for place, kind in enumerate(kinds):
        if kind is ev.HandedOver:
            assert kinds[place + 1] is ev.FollowUpIsOwed


def test_every_hand_over_owes_legal_process() -> None:
    """In the same transaction, by the product, whoever handed over."""
    holds(lambda history: released_owes(play(history).entries), FROM_THE_APPROVAL, count=200)


def told_early(entries: Entries) -> None:
    """A broken promise ends the wait for a notice, and never the wait for two safe answers."""
    for before, (_, _, event), _ in folds(entries):
        if isinstance(event, ev.NoticeAttempted):
            safe = {a.by for a in before.safety if a.owner == event.owner and a.answer == "safe"}
            assert len(safe) >= PEOPLE
            notice = next(n for n in before.notices if n.owner == event.owner)
            assert notice.status is NoticeStatus.OWED


def test_an_early_notice_waits_for_its_safety_answers() -> None:
    """Missed process opens no way round the question whether it is safe."""
    holds(lambda history: told_early(play(history).entries), FROM_THE_APPROVAL, count=200)
