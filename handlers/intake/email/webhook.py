"""POST /api/v1/emails: one raw message (RFC 5322), signed by whoever runs the mail server."""

from typing import Protocol

from aiohttp import web

from bot.workflow.holding import HeldFullError
from bot.workflow.intake_values import Received
from handlers.doorkeeper import CountRefusal
from handlers.intake.email.letter import MESSAGE_CAP
from handlers.intake.email.unfit import SENTENCES, Unfit
from handlers.problems import problem
from handlers.signed_door import SignedDoor

PATH = "/api/v1/emails"
FULL = "expected room to hold the message back, got none; bring it again after Retry-After"
AGAIN = "600"
"""Seconds."""
BODY_CAP = MESSAGE_CAP


class Mailbag(Protocol):
    """Takes a message in."""

    async def take(self, raw: bytes) -> Received | Unfit:
        """Open a case for a message, or say why there is none."""


class EmailIntake:
    """Takes messages in; `public_url` has no slash at its end."""

    def __init__(
        self, door: SignedDoor, mailbag: Mailbag, count: CountRefusal, public_url: str
    ) -> None:
        self._door = door
        self._mailbag = mailbag
        self._count = count
        self._public_url = public_url

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer 202 once the case is committed, or say why there is none."""
        entered = await self._door.enter(request)
        if isinstance(entered, web.Response):
            return entered
        try:
            taken = await self._mailbag.take(entered.body)
        except HeldFullError:
            await self._count(f"mail {entered.by}", "held_full")
            return problem(503, "held-full", FULL, headers={"Retry-After": AGAIN})
        if isinstance(taken, Unfit) and taken.taken:
            return web.json_response({"status": "recorded"})
        if isinstance(taken, Unfit):
            await self._count(f"mail {entered.by}", taken.value)
            return problem(taken.status, taken.value.replace("_", "-"), SENTENCES[taken])
        if taken.refused is not None:
            detail = f"the message can be read and was not taken: {taken.refused.reason}"
            return problem(422, taken.refused.reason.replace("_", "-"), detail)
        return web.json_response(
            {
                "case": taken.case,
                "version": taken.version,
                "status_url": f"{self._public_url}/request/{taken.status_token}",
                "duplicate": taken.duplicate,
            },
            status=202,
        )
