"""A request becomes a case, once, whichever way it came in."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.roster import REQUESTER, SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.intake import Intake
from bot.workflow.intake_values import ORIGINAL, STATUS_PAGE_LIFE, Incoming, mark_of
from bot.workflow.ledger import Ledger
from bot.workflow.links import STATUS, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from storage import SqlDatabase
from tests.desk import office_over
from tests.factories import AGENCY, EVE, request
from tests.fakes.clock import FrozenClock


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office that knows one agency."""
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY]))
    return office_over(database, clock)


def _incoming(**changes: object) -> Incoming:
    made = Incoming(channel="webhook", request=request(), original=b'{"a": 1}', vouched=True)
    return replace(made, **changes)


async def _case(office: Office, number: str) -> Dossier:
    found = await dossier(office, number, EVE)
    assert found is not None
    return found


async def test_a_request_opens_a_case(office: Office, clock: FrozenClock) -> None:
    """Numbered by the year, received, with two reviewers and a caller called."""
    received = await Intake(office).receive(_incoming())
    assert (received.case, received.version, received.duplicate) == ("EDR-2026-000001", 1, False)
    found = await _case(office, received.case)
    assert (found.case.state, found.case.opened_at) == (State.RECEIVED, clock.law())
    assert [type(h.event) for h in found.history] == [
        ev.CaseOpened,
        ev.PeoplePaged,
        ev.PeoplePaged,
        ev.StepRecorded,
        ev.FlagsRaised,
    ]
    assert found.history[0].actor == REQUESTER
    assert found.history[3].actor == SYSTEM


async def test_numbers_follow_one_another(office: Office) -> None:
    """Five at once are five cases without a gap."""
    many = await asyncio.gather(*(Intake(office).receive(_incoming()) for _ in range(5)))
    assert sorted(r.case for r in many) == [f"EDR-2026-{n:06d}" for n in range(1, 6)]


async def test_the_same_message_opens_one_case(office: Office) -> None:
    """However often and however close together its id comes in."""
    incoming = _incoming(inbound=("webhook", "w1"))
    many = await asyncio.gather(*(Intake(office).receive(incoming) for _ in range(4)))
    assert len({r.case for r in many}) == 1
    assert [r.duplicate for r in many].count(False) == 1
    assert len({r.status_token for r in many}) == 1


async def test_ids_of_two_sources_do_not_meet(office: Office) -> None:
    """A partner's id is nobody else's."""
    one = await Intake(office).receive(_incoming(inbound=("partner", "1")))
    other = await Intake(office).receive(_incoming(inbound=("other", "1")))
    assert one.case != other.case


async def test_the_original_is_kept_sealed(office: Office) -> None:
    """The bytes as they came, and each attachment, open under the case's key."""
    received = await Intake(office).receive(_incoming(files=(("a1", b"%PDF"),)))

    def work(ledger: Ledger) -> tuple[bytes | None, bytes | None]:
        cabinet = ledger.cabinet
        return cabinet.file(received.case, ORIGINAL), cabinet.file(received.case, "a1")

    assert await office.database.read(work) == (b'{"a": 1}', b"%PDF")


async def test_the_status_token_opens_that_case_for_its_time(
    office: Office, clock: FrozenClock
) -> None:
    """It is found by its kind, and no longer than the page is kept."""
    received = await Intake(office).receive(_incoming())
    link = await find(office, STATUS, received.status_token)
    assert link is not None
    assert (link.case, link.person) == (received.case, None)
    assert await find(office, "desk", received.status_token) is None
    clock.advance(STATUS_PAGE_LIFE + timedelta(seconds=1))
    assert await find(office, STATUS, received.status_token) is None


async def test_the_directory_vouches_for_a_request_by_telephone(office: Office) -> None:
    """Logged by Eve: vouched where the agency is listed, and not where it is not."""
    stranger = replace(request(), agency=replace(request().agency, name="Shelbyville Police"))
    spoken = _incoming(channel="slack", logged_by=EVE, vouched=False)
    for wanted, listed in ((request(), True), (stranger, False)):
        received = await Intake(office).receive(replace(spoken, request=wanted))
        found = await _case(office, received.case)
        case = found.case
        assert (case.vouched, case.agency_listed, case.agency_first_seen) == (
            listed,
            listed,
            not listed,
        )
        assert (case.logged_by, found.history[0].actor) == (EVE, EVE)
        assert case.acknowledged_at is None


async def test_each_case_has_its_own_code_and_mark(office: Office) -> None:
    """Nothing of one case can be compared with another."""
    found = [
        await _case(office, (await Intake(office).receive(_incoming())).case) for _ in range(2)
    ]
    assert found[0].opened.code != found[1].opened.code
    assert found[0].case.mark != found[1].case.mark


def test_a_mark_is_of_the_content_and_the_key() -> None:
    """Equal content under one key is equal, and anything else is not."""
    wanted = request()
    assert mark_of(b"k", wanted) == mark_of(b"k", request())
    assert mark_of(b"k", wanted) != mark_of(b"l", wanted)
    assert mark_of(b"k", wanted) != mark_of(b"k", replace(wanted, incident_number="26-118204"))


async def test_a_case_is_as_old_as_its_first_entry(office: Office, clock: FrozenClock) -> None:
    """Its row says the same, though another's entry lay ahead of our clock by then."""
    await Intake(office).receive(_incoming())
    clock.set(clock.law() - timedelta(milliseconds=4))
    second = (await Intake(office).receive(_incoming())).case
    found = await _case(office, second)
    row = await office.database.read(lambda ledger: ledger.cases.get(second))
    assert row is not None
    assert row.opened_at == found.case.opened_at == found.history[0].at
    assert found.case.opened_at > clock.law()
