"""A mail in the real workflow: its steps, its state, its flood, its answer's task."""

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.roster import SYSTEM
from bot.domain.verification import StepKind, StepResult
from bot.workflow.holding import Flood, Threshold
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Received
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.reactions import REPLY
from bot.workflow.senders import ListedSenders
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.mailroom import Mailroom
from storage import SqlDatabase
from tests import factories as make
from tests.corpus.mail import corpus
from tests.corpus.mail_writing import OURS, FakeRecords, believed, letter, signed
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, office_over

CHECKS = [StepKind.EMAIL_AUTHENTICATION, StepKind.DIRECTORY_DOMAIN, StepKind.HISTORY]


def mailroom(office: Office, most: int = 1_000) -> Mailroom:
    """A mail room over the real workflow, which takes `most` mails an hour from one domain."""
    return Mailroom(
        reception=Intake(office),
        arrivals=Threshold(office, Flood(per_source=most, everybody=most)),
        directory=ListedSenders(office),
        authenticator=Authenticator(records=FakeRecords(), authserv_id=OURS),
        wall=office.clock.wall,
    )


@pytest.fixture
async def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office whose directory lists one agency."""
    await database.tx(lambda ledger: ledger.agencies.replace([make.AGENCY]))
    return office_over(database, clock)


async def test_a_mail_opens_a_case_that_waits_for_a_call(office: Office) -> None:
    """State received at level 1, both steps by the product, nobody has taken the call-back."""
    taken = await mailroom(office).take(believed(signed(letter())))
    assert isinstance(taken, Received)
    found = await dossier(office, taken.case, ANA)
    assert found is not None
    case = found.case
    assert (case.state, case.channel, case.taken_by, case.acknowledged_at) == (
        State.RECEIVED,
        "email",
        None,
        None,
    )
    assert (found.level, case.vouched, case.agency_listed) == (1, True, True)
    steps = [h for h in found.history if isinstance(h.event, ev.StepRecorded)]
    assert [h.actor for h in steps] == [SYSTEM, SYSTEM, SYSTEM]
    assert [h.position for h in steps[:2]] == [2, 3]
    assert [step.kind for step in case.steps] == CHECKS


async def test_a_forged_mail_vouches_for_nothing(office: Office) -> None:
    """Level 0, the failed step on the record, and no answer to anybody."""
    taken = await mailroom(office).take(believed(signed(letter()) + b"More."))
    assert isinstance(taken, Received)
    found = await dossier(office, taken.case, ANA)
    assert found is not None
    assert found.level == 0
    assert found.case.steps[0].result is StepResult.FAIL
    assert REPLY not in await _ports(office)


async def test_an_honest_mail_is_answered_once(office: Office) -> None:
    """The answer's task commits with the case, and a replay adds none."""
    raw = believed(signed(letter()))
    for _ in range(3):
        await mailroom(office).take(raw)
    assert (await _ports(office)).count(REPLY) == 1


async def test_a_flood_of_strangers_waits(office: Office) -> None:
    """What is too much is held and counted; mail that is vouched for goes past it."""
    room = mailroom(office, most=2)
    held = [await room.take(letter({"From": f"a{n}@mail.example"})) for n in range(4)]
    names = [h.case for h in held if isinstance(h, Received)]
    assert [name.startswith("HELD-") for name in names] == [False, False, True, True]
    vouched = await room.take(believed(signed(letter(id_="v"))))
    assert isinstance(vouched, Received)
    assert vouched.held is None


async def test_the_whole_corpus_in_the_real_workflow(office: Office) -> None:
    """Every message is a case that can be read again, or a refusal; the record holds each case."""
    room = mailroom(office)
    cases = set()
    for sent in corpus():
        taken = await room.take(sent.raw)
        assert (taken is sent.unfit) == (sent.unfit is not None), sent.name
        if isinstance(taken, Received):
            cases.add(taken.case)
    for number in cases:
        found = await dossier(office, number, ANA)
        assert found is not None
        assert found.opened.request is not None
        assert [step.kind for step in found.case.steps] == CHECKS
    assert len(cases) > 60


async def _ports(office: Office) -> list[str]:
    clock = office.clock
    return [
        task.port
        for task in await office.database.tx(
            lambda ledger: ledger.tasks.claim(clock.law(), clock.wall(), 60, 100)
        )
    ]
