"""One command, one transaction: what it leaves in every table, and what a second try finds."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.roster import SYSTEM
from bot.domain.verification import StepResult
from bot.workflow.execute import Order, execute
from bot.workflow.folds import Folds
from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, CYD, DEE, EVE, GHOST, call, clearing, determination, owners
from tests.fakes.clock import FrozenClock


@pytest.fixture
async def desk(database: SqlDatabase, clock: FrozenClock) -> Desk:
    """A verified case, on both engines."""
    return await desks.verified(office_over(database, clock), clock)


async def _row(desk: Desk) -> CaseRow:
    row = await desk.office.database.read(lambda ledger: ledger.cases.get(desk.case))
    assert row is not None
    return row


async def test_an_outcome_names_its_own_entry(desk: Desk) -> None:
    """Position and hash are of the determination, not of what followed from it."""
    await desk.do(determination(await desk.now()), ANA, 1)
    outcome = await desk.do(determination(await desk.now()), BEN, 1)
    entries = {e.position: e for e in await desk.entries()}
    assert isinstance(entries[outcome.position].event, ev.DeterminationFiled)
    assert entries[outcome.position].hash == outcome.hash
    assert (outcome.state, outcome.version) == (State.APPROVED, 1)


async def test_the_row_is_what_the_record_says(desk: Desk) -> None:
    """State, version, revision and due time of the row are those of the folded entries."""
    await desk.do(determination(await desk.now()), ANA, 1)
    row, folded = await _row(desk), await desk.folded_anew()
    assert (row.state, row.version) == (folded.case.state.value, folded.case.version)
    assert row.revision == folded.revision == (await desk.entries())[-1].position
    assert row.next_due is not None
    assert row.next_due > desk.clock.law()


async def test_a_refusal_of_a_known_person_is_an_entry(desk: Desk) -> None:
    """It says the command and the reason, changes nothing, and is answered."""
    before = (await desk.folded_anew()).case
    outcome = await desk.do(determination(before, attested=False), ANA)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.NOT_ATTESTED
    last = (await desk.entries())[-1]
    assert (last.actor, last.event) == (
        ANA,
        ev.CommandRefused(command="FileDetermination", reason="not_attested"),
    )
    assert outcome.position == last.position
    assert (await desk.folded_anew()).case == before


async def test_the_products_own_refusals_are_only_answered(desk: Desk) -> None:
    """A task that comes too late leaves no entry."""
    before = len(await desk.entries())
    outcome = await desk.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    assert outcome.refused is not None
    assert len(await desk.entries()) == before


async def test_nothing_due_leaves_nothing(desk: Desk) -> None:
    """Passing time when nothing is due writes no entry."""
    before = len(await desk.entries())
    assert (await desk.do(cm.PassTime(), SYSTEM)).events == ()
    assert len(await desk.entries()) == before


async def test_an_unknown_case_is_said_to_be_unknown(desk: Desk) -> None:
    """No row, no entry, no exception."""
    order = Order(case="EDR-2026-999999", command=cm.ViewCase(surface="show"), actor=ANA)
    outcome = await execute(desk.office, order)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.NO_SUCH_CASE


async def test_somebody_unknown_is_refused_on_the_record(desk: Desk) -> None:
    """Who is on no roster does nothing, and is seen to have tried."""
    outcome = await desk.do(cm.ViewCase(surface="show"), GHOST)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.NOT_ON_ROSTER
    assert (await desk.entries())[-1].actor == GHOST


async def test_the_same_inbound_id_acts_once(desk: Desk) -> None:
    """A button delivered twice gives the first answer again, and one entry."""
    command = determination(await desk.now())
    first = await desk.do(command, ANA, inbound=("slack", "press-1"))
    count = len(await desk.entries())
    again = await desk.do(command, ANA, inbound=("slack", "press-1"))
    assert again.duplicate
    assert (again.position, again.hash, again.state) == (first.position, first.hash, first.state)
    assert len(await desk.entries()) == count


async def test_a_repeated_refusal_is_the_same_refusal(desk: Desk) -> None:
    """Reason and detail come back as they were."""
    command = determination(await desk.now(), version=9)
    first = await desk.do(command, ANA, inbound=("slack", "press-2"))
    again = await desk.do(command, ANA, inbound=("slack", "press-2"))
    assert again.duplicate
    assert again.refused == first.refused is not None


async def test_two_at_once_are_one_after_the_other(desk: Desk) -> None:
    """Ana's and Ben's clicks in the same instant give two determinations and one approval."""
    case = await desk.now()
    both = await asyncio.gather(*(desk.do(determination(case), who) for who in (ANA, BEN)))
    assert [o.refused for o in both] == [None, None]
    kinds = [type(e.event) for e in await desk.entries()]
    assert kinds.count(ev.DeterminationFiled) == 2
    assert kinds.count(ev.CaseApproved) == 1


async def test_one_person_clicking_twice_at_once_files_once(desk: Desk) -> None:
    """The second press of the same person, from either account, meets the first."""
    case = await desk.now()
    presses = (desk.press(user, determination(case)) for user in ("U1ANA", "U2ANA"))
    reasons = [o.refused and o.refused.reason for o in await asyncio.gather(*presses)]
    assert sorted(map(str, reasons)) == ["None", "already_filed"]
    assert (await desk.now()).approval is None


async def test_a_third_reviewer_at_once_changes_nothing(desk: Desk) -> None:
    """Of three clicks in one instant two settle the case, and the third is told so."""
    case = await desk.now()
    three = await asyncio.gather(*(desk.do(determination(case), w) for w in (ANA, BEN, CYD)))
    assert [o.refused is None for o in three].count(True) == 2
    assert len((await desk.now()).filed) == 2


async def test_time_in_the_record_never_goes_back(desk: Desk) -> None:
    """A clock that is set back is held at the last entry, and does not stop decisions."""
    late = (await desk.entries())[-1].at
    desk.clock.set(late - timedelta(minutes=30))
    outcome = await desk.do(determination(await desk.now()), ANA)
    assert outcome.refused is None
    assert (await desk.entries())[-1].at == late


async def test_a_withdrawn_approval_can_be_given_again(desk: Desk) -> None:
    """On the version that follows another pair, one of them the same, fills the slots."""
    for who in (ANA, BEN):
        await desk.do(determination(await desk.now()), who, 1)
    await desk.do(cm.Recuse(ground="conflict"), ANA, 1)
    await desk.do(determination(await desk.now()), BEN, 1)
    outcome = await desk.do(determination(await desk.now()), CYD, 1)
    assert outcome.state is State.APPROVED
    await desk.do(owners(), DEE, 1)
    assert (await desk.do(clearing(await desk.now()), DEE, 1)).refused is None


async def test_other_memory_gives_the_same_case(desk: Desk) -> None:
    """A second process without our folds, and ours with them, see the same case."""
    other = Desk(replace(desk.office, folds=Folds()), desk.clock, desk.case)
    await other.do(call(outcome=StepResult.FAIL, code=None), EVE, 1)
    assert await desk.now() == await other.now() == (await desk.folded_anew()).case


async def test_effects_commit_with_their_cause(desk: Desk) -> None:
    """A determination adds its receipt, the card and both anchors, due at once."""
    await _drain(desk)
    await desk.do(determination(await desk.now()), ANA, 1)
    ports = sorted(await _drain(desk))
    assert ports == ["anchor.file", "anchor.slack", "card", "receipt"]


async def _drain(desk: Desk) -> list[str]:
    """Finish every task that is due, and return their ports."""

    def work(ledger: Ledger) -> list[str]:
        done: list[str] = []
        while tasks := ledger.tasks.claim(desk.clock.law(), desk.clock.wall(), 60, 50):
            done += [task.port for task in tasks if ledger.tasks.finish(task)]
        return done

    return await desk.office.database.tx(work)
