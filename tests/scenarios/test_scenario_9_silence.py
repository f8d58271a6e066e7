"""Scenario 9: the second reviewer is silent: backup, senior, lapse, and never an approval."""

from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.limits import HOUR
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, CYD, MINUTE, SAM, determination
from tests.fakes.clock import FrozenClock

SECOND = "second_determination"


async def _one_filed(database: SqlDatabase, clock: FrozenClock) -> Desk:
    desk = await desks.verified(office_over(database, clock), clock)
    await desk.do(determination(await desk.now()), ANA, 1)
    return desk


async def test_every_stage_calls_somebody_in_its_time(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Reminders at 15 and 24 minutes, a backup at 30, seniors at 40, and a lapse at 8 hours."""
    desk = await _one_filed(database, clock)
    filed = clock.law()
    while (await desk.now()).state is not State.LAPSED:
        await desk.wait(1)
        assert (await desk.now()).approval is None
    entries = await desk.entries()
    stages = {
        e.event.stage.value: e.at - filed
        for e in entries
        if isinstance(e.event, ev.ClockReached) and e.event.clock == SECOND
    }
    assert stages == {
        "half": 15 * MINUTE,
        "most": 24 * MINUTE,
        "missed": 30 * MINUTE,
        "senior": 40 * MINUTE,
    }
    called = {
        (e.event.role, e.event.people): e.at - filed
        for e in entries
        if isinstance(e.event, ev.PeoplePaged) and e.event.why == SECOND
    }
    assert called == {("backup", (CYD,)): 30 * MINUTE, ("senior", (CYD, SAM)): 40 * MINUTE}
    assert entries[-1].at - entries[0].at == 8 * HOUR


async def test_dead_timers_change_nothing(database: SqlDatabase, clock: FrozenClock) -> None:
    """With no sweep at all the late click still meets a lapsed case, and says so."""
    desk = await _one_filed(database, clock)
    clock.advance(timedelta(hours=8))
    outcome = await desk.do(determination(await desk.now()), BEN)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.TOO_LATE
    kinds = [type(e.event) for e in await desk.entries()]
    # A senior calls the agency about it; the click comes after all that time brought.
    assert kinds[-4:] == [ev.CaseLapsed, ev.SeniorCallOwed, ev.PeoplePaged, ev.CommandRefused]
    assert ev.CaseApproved not in kinds


async def test_the_backup_can_still_decide(database: SqlDatabase, clock: FrozenClock) -> None:
    """Missing the half hour escalates; it does not take the decision away."""
    desk = await _one_filed(database, clock)
    await desk.wait(45)
    outcome = await desk.do(determination(await desk.now()), CYD)
    assert outcome.state is State.APPROVED
