"""Promise 3: a command's traces commit together or not at all, wherever it breaks."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from storage import SqlDatabase
from storage.engine import one_engine
from storage.shape import METADATA
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, DEE, EVE, clearing, determination, request
from tests.fakes.clock import FrozenClock
from tests.fakes.faulty import FaultyDatabase, PowerCutError

Attempt = Callable[[], Awaitable[object]]
Prepared = tuple[Desk, Attempt]


def tables(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    engine = one_engine(address)
    try:
        with engine.connect() as connection:
            return {
                t.name: [tuple(r) for r in connection.execute(select(t).order_by(*t.primary_key))]
                for t in METADATA.sorted_tables
            }
    finally:
        engine.dispose()


def _command(desk: Desk, command: cm.Command, who: Ref) -> Prepared:
    return desk, lambda: desk.do(command, who, inbound=("slack", "press-1"))


async def _second_determination(desk: Desk) -> Prepared:
    await desk.do(determination(await desk.now()), ANA, 1)
    return _command(desk, determination(await desk.now()), BEN)


async def _refusal(desk: Desk) -> Prepared:
    return _command(desk, determination(await desk.now(), attested=False), ANA)


async def _amendment(desk: Desk) -> Prepared:
    await desk.do(determination(await desk.now()), ANA, 1)
    wider = make.request(data_sought=(make.sought(end=make.AT),))
    return _command(desk, cm.AmendRequest(base=1, request=wider, mark="m2"), EVE)


async def _approved(desk: Desk) -> Desk:
    for who in (ANA, BEN):
        await desk.do(determination(await desk.now()), who, 1)
    await desk.do(make.owners(), DEE, 1)
    return desk


async def _clearance(desk: Desk) -> Prepared:
    await _approved(desk)
    return _command(desk, clearing(await desk.now()), DEE)


async def _hand_over(desk: Desk) -> Prepared:
    await _approved(desk)
    await desk.do(clearing(await desk.now()), DEE, 1)
    return _command(desk, cm.ConfirmHandover(done=True), DEE)


async def _lapse(desk: Desk) -> Prepared:
    desk.clock.advance(9 * 3600)
    return _command(desk, cm.PassTime(), SYSTEM)


async def _recusal(desk: Desk) -> Prepared:
    await _approved(desk)
    return _command(desk, cm.Recuse(ground="conflict", note="a neighbour"), BEN)


async def _receipt(desk: Desk) -> Prepared:
    incoming = Incoming(
        channel="webhook",
        request=request(),
        original=b"{}",
        files=(("a1", b"pdf"),),
        vouched=True,
        inbound=("webhook", "w1"),
    )
    return desk, lambda: Intake(desk.office).receive(incoming)


CHANGES = {
    "a request is received": _receipt,
    "a determination settles the case": _second_determination,
    "a form is refused": _refusal,
    "a request is amended": _amendment,
    "items are cleared": _clearance,
    "items are handed over": _hand_over,
    "a case lapses": _lapse,
    "an approval is withdrawn": _recusal,
}


@pytest.fixture
async def faulty(database: SqlDatabase) -> FaultyDatabase:
    """A database that has not failed yet."""
    return FaultyDatabase(database)


@pytest.mark.parametrize("name", CHANGES)
async def test_a_break_anywhere_leaves_nothing(
    name: str, faulty: FaultyDatabase, clock: FrozenClock, address: str
) -> None:
    """At every call of the ledger, before it and after it, a break leaves every table as it was."""
    desk = await desks.verified(office_over(faulty, clock), clock)
    desk, attempt = await CHANGES[name](desk)
    before, known = tables(address), await desk.now()
    broken: list[str] = []
    place, unbroken = 1, False
    while not unbroken:
        for faulty.after in (False, True):
            faulty.fails_at = place
            try:
                await attempt()
                unbroken = True
                break
            except PowerCutError as cut:
                broken.append(str(cut))
            assert tables(address) == before, broken[-1]
            assert await desk.now() == known
        place += 1
    # The attempt that met no fault is the one that counts, and it wrote.
    assert len(broken) == 2 * len(faulty.calls) >= 12
    assert tables(address) != before


async def test_a_change_writes_everything_it_must(
    database: SqlDatabase, clock: FrozenClock, address: str
) -> None:
    """One settling determination is in its own table, the slots, record, tasks, inbox and row."""
    desk = await desks.verified(office_over(database, clock), clock)
    await desk.do(determination(await desk.now()), ANA, 1)
    before = tables(address)
    await desk.do(determination(await desk.now()), BEN, 1, inbound=("slack", "press-1"))
    changed = {name for name, rows in tables(address).items() if rows != before[name]}
    expected = {"determination", "approval", "record_entry", "record_head", "task", "inbound"}
    assert changed == expected | {"edr_case"}


async def test_no_record_no_action(faulty: FaultyDatabase, clock: FrozenClock) -> None:
    """Where the record takes nothing, nothing is decided; the next try decides it once."""
    desk = await desks.verified(office_over(faulty, clock), clock)
    case = await desk.now()
    faulty.fails_on = "record.append"
    with pytest.raises(PowerCutError, match=r"record\.append"):
        await desk.do(determination(case), ANA)
    assert await desk.now() == case
    faulty.fails_on = ""
    assert (await desk.do(determination(case), ANA)).refused is None
    kinds = [type(e.event) for e in await desk.entries()]
    assert kinds.count(ev.DeterminationFiled) == 1
