"""Cases, their determinations, approval slots and clearances."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, false, func, or_, select, text, update

from bot.workflow.ledger import Conflict
from bot.workflow.rows import CaseRow, FiledRow
from storage import tables
from storage.columns import UtcDateTime
from storage.keys import CaseKeys
from storage.shape import Found, table
from storage.statements import insert_new

__all__ = ["CaseStore"]

_CASE: Final = table(tables.EdrCase)
_APPROVAL: Final = table(tables.Approval)
_CLEARANCE: Final = table(tables.Clearance)

_INSERT: Final = _CASE.insert()
_GET: Final = select(_CASE).where(_CASE.c.number == bindparam("case"))
_LOCK: Final = _GET.with_for_update()
_SAVE: Final = (
    update(_CASE)
    .where(_CASE.c.number == bindparam("case"), _CASE.c.revision == bindparam("expected"))
    .values(
        revision=bindparam("to"),
        state=bindparam("new_state"),
        version=bindparam("new_version"),
        next_due=bindparam("due"),
    )
)
_DUE: Final = (
    select(_CASE)
    .where(_CASE.c.next_due <= bindparam("now", type_=UtcDateTime()))
    .order_by(_CASE.c.next_due, _CASE.c.number)
)
_NEXT_DUE: Final = select(func.min(_CASE.c.next_due, type_=UtcDateTime()))
_COUNT: Final = text(
    "INSERT INTO case_counter (year, last) VALUES (:year, 1)"
    " ON CONFLICT (year) DO UPDATE SET last = case_counter.last + 1 RETURNING last"
)
_FILE: Final = insert_new(tables.Determination)
_APPROVE: Final = insert_new(tables.Approval, but=("id",))
_CLEAR: Final = _CLEARANCE.insert()
_WITHDRAW: Final = (
    update(_APPROVAL)
    .where(
        _APPROVAL.c.case_number == bindparam("case"),
        _APPROVAL.c.version == bindparam("of_version"),
        _APPROVAL.c.withdrawn == 0,
    )
    .values(withdrawn=1)
)


class CaseStore:
    """Cases in one transaction."""

    def __init__(self, connection: Connection, keys: CaseKeys) -> None:
        self._connection = connection
        self._keys = keys

    def new_number(self, year: int) -> str:
        """Return the year's next number; its counter stays locked until the end."""
        last = self._connection.scalar(_COUNT, {"year": year})
        return f"EDR-{year}-{last:06d}"

    def create(self, row: CaseRow) -> None:
        """Insert the row, and a fresh key and secret for the case."""
        self._connection.execute(
            _INSERT,
            {
                "number": row.number,
                "revision": row.revision,
                "state": row.state,
                "version": row.version,
                "opened_at": row.opened_at,
                "next_due": row.next_due,
            },
        )
        self._keys.create(row.number)

    def lock(self, number: str) -> CaseRow | None:
        """Return the row, locked until the transaction ends."""
        return _case(self._connection.execute(_LOCK, {"case": number}).first())

    def get(self, number: str) -> CaseRow | None:
        """Return the row without a lock."""
        return _case(self._connection.execute(_GET, {"case": number}).first())

    def save(self, row: CaseRow, *, expected: int) -> None:
        """Write the row where its revision is still `expected`; raises Conflict otherwise."""
        written = {
            "case": row.number,
            "expected": expected,
            "to": row.revision,
            "new_state": row.state,
            "new_version": row.version,
            "due": row.next_due,
        }
        if self._connection.execute(_SAVE, written).rowcount != 1:
            raise Conflict(f"case {row.number} is no longer at revision {expected}")

    def secret(self, number: str) -> bytes | None:
        """Return the case's secret for commitments; None after erasure."""
        key = self._keys.of(number)
        return None if key is None else key.secret

    def filed(self, row: FiledRow) -> None:
        """Insert a determination's row; raises Conflict for a second one by the person."""
        filed = {
            "case_number": row.case,
            "version": row.version,
            "person": row.person,
            "position": row.position,
        }
        if self._connection.execute(_FILE, filed).rowcount != 1:
            raise Conflict(f"{row.person} has determined on version {row.version} of {row.case}")

    def approved(self, case: str, version: int, pair: Sequence[str]) -> None:
        """Fill slots 1 and 2; raises Conflict for one that is filled or a person twice."""
        for slot, person in enumerate(pair, start=1):
            row = {
                "case_number": case,
                "version": version,
                "slot": slot,
                "person": person,
                "withdrawn": 0,
            }
            if self._connection.execute(_APPROVE, row).rowcount != 1:
                raise Conflict(f"approval slot {slot} of {case} or its person is taken")

    def unapproved(self, case: str, version: int) -> None:
        """Empty the slots of a version; who had filled them stays on their rows."""
        self._connection.execute(_WITHDRAW, {"case": case, "of_version": version})

    def cleared(self, case: str, version: int, number: int) -> None:
        """Insert a clearance; the database wants both approvals of the version."""
        row = {"case_number": case, "version": version, "number": number}
        self._connection.execute(_CLEAR, row)

    def find(
        self, *, states: Iterable[str] | None = None, ending: str = "", due: datetime | None = None
    ) -> list[CaseRow]:
        """Return rows, newest first, by state and by the number's last characters.

        `due` adds to the states what acts by then (UTC), whatever its state.
        """
        wanted = select(_CASE).order_by(_CASE.c.opened_at.desc(), _CASE.c.number.desc())
        if states is not None:
            named = list(states)
            chosen = _CASE.c.state.in_(named) if named else false()
            acts = _CASE.c.next_due <= due if due is not None else false()
            wanted = wanted.where(or_(chosen, acts))
        if ending:
            wanted = wanted.where(_CASE.c.number.endswith(ending, autoescape=True))
        return _cases(self._connection.execute(wanted).all())

    def due(self, now: datetime) -> list[CaseRow]:
        """Return rows whose `next_due` has come, longest overdue first."""
        return _cases(self._connection.execute(_DUE, {"now": now}).all())

    def next_due(self) -> datetime | None:
        """Return the earliest `next_due` of all cases."""
        found: datetime | None = self._connection.scalar(_NEXT_DUE)
        return found


def _case(row: Found | None) -> CaseRow | None:
    return None if row is None else CaseRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def _cases(rows: Sequence[Found]) -> list[CaseRow]:
    return [CaseRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
