"""The wording of refusals about orders that bind us."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

ORDERS: Final = MappingProxyType(
    {
        Refusal.NO_ORDER: Wording(
            "This is for data that was given under an order.",
            "No order binds us in this case.",
            "Use /edr show CASE to see which law it stands under.",
        ),
        Refusal.ORDER_BINDS: Wording(
            "An order ends when who gave it takes it back, and not with the emergency.",
            "You recorded that the emergency is over.",
            "If the authority takes the order back, record that with /edr withdrawn CASE.",
        ),
        Refusal.ORDER_UNKNOWN: Wording(
            "Data goes out while the order is known to stand.",
            "You recorded that it is not known whether it does.",
            "Ask the authority on a number that we found ourselves, then record the release.",
        ),
    }
)
