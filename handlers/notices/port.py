"""Tells one owner by e-mail: the attempt on the record, the mail, then what came of it.

Where linked cases owe the same person a notice, one letter tells of them all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.commands import BeginNotice, EndNotice
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.notice import AttemptOutcome, Companion
from bot.domain.notice_kind import kind_of
from bot.domain.release import Owner, told_devices
from bot.domain.roster import SYSTEM
from bot.workflow import told_together
from bot.workflow.dossier import Dossier
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from bot.workflow.told_together import Waits
from handlers.notices.content import BrokenPromise, Given, Notice, RecordEntry
from handlers.notices.delays import delay_of
from handlers.notices.email import EmailNotice
from handlers.notices.exemplar import law_of
from handlers.notices.message import message_id_for
from handlers.notices.of_fraud import fraud_of, round_of
from handlers.notices.replies import Sent
from handlers.outside import Permanent, Transient, Unknown

CHANNEL = "email"
WAIT = 300.0
"""Seconds until a notice is looked at again that waits for another case's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """In whose name owners are told, and whom they can complain to.

    `page_of` gives the address of an owner's page, by case and alias; empty for none.
    """

    company: str
    privacy_contact: str
    domain: str
    page_of: Callable[[str, str], str] = lambda _case, _owner: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePort:
    """Delivers the owners' notices over e-mail."""

    office: Office
    mail: EmailNotice
    letterhead: Letterhead

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Make one attempt. Its outcome, not this task, decides whether there is another."""
        own = Companion(case=task.case or "", owner=str(task.ids["owner"]))
        again = await self._again(own)
        message_id = message_id_for(f"{own.case}:{own.owner}{again}", self.letterhead.domain)
        command = BeginNotice(owner=own.owner, channel=CHANNEL, message_id=message_id)
        begun = await told_together.begin(self.office, own, command)
        if isinstance(begun, Waits):
            return Again(begun.reason, WAIT)
        if not begun.cases:
            # Not to be told now; or an attempt that was cut off has ended, and the next one waits.
            return Done()
        found = [await dossier(self.office, at.case, SYSTEM) for at in begun.cases]
        outcome, reply = await self._send(list(zip(begun.cases, found, strict=True)), message_id)
        ends = (_end(at, one, outcome, reply) for at, one in zip(begun.cases, found, strict=True))
        await told_together.end(self.office, [end for end in ends if end is not None])
        return Done()

    async def _again(self, own: Companion) -> str:
        found = await dossier(self.office, own.case, SYSTEM)
        return round_of(found.case, own.owner) if found is not None else ""

    async def _send(
        self, about: Sequence[tuple[Companion, Dossier | None]], message_id: str
    ) -> tuple[AttemptOutcome, str]:
        """Send one letter about all of it, to the one address that all of them have."""
        told = [(found, _owner(found, at.owner)) for at, found in about if found is not None]
        notices = [compose(f, owner, self.letterhead) for f, owner in told if owner is not None]
        address = told[0][1].email if told and told[0][1] is not None else None
        if not address or len(notices) != len(about):
            return AttemptOutcome.PERMANENT, "no_address"
        notice = replace(notices[0], also=tuple(notices[1:]))
        return _outcome(await self.mail.send(notice, address, message_id, self.office.clock.law()))


def _owner(found: Dossier, alias: str) -> Owner | None:
    return next((o for o in found.owners if o.alias == alias), None)


def _end(
    at: Companion, found: Dossier | None, outcome: AttemptOutcome, reply: str
) -> tuple[str, EndNotice] | None:
    notices = found.case.notices if found is not None else ()
    attempt = next((n.attempt for n in notices if n.owner == at.owner), None)
    if attempt is None:
        return None
    command = EndNotice(
        owner=at.owner, channel=CHANNEL, attempt=attempt, outcome=outcome, reply=reply
    )
    return at.case, command


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
    listing = ev.ReleaseCleared | ManifestRecorded
    cleared = next(h for h in reversed(found.history) if isinstance(h.event, listing))
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
        law=law_of(found.standard),
        kind=kind_of(case, owner.alias),
        delay=delay_of(found, owner.alias),
        broken=_broken(found.case),
        fraud=fraud_of(case),
        page_url=letterhead.page_of(case.number, owner.alias),
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
