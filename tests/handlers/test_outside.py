"""Signed calls over real sockets: whatever the other side does has one meaning."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.log import redact
from handlers.outside import (
    ANSWER_CAP,
    Answered,
    Failure,
    Permanent,
    SignedPost,
    Transient,
    Unknown,
    encoded,
    read_object,
    retry_after,
    webhook_id,
)
from tests.handlers.receivers import SECRET, Answer, Receiver, hangs_up, posting, says, sleeps

BODY = {"type": "accounts.lookup", "case": "EDR-2026-000001", "device": "Küche \u2028 <1>"}
WALL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC).timestamp()


async def ask(answer: Answer) -> Answered | Failure:
    """Make one call to a receiver with this answer."""
    async with posting(Receiver([answer])) as post:
        return await post.post("key", BODY)


async def test_the_receiver_can_verify_the_signature() -> None:
    """The Standard Webhooks library accepts our headers, and the body arrives unchanged."""
    receiver = Receiver([says(200, '{"ok": true}')])
    async with posting(receiver) as post:
        assert await post.post("key", BODY) == Answered(200, b'{"ok": true}')
    assert receiver.bodies == [BODY]


async def test_the_id_stays_the_same_over_repetitions() -> None:
    """A repeated call has the same webhook-id, another call another one."""
    receiver = Receiver([says(503), says(200), says(200)])
    async with posting(receiver) as post:
        assert isinstance(await post.post("a.1", BODY), Transient)
        assert isinstance(await post.post("a.1", BODY), Answered)
        await post.post("a.2", BODY)
    assert receiver.ids == [webhook_id("a.1"), webhook_id("a.1"), webhook_id("a.2")]
    assert len(set(receiver.ids)) == 2
    assert not any("." in sent for sent in receiver.ids)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (says(429, Retry_After="7"), Transient("http_429", 7)),
        (says(503, Retry_After="soon"), Transient("http_503")),
        (says(500), Transient("http_500")),
        (says(408), Transient("http_408")),
        (says(400), Permanent("http_400")),
        (says(401), Permanent("http_401")),
        (says(410), Permanent("http_410")),
        (says(304), Permanent("redirected")),
        (says(200, "x" * (ANSWER_CAP + 1)), Permanent("answer_too_large")),
        (hangs_up(), Unknown("connection_lost")),
    ],
)
async def test_every_answer_has_one_meaning(answer: Answer, outcome: Failure) -> None:
    """Later is transient, no is permanent, and a line that breaks after sending is unknown."""
    assert await ask(answer) == outcome


async def test_a_redirect_is_not_followed() -> None:
    """The body goes to the configured address alone, even if that one points elsewhere."""
    receiver = Receiver([says(307, Location="/hook")])
    async with posting(receiver) as post:
        assert await post.post("key", BODY) == Permanent("redirected")
    assert len(receiver.bodies) == 1


async def test_a_packed_answer_is_refused() -> None:
    """An answer that we did not ask to be packed is not unpacked: it could be a bomb."""
    bomb = web.Response(body=gzip.compress(b"0" * 10_000_000), headers={"Content-Encoding": "gzip"})
    assert await ask(bomb) == Permanent("answer_encoded")


async def test_an_endless_answer_is_given_up_at_the_cap() -> None:
    """An answer without a length is read up to the cap and no further."""
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)
            written += 65_536

    assert await ask(endless) == Permanent("answer_too_large")
    assert written < 32 * ANSWER_CAP


async def test_no_answer_in_time_is_unknown() -> None:
    """The request had left, so a time-out does not mean that nothing happened."""
    limit = aiohttp.ClientTimeout(total=0.05, connect=2)
    async with posting(Receiver([sleeps()]), limit) as post:
        assert await post.post("key", BODY) == Unknown("timeout")


async def test_an_answer_cut_short_is_unknown() -> None:
    """A body shorter than its Content-Length tells nothing for certain."""

    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"id"')
        assert request.transport is not None
        request.transport.close()
        return response

    assert await ask(short) == Unknown("connection_lost")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A client session that is closed afterwards."""
    async with aiohttp.ClientSession() as made:
        yield made


async def test_a_closed_port_is_transient(session: aiohttp.ClientSession) -> None:
    """Where nobody listens nothing happened."""
    server = await asyncio.start_server(lambda _, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    post = SignedPost(session, f"http://127.0.0.1:{port}/", SECRET, SystemClock().wall)
    assert await post.post("key", BODY) == Transient("not_connected")


async def test_plain_http_where_tls_was_expected_is_transient(
    session: aiohttp.ClientSession,
) -> None:
    """A failed TLS handshake is before the request, so nothing happened."""
    receiver = Receiver([says()])
    application = web.Application()
    application.router.add_post("/", receiver.receive)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    post = SignedPost(session, f"https://127.0.0.1:{port}/", SECRET, SystemClock().wall)
    assert await post.post("key", BODY) == Transient("tls_failed")
    await runner.cleanup()
    assert receiver.bodies == []


async def test_logs_hold_no_body_answer_or_address() -> None:
    """A log line names the kind, the id and the outcome, and nothing that was said."""
    with capture_logs() as lines:
        assert await ask(says(400, "Maria Okafor is unknown")) == Permanent("http_400")
    assert redact(None, "info", dict(lines[0])) == lines[0]
    assert lines == [
        {
            "event": "webhook.posted",
            "kind": "accounts.lookup",
            "webhook_id": webhook_id("key"),
            "outcome": "permanent",
            "reason": "http_400",
            "log_level": "info",
        }
    ]


@pytest.mark.parametrize("wrong", ["", "ftp://example.com", "https://", "example.com/hook"])
async def test_another_address_is_refused_at_start(
    wrong: str, session: aiohttp.ClientSession
) -> None:
    """Only http and https addresses with a host can be posted to."""
    with pytest.raises(ValueError, match="webhook address"):
        SignedPost(session, wrong, SECRET, SystemClock().wall)


async def test_an_empty_secret_is_refused_at_start(session: aiohttp.ClientSession) -> None:
    """Nothing is ever sent with a signature that anybody could make."""
    with pytest.raises(ValueError, match="secret"):
        SignedPost(session, "https://example.com", "", SystemClock().wall)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        (" 120 ", 120.0),
        ("9" * 400, 3600.0),
        ("Sun, 22 Nov 2026 04:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 03:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2126 03:00:00 GMT", 3600.0),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("tomorrow", None),
        ("Sun, 22 Nov 2026 04:01:30 -0000", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str | None, seconds: float | None) -> None:
    """Seconds or a date become seconds from now, capped at an hour; the rest is not believed."""
    assert retry_after(header, WALL) == seconds


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "answer_not_json"),
        (b"<html>", "answer_not_json"),
        (b'{"a": 1, "a": 2}', "answer_not_json"),
        (b'{"a": NaN}', "answer_not_json"),
        (b'{"a": "\\ud800"}', "answer_not_json"),
        (b'{"a": "\xff"}', "answer_not_json"),
        (b"\xef\xbb\xbf{}", "answer_not_json"),
        (b"[" * 100_000, "answer_not_json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "answer_not_json"),
        (b"[]", "answer_not_an_object"),
        (b"null", "answer_not_an_object"),
    ],
)
def test_an_answer_that_is_no_plain_object_is_refused(content: bytes, reason: str) -> None:
    """Double names, NaN, half surrogates, other encodings and depth are all no answer."""
    assert read_object(content) == Permanent(reason, "")


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_what_we_write_reads_back(body: dict[str, int]) -> None:
    """A body's bytes are the same whatever the order of its members, and read back whole."""
    content = encoded(body)
    assert read_object(content) == body
    assert encoded(dict(reversed(body.items()))) == content
    assert json.loads(content) == body
