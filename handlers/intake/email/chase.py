"""Asks an agency for the legal process that it owes: a day late, three days, and a last time.

In every language that there is, since no request says which one its officer reads. It goes only to
an address inside the agency's domains, and repeats nothing of what was asked for or given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import structlog

from bot.domain.events import Stage
from bot.domain.followup import ProcessKind, ProcessOwed, waiting
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.blocks.times import zone_of
from handlers.intake.email.addressee import addressee
from handlers.intake.email.officer_mail import OfficerMail
from handlers.languages import Language, language, offered
from handlers.languages import marked as _n

_SUBJECT: Final = _n("Legal process is owed for %(case)s")
_OWED: Final = MappingProxyType(
    {
        ProcessKind.WARRANT: _n("Your agency promised a search warrant by %(day)s."),
        ProcessKind.COURT_ORDER: _n("Your agency promised a court order by %(day)s."),
        ProcessKind.SUBPOENA: _n("Your agency promised a subpoena by %(day)s."),
        ProcessKind.COURT_FILING: _n("Your agency promised a filing with the court by %(day)s."),
    }
)
_OWED_ANYHOW: Final = _n("Legal process was to follow by %(day)s.")
_BY_LAW: Final = MappingProxyType(
    {
        ProcessKind.COURT_FILING: _n(
            "By law (%(law)s) your agency files with the court by %(day)s. Please send us the proof"
            " that it did."
        ),
    }
)
_BY_LAW_ANYHOW: Final = _n("By law (%(law)s) legal process was to follow by %(day)s.")
_WHAT: Final = _n(
    "On %(day)s we gave your agency data for the emergency request %(case)s without a warrant, "
    "because it could not wait."
)
_SEND: Final = _n("It has not reached us. Please send it on your page: %(page)s")
_NEXT: Final = _n(
    "If nothing comes by %(day)s, we count it as never sent, the owner of the data is told early, "
    "and later requests of your agency are looked at more closely."
)
_LAST: Final = _n(
    "This is the last time that we ask. It is counted as never sent; the page still takes it."
)
_CALL: Final = _n("If something stands in the way, call us: %(phone)s")
_END: Final = _n("This message was written by a program. Please do not share the link.")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChasePort:
    """Delivers the mails."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Ask once; nobody is asked for what lies on our desk, or has been settled meanwhile."""
        number, last = task.case or "", task.ids["stage"] == Stage.LAST_CHASE.value
        found = await dossier(self.to.office, number, SYSTEM)
        address = addressee(found)
        if found is None or address is None or not _due(found, last=last):
            _log.info("chase.withheld", case=number, reason=_why(found, address))
            return Done()
        # The desk is told of every chase as well, and has the telephone.
        return await self.to.send(task, address, self._text(found, last=last))

    def _text(self, found: Dossier, *, last: bool) -> tuple[str, str]:
        spoken = [language(code) for code in offered()]
        subject = " / ".join(said.say(_SUBJECT, case=found.case.number) for said in spoken)
        bodies = ("\n\n".join(self._said(found, said, last=last)) for said in spoken)
        return subject, "\n\n-- \n\n".join(bodies) + "\n"

    def _said(self, found: Dossier, said: Language, *, last: bool) -> Iterator[str]:
        case, owed = found.case, found.case.follow_up
        if owed is None or case.released_at is None:
            return
        page = self.to.page(case.number)
        yield said.say(_WHAT, day=said.day(case.released_at), case=case.number)
        yield _owed(found, said, owed)
        yield said.say(_SEND, page=page)
        yield said.say(_LAST) if last else said.say(_NEXT, day=said.day(owed.missing))
        if self.to.phone:
            yield said.say(_CALL, phone=self.to.phone)
        yield said.say(_END)


def _owed(found: Dossier, said: Language, owed: ProcessOwed) -> str:
    """What is owed and by when: the day that ends at the due time, where the agency is."""
    law = found.standard.follow_up_provision
    if not law:
        promised = _OWED.get(owed.process) if owed.process is not None else None
        return said.say(promised or _OWED_ANYHOW, day=said.day(owed.due))
    asked = _BY_LAW.get(owed.process) if owed.process is not None else None
    last = said.day(owed.due - timedelta(seconds=1), zone_of(found.zone))
    return said.say(asked or _BY_LAW_ANYHOW, law=law, day=last)


def _due(found: Dossier, *, last: bool) -> bool:
    owed = found.case.follow_up
    if owed is None or waiting(found.case.uploads):
        return False
    return owed.open or (last and owed.missed_at is not None and not owed.received)


def _why(found: Dossier | None, address: str | None) -> str:
    if found is None or address is None:
        return "no_address"
    return "not_owed_now"
