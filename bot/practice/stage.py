"""The stage that scripts play on: hands in Slack, a partner's webhook, the mailbox, the clock."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiohttp import ClientSession
from standardwebhooks import Webhook

from bot.practice.evidence import Evidence
from bot.practice.evidence_store import PretendStore
from bot.practice.hand_on_views import Hand
from bot.practice.mailbox import Letter, Mailbox
from bot.practice.messages import Message
from bot.practice.page_state import Advance
from bot.practice.post_office import PostOffice
from bot.practice.seed import REVIEW
from bot.practice.server import SlackServer

CARD = "exigent_card"
"""The kind that a case's card has in its metadata."""
PATIENCE = 30.0
"""Seconds that a script waits for something that should follow at once."""
T = TypeVar("T")
Json = dict[str, Any]
Erase = Callable[[str], Awaitable[bool]]


async def _nobody(_case: str) -> bool:
    return False


class ScriptFailedError(Exception):
    """The product did not do what the script says; names what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything outside the product, in the hands of a script.

    `erase` is the operator at the server, who erases what two people agreed to; False: refused.
    """

    server: SlackServer
    mailbox: Mailbox
    evidence: Evidence
    post: PostOffice
    product: str
    partner: str
    partner_secret: str = field(repr=False)
    law: Callable[[], datetime]
    wall: Callable[[], float]
    advance: Advance
    erase: Erase = _nobody
    store: PretendStore | None = None

    def hand(self, user: str) -> Hand:
        """Return the hand of one account."""
        return self.server.hand(user)

    async def send(self, body: Mapping[str, Any], message_id: str) -> Json:
        """Send a request by the partner's signed webhook; returns status and answer."""
        return await self._post("/api/v1/requests", json.dumps(body).encode(), message_id)

    async def mail(self, sender: str, subject: str, text: str, message_id: str) -> Json:
        """Let a mail arrive at our own server, which hands it on; returns status and answer."""
        raw = self.post.message(sender, subject, text, message_id)
        return await self._post("/api/v1/emails", raw, message_id, "message/rfc822")

    async def list_exports(self, body: Mapping[str, Any], message_id: str) -> Json:
        """Send the store's list of a day; returns status and answer."""
        secret = self.store.secret if self.store is not None else ""
        content = json.dumps(body).encode()
        return await self._post("/api/v1/exports", content, message_id, secret=secret)

    async def bounce(self, message_id: str, webhook_id: str) -> Json:
        """Let our mail server say that a mail of ours did not arrive; returns status and answer."""
        raw = self.post.bounce(message_id)
        return await self._post("/api/v1/emails", raw, webhook_id, "message/rfc822")

    async def _post(
        self,
        path: str,
        content: bytes,
        message_id: str,
        kind: str = "application/json",
        secret: str = "",
    ) -> Json:
        at = datetime.fromtimestamp(self.wall(), UTC)
        headers = {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret or self.partner_secret).sign(
                message_id, at, content.decode()
            ),
            "content-type": kind,
        }
        async with (
            ClientSession() as session,
            session.post(f"{self.product}{path}", data=content, headers=headers) as answer,
        ):
            return {"http": answer.status, **await answer.json()}

    async def read_page(self, url: str) -> str:
        """Return a page of the product by its public address, as an officer's browser would."""
        return (await self.read_file(url)).decode()

    async def read_file(self, url: str) -> bytes:
        """Return what the product serves at one of its public addresses."""
        path = url.split("/", 3)[-1]
        async with ClientSession() as session, session.get(f"{self.product}/{path}") as answer:
            return await answer.read()

    async def until(self, look: Callable[[], T | None], expected: str) -> T:
        """Return what `look` finds as soon as it finds something; fails after PATIENCE seconds."""
        for _ in range(int(PATIENCE / 0.02)):
            found = look()
            if found:
                return found
            await asyncio.sleep(0.02)
        raise ScriptFailedError(f"expected {expected}")

    async def card(self, case: str, words: str) -> Message:
        """Wait until the case's card in the review channel says `words`."""
        reader = self.hand("U01ANA")

        def look() -> Message | None:
            found = [m for m in reader.messages(REVIEW) if is_card(m, case)]
            return next((m for m in found if words in json.dumps(m.blocks)), None)

        return await self.until(look, f"the card of {case} to say {words!r}")

    async def letter(self, address: str) -> Letter:
        """Wait for a letter to `address`."""

        def look() -> Letter | None:
            letters = self.mailbox.to(address)
            return letters[0] if letters else None

        return await self.until(look, "a letter in the owner's mailbox")

    async def pass_time(self, length: timedelta) -> None:
        """Move the law clock forward."""
        await self.advance(length.total_seconds())


def is_card(message: Message, case: str) -> bool:
    """Whether a message is the card of `case`; others may name the case too."""
    told = message.metadata or {}
    return told.get("event_type") == CARD and told.get("event_payload", {}).get("case") == case


def expect(found: object, expected: str) -> None:
    """Fail the script unless `found` holds."""
    if not found:
        raise ScriptFailedError(f"expected {expected}")


Script = Callable[[Stage], Awaitable[str]]
"""Plays one case and returns its number."""
