"""Tells a verified officer that the page has news: the link, and not a word of what it says.

It goes only to an address inside a domain that the agency's directory entry lists at the time of
sending, and only after a call-back, so that nobody learns by mail that a request was looked at.
"""

from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.case import State
from bot.domain.explaining import explained, proven
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.intake.email.addressee import addressee
from handlers.intake.email.officer_mail import OfficerMail
from handlers.languages import language, offered
from handlers.languages import marked as _n

_SUBJECT: Final = _n("News of your request")
_LOOK: Final = _n("There is news of your request %(case)s. Please look at its page:")
_CALL: Final = _n("If somebody is in danger, call us: %(phone)s")
_KEEP: Final = _n("This message was written by a program. Please do not share the link.")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPort:
    """Delivers the mails."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Send the mail; a mailbox that refuses it for good is not tried again."""
        number = task.case or ""
        found = await dossier(self.to.office, number, SYSTEM)
        address = addressee(found) if found is not None and is_news(found) else None
        if address is None:
            _log.info("news.withheld", case=number)
            return Done()
        # A senior calls as well, and the page says it all: nobody waits for this mail.
        return await self.to.send(task, address, (f"{_SUBJECT} ({number})", self._text(number)))

    def _text(self, number: str) -> str:
        page = self.to.page(number)
        said = []
        for code in offered():
            say = language(code).say
            call = [say(_CALL, phone=self.to.phone)] if self.to.phone else []
            said.append("\n".join([say(_LOOK, case=number), f"{page}?lang={code}", *call]))
            said.append(say(_KEEP))
        return "\n\n".join(said) + "\n"


def is_news(found: Dossier) -> bool:
    """Whether the page says something that the officer may read and must not miss."""
    case = found.case
    if not proven(case, found.agency):
        return False
    waits = case.asked_at is not None or case.state is State.LAPSED
    return waits or bool(explained(case, found.agency, found.standard))
