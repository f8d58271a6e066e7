"""Delivery by signed HTTP requests (Slack docs "Verifying requests from Slack")."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession

from bot.practice.delivery import Answer
from bot.practice.payloads import Delivery
from bot.practice.wall import Wall


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return `v0=` and the HMAC-SHA256 of `v0:timestamp:body`."""
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Return body and content type: forms for clicks and commands, JSON for events."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    form = delivery.payload
    if delivery.kind == "interactive":
        form = {"payload": json.dumps(delivery.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


class HttpCourier:
    """Posts to the product's request url, signed with the wall clock's time."""

    def __init__(self, session: ClientSession, secret: str, wall: Wall, url: str = "") -> None:
        self._session = session
        self._secret = secret
        self._wall = wall
        self.url = url

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        """Post once; raises OSError if nobody answered."""
        body, content_type = encoded(delivery)
        return await self.send(body, content_type, attempt, reason)

    async def send(
        self, body: bytes, content_type: str, attempt: int = 0, reason: str = ""
    ) -> Answer:
        """Post these very bytes under a fresh signature; raises OSError if nobody answered."""
        timestamp = str(int(self._wall.now()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(self.url, data=body, headers=headers) as got:
                return Answer(got.status, await got.text(), headers=dict(got.headers))
        except ClientError as broken:
            # Not all of aiohttp's errors are OSErrors: one that hangs up midway is none.
            raise ConnectionError(type(broken).__name__) from None
