"""The custodian's page of a delivery, over the cases: each look on the record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.case import Case, State
from bot.domain.commands import ViewCase
from bot.domain.delivering import ending, waits
from bot.domain.delivery import (
    Delivery,
    Ending,
    OfferDelivery,
    RenewCode,
    RevokeDelivery,
    UploadedItem,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.events.delivering import DeliveryOffered
from bot.domain.lifecycle import UNASKED
from bot.domain.release import Recipient
from bot.domain.roster import Ref, Role, Standing
from bot.domain.scope import Scope
from bot.domain.verification import StepKind, counting
from bot.workflow.deliveries import ByPage, Coded, offer, renew
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.links import DESK, find
from bot.workflow.queries import dossier
from bot.workflow.rows import Link
from bot.workflow.uploads import Upload, keep, remove, uploaded
from handlers.blocks.release import recipients, scope_line
from handlers.desk_source import CaseDesk

TRIES = 3
"""How often people are asked about anew who filed in the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the page shows to one custodian until `expires_at` (UTC).

    `lines` are what was allowed, in words; `ways` who may receive it, each with its key;
    `delivery` is the one that waits or was opened, `ended` why it opens nothing any more;
    `speak_to` is the number on which its recipient was verified.
    """

    link: Link = field(repr=False)
    found: Dossier = field(repr=False)
    reader: str
    scope: Scope
    lines: tuple[str, ...] = field(repr=False)
    ways: tuple[tuple[str, str], ...] = field(repr=False)
    uploads: tuple[UploadedItem, ...] = field(repr=False)
    delivery: Delivery | None
    mailbox: str = field(default="", repr=False)
    speak_to: str = field(default="", repr=False)
    ended: Ending | None = None
    waiting: bool = False

    @property
    def case(self) -> Case:
        """The case."""
        return self.found.case

    @property
    def open(self) -> bool:
        """Whether files may be uploaded and offered now."""
        return self.case.state is State.APPROVED and self.case.clearance is None

    @property
    def expires_at(self) -> datetime:
        """When the page closes (UTC)."""
        return self.link.expires_at


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """Uploads, offers, codes and ends of deliveries, for whom a desk link was made."""

    desk: CaseDesk

    async def open(self, token: str) -> Desk | None:
        """Return what the token opens for its custodian, the look on the record; else None."""
        office = self.desk.office
        link = await find(office, DESK, token)
        person = office.roster.get(link.person) if link is not None and link.person else None
        if link is None or person is None or not person.may(Role.CUSTODIAN):
            return None
        standings = await self.desk.standings([person.ref])
        look = ViewCase(surface="delivery")
        viewed = await execute(
            office, Order(case=link.case, command=look, actor=person.ref, standings=standings)
        )
        found = await dossier(office, link.case, person.ref)
        if viewed.refused is not None or found is None:
            return None
        return await self._desk(link, found, person.ref)

    async def _desk(self, link: Link, found: Dossier, person: Ref) -> Desk:
        case, approval = found.case, found.case.approval
        scope = approval.scope if approval is not None else ()
        delivery = case.delivery
        number = delivery.number if delivery is not None else 0
        return Desk(
            link=link,
            found=found,
            reader=found.names.get(person, person),
            scope=scope,
            lines=tuple(scope_line(window, found) for window in scope),
            ways=tuple(_ways(found)),
            uploads=await uploaded(self.desk.office, case.number, case.version),
            delivery=delivery,
            mailbox=_mailbox(found),
            speak_to=_verified_number(found),
            ended=ending(case, number, found.now) if delivery is not None else None,
            waiting=waits(case),
        )

    async def keep(self, desk: Desk, upload: Upload) -> Refused | None:
        """Keep an uploaded file sealed; return why it was refused."""
        if not desk.open:
            return Refused(Refusal.ALREADY_CLEARED)
        return await keep(self.desk.office, desk.case.number, desk.case.version, upload)

    async def remove(self, desk: Desk, key: str) -> None:
        """Take an uploaded file away again."""
        await remove(self.desk.office, desk.case.number, desk.case.version, key)

    async def offer(self, desk: Desk, command: OfferDelivery, form: str) -> Coded:
        """Clear what was uploaded and offer it by a link."""
        for _ in range(TRIES):
            by = ByPage(person=desk.found.reader, standings=await self._standings(desk), form=form)
            coded = await offer(self.desk.office, desk.case.number, command, by)
            if coded.outcome.refused != UNASKED:
                break
        return coded

    async def renew(self, desk: Desk, command: RenewCode, form: str) -> Coded:
        """Make a new code."""
        by = ByPage(person=desk.found.reader, standings=await self._standings(desk), form=form)
        return await renew(self.desk.office, desk.case.number, command, by)

    async def revoke(self, desk: Desk, command: RevokeDelivery, form: str) -> Refused | None:
        """Close the link."""
        order = Order(
            case=desk.case.number,
            command=command,
            actor=desk.found.reader,
            inbound=("desk_page", form),
            standings=await self._standings(desk),
        )
        return (await execute(self.desk.office, order)).refused

    async def _standings(self, desk: Desk) -> dict[Ref, Standing]:
        case, roster = desk.case, self.desk.office.roster
        pair = case.approval.pair if case.approval is not None else ()
        known = {p for p in (*case.filers, *pair) if roster.get(p) is not None}
        return dict(await self.desk.standings({desk.found.reader, *known}))


def _ways(found: Dossier) -> Iterator[tuple[str, str]]:
    for way in recipients(found):
        yield str(way["value"]), str(way["text"]["text"])


def _verified_number(found: Dossier) -> str:
    """Return the number on which the code is to be spoken; empty where it cannot be read."""
    cleared, contact = found.case.clearance, found.opened.contact or ""
    if cleared is not None and cleared.recipient is Recipient.DISPATCH:
        return contact
    called = [s for s in counting(found.case.steps) if s.kind is StepKind.CALLBACK and s.number]
    key = called[-1].number if called else None
    listed = found.agency.numbers if found.agency is not None else ()
    ours = next((n.number for n in listed if n.key == key), None)
    return ours or found.opened.numbers.get(key or "", "")


def _mailbox(found: Dossier) -> str:
    offered = [h.event for h in found.history if isinstance(h.event, DeliveryOffered)]
    return offered[-1].mailbox or "" if offered else ""
