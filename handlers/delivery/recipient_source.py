"""What a link to files opens, over the cases: each look, code and download on the record."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.delivering import ending
from bot.domain.delivery import (
    TRIES,
    ConfirmManifest,
    Delivery,
    EndFetch,
    FetchItem,
    TypeCode,
    VisitDelivery,
)
from bot.domain.events.delivering import DeliveryFetched, DeliveryOpened, ManifestConfirmed
from bot.domain.release import Item
from bot.domain.roster import REQUESTER, SYSTEM
from bot.workflow.deliveries import RELEASE, code_mark, session_word
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.links import find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.uploads import parts

CODE_LENGTH: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A link that somebody holds: its case, its delivery, and whether it opens anything."""

    found: Dossier = field(repr=False)
    number: int
    delivery: Delivery | None
    dead: bool

    @property
    def locked(self) -> bool:
        """Whether too many wrong codes were typed."""
        return self.delivery is not None and self.delivery.tries >= TRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """The list as its recipient sees it; `watermark` says whose copy it is."""

    case: str
    recipient: str = field(repr=False)
    opened_at: datetime
    expires_at: datetime
    items: tuple[Item, ...] = field(repr=False)
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseReleases:
    """Deliveries by the tokens of their links."""

    office: Office

    async def open(self, token: str) -> Opened | None:
        """Return what the token belongs to, alive or not; None for one that never was."""
        link = await find(self.office, RELEASE, token)
        found = await dossier(self.office, link.case, SYSTEM) if link is not None else None
        if link is None or found is None:
            return None
        case, number = found.case, link.version
        delivery = case.delivery if case.delivery and case.delivery.number == number else None
        dead = ending(case, number, self.office.clock.law()) is not None
        return Opened(found=found, number=number, delivery=delivery, dead=dead)

    def knows(self, opened: Opened, session: str) -> bool:
        """Whether the browser that holds `session` gave the right code."""
        delivery = opened.delivery
        if delivery is None or opened.dead:
            return False
        return delivery.knows(_hashed(session), self.office.clock.law())

    async def visit(self, opened: Opened) -> None:
        """Write down that somebody looked and was shown nothing."""
        await self._do(opened, VisitDelivery(number=opened.number))

    async def type_code(self, opened: Opened, code: str, browser: str, form: str) -> str | None:
        """Return what the browser holds from now on where the code is right; else None."""
        delivery, case = opened.delivery, opened.found.case.number
        turn = delivery.turn if delivery is not None else 0
        mark = code_mark(self.office, case, opened.number, turn, code)
        # Made from the form, so that one sent twice by an impatient hand ends in one session.
        session = session_word(self.office, browser, form)
        command = TypeCode(number=opened.number, mark=mark, session=_hashed(session))
        outcome = await self._do(opened, command, form)
        right = any(isinstance(e, DeliveryOpened) for e in outcome.events)
        return session if right or outcome.duplicate else None

    def listing(self, opened: Opened) -> ListView | None:
        """Return the list of an opened delivery."""
        delivery = opened.delivery
        if delivery is None or delivery.opened_at is None:
            return None
        return ListView(
            case=opened.found.case.number,
            recipient=opened.found.opened.contact or "",
            opened_at=delivery.opened_at,
            expires_at=delivery.expires_at,
            items=opened.found.items,
            confirmed_at=delivery.confirmed_at,
        )

    async def confirm(self, opened: Opened, session: str, form: str) -> bool:
        """Take the recipient's word that the files came; False where not all of them did."""
        command = ConfirmManifest(number=opened.number, session=_hashed(session))
        outcome = await self._do(opened, command, form)
        said = opened.delivery is not None and opened.delivery.confirmed_at is not None
        return said or any(isinstance(e, ManifestConfirmed) for e in outcome.events)

    async def fetch(self, opened: Opened, session: str, item: int, span: tuple[int, int]) -> bool:
        """Write down which bytes are about to be sent; False where none may be."""
        first, last = span
        command = FetchItem(
            number=opened.number, session=_hashed(session), item=item, first=first, last=last
        )
        outcome = await self._do(opened, command)
        return any(isinstance(e, DeliveryFetched) for e in outcome.events)

    async def end_fetch(self, opened: Opened, item: int) -> None:
        """Write down that an item was sent to its last byte."""
        await self._do(opened, EndFetch(number=opened.number, item=item))

    def content(
        self, opened: Opened, item: int, span: tuple[int, int]
    ) -> AsyncIterator[bytes | None]:
        """Yield an item's bytes piece by piece; a None ends it where they are gone."""
        files = opened.delivery.files if opened.delivery is not None else ()
        return parts(self.office, opened.found.case.number, files[item - 1], *span)

    async def _do(self, opened: Opened, command: Command, form: str = "") -> Outcome:
        inbound = ("release_page", form) if form else None
        order = Order(
            case=opened.found.case.number, command=command, actor=REQUESTER, inbound=inbound
        )
        return await execute(self.office, order)


def _hashed(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest() if session else ""
