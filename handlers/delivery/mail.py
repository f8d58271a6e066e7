"""Mails the link to files, asks once for the receipt, and empties what is over.

The mail names the case and says nothing of what the link opens. It goes only to the mailbox that
the clearance names, and only while that is inside the agency's domains, as listed now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Final

import structlog

from bot.domain.delivering import ending
from bot.domain.delivery import RENEWABLE, Delivery
from bot.domain.events.delivering import DeliveryOffered
from bot.domain.explaining import DISTRUSTED
from bot.domain.roster import SYSTEM
from bot.workflow.deliveries import release_token
from bot.workflow.dossier import Dossier
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.queries import dossier
from bot.workflow.reactions_delivery import CHASE, DISCARD
from bot.workflow.rows import LeasedTask
from bot.workflow.uploads import discard
from handlers.intake.email.officer_mail import OfficerMail
from handlers.languages import Language, language, offered
from handlers.languages import marked as _n
from handlers.notices.message import message_id_for
from handlers.outcomes import delivered

_SUBJECT: Final = _n("A link for your request %(case)s")
_WAITS: Final = _n("For the emergency request %(case)s something waits for you at this address:")
_UNTIL: Final = _n("It can be opened until %(time)s UTC, with a code of six digits.")
_SPOKEN: Final = _n(
    "We speak the code to you by telephone, on the number that we verified, and never send it by "
    "mail or text. If nobody has called you, call us: %(phone)s"
)
_SPOKEN_ONLY: Final = _n(
    "We speak the code to you by telephone, on the number that we verified, and never send it by "
    "mail or text."
)
_CONFIRM_SUBJECT: Final = _n("Please confirm what you got for %(case)s")
_CONFIRM: Final = _n(
    "What we gave you for the emergency request %(case)s is not confirmed yet. Please compare what "
    "you have with the list, and confirm it there:"
)
_AGAIN: Final = _n("If the page asks for a code, call us for a new one: %(phone)s")
_END: Final = _n("This message was written by a program. Please do not share the link.")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPort:
    """Delivers what a delivery calls for."""

    to: OfficerMail

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Do what the task says, where it is still to be done."""
        case, number, what = task.case or "", int(task.ids["n"]), task.ids["what"]
        found = await dossier(self.to.office, case, SYSTEM)
        delivery = found.case.delivery if found is not None else None
        if found is None or delivery is None:
            return Done()
        if what == DISCARD:
            return await self._discard(found, number or delivery.number)
        if ending(found.case, number, found.now) is not None:
            return Done()
        if what == CHASE and delivery.confirmed_at is not None:
            return Done()
        return await self._send(task, found, delivery, chase=what == CHASE)

    async def _send(
        self, task: LeasedTask, found: Dossier, delivery: Delivery, *, chase: bool
    ) -> Delivered:
        address = mailbox(found, delivery.number)
        if address is None:
            _log.warning("delivery.withheld", case=found.case.number)
            return GiveUp("mailbox_not_of_the_agency")
        made = message_id_for(task.key, self.to.domain)
        text = self._text(found, delivery, chase=chase)
        sent = await self.to.mail.send_reply(address, text, None, made, self.to.office.clock.law())
        return delivered(sent)

    def _text(self, found: Dossier, delivery: Delivery, *, chase: bool) -> tuple[str, str]:
        case = found.case.number
        token = release_token(self.to.office, case, delivery.number)
        page = f"{self.to.public_url}/release/{token}"
        spoken = [language(code) for code in offered()]
        subject = " / ".join(
            said.say(_CONFIRM_SUBJECT if chase else _SUBJECT, case=case) for said in spoken
        )
        bodies = [
            "\n\n".join(
                self._chase(said, case, page) if chase else self._link(said, case, page, delivery)
            )
            for said in spoken
        ]
        return subject, "\n\n-- \n\n".join(bodies) + "\n"

    def _link(self, said: Language, case: str, page: str, delivery: Delivery) -> Iterator[str]:
        opened = delivery.opened_at is not None
        until = (delivery.expires_at if opened else delivery.open_until).astimezone(UTC)
        yield said.say(_WAITS, case=case)
        yield f"{page}?lang={said.code}"
        yield said.say(_UNTIL, time=f"{until:%Y-%m-%d %H:%M}")
        phone = self.to.phone
        yield said.say(_SPOKEN, phone=phone) if phone else said.say(_SPOKEN_ONLY)
        yield said.say(_END)

    def _chase(self, said: Language, case: str, page: str) -> Iterator[str]:
        yield said.say(_CONFIRM, case=case)
        yield f"{page}?lang={said.code}"
        if self.to.phone:
            yield said.say(_AGAIN, phone=self.to.phone)
        yield said.say(_END)

    async def _discard(self, found: Dossier, number: int) -> Delivered:
        """Empty the files of a delivery that can never open again."""
        case, now = found.case, found.now
        delivery = case.delivery
        alive = delivery is not None and delivery.number == number
        if alive and delivery is not None and now < delivery.expires_at + RENEWABLE:
            over = ending(case, number, now)
            if over is None or over.value == "expired":
                return Done()  # renewed meanwhile: the task of the renewal will come
        await discard(self.to.office, case.number, _files(found, number))
        return Done()


def mailbox(found: Dossier, number: int) -> str | None:
    """Return where the link of a delivery goes, if the directory says that it is the agency's."""
    offers = [h.event for h in found.history if isinstance(h.event, DeliveryOffered)]
    address = next((e.mailbox for e in reversed(offers) if e.number == number), None) or ""
    listed = found.agency
    if listed is None or listed.standing in DISTRUSTED:
        return None
    return address if address.rpartition("@")[2].casefold() in listed.domains else None


def _files(found: Dossier, number: int) -> tuple[str, ...]:
    offers = [h.event for h in found.history if isinstance(h.event, DeliveryOffered)]
    return next((e.files for e in offers if e.number == number), ())
