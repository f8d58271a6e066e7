"""An office whose releases go through a pretend evidence store, over a real socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.clock import SystemClock
from bot.domain import events as ev
from bot.domain.authorizing import AuthorizeRelease
from bot.domain.case import Case
from bot.domain.checkpoint import VerifierKey
from bot.domain.release import Recipient
from bot.domain.request import Ongoing
from bot.practice.evidence import Evidence
from bot.practice.evidence_store import PretendStore, listening
from bot.workflow.deliver import Courier
from bot.workflow.reactions import Ways
from bot.workflow.reactions_store import STORE
from handlers.outside import SignedPost
from handlers.release.authorization import Seal, kid_of
from handlers.release.evidence_store import EvidenceStore
from handlers.release.store_port import StorePort
from storage import SqlDatabase
from tests.desk import Desk, approved, office_over
from tests.factories import DEE, OFFICER_MAIL
from tests.fakes.clock import FrozenClock

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey("example.com/exigent", PRIVATE.public_key().public_bytes_raw())
TIME_LIMIT = aiohttp.ClientTimeout(total=1, connect=1)
JTI = "01JDA0000000000000000000ID"


def authorizing(case: Case, **changes: Any) -> AuthorizeRelease:  # noqa: ANN401 - any member
    """Everything that was approved, to the officer who was called back."""
    given: dict[str, Any] = {
        "version": case.version,
        "ongoing": Ongoing.YES,
        "how": "called the duty desk",
        "recipient": Recipient.OFFICER,
        "contact": OFFICER_MAIL,
        "id": JTI,
    }
    return AuthorizeRelease(**{**given, **changes})


@dataclass
class AtWork:
    """One approved case, its store, and the courier between them."""

    desk: Desk
    store: PretendStore
    courier: Courier

    async def authorize(self, **changes: Any) -> None:  # noqa: ANN401 - any member
        """Dee presses Record Release."""
        outcome = await self.desk.do(authorizing(await self.desk.now(), **changes), DEE, 1)
        assert outcome.refused is None, outcome.refused

    async def deliver(self, times: int = 1, minutes: float = 2) -> None:
        """Deliver what is due, again and again with the courier's longest pause between."""
        for _ in range(times):
            await self.courier.deliver_due()
            self.desk.clock.advance(timedelta(minutes=minutes))

    async def happened(self, kind: type[ev.Event]) -> list[Any]:
        """Every event of a kind, as the record has it."""
        return [e.event for e in await self.desk.entries() if isinstance(e.event, kind)]


@asynccontextmanager
async def at_work(database: SqlDatabase, clock: FrozenClock, folder: Path) -> AsyncIterator[AtWork]:
    """Build it around an approved case."""
    office = office_over(database, clock, ways=Ways(store=True))
    store = PretendStore(
        SECRET, {kid_of(KEY): KEY.public}, clock.law, Evidence(folder / "evidence")
    )
    async with listening(store) as address, aiohttp.ClientSession() as session:
        post = SignedPost(session, address, SECRET, SystemClock().wall, TIME_LIMIT)
        seal = Seal(KEY.name, kid_of(KEY), PRIVATE.sign)
        port = StorePort(office=office, store=EvidenceStore(post), seal=seal)
        courier = Courier(office=office, ports={STORE: port})
        yield AtWork(await approved(office, clock), store, courier)
