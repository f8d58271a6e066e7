"""The proof that an entry stands in the record, against the record as it is signed now."""

import asyncio
from dataclasses import dataclass, field

from bot.domain.checkpoint import SignedCheckpoint
from bot.domain.errors import ExigentError
from bot.domain.merkle import verify_inclusion
from bot.domain.tlog_proof import proof_text
from bot.workflow.checkpoints import Notary
from bot.workflow.ledger import Ledger

KEPT = 256
"""Proofs kept in memory for one size of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A C2SP tlog-proof of one entry, with what it is checked against."""

    text: str = field(repr=False)
    position: int
    steps: int
    size: int
    root: str


class Proofs:
    """Makes proofs one at a time: each reads the hashes of a few hundred entries."""

    def __init__(self, notary: Notary) -> None:
        self._notary = notary
        self._lock = asyncio.Lock()
        self._made: dict[int, Proof] = {}

    @property
    def key(self) -> str:
        """The verifier key of the record's signatures (C2SP signed-note)."""
        return self._notary.key.text

    async def checkpoint(self) -> str:
        """Return the latest checkpoint's text; empty while nothing is signed."""
        return await self._notary.text()

    async def of(self, position: int) -> Proof:
        """Return the proof of an entry; raises ExigentError for a position that is not there yet.

        Where the record has not grown since, the one that was made before.
        """
        async with self._lock:
            signed = await self._notary.latest()
            if signed is None or not 1 <= position <= signed.checkpoint.size:
                raise ExigentError(f"expected an entry of the record, got {position}")
            made = self._made.get(position)
            if made is not None and made.size == signed.checkpoint.size:
                return made
            made = await self._notary.database.read(lambda db: self._proof(db, position, signed))
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[position] = made
            return made

    def _proof(self, ledger: Ledger, position: int, signed: SignedCheckpoint) -> Proof:
        checkpoint, index = signed.checkpoint, position - 1
        path = self._notary.tree.paths(ledger, [position], checkpoint.size)[position]
        leaf = bytes.fromhex(ledger.record.hash_at(position) or "")
        if not verify_inclusion(leaf, index, checkpoint.size, path, checkpoint.root):
            raise ExigentError("the record is not what was signed a moment ago: run verify")
        return Proof(
            text=proof_text(index, path, signed.text),
            position=position,
            steps=len(path),
            size=checkpoint.size,
            root=checkpoint.root.hex(),
        )
