"""Tells an owner by e-mail."""

from dataclasses import dataclass

from bot.domain.notice import AttemptOutcome
from handlers.notices.channels import NO_ADDRESS, Telling, Tried, failed
from handlers.notices.email import EmailNotice
from handlers.notices.replies import Sent


@dataclass(frozen=True, slots=True)
class ByMail:
    """The channel of e-mail: sent once the mail server took it (RFC 5321 4.2.5)."""

    mail: EmailNotice

    async def tell(self, telling: Telling) -> Tried:
        """Hand the mail to the relay."""
        if not telling.to.email:
            return NO_ADDRESS
        sent = await self.mail.send(telling.notice, telling.to.email, telling.mark, telling.at)
        if isinstance(sent, Sent):
            return Tried(outcome=AttemptOutcome.SENT, reply=sent.reply)
        return failed(sent)
