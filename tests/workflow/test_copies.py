"""One incident by two channels: one case, both originals, and nothing of the first changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.events import StepRecorded
from bot.domain.linking import LinkReason
from bot.domain.request import Attachment, Category, Contact, DataSought, Request
from bot.domain.roster import REQUESTER, SYSTEM
from bot.domain.verification import StepKind, StepResult
from bot.workflow.dossier import Dossier
from bot.workflow.holding import Flood, Threshold, lift
from bot.workflow.intake import Intake
from bot.workflow.intake_values import ORIGINAL, Incoming, Received
from bot.workflow.ledger import Ledger
from bot.workflow.links import COPY, STATUS, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from storage import SqlDatabase
from tests.desk import office_over
from tests.factories import AGENCY, EVE, request, sought
from tests.fakes.clock import FrozenClock

PASSED = StepRecorded(step=StepKind.EMAIL_AUTHENTICATION, result=StepResult.PASS)
FAILED = replace(PASSED, result=StepResult.FAIL)
CHIEF = Contact(name="L. Chen", email="lchen@springfieldpd.example", phone="+1 555 010 4400")
FILE = Attachment(key="a1", name="map.png", type="image/png", size=3)


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office that knows one agency."""
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY]))
    return office_over(database, clock)


def first(**changes: object) -> Incoming:
    """The request as a partner's system sends it."""
    made = Incoming(
        channel="webhook", request=request(supervisor=CHIEF), original=b"{1}", vouched=True
    )
    return replace(made, **changes)


def by_mail(**changes: object) -> Incoming:
    """The same as an authenticated mail of the officer says it."""
    said = request(supervisor=CHIEF, legal_basis="emergency", attachments=(FILE,))
    made = Incoming(
        channel="email",
        request=said,
        original=b"From: R. Alvarez",
        files=(("a1", b"png"),),
        vouched=True,
        steps=(PASSED,),
        inbound=("email", "m1"),
        answerable=True,
    )
    return replace(made, **changes)


def by_form(**changes: object) -> Incoming:
    """The same as somebody types it into the web form."""
    made = Incoming(channel="form", request=request(), original=b"a=1", inbound=("form", "f1"))
    return replace(made, **changes)


async def take(office: Office, incoming: Incoming) -> Received:
    """Let it come in."""
    return await Intake(office).receive(incoming)


async def of(office: Office, case: str) -> Dossier:
    """The case as a person of the desk sees it."""
    found = await dossier(office, case, EVE)
    assert found is not None
    return found


async def test_a_second_channel_makes_no_second_case(office: Office) -> None:
    """The caller is told the same case; both originals and the file are there, sealed."""
    opened = await take(office, first())
    before = (await of(office, opened.case)).case
    copied = await take(office, by_mail())
    assert (copied.case, copied.duplicate) == (opened.case, True)
    found = await of(office, opened.case)
    (copy,) = found.case.copies
    assert (copy.number, copy.channel) == (1, "email")
    assert copy.changed == ("legal_basis",)
    assert found.opened.copies[1].legal_basis == "emergency"
    assert found.opened.request == request(supervisor=CHIEF)
    assert (found.case.mark, found.case.state, found.case.version) == (
        before.mark,
        before.state,
        before.version,
    )

    def files(ledger: Ledger) -> list[bytes | None]:
        keys = (ORIGINAL, f"copy1-{ORIGINAL}", found.opened.copies[1].attachments[0].key)
        return [ledger.cabinet.file(opened.case, key) for key in keys]

    assert await office.database.read(files) == [b"{1}", b"From: R. Alvarez", b"png"]


async def test_the_mails_checks_are_told_once_by_the_product(office: Office) -> None:
    """The first mail's steps stand in the case; more mails would only make open forms stale."""
    case = (await take(office, first())).case
    await take(office, by_mail())
    package = (await of(office, case)).case.package
    await take(office, by_mail(inbound=("email", "m2"), original=b"again"))
    found = await of(office, case)
    steps = [h for h in found.history if isinstance(h.event, ev.StepRecorded)]
    assert [h.actor for h in steps] == [SYSTEM, SYSTEM]
    kinds = [step.kind for step in found.case.steps]
    assert kinds == [StepKind.HISTORY, StepKind.EMAIL_AUTHENTICATION]
    assert [h.actor for h in found.history if isinstance(h.event, ev.CopyReceived)] == [
        REQUESTER,
        REQUESTER,
    ]
    assert found.case.package == package


async def test_a_proved_officer_gets_the_first_page(office: Office) -> None:
    """Who writes from the officer's own mailbox is led to the page of the case."""
    opened = await take(office, first())
    assert (await take(office, by_mail())).status_token == opened.status_token


async def test_a_partner_proves_no_mailbox(office: Office) -> None:
    """A signed partner that names the officer's mailbox is not led to the officer's code."""
    opened = await take(office, by_mail())
    copied = await take(office, first(inbound=("webhook:other", "1")))
    assert copied.case == opened.case
    assert await find(office, STATUS, copied.status_token) is None
    assert await find(office, COPY, copied.status_token) is not None


async def test_a_held_copy_keeps_to_its_own_page(office: Office) -> None:
    """A stranger's form that waited, and proves to be a copy, opens no page with a code."""
    await take(office, by_mail())
    full = Threshold(office, Flood(per_source=0, everybody=0))
    held = await full.arrive(by_form(request=request()), "form 203.0.113.9")
    assert held.held is not None
    assert await lift(office, held.held, EVE) is not None
    assert await find(office, STATUS, held.status_token) is None
    assert await find(office, COPY, held.status_token) is not None


async def test_who_types_a_mailbox_sees_nothing_of_the_case(office: Office) -> None:
    """The form's sender proves no mailbox: the page says that the request is here, and no code."""
    opened = await take(office, first())
    typed = await take(office, by_form())
    assert typed.case == opened.case
    assert typed.status_token != opened.status_token
    assert await find(office, STATUS, typed.status_token) is None
    link = await find(office, COPY, typed.status_token)
    assert link is not None
    assert link.case == opened.case


@pytest.mark.parametrize("incoming", [by_mail(), by_form()])
async def test_a_repeated_copy_is_answered_as_before(office: Office, incoming: Incoming) -> None:
    """The same message again is the same copy, with the same page."""
    case = (await take(office, first())).case
    once, twice = await take(office, incoming), await take(office, incoming)
    assert (twice.case, twice.status_token) == (once.case, once.status_token)
    assert len((await of(office, case)).case.copies) == 1


def _other_officer() -> Request:
    return request(officer=Contact(name="P. Nash", email="pnash@springfieldpd.example"))


def _longer() -> DataSought:
    wanted = sought()
    return replace(wanted, start=wanted.start - timedelta(hours=5))


NO_COPIES: dict[str, tuple[Incoming, Incoming]] = {
    "the same channel": (first(), first()),
    "another officer and no supervisor": (first(), by_form(request=_other_officer())),
    "another incident": (first(), by_form(request=request(incident_number="26-9"))),
    "no incident number": (first(), by_form(request=request(incident_number=None))),
    "another device": (
        first(),
        by_form(request=request(data_sought=(sought(device="B8:7C:6F:00:00:09"),))),
    ),
    "five hours more of the same device": (
        first(),
        by_mail(request=request(supervisor=CHIEF, data_sought=(_longer(),))),
    ),
    "another category of the same device": (
        first(),
        by_mail(
            request=request(
                supervisor=CHIEF, data_sought=(sought(categories=(Category.SUBSCRIBER,)),)
            )
        ),
    ),
    "better proved than the first": (by_form(), by_mail()),
    "a mail that failed": (first(), by_mail(vouched=False, steps=(FAILED,))),
    "more than an incomplete first": (
        by_mail(request=request(emergency=None, data_sought=())),
        first(),
    ),
    "taken down by telephone": (first(), by_form(channel="phone", logged_by=EVE)),
}


@pytest.mark.parametrize("name", NO_COPIES)
async def test_what_is_no_copy_gets_its_own_case(office: Office, name: str) -> None:
    """Nothing that could be decided differently hides in another's case."""
    one, other = NO_COPIES[name]
    case, second = await take(office, one), await take(office, other)
    assert not second.duplicate
    assert second.case != case.case
    assert (await of(office, case.case)).case.copies == ()


async def test_the_same_incident_by_another_officer_is_linked(office: Office) -> None:
    """A colleague who asks too has a case, and both know of each other."""
    case = (await take(office, first())).case
    second = (await take(office, by_form(request=_other_officer()))).case
    links = {(x.other, x.why) for x in (await of(office, second)).case.links}
    assert links == {(case, LinkReason.SAME_DEVICE), (case, LinkReason.SAME_INCIDENT)}


async def test_a_common_supervisor_makes_it_one(office: Office) -> None:
    """Two officers of one supervisor in one matter are one request, but the page is not theirs."""
    opened = await take(office, first())
    other = replace(_other_officer(), supervisor=CHIEF)
    copied = await take(office, by_mail(request=other))
    assert copied.case == opened.case
    assert copied.status_token != opened.status_token


async def test_a_day_later_it_is_a_new_request(office: Office, clock: FrozenClock) -> None:
    """The first has lapsed by then; what comes now is decided for itself."""
    case = (await take(office, first())).case
    clock.advance(timedelta(hours=25))
    assert (await take(office, by_form())).case != case


async def test_a_decided_case_takes_no_copy(office: Office, clock: FrozenClock) -> None:
    """Eight hours after, the case lapses by the copy's own coming, and a new one is opened."""
    case = (await take(office, first())).case
    clock.advance(timedelta(hours=9))
    assert (await take(office, by_form())).case != case
