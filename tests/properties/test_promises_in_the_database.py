"""The promises once more, on both engines, through the transaction that carries every command.

Ana acts by either of her two Slack accounts, and the clock is set back now and then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.deadlines import next_due
from bot.domain.limits import Limits
from bot.domain.roster import StandingProblem
from bot.domain.rulebook import RULES
from bot.workflow.findings import Sort
from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow
from bot.workflow.verify import verify
from storage import SqlDatabase
from tests import desk as desks
from tests.desk import Desk, office_over
from tests.factories import ANA, determination
from tests.fakes.clock import FrozenClock
from tests.properties.histories import Happening, History, by_chance, dismissed
from tests.properties.moves import BUILD, OUTSIDE, WANTED, Move
from tests.properties.test_promise_1_two_people import two_people_stand_behind
from tests.properties.test_promise_2_silence import in_time
from tests.properties.test_promise_4_package import approved_as_seen
from tests.properties.test_promise_6_least_disclosed import inside_what_both_allowed
from tests.properties.test_promise_7_owner_told import owing
from tests.storage import raw
from tests.workflow.office_given import KEY

COUNT = 20
"""Histories to play on each engine; each has its own case in the same database."""


async def _make(desk: Desk, move: Move, turn: int) -> Desk:
    if move.kind in OUTSIDE:
        return _outside(desk, move)
    seen = await desk.seen_by(ANA)
    command = BUILD[move.kind](seen.case, seen.opened, move.pick)
    if not move.insisting and seen.case.state not in RULES[type(command)].states:
        return desk
    before = len(await desk.entries())
    if move.who == ANA:
        await desk.press(("U1ANA", "U2ANA")[turn % 2], command, move.minutes)
    else:
        await desk.do(command, move.who, move.minutes)
    if move.who.startswith("p_"):
        mine = [e for e in (await desk.entries())[before:] if e.actor == move.who]
        assert mine, f"{move.kind} of {move.who} left no entry"
    return desk


def _outside(desk: Desk, move: Move) -> Desk:
    if move.kind == "away":
        desk.away[move.who] = tuple(StandingProblem)[move.pick % len(StandingProblem)]
    elif move.kind == "back":
        desk.away.pop(move.who, None)
    else:
        roster = dismissed(desk.office.roster, move.who)
        return replace(desk, office=replace(desk.office, roster=roster))
    return desk


async def _played(database: SqlDatabase, clock: FrozenClock, history: History) -> Desk:
    desk = await desks.opened(office_over(database, clock), clock, WANTED[history.wanted])
    for turn, move in enumerate((*history.stage, *history.moves)):
        if turn % 9 == 8:
            clock.set(clock.law() - timedelta(minutes=move.pick % 30))
        desk = await _make(desk, move, turn)
    return desk


async def _row(desk: Desk) -> CaseRow:
    def work(ledger: Ledger) -> CaseRow | None:
        return ledger.cases.get(desk.case)

    row = await desk.office.database.read(work)
    assert row is not None
    return row


async def _kept(desk: Desk, address: str) -> Sequence[Happening]:
    """Check that row, slots and memory are what the record says, and return its entries."""
    entries, folded, row = await desk.entries(), await desk.folded_anew(), await _row(desk)
    assert folded.case == await desk.now()
    case = folded.case
    assert (row.state, row.version) == (case.state.value, case.version)
    assert row.next_due == next_due(case, desk.office.limits)
    assert row.revision == entries[-1].position
    slots = raw.run(
        address,
        "SELECT person FROM approval WHERE withdrawn = 0"
        f" AND case_number = '{desk.case}' ORDER BY slot",
    )
    assert tuple(p for (p,) in slots) == (case.approval.pair if case.approval else ())
    assert [e.at for e in entries] == sorted(e.at for e in entries)
    return [(e.at, e.actor, e.event) for e in entries]


async def test_every_promise_holds_in_the_database(
    database: SqlDatabase, clock: FrozenClock, address: str
) -> None:
    """Whole histories through `execute` keep promises 1, 2, 4, 6, 7 and 8 as they do without it.

    And the record of them is whole.
    """
    kinds: set[type] = set()
    for history in by_chance(COUNT):
        desk = await _played(database, clock, history)
        entries = await _kept(desk, address)
        two_people_stand_behind(entries)
        in_time(entries, desk.case)
        approved_as_seen(entries, desk.case)
        inside_what_both_allowed(entries)
        owing(entries, desk.case)
        kinds |= {type(e) for _, _, e in entries}
    assert {ev.HandedOver, ev.CaseLapsed, ev.NoticeAttemptEnded, ev.CommandRefused} <= kinds
    report = await verify(database, [KEY], Limits())
    # The tests list their agency by hand, link cases to some that there are not, and send in the
    # names of files alone.
    known = [t for t in report.troubles if "link:" in t.sentence or t.sort is Sort.DIRECTORY]
    known += [t for t in report.troubles if t.sort is Sort.FILE and "original" not in t.sentence]
    assert report.cases == COUNT
    assert [t for t in report.troubles if t not in known] == []


@pytest.mark.parametrize("user", ["U1ANA", "U2ANA"])
async def test_two_accounts_are_one_person(
    database: SqlDatabase, clock: FrozenClock, user: str
) -> None:
    """Whoever filed by one Slack account has filed by the other."""
    desk = await desks.verified(office_over(database, clock), clock)
    case = await desk.now()
    for account in ("U1ANA", "U2ANA"):
        await desk.press(account, determination(case), 1)
    outcome = await desk.press(user, determination(case), 1)
    assert outcome.refused is not None
    assert (await desk.now()).filers == {ANA}
    assert (await desk.now()).approval is None
