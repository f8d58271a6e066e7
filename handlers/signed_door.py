"""The door for signed messages: headers, size, signature; then a name, an id and a body."""

import asyncio
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from handlers.body import BodyError, read_body
from handlers.doorkeeper import PERIOD, Doorkeeper, source_of
from handlers.problems import problem
from handlers.signatories import Claim, Signatories, SignatureFault

CROWDED_CAP = 256 * 1024
"""Bytes still read from a source with many refusals: a plain request gets in, ballast does not."""

_SENTENCES = {
    SignatureFault.HEADERS_MISSING: "expected the headers webhook-id, webhook-timestamp and "
    "webhook-signature; sign the request by Standard Webhooks",
    SignatureFault.HEADERS_MALFORMED: "expected a webhook-id of 1 to 128 letters, digits or "
    "_:+=/-, a webhook-timestamp in whole seconds, and signatures as v1,<base64>",
    SignatureFault.TIMESTAMP_OUTSIDE: "expected a webhook-timestamp within five minutes of now; "
    "check the sender's clock and sign again",
    SignatureFault.SIGNATURE_WRONG: "expected a signature over id, timestamp and body made with "
    "the secret agreed on; check the secret, and sign the very bytes that are sent",
}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entered:
    """A message whose sender is proved: `by` is the sender's name in the settings."""

    by: str
    id: str
    body: bytes = field(repr=False)


class SignedDoor:
    """Lets signed messages in; `door` names it in counts, `cap` is the body's limit in bytes."""

    def __init__(
        self, door: str, signatories: Signatories, doorkeeper: Doorkeeper, cap: int
    ) -> None:
        self._door = door
        self._signatories = signatories
        self._doorkeeper = doorkeeper
        self._cap = cap

    async def enter(self, request: web.Request) -> Entered | web.Response:
        """Return the message, or the answer to somebody who could not prove who they are."""
        source = source_of(self._door, request)
        claim = self._signatories.claim(request.headers)
        if isinstance(claim, SignatureFault):
            return await self._refuse(source, claim)
        crowded = self._doorkeeper.crowded(source)
        try:
            body = await read_body(request, min(self._cap, CROWDED_CAP) if crowded else self._cap)
        except BodyError as error:
            await self._count(source, error.kind)
            return _later() if crowded else problem(error.status, error.kind, error.detail)
        return await self._proved(source, claim, body)

    async def _proved(self, source: str, claim: Claim, body: bytes) -> Entered | web.Response:
        # 33 MiB take long enough to hold up everybody else on the loop.
        signer = await asyncio.to_thread(self._signatories.signer, claim, body)
        if isinstance(signer, SignatureFault):
            return await self._refuse(source, signer)
        return Entered(signer, claim.id, body)

    async def _refuse(self, source: str, fault: SignatureFault) -> web.Response:
        crowded = self._doorkeeper.crowded(source)
        await self._count(source, fault)
        if crowded:
            return _later()
        headers = {"WWW-Authenticate": "Webhook-Signature"}  # RFC 9110 11.6.1 wants one on 401
        return problem(401, fault.value.replace("_", "-"), _SENTENCES[fault], headers=headers)

    async def _count(self, source: str, reason: str) -> None:
        _log.info("sender.refused", door=self._door, reason=reason)
        await self._doorkeeper.refused(source, reason)


def _later() -> web.Response:
    return problem(
        429,
        "too-many-refusals",
        "expected fewer requests without a good signature; wait a minute",
        headers={"Retry-After": f"{PERIOD:.0f}"},
    )
