"""Draws an owner's page from the record: what was told to this owner, and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.complaining import Complain, room
from bot.domain.errors import Refusal, Refused
from bot.domain.events import NoticeAttempted, ReleaseCleared
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.events.reaching import LetterPosted
from bot.domain.notice import NoticeKind
from bot.domain.notice_kind import careful
from bot.domain.release import Owner
from bot.domain.roster import OWNER, SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.notice_links import holder_of, notice_token, owner_of
from bot.workflow.office import Office
from bot.workflow.proofs import Proof, Proofs
from bot.workflow.queries import dossier
from handlers.blocks.times import zone_of
from handlers.languages import Language
from handlers.notices.content import Notice, RecordEntry
from handlers.notices.letter import in_words
from handlers.notices.port import Letterhead, compose
from handlers.owners.complaint_port import FINDINGS
from handlers.owners.view import OwnerView, Said

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePages:
    """The `OwnerSource` over the cases."""

    office: Office
    proofs: Proofs
    letterhead: Letterhead

    async def locale(self, token: str) -> str | None:
        """Return the owner's locale; None where the token opens nothing."""
        found = await self._opened(token)
        return found[1].locale if found is not None else None

    async def view(self, token: str, tongue: Language) -> OwnerView | None:
        """Return what the token opens; None when it is unknown or expired."""
        found = await self._opened(token)
        if found is None:
            return None
        # Asked of the database: what was erased may still be remembered.
        case = found[0].case.number
        whole = await self.office.database.read(lambda db: db.cases.secret(case) is not None)
        return replace(
            self._view(*found, tongue, whole=whole), checkpoint=await self.proofs.checkpoint()
        )

    async def proof(self, token: str) -> Proof | None:
        """Return the proof of the release's entry; None where the token opens nothing."""
        found = await self._opened(token)
        if found is None or not await self.proofs.checkpoint():
            return None
        return await self.proofs.of(_entry(found[0]).position)

    async def complain(self, token: str, text: str, form: str) -> Refused | None:
        """Take in a complaint; the same form acts once. Returns why it was not taken in."""
        found = await self._opened(token)
        if found is None:
            return Refused(Refusal.NO_SUCH_OWNER)
        case, owner = found[0].case, found[1].alias
        if not room(case.complaints, owner):
            # Asked before the record is: what a flood brings is not written down one by one.
            return Refused(Refusal.TOO_MANY_COMPLAINTS)
        order = Order(
            case=case.number,
            command=Complain(owner=owner, text=text),
            actor=OWNER,
            inbound=("owner_page", form),
        )
        return (await execute(self.office, order)).refused

    async def _opened(self, token: str) -> tuple[Dossier, Owner] | None:
        """Return the case and its owner, once somebody has begun to tell this owner."""
        known = await owner_of(self.office, token)
        found = await dossier(self.office, known[0], SYSTEM) if known is not None else None
        if known is None or found is None:
            return None
        begun = any(
            n.owner == known[1]
            and (n.attempt or n.told_at)
            and token.lower() == notice_token(self.office, known[0], n.owner, n.holder)
            for n in found.case.notices
        )
        owner = next((o for o in found.owners if o.alias == known[1]), None)
        return (found, owner) if begun and owner is not None else None

    def _view(self, found: Dossier, owner: Owner, tongue: Language, *, whole: bool) -> OwnerView:
        told_at = [
            h.at
            for h in found.history
            if isinstance(h.event, NoticeAttempted | LetterPosted) and h.event.owner == owner.alias
        ]
        composed = compose(found, owner, self.letterhead)
        notice = as_told(composed, told_at, careful=careful(found.case, owner.alias))
        notice = replace(notice, locale=tongue.code, page_url="")
        case = found.case.number
        return OwnerView(
            token=notice_token(self.office, case, owner.alias, holder_of(found.case, owner.alias)),
            case=case,
            locale=owner.locale,
            zone=zone_of(found.zone),
            company=self.letterhead.company,
            contact=self.letterhead.privacy_contact,
            phone=notice.phone,
            given_at=notice.released_at,
            entry=notice.entry,
            key=self.proofs.key,
            text=in_words(notice) if whole else None,
            complaints=_complaints(found, owner.alias) if whole else (),
            complains=whole and room(found.case.complaints, owner.alias),
        )


def as_told(notice: Notice, told_at: Sequence[datetime], *, careful: bool) -> Notice:
    """Return the notice without a fraud that this owner has not been told of yet.

    An order or somebody's safety can forbid to tell of it, and the page must not run ahead.
    """
    if notice.fraud is None or any(at >= notice.fraud.found for at in told_at):
        return notice
    late = NoticeKind.LATE if notice.delay is not None else NoticeKind.ORDINARY
    kind = NoticeKind.SAFETY_REVIEWED if careful else late
    return replace(notice, kind=kind, fraud=None)


def _complaints(found: Dossier, owner: str) -> tuple[Said, ...]:
    events = [h.event for h in found.history]
    since = next((n.holder_since for n in found.case.notices if n.owner == owner), None) or EVER
    texts = {e.number: e.text for e in events if isinstance(e, ComplaintOpened)}
    answers = {e.number: e.text for e in events if isinstance(e, ComplaintAnswered)}
    return tuple(
        Said(
            number=c.number,
            at=c.at,
            due=c.due,
            text=texts.get(c.number) or "",
            answer=answers.get(c.number) or "",
            answered_at=c.answered_at,
            finding=FINDINGS[c.finding] if c.finding is not None else "",
        )
        for c in found.case.complaints
        if c.owner == owner and c.at >= since
    )


def _entry(found: Dossier) -> RecordEntry:
    listing = ReleaseCleared | ManifestRecorded
    cleared = next(h for h in reversed(found.history) if isinstance(h.event, listing))
    return RecordEntry(position=cleared.position, hash=cleared.hash)
