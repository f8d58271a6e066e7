"""Calls to the company's own systems: POST, JSON, signed as Standard Webhooks asks.

Every way a call can end is a value here, and a failure says whether trying again can help.
Bodies, answers and addresses never reach a log line, a reason or an exception.
"""

import hashlib
import json
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
import structlog
from standardwebhooks import Webhook

ANSWER_CAP = 1024 * 1024
"""Bytes of an answer that we read; more is refused."""

TIME_LIMIT = aiohttp.ClientTimeout(total=10, connect=3)
"""Seconds for a whole call, and for the connection alone."""

WAIT_CAP = 3600.0
"""Seconds; a longer Retry-After is cut to this, so that a wrong header cannot stop a notice."""

_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)
_SERVER_ERROR = range(500, 600)
# Request Timeout, Too Early, Too Many Requests (RFC 9110, 8470, 6585): same call, later.
_LATER = frozenset({408, 425, 429})

_log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Transient:
    """It did not happen, and trying again can help; `retry_after` in seconds, where told."""

    reason: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Permanent:
    """It did not happen, and repeating it will not help.

    `pointer` is the JSON pointer of the member that was wrong, never its value.
    """

    reason: str
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have happened: the line broke after the last byte had left."""

    reason: str


Failure = Transient | Permanent | Unknown


@dataclass(frozen=True, slots=True)
class Answered:
    """The other side accepted the call: its status and the bytes of its answer."""

    status: int
    content: bytes


class SignedPost:
    """Posts JSON to one address, signed with one secret.

    `wall` gives seconds since 1970 for the signature's time. The session should keep no cookies.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        secret: str,
        wall: Callable[[], float],
        time_limit: aiohttp.ClientTimeout = TIME_LIMIT,
    ) -> None:
        """Raise ValueError when the address is not http or https, or the secret is empty."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("webhook address: expected https://host/path")
        if not secret:
            raise ValueError("webhook secret: expected whsec_ and base64, got nothing")
        self._session = session
        self._url = url
        self._signer = Webhook(secret)
        self._wall = wall
        self._time_limit = time_limit

    async def post(self, key: str, body: Mapping[str, Any]) -> Answered | Failure:
        """Send `body` once. The same `key` always gives the same `webhook-id`."""
        outcome = await attempted(self._exchange(key, encoded(body)))
        _log.info(
            "webhook.posted",
            kind=body.get("type"),
            webhook_id=webhook_id(key),
            outcome=type(outcome).__name__.lower(),
            reason=outcome.status if isinstance(outcome, Answered) else outcome.reason,
        )
        return outcome

    async def _exchange(self, key: str, content: bytes) -> Answered | Failure:
        async with self._session.post(
            self._url,
            data=content,
            headers=self._headers(key, content),
            timeout=self._time_limit,
            allow_redirects=False,
            auto_decompress=False,
        ) as response:
            if response.status not in _SUCCESS:
                header = response.headers.get("Retry-After")
                return refused(response.status, header, self._wall())
            # An answer packed to a hundredth of its size would slip past the cap.
            if response.headers.get("Content-Encoding", "identity") != "identity":
                return Permanent("answer_encoded")
            answer = await read_capped(response.content)
            if answer is None:
                return Permanent("answer_too_large")
            return Answered(response.status, answer)

    def _headers(self, key: str, content: bytes) -> dict[str, str]:
        message_id = webhook_id(key)
        moment = datetime.fromtimestamp(int(self._wall()), UTC)
        return {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": self._signer.sign(message_id, moment, content.decode()),
        }


async def attempted(exchange: Awaitable[T]) -> T | Failure:
    """Make one exchange, and translate a connection that failed or broke."""
    # Order matters: a connection that never stood is a kind of OSError, and a connect
    # time-out a kind of TimeoutError, yet in both cases nothing was sent.
    try:
        return await exchange
    except (aiohttp.ClientSSLError, ssl.SSLError):
        return Transient("tls_failed")
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        return Transient("not_connected")
    except TimeoutError:
        return Unknown("timeout")
    except (aiohttp.ClientError, OSError):
        return Unknown("connection_lost")


def refused(status: int, retry: str | None, wall: float) -> Failure:
    """Return what a status means that is no success; `retry` is its Retry-After."""
    if status in _REDIRECT:
        # A body with personal data goes to the configured address or nowhere.
        return Permanent("redirected")
    if status in _LATER or status in _SERVER_ERROR:
        return Transient(f"http_{status}", retry_after(retry, wall))
    return Permanent(f"http_{status}")


def webhook_id(key: str) -> str:
    """Return the `webhook-id` of a task's key: letters and digits, since a dot is not allowed."""
    return "msg_" + hashlib.sha256(key.encode()).hexdigest()[:32]


def encoded(body: Mapping[str, Any]) -> bytes:
    """Return the JSON bytes of a body, the same for the same body; ValueError for NaN."""
    text = json.dumps(
        body, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def retry_after(header: str | None, wall: float) -> float | None:
    """Return the seconds that a Retry-After asks for (RFC 9110 10.2.3), capped; None if unread."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        # Nine digits are 30 years: enough to be capped, too few to cost time.
        return min(float(text[:9]), WAIT_CAP)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return min(max(moment.timestamp() - wall, 0.0), WAIT_CAP)


def read_object(content: bytes) -> dict[str, Any] | Permanent:
    """Read an answer as one JSON object, strictly: UTF-8, no double names, no NaN."""
    try:
        document = json.loads(
            content.decode(), object_pairs_hook=_without_doubles, parse_constant=_no_constant
        )
        # Half a surrogate pair reads well and can be written nowhere.
        json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return Permanent("answer_not_json", "")
    if not isinstance(document, dict):
        return Permanent("answer_not_an_object", "")
    return document


async def read_capped(stream: aiohttp.StreamReader) -> bytes | None:
    """Read an answer's content; None where it is larger than ANSWER_CAP."""
    parts: list[bytes] = []
    size = 0
    async for part in stream.iter_any():
        size += len(part)
        if size > ANSWER_CAP:
            return None
        parts.append(part)
    return b"".join(parts)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _no_constant(_: str) -> None:
    raise ValueError("not a number of JSON")
