"""Too many requests at once: they wait, sealed and counted, and a person lets them through."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.events import StepRecorded
from bot.domain.events.housekeeping import HeardFrom
from bot.domain.verification import StepKind, StepResult
from bot.workflow.folds import happened
from bot.workflow.holding import Flood, HeldFullError, Threshold, lift, waiting
from bot.workflow.intake_values import Incoming
from bot.workflow.office import Office, link_digest
from bot.workflow.outside import write_refusals
from bot.workflow.watch import count_overdue
from storage import SqlDatabase
from tests.databases import address, database, postgres, sqlite_template, template, worker_name
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, office_over, request

__all__ = ["address", "database", "postgres", "sqlite_template", "template", "worker_name"]

FLOOD = Flood(per_source=2, everybody=3)
STEP = StepRecorded(step=StepKind.EMAIL_AUTHENTICATION, result=StepResult.PASS)


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that only the test moves."""
    return FrozenClock()


@pytest.fixture
def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """A fresh office, once per engine."""
    return office_over(database, clock)


def incoming(number: int) -> Incoming:
    """A request with two files, under an id of its own."""
    return Incoming(
        channel="form",
        request=replace(request(), incident_number=f"26-{number}"),
        original=b"raw \x00" + bytes([number]),
        files=(("F1", b"one"), ("F2", b"")),
        inbound=("form", f"id{number}"),
        steps=(STEP,),
    )


async def arrived(office: Office, number: int, source: str = "form 192.0.2.1") -> str:
    """Let one arrive and return what it is called."""
    return (await Threshold(office, FLOOD).arrive(incoming(number), source)).case


async def test_what_is_too_much_of_one_source_waits(office: Office) -> None:
    """Two of a source become cases, its third waits, and another source is not touched."""
    assert [await arrived(office, n) for n in range(3)] == [
        "EDR-2026-000001",
        "EDR-2026-000002",
        "HELD-000001",
    ]
    assert await arrived(office, 4, "form 192.0.2.2") == "EDR-2026-000003"
    assert [(r.number, r.reason) for r in await waiting(office)] == [(1, "source")]


async def test_what_is_too_much_of_all_waits(office: Office) -> None:
    """The fourth of an hour waits wherever it comes from, and the next hour begins anew."""
    names = [await arrived(office, n, f"form 192.0.2.{n}") for n in range(4)]
    assert names[3] == "HELD-000001"
    assert [r.reason for r in await waiting(office)] == ["everybody"]
    office.clock.advance(3700)  # type: ignore[attr-defined] # the tests' own clock
    assert await arrived(office, 5) == "EDR-2026-000004"


async def test_the_same_id_again_is_the_same_request(office: Office) -> None:
    """A held one stays one, also after it was lifted; a case stays one beyond the limit."""
    for number in range(3):
        await arrived(office, number)
    again = await Threshold(office, FLOOD).arrive(incoming(2), "form 192.0.2.1")
    assert (again.held, again.duplicate) == (1, True)
    assert await arrived(office, 0) == "EDR-2026-000001"
    await lift(office, 1, ANA)
    after = await Threshold(office, FLOOD).arrive(incoming(2), "form 192.0.2.1")
    assert (after.status_token, len(await waiting(office))) == (again.status_token, 0)


async def test_lifting_makes_the_case_that_it_would_have_been(office: Office) -> None:
    """Request, original, files and steps are whole, and the page's address opens the case."""
    for number in range(3):
        await arrived(office, number)
    held = await Threshold(office, FLOOD).arrive(incoming(2), "form 192.0.2.1")
    received = await lift(office, 1, ANA)
    assert received is not None
    assert received.case == "EDR-2026-000003"
    db = office.database
    rows = await db.read(lambda ledger: ledger.record.of_case(received.case))
    opened = happened(rows[0]).event
    assert isinstance(opened, ev.CaseOpened)
    assert opened.request == incoming(2).request
    assert await db.read(lambda ledger: ledger.cabinet.file(received.case, "F1")) == b"one"
    original = await db.read(lambda ledger: ledger.cabinet.file(received.case, "original"))
    assert original == incoming(2).original
    link = await db.read(
        lambda ledger: ledger.cabinet.link(link_digest(held.status_token), office.clock.law())
    )
    assert link is not None
    assert (link.kind, link.case) == ("status", received.case)
    assert await lift(office, 1, ANA) is None


async def test_both_stand_in_the_record(office: Office) -> None:
    """Who lifted what, and why it had waited; nothing of what is asked."""
    for number in range(3):
        await arrived(office, number)
    await lift(office, 1, ANA)
    for kind, actor in (("request.held", "requester"), ("request.lifted", ANA)):
        rows = await office.database.read(lambda ledger, k=kind: ledger.record.of_no_case(k))
        assert [happened(r).actor for r in rows] == [actor]
        assert b"pavement" not in rows[0].body


async def test_nothing_waits_silently(office: Office, clock: FrozenClock) -> None:
    """A request that nobody saw to within the time to acknowledge rings the alarm."""
    for number in range(3):
        await arrived(office, number)
    assert "requests.held" not in await count_overdue(office)
    clock.advance(timedelta(minutes=6).total_seconds())
    assert (await count_overdue(office))["requests.held"] == 1


async def test_counts_of_arrivals_are_forgotten(office: Office, clock: FrozenClock) -> None:
    """After a day it is no longer kept how many came from where."""
    await arrived(office, 1)
    clock.advance(timedelta(days=2).total_seconds())
    await write_refusals(office)
    since = clock.law() - timedelta(days=9)
    assert await office.database.read(lambda ledger: ledger.held.count(since)) == 0


async def test_what_finds_no_room_is_told_and_never_dropped(office: Office) -> None:
    """Over the room nothing is kept half: the same message comes again once there is room."""
    small = replace(office, held_most=4000)
    for n in range(2):
        await arrived(small, n)
    held = 0
    with contextlib.suppress(HeldFullError):
        while held < 50:
            await arrived(small, 2 + held)
            held += 1
    assert 0 < held < 50
    refused = 2 + held
    with pytest.raises(HeldFullError):
        await arrived(small, refused)
    assert (await count_overdue(small))["requests.held_full"] == held
    assert len(await waiting(small)) == held
    await lift(small, 1, ANA, HeardFrom.DISPATCH)
    assert (await arrived(small, refused)).startswith("HELD")
    (row,) = await office.database.read(lambda db: db.record.of_no_case("request.lifted"))
    lifted = happened(row).event
    assert isinstance(lifted, ev.RequestLifted)
    assert lifted.heard is HeardFrom.DISPATCH
