"""Rows to store, with what a test does not care about filled in."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow, FiledRow, NewTask, RecordRow, TraceRow

NOW = datetime(2026, 11, 21, 20, 58, 1, 123456, UTC)
MINUTE = timedelta(minutes=1)


def case(number: str = "EDR-2026-000001", **changes: object) -> CaseRow:
    """A case just received."""
    usual: dict[str, Any] = {
        "number": number,
        "revision": 1,
        "state": "received",
        "version": 1,
        "opened_at": NOW,
        "next_due": None,
    }
    return CaseRow(**usual | changes)


def entry(position: int, of_case: str | None = "EDR-2026-000001", **changes: object) -> RecordRow:
    """An entry with a body of its own."""
    body = b'{"position":%d}' % position
    usual: dict[str, Any] = {
        "position": position,
        "case": of_case,
        "kind": "case.opened",
        "at": NOW,
        "body": body,
        "hash": hashlib.sha256(b"\0" + body).hexdigest(),
    }
    return RecordRow(**usual | changes)


def task(key: str = "t1", **changes: object) -> NewTask:
    """A task that is due."""
    usual: dict[str, Any] = {
        "key": key,
        "port": "board",
        "lane": "board",
        "case": "EDR-2026-000001",
        "due_at": NOW,
    }
    return NewTask(**usual | changes)


def trace(**changes: object) -> TraceRow:
    """A trace of the usual case."""
    usual: dict[str, Any] = {
        "kind": "device",
        "mark": "m",
        "case": "EDR-2026-000001",
        "at": NOW,
    }
    return TraceRow(**usual | changes)


def append(ledger: Ledger, of_case: str | None = "EDR-2026-000001", **changes: object) -> int:
    """Append one entry after the head and return its position."""
    position = ledger.record.head().position + 1
    ledger.record.append([entry(position, of_case, **changes)])
    return position


def file(ledger: Ledger, person: str, version: int = 1, number: str = "EDR-2026-000001") -> None:
    """File a person's determination with its entry."""
    position = append(ledger, number, kind="determination.filed")
    ledger.cases.filed(FiledRow(case=number, version=version, person=person, position=position))


def in_order(*steps: Callable[[Ledger], Any]) -> Callable[[Ledger], None]:
    """Take several steps in one transaction."""

    def work(ledger: Ledger) -> None:
        for step in steps:
            step(ledger)

    return work


def open_case(ledger: Ledger) -> None:
    """Create the usual case with its first entry."""
    ledger.cases.create(case())
    append(ledger)
