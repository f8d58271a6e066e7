"""An office with three people over a database, and a case with some history."""

from collections.abc import Mapping
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain import commands as cm
from bot.domain.checkpoint import VerifierKey
from bot.domain.limits import Limits, Policy
from bot.domain.request import (
    Agency,
    AgencyKind,
    Category,
    Contact,
    DataSought,
    Emergency,
    Nature,
    Request,
)
from bot.domain.roster import Person, Ref, Role, Roster, Standing
from bot.workflow.checkpoints import Notary
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.ledger import Database
from bot.workflow.office import Office
from bot.workflow.outside import record_configuration
from tests.factories import LAW
from tests.fakes.clock import START, FrozenClock

ANA, BEN, CLEO = "p_ana", "p_ben", "p_cleo"
ROLES: Mapping[Ref, Role] = {ANA: Role.REVIEWER, BEN: Role.REVIEWER, CLEO: Role.CUSTODIAN}
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey("example.com/exigent", PRIVATE.public_key().public_bytes_raw())


def office_over(database: Database, clock: FrozenClock) -> Office:
    """An office of two reviewers and a custodian."""
    return Office(
        database=database,
        clock=clock,
        roster=Roster(
            people=tuple(Person(ref=r, roles=frozenset({role})) for r, role in ROLES.items())
        ),
        names={ANA: "Ana Ruiz", BEN: "Ben Osei", CLEO: "Cleo <b>Park</b>"},
        accounts={},
        limits=Limits(),
        policy=Policy(),
        law=LAW,
        site_secret=bytes(32),
    )


def notary_over(database: Database) -> Notary:
    """A notary with the tests' key."""
    return Notary(database, KEY, PRIVATE.sign)


def request(number: str = "26-118203", device: str = "B8:7C:6F:12:34:56") -> Request:
    """A complete request with what is personal in it."""
    return Request(
        agency=Agency(name="Springfield Police Department", kind=AgencyKind.LOCAL, country="US"),
        officer=Contact(name="R. Alvarez <script>", email="ralvarez@springfieldpd.example"),
        incident_number=number,
        emergency=Emergency(nature=Nature.ABDUCTION, narrative="taken from the pavement é"),
        data_sought=(
            DataSought(
                alias="D1",
                device=device,
                categories=(Category.VIDEO,),
                start=START - timedelta(hours=1),
                end=START,
            ),
        ),
    )


async def open_case(office: Office, wanted: Request | None = None) -> str:
    """Open a case and return its number."""
    incoming = Incoming(
        channel="webhook", request=wanted or request(), original=b"{}", vouched=True, files=()
    )
    return (await Intake(office).receive(incoming)).case


async def act(office: Office, case: str, command: cm.Command, actor: Ref) -> Outcome:
    """Carry out a command by somebody of good standing."""
    good = Standing(ref=actor, observed_at=office.clock.law())
    order = Order(case=case, command=command, actor=actor, standings={actor: good})
    return await execute(office, order)


async def with_history(office: Office, clock: FrozenClock) -> str:
    """Record a configuration and two cases, and return the number of the first."""
    await record_configuration(office, ("us_federal",))
    first = await open_case(office)
    clock.advance(60)
    await act(office, first, cm.ViewCase(surface="card"), ANA)
    second = await open_case(office, request("26-118777", "B8:7C:6F:00:00:02"))
    clock.advance(60)
    await act(office, first, cm.TakeVerification(), CLEO)
    await act(office, second, cm.Recuse(ground="acquaintance", note="we went to school"), BEN)
    question = cm.AskAgency(questions=("scope",), own="Which door?", to="ralvarez")
    await act(office, first, question, ANA)
    return first
