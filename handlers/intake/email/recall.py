"""Asks whoever received data to delete it: when it is recalled, and three times where nobody says.

It goes to the mailbox that the data went to, whatever the directory says of the agency by now, and
in every language that there is. It says neither why, nor what was given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.events import Stage
from bot.domain.recalling import recalled, unanswered
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.intake.email.officer_mail import OfficerMail
from handlers.languages import Language, language, offered
from handlers.languages import marked as _n

_SUBJECT: Final = _n("Please delete what you received for %(case)s")
_WHAT: Final = _n(
    "On %(day)s your agency received data from us for the emergency request %(case)s. It must not "
    "be used any more."
)
_WHAT_LINK: Final = _n("What you received from us for %(case)s must not be used any more.")
_DELETE: Final = _n(
    "Please delete every copy, and tell us by %(day)s that it is deleted. If a law makes you keep "
    "it, tell us which."
)
_AGAIN: Final = _n("We asked before, and nobody has told us.")
_CALL: Final = _n("Call us: %(phone)s")
_ANSWER: Final = _n("Or answer this message.")
_END: Final = _n("This message was written by a program. A person will call you as well.")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPort:
    """Delivers the mails."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Ask once; nobody is asked again who has answered. Without a mailbox people call."""
        number, last = task.case or "", task.ids["stage"] == Stage.LAST_CHASE.value
        found = await dossier(self.to.office, number, SYSTEM)
        address = _received_by(found)
        if found is None or address is None or not _asked(found, last=last):
            _log.info("recall.withheld", case=number)
            return Done()
        again = task.ids["stage"] != ORDERED
        return await self.to.send(task, address, self._text(found, again=again))

    def _text(self, found: Dossier, *, again: bool) -> tuple[str, str]:
        spoken = [language(code) for code in offered()]
        subject = " / ".join(said.say(_SUBJECT, case=found.case.number) for said in spoken)
        bodies = ("\n\n".join(self._said(found, said, again=again)) for said in spoken)
        return subject, "\n\n-- \n\n".join(bodies) + "\n"

    def _said(self, found: Dossier, said: Language, *, again: bool) -> Iterator[str]:
        case = found.case
        if case.recall is None:
            return
        when = case.released_at
        if when is None:
            yield said.say(_WHAT_LINK, case=case.number)
        else:
            yield said.say(_WHAT, day=said.day(when), case=case.number)
        if again:
            yield said.say(_AGAIN)
        yield said.say(_DELETE, day=said.day(case.recall.due))
        if self.to.phone:
            yield said.say(_CALL, phone=self.to.phone)
        yield said.say(_ANSWER)
        yield said.say(_END)


ORDERED: Final = "ordered"
"""The stage of the first mail."""


def _received_by(found: Dossier | None) -> str | None:
    """Return the mailbox that the data went to; a dispatch desk is asked by telephone."""
    contact = found.opened.contact if found is not None else None
    return contact if contact is not None and "@" in contact else None


def _asked(found: Dossier, *, last: bool) -> bool:
    return unanswered(found.case) is not None or (last and recalled(found.case))
