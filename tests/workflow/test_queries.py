"""What is read out of a case, for whom."""

import pytest

from bot.domain import commands as cm
from bot.domain.roster import SYSTEM
from bot.domain.verification import Reached
from bot.workflow.queries import dossier, open_cases, overdue
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, CYD, DEE, EVE, OFFICER_MAIL
from tests.fakes.clock import FrozenClock


@pytest.fixture
async def desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A verified case."""
    return await desks.verified(office_over(database, clock), clock)


async def test_an_unknown_number_is_nothing(desk: Desk) -> None:
    """Not an error, and not another case."""
    assert await dossier(desk.office, "EDR-2026-999999", ANA) is None


async def test_a_dossier_is_opened_and_complete(desk: Desk) -> None:
    """Request, agency, level, clocks and history, as they stand now."""
    found = await desk.seen_by(BEN)
    assert found.opened.request is not None
    assert found.opened.request.officer.email == OFFICER_MAIL
    assert found.agency is not None
    assert found.agency.numbers == make.AGENCY.numbers
    assert (found.level, found.level_needed) == (3, 3)
    assert {d.clock for d in found.deadlines} == {"hard_stop", "first_determination"}
    assert found.next_deadline is not None
    assert found.next_deadline.clock == "first_determination"
    assert len(found.history) == len(await desk.entries())


async def test_the_level_is_the_readers(database: SqlDatabase, clock: FrozenClock) -> None:
    """Where Ana and Ben made the calls, level 3 falls to 2 for whoever of them files second."""
    desk = await desks.opened(office_over(database, clock), clock)
    code = (await desk.seen_by(EVE)).opened.code
    await desk.do(make.call(code=code), ANA, 1)
    await desk.do(make.call(Reached.DISPATCH), BEN, 1)
    await desk.do(make.determination(await desk.now()), ANA, 1)
    levels = {who: (await desk.seen_by(who)).level for who in (BEN, CYD, DEE, SYSTEM)}
    assert levels == {BEN: 2, CYD: 3, DEE: 3, SYSTEM: 3}


async def test_owners_and_items_are_the_latest(database: SqlDatabase, clock: FrozenClock) -> None:
    """What was entered last of an owner, and the items of the last clearance."""
    desk = await desks.approved(office_over(database, clock), clock)
    await desk.do(make.owners(make.owner(name="Jo Q. Doe")), DEE, 1)
    case = await desk.now()
    whole = make.clearing(case)
    await desk.do(whole, DEE, 1)
    await desk.do(cm.ConfirmHandover(done=False), DEE, 1)
    half = make.clearing(case, items=(make.item(make.minutes_of(case, 0, 15)[0]),))
    await desk.do(half, DEE, 1)
    found = await desk.seen_by(DEE)
    assert [o.name for o in found.owners] == ["Jo Q. Doe"]
    assert [i.window for i in found.items] == list(make.minutes_of(case, 0, 15))


async def test_people_on_duty_are_counted_by_role(desk: Desk) -> None:
    """Somebody of two roles is counted for both."""
    assert (await desk.seen_by(ANA)).on_duty == {
        "reviewer": 3,
        "senior": 2,
        "custodian": 1,
        "intake": 1,
    }


async def test_open_cases_come_as_they_are_due(desk: Desk) -> None:
    """What is due first stands in front, and a case that ended is not among them."""
    other = await desks.opened(desk.office, desk.clock)
    found = await open_cases(desk.office)
    assert [one.case.number for one in found] == [other.case, desk.case]
    assert found[0].deadline is not None
    assert found[0].deadline.clock == "acknowledge"
    await other.do(cm.WithdrawRequest(how="they called"), EVE)
    assert [one.case.number for one in await open_cases(desk.office)] == [desk.case]


async def test_overdue_clocks_name_their_case(desk: Desk) -> None:
    """A clock is overdue from its due time on, until it stops running."""
    desk.clock.advance(1800)
    late = await overdue(desk.office, desk.clock.law())
    assert late == [(desk.case, "first_determination")]
    await desk.do(make.determination(await desk.now()), ANA)
    assert await overdue(desk.office, desk.clock.law()) == []
