"""A database whose ledger fails at a chosen call, as a real one may between any two statements."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.workflow.ledger import Database, Ledger

T = TypeVar("T")
STORES = ("cases", "record", "tasks", "inbox", "cabinet", "agencies", "proposals", "traces")


class PowerCutError(Exception):
    """The call that the test chose to fail."""


class FaultyDatabase:
    """Passes everything on, counts the ledger's calls in transactions, and fails at one of them.

    `fails_at` counts from 1, and 0 never fails; `after` lets the call happen first. `fails_on`
    names a verb, such as `record.append`, that always fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.fails_at = 0
        self.after = False
        self.fails_on = ""
        self.calls: list[str] = []

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Run `work` in a transaction of the real database, on a ledger that may fail."""
        self.calls.clear()
        return await self._database.tx(lambda ledger: work(_FaultyLedger(self, ledger)))

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Read from the real database."""
        return await self._database.read(work)

    def call(self, name: str, method: Callable[..., T], *args: object, **named: object) -> T:
        """Make one call, or fail instead, or fail once it was made."""
        self.calls.append(name)
        due = len(self.calls) == self.fails_at or name == self.fails_on
        if due and not self.after:
            raise PowerCutError(name)
        answer = method(*args, **named)
        if due:
            raise PowerCutError(name)
        return answer


class _FaultyLedger:
    def __init__(self, faulty: FaultyDatabase, ledger: Ledger) -> None:
        for store in STORES:
            setattr(self, store, _FaultyStore(faulty, store, getattr(ledger, store)))

    cases: Any
    record: Any
    tasks: Any
    inbox: Any
    traces: Any
    cabinet: Any
    agencies: Any
    proposals: Any


class _FaultyStore:
    def __init__(self, faulty: FaultyDatabase, name: str, store: object) -> None:
        self._faulty = faulty
        self._name = name
        self._store = store

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        method = getattr(self._store, verb)
        name = f"{self._name}.{verb}"
        return lambda *args, **named: self._faulty.call(name, method, *args, **named)
