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
WAIT: Final = 600.0
"""Seconds for which a process waits, at start, for every anchor that can be read."""
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
    """An anchor was not read; `lasting` where by its nature it never can be.

    What somebody answered, a refusal too, is never lasting: it could be the attacker's.
    """

    reason: str
    lasting: bool = False


ReadBack = Callable[[], Awaitable[Holds | Unread]]
"""Asks one anchor what it holds; must not raise for what the outside does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One checkpoint outside that we signed."""

    anchor: str
    size: int
    root: bytes


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
    that hold less than they once took, `disputed` those that say, without a signature of ours to
    show, that they hold what we do not have. `fitting` are the sizes and roots already compared.
    `now` gives monotonic seconds; without it the wait at start has no end.
    """

    readers: dict[str, ReadBack] = field(default_factory=dict)
    now: Callable[[], float] = float
    contradicted: Contradicted | None = None
    strangers: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    disputed: dict[str, int] = field(default_factory=dict)
    fitting: set[tuple[int, bytes]] = field(default_factory=set)
    _read: dict[str, Holds | Unread] = field(default_factory=dict)
    _seen: dict[str, tuple[Seen, ...]] = field(default_factory=dict)
    _told: dict[str, int] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _since: float | None = None
    _weighed: set[str] = field(default_factory=set)
    _ready: bool = False

    @property
    def looked(self) -> bool:
        """Whether enough is known to sign; once that is so, it stays so in this process.

        Every anchor that can be read has answered; or, after WAIT, one of them.
        """
        if not self._ready:
            able = [name for name in self.readers if not self._never(name)]
            missing = [name for name in able if not self._answered(name)]
            self._ready = not missing or (self._waited and len(missing) < len(able))
        return self._ready

    @property
    def silent(self) -> list[str]:
        """The anchors that can be read and did not answer in all the time we waited."""
        return [n for n in self.unanswered if n in self.unread] if self._waited else []

    @property
    def unanswered(self) -> list[str]:
        """The anchors to be asked again: what they hold is not known, or is less or more."""
        return [n for n in self.readers if not self._never(n) and not self._answered(n)]

    @property
    def _waited(self) -> bool:
        return self._since is not None and self.now() - self._since >= WAIT

    def _never(self, name: str) -> bool:
        reading = self._read.get(name)
        return isinstance(reading, Unread) and reading.lasting

    def _answered(self, name: str) -> bool:
        """Whether it was read, and its answer hides nothing and claims nothing unproved."""
        doubtful = name in self.lost or name in self.disputed
        return name in self._weighed and not doubtful

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
        """Read every anchor that has not answered yet, all at once."""
        await asyncio.gather(*(self.read(name, keys) for name in self.unanswered))

    async def read(self, name: str, keys: Sequence[VerifierKey]) -> None:
        """Read one anchor anew; what it held before still counts where it cannot be read now."""
        if name in self.readers:
            self._since = self.now() if self._since is None else self._since
            async with self._locks.setdefault(name, asyncio.Lock()):
                await self._take(name, keys)

    async def _take(self, name: str, keys: Sequence[VerifierKey]) -> None:
        reading = await self._ask(name)
        if isinstance(reading, Unread):
            log.warning("anchor.unread", port=name, reason=reading.reason)
            if not isinstance(self._read.get(name), Holds):
                self._read[name] = reading
            return
        self._read[name] = reading
        self._weighed.discard(name)
        ours = [n for n in reading.notes if n.checkpoint.origin == keys[0].name]
        good = [n.checkpoint for n in ours if n.signed_by(keys, good_signature) is not None]
        self.strangers[name] = len(ours) - len(good)
        newest = sorted(good, key=lambda one: one.size)[-NEWEST:]
        self._seen[name] = tuple(Seen(name, one.size, one.root) for one in newest)
        self._told[name] = reading.size

    def weigh(self, name: str, taken: int, stored: int) -> None:
        """Hold an anchor's answer against what it took, and how many entries are stored.

        Nothing where something was published is a loss, whatever became of file or channel.
        """
        if isinstance(self._read.get(name), Holds):
            self._weighed.add(name)
            _mark(self.lost, name, taken, so=self.size_at(name) < taken)
            _mark(self.disputed, name, self.told(name), so=self.told(name) > stored)

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
        """Return the largest size that the anchor was seen to hold, or told, 0 if none."""
        return max(self.told(name), *(one.size for one in self._seen.get(name, ())), 0)

    def told(self, name: str) -> int:
        """Return the size that the anchor told without a signature to show, 0 if none."""
        return self._told.get(name, 0)


def _mark(among: dict[str, int], anchor: str, size: int, *, so: bool) -> None:
    """Keep the anchor's size among those of which this is so, and no longer than it is."""
    among.pop(anchor, None)
    if so:
        among[anchor] = size
