"""Signs where the record stands, and keeps count of who outside has been told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.checkpoint import Checkpoint, Sign, SignedCheckpoint, VerifierKey, sign_checkpoint
from bot.workflow.ledger import Database
from bot.workflow.ports import Again, Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from bot.workflow.tree import Tree


@dataclass(frozen=True, slots=True)
class Notary:
    """Signs checkpoints of this record with its Ed25519 key."""

    database: Database
    key: VerifierKey
    sign: Sign = field(repr=False)
    tree: Tree = field(default_factory=Tree)

    async def latest(self) -> SignedCheckpoint | None:
        """Return a signed checkpoint of the record as it stands; None while it is empty."""
        size, root = await self.database.read(self.tree.catch_up)
        if size == 0:
            return None
        return sign_checkpoint(
            Checkpoint(origin=self.key.name, size=size, root=root), self.key, self.sign
        )


Publish = Callable[[SignedCheckpoint, str], Awaitable[Delivered]]
"""Brings a checkpoint to one anchor; the key is the same for every try of the same size."""


@dataclass(frozen=True, slots=True)
class AnchorPort:
    """Publishes the latest checkpoint at one anchor, and skips what a larger one covers."""

    name: str
    notary: Notary
    publish: Publish

    async def deliver(self, _task: LeasedTask) -> Delivered:
        """Publish the record's head unless this anchor has it already."""
        signed = await self.notary.latest()
        if signed is None:
            return Done()
        size, text = signed.checkpoint.size, signed.text
        known = await self.notary.database.read(lambda db: db.record.published(self.name))
        if known >= size:
            return Done()
        delivered = await self.publish(signed, f"{self.name}:{size}")
        if isinstance(delivered, Again | GiveUp):
            return delivered
        return Done(lambda db: db.record.publish(self.name, size, text))
