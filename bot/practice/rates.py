"""How often each method may be called (Slack docs "Rate limits"), as token buckets.

`chat.postMessage` allows one message a second and channel with short bursts; the tiers
allow about 20, 50 and 100 calls a minute. A refused call is HTTP 429 with `Retry-After`.
"""

import math
from dataclasses import dataclass, field

from bot.practice.errors import SlackError
from bot.practice.wall import Wall


@dataclass(frozen=True)
class Rate:
    """`burst` calls at once, refilled at `per_second`; counted per channel if `by_channel`."""

    per_second: float
    burst: int
    by_channel: bool = False


TIER_2 = Rate(20 / 60, 20)
TIER_3 = Rate(50 / 60, 50)
TIER_4 = Rate(100 / 60, 100)
# Slack gives no figure for "short bursts"; this one lets a case's own traffic through.
POSTING = Rate(1.0, 30, by_channel=True)

PUBLISHED_RATES = {
    "chat.postMessage": POSTING,
    "chat.update": TIER_3,
    "chat.postEphemeral": TIER_4,
    "conversations.open": TIER_3,
    "conversations.info": TIER_3,
    "conversations.history": TIER_3,
    "conversations.replies": TIER_3,
    "conversations.members": TIER_4,
    "views.open": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
    "views.publish": TIER_4,
    "users.info": TIER_4,
    "users.lookupByEmail": TIER_3,
    "usergroups.users.list": TIER_2,
    "team.info": TIER_3,
    "files.getUploadURLExternal": TIER_4,
    "files.completeUploadExternal": TIER_4,
    "dnd.info": TIER_3,
}


@dataclass
class Rates:
    """The buckets. `enabled=False` switches them off; `table` may be replaced by a test."""

    wall: Wall
    table: dict[str, Rate] = field(default_factory=lambda: dict(PUBLISHED_RATES))
    enabled: bool = True
    _level: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def take(self, method: str, channel: str) -> None:
        """Count one call, or raise `ratelimited` with the whole seconds to wait."""
        rate = self.table.get(method)
        if rate is None or not self.enabled:
            return
        key = (method, channel if rate.by_channel else "")
        now = self.wall.now()
        level, since = self._level.get(key, (float(rate.burst), now))
        level = min(float(rate.burst), level + (now - since) * rate.per_second)
        if level < 1:
            self._level[key] = (level, now)
            wait = max(1, math.ceil((1 - level) / rate.per_second))
            raise SlackError("ratelimited", retry_after=wait)
        self._level[key] = (level - 1, now)
