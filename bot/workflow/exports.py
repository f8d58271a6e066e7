"""Compares the evidence store's list of exports with the record, and keeps what is open in view."""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.codec import instant_text
from bot.domain.errors import ExigentError
from bot.domain.events.exporting import ExportAccounted, ExportsCompared, OffTheBooks
from bot.domain.off_the_books import LIST_DUE, Account, Export, Released, unaccounted
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.folds import happened, of_no_case
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.queries import items_of
from bot.workflow.reactions_store import EXPORTS
from bot.workflow.rows import NewTask

NEEDED = 2
"""People who must say the same of an export before it is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of a list; `duplicate`: the same list had come before."""

    day: date
    count: int
    off: tuple[OffTheBooks, ...]
    duplicate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the books stand: exports that are open, all there ever were, when a list came last."""

    open: tuple[OffTheBooks, ...]
    ever: int
    lists: int
    last: datetime | None


async def compare(office: Office, day: date, exports: Sequence[Export]) -> Compared:
    """Compare a day's list and put what came of it on the record; the same list changes nothing."""
    digest = _mark(office, exports)

    def work(ledger: Ledger) -> Compared:
        earlier = [event for _, event in of_no_case(ledger, ExportsCompared) if event.day == day]
        same = next((event for event in earlier if event.digest == digest), None)
        if same is not None:
            return Compared(day=day, count=same.count, off=same.off, duplicate=True)
        off = tuple(_off(ledger, office, exports))
        known = {o.export for event in earlier for o in event.off}
        compared = ExportsCompared(day=day, digest=digest, count=len(exports), off=off)
        note(office, ledger, [(SYSTEM, compared)])
        fresh = sum(o.export not in known for o in off)
        if fresh:
            for task in _alarms(day, digest, fresh, office.clock.law()):
                ledger.tasks.add(task)
        return Compared(day=day, count=len(exports), off=off)

    compared = await office.database.tx(work)
    office.bell.ring()
    return compared


async def account(office: Office, export: str, how: Account, by: Ref) -> bool:
    """Say what an export was; True once two people say the same, False while a second is needed.

    Raises ExigentError where no such export is open, or this person has said so already.
    """

    def work(ledger: Ledger) -> bool:
        if export not in {o.export for o in standing(ledger).open}:
            raise ExigentError("no export by that id is off the books, or not any more")
        said = _said(ledger).get(export, {})
        if said.get(by) is how:
            raise ExigentError("you have said so already: a second person is needed")
        note(office, ledger, [(by, ExportAccounted(export=export, how=how))])
        return how in (other for who, other in said.items() if who != by)

    return await office.database.tx(work)


def standing(ledger: Ledger) -> Standing:
    """Return how the books stand, as the record tells it."""
    lists = of_no_case(ledger, ExportsCompared)
    off = {o.export: o for _, event in lists for o in event.off}
    said = _said(ledger)
    open_now = tuple(o for key, o in off.items() if not _settled(said.get(key, {})))
    last = lists[-1][0].at if lists else None
    return Standing(open=open_now, ever=len(off), lists=len(lists), last=last)


def overdue_exports(ledger: Ledger, now: datetime) -> dict[str, int]:
    """Count exports off the books, and a list that should have come by `now` (UTC)."""
    found = standing(ledger)
    late = found.last is not None and now - found.last > LIST_DUE
    return {
        **({f"{EXPORTS}.off_the_books": len(found.open)} if found.open else {}),
        **({f"{EXPORTS}.no_list": 1} if late else {}),
    }


def _said(ledger: Ledger) -> dict[str, dict[Ref, Account]]:
    """Return what each person said last, by export."""
    said: dict[str, dict[Ref, Account]] = {}
    for entry, event in of_no_case(ledger, ExportAccounted):
        said.setdefault(event.export, {})[entry.actor] = event.how
    return said


def _settled(said: Mapping[Ref, Account]) -> bool:
    words = list(said.values())
    return any(words.count(word) >= NEEDED for word in words)


def _off(ledger: Ledger, office: Office, exports: Iterable[Export]) -> Iterable[OffTheBooks]:
    named = {e.case for e in exports if e.case is not None}
    released = {c: r for c in sorted(named) if (r := _released(ledger, office, c)) is not None}
    for export in exports:
        why = unaccounted(export, released)
        if why is not None:
            case = export.case if export.case in released else None
            yield OffTheBooks(export=export.id, why=why, case=case)


def _released(ledger: Ledger, office: Office, case: str) -> Released | None:
    row = ledger.cases.get(case)
    if row is None:
        return None
    folded = office.folds.load(ledger, row)
    if folded.case.released_at is None:
        return Released(items={})
    request = folded.opened.request
    sought = request.data_sought if request is not None else ()
    devices = {s.alias: s.device for s in sought}
    items = items_of(happened(entry) for entry in ledger.record.of_case(case))
    return Released(items={i.sha256: devices.get(i.window.alias) for i in items})


def _mark(office: Office, exports: Sequence[Export]) -> str:
    """Return a keyed digest of a list: the same for the same, telling nothing of its devices."""
    rows = sorted([e.id, e.case or "", e.device, e.sha256, instant_text(e.at)] for e in exports)
    content = b"exports\0" + json.dumps(rows).encode()
    return hmac.digest(office.site_secret, content, "sha256").hex()


def _alarms(day: date, digest: str, count: int, now: datetime) -> Iterable[NewTask]:
    """Yield one alarm in the escalation channel and one by mail."""
    ids: dict[str, str | int] = {"day": day.isoformat(), "count": count, "said": EXPORTS}
    for port in (EXPORTS, "alarm"):
        key = f"{port}:{EXPORTS}:{day.isoformat()}:{digest[:16]}"
        yield NewTask(key=key, port=port, lane=port, case=None, due_at=now, ids=ids)
