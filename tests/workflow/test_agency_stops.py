"""Claims about an agency that is not trusted any more: what is open stops, whatever breaks."""

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.directory import commands as cm
from bot.workflow.agency_stops import AgencyStops
from bot.workflow.deliver import Courier
from bot.workflow.office import Office
from bot.workflow.reactions import AGENCY_STOP
from bot.workflow.rows import LeasedTask
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk
from tests.factories import ANA, BEN, DEE, EVE
from tests.fakes.clock import FrozenClock
from tests.workflow.test_agencies import agency, do, office, propose

__all__ = ["office"]


async def mark(office: Office) -> None:
    """Eve stops the agency."""
    command = cm.MarkCompromised(agency=make.AGENCY.key, why="Mailbox for sale.")
    assert (await do(office, command, EVE)).refused is None


async def deliver(office: Office) -> None:
    """Let a courier that knows only the stops deliver, as one started anew would."""
    courier = Courier(office=office, ports={AGENCY_STOP: AgencyStops(office)})
    while True:
        tasks = await office.database.tx(
            lambda db: db.tasks.claim(office.clock.law(), office.clock.wall(), 60.0, 50)
        )
        if not tasks:
            return
        for task in tasks:
            await courier._deliver(task)


@pytest.mark.parametrize("begin", [desks.opened, desks.verified, desks.approved])
async def test_a_compromise_stops_open_cases(office: Office, clock: FrozenClock, begin) -> None:  # noqa: ANN001 — three functions of one shape
    """Whatever had been decided: the case is stopped, seniors are paged, nothing is cleared."""
    desk: Desk = await begin(office, clock)
    await mark(office)
    await deliver(office)
    case = await desk.now()
    assert (case.state, case.distrusted, case.approval) == (State.ESCALATED, "compromised", None)
    events = [entry.event for entry in await desk.entries()]
    assert sum(isinstance(e, ev.CaseStoppedForAgency) for e in events) == 1
    paged = [e for e in events if isinstance(e, ev.PeoplePaged) and e.why == "agency_distrusted"]
    assert paged
    outcome = await desk.do(make.clearing(case), DEE, 1)
    assert outcome.refused is not None


async def test_between_the_commit_and_the_stop_nothing_is_released(
    office: Office, clock: FrozenClock
) -> None:
    """Killed before any case was stopped: clearing is refused, and the stop comes afterwards."""
    desk = await desks.approved(office, clock)
    await mark(office)
    outcome = await desk.do(make.clearing(await desk.now()), DEE, 1)
    assert outcome.refused is not None
    await deliver(office)
    case = await desk.now()
    assert (case.state, case.distrusted) == (State.ESCALATED, "compromised")
    cleared = [e for e in await desk.entries() if isinstance(e.event, ev.ReleaseCleared)]
    assert cleared == []


async def test_what_was_cleared_waits_for_the_custodians_word(
    office: Office, clock: FrozenClock
) -> None:
    """A clearance stays open until somebody says whether anything had left already."""
    desk = await desks.approved(office, clock)
    await desk.do(make.clearing(await desk.now()), DEE, 1)
    await mark(office)
    await deliver(office)
    case = await desk.now()
    assert (case.state, case.clearance is not None) == (State.ESCALATED, True)


async def test_a_new_request_is_taken_and_barred(office: Office, clock: FrozenClock) -> None:
    """A request of an agency that is not trusted becomes a case that nobody can approve."""
    await mark(office)
    desk = await desks.verified(office, clock)
    outcome = await desk.do(make.determination(await desk.now()), ANA, 5)
    assert outcome.refused is not None
    assert (await desk.now()).approval is None


async def test_a_stop_that_comes_twice_stops_once(office: Office, clock: FrozenClock) -> None:
    """The same task delivered again, after a lost lease, adds nothing."""
    desk = await desks.opened(office, clock)
    await mark(office)
    await deliver(office)
    before = len(await desk.entries())
    assert (await agency(office)).distrusted
    await AgencyStops(office).deliver(again(office, desk.case))
    assert len(await desk.entries()) == before


def again(office: Office, case: str) -> LeasedTask:
    """The stop of a case, as a task that came back."""
    return LeasedTask(
        id=1,
        key="again",
        port=AGENCY_STOP,
        case=case,
        due_at=office.clock.law(),
        ids={"agency": make.AGENCY.key},
        attempts=2,
        token=1,
    )


async def test_a_standing_raised_meanwhile_stops_nothing(
    office: Office, clock: FrozenClock
) -> None:
    """Two people lifted it before the stop came: the case goes on."""
    desk = await desks.opened(office, clock)
    await mark(office)
    number = await propose(office, standing="watch")
    await do(office, cm.ConfirmProposal(number=number), BEN)
    await deliver(office)
    assert ((await desk.now()).distrusted, (await desk.now()).state) == (None, State.RECEIVED)


async def test_a_case_under_a_former_name_is_stopped_too(
    office: Office, clock: FrozenClock
) -> None:
    """Renaming an agency first is no way to keep its cases going."""
    desk = await desks.opened(office, clock)
    number = await propose(office, name="Springfield Metro Police")
    await do(office, cm.ConfirmProposal(number=number), BEN)
    await mark(office)
    await deliver(office)
    assert (await desk.now()).distrusted == "compromised"
