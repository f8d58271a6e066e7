"""One message from its bytes to a case: read, authenticated, looked up, opened."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog

from bot.domain.events import StepRecorded
from bot.domain.verification import StepFinding, StepKind, StepResult
from bot.workflow.intake_values import Incoming, Received, Reception
from bot.workflow.senders import SenderDirectory
from handlers.intake.email.authentication import Authenticated, Authenticator
from handlers.intake.email.bounce import read_bounce
from handlers.intake.email.claim import Claim, claim_of
from handlers.intake.email.found import Found, find
from handlers.intake.email.letter import Letter, read_letter
from handlers.intake.email.unfit import Unfit
from handlers.intake.email.wanted import request_of

CHANNEL = "email"
WINDOW = timedelta(hours=24)
"""How far a Date may lie from now, either way. Both together are as long as inbound ids are kept,
so that a message taken once is known again for as long as its Date lets it in."""

_log = structlog.get_logger(__name__)


class Arrivals(Protocol):
    """Where mail of strangers is brought: too much of it at once waits for a person."""

    async def arrive(self, incoming: Incoming, source: str) -> Received:
        """Open a case, or hold the request; counts what comes from `source`."""


class Bounces(Protocol):
    """Where mails of ours go that came back."""

    async def bounced(self, token: str, code: str) -> bool:
        """Record that a mail came back; False where none of ours has this token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailroom:
    """Takes messages in. Mail that is vouched for never waits behind a flood."""

    reception: Reception
    arrivals: Arrivals
    directory: SenderDirectory
    authenticator: Authenticator
    wall: Callable[[], float]
    bounces: Bounces | None = None

    async def take(self, raw: bytes) -> Received | Unfit:
        """Open a case for a message, or say why there is none; returns after the commit."""
        at = self.wall()
        opened = await asyncio.to_thread(self._open, raw, at)
        if isinstance(opened, Unfit):
            unfit = await self._came_back(raw) or opened
            _log.info("mail.unfit", reason=unfit.value)
            return unfit
        letter, found, seen = opened
        senders = await self.directory.senders(letter.sender.domain, found.labelled.get("agency"))
        claim = claim_of(letter.sender.domain, senders, letter.text)
        made = incoming(letter, found, claim, seen)
        if made.vouched:
            return await self.reception.receive(made)
        return await self.arrivals.arrive(made, f"{CHANNEL} {letter.sender.domain}")

    async def _came_back(self, raw: bytes) -> Unfit | None:
        """Take a bounce of one of our notices, which is no request whatever it looks like."""
        bounce = await asyncio.to_thread(read_bounce, raw)
        if bounce is None or self.bounces is None:
            return None
        if not await self.bounces.bounced(bounce.token, bounce.code):
            return None
        return Unfit.NOTICE_BOUNCED

    def _open(self, raw: bytes, at: float) -> tuple[Letter, Found, Authenticated] | Unfit:
        letter = read_letter(raw)
        if isinstance(letter, Unfit):
            return letter
        if letter.sent_at is not None:
            apart = abs(letter.sent_at.timestamp() - at)
            if apart > WINDOW.total_seconds():
                return Unfit.STALE
        found = find(letter.subject, letter.text)
        return letter, found, self.authenticator.check(letter, at)


def incoming(letter: Letter, found: Found, claim: Claim, seen: Authenticated) -> Incoming:
    """Return what is handed to the workflow. Only both steps together vouch, for level 1."""
    request, files = request_of(letter, found, claim)
    passed = seen.result is StepResult.PASS and claim.result is StepResult.PASS
    return Incoming(
        channel=CHANNEL,
        request=request,
        original=letter.raw,
        files=files,
        vouched=passed,
        inbound=(CHANNEL, mark(letter, authentic=passed)),
        copy_of=None if passed else (CHANNEL, mark(letter, authentic=True)),
        steps=(
            _step(StepKind.EMAIL_AUTHENTICATION, seen.result, seen.findings),
            _step(StepKind.DIRECTORY_DOMAIN, claim.result, claim.findings),
        ),
        answerable=letter.answerable and claim.theirs and seen.result is not StepResult.FAIL,
    )


def _step(kind: StepKind, result: StepResult, findings: tuple[StepFinding, ...]) -> StepRecorded:
    return StepRecorded(step=kind, result=result, findings=findings)


def mark(letter: Letter, *, authentic: bool) -> str:
    """Return a message's mark: the same however often it is sent or replayed.

    The text is in it, so that nobody can use up the Message-ID of a mail that is still to come;
    and so is whether it was authentic, so that a copy sent ahead by a stranger opens no case in
    the place of the officer's.
    """
    parts = (
        letter.message_id or "",
        letter.sender.address,
        letter.sent_at.isoformat() if letter.sent_at else "",
        letter.subject,
        letter.text,
        *(hashlib.sha256(a.content).hexdigest() for a in letter.attachments),
        str(authentic),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
