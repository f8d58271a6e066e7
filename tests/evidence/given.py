"""An office whose releases go through a pretend evidence store, over a real socket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.clock import SystemClock
from bot.domain import events as ev
from bot.domain.checkpoint import VerifierKey
from bot.practice.evidence import Evidence
from bot.practice.evidence_store import PretendStore, listening
from bot.workflow.deliver import Courier
from bot.workflow.ports import Delivered, Done, Port
from bot.workflow.reactions import PORTS, Ways
from bot.workflow.reactions_store import STORE
from bot.workflow.rows import LeasedTask
from handlers.outside import SignedPost
from handlers.release.authorization import Seal, kid_of
from handlers.release.evidence_store import EvidenceStore
from handlers.release.store_port import StorePort
from storage import SqlDatabase
from tests.authorizing import authorizing
from tests.desk import Desk, approved, office_over
from tests.factories import DEE
from tests.fakes.clock import FrozenClock

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey("example.com/exigent", PRIVATE.public_key().public_bytes_raw())
TIME_LIMIT = aiohttp.ClientTimeout(total=20, connect=5)


class Ear:
    """A port that takes everything and keeps it."""

    def __init__(self) -> None:
        self.tasks: list[LeasedTask] = []

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Keep the task."""
        self.tasks.append(task)
        return Done()


@dataclass
class AtWork:
    """One approved case, its store, and the courier between them."""

    desk: Desk
    store: PretendStore
    courier: Courier
    port: StorePort
    heard: Ear

    async def authorize(self, **changes: Any) -> None:  # noqa: ANN401 - any member
        """Dee presses Record Release."""
        outcome = await self.desk.do(authorizing(await self.desk.now(), **changes), DEE, 1)
        assert outcome.refused is None, outcome.refused

    async def deliver(self, times: int = 1, minutes: float = 2) -> None:
        """Deliver what is due, again and again with the courier's longest pause between."""
        for _ in range(times):
            await self.courier.deliver_due()
            self.desk.clock.advance(timedelta(minutes=minutes))

    async def leased(self) -> LeasedTask:
        """Lease the store's task, as a worker does."""
        clock = self.desk.clock
        found = await self.desk.office.database.tx(
            lambda ledger: ledger.tasks.claim(clock.law(), clock.wall(), 60.0, 99)
        )
        return next(t for t in found if t.port == STORE)

    async def tasks_of(self, *ports: str) -> int:
        """Deliver what is due, and count what the other ports were ever given."""
        await self.courier.deliver_due()
        return sum(t.port in ports for t in self.heard.tasks)

    async def until(self, look: Callable[[], bool]) -> None:
        """Wait until `look` says yes."""
        for _ in range(6_000):
            if look():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never came")

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
        ear = Ear()
        ports: dict[str, Port] = {**dict.fromkeys(PORTS, ear), STORE: port}
        courier = Courier(office=office, ports=ports)
        work = AtWork(await approved(office, clock), store, courier, port, ear)
        await work.deliver(minutes=0)
        store.asked.clear()
        store.answers.clear()
        ear.tasks.clear()
        yield work
