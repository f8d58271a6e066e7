"""Claims about what is no attack: what is allowed is whole, however it came about."""

from dataclasses import replace

from sqlalchemy import text

from bot.domain import commands as cm
from bot.domain.events.anchoring import RecordContinued
from bot.domain.events.erasing import CaseErased
from bot.domain.roster import SYSTEM
from bot.workflow.entries import Place, write
from bot.workflow.execute import commit_events
from bot.workflow.findings import Sort
from bot.workflow.ledger import Ledger
from bot.workflow.moment import moment
from bot.workflow.office import Office
from bot.workflow.outside import note
from storage import SqlDatabase
from tests.attacks.history import World
from tests.attacks.test_verify_sees import looked_at
from tests.databases import opened
from tests.desk import Desk, office_over
from tests.factories import ANA, DEE, EVE
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY
from tests.workflow.tampering import tamper, unguarded


def _office(world: World, database: SqlDatabase) -> Office:
    return office_over(database, FrozenClock(world.now))


async def test_replicas_that_share_a_database_may_write_in_turn(world: World) -> None:
    """Entries of one case from two processes at one database interleave: it is whole."""
    one, other = opened(world.address), opened(world.address)
    clock = FrozenClock(world.now)
    desks = [Desk(office_over(each, clock), clock, world.first) for each in (one, other)]
    for turn, who in enumerate((ANA, EVE, DEE, ANA, EVE)):
        await desks[turn % 2].do(cm.ViewCase(surface="show"), who, 1)
    one.close()
    other.close()
    world.now = clock.law()
    report = await looked_at(world)
    assert (report.troubles, report.notes) == ((), ())
    assert report.entries == world.end() + 5


def _erase(office: Office, ledger: Ledger, number: str) -> None:
    row = ledger.cases.lock(number)
    assert row is not None
    at, folded = moment(office, ledger), office.folds.load(ledger, row)
    place = Place(
        head=at.head, blinding=bytes(32), at=at.now, case=number, version=folded.case.version
    )
    erased = CaseErased(number=1, proposed_by=ANA, agreed_by=EVE)
    written = write(place, [(SYSTEM, erased)])
    ledger.record.append(written.rows)
    commit_events(office, ledger, row, folded, written.entries)


async def test_an_erased_case_is_whole_until_its_key_comes_back(world: World) -> None:
    """With its entry a case may be without a key; with a key again it was not erased."""
    with unguarded(world.address) as connection:
        wanted = text("SELECT sealed FROM case_key WHERE case_number = :case")
        key = connection.scalar(wanted, {"case": world.second})
    database = opened(world.address)
    await database.tx(lambda db: _erase(_office(world, database), db, world.second))
    database.close()
    report = await looked_at(world)
    assert (report.troubles, report.erased) == ((), 1)
    with unguarded(world.address) as connection:
        back = text("INSERT INTO case_key (case_number, sealed) VALUES (:case, :key)")
        connection.execute(back, {"case": world.second, "key": key})
    first = (await looked_at(world)).first
    assert first is not None
    assert (first.position, first.sort) == (world.end() + 1, Sort.KEY)
    assert "was erased, but its key is still there" in first.sentence


async def test_a_record_that_goes_on_after_a_loss_is_whole_and_says_so(world: World) -> None:
    """What was signed of entries that were lost is no trouble once the record itself names it."""
    agreed = world.end("earlier")
    world.go_back_to("earlier")
    database = opened(world.address)
    office = _office(world, database)
    lost = RecordContinued(
        was="example.com/exigent",
        origin="example.com/exigent-2",
        size=world.end(),
        root="",
        agreed=agreed,
    )
    await database.tx(lambda db: note(office, db, [(SYSTEM, lost)]))
    database.close()
    report = await looked_at(world, replace(KEY, name=lost.origin))
    assert report.troubles == ()
    assert [(n.position, n.sort) for n in report.notes] == [(agreed + 1, Sort.FORK)]
    assert "goes on as example.com/exigent-2 after a loss" in report.notes[0].sentence
    assert report.covered == agreed


async def test_a_card_that_shows_less_is_only_remarked_on(world: World) -> None:
    """A card that nobody is about to draw anew, though the case has more, is no trouble."""
    tamper(
        world.address,
        "UPDATE task SET state = 'done', attempts = 1 WHERE port = 'card'",
        "INSERT INTO card_place (case_number, surface, channel, ts, drawn)"
        f" VALUES ('{world.second}', 'card', 'C1', '1.1', {world.entry('case.opened', 2)})",
    )
    report = await looked_at(world)
    assert report.troubles == ()
    assert [(n.position, n.sort) for n in report.notes] == [(world.end(), Sort.CARD)]
