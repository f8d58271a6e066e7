"""Tells one owner by e-mail: the attempt on the record, the mail, then what came of it."""

from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.commands import BeginNotice, EndNotice
from bot.domain.notice import AttemptOutcome
from bot.domain.release import Owner, told_devices
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.notices.content import BrokenPromise, Given, Notice, RecordEntry
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.notices.replies import Sent
from handlers.outside import Permanent, Transient, Unknown

CHANNEL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """In whose name owners are told, and whom they can complain to."""

    company: str
    privacy_contact: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePort:
    """Delivers the owners' notices over e-mail."""

    office: Office
    mail: EmailNotice
    letterhead: Letterhead

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Make one attempt. Its outcome, not this task, decides whether there is another."""
        number, alias = task.case or "", str(task.ids["owner"])
        message_id = message_id_for(f"{number}:{alias}", self.letterhead.domain)
        began = await self._do(
            number, BeginNotice(owner=alias, channel=CHANNEL, message_id=message_id)
        )
        attempt = _attempt(began, alias)
        if attempt is None:
            # Not to be told now; or an attempt that was cut off has ended, and the next one waits.
            return Done()
        found = await dossier(self.office, number, SYSTEM)
        owner = next((o for o in found.owners if o.alias == alias), None) if found else None
        outcome, reply = (AttemptOutcome.PERMANENT, "no_address")
        if found is not None and owner is not None and owner.email:
            notice = compose(found, owner, self.letterhead)
            sent = await self.mail.send(notice, owner.email, message_id, self.office.clock.law())
            outcome, reply = _outcome(sent)
        await self._do(
            number,
            EndNotice(owner=alias, channel=CHANNEL, attempt=attempt, outcome=outcome, reply=reply),
        )
        return Done()

    async def _do(self, number: str, command: BeginNotice | EndNotice) -> Outcome:
        return await execute(self.office, Order(case=number, command=command, actor=SYSTEM))


def _attempt(began: Outcome, alias: str) -> int | None:
    """Return the number of the attempt that was begun; None where none was."""
    attempted = (e for e in began.events if isinstance(e, ev.NoticeAttempted))
    return next((e.attempt for e in attempted if e.owner == alias), None)


def _outcome(sent: Sent | Transient | Permanent | Unknown) -> tuple[AttemptOutcome, str]:
    if isinstance(sent, Sent):
        return AttemptOutcome.SENT, sent.reply
    if isinstance(sent, Transient):
        return AttemptOutcome.TRANSIENT, sent.reason
    if isinstance(sent, Permanent):
        return AttemptOutcome.PERMANENT, sent.reason
    return AttemptOutcome.UNKNOWN, sent.reason


def compose(found: Dossier, owner: Owner, letterhead: Letterhead) -> Notice:
    """Return what `owner` is told: what was cleared of their devices, to whom, when, and proof."""
    case = found.case
    devices = told_devices(case.owners, owner.alias)
    cleared = next(h for h in reversed(found.history) if isinstance(h.event, ev.ReleaseCleared))
    given = tuple(
        Given(
            device=_label(found, item.window.alias),
            category=item.window.category.value,
            data_class="contents" if item.window.category.data_class == "contents" else "records",
            begins=item.window.start,
            ends=item.window.end,
            count=1,
        )
        for item in found.items
        if item.window.alias in devices
    )
    return Notice(
        company=letterhead.company,
        privacy_contact=letterhead.privacy_contact,
        case=case.number,
        owner_name=owner.name or "",
        locale=owner.locale,
        zone=found.zone,
        agency=case.agency.name,
        agency_reference="",
        emergency=case.nature.value if case.nature else "",
        requested_at=case.opened_at,
        released_at=case.released_at or cleared.at,
        given=given,
        entry=RecordEntry(position=cleared.position, hash=cleared.hash),
        broken=_broken(found.case),
    )


def _broken(case: Case) -> BrokenPromise | None:
    owed = case.follow_up
    if owed is None or owed.missed_at is None:
        return None
    process = owed.process.value if owed.process is not None else ""
    return BrokenPromise(process=process, due=owed.due, missed=owed.missed_at)


def _label(found: Dossier, alias: str) -> str:
    """Name the owner's own device as the request names it; its alias where that was erased."""
    request = found.opened.request
    sought = request.data_sought if request is not None else ()
    return next((s.device for s in sought if s.alias == alias and s.device), alias)
