"""Warns an agency that somebody asks in its name: by mail to its domain, besides the call.

The officer's own mailbox may be the forger's, so it goes to the two that every domain's owner
answers for: postmaster (RFC 5321, section 4.5.1) and security (RFC 2142, section 4). The domains
are the directory's, never the request's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.domain.defrauding import stands
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.blocks.text import bare
from handlers.intake.email.officer_mail import OfficerMail
from handlers.languages import Language, language, offered
from handlers.languages import marked as _n

MAILBOXES: Final = ("security", "postmaster")
_SUBJECT: Final = _n("Somebody forged a request in your agency's name")
_WHAT: Final = _n(
    "On %(day)s we received an emergency request for data in the name of %(agency)s. Two people "
    "here found that it was forged. Our number for it is %(case)s."
)
_DO: Final = _n(
    "Please look at who can read and send mail from your domain, and change what may have been "
    "taken over."
)
_BY_PHONE: Final = _n(
    "We also call a number of your agency that we know from elsewhere. Do not trust a number in "
    "this message alone: use ours as you find it published."
)
_CALL: Final = _n("Our desk: %(phone)s")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningPort:
    """Delivers the mails."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Write to each mailbox; one that refuses it is called all the same."""
        found = await dossier(self.to.office, task.case or "", SYSTEM)
        domains = found.agency.domains if found is not None and found.agency is not None else ()
        if found is None or not domains or not stands(found.case):
            _log.info("warning.withheld", case=task.case)
            return Done()
        text, ended = self._text(found), list[Delivered]()
        for address in (f"{box}@{domain}" for domain in domains for box in MAILBOXES):
            # Each is a message of its own, the same one whenever the task is tried again.
            own = replace(task, key=f"{task.key}:{address}")
            ended.append(await self.to.send(own, address, text))
        return next((end for end in ended if not isinstance(end, Done)), Done())

    def _text(self, found: Dossier) -> tuple[str, str]:
        spoken = [language(code) for code in offered()]
        subject = " / ".join(said.say(_SUBJECT) for said in spoken)
        bodies = ("\n\n".join(self._said(found, said)) for said in spoken)
        return subject, "\n\n-- \n\n".join(bodies) + "\n"

    def _said(self, found: Dossier, said: Language) -> Iterator[str]:
        case, agency = found.case, found.agency
        name = bare(agency.name if agency is not None else "", 200)
        yield said.say(_WHAT, day=said.day(case.opened_at), agency=name, case=case.number)
        yield said.say(_DO)
        yield said.say(_BY_PHONE)
        if self.to.phone:
            yield said.say(_CALL, phone=self.to.phone)
