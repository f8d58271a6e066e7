"""A mail over a real socket becomes a case, and its sender gets an answer over real SMTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import aiohttp
import pytest
from standardwebhooks import Webhook

from bot.clock import PracticeClock
from bot.domain.case import State
from bot.domain.verification import StepKind, StepResult
from bot.practice.mailbox import Letter
from bot.practice_house import PracticeHouse, practice_house
from bot.workflow.intake_values import ORIGINAL
from bot.workflow.queries import dossier
from tests.corpus.mail_writing import AGENCY, OURS, FakeRecords, believed, letter, signed


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[PracticeHouse]:
    """The whole product, which believes one mail server and knows the agency's key."""
    variables = {"EXIGENT_INTAKE__EMAIL__AUTHSERV_ID": OURS}
    async with practice_house(
        tmp_path, PracticeClock(), variables=variables, records=FakeRecords()
    ) as house:
        yield house


async def post(product: PracticeHouse, raw: bytes) -> tuple[int, dict[str, object]]:
    """Send a message as the mail server does."""
    at = datetime.fromtimestamp(int(product.stage.wall()), UTC)
    headers = {
        "webhook-id": "mail_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(product.stage.partner_secret).sign("mail_1", at, raw.decode()),
    }
    address = f"{product.stage.product}/api/v1/emails"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=raw, headers=headers) as response,
    ):
        return response.status, await response.json(content_type=None)


def dated(product: PracticeHouse) -> bytes:
    """A message of now, signed by the agency and believed by our server."""
    at = datetime.fromtimestamp(product.stage.wall(), UTC)
    return believed(signed(letter({"Date": format_datetime(at)})))


async def test_a_signed_mail_becomes_a_case_and_is_answered(product: PracticeHouse) -> None:
    """202, a case in state received at level 1, its bytes kept, and one answer with its link."""
    raw = dated(product)
    status, answer = await post(product, raw)
    assert (status, answer["version"], answer["duplicate"]) == (202, 1, False)
    office = product.house.office
    found = await dossier(office, str(answer["case"]), office.roster.people[0].ref)
    assert found is not None
    assert (found.case.state, found.level) == (State.RECEIVED, 1)
    mailed = [s.result for s in found.case.steps if s.kind is not StepKind.HISTORY]
    assert mailed == [StepResult.PASS, StepResult.PASS]
    number = found.case.number
    original = await office.database.read(lambda db: db.cabinet.file(number, ORIGINAL))
    assert original == raw
    kept = await _answered(product)
    mail = kept.parsed
    assert mail["To"] == f"ralvarez@{AGENCY}"
    assert mail["In-Reply-To"] == f"<one@{AGENCY}>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert str(answer["status_url"]) in kept.part("plain")


async def test_the_same_mail_again_is_the_same_case(product: PracticeHouse) -> None:
    """A replay gets the case of the first and says so, also past our server's eyes."""
    raw = dated(product)
    _, first = await post(product, raw)
    for again in (raw, b"Received: by elsewhere\r\n" + raw):
        assert await post(product, again) == (202, first | {"duplicate": True})


async def _answered(product: PracticeHouse) -> Letter:
    """Wait for the one answer."""
    async with asyncio.timeout(10):
        while not product.stage.mailbox.letters:  # noqa: ASYNC110 — the mailbox tells nobody
            await asyncio.sleep(0.02)
    (kept,) = product.stage.mailbox.letters
    return kept
