"""Mail of ours to an officer: always with the link of the page, never waited for by anybody."""

from dataclasses import dataclass

from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.outcomes import delivered
from handlers.outside import Permanent


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerMail:
    """Sends it. `domain` is ours, for the Message-ID; `public_url` ends in no slash."""

    office: Office
    mail: EmailNotice
    domain: str
    public_url: str
    phone: str

    def page(self, number: str) -> str:
        """Return the address of a case's page."""
        return f"{self.public_url}/request/{self.office.status_token(number)}"

    async def send(
        self, task: LeasedTask, address: str, text: tuple[str, str], *, answers: str | None = None
    ) -> Delivered:
        """Send subject and body; `answers` is the Message-ID of the mail that this one answers.

        A mailbox that refuses it for good is not tried again: the case goes on by telephone.
        """
        made = message_id_for(task.key, self.domain)
        sent = await self.mail.send_reply(address, text, answers, made, self.office.clock.law())
        return Done() if isinstance(sent, Permanent) else delivered(sent)
