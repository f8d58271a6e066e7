"""A mail server that takes its time over each reply."""

import asyncio

from handlers.notices.email import EmailNotice
from handlers.notices.relay import TimeLimits, read_relay
from handlers.outside import Transient, Unknown
from tests.handlers.notices.letters import notice
from tests.handlers.notices.mail_servers import scripted_server
from tests.handlers.notices.test_email import ADDRESSED, DATE, GREETED, ID, OWNER


class Hasty(TimeLimits):
    """Patient with each reply, and not with all of them together."""

    @property
    def whole(self) -> float:
        """A twentieth of a second."""
        return 0.05


async def test_many_slow_replies_are_given_up_together() -> None:
    """However long each command may take, the transaction ends, and says how far it had come."""
    for script, outcome in (
        ((*GREETED, ""), Transient("sender_timeout")),
        ((*ADDRESSED, "354 Go on", ""), Unknown("message_timeout")),
    ):
        async with scripted_server(*script) as port:
            relay = read_relay(f"smtp://127.0.0.1:{port}", limits=Hasty(5, 5, 5))
            email = EmailNotice(relay, "privacy@example.com", "privacy@example.com")
            async with asyncio.timeout(2):
                assert await email.send(notice(), OWNER, ID, DATE) == outcome
