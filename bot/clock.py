"""The only source of now, of new ids and of chance.

Two clocks, kept apart on purpose. The law clock says what is due and stands in the record. The
wall clock times leases, signatures and replay windows. A practice workspace may move its law
clock forward; a production one cannot be moved at all.
"""

import random
import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

# Crockford's base 32: no I, L, O or U, so that an id read aloud is not misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STAMP_LETTERS = 10
_CHANCE_LETTERS = 16
_CHANCE_BITS = 80


class Clock(Protocol):
    """Where time, ids and chance come in."""

    def law(self) -> datetime:
        """Return the instant that decides what is due: UTC, aware, with microseconds."""
        ...

    def wall(self) -> float:
        """Return seconds since 1970 as the machine tells them; for leases and signatures."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back; only differences mean anything."""
        ...

    def new_id(self) -> str:
        """Return 26 letters and digits that sort by the time they were made."""
        ...

    def token(self, size: int = 32) -> str:
        """Return an unguessable URL-safe word drawn from `size` random bytes."""
        ...

    def code(self) -> str:
        """Return six unguessable digits, for reading aloud on a call-back."""
        ...

    def random_bytes(self, size: int) -> bytes:
        """Return so many unpredictable bytes, for keys and nonces."""
        ...

    def random(self) -> float:
        """Return a number in [0, 1) for jitter; never for secrets."""
        ...


class SystemClock:
    """The machine's own clock: nothing here can move it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_id = 0

    def law(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def wall(self) -> float:
        """Return the present as seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()

    def new_id(self) -> str:
        """Return the next id; later ids of one clock always sort after earlier ones."""
        stamp = time.time_ns() // 1_000_000
        fresh = (stamp << _CHANCE_BITS) | secrets.randbits(_CHANCE_BITS)
        with self._lock:
            # Two ids in one millisecond, or a clock set back, must still sort in order.
            self._last_id = fresh if fresh > self._last_id else self._last_id + 1
            return id_text(self._last_id)

    def token(self, size: int = 32) -> str:
        """Return a word from `size` random bytes (32 bytes are 43 letters)."""
        return secrets.token_urlsafe(size)

    def code(self) -> str:
        """Return six digits, each combination as likely as any other."""
        return f"{secrets.randbelow(1_000_000):06d}"

    def random_bytes(self, size: int) -> bytes:
        """Return so many bytes of the machine's own chance."""
        return secrets.token_bytes(size)

    def random(self) -> float:
        """Return a number in [0, 1)."""
        return random.random()


class PracticeClock(SystemClock):
    """A law clock that may be moved forward, and only forward; the wall clock stays true.

    Only the practice workspace makes one, so that a drill need not wait eight hours.
    """

    def __init__(self, offset: timedelta = timedelta()) -> None:
        super().__init__()
        self._offset = timedelta()
        self.advance(offset.total_seconds())

    @property
    def offset(self) -> timedelta:
        """How far the law clock is ahead of the machine's; kept with the practice database."""
        return self._offset

    def law(self) -> datetime:
        """Return the present instant in UTC, moved on by what was advanced."""
        return super().law() + self._offset

    def advance(self, seconds: float) -> None:
        """Move the law clock on by so many seconds; raises ValueError for a move back."""
        if not seconds >= 0:
            raise ValueError(f"seconds: expected zero or more, got {seconds}; time only goes on")
        with self._lock:
            self._offset += timedelta(seconds=seconds)


def id_text(number: int) -> str:
    """Write a number under 2**130 as 26 letters and digits that sort as the numbers do."""
    letters = []
    for _ in range(_STAMP_LETTERS + _CHANCE_LETTERS):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(reversed(letters))
