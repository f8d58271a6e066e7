"""What older requests left behind, and what it says of a new one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.commands import AmendRequest
from bot.domain.flag import Sign
from bot.domain.linking import Link, LinkReason
from bot.domain.request import Agency, AgencyKind, Contact, Request
from bot.workflow.deliver import Courier
from bot.workflow.execute import Order, execute
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.ledger import Ledger
from bot.workflow.linker import Linker
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.reactions import LINK
from bot.workflow.tracing import BURST, DEVICE, INCIDENT, TEXT, marks_of
from storage import SqlDatabase
from tests.desk import office_over
from tests.factories import AGENCY, EVE, MINUTE, request, sought, standings
from tests.fakes.clock import FrozenClock

SHELBY = replace(AGENCY, key="shelby", name="Shelby Police", domains=("shelbypd.example",))
CHIEF = Contact(name="L. Chen", phone="+1 555 010 4400")
TEMPLATE = (
    "We are investigating an imminent threat to the life of a minor and require all available"
    " footage of the device without delay because every minute puts the victim in danger"
)


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office that knows two agencies."""
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY, SHELBY]))
    return office_over(database, clock)


def theirs(number: str = "SH-77", device: str = "B8:7C:6F:12:34:56", **changes: object) -> Request:
    """A request of the other agency in a matter of its own."""
    return request(
        agency=Agency(name=SHELBY.name, kind=AgencyKind.LOCAL, country="US"),
        officer=Contact(name="K. Ode", email="kode@shelbypd.example", phone="+1 555 010 7777"),
        supervisor=CHIEF,
        incident_number=number,
        data_sought=(sought(device=device),),
        **changes,
    )


def ours(number: str = "26-118203", device: str = "B8:7C:6F:12:34:56") -> Request:
    """The usual request, with everything that it should have."""
    return request(supervisor=CHIEF, incident_number=number, data_sought=(sought(device=device),))


async def take(office: Office, wanted: Request, channel: str = "webhook") -> str:
    """Let a request come in and return its case."""
    incoming = Incoming(channel=channel, request=wanted, original=b"{}", vouched=True)
    return (await Intake(office).receive(incoming)).case


async def signs(office: Office, case: str) -> set[Sign]:
    """What was noticed about a case."""
    found = await dossier(office, case, EVE)
    assert found is not None
    return {flag.sign for flag in found.case.flags}


async def links(office: Office, case: str) -> set[tuple[str, LinkReason]]:
    """What a case is linked with."""
    found = await dossier(office, case, EVE)
    assert found is not None
    return {(link.other, link.why) for link in found.case.links}


async def deliver(office: Office) -> None:
    """Deliver the tasks that link, until none is left."""
    courier = Courier(office=office, ports={LINK: Linker(office)})
    for _ in range(4):
        await courier.deliver_due()


async def test_two_agencies_on_one_device_are_linked_and_decided_apart(office: Office) -> None:
    """Scenario 15: each case knows the other, both are undecided, the later one is flagged."""
    first = await take(office, ours())
    second = await take(office, theirs())
    assert await links(office, second) == {(first, LinkReason.SAME_DEVICE)}
    assert await links(office, first) == set()
    await deliver(office)
    assert await links(office, first) == {(second, LinkReason.SAME_DEVICE)}
    assert Sign.SAME_TARGET in await signs(office, second)
    assert Sign.SAME_TARGET not in await signs(office, first)
    for case in (first, second):
        found = await dossier(office, case, EVE)
        assert found is not None
        assert found.case.state is State.RECEIVED


async def test_a_link_that_is_delivered_twice_is_one(office: Office) -> None:
    """A worker that died after its commit leaves its task; the next one changes nothing."""
    first = await take(office, ours())
    second = await take(office, theirs())
    task = (await office.database.tx(lambda db: db.tasks.claim(*_now(office), 60.0, 99)))[:]
    (linking,) = [t for t in task if t.port == LINK]
    for _ in range(2):
        await Linker(office).deliver(linking)
    found = await dossier(office, first, EVE)
    assert found is not None
    assert [link.other for link in found.case.links] == [second]
    made = [h for h in found.history if isinstance(h.event, ev.CaseLinked)]
    assert len(made) == 1


def _now(office: Office) -> tuple[object, float]:
    return office.clock.law(), office.clock.wall()


async def test_one_incident_on_two_devices_is_linked_and_no_sign(office: Office) -> None:
    """An agency that asks for a neighbour's camera in the same matter is not suspected."""
    first = await take(office, ours())
    second = await take(office, ours(device="B8:7C:6F:00:00:09"))
    assert await links(office, second) == {(first, LinkReason.SAME_INCIDENT)}
    again = await take(office, ours())
    for case in (second, again):
        assert Sign.SAME_TARGET not in await signs(office, case)


async def test_an_officer_is_new_once(office: Office) -> None:
    """The first request of a mailbox says so, the second does not."""
    assert Sign.OFFICER_FIRST_SEEN in await signs(office, await take(office, ours()))
    other = await take(office, ours("26-2", "B8:7C:6F:00:00:02"))
    assert Sign.OFFICER_FIRST_SEEN not in await signs(office, other)


async def test_a_template_is_known_in_another_matter(office: Office) -> None:
    """The same story for another device and incident is a sign; in the same matter it is none."""
    emergency = ours().emergency
    assert emergency is not None
    told = replace(emergency, narrative=TEMPLATE, how_data_helps="")
    first = replace(ours(), emergency=told)
    again = replace(ours(device="B8:7C:6F:00:00:03"), emergency=told)
    elsewhere = replace(theirs("SH-9", "B8:7C:6F:00:00:04"), emergency=told)
    assert Sign.TEXT_REUSED not in await signs(office, await take(office, first))
    assert Sign.TEXT_REUSED not in await signs(office, await take(office, again))
    assert Sign.TEXT_REUSED in await signs(office, await take(office, elsewhere))


async def test_a_burst_is_counted_by_day_and_channel(office: Office, clock: FrozenClock) -> None:
    """So many requests of one mailbox within a day block; a retry of the same one is none."""
    for number in range(BURST - 2):
        await take(office, ours(f"26-{number}", f"B8:7C:6F:00:01:{number:02d}"))
    for _ in range(3):
        case = await take(office, ours())
    assert Sign.BURST not in await signs(office, case)
    by_form = await take(office, ours("26-98", "B8:7C:6F:00:02:98"), "form")
    assert Sign.BURST not in await signs(office, by_form)
    one_more = await take(office, ours("26-99", "B8:7C:6F:00:02:99"))
    assert Sign.BURST in await signs(office, one_more)
    clock.advance(timedelta(days=1, minutes=1))
    later = await take(office, ours("26-100", "B8:7C:6F:00:03:00"))
    assert Sign.BURST not in await signs(office, later)


@pytest.mark.parametrize(
    ("mailbox", "seen"),
    [
        ("kode@she1bypd.example", True),
        ("kode@shelbypd.example", False),
        ("kode@mail.shelbypd.example", False),
        ("kode@northfield.example", False),
    ],
)
async def test_a_look_alike_of_any_listed_domain_is_seen(
    office: Office, mailbox: str, seen: bool
) -> None:
    """Also where the agency named is another one, or in no directory."""
    wanted = replace(ours(), officer=Contact(name="K. Ode", email=mailbox))
    assert (Sign.LOOKALIKE_DOMAIN in await signs(office, await take(office, wanted))) is seen


async def test_an_amended_request_leaves_and_finds_traces(office: Office) -> None:
    """A device that is asked for later is looked up then, linked, and found by the next case."""
    first = await take(office, theirs(device="B8:7C:6F:00:00:07"))
    second = await take(office, ours())
    wider = replace(ours(), data_sought=(sought(), sought("D2", device="B8:7C:6F:00:00:07")))
    order = Order(
        case=second,
        command=AmendRequest(base=1, request=wider, mark="m9"),
        actor=EVE,
        standings=standings(office.clock.law()),
    )
    assert (await execute(office, order)).refused is None
    assert Sign.SAME_TARGET in await signs(office, second)
    await deliver(office)
    assert await links(office, first) == {(second, LinkReason.SAME_DEVICE)}
    assert await links(office, second) == {(first, LinkReason.SAME_DEVICE)}
    third = await take(office, theirs("SH-80", "B8:7C:6F:00:00:07"))
    assert {other for other, _ in await links(office, third)} == {first, second}


async def test_marks_say_nothing_and_differ_by_site(office: Office) -> None:
    """No word of a request stands in the table, and another site's marks are others."""
    await take(office, ours())

    def rows(ledger: Ledger) -> list[bool]:
        since = office.clock.law() - MINUTE
        marks = marks_of(office.site_secret, ours(), "webhook")
        assert {INCIDENT, DEVICE, TEXT} & {kind for kind, _ in marks} >= {INCIDENT, DEVICE}
        return [bool(ledger.traces.cases(kind, one, since, 1)) for kind, one in marks]

    assert all(await office.database.read(rows))
    elsewhere = marks_of(b"another site", ours(), "webhook")
    assert not elsewhere & marks_of(office.site_secret, ours(), "webhook")
    assert not any("118203" in one or "alvarez" in one for _, one in elsewhere)


def test_a_link_names_the_other_case_and_no_more() -> None:
    """What a link carries may stand on a card."""
    link = Link(other="EDR-2026-000002", why=LinkReason.SAME_DEVICE)
    assert (link.other, link.why.value) == ("EDR-2026-000002", "same_device")
