"""Tells one owner over one channel: the attempt on the record, the mail, then what came of it.

Where linked cases owe the same person a notice, one letter tells of them all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.commands import BeginNotice, EndNotice
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.notice import Companion
from bot.domain.notice_channel import NoticeChannel
from bot.domain.notice_kind import kind_of
from bot.domain.release import Owner, told_devices
from bot.domain.roster import SYSTEM
from bot.workflow import told_together
from bot.workflow.checkpoints import Latest, unsigned
from bot.workflow.dossier import Dossier
from bot.workflow.notice_links import holder_of
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from bot.workflow.told_together import Waits
from handlers.notices.channels import NO_ADDRESS, Channel, Telling, Tried
from handlers.notices.content import BrokenPromise, Given, Notice, RecordEntry
from handlers.notices.delays import delay_of
from handlers.notices.exemplar import law_of
from handlers.notices.marks import mark_of, token_of
from handlers.notices.of_fraud import fraud_of, round_of

WAIT = 300.0
"""Seconds until a notice is looked at again that waits for another case's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """In whose name owners are told, and whom they can complain to.

    `page_of` gives the address of an owner's page, by case, alias and holder; empty for none.
    """

    company: str
    privacy_contact: str
    domain: str
    page_of: Callable[[str, str, int], str] = lambda _case, _owner, _holder: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePort:
    """Delivers the owners' notices over the channels that are there."""

    office: Office
    channels: Mapping[NoticeChannel, Channel]
    letterhead: Letterhead
    latest: Latest = unsigned

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Make one attempt. Its outcome, not this task, decides whether there is another."""
        own = Companion(case=task.case or "", owner=str(task.ids["owner"]))
        mark = await self._mark(own)
        # The channel is the domain's to choose, inside the transaction that begins the attempt.
        command = BeginNotice(owner=own.owner, channel="", message_id=mark)
        begun = await told_together.begin(self.office, own, command)
        if isinstance(begun, Waits):
            return Again(begun.reason, WAIT)
        if begun.channel is None:
            # Not to be told now; an attempt that was cut off has ended; or a person goes on.
            return Done()
        found = [await dossier(self.office, at.case, SYSTEM) for at in begun.cases]
        about = list(zip(begun.cases, found, strict=True))
        tried = await self._tell(about, begun.channel, mark)
        ends = (_end(at, one, begun.channel, tried) for at, one in about)
        await told_together.end(self.office, [end for end in ends if end is not None])
        return Done()

    async def _mark(self, own: Companion) -> str:
        found = await dossier(self.office, own.case, SYSTEM)
        owner = _owner(found, own.owner) if found is not None else None
        address = owner.email if owner is not None and owner.email else ""
        again = round_of(found.case, own.owner) if found is not None else ""
        token = token_of(self.office.site_secret, own, address + again)
        return mark_of(token, self.letterhead.domain)

    async def _tell(
        self,
        about: Sequence[tuple[Companion, Dossier | None]],
        channel: NoticeChannel,
        mark: str,
    ) -> Tried:
        """Tell of all of it at once, over the one channel that reaches the owner of all."""
        told = [(found, _owner(found, at.owner)) for at, found in about if found is not None]
        notices = [compose(f, owner, self.letterhead) for f, owner in told if owner is not None]
        to, way = (told[0][1] if told else None), self.channels.get(channel)
        if to is None or way is None or len(notices) != len(about):
            return NO_ADDRESS
        first, again = about[0][0], round_of(told[0][0].case, about[0][0].owner)
        telling = Telling(
            notice=replace(notices[0], also=tuple(notices[1:]), checkpoint=await self.latest()),
            to=to,
            mark=mark if channel is NoticeChannel.EMAIL else "",
            key=f"{first.case}:{first.owner}{again}",
            at=self.office.clock.law(),
        )
        return await way.tell(telling)


def _owner(found: Dossier, alias: str) -> Owner | None:
    return next((o for o in found.owners if o.alias == alias), None)


def _end(
    at: Companion, found: Dossier | None, channel: NoticeChannel, tried: Tried
) -> tuple[str, EndNotice] | None:
    notices = found.case.notices if found is not None else ()
    attempt = next((n.attempt for n in notices if n.owner == at.owner), None)
    if attempt is None:
        return None
    command = EndNotice(
        owner=at.owner,
        channel=channel.value,
        attempt=attempt,
        outcome=tried.outcome,
        reply=tried.reply,
        handle=tried.handle,
    )
    return at.case, command


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
        locale=_locale(case, owner),
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
        page_url=letterhead.page_of(case.number, owner.alias, holder_of(case, owner.alias)),
    )


def _locale(case: Case, owner: Owner) -> str:
    """Return the language that somebody chose for this notice, else the account's."""
    chosen = (n.locale for n in case.notices if n.owner == owner.alias and n.locale)
    return next(chosen, owner.locale)


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
