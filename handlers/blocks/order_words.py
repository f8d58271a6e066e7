"""Orders that bind us in words: on the card, in the history, on pages and reminders."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.events.following import FollowUpMissed
from bot.domain.events.ordering import OrderLifted, OrderObjected, OrderStands, OrderUnconfirmed
from bot.domain.order import AGAIN, COMPLY, INTERNAL, OBJECTION
from bot.domain.ordering import Word
from handlers.blocks.text import utc

SAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Word.NOT_TO_BE_USED: "it may not be used",
        Word.ON_CONDITIONS: "it may be used on conditions",
        Word.NOT_CONFIRMED: "the order was not confirmed, or was taken back",
    }
)


def _stands(event: OrderStands) -> str:
    if event.comply_due is None:
        return "noted that an order binds us, to be carried out without delay"
    return f"noted that an order binds us, to be carried out by {utc(event.comply_due)}"


HISTORY: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        OrderStands: _stands,
        OrderLifted: lambda _: "noted that no order binds us in this case",
        OrderUnconfirmed: lambda _: "noted that the order was not confirmed in time, and fell",
        OrderObjected: lambda e: f"recorded an authority's word about the data: {SAYS[e.word]}",
    }
)
HAPPENED: Final[Mapping[type, str]] = MappingProxyType(
    {
        OrderUnconfirmed: "the order was not confirmed in time, and fell.",
        OrderObjected: "an authority said how the data may be used. Read it: /edr show",
    }
)
CARD_CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        INTERNAL: "Our own limit for the order",
        COMPLY: "Carry the order out by",
        AGAIN: "Counsel is called again",
        OBJECTION: "An authority may object until",
    }
)
CLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        INTERNAL: "our own limit for carrying the order out",
        COMPLY: "carrying the order out, as its law demands,",
        AGAIN: "carrying the order out at last",
        OBJECTION: "an authority's time to object",
    }
)
BECAUSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        INTERNAL: "an order that binds us is not carried out, and our own limit is over",
        COMPLY: "an order that binds us is overdue by law",
        AGAIN: "an order that binds us is still not carried out",
        "order_fell": "an order fell after it was carried out; what was given is asked back",
    }
)
PAGED_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {"counsel": "you are needed as the company's counsel"}
)
UNDER_AN_ORDER: Final[Mapping[type, str]] = MappingProxyType(
    {
        FollowUpMissed: "what had to follow the order never came. It is counted, and the agency"
        " goes on watch. The owner is told nothing: the law forbids it.",
    }
)
"""What is said otherwise where an order binds us."""
