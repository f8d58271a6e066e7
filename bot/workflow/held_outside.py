"""What the anchors hold of our record, as far as they could be read back.

It lives in memory, one for each process: every process asks the outside for itself, so that a
database that was put back to an earlier day cannot say of itself that all is well.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.domain.checkpoint import SignedCheckpoint, VerifierKey
from bot.domain.events.anchoring import Contradiction
from bot.keyring import verify as good_signature

log = structlog.get_logger(__name__)

PATIENCE: Final = 15.0
"""Seconds that one anchor may take to be read."""
NEWEST: Final = 16
"""Checkpoints of an anchor that are compared: what is older was compared when it was new."""
_KEPT: Final = 1024
"""Sizes and roots that are remembered as fitting."""
MEMORY: Final = "memory"
"""The name under which this process's own last signature counts as an anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What an anchor answered: signed notes, newest last; `size` where it tells a size alone."""

    notes: tuple[SignedCheckpoint, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """An anchor was not read; `lasting` where it cannot be, so that nobody waits for it."""

    reason: str
    lasting: bool = False


ReadBack = Callable[[], Awaitable[Holds | Unread]]
"""Asks one anchor what it holds; must not raise for what the outside does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One checkpoint of ours outside; without a root where only its size was told."""

    anchor: str
    size: int
    root: bytes | None


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What stands outside and does not fit what is stored; `agreed` as in the entry of it."""

    seen: Seen
    why: Contradiction
    agreed: int = 0

    @property
    def sentence(self) -> str:
        """Say to the operator what was found."""
        where = f"{self.seen.anchor} holds a checkpoint of ours over {self.seen.size} entries"
        if self.why is Contradiction.ROLLED_BACK:
            return f"roll-back found: {where}, and the database has fewer"
        return f"fork found: {where}, and its root is not that of the entries stored here"


@dataclass(slots=True)
class HeldOutside:
    """The last reading of every anchor, and what came of comparing it with the record.

    `strangers` counts notes of our origin without a good signature of ours, `lost` names anchors
    that hold less than they once took, `fitting` are the sizes and roots already compared.
    """

    readers: dict[str, ReadBack] = field(default_factory=dict)
    contradicted: Contradicted | None = None
    strangers: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    fitting: set[tuple[int, bytes]] = field(default_factory=set)
    _read: dict[str, Holds | Unread] = field(default_factory=dict)
    _seen: dict[str, tuple[Seen, ...]] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    @property
    def looked(self) -> bool:
        """Whether enough is known to sign: one anchor was read, or none of them ever can be."""
        readings = [self._read.get(name) for name in self.readers]
        if any(isinstance(reading, Holds) for reading in readings):
            return True
        return all(isinstance(reading, Unread) and reading.lasting for reading in readings)

    @property
    def unread(self) -> Mapping[str, str]:
        """The anchors that were not read, and why."""
        return {n: r.reason for n, r in self._read.items() if isinstance(r, Unread)}

    def seen(self) -> Iterator[Seen]:
        """Yield what is known to stand outside, largest first."""
        yield from sorted(
            (one for many in self._seen.values() for one in many),
            key=lambda one: one.size,
            reverse=True,
        )

    def remember(self, seen: Seen) -> None:
        """Add what was just brought outside, or what an anchor told us in passing."""
        before = self._seen.get(seen.anchor, ())
        if seen not in before:
            self._seen[seen.anchor] = (*before, seen)[-NEWEST:]

    def compared(self, size: int, root: bytes) -> None:
        """Remember that the stored entries have this root at this size."""
        if len(self.fitting) >= _KEPT:
            self.fitting.clear()
        self.fitting.add((size, root))

    async def look(self, keys: Sequence[VerifierKey]) -> None:
        """Read every anchor that was not read yet, all at once."""
        wanted = [n for n in self.readers if not self._settled(n)]
        await asyncio.gather(*(self.read(name, keys) for name in wanted))

    async def read(self, name: str, keys: Sequence[VerifierKey]) -> None:
        """Read one anchor anew; what it held before still counts where it cannot be read now."""
        if name in self.readers:
            async with self._locks.setdefault(name, asyncio.Lock()):
                await self._take(name, keys)

    def _settled(self, name: str) -> bool:
        reading = self._read.get(name)
        return isinstance(reading, Holds) or (isinstance(reading, Unread) and reading.lasting)

    async def _take(self, name: str, keys: Sequence[VerifierKey]) -> None:
        reading = await self._ask(name)
        if isinstance(reading, Unread):
            log.warning("anchor.unread", port=name, reason=reading.reason)
            if not isinstance(self._read.get(name), Holds):
                self._read[name] = reading
            return
        self._read[name] = reading
        ours = [n for n in reading.notes if n.checkpoint.origin == keys[0].name]
        good = [n.checkpoint for n in ours if n.signed_by(keys, good_signature) is not None]
        self.strangers[name] = len(ours) - len(good)
        newest = sorted(good, key=lambda one: one.size)[-NEWEST:]
        seen = [Seen(name, one.size, one.root) for one in newest]
        if reading.size:
            seen.append(Seen(name, reading.size, None))
        self._seen[name] = tuple(seen)

    async def _ask(self, name: str) -> Holds | Unread:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.readers[name]()
        except TimeoutError:
            return Unread("timed_out")
        except Exception:  # whatever a reader does, the record is kept
            log.exception("anchor.unread", port=name)
            return Unread("error")

    def size_at(self, name: str) -> int:
        """Return the largest size that the anchor was seen to hold, 0 if none."""
        return max((one.size for one in self._seen.get(name, ())), default=0)
