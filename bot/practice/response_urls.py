"""Response addresses: 30 minutes, 5 uses (Slack docs "Handling user interaction")."""

from dataclasses import dataclass, field

from bot.practice.errors import SlackError
from bot.practice.limits import RESPONSE_URL_SECONDS, RESPONSE_URL_USES
from bot.practice.wall import Wall


@dataclass
class ResponseUrl:
    """Where an answer to one interaction goes."""

    user_id: str
    channel: str
    message_ts: str | None
    born: float
    uses: int = 0


@dataclass
class ResponseUrls:
    """Hands out response addresses by number."""

    wall: Wall
    _given: dict[str, ResponseUrl] = field(default_factory=dict)

    def give(self, user_id: str, channel: str, message_ts: str | None = None) -> str:
        """Return the last part of a new response address."""
        name = f"{len(self._given) + 1}"
        self._given[name] = ResponseUrl(user_id, channel, message_ts, self.wall.now())
        return name

    def use(self, name: str) -> ResponseUrl:
        """Count one use; raises `expired_url` when too late, `used_url` when used up."""
        address = self._given.get(name)
        if address is None or self.wall.now() - address.born > RESPONSE_URL_SECONDS:
            raise SlackError("expired_url")
        if address.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        address.uses += 1
        return address
