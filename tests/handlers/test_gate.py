"""Slack's door: who gets through, who does not, and what each is told."""

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from prometheus_client import CollectorRegistry
from slack_sdk.signature import SignatureVerifier

from handlers.doorkeeper import MOST_REFUSALS, Doorkeeper
from handlers.gate import BODY_CAP, FOREIGN, PATH, Behind, SlackGate, SlackMetrics, Workspace
from handlers.seen_signatures import SeenSignatures
from handlers.slack_payloads import Delivered
from handlers.slack_signatures import SlackSignatures
from tests.fakes.clock import FrozenClock
from tests.handlers.site import Counted, site

SECRET, OLD_SECRET = "signing-secret-of-now", "signing-secret-of-before"
FORM = "application/x-www-form-urlencoded"
TEAM = "T01HOME"


@dataclass
class Behindhand:
    """What stands behind the gate, remembering what reached it."""

    reached: list[tuple[bytes, Mapping[str, str]]] = field(default_factory=list)
    foreign: list[Delivered] = field(default_factory=list)
    failing: bool = False

    async def slack(
        self, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Answer as the listeners would."""
        if self.failing:
            raise RuntimeError("secret words")
        self.reached.append((body, headers))
        return 200, {"Content-Type": "application/json"}, b'{"response_action": "clear"}'

    async def foreign_press(self, delivered: Delivered) -> None:
        """Remember a press by somebody of another team."""
        self.foreign.append(delivered)


@dataclass
class Gate:
    """The running gate."""

    client: aiohttp.ClientSession
    clock: FrozenClock
    behind: Behindhand
    counted: Counted
    registry: CollectorRegistry

    async def post(
        self, body: bytes, kind: str = FORM, secret: str = SECRET, **headers: str
    ) -> tuple[int, bytes]:
        """Post a body signed as Slack signs it."""
        sent = signed(body, self.clock, secret) | {"Content-Type": kind} | headers
        async with self.client.post(PATH, data=body, headers=sent) as response:
            return response.status, await response.read()

    def outcomes(self, outcome: str) -> float:
        """Return how many requests were counted under an outcome."""
        labels = {"outcome": outcome}
        return self.registry.get_sample_value("exigent_slack_requests_total", labels) or 0.0


def signed(body: bytes, clock: FrozenClock, secret: str = SECRET) -> dict[str, str]:
    """Return Slack's two headers."""
    timestamp = str(int(clock.wall()))
    base = b"v0:" + timestamp.encode() + b":" + body
    made = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={made}"}


def press(kind: str = "block_actions", **changes: object) -> bytes:
    """Return the form of a press by one of ours in our workspace."""
    payload: dict[str, object] = {
        "type": kind,
        "user": {"id": "U01ANA", "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": "C01REVIEW"},
        "response_url": "https://hooks.slack.example/r",
    } | changes
    return urlencode({"payload": json.dumps(payload)}).encode()


def command(team: str = TEAM) -> bytes:
    """Return the form of a slash command."""
    return urlencode({"command": "/edr", "text": "", "team_id": team, "user_id": "U1"}).encode()


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    """A running gate with two secrets, as during rotation."""
    clock, behind, counted = FrozenClock(), Behindhand(), Counted()
    registry = CollectorRegistry()
    slack_gate = SlackGate(
        SlackSignatures([SECRET, OLD_SECRET], clock.wall),
        Workspace(team=TEAM),
        Doorkeeper(counted, clock.monotonic),
        SlackMetrics(registry),
        Behind(
            slack=behind.slack,
            first_time=SeenSignatures(clock.wall).first_time,
            foreign_press=behind.foreign_press,
        ),
    )
    async with site(slack_gate.routes(), clock) as client:
        yield Gate(client, clock, behind, counted, registry)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
async def test_both_secrets_open_during_rotation(gate: Gate, secret: str) -> None:
    """A press signed with either secret reaches the listeners, byte for byte, and is answered."""
    assert await gate.post(press(), secret=secret) == (200, b'{"response_action": "clear"}')
    [(body, headers)] = gate.behind.reached
    assert body == press()
    assert headers["Content-Type"] == FORM


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"X-Slack-Signature": ""}, "headers_missing"),
        ({"X-Slack-Request-Timestamp": ""}, "headers_missing"),
        ({"X-Slack-Request-Timestamp": "now"}, "headers_malformed"),
        ({"X-Slack-Request-Timestamp": "12345678901234567890"}, "headers_malformed"),
        ({"X-Slack-Request-Timestamp": "0"}, "timestamp_outside"),
        ({"X-Slack-Signature": "v0=zz"}, "headers_malformed"),
        ({"X-Slack-Signature": "v0=" + "0" * 64}, "signature_wrong"),
    ],
)
async def test_forgeries_are_refused_and_counted(
    gate: Gate, headers: dict[str, str], reason: str
) -> None:
    """Whatever is wrong with the proof: 401, nothing behind reached, one refusal counted."""
    assert (await gate.post(press(), **headers))[0] == 401
    assert gate.counted.refusals == [("slack 127.0.0.1", reason)]
    assert gate.behind.reached == []
    assert gate.outcomes(reason) == 1


@pytest.mark.parametrize("off", [-301, 301])
async def test_old_and_early_signatures_are_refused(gate: Gate, off: float) -> None:
    """A good signature more than five minutes from our wall clock is refused."""
    headers = signed(press(), gate.clock)
    gate.clock.advance(-off)
    assert (await gate.post(press(), **headers))[0] == 401


async def test_other_secret_and_changed_body_are_refused(gate: Gate) -> None:
    """A secret that is not ours, and one byte changed after signing, are both refused."""
    assert (await gate.post(press(), secret="somebody-elses-secret"))[0] == 401
    assert (await gate.post(press() + b" ", **signed(press(), gate.clock)))[0] == 401


async def test_a_replay_settles_once(gate: Gate) -> None:
    """The very same request again is answered 200 and reaches nothing."""
    await gate.post(press())
    assert await gate.post(press()) == (200, b"")
    assert len(gate.behind.reached) == 1
    gate.clock.advance(1)
    await gate.post(press())
    assert len(gate.behind.reached) == 2


async def test_too_large_is_413(gate: Gate) -> None:
    """A body over the cap is refused before it is read."""
    content = io.BytesIO(b"x" * (BODY_CAP + 1))
    headers = signed(b"", gate.clock)
    async with gate.client.post(PATH, data=content, headers=headers) as response:
        assert response.status == 413
    assert gate.counted.refusals == [("slack 127.0.0.1", "too-large")]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"[" * 10_000, "application/json", 400),
        (b"\xff", FORM, 400),
        (b"payload=%7B", FORM, 400),
        (b"payload=[]", FORM, 400),
        (b"payload=%7B%7D&payload=%7B%7D", FORM, 400),
        (b'{"command": "/edr"}', FORM, 400),
        (b"a=1&" * 100, FORM, 400),
        (b"payload=%7B%7D", "text/plain", 415),
        (press(), "multipart/form-data", 415),
    ],
)
async def test_signed_rubbish_is_no_failure_of_ours(
    gate: Gate, body: bytes, kind: str, status: int
) -> None:
    """A signed body in a form that Slack does not send is a 4xx and reaches nothing."""
    assert (await gate.post(body, kind))[0] == status
    assert gate.behind.reached == []


FOREIGNERS = [
    {"user": {"id": "U9", "team_id": "T99AWAY"}},
    {"user": {"id": "U9"}, "team": None},
    {"user": None, "team": None},
    {"user": {"id": "U9", "team_id": 7}, "team": {}},
    {"team": {"id": "T99AWAY"}},
]


@pytest.mark.parametrize("changes", FOREIGNERS)
@pytest.mark.parametrize("kind", ["block_actions", "view_submission", "message_action"])
async def test_presses_of_another_team_are_refused_here(
    gate: Gate, kind: str, changes: dict[str, Any]
) -> None:
    """Another team, or none, in the presser or the place: reported, and nothing behind reached."""
    status, answer = await gate.post(press(kind, **changes))
    assert status == 200
    assert gate.behind.reached == []
    [delivered] = gate.behind.foreign
    assert delivered.kind == kind
    assert (FOREIGN.encode() in answer) is (kind == "view_submission")
    assert gate.outcomes("foreign") == 1


async def test_commands_of_another_team_are_answered_privately(gate: Gate) -> None:
    """Somebody of another team who types the command reads why nothing was done, alone."""
    status, answer = await gate.post(command("T99AWAY"))
    assert status == 200
    assert json.loads(answer) == {"response_type": "ephemeral", "text": FOREIGN}
    assert gate.behind.reached == []


async def test_a_foreign_press_names_its_ids(gate: Gate) -> None:
    """The report says who pressed where, and how to tell them, and no text of the payload."""
    await gate.post(press(user={"id": "U9", "team_id": "T99AWAY"}))
    [delivered] = gate.behind.foreign
    assert (delivered.user, delivered.channel) == ("U9", "C01REVIEW")
    assert delivered.teams == {"T99AWAY", TEAM}
    assert delivered.response_url == "https://hooks.slack.example/r"
    assert "hooks.slack" not in repr(delivered)


async def test_events_of_another_workspace_end_here(gate: Gate) -> None:
    """An event of ours goes on, one of another workspace is taken and dropped."""
    for team in (TEAM, "T99AWAY"):
        event = json.dumps({"type": "event_callback", "team_id": team}).encode()
        assert (await gate.post(event, "application/json"))[0] == 200
    assert len(gate.behind.reached) == 1


async def test_handshake_has_no_team_and_goes_on(gate: Gate) -> None:
    """Slack's check of the address names no team and is answered by the listeners."""
    await gate.post(b'{"type": "url_verification", "challenge": "x"}', "application/json")
    assert len(gate.behind.reached) == 1


async def test_failures_inside_stay_inside(gate: Gate) -> None:
    """A listener's failure is a 500 without its words, counted as failed."""
    gate.behind.failing = True
    status, answer = await gate.post(press())
    assert (status, b"secret" in answer) == (500, False)
    assert gate.outcomes("failed") == 1


async def test_many_forgeries_are_slowed_down_and_slack_is_not(gate: Gate) -> None:
    """After thirty refusals in a minute forgers get 429; a signed press still goes through."""
    bad = {"X-Slack-Signature": "v0=" + "0" * 64}
    statuses = [(await gate.post(press(), **bad))[0] for _ in range(MOST_REFUSALS + 1)]
    assert statuses == [401] * MOST_REFUSALS + [429]
    assert (await gate.post(press()))[0] == 200


def test_tests_sign_as_slack_does() -> None:
    """The signature that these tests send is the one that Slack's own library makes."""
    headers = signed(press(), FrozenClock())
    timestamp = headers["X-Slack-Request-Timestamp"]
    theirs = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=press())
    assert headers["X-Slack-Signature"] == theirs
