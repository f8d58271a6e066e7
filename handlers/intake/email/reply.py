"""Answers a mail that became a case: one neutral text with the link of the officer's page.

It goes only to an address inside a domain that the agency's directory entry lists at the time of
sending, and it repeats nothing of what was written to us.
"""

from dataclasses import dataclass

import structlog

from bot.domain.roster import SYSTEM
from bot.workflow.intake_values import ORIGINAL
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.intake.email.addressee import addressee
from handlers.intake.email.fields import Headers, read_headers
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.outcomes import delivered
from handlers.outside import Permanent

SUBJECT = "We have your mail"
_BODY = """\
We have your mail, and people are looking at it. Its number here is {case}.

Your page: {page}
It shows what we still need, and a code. When we call, please read the code to us. We call a
number that your agency publishes, not one from your mail.

If your mail left anything out, the form asks for everything that we need: {form}
{phone}
This message was written by a program. Please do not share the link.
"""
_PHONE = "\nIn danger of life, call us: {phone}\n"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPort:
    """Delivers the answers. `domain` is ours, for the Message-ID; `public_url` ends in no slash."""

    office: Office
    mail: EmailNotice
    domain: str
    public_url: str
    phone: str

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Send the answer; a mailbox that refuses it for good is not tried again."""
        number = task.case or ""
        address = addressee(await dossier(self.office, number, SYSTEM))
        if address is None:
            _log.info("reply.withheld", case=number)
            return Done()
        sent = await self.mail.send_reply(
            address,
            (f"{SUBJECT} ({number})", self._text(number)),
            await self._answers(number),
            message_id_for(task.key, self.domain),
            self.office.clock.law(),
        )
        # The case goes on by telephone; nobody waits for this mail.
        return Done() if isinstance(sent, Permanent) else delivered(sent)

    async def _answers(self, number: str) -> str | None:
        original = await self.office.database.read(lambda db: db.cabinet.file(number, ORIGINAL))
        headers = read_headers(original or b"")
        given = headers.one("message-id") if isinstance(headers, Headers) else None
        return given.decode("ascii", "replace") if given is not None else None

    def _text(self, number: str) -> str:
        return _BODY.format(
            case=number,
            page=f"{self.public_url}/request/{self.office.status_token(number)}",
            form=f"{self.public_url}/request",
            phone=_PHONE.format(phone=self.phone) if self.phone else "",
        )
