"""Which way a payload goes: by socket while the product holds one open, else by HTTP."""

from dataclasses import dataclass

from bot.practice.delivery import NO_ANSWER, Answer
from bot.practice.http_courier import HttpCourier
from bot.practice.payloads import Delivery
from bot.practice.socket_mode import Sockets


@dataclass(frozen=True)
class Route:
    """A courier that picks Socket Mode or the request url, as the app is set up now."""

    sockets: Sockets
    http: HttpCourier

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        """Deliver once; raises OSError or TimeoutError as the chosen way does."""
        if self.sockets.open:
            return await self.sockets.carry(delivery, attempt, reason)
        if not self.http.url:
            return Answer(NO_ANSWER, trouble="the product has no request url and no socket")
        return await self.http.carry(delivery, attempt, reason)
