"""POST /api/v1/emails over a real socket: the whole corpus, and what the door itself says no to."""

import base64
import hmac
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.domain.errors import Refusal, Refused
from handlers.doorkeeper import Doorkeeper
from handlers.intake.email.webhook import BODY_CAP, PATH, EmailIntake
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.corpus.mail import corpus
from tests.corpus.mail_writing import believed, letter, signed
from tests.handlers.intake.email.given import Room
from tests.handlers.site import SECRET, Counted, site


@dataclass
class Door:
    """The running door and what stands around it."""

    client: aiohttp.ClientSession
    room: Room
    counted: Counted

    async def post(self, raw: bytes, **headers: str) -> tuple[int, dict[str, object]]:
        """Post a message as the mail server does; return status and document."""
        sent = self.headers(raw) | headers
        async with self.client.post(PATH, data=io.BytesIO(raw), headers=sent) as response:
            return response.status, await response.json(content_type=None)

    def headers(self, raw: bytes) -> dict[str, str]:
        """Sign the very bytes, which the scheme's library cannot where they are no text."""
        at = int(self.room.clock.wall())
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        mac = hmac.digest(key, b"mail_1.%d.%s" % (at, raw), "sha256")
        return {
            "webhook-id": "mail_1",
            "webhook-timestamp": str(at),
            "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
        }


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """A door that knows one mail server."""
    room, counted = Room(), Counted()
    signatories = Signatories({"mx": SECRET}, room.clock.wall)
    keeper = Doorkeeper(counted, room.clock.monotonic)
    signed_door = SignedDoor("emails", signatories, keeper, BODY_CAP)
    made = EmailIntake(signed_door, room.mailroom, counted, "https://edr.example")
    async with site(made.routes(), room.clock) as client:
        yield Door(client, room, counted)


async def test_a_mail_gets_the_answer_that_a_request_gets(door: Door) -> None:
    """202 and the four members."""
    assert await door.post(believed(signed(letter()))) == (
        202,
        {
            "case": "EDR-2026-000001",
            "version": 1,
            "status_url": f"https://edr.example/request/token-{1:037d}",
            "duplicate": False,
        },
    )


async def test_the_whole_corpus_passes_the_door(door: Door) -> None:
    """Each message is answered by 202 or by a clear problem, which is counted; none by a 5xx."""
    cases = refusals = 0
    for sent in corpus():
        status, answer = await door.post(sent.raw)
        if sent.unfit is None:
            assert status == 202, (sent.name, answer)
            cases += 1
        else:
            assert (status, answer["status"]) == (sent.unfit.status, sent.unfit.status), sent.name
            assert str(answer["type"]).endswith(sent.unfit.value.replace("_", "-"))
            assert door.counted.refusals[-1] == ("mail mx", sent.unfit.value)
            refusals += 1
    assert (cases + refusals, refusals) == (len(corpus()), len(door.counted.refusals))


async def test_an_unsigned_mail_is_not_read(door: Door) -> None:
    """Without the mail server's signature the answer is 401, and nothing is opened."""
    status, _ = await door.post(letter(), **{"webhook-signature": "v1,AAAA"})
    assert (status, door.room.reception.incoming) == (401, [])


async def test_a_mail_over_the_limit_is_refused(door: Door) -> None:
    """A body over 34 MiB is 413."""
    status, _ = await door.post(b"x" * (BODY_CAP + 1))
    assert status == 413


async def test_a_request_that_the_workflow_refuses_is_told(door: Door) -> None:
    """What the reception refuses is 422 with its reason, not a case."""
    door.room.reception.refusing = Refused(Refusal.WRONG_STATE)
    status, answer = await door.post(letter())
    assert (status, answer["type"]) == (422, "urn:exigent:problem:wrong-state")


async def test_no_answer_repeats_the_mail(door: Door) -> None:
    """Refusals hold nothing of the sender's text."""
    secret = "Alvarez-secret"
    _, answer = await door.post(letter({"From": secret, "Subject": secret}, secret))
    assert secret not in json.dumps(answer)
