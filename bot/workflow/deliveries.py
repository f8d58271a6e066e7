"""Offers what was uploaded by a link, and makes the code that is spoken on the verified line."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.delivery import OfferDelivery, RenewCode
from bot.domain.errors import Refusal, Refused
from bot.domain.events.delivering import DeliveryCodeRenewed, DeliveryOffered
from bot.domain.roster import Ref, Standing
from bot.workflow.execute import Order, Outcome, carry, committed
from bot.workflow.folds import Folded
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office, link_digest
from bot.workflow.rows import Link
from bot.workflow.uploads import listed, put_list

RELEASE: Final = "release"
"""The kind of the links that open a delivery."""
KNOWN_FOR: Final = timedelta(days=90)
"""How long a link that opens nothing any more is still told from one that never was."""
_Work = Callable[[Ledger], tuple[Outcome, Folded | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPage:
    """Who acts on the desk page, how people stand, and the id of the form, which acts once."""

    person: Ref
    standings: Mapping[Ref, Standing]
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What came of an order, and the code that is to be spoken; None where there is none."""

    outcome: Outcome
    code: str | None = field(default=None, repr=False)


def release_token(office: Office, case: str, number: int) -> str:
    """Return the secret that opens delivery `number`; the same for as long as it lives."""
    return office.lasting_token("release", case, str(number))


def code_mark(office: Office, case: str, number: int, turn: int, code: str) -> str:
    """Return what is kept of a code: its keyed hash, bound to its case, delivery and turn."""
    return _keyed(office, f"release code\0{case}\0{number}\0{turn}\0{code}").hex()


def session_word(office: Office, browser: str, form: str) -> str:
    """Return what a browser holds from the form on with which it gave the right code."""
    return _keyed(office, f"release session\0{browser}\0{form}").hex()


async def offer(office: Office, case: str, command: OfferDelivery, by: ByPage) -> Coded:
    """Offer what was uploaded; `command` comes without items and without the code's mark."""
    code = office.clock.code()

    def work(ledger: Ledger) -> tuple[Outcome, Folded | None]:
        found = _locked(office, ledger, case)
        if found is None:
            return _unknown(case), None
        mark = code_mark(office, case, found.clearances + 1, 1, code)
        items = listed(ledger, case, command.version)
        whole = replace(command, items=items, mark=mark)
        outcome, folded = carry(office, ledger, _order(case, whole, by))
        offered = next((e for e in outcome.events if isinstance(e, DeliveryOffered)), None)
        if offered is not None:
            _put_link(office, ledger, case, offered)
            put_list(ledger, case, command.version, ())
        return outcome, folded

    return await _coded(office, work, code)


async def renew(office: Office, case: str, command: RenewCode, by: ByPage) -> Coded:
    """Make a new code; `command` comes without its mark."""
    code = office.clock.code()

    def work(ledger: Ledger) -> tuple[Outcome, Folded | None]:
        found = _locked(office, ledger, case)
        if found is None:
            return _unknown(case), None
        delivery = found.delivery
        number, turn = (delivery.number, delivery.turn + 1) if delivery is not None else (0, 0)
        whole = replace(command, mark=code_mark(office, case, number, turn, code))
        outcome, folded = carry(office, ledger, _order(case, whole, by))
        renewed = next((e for e in outcome.events if isinstance(e, DeliveryCodeRenewed)), None)
        if renewed is not None:
            _put_link(office, ledger, case, renewed)
        return outcome, folded

    return await _coded(office, work, code)


def _locked(office: Office, ledger: Ledger, case: str) -> Case | None:
    row = ledger.cases.lock(case)
    return office.folds.load(ledger, row).case if row is not None else None


def _unknown(case: str) -> Outcome:
    return Outcome(case=case, refused=Refused(Refusal.NO_SUCH_CASE))


def _order(case: str, command: OfferDelivery | RenewCode, by: ByPage) -> Order:
    return Order(
        case=case,
        command=command,
        actor=by.person,
        inbound=("desk_page", by.form),
        standings=by.standings,
    )


def _put_link(
    office: Office, ledger: Ledger, case: str, event: DeliveryOffered | DeliveryCodeRenewed
) -> None:
    link = Link(
        digest=link_digest(release_token(office, case, event.number)),
        kind=RELEASE,
        case=case,
        version=event.number,
        person=None,
        expires_at=event.expires_at + KNOWN_FOR,
    )
    ledger.cabinet.put_link(link)


async def _coded(office: Office, work: _Work, code: str) -> Coded:
    outcome = await committed(office, work)
    made = any(isinstance(e, DeliveryOffered | DeliveryCodeRenewed) for e in outcome.events)
    return Coded(outcome=outcome, code=code if made else None)


def _keyed(office: Office, content: str) -> bytes:
    return hmac.digest(office.site_secret, content.encode(), "sha256")
