"""Answers a mail that became a case: one neutral text with the link of the officer's page.

It goes only to an address inside a domain that the agency's directory entry lists at the time of
sending, and it repeats nothing of what was written to us.
"""

from dataclasses import dataclass

import structlog

from bot.domain.roster import SYSTEM
from bot.workflow.intake_values import ORIGINAL
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.intake.email.addressee import addressee
from handlers.intake.email.fields import Headers, read_headers
from handlers.intake.email.officer_mail import OfficerMail

SUBJECT = "We have your mail"
_BODY = """\
We have your mail, and people are looking at it. Its number here is {case}.

Your page: {page}
It shows what we still need, and a code. When we call, please read the code to us. We call a
number that your agency publishes, not one from your mail.

If your mail left anything out, the form on your page asks for it. It shows what we found in your
mail; please check it.
{phone}
This message was written by a program. Please do not share the link.
"""
_PHONE = "\nIn danger of life, call us: {phone}\n"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPort:
    """Delivers the answers."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Send the answer; a mailbox that refuses it for good is not tried again."""
        number = task.case or ""
        address = addressee(await dossier(self.to.office, number, SYSTEM))
        if address is None:
            _log.info("reply.withheld", case=number)
            return Done()
        text = (f"{SUBJECT} ({number})", self._text(number))
        return await self.to.send(task, address, text, answers=await self._answers(number))

    async def _answers(self, number: str) -> str | None:
        original = await self.to.office.database.read(lambda db: db.cabinet.file(number, ORIGINAL))
        headers = read_headers(original or b"")
        given = headers.one("message-id") if isinstance(headers, Headers) else None
        return given.decode("ascii", "replace") if given is not None else None

    def _text(self, number: str) -> str:
        return _BODY.format(
            case=number,
            page=self.to.page(number),
            phone=_PHONE.format(phone=self.to.phone) if self.to.phone else "",
        )
