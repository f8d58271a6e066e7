"""Claims about what rules read of the directory beside the agencies themselves: names and cases."""

from dataclasses import replace

import pytest

from bot.domain.directory import commands as cm
from bot.domain.request import Request
from bot.workflow.agency_cases import list_older_cases
from bot.workflow.agency_files import agency_file
from bot.workflow.findings import Sort
from bot.workflow.office import Office
from bot.workflow.reactions import DIRECTORY_TELL
from bot.workflow.rows import LeasedTask
from bot.workflow.verify import verify
from handlers.directory.second import ask
from tests import desk as desks
from tests import factories as make
from tests.factories import ANA, BEN
from tests.fakes.clock import FrozenClock
from tests.storage.raw import run
from tests.workflow.office_given import KEY
from tests.workflow.tampering import tamper
from tests.workflow.test_agencies import agency, do, office, propose, troubles
from tests.workflow.test_agency_stops import deliver, mark

__all__ = ["office"]

OTHER_NAMES = "The directory finds springfield by other names than its entries say."


async def found_wrong(office: Office) -> list[tuple[str | None, str]]:
    """What the whole verification says of the directory, and of which case."""
    report = await verify(office.database, [KEY], office.limits)
    return [(t.case, t.sentence) for t in report.troubles if t.sort is Sort.DIRECTORY]


async def tasks(office: Office, port: str) -> list[LeasedTask]:
    """The tasks of one port that wait now."""
    now = office.clock.law()
    due = await office.database.tx(lambda db: db.tasks.claim(now, office.clock.wall(), 60.0, 50))
    return [task for task in due if task.port == port]


def named(name: str) -> Request:
    """A request in the name of another agency."""
    wanted = make.request()
    return replace(wanted, agency=replace(wanted.agency, name=name))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agency SET folded = 'gone'",
        "INSERT INTO agency_former_name (folded, agency_key) VALUES ('evil', 'springfield')",
        "DELETE FROM agency_former_name",
        "UPDATE agency_former_name SET folded = 'evil'",
    ],
)
async def test_an_edited_name_is_found(office: Office, address: str, statement: str) -> None:
    """Rules find an agency by these names alone: one more, one less or another is named."""
    number = await propose(office, name="Springfield Metro Police")
    await do(office, cm.ConfirmProposal(number=number), BEN)
    assert await troubles(office) == []
    tamper(address, statement)
    assert await troubles(office) == [OTHER_NAMES]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM agency_case", "lacks"),
        ("INSERT INTO agency_case SELECT 'evil', case_number, at FROM agency_case", "under a name"),
        ("UPDATE agency_case SET folded = 'evil'", "lacks"),
    ],
)
async def test_an_edited_list_of_cases_is_found(
    office: Office, clock: FrozenClock, address: str, statement: str, said: str
) -> None:
    """A case taken off its agency's list would not be stopped with it: verification names it."""
    desk = await desks.opened(office, clock)
    assert await found_wrong(office) == []
    tamper(address, statement)
    found = await found_wrong(office)
    assert any(case == desk.case and said in sentence for case, sentence in found)


async def test_older_cases_are_listed_and_stopped(
    office: Office, clock: FrozenClock, address: str
) -> None:
    """What was opened before there was a list is listed once, as the record has it, and stops."""
    desk = await desks.opened(office, clock)
    opened_at = (await desk.now()).opened_at
    run(address, "DELETE FROM agency_case")
    assert [await list_older_cases(office) for _ in range(2)] == [1, 0]
    assert await found_wrong(office) == []
    name = (await agency(office)).name
    listed = await office.database.read(lambda db: db.agencies.cases_of((name,)))
    assert listed == [(desk.case, opened_at)]
    await mark(office)
    await deliver(office)
    assert (await desk.now()).distrusted == "compromised"
    file = await agency_file(office, make.AGENCY.key)
    assert file is not None
    assert [number for number, _ in file.cases] == [desk.case]


async def test_a_case_whose_values_do_not_open_keeps_no_start_from_succeeding(
    office: Office, clock: FrozenClock, address: str
) -> None:
    """It is left for verification to name; the others are listed all the same."""
    bad = await desks.opened(office, clock)
    good = await desks.opened(office, clock, named("Harbor County Sheriff"))
    tamper(
        address,
        "DELETE FROM agency_case",
        "UPDATE record_entry SET sealed = :junk WHERE case_number = :number",
        junk=b"junk",
        number=bad.case,
    )
    await list_older_cases(office)
    assert await office.database.read(lambda db: db.agencies.unasked()) == [bad.case]
    listed = await office.database.read(lambda db: db.agencies.every_case())
    assert listed == {("harbor county sheriff", good.case)}


async def test_a_new_name_of_a_distrusted_agency_stops_its_cases(
    office: Office, clock: FrozenClock
) -> None:
    """A case in a name that the agency takes only later is stopped when it takes it."""
    desk = await desks.opened(office, clock, named("Springfield Metro Police"))
    await mark(office)
    await deliver(office)
    assert (await desk.now()).distrusted is None
    number = await propose(office, ANA, name="Springfield Metro Police")
    assert (await do(office, cm.ConfirmProposal(number=number), BEN)).refused is None
    await deliver(office)
    assert (await desk.now()).distrusted == "compromised"


async def test_a_distrusted_agency_changed_otherwise_stops_nothing_again(
    office: Office, address: str
) -> None:
    """Its cases were stopped already, and seniors are told of them once."""
    await mark(office)
    number = await propose(office, ANA, zone="America/Denver")
    assert (await do(office, cm.ConfirmProposal(number=number), BEN)).refused is None
    kept = run(address, "SELECT key FROM task WHERE port = 'agency.reexamine'")
    assert len(kept) == 1


async def test_a_refused_founding_says_that_it_counts(office: Office) -> None:
    """The agencies are in force all the same: the card says so, and seniors are told."""
    outcome = await do(office, cm.RefuseProposal(number=1, why="Not ours."), ANA)
    assert outcome.refused is None
    assert (await agency(office)).numbers == make.AGENCY.numbers
    card = await ask(office, "agency:1")
    assert card is not None
    counts = "These agencies count all the same until two people change them."
    assert card.settled == f"Refused. {counts}"
    (told,) = await tasks(office, DIRECTORY_TELL)
    assert told.ids == {"number": 1, "why": "unfounded"}
