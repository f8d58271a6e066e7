"""What became of an order that binds us."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.ordering import Word
from bot.domain.request import Sealed


@event("order.stands", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStands:
    """The law of the case is compulsory: the order does not lapse, and is carried out in time.

    The law counts from `received`. `internal_due` ends with counsel; `comply_due` is the law's own
    limit, None where it names none; until `objection_until` an authority may forbid the use.
    """

    standard: str
    standard_version: str
    received: datetime
    internal_due: datetime
    comply_due: datetime | None = None
    objection_until: datetime | None = None


@event("order.lifted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLifted:
    """The law of the case was found to be voluntary after all; its hard stop counts from here."""


@event("order.unconfirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUnconfirmed:
    """What had to confirm the order did not come in time, and the order falls."""


@event("order.objected", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderObjected:
    """An authority said how the data may be used, or that it may not be."""

    word: Word
    authority: Sealed = None
    how: Sealed = None


Ordering = OrderStands | OrderLifted | OrderUnconfirmed | OrderObjected
