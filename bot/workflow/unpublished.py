"""What is wrong with the record's way outside: counted for the alarm, aged for the metrics."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.workflow.checkpoints import uncovered
from bot.workflow.held_outside import HeldOutside
from bot.workflow.hourly import EVERY
from bot.workflow.ledger import Ledger

GRACE: Final = timedelta(minutes=10)
"""How long past the hour a checkpoint may be on its way before it is missed."""
SET_BACK: Final = timedelta(seconds=60)
"""How far the clock may be behind the last entry: replicas' clocks differ by less."""


def record_troubles(
    ledger: Ledger, anchors: tuple[str, ...], held: HeldOutside, now: datetime
) -> Mapping[str, int]:
    """Count what an operator must see to; empty when the record is signed and known outside."""
    head = ledger.record.peek()
    back = head.at is not None and head.at - now > SET_BACK
    return {
        **({"record.contradicted": 1} if held.contradicted is not None else {}),
        **({"record.anchor_lost": len(held.lost)} if held.lost else {}),
        **({"record.anchor_disputed": len(held.disputed)} if held.disputed else {}),
        **({"record.anchor_silent": len(held.silent)} if held.silent else {}),
        **({"record.unpublished": 1} if anchors and unpublished(ledger, anchors, now) else {}),
        **({"record.clock_set_back": 1} if back else {}),
    }


def unpublished(ledger: Ledger, anchors: tuple[str, ...], now: datetime) -> bool:
    """Whether no anchor took a checkpoint for over an hour and some minutes."""
    since = _waiting_since(ledger, uncovered(ledger, anchors))
    return since is not None and now - since > EVERY + GRACE


def ages(ledger: Ledger, anchors: tuple[str, ...], now: datetime) -> dict[str, float]:
    """Return for each anchor how many seconds the oldest entry waits that it does not cover."""
    found: dict[str, float] = {}
    for anchor in anchors:
        since = ledger.record.time_at(uncovered(ledger, [anchor]))
        found[anchor] = max((now - since).total_seconds(), 0.0) if since is not None else 0.0
    return found


def _waiting_since(ledger: Ledger, position: int) -> datetime | None:
    """Return since when an entry waits; where none does, when an hour without any was over."""
    first = ledger.record.time_at(position)
    last = ledger.record.peek().at
    return first if first is not None else last and last + EVERY
