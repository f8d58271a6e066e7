"""Signs where the record stands, and keeps count of who outside has been told.

Nothing is signed that a checkpoint outside contradicts: a database put back to an earlier day, or
a copy that went its own way, would otherwise sign a second history under the first one's name.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.checkpoint import (
    Checkpoint,
    CheckpointError,
    Sign,
    SignedCheckpoint,
    VerifierKey,
    parse_signed,
    sign_checkpoint,
)
from bot.domain.errors import ExigentError
from bot.domain.events.anchoring import Contradiction
from bot.workflow.held_outside import MEMORY, Contradicted, HeldOutside, Seen
from bot.workflow.ledger import Database, Ledger
from bot.workflow.ports import Again, Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from bot.workflow.tree import Tree

Latest = Callable[[], Awaitable[str]]
"""Returns the latest checkpoint's text, empty where nothing is signed."""


async def unsigned() -> str:
    """Return no checkpoint: for who has no notary."""
    return ""


class Unsigned(StrEnum):
    """Why there is no signature."""

    EMPTY = "empty"
    NOT_READ_BACK = "not_read_back"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Notary:
    """Signs checkpoints of this record with its Ed25519 key.

    `earlier` are the keys that signed under this origin before; `held` is what stands outside.
    """

    database: Database
    key: VerifierKey
    sign: Sign = field(repr=False)
    tree: Tree = field(default_factory=Tree)
    held: HeldOutside = field(default_factory=HeldOutside)
    earlier: tuple[VerifierKey, ...] = ()

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Every key whose signature on a checkpoint is ours."""
        return (self.key, *self.earlier)

    async def latest(self) -> SignedCheckpoint | None:
        """Return a signed checkpoint of the record as it stands; None where there may be none."""
        signed = await self.signed()
        return signed if isinstance(signed, SignedCheckpoint) else None

    async def signed(self) -> SignedCheckpoint | Unsigned:
        """Return a signed checkpoint of the record as it stands, or why nothing is signed."""
        # First what is outside, then what is stored: another replica may publish in between.
        if not self.held.looked:
            await self.look()
        stand = await self.database.read(self._stand)
        if isinstance(stand, Contradicted):
            self.held.contradicted = stand
            return Unsigned.CONTRADICTED
        self.held.contradicted = None
        if not self.held.looked:
            return Unsigned.NOT_READ_BACK
        if stand.size == 0:
            return Unsigned.EMPTY
        self.held.remember(Seen(MEMORY, stand.size, stand.root))
        return sign_checkpoint(stand, self.key, self.sign)

    async def text(self) -> str:
        """Return the latest checkpoint for a receipt, empty where there is none; never waits."""
        signed = await self.latest() if self.held.looked else None
        return signed.text if signed is not None else ""

    async def look(self) -> None:
        """Ask every anchor that has not answered yet, all at once."""
        names = self.held.unanswered
        await self.held.look(self.keys)
        await self.database.read(lambda ledger: self._weigh(ledger, names))

    async def read_back(self, anchor: str) -> None:
        """Ask one anchor again what it holds."""
        await self.held.read(anchor, self.keys)
        await self.database.read(lambda ledger: self._weigh(ledger, [anchor]))

    async def consistency(self, older: int, newer: int) -> list[bytes]:
        """Return the proof that the tree of `older` entries begins that of `newer`."""
        return await self.database.read(lambda db: self.tree.consistency(db, older, newer))

    def _stand(self, ledger: Ledger) -> Checkpoint | Contradicted:
        stored = ledger.record.peek().position
        for seen in self.held.seen():
            if seen.size > stored:
                return self._contradicted(ledger, seen, Contradiction.ROLLED_BACK, stored)
            if not self._fits(ledger, seen):
                return self._contradicted(ledger, seen, Contradiction.FORKED, stored)
        size, root = self.tree.catch_up(ledger)
        self.held.compared(size, root)
        return Checkpoint(origin=self.key.name, size=size, root=root)

    def _weigh(self, ledger: Ledger, anchors: Iterable[str]) -> None:
        stored = ledger.record.peek().position
        for name in anchors:
            taken = _size_under(self.key.name, ledger.record.checkpoint(name))
            self.held.weigh(name, taken, stored)

    def _contradicted(
        self, ledger: Ledger, seen: Seen, why: Contradiction, stored: int
    ) -> Contradicted:
        within = (s for s in self.held.seen() if s.size <= stored)
        return Contradicted(seen, why, next((s.size for s in within if self._fits(ledger, s)), 0))

    def _fits(self, ledger: Ledger, seen: Seen) -> bool:
        if (seen.size, seen.root) in self.held.fitting:
            return True
        try:
            root = self.tree.root_at(ledger, seen.size)
        except ExigentError:  # entries changed since the tree grew over them
            return False
        if root == seen.root:
            self.held.compared(seen.size, root)
        return root == seen.root


def _size_under(origin: str, text: str | None) -> int:
    """Return the size of a stored checkpoint, 0 where it is another origin's or none."""
    try:
        checkpoint = parse_signed(text).checkpoint if text else None
    except CheckpointError:
        return 0
    return checkpoint.size if checkpoint is not None and checkpoint.origin == origin else 0


@dataclass(frozen=True, slots=True)
class Taken:
    """The anchor took the checkpoint, and gave something to keep in place of its bare text."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """The anchor refused, and says that it holds so many entries of ours, or `other` ones.

    It shows no signature of ours, so that it is alarmed about and believed by nobody.
    """

    size: int
    other: bool = False


Publish = Callable[[SignedCheckpoint, str], Awaitable[Delivered | Taken | Conflicting]]
"""Brings a checkpoint to one anchor; the key is the same for every try of the same size."""


@dataclass(frozen=True, slots=True)
class AnchorPort:
    """Publishes the latest checkpoint at one anchor, and skips what a larger one covers."""

    name: str
    notary: Notary
    publish: Publish

    async def deliver(self, _task: LeasedTask) -> Delivered:
        """Publish the record's head unless this anchor has it already.

        What the anchor holds is read first: a record that does not continue it is not signed.
        """
        await self.notary.read_back(self.name)
        signed = await self.notary.signed()
        if not isinstance(signed, SignedCheckpoint):
            return _UNSIGNED[signed]
        size = signed.checkpoint.size
        known = await self.notary.database.read(lambda db: db.record.published(self.name))
        if known >= size and self.name not in self.notary.held.lost:
            return Done()
        return await self._published(signed, await self.publish(signed, f"{self.name}:{size}"))

    async def _published(
        self, signed: SignedCheckpoint, outcome: Delivered | Taken | Conflicting
    ) -> Delivered:
        size, root = signed.checkpoint.size, signed.checkpoint.root
        if isinstance(outcome, Again | GiveUp):
            return outcome
        if isinstance(outcome, Conflicting):
            return await self._disputed(outcome)
        text = outcome.text if isinstance(outcome, Taken) else signed.text
        self.notary.held.remember(Seen(self.name, size, root))
        self.notary.held.lost.pop(self.name, None)
        self.notary.held.disputed.pop(self.name, None)
        return Done(lambda db: db.record.publish(self.name, size, text))

    async def _disputed(self, said: Conflicting) -> Delivered:
        """Try again where another replica came first; else nothing more goes to this anchor now."""
        stored = await self.notary.database.read(lambda db: db.record.peek().position)
        if said.size <= stored and not said.other:
            return Again("conflict")
        self.notary.held.disputed[self.name] = said.size
        return GiveUp("anchor_disputes")


_UNSIGNED: dict[Unsigned, Delivered] = {
    Unsigned.EMPTY: Done(),
    Unsigned.NOT_READ_BACK: Again("not_read_back", after=5),
    # Buried and counted as overdue; the next determination, or the next hour, tries again.
    Unsigned.CONTRADICTED: GiveUp("record_contradicted"),
}


def uncovered(ledger: Ledger, anchors: Iterable[str]) -> int:
    """Return the position of the first entry that no anchor's checkpoint covers."""
    return max((ledger.record.published(anchor) for anchor in anchors), default=0) + 1
