"""What waits for a second person of held notices: a hold, its early end, a typed address."""

from typing import Final

from bot.domain.address import ConfirmAddress, RefuseAddress, TypedAddress, latest
from bot.domain.case import Case
from bot.domain.restricting import AgreeLift, AgreeRestriction, RefuseLift, RefuseRestriction
from bot.domain.restriction import Restriction, RestrictionStatus, numbered
from bot.domain.rulebook import TO_RELEASE
from bot.workflow.held_notices import LIFT, OWNERS, RESTRICTION
from handlers.blocks import holds
from handlers.case_matters import Kind


def _proposed(case: Case, hold: Restriction) -> bool:
    return hold.status is RestrictionStatus.PROPOSED and case.state in TO_RELEASE


def _lifting(case: Case, number: int) -> Restriction | None:
    found = numbered(case, number)
    return found if found is not None and found.lift_at is not None else None


def _ending(case: Case, hold: Restriction) -> bool:
    return hold.in_force and hold.lift_by is not None and case.state in TO_RELEASE


def _address(case: Case, number: int) -> TypedAddress | None:
    return next((a for a in case.addresses if a.number == number), None)


def _unread(case: Case, address: TypedAddress) -> bool:
    last = latest(case, address.owner) == address
    return last and not address.settled and case.state in TO_RELEASE


_HOLDS: Final[Kind[Restriction]] = Kind(
    find=numbered,
    out=lambda case, hold: case.recused | {hold.by},
    waits=_proposed,
    ask=lambda found, hold, subject: holds.ask(
        found, hold, subject, waits=_proposed(found.case, hold)
    ),
    told=holds.told,
    yes=lambda number, why: AgreeRestriction(number=number, why=why),
    no=lambda number, why: RefuseRestriction(number=number, why=why),
    done=("held: the owner is not told until then.", "refused: the owner may be told."),
)
_LIFTS: Final[Kind[Restriction]] = Kind(
    find=_lifting,
    out=lambda case, hold: case.recused | {hold.lift_by},
    waits=_ending,
    ask=lambda found, hold, subject: holds.ask_lift(
        found, hold, subject, waits=_ending(found.case, hold)
    ),
    told=holds.told_lift,
    yes=lambda number, why: AgreeLift(number=number, why=why),
    no=lambda number, why: RefuseLift(number=number, why=why),
    done=("the hold has ended: the owner is told next.", "the hold stands until its end."),
)
_ADDRESSES: Final[Kind[TypedAddress]] = Kind(
    find=_address,
    out=lambda case, address: case.recused | {address.by},
    waits=_unread,
    ask=lambda found, address, subject: holds.ask_address(
        found, address, subject, waits=_unread(found.case, address)
    ),
    told=holds.told_address,
    yes=lambda number, why: ConfirmAddress(number=number, why=why),
    no=lambda number, why: RefuseAddress(number=number, why=why),
    done=(
        "the address is confirmed; a notice may go there.",
        "the address is refused; nothing goes there. A custodian corrects it: /edr owners",
    ),
)
MATTERS: Final = {
    RESTRICTION: _HOLDS.matter,
    LIFT: _LIFTS.matter,
    OWNERS: _ADDRESSES.matter,
}
"""By the word before the colon of their subjects."""
