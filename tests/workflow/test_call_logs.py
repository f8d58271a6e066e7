"""A log attached to a call: entry and sealed bytes in one commit, on both databases."""

import asyncio
import hashlib
import json

import pytest

from bot.domain.errors import Refusal
from bot.domain.roster import SYSTEM, Standing
from bot.domain.verification import StepResult
from bot.workflow.call_logs import ByDesk, LogFile, attach
from bot.workflow.execute import Outcome
from bot.workflow.export import Bundle, export_case
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from storage import SqlDatabase
from tests import factories as make
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, CLEO, act, notary_over, office_over, with_history

PNG = b"\x89PNG\r\n a screen"


@pytest.fixture
def office(database: SqlDatabase, clock: FrozenClock) -> Office:
    """An office over each kind of database."""
    return office_over(database, clock)


async def called(office: Office, clock: FrozenClock) -> str:
    """A case in which somebody called the agency, to no end."""
    case = await with_history(office, clock)
    await office.database.tx(lambda ledger: ledger.agencies.replace([make.AGENCY]))
    call = make.call(outcome=StepResult.INCONCLUSIVE, code=None)
    assert (await act(office, case, call, CLEO)).refused is None
    return case


async def attached(office: Office, case: str, form: str = "f1", content: bytes = PNG) -> Outcome:
    """Ana attaches a file to the first call of the case."""
    found = await dossier(office, case, SYSTEM)
    assert found is not None
    calls = [n for n, step in enumerate(found.case.steps, 1) if step.number]
    good = {ANA: Standing(ref=ANA, observed_at=office.clock.law())}
    by = ByDesk(person=ANA, standings=good, form=form)
    file = LogFile(name="screen.png", type="image/png", content=content)
    return await attach(office, case, calls[0], file, by)


async def kept(office: Office, case: str, key: str) -> bytes | None:
    """The bytes under a key."""
    return await office.database.read(lambda ledger: ledger.cabinet.file(case, key))


async def test_two_logs_at_once_have_keys_of_their_own(office: Office, clock: FrozenClock) -> None:
    """The key is chosen under the case's lock: neither takes the other's place."""
    case = await called(office, clock)
    contents = [b"one", b"two"]
    both = [attached(office, case, f"f{n}", c) for n, c in enumerate(contents)]
    outcomes = await asyncio.gather(*both)
    assert [o.refused for o in outcomes] == [None, None]
    found = [await kept(office, case, key) for key in ("L1", "L2")]
    assert sorted(found) == contents


async def test_the_same_form_is_one_log(office: Office, clock: FrozenClock) -> None:
    """Sent twice it changes nothing more, not even the bytes."""
    case = await called(office, clock)
    await attached(office, case)
    again = await attached(office, case, content=b"another")
    assert again.duplicate
    assert await kept(office, case, "L1") == PNG
    assert await kept(office, case, "L2") is None


async def test_a_refused_log_leaves_no_bytes(office: Office, clock: FrozenClock) -> None:
    """Without an entry in the record nothing is kept."""
    case = await called(office, clock)
    by = ByDesk(person="p_ghost", standings={}, form="f1")
    file = LogFile(name="screen.png", type="image/png", content=PNG)
    refused = (await attach(office, case, 1, file, by)).refused
    assert refused is not None
    assert refused.reason is Refusal.NOT_ON_ROSTER
    assert await kept(office, case, "L1") is None


async def test_the_bundle_holds_the_log_and_its_hash(office: Office, clock: FrozenClock) -> None:
    """Whoever checks the bundle can compare the file with what the record committed to."""
    case = await called(office, clock)
    position = (await attached(office, case)).position
    bundle = await export_case(office, notary_over(office.database), case)
    assert isinstance(bundle, Bundle)
    assert bundle.files["call_logs/L1"] == PNG
    openings = json.loads(bundle.files["openings.json"])[str(position)]
    assert openings["/attachment/digest"]["value"] == hashlib.sha256(PNG).hexdigest()
