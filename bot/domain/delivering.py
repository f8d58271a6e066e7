"""Whether a delivery opens anything, and the clock of one that nobody has opened."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.defrauding import proposed
from bot.domain.delivery import CLOCK, Delivery, Ending
from bot.domain.recalling import recalled


def ending(case: Case, number: int, now: datetime) -> Ending | None:
    """Return why delivery `number` opens nothing at `now` (UTC); None while it is open."""
    delivery = case.delivery
    if delivery is None or delivery.number != number:
        return Ending.TAKEN_BACK
    if delivery.revoked_at is not None:
        return Ending.REVOKED
    if recalled(case):
        return Ending.RECALLED
    if proposed(case):
        return Ending.STOPPED
    if case.ended_at is not None or case.withdrawn_at is not None:
        return Ending.OVER
    if delivery.opened_at is None:
        return _unopened(case, delivery, now)
    if case.state not in (State.RELEASED, State.CLOSED):
        return Ending.STOPPED
    return Ending.EXPIRED if now >= delivery.expires_at else None


def _unopened(case: Case, delivery: Delivery, now: datetime) -> Ending | None:
    if not waits(case):
        return Ending.TAKEN_BACK
    if case.approval is None or case.state is not State.APPROVED:
        return Ending.STOPPED
    return Ending.EXPIRED if now >= delivery.open_until else None


def waits(case: Case) -> bool:
    """Whether items are cleared for a link that nobody has opened."""
    delivery, cleared = case.delivery, case.clearance
    if delivery is None or cleared is None or delivery.opened_at is not None:
        return False
    return delivery.number == cleared.number and delivery.revoked_at is None


def due(case: Case) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield the clock of a link that waits: its name, when it started, when it ends (UTC)."""
    delivery = case.delivery
    if delivery is not None and waits(case):
        yield CLOCK, delivery.offered_at, delivery.open_until


def taken_back(case: Case, why: str) -> tuple[ev.Event, ...]:
    """Take back what waits behind a link: nothing of it was ever shown to anybody."""
    if case.clearance is None or not waits(case):
        return ()
    lifted = tuple(ev.NoticeLifted(owner=n.owner) for n in case.notices if n.open)
    return (ev.ClearanceTakenBack(number=case.clearance.number, why=why), *lifted)
