"""Has a witness cosign checkpoints: c2sp.org/tlog-witness, the call `add-checkpoint`.

The witness sees sizes and roots and nothing of any case. It signs only what continues what it
signed before, so that its word is worth most of all anchors: two histories never both get it.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.checkpoint import CheckpointError, SignedCheckpoint, Verify, parse_signed
from bot.domain.cosignature import WitnessKey, with_cosignatures
from bot.workflow.checkpoints import Conflicting, Taken
from bot.workflow.held_outside import Holds, Unread
from bot.workflow.ports import Delivered
from handlers.anchors.calls import Caller, Reply
from handlers.outcomes import delivered
from handlers.outside import Failure, Permanent, Transient

_OK: Final = 200
_CONFLICT: Final = 409
_NOT_CONSISTENT: Final = 422
_TRIES: Final = 3
_SIZE_DIGITS: Final = 19

Prove = Callable[[int, int], Awaitable[Sequence[bytes]]]
"""Returns the proof that the tree of the first size begins that of the second (RFC 6962)."""
Stored = Callable[[], Awaitable[SignedCheckpoint | None]]
"""Returns the largest checkpoint that was signed before, which may be shown without signing."""


@dataclass(slots=True)
class Witness:
    """One witness, and the size that it last cosigned as far as we know."""

    caller: Caller
    url: str
    key: WitnessKey
    verify: Verify
    prove: Prove
    stored: Stored
    _old: int | None = None

    async def read_back(self) -> Holds | Unread:
        """Ask for its size by showing what was signed before; it never tells a root.

        It is asked anew each time: nobody signed for the number that it tells.
        """
        known = await self.stored()
        if known is None:
            self._old = None
            return Holds()
        size = known.checkpoint.size
        reply = await self._submit(size, (), known)
        if isinstance(reply, Failure):
            return Unread(reply.reason)
        told = _told(reply)
        if told is None and reply.status != _OK:
            return Unread(f"http_{reply.status}")
        self._old = size if told is None else told
        return Unread("other_root") if told == size else Holds(size=self._old)

    async def publish(self, signed: SignedCheckpoint, _key: str) -> Delivered | Taken | Conflicting:
        """Have one checkpoint cosigned, catching up where the witness is elsewhere than thought."""
        size, old = signed.checkpoint.size, self._old or 0
        for _ in range(_TRIES):
            if old > size:
                return Conflicting(old)
            proof = await self.prove(old, size) if 0 < old < size else ()
            reply = await self._submit(old, proof, signed)
            if isinstance(reply, Failure):
                return delivered(reply)
            told = _told(reply)
            if told is None:
                return self._answered(reply, signed, old)
            if told == old:
                return Conflicting(old, other=True)
            self._old = old = told
        return delivered(Transient("witness_moves"))

    def _answered(
        self, reply: Reply, signed: SignedCheckpoint, old: int
    ) -> Delivered | Taken | Conflicting:
        if reply.status == _NOT_CONSISTENT:
            return Conflicting(old, other=True)
        if reply.status != _OK:
            return delivered(self.caller.unusable(reply))
        cosigned = with_cosignatures(signed, reply.text(), self.key, self.verify)
        if cosigned is None:
            return delivered(Permanent("cosignature_not_verified"))
        self._old = signed.checkpoint.size
        return Taken(cosigned.text)

    async def _submit(
        self, old: int, proof: Sequence[bytes], signed: SignedCheckpoint
    ) -> Reply | Failure:
        lines = "".join(f"{b64encode(one).decode()}\n" for one in proof)
        content = f"old {old}\n{lines}\n{signed.text}".encode()
        return await self.caller.call("POST", f"{self.url.rstrip('/')}/add-checkpoint", content)


def _told(reply: Reply) -> int | None:
    """Return the size that a conflict tells; None for any other answer."""
    digits = reply.text().removesuffix("\n")
    if reply.status != _CONFLICT or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) <= _SIZE_DIGITS else None


def largest(texts: Sequence[str], origin: str) -> SignedCheckpoint | None:
    """Return the largest checkpoint of an origin among stored texts."""
    found = list[SignedCheckpoint]()
    for text in texts:
        try:
            found.append(parse_signed(text))
        except CheckpointError:
            continue
    ours = [one for one in found if one.checkpoint.origin == origin]
    return max(ours, key=lambda one: one.checkpoint.size, default=None)
