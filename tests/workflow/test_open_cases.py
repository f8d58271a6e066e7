"""Claims about the lists of cases: nobody who waits is ever missing from them."""

from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.workflow.office import Office
from bot.workflow.queries import open_cases, overdue
from bot.workflow.watch import count_overdue
from storage import SqlDatabase
from tests.fakes.clock import START, FrozenClock
from tests.workflow.office_given import ANA, CLEO, act, office_over, open_case

MANY = 56


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that moves only when a test moves it."""
    return FrozenClock(START)


@pytest.fixture
def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """The office under test."""
    return office_over(database, clock)


async def ended(office: Office) -> None:
    """Open a case that the agency takes back at once."""
    number = await open_case(office)
    await act(office, number, cm.WithdrawRequest(how="they called"), CLEO)


async def test_an_old_case_stays_in_the_list(office: Office, clock: FrozenClock) -> None:
    """However many came or ended after it, the case that has waited longest stands first."""
    first = await open_case(office)
    for _ in range(MANY):
        clock.advance(1)
        await ended(office)
    clock.advance(1)
    last = await open_case(office)
    listed = [found.case.number for found in await open_cases(office)]
    assert listed == [first, last]


async def test_an_old_case_stays_in_the_alarm(office: Office, clock: FrozenClock) -> None:
    """Every missed clock of every open case is counted; ended cases have none."""
    opened = [await open_case(office) for _ in range(MANY)]
    await ended(office)
    clock.advance(timedelta(minutes=31))
    late = {number for number, _ in await overdue(office, clock.law())}
    assert late == set(opened)
    assert (await count_overdue(office))["clock.acknowledge"] == MANY


async def test_what_is_due_first_stands_first(office: Office, clock: FrozenClock) -> None:
    """The list goes by what is due next, not by when a case came in."""
    first, second = await open_case(office), await open_case(office)
    clock.advance(60)
    for command in (cm.ViewCase(surface="card"), cm.TakeVerification()):
        await act(office, first, command, CLEO)
    await act(office, second, cm.ViewCase(surface="card"), ANA)
    listed = await open_cases(office)
    assert [found.case.number for found in listed] == [second, first]
    assert listed[1].case.state is State.VERIFYING
    dues = [found.deadline.due for found in listed if found.deadline is not None]
    assert dues == sorted(dues)
