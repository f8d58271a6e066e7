"""POST /api/v1/requests: emergency requests from partners' systems, signed and in JSON."""

import asyncio

import structlog
from aiohttp import web

from bot.workflow.intake_values import Incoming, Received, Reception
from handlers.intake.schema.members import RequestBody
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from handlers.problems import Fault, problem
from handlers.signed_door import Entered, SignedDoor

PATH = "/api/v1/requests"
BODY_CAP = 33 * 1024 * 1024 + 256 * 1024
"""Bytes: 24 MiB of attachments in base64 with some escapes, and 256 KiB of everything else."""

_log = structlog.get_logger(__name__)


class RequestIntake:
    """Takes requests in; `public_url` has no slash at its end."""

    def __init__(self, door: SignedDoor, reception: Reception, public_url: str) -> None:
        self._door = door
        self._reception = reception
        self._public_url = public_url

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer 202 once the case is committed, or say everything that is wrong."""
        entered = await self._door.enter(request)
        if isinstance(entered, web.Response):
            return entered
        if request.content_type != "application/json":
            return problem(415, "content-type", "expected the content type application/json")
        body = await asyncio.to_thread(read_request, entered.body)
        if isinstance(body, list):
            return _faulty(entered, body)
        return self._answer(await self._reception.receive(_incoming(entered, body)))

    def _answer(self, received: Received) -> web.Response:
        if received.refused is not None:
            detail = f"the request is well formed and was not taken: {received.refused.reason}"
            return problem(422, received.refused.reason.replace("_", "-"), detail)
        return web.json_response(
            {
                "case": received.case,
                "version": received.version,
                "status_url": f"{self._public_url}/request/{received.status_token}",
                "duplicate": received.duplicate,
            },
            status=202,
        )


def _incoming(entered: Entered, body: RequestBody) -> Incoming:
    request, files = translate(body)
    return Incoming(
        channel="webhook",
        request=request,
        original=entered.body,
        files=files,
        vouched=True,
        inbound=(f"webhook:{entered.by}", entered.id),
    )


def _faulty(entered: Entered, faults: list[Fault]) -> web.Response:
    _log.info("request.malformed", source=entered.by, faults=len(faults))
    if any(fault.too_large for fault in faults):
        detail = "the request is larger than is taken; see errors"
        return problem(413, "too-large", detail, faults=faults)
    return problem(400, "bad-fields", "the request has bad fields; see errors", faults=faults)
