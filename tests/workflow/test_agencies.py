"""Claims about changes of the directory through the database, on both engines."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import events as ev
from bot.domain.directory import commands as cm
from bot.domain.directory.state import Directory, evolve
from bot.domain.errors import Refusal
from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.listed import ListedAgency
from bot.domain.record import parse_body
from bot.domain.roster import SYSTEM, Ref
from bot.domain.stamp import Stamp
from bot.workflow.agencies import DirectoryOrder, DirectoryOutcome, change_directory
from bot.workflow.directory import found_directory
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.verify_directory import check_directory
from storage import SqlDatabase
from tests import factories as make
from tests.desk import office_over
from tests.directory_given import NEW
from tests.factories import ANA, BEN, CYD
from tests.fakes.clock import FrozenClock
from tests.workflow.tampering import tamper


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office whose directory was founded with one agency."""
    made = office_over(database, clock)
    assert await found_directory(made, [make.AGENCY]) == 1
    return made


async def do(
    office: Office,
    command: cm.DirectoryCommand,
    who: Ref,
    inbound: tuple[str, str] | None = None,
) -> DirectoryOutcome:
    """Let somebody do it, everybody in good standing."""
    standings = make.standings(office.clock.law())
    order = DirectoryOrder(command=command, actor=who, standings=standings, inbound=inbound)
    return await change_directory(office, order)


async def agency(office: Office) -> ListedAgency:
    """The agency as its tables have it."""
    found = await office.database.read(lambda db: db.agencies.get(make.AGENCY.key))
    assert found is not None
    return found


async def propose(office: Office, who: Ref = ANA, **changes: object) -> int:
    """Propose a change."""
    wanted = replace((await agency(office)).settled, **changes)
    outcome = await do(office, cm.ProposeAgency(wanted=wanted, source="site"), who)
    assert outcome.refused is None
    return outcome.proposal


async def troubles(office: Office) -> list[str]:
    """What verification finds between the record and the tables."""

    def work(ledger: Ledger) -> list[str]:
        folded = Directory()
        for row in ledger.record.stream():
            if row.case is None:
                entry = parse_body(row.body)
                folded = evolve(folded, happened(row).event, Stamp(entry.at, entry.actor))
        return [trouble.sentence for trouble in check_directory(ledger, folded)]

    return await office.database.read(work)


async def test_tables_and_record_agree_after_a_change(office: Office) -> None:
    """A number in quarantine, its call and its proposal are the same in both."""
    number = await propose(office, numbers=(*make.AGENCY.numbers, NEW))
    call = cm.RecordOldCall(
        number=number, key="n1", answered=AnsweredBy.DISPATCH, said=OldNumber.CONFIRMED
    )
    assert (await do(office, call, BEN)).refused is None
    assert (await do(office, cm.ConfirmProposal(number=number), BEN)).refused is None
    assert (await agency(office)).coming[0].numbers[0].number == NEW.number
    assert await troubles(office) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE agency SET standing = 'verified'", "with another standing than"),
        ("UPDATE agency_number SET number = '+1 555 010 0199'", "with another numbers than"),
        ("UPDATE agency SET coming = '[]'", "with another coming than"),
        ("UPDATE agency SET domains = '[\"evil.example\"]'", "with another domains than"),
        ("UPDATE directory_proposal SET state = 'refused'", "listed as open where it is not"),
        ("UPDATE directory_proposal SET content = replace(content, '0177', '0166')", "Proposal 2"),
        ("DELETE FROM directory_proposal WHERE number = 2", "Proposal 2"),
    ],
)
async def test_an_edited_table_is_found(
    office: Office, address: str, statement: str, said: str
) -> None:
    """Whoever owns the database can write what rules read, and verification names it."""
    number = await propose(office, numbers=(*make.AGENCY.numbers, NEW), standing="watch")
    call = cm.RecordOldCall(
        number=number, key="n1", answered=AnsweredBy.DISPATCH, said=OldNumber.CONFIRMED
    )
    await do(office, call, BEN)
    await do(office, cm.ConfirmProposal(number=number), BEN)
    tamper(address, statement)
    assert any(said in sentence for sentence in await troubles(office))


async def test_a_row_without_an_entry_is_found(office: Office) -> None:
    """An agency that nobody listed on the record is named."""
    twin = replace(make.AGENCY, key="twin", name="Twin Police")
    await office.database.tx(lambda db: db.agencies.replace([twin]))
    assert await troubles(office) == ["The directory lists twin, of which there is no entry."]


async def test_of_two_confirmations_at_once_one_counts(office: Office) -> None:
    """Two colleagues press in the same moment: one confirms, the other is told it is settled."""
    number = await propose(office, zone="America/Denver")
    confirm = cm.ConfirmProposal(number=number)
    both = await asyncio.gather(do(office, confirm, BEN), do(office, confirm, CYD))
    reasons = [o.refused.reason if o.refused else None for o in both]
    assert sorted(map(str, reasons)) == sorted(map(str, [None, Refusal.NO_SUCH_PROPOSAL]))
    assert (await agency(office)).changes == 2
    assert await troubles(office) == []


async def test_a_double_click_answers_as_before(office: Office) -> None:
    """The same press delivered again does nothing more, and is not told that it failed."""
    number = await propose(office, zone="America/Denver")
    confirm = cm.ConfirmProposal(number=number)
    first = await do(office, confirm, BEN, ("slack", "press-1"))
    again = await do(office, confirm, BEN, ("slack", "press-1"))
    assert (first.refused, again.refused, again.duplicate) == (None, None, True)
    assert again.position == first.position


async def test_a_refused_command_is_on_the_record(office: Office) -> None:
    """Who tried to be two people can be read afterwards."""
    number = await propose(office, zone="America/Denver")
    await do(office, cm.ConfirmProposal(number=number), ANA)
    rows = await office.database.read(lambda db: db.record.of_no_case("directory.command_refused"))
    (event,) = [happened(row).event for row in rows]
    assert isinstance(event, ev.DirectoryCommandRefused)
    assert (event.command, event.reason) == ("ConfirmProposal", "same_person")


MOVES = st.lists(
    st.tuples(
        st.sampled_from((ANA, BEN, CYD)),
        st.sampled_from(("zone", "standing", "name", "confirm", "refuse", "mark")),
    ),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(moves=MOVES)
async def test_fold_and_tables_agree_after_anything(office: Office, moves: list) -> None:  # type: ignore[type-arg]  # pairs of words
    """Whatever people try in whatever order, verification finds no difference."""
    for who, kind in moves:
        known = (await agency(office)).settled
        last = await office.database.read(lambda db: db.proposals.last())
        await do(office, _command(kind, known, last), who)
    assert await troubles(office) == []


def _command(kind: str, known: ListedAgency, last: int) -> cm.DirectoryCommand:
    changed = {
        "zone": {"zone": "UTC" if known.zone != "UTC" else "America/Denver"},
        "standing": {"standing": "watch" if known.standing != "watch" else "blocked"},
        "name": {"name": f"{known.name} II"},
    }
    if kind in changed:
        wanted = replace(known, **changed[kind])  # type: ignore[arg-type]  # fields of an agency
        return cm.ProposeAgency(wanted=wanted, source="site")
    return {
        "confirm": cm.ConfirmProposal(number=last),
        "refuse": cm.RefuseProposal(number=last, why="no"),
        "mark": cm.MarkCompromised(agency=known.key, why="why"),
    }[kind]


async def test_nobody_but_the_command_line_founds(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A founding happens once: a second one finds a directory and does nothing."""
    made = office_over(database, clock)
    assert await found_directory(made, [make.AGENCY]) == 1
    assert await found_directory(made, [make.AGENCY]) == 0
    outcome = await do(made, cm.ImportAgencies(agencies=(make.AGENCY,), digest="e"), SYSTEM)
    assert outcome.refused is not None
