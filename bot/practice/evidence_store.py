"""A pretend evidence store: strict about what it is told, and able to be in every trouble.

It believes nothing but a good signature: the call's (Standard Webhooks) and the authorization's
(a JWS under a public key that it was given before). Each authorization is used once.
"""

import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

from bot.practice.evidence import Evidence
from bot.practice.store_troubles import HONEST, Json, Trouble

PATH: Final = "/hooks/release"
AUDIENCE: Final = "evidence-store"
TYPE: Final = "edr-authorization+jwt"


class _Denied(Exception):  # noqa: N818 - carries a status and a reason out of a check
    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(reason)


@dataclass
class PretendStore:
    """Keeps what it was asked, so that tests and scripts can look. `now` tells its time (UTC).

    `public` are the 32 bytes of the product's key, by its id.
    """

    secret: str = field(repr=False)
    public: dict[str, bytes]
    now: Callable[[], datetime]
    evidence: Evidence
    trouble: Trouble = HONEST
    asked: list[Json] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    used: dict[str, Json] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict, repr=False)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or say why not."""
        raw = await request.read()
        try:
            Webhook(self.secret).verify(raw, dict(request.headers))
        except WebhookVerificationError:
            return self._deny(401, "signature")
        body = json.loads(raw)
        self.asked.append(body)
        call = len(self.asked)
        if call <= self.trouble.down_for:
            return web.Response(status=503)
        try:
            answer = self._answer(body, request.headers["webhook-id"])
        except _Denied as denied:
            return self._deny(denied.status, str(denied))
        await self.trouble.before(call)
        if call <= self.trouble.loses:
            return web.Response(status=503)
        return web.json_response(self.trouble.told(answer, call))

    def _deny(self, status: int, reason: str) -> web.Response:
        self.denied.append(reason)
        return web.json_response({"reason": reason}, status=status)

    def _answer(self, body: Json, call: str) -> Json:
        """Answer a call that was made before as it was answered then."""
        if call not in self.answers:
            ways: dict[str, Callable[[Json], Json]] = {
                "release.authorize": self._authorize,
                "recall": self._recall,
                "preserve": self._preserve,
                "preserve.lift": self._let_go,
            }
            way = ways.get(str(body.get("type")))
            if way is None:
                raise _Denied(400, "type")
            self.answers[call] = way(body)
        return self.answers[call]

    def _authorize(self, body: Json) -> Json:
        claims = self.claims(str(body["authorization"]))
        if self.trouble.refuses or claims["jti"] in self.recalled:
            raise _Denied(403, "refused")
        if claims["jti"] in self.used:
            raise _Denied(409, "used")
        if self.now().timestamp() >= claims["exp"]:
            raise _Denied(403, "expired")
        if (body["case"], body["recipient"]) != (claims["sub"], claims["recipient"]):
            raise _Denied(403, "envelope")
        self.used[claims["jti"]] = self._hand_over(claims)
        return self.used[claims["jti"]]

    def _recall(self, body: Json) -> Json:
        """End every access of a case; an authorization that was never used never will be."""
        if self.trouble.refuses:
            raise _Denied(403, "refused")
        authorization = body["authorization"]
        self.recalled.add(str(authorization or body["case"]))
        given = self.used.get(str(authorization))
        if authorization is not None and given is None:
            return {"handed_over": False}
        return {"handed_over": True, "manifest": given}

    def _preserve(self, body: Json) -> Json:
        if self.trouble.refuses:
            raise _Denied(403, "refused")
        self.kept[body["case"]] = body["until"]
        return {"preserved": True}

    def _let_go(self, body: Json) -> Json:
        self.kept.pop(body["case"], None)
        return {"preserved": False}

    def claims(self, token: str) -> Json:
        """Return the claims of a good JWS; nothing of it is believed before the signature is."""
        try:
            header = jwt.get_unverified_header(token)
            key = Ed25519PublicKey.from_public_bytes(self.public[header["kid"]])
            claims: Json = jwt.decode(
                token,
                key,
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                options={"verify_exp": False, "verify_iat": False, "require": ["exp", "jti"]},
            )
        except (jwt.InvalidTokenError, KeyError) as error:
            raise _Denied(403, "authorization") from error
        if header.get("typ") != TYPE:
            raise _Denied(403, "authorization")
        return claims

    def _hand_over(self, claims: Json) -> Json:
        items = []
        for number, window in enumerate(claims["scope"], start=1):
            file = self.evidence.make(f"clip-{number}.mp4", 40_000 + number)
            items.append({"name": file.name, **window, "bytes": file.size, "sha256": file.sha256})
        return {"items": items, "delivered_to": claims["recipient"]["contact"]}


@contextlib.asynccontextmanager
async def listening(store: PretendStore) -> AsyncIterator[str]:
    """Run the store; yields the address of its door."""
    application = web.Application(handler_args={"handler_cancellation": True})
    application.router.add_post(PATH, store.receive)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()
