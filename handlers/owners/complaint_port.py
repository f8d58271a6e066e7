"""Mail about complaints: to the privacy desk that one came, to the owner what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.address import addressed
from bot.domain.complaining import Finding
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.release import Owner
from bot.domain.restriction import held
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.notice_links import holder_of
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.languages import language
from handlers.languages import marked as _n
from handlers.notices.email import EmailNotice
from handlers.notices.letter import language_for
from handlers.notices.message import message_id_for
from handlers.notices.port import Letterhead
from handlers.outcomes import delivered

FINDINGS: Final = {
    Finding.UPHELD: _n("You are right."),
    Finding.PARTLY: _n("You are right in part."),
    Finding.NOT_UPHELD: _n("We found that nothing was done wrong."),
    Finding.NOTED: _n("We read what you wrote."),
}
_SUBJECT: Final = _n("Our answer to what you wrote about %(case)s")
_HELLO: Final = _n("Hello,")
_INTRO: Final = _n("On %(day)s you wrote to us about notice %(case)s. This is our answer:")
_PAGE: Final = _n("Everything about it stands on your page:")
_MORE: Final = _n(
    "If that does not settle it, you can write again on that page, or to %(contact)s."
)
_NEVER: Final = _n(
    "We will never ask for your password, a code or money because of this notice. If somebody "
    "does, it is not us."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintMail:
    """Delivers both mails; a task names the complaint by its number."""

    office: Office
    mail: EmailNotice
    letterhead: Letterhead

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Send one mail; it is the same one each time it is tried."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        if found is None:
            return GiveUp("no_such_case")
        if task.ids["kind"] == ComplaintOpened.__name__:
            return await self._to_desk(found, task)
        return await self._to_owner(found, task)

    async def _to_desk(self, found: Dossier, task: LeasedTask) -> Delivered:
        number = int(task.ids["number"])
        due = next(c.due for c in found.case.complaints if c.number == number)
        case = found.case.number
        lines = (
            f"An owner complained about {case} (complaint {number}).",
            f"It must be answered by {due:%Y-%m-%d %H:%M} UTC, by somebody who did not decide it.",
            f"Please open it in Slack: /edr complaint {case}",
        )
        to: Sequence[str] = (self.letterhead.privacy_contact,)
        made, now = message_id_for(task.key, self.letterhead.domain), self.office.clock.law()
        return delivered(
            await self.mail.send_alarm(to, f"An owner complained about {case}", lines, made, now)
        )

    async def _to_owner(self, found: Dossier, task: LeasedTask) -> Delivered:
        number = int(task.ids["number"])
        complaint = next(c for c in found.case.complaints if c.number == number)
        owner = next((o for o in found.owners if o.alias == complaint.owner), None)
        kept = held(found.case, complaint.owner, self.office.clock.law()) is not None
        if owner is None or not owner.email or kept or not addressed(found.case, complaint.owner):
            return Done()  # it stands on the page, which is where whoever got a letter looks
        text = self._answer(found, owner, number)
        made, now = message_id_for(task.key, self.letterhead.domain), self.office.clock.law()
        return delivered(await self.mail.send_reply(owner.email, text, None, made, now))

    def _answer(self, found: Dossier, owner: Owner, number: int) -> tuple[str, str]:
        tongue = language(language_for(owner.locale))
        case = found.case.number
        complaint = next(c for c in found.case.complaints if c.number == number)
        answer = next(
            h.event
            for h in found.history
            if isinstance(h.event, ComplaintAnswered) and h.event.number == number
        )
        page = self.letterhead.page_of(case, owner.alias, holder_of(found.case, owner.alias))
        lines = (
            tongue.say(_HELLO),
            tongue.say(_INTRO, day=tongue.day(complaint.at), case=case),
            tongue.say(FINDINGS[answer.finding]),
            answer.text or "",
            f"{tongue.say(_PAGE)}\n{page}",
            tongue.say(_MORE, contact=self.letterhead.privacy_contact),
            tongue.say(_NEVER),
            f"{self.letterhead.company}\n{self.letterhead.privacy_contact}",
        )
        return tongue.say(_SUBJECT, case=case), "\n\n".join(line for line in lines if line) + "\n"
