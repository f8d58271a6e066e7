"""What an owner's link opens: what is asked of that owner's devices, and whether it still is."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.domain.case import ENDED, UNDECIDED, Case
from bot.domain.consent import ConsentAnswer, RecordConsent
from bot.domain.errors import Refused
from bot.domain.release import Owner, told_devices
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.links import find
from bot.workflow.office import Office, link_digest
from bot.workflow.queries import dossier
from bot.workflow.rows import Link
from handlers.consent.wording import Asking, Wanted

CONSENT: Final = "consent"
LIFE: Final = timedelta(days=3)
"""How long the link opens. The page says by itself when nobody asks any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What one owner sees. `open`: an answer still changes something or is still taken."""

    asking: Asking = field(repr=False)
    answer: ConsentAnswer | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersPage:
    """Makes the links and reads them; `contact` is whom an owner can write to."""

    office: Office
    contact: str

    def token(self, case: str, owner: str) -> str:
        """Return the secret of one owner's link; the same however often the message is sent."""
        return self.office.lasting_token("consent", case, owner)

    async def mint(self, case: Case, owner: str) -> str:
        """Make the link open from now on, and return its token."""
        token = self.token(case.number, owner)
        link = Link(
            digest=link_digest(token),
            kind=CONSENT,
            case=case.number,
            version=case.version,
            person=owner,
            expires_at=self.office.clock.law() + LIFE,
        )
        await self.office.database.tx(lambda ledger: ledger.cabinet.put_link(link))
        return token

    async def open(self, token: str) -> Opened | None:
        """Return what the token opens; None where it is unknown or has expired."""
        found, owner = await self._found(token)
        if found is None or owner is None:
            return None
        case, asked = found.case, found.case.consent.of(owner.alias)
        if asked is None:
            return None
        # A yes to what was allowed already changes nothing, yet it is theirs to give.
        taken = case.state in UNDECIDED or (case.state not in ENDED and case.released_at is None)
        return Opened(asking=asking_of(found, owner, self.contact), answer=asked.answer, open=taken)

    async def answer(self, token: str, answer: ConsentAnswer) -> Refused | None:
        """Record an owner's answer; the refusal where it cannot be taken any more."""
        found, owner = await self._found(token)
        if found is None or owner is None:
            return None
        command = RecordConsent(owner=owner.alias, answer=answer)
        order = Order(case=found.case.number, command=command, actor=SYSTEM)
        return (await execute(self.office, order)).refused

    async def _found(self, token: str) -> tuple[Dossier | None, Owner | None]:
        link = await find(self.office, CONSENT, token)
        if link is None:
            return None, None
        found = await dossier(self.office, link.case, SYSTEM)
        return found, owner_of(found, link.person or "") if found is not None else None


def owner_of(found: Dossier, alias: str) -> Owner | None:
    """Return an owner as last recorded."""
    return next((o for o in found.owners if o.alias == alias), None)


def asking_of(found: Dossier, owner: Owner, contact: str) -> Asking:
    """Return what is asked of `owner`: their own devices alone, and never why."""
    case = found.case
    devices = told_devices(case.owners, owner.alias)
    numbers = found.agency.numbers if found.agency is not None else ()
    return Asking(
        agency=case.agency.name,
        wanted=tuple(
            Wanted(category=w.category, start=w.start, end=w.end)
            for w in case.scope
            if w.alias in devices
        ),
        zone=found.zone,
        contact=contact,
        phones=tuple(dict.fromkeys(n.number for n in numbers)),
    )
