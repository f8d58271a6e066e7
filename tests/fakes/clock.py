"""A clock that stands still until a test moves it."""

import threading
from datetime import UTC, datetime, timedelta
from hashlib import shake_256

from bot.clock import id_text

START = datetime(2026, 11, 21, 20, 0, 0, 0, UTC)


class FrozenClock:
    """Both clocks stand still, ids and tokens count up, and nothing is left to chance."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._wall = now.timestamp()
        self._count = 0
        self._lock = threading.Lock()
        self.chance = 0.5

    def law(self) -> datetime:
        """Return the instant last set."""
        return self._now

    def wall(self) -> float:
        """Return the wall seconds last set."""
        return self._wall

    def monotonic(self) -> float:
        """Return seconds that move with the wall clock."""
        return self._wall - START.timestamp()

    def new_id(self) -> str:
        """Return 26 letters and digits that count up from one."""
        return id_text(self._next())

    def token(self, size: int = 32) -> str:
        """Return a word as long as the real one that counts up."""
        length = -(-size * 4 // 3)
        return f"token-{self._next():0{length - 6}d}"

    def code(self) -> str:
        """Return six digits that count up."""
        return f"{self._next() % 1_000_000:06d}"

    def random_bytes(self, size: int) -> bytes:
        """Return bytes that differ each time and repeat with the clock."""
        return shake_256(str(self._next()).encode()).digest(size)

    def random(self) -> float:
        """Return `chance`, one half unless a test sets it."""
        return self.chance

    def set(self, now: datetime) -> None:
        """Set the law clock alone; going back is allowed, since real clocks do it."""
        if now.tzinfo is None:
            raise ValueError("now: expected an aware datetime, got a naive one; add UTC")
        self._now = now.astimezone(UTC)

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock alone, in seconds since 1970."""
        self._wall = seconds

    def advance(self, step: timedelta | float) -> datetime:
        """Move both clocks on by a timedelta or by seconds, and return the new instant."""
        gap = step if isinstance(step, timedelta) else timedelta(seconds=step)
        self._now += gap
        self._wall += gap.total_seconds()
        return self._now

    def _next(self) -> int:
        with self._lock:
            self._count += 1
            return self._count
