"""An order that binds us: by when it is carried out, and what an authority may still say of it.

It does not lapse and time approves nothing of it; time only calls louder, and last the counsel
whom the settings name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.timing import Stage
from bot.domain.limits import DAY

INTERNAL = "order_internal"
COMPLY = "order_comply"
AGAIN = "order_again"
OBJECTION = "order_objection"
TO_COUNSEL = frozenset({INTERNAL, COMPLY, AGAIN})
"""Clocks of an order that is not carried out; each ends with counsel."""
OF_ORDERS = TO_COUNSEL | {OBJECTION}
Reached = frozenset[tuple[str, str, str]]
Running = tuple[str, datetime, datetime, tuple[tuple[Stage, datetime], ...]]
"""A clock: its name, its start, when it is due, and what it does when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalOrder:
    """What binds us, by which standard. Times are UTC; the law counts from `received`.

    `comply_due` is None where the law says "without delay" and no more. `fallen` once the order was
    not confirmed in time, or an authority forbade the use of what it gave.
    """

    standard: str
    received: datetime
    internal_due: datetime
    comply_due: datetime | None = None
    objection_until: datetime | None = None
    fallen: bool = False


def to_carry_out(order: LegalOrder, reached: Reached) -> Iterator[Running]:
    """Yield the clocks of an order that is not carried out: they run until it is, or ends."""
    start, due = order.received, order.internal_due
    length = due - start
    halves = ((Stage.HALF, start + length * 0.5), (Stage.MOST, start + length * 0.8))
    yield INTERNAL, start, due, (*halves, (Stage.MISSED, due))
    last, missed = INTERNAL, due
    if order.comply_due is not None:
        yield COMPLY, start, order.comply_due, ((Stage.MISSED, order.comply_due),)
        last, missed = COMPLY, order.comply_due
    yield from _again(last, missed, reached)


def _again(after: str, missed: datetime, reached: Reached) -> Iterator[Running]:
    """Call every day anew for what was missed, so that nobody can sit it out."""
    if any(clock == after and stage == Stage.MISSED for clock, stage, _ in reached):
        asked = sum(1 for clock, _, _ in reached if clock == AGAIN)
        due = missed + DAY * (asked + 1)
        yield AGAIN, due - DAY, due, ((Stage.MISSED, due),)


def after_release(order: LegalOrder, reached: Reached) -> Iterator[Running]:
    """Yield the time in which an authority may object; it is over once it was reached."""
    until = order.objection_until
    if until is not None and not any(clock == OBJECTION for clock, _, _ in reached):
        yield OBJECTION, order.received, until, ((Stage.ENDS, until),)
