"""POST /api/v1/requests over a real socket, with real signatures."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from standardwebhooks import Webhook

from bot.domain.errors import Refusal, Refused
from handlers.doorkeeper import MOST_REFUSALS, Doorkeeper
from handlers.intake.webhook import BODY_CAP, RequestIntake
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.fakes.clock import FrozenClock
from tests.fakes.reception import FakeReception
from tests.handlers.intake.bodies import ABSENT, body
from tests.handlers.site import OTHER_SECRET, SECRET, Counted, signed, site

PATH = "/api/v1/requests"


@dataclass
class Intake:
    """The running intake and what stands around it."""

    client: aiohttp.ClientSession
    clock: FrozenClock
    reception: FakeReception
    counted: Counted

    async def post(self, content: bytes, **headers: str) -> tuple[int, dict[str, object]]:
        """Post a signed body and return status and document."""
        sent = dict(signed(content, self.clock)) | headers
        async with self.client.post(PATH, data=content, headers=sent) as response:
            return response.status, await response.json(content_type=None)


@pytest.fixture
async def intake() -> AsyncIterator[Intake]:
    """A running intake that knows two partners."""
    clock, reception, counted = FrozenClock(), FakeReception(), Counted()
    secrets = {"county": SECRET, "state": OTHER_SECRET}
    door = SignedDoor(
        "webhook",
        Signatories(secrets, clock.wall),
        Doorkeeper(counted, clock.monotonic),
        BODY_CAP,
    )
    routes = RequestIntake(door, reception, "https://edr.example").routes()
    async with site(routes, clock) as client:
        yield Intake(client, clock, reception, counted)


async def test_good_request_opens_a_case(intake: Intake) -> None:
    """The interface's own example is taken: 202, and the four members of the answer."""
    assert await intake.post(body()) == (
        202,
        {
            "case": "EDR-2026-000001",
            "version": 1,
            "status_url": f"https://edr.example/request/token-{1:037d}",
            "duplicate": False,
        },
    )


async def test_the_whole_request_is_handed_on(intake: Intake) -> None:
    """The reception gets the bytes as sent, the files, the partner's name, and the vouching."""
    content = body()
    await intake.post(content)
    [incoming] = intake.reception.incoming
    assert incoming.original == content
    assert incoming.files == (("F1", b"%PDF-"),)
    assert incoming.inbound == ("webhook:county", "msg_1")
    assert (incoming.channel, incoming.vouched, incoming.logged_by) == ("webhook", True, None)


async def test_same_id_is_the_same_case(intake: Intake) -> None:
    """A repeated id gives the same case and status address, marked as duplicate, and no second."""
    first = (await intake.post(body()))[1]
    second = (await intake.post(body()))[1]
    assert second == first | {"duplicate": True}
    assert len(intake.reception.incoming) == 1


async def test_the_partner_is_the_one_whose_secret_signed(intake: Intake) -> None:
    """Each partner's ids are its own: the same id of two partners is two requests."""
    content = body()
    await intake.post(content)
    await intake.post(content, **signed(content, intake.clock, secret=OTHER_SECRET))
    sources = [i.inbound for i in intake.reception.incoming]
    assert sources == [("webhook:county", "msg_1"), ("webhook:state", "msg_1")]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"webhook-signature": ""}, "headers_missing"),
        ({"webhook-id": ""}, "headers_missing"),
        ({"webhook-timestamp": "soon"}, "headers_malformed"),
        ({"webhook-timestamp": "1e9"}, "headers_malformed"),
        ({"webhook-id": "a.b"}, "headers_malformed"),
        ({"webhook-timestamp": "1"}, "timestamp_outside"),
        ({"webhook-timestamp": "99999999999"}, "timestamp_outside"),
        ({"webhook-signature": "v1"}, "signature_wrong"),
        ({"webhook-signature": "v1,AAAA"}, "signature_wrong"),
        ({"webhook-signature": "v1a,AAAA v2,x,y"}, "signature_wrong"),
        ({"webhook-id": "msg_2"}, "signature_wrong"),
    ],
)
async def test_forgeries_are_401_and_counted(
    intake: Intake, headers: dict[str, str], reason: str
) -> None:
    """Whatever is wrong with the proof: 401, nothing taken in, one refusal counted."""
    status, document = await intake.post(body(), **headers)
    assert (status, document["status"]) == (401, 401)
    assert intake.counted.refusals == [("webhook 127.0.0.1", reason)]
    assert intake.reception.incoming == []


@pytest.mark.parametrize("off", [-301, 301])
async def test_old_and_early_signatures_are_refused(intake: Intake, off: float) -> None:
    """A good signature more than five minutes from our wall clock is refused."""
    content = body()
    headers = signed(content, intake.clock)
    intake.clock.advance(-off)
    assert (await intake.post(content, **headers))[0] == 401


async def test_one_of_several_signatures_is_enough(intake: Intake) -> None:
    """During a partner's rotation a message carries several signatures."""
    content = body()
    good = signed(content, intake.clock)["webhook-signature"]
    status, _ = await intake.post(content, **{"webhook-signature": f"v1,AAAA {good}"})
    assert status == 202


async def test_changed_body_is_refused(intake: Intake) -> None:
    """One byte changed after signing is a wrong signature."""
    headers = signed(body(), intake.clock)
    status, _ = await intake.post(body({"/incident_number": "26-118204"}), **headers)
    assert status == 401


async def test_bytes_that_are_no_text_are_refused(intake: Intake) -> None:
    """A body that is no UTF-8 cannot have been signed, and breaks nothing."""
    headers = signed(b"{}", intake.clock)
    async with intake.client.post(PATH, data=b"\xff\xfe", headers=headers) as response:
        assert response.status == 401


async def test_many_refusals_are_slowed_down(intake: Intake) -> None:
    """After thirty in a minute the answer is 429, all are counted, and good ones still enter."""
    bad = {"webhook-signature": "v1,AAAA"}
    seen = [(await intake.post(body(), **bad))[0] for _ in range(MOST_REFUSALS + 2)]
    assert seen == [401] * MOST_REFUSALS + [429] * 2
    assert len(intake.counted.refusals) == MOST_REFUSALS + 2
    assert (await intake.post(body()))[0] == 202
    intake.clock.advance(61)
    assert (await intake.post(body(), **bad))[0] == 401


async def test_too_large_is_413_before_it_is_read(intake: Intake) -> None:
    """A body over the cap is refused by its announced length, and by its bytes when chunked."""
    headers = dict(signed(b"", intake.clock))
    content = io.BytesIO(b"x" * (BODY_CAP + 1))
    async with intake.client.post(PATH, data=content, headers=headers) as response:
        assert response.status == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(BODY_CAP // 1_048_576 + 1):
            yield b"x" * 1_048_576

    async with intake.client.post(PATH, data=chunks(), headers=headers) as response:
        assert response.status == 413


async def test_packed_bodies_are_refused(intake: Intake) -> None:
    """A body with a content encoding is refused unread: it could grow a thousandfold."""
    status, _ = await intake.post(b"{}", **{"Content-Encoding": "gzip"})
    assert status == 415


async def test_other_content_types_are_refused(intake: Intake) -> None:
    """Only application/json is read."""
    status, _ = await intake.post(body(), **{"Content-Type": "text/plain"})
    assert status == 415


async def test_every_bad_field_is_listed(intake: Intake) -> None:
    """All faults come back at once, each with its pointer, and none repeats what was sent."""
    secret = "Maria Example of 12 Elm Street"
    status, document = await intake.post(
        body(
            {
                "/agency/country": "XX",
                "/officer/email": secret,
                "/emergency/nature": ABSENT,
                "/data_sought/0/to": "2026-11-21T17:00:00-08:00",
                "/attested": False,
                "/surprise": 1,
            }
        )
    )
    errors = document["errors"]
    assert isinstance(errors, list)
    assert status == 400
    assert [e["pointer"] for e in errors] == [
        "/agency/country",
        "/attested",
        "/data_sought/0/to",
        "/emergency/nature",
        "/officer/email",
        "/surprise",
    ]
    assert secret not in json.dumps(document)
    assert intake.reception.incoming == []


async def test_a_refusal_of_the_desk_is_422(intake: Intake) -> None:
    """A well-formed request that the desk does not take says the reason code alone."""
    intake.reception.refusing = Refused(Refusal.WRONG_STATE)
    status, document = await intake.post(body())
    assert (status, document["type"]) == (422, "urn:exigent:problem:wrong-state")


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("secret words"), 500), (TimeoutError(), 503)]
)
async def test_failures_inside_stay_inside(
    intake: Intake, error: BaseException, status: int
) -> None:
    """A failure is a problem document without traceback or the error's words."""
    intake.reception.failing = error
    got, document = await intake.post(body())
    assert got == status
    assert "secret" not in json.dumps(document)
    assert "Traceback" not in json.dumps(document)


async def test_other_methods_are_405_with_allow(intake: Intake) -> None:
    """A wrong method is told the right one, as problem details."""
    async with intake.client.get(PATH) as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")
        assert response.content_type == "application/problem+json"


def test_library_agrees_with_what_we_accept() -> None:
    """The signature that these tests send is one that the library's own check accepts."""
    clock = FrozenClock()
    headers = signed(b"{}", clock)
    assert Webhook(SECRET).sign("msg_1", clock.law(), "{}") == headers["webhook-signature"]
