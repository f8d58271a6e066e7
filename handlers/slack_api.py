"""Our side of Slack's Web API: one method for each thing we ask of it, every failure a value.

Writes are never repeated here: the library's own retry posts twice when a connection drops after
Slack has handled the call. Who must post anew looks the message up first, by the key of its task.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from tenacity import AsyncRetrying, retry_if_result, stop_after_attempt, wait_fixed

from handlers.blocks.limits import Payload, checked
from handlers.outside import Failure, Permanent, Transient, Unknown

TIME_LIMIT: Final = aiohttp.ClientTimeout(total=10, connect=3)
"""Seconds for a whole call, and for the connection alone; the SDK's own limit is not used."""
KEY: Final = "effect"
"""The member of a message's metadata that holds the key of the task that posted it."""
SEARCHED: Final = 200
"""Messages of a channel that are looked through for a doubtful post."""
EXPIRED: Final = frozenset({"expired_trigger_id", "invalid_trigger_id"})
"""A form cannot be opened any more: a trigger lives three seconds (Slack docs)."""
EXCHANGED: Final = "exchanged_trigger_id"
"""The trigger has opened a form already: what brought it came twice."""

_READ_TRIES: Final = 2
_READ_PAUSE: Final = 0.2
_RATE_LIMITED: Final = 429
_SERVER_ERROR: Final = 500
_LATER: Final = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout"})
# Slack docs: after a fatal error "some aspect of the operation" may have succeeded.
_DOUBTFUL: Final = frozenset({"fatal_error", "internal_error"})
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What matters of a channel: whether others in the workspace, or outside it, may read it."""

    id: str
    private: bool
    shared: bool


Answer = Mapping[str, Any]


class SlackApi:
    """The calls we make, with one token, over one session (see TIME_LIMIT)."""

    def __init__(self, token: str, base_url: str, session: aiohttp.ClientSession) -> None:
        self.client = AsyncWebClient(
            token=token,
            base_url=base_url,
            session=session,
            retry_handlers=[],
            trust_env_in_session=False,
        )
        self.session = session
        self._closed: dict[str, str] = {}

    def close_channel(self, channel: str, why: str) -> None:
        """Post nothing to `channel` any more: people outside may read it, or it has moved."""
        self._closed[channel] = why

    def closed(self, channel: str) -> Permanent | None:
        """Return why nothing may be posted to `channel`; None where it may."""
        why = self._closed.get(channel)
        return None if why is None else Permanent(why)

    async def post(self, channel: str, message: Payload, key: str) -> Posted | Failure:
        """Post a message once; `key` travels in its metadata. Unknown: look with `find_posted`."""
        if (closed := self.closed(channel)) is not None:
            return closed
        content = _keyed(checked(message, "message"), key)
        answer = await called(self.client.chat_postMessage(channel=channel, **content))
        return _placed(answer)

    async def update(self, channel: str, ts: str, message: Payload) -> Posted | Failure:
        """Replace a message's content; safe to repeat."""
        if (closed := self.closed(channel)) is not None:
            return closed
        content = _editable(checked(message, "message"))
        return _placed(await called(self.client.chat_update(channel=channel, ts=ts, **content)))

    async def find_posted(self, channel: str, key: str) -> Posted | Failure | None:
        """Return where the message with `key` stands; None when it was never posted."""
        answer = await _read(
            lambda: self.client.conversations_history(
                channel=channel, limit=SEARCHED, include_all_metadata=True
            )
        )
        if isinstance(answer, Failure):
            return answer
        for message in answer.get("messages", ()):
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get(KEY) == key:
                return Posted(channel, str(message["ts"]))
        return None

    async def texts(self, channel: str) -> list[str] | Failure:
        """Return the texts of a channel's newest messages, newest first, block by block."""
        answer = await _read(
            lambda: self.client.conversations_history(channel=channel, limit=SEARCHED)
        )
        if isinstance(answer, Failure):
            return answer
        blocks = (b for m in answer.get("messages", ()) for b in m.get("blocks", ()))
        return [str(b["text"]["text"]) for b in blocks if isinstance(b.get("text"), dict)]

    async def ephemeral(self, channel: str, user: str, message: Payload) -> Failure | None:
        """Show a message to one member of a channel; it is gone when they reload."""
        content = {name: message[name] for name in ("text", "blocks") if name in message}
        call = self.client.chat_postEphemeral(channel=channel, user=user, **content)
        return _done(await called(call))

    async def respond(self, url: str, message: Payload) -> Failure | None:
        """Answer somebody privately by an interaction's response url (30 minutes, 5 uses)."""
        content = {**message, "response_type": "ephemeral", "replace_original": False}
        try:
            async with self.session.post(url, json=content, allow_redirects=False) as answer:
                ok = answer.status < 300  # noqa: PLR2004 — HTTP success
                return None if ok else Permanent("response_url_refused")
        except (aiohttp.ClientError, OSError) as error:
            return broken(error)

    async def open_dm(self, user: str) -> str | Failure:
        """Return the id of our direct conversation with somebody."""
        answer = await called(self.client.conversations_open(users=user))
        return answer if isinstance(answer, Failure) else str(answer["channel"]["id"])

    async def dm(self, user: str, message: Payload, key: str) -> Posted | Failure:
        """Post a direct message once, in the conversation that `open_dm` gives."""
        channel = await self.open_dm(user)
        return channel if isinstance(channel, Failure) else await self.post(channel, message, key)

    async def open_view(self, trigger: str, view: Payload) -> str | Failure:
        """Open a form and return its id; Permanent with a reason of EXPIRED when too late."""
        modal = guarded(view)
        return _view(await called(self.client.views_open(trigger_id=trigger, view=modal)))

    async def push_view(self, trigger: str, view: Payload) -> str | Failure:
        """Put a form on top of the one that somebody acted in."""
        modal = guarded(view)
        return _view(await called(self.client.views_push(trigger_id=trigger, view=modal)))

    async def update_view(self, view_id: str, view: Payload, hash_: str = "") -> str | Failure:
        """Replace an open form; with `hash_` only while it is still the one that was seen."""
        modal, when = guarded(view), {"hash": hash_} if hash_ else {}
        return _view(await called(self.client.views_update(view_id=view_id, view=modal, **when)))

    async def publish_home(self, user: str, view: Payload) -> Failure | None:
        """Show somebody their App Home."""
        home = checked(view, "home")
        return _done(await called(self.client.views_publish(user_id=user, view=home)))

    async def user(self, user: str) -> Answer | Failure:
        """Return Slack's user object."""
        answer = await _read(lambda: self.client.users_info(user=user))
        return answer if isinstance(answer, Failure) else _inner(answer, "user")

    async def conversation(self, channel: str) -> Channel | Failure:
        """Return what matters of a channel that the app is in."""
        answer = await _read(lambda: self.client.conversations_info(channel=channel))
        if isinstance(answer, Failure):
            return answer
        found = _inner(answer, "channel")
        outside = ("is_ext_shared", "is_pending_ext_shared")
        return Channel(
            id=str(found.get("id", channel)),
            private=bool(found.get("is_private") or found.get("is_im")),
            shared=any(bool(found.get(flag)) for flag in outside),
        )


def guarded(view: Payload) -> Payload:
    """Return a form that may go out, by a call or in an answer; raises OverLimit."""
    return checked(view, "modal")


def _keyed(message: Payload, key: str) -> Payload:
    metadata = message.get("metadata") or {"event_type": "exigent_card", "event_payload": {}}
    return {
        **message,
        "metadata": {**metadata, "event_payload": {**metadata["event_payload"], KEY: key}},
    }


def _editable(message: Payload) -> Payload:
    """Drop what chat.update does not take; it keeps the metadata where none is given."""
    wanted = ("text", "blocks", "parse", "link_names")
    return {name: message[name] for name in wanted if name in message}


async def called(call: Awaitable[AsyncSlackResponse]) -> Answer | Failure:
    """Make one call and translate its failure."""
    try:
        answer = await call
    except SlackApiError as error:
        failure = _refused(error)
    except (aiohttp.ClientError, OSError) as error:
        failure = broken(error)
    else:
        return answer.data if isinstance(answer.data, dict) else {}
    _log.info("slack.call_failed", outcome=type(failure).__name__.lower(), reason=failure.reason)
    return failure


async def _read(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> Answer | Failure:
    """Make a call that changes nothing, twice where trying again can help."""
    tries = AsyncRetrying(
        stop=stop_after_attempt(_READ_TRIES),
        wait=wait_fixed(_READ_PAUSE),
        retry=retry_if_result(_worth_another),
        retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
    )

    async def once() -> Answer | Failure:
        return await called(call())

    return await tries(once)


def _worth_another(outcome: object) -> bool:
    # A rate limit asks for longer than anybody waits for an answer to a press.
    later = isinstance(outcome, Transient) and outcome.retry_after is None
    return later or isinstance(outcome, Unknown)


def _refused(error: SlackApiError) -> Failure:
    answer = error.response
    status: int = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    data = getattr(answer, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == _RATE_LIMITED or code in _LATER:
        return Transient(code or "ratelimited", _seconds(getattr(answer, "headers", {})))
    if status >= _SERVER_ERROR or code in _DOUBTFUL or not code:
        return Unknown(code or f"http_{status}")
    return Permanent(code)


def _seconds(headers: Mapping[str, str]) -> float | None:
    given = next((v for k, v in headers.items() if k.lower() == "retry-after"), "")
    return float(given) if given.isdecimal() else None


def broken(error: Exception) -> Failure:
    """Tell a connection that never stood from one that broke after something was sent."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Transient("no_connection")
    return Unknown("timed_out" if isinstance(error, TimeoutError) else "connection_lost")


def _placed(answer: Answer | Failure) -> Posted | Failure:
    if isinstance(answer, Failure):
        return answer
    return Posted(str(answer["channel"]), str(answer["ts"]))


def _view(answer: Answer | Failure) -> str | Failure:
    return answer if isinstance(answer, Failure) else str(_inner(answer, "view").get("id", ""))


def _done(answer: Answer | Failure) -> Failure | None:
    return answer if isinstance(answer, Failure) else None


def _inner(answer: Answer, name: str) -> Answer:
    found = answer.get(name)
    return found if isinstance(found, dict) else {}
