"""Runs functions in transactions, one thread hop each.

A function that has begun runs to its end and commits even when nobody waits for it any more:
what was decided is on the record, and the one who pressed is told "still recording".
"""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NoReturn, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.workflow.ledger import Conflict, Ledger
from storage.agencies import AgencyStore
from storage.cabinet import CabinetStore
from storage.cases import CaseStore
from storage.engine import Engines
from storage.erasures import ErasureStore
from storage.held import HeldStore
from storage.inbox import InboxStore
from storage.inspection import InspectionStore
from storage.keys import CaseKeys, Vault
from storage.proposals import ProposalStore
from storage.record import RecordStore
from storage.tasks import TaskStore
from storage.traces import TraceStore
from storage.wrapped_keys import WrappedKeyStore

__all__ = ["SqlDatabase", "SqlLedger"]

T = TypeVar("T")
_RUNS: Final = 5
# SQLSTATE classes of PostgreSQL after which the whole function may succeed: serialization
# failure, deadlock, lock not available.
_LOST_RACES: Final = frozenset({"40001", "40P01", "55P03"})
_log = structlog.get_logger(__name__)


class SqlLedger:
    """Everything remembered, over one connection in one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        keys = CaseKeys(connection, vault)
        self.cases = CaseStore(connection, keys)
        self.record = RecordStore(connection, keys)
        self.tasks = TaskStore(connection)
        self.inbox = InboxStore(connection)
        self.held = HeldStore(connection, vault)
        self.cabinet = CabinetStore(connection, keys)
        self.agencies = AgencyStore(connection)
        self.proposals = ProposalStore(connection)
        self.traces = TraceStore(connection)
        self.wrapped_keys = WrappedKeyStore(connection, vault)
        self.erasures = ErasureStore(connection, keys)
        self.inspection = InspectionStore(connection, keys)


class SqlDatabase:
    """A database that is open; `close` waits for what is under way."""

    def __init__(self, engines: Engines, vault: Vault) -> None:
        self._engines = engines
        self._vault = vault
        self._writers = ThreadPoolExecutor(engines.writers, "ledger-write")
        self._readers = ThreadPoolExecutor(engines.readers, "ledger-read")

    async def tx(self, work: Callable[[Ledger], T]) -> T:
        """Run `work` in a writing transaction; raises Conflict after five lost races."""
        return await self._hop(self._writers, lambda: self._repeat(self._engines.write, work))

    async def read(self, work: Callable[[Ledger], T]) -> T:
        """Run `work` on one state of the database, beside any writer."""
        return await self._hop(self._readers, lambda: self._repeat(self._engines.read, work))

    def close(self) -> None:
        """Let what is queued commit, then close the connections."""
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._engines.dispose()

    async def _hop(self, threads: ThreadPoolExecutor, run: Callable[[], T]) -> T:
        context = contextvars.copy_context()
        future = asyncio.get_running_loop().run_in_executor(threads, context.run, run)
        # Shielded: cancelling the waiter would also drop a transaction that is still queued.
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            future.add_done_callback(_say_failure)
            raise

    def _repeat(self, engine: Engine, work: Callable[[Ledger], T]) -> T:
        for run in range(1, _RUNS + 1):
            try:
                return self._once(engine, work)
            except Conflict:
                if run == _RUNS:
                    raise
                _log.info("transaction.repeated", run=run)
        raise AssertionError("unreachable")

    def _once(self, engine: Engine, work: Callable[[Ledger], T]) -> T:
        try:
            with engine.begin() as connection:
                return work(SqlLedger(connection, self._vault))
        except DBAPIError as error:
            _translate(error)


def _say_failure(future: asyncio.Future[T]) -> None:
    """Log what went wrong in a transaction whose waiter has gone; nobody else hears of it."""
    failure = None if future.cancelled() else future.exception()
    if failure is not None:
        _log.error("transaction.failed_unheard", reason=type(failure).__name__)


def _translate(error: DBAPIError) -> NoReturn:
    """Raise Conflict for a race lost or a rule met, without the driver's words: they quote rows."""
    if isinstance(error, IntegrityError):
        raise Conflict(f"a rule of the database was met: {_rule(error)}") from None
    if getattr(error.orig, "sqlstate", None) in _LOST_RACES:
        raise Conflict("another transaction had the rows") from None
    raise error


def _rule(error: IntegrityError) -> str:
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is None:
        return str(error.orig)  # SQLite names tables and columns, never values
    return str(diagnosis.constraint_name or diagnosis.message_primary)
