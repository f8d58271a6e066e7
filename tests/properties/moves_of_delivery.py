"""What somebody may try with a link to released files, as moves of a history."""

from collections.abc import Callable, Mapping

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.decision import Opened
from bot.domain.delivery import (
    ConfirmManifest,
    EndFetch,
    FetchItem,
    RenewCode,
    RevokeDelivery,
    TypeCode,
    VisitDelivery,
)
from bot.domain.release import Recipient
from bot.domain.request import Ongoing
from tests.factories import DESK_PHONE
from tests.linked import LIFE, offering


def _offer(case: Case, opened: Opened, pick: int) -> cm.Command:
    offer = offering(case)
    if pick % 3 != 2:
        return offer
    box = "desk@springfieldpd.example" if pick % 2 else "ralvarez@springfieldpd.example"
    return offering(case, recipient=Recipient.DISPATCH.value, contact=DESK_PHONE, mailbox=box)


def _number(case: Case, pick: int) -> int:
    return max(case.clearances - (pick % 9 == 8), 1)


OF_DELIVERY: Mapping[str, Callable[[Case, Opened, int], cm.Command]] = {
    "offer": _offer,
    "renew_code": lambda _c, _o, p: RenewCode(
        ongoing=Ongoing.YES if p % 4 else Ongoing.UNKNOWN, how="asked", mark="m", life=LIFE
    ),
    "revoke": lambda _c, _o, p: RevokeDelivery(why="sent to the wrong desk" if p % 4 else " "),
    "visit": lambda c, _o, p: VisitDelivery(number=_number(c, p)),
    "type_code": lambda c, _o, p: TypeCode(
        number=_number(c, p), mark="m" if p % 3 else "wrong", session=f"s{p % 2}"
    ),
    "fetch": lambda c, _o, p: FetchItem(
        number=_number(c, p), session=f"s{p % 2}", item=p % 3, first=0, last=p
    ),
    "end_fetch": lambda c, _o, p: EndFetch(number=_number(c, p), item=1 + p % 2),
    "confirm_list": lambda c, _o, p: ConfirmManifest(number=_number(c, p), session=f"s{p % 2}"),
}
"""How each kind of move becomes a command."""
