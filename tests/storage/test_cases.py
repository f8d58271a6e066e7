"""Cases: numbers, revisions, keys, determinations, approvals, clearances."""

import pytest

from bot.workflow.ledger import Conflict, Ledger
from bot.workflow.rows import FiledRow
from storage import SqlDatabase
from tests.storage.rows_given import MINUTE, NOW, case, file, in_order, open_case

NUMBER = "EDR-2026-000001"


async def test_numbers_count_up_within_a_year(database: SqlDatabase) -> None:
    """Each year has its own count, and no number is given twice."""
    numbers = [
        await database.tx(lambda ledger, y=year: ledger.cases.new_number(y))
        for year in (2026, 2026, 2027)
    ]
    assert numbers == ["EDR-2026-000001", "EDR-2026-000002", "EDR-2027-000001"]


async def test_a_case_comes_back_as_it_was_written(database: SqlDatabase) -> None:
    """Every member survives, microseconds and all, with a lock and without."""
    row = case(next_due=NOW + MINUTE)
    await database.tx(lambda ledger: ledger.cases.create(row))
    assert await database.read(lambda ledger: ledger.cases.get(NUMBER)) == row
    assert await database.tx(lambda ledger: ledger.cases.lock(NUMBER)) == row
    assert await database.read(lambda ledger: ledger.cases.get("EDR-2026-000009")) is None


async def test_a_save_over_another_revision_is_a_conflict(database: SqlDatabase) -> None:
    """A case is written only if it is still what was read."""
    await database.tx(lambda ledger: ledger.cases.create(case()))
    await database.tx(lambda ledger: ledger.cases.save(case(revision=2), expected=1))
    with pytest.raises(Conflict, match="no longer at revision 1"):
        await database.tx(lambda ledger: ledger.cases.save(case(revision=3), expected=1))
    assert await database.read(lambda ledger: ledger.cases.get(NUMBER)) == case(revision=2)


async def test_each_case_has_a_secret_of_its_own(database: SqlDatabase) -> None:
    """Secrets are 32 bytes, stay the same, and differ from case to case."""
    other = "EDR-2026-000002"
    await database.tx(lambda ledger: ledger.cases.create(case()))
    await database.tx(lambda ledger: ledger.cases.create(case(other)))
    first = await database.read(lambda ledger: ledger.cases.secret(NUMBER))
    again = await database.read(lambda ledger: ledger.cases.secret(NUMBER))
    second = await database.read(lambda ledger: ledger.cases.secret(other))
    assert first == again
    assert first != second
    assert first is not None
    assert len(first) == 32
    assert await database.read(lambda ledger: ledger.cases.secret("EDR-1")) is None


async def test_a_person_determines_once_on_a_version(database: SqlDatabase) -> None:
    """A second determination by one person is a conflict; a new version allows another."""
    await database.tx(in_order(open_case, lambda ledger: file(ledger, "p_a")))
    with pytest.raises(Conflict, match="p_a"):
        await database.tx(lambda ledger: file(ledger, "p_a"))
    await database.tx(lambda ledger: file(ledger, "p_a", version=2))
    assert (await database.read(lambda ledger: ledger.record.peek())).position == 3


async def test_approvals_withdrawn_leave_room_for_new_ones(database: SqlDatabase) -> None:
    """Slots are filled once, and again after the approval was withdrawn."""
    both = in_order(lambda ledger: file(ledger, "p_a"), lambda ledger: file(ledger, "p_b"))
    await database.tx(in_order(open_case, both))
    await database.tx(lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_a", "p_b")))
    with pytest.raises(Conflict):
        await database.tx(lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_a", "p_b")))
    await database.tx(lambda ledger: ledger.cases.unapproved(NUMBER, 1))
    with pytest.raises(Conflict, match="both approvals"):
        await database.tx(lambda ledger: ledger.cases.cleared(NUMBER, 1, 1))
    await database.tx(lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_b", "p_a")))
    await database.tx(lambda ledger: ledger.cases.cleared(NUMBER, 1, 1))


async def test_nobody_approves_without_a_determination(database: SqlDatabase) -> None:
    """A slot wants a determination by that person on that very version."""
    await database.tx(
        in_order(
            open_case,
            lambda ledger: file(ledger, "p_a"),
            lambda ledger: file(ledger, "p_b", version=2),
        )
    )
    for pair in (("p_a", "p_stranger"), ("p_a", "p_b"), ("p_a", "p_a")):
        with pytest.raises(Conflict):
            await database.tx(lambda ledger, p=pair: ledger.cases.approved(NUMBER, 1, p))


async def test_a_determination_wants_its_entry(database: SqlDatabase) -> None:
    """No record, no action: a determination whose entry is missing does not commit."""

    def forgetful(ledger: Ledger) -> None:
        open_case(ledger)
        file(ledger, "p_a")
        ledger.cases.filed(FiledRow(case=NUMBER, version=1, person="p_b", position=99))

    with pytest.raises(Conflict):
        await database.tx(forgetful)
    assert await database.read(lambda ledger: ledger.cases.get(NUMBER)) is None


async def test_cases_are_found_by_state_and_last_digits(database: SqlDatabase) -> None:
    """Newest first; no states means none, and the digits are no pattern."""
    rows = [
        case(f"EDR-2026-00000{n}", state=state, opened_at=NOW + n * MINUTE)
        for n, state in ((1, "received"), (2, "in_review"), (3, "received"))
    ]
    for row in rows:
        await database.tx(lambda ledger, r=row: ledger.cases.create(r))

    async def found(**wanted: object) -> list[str]:
        got = await database.read(lambda ledger: ledger.cases.find(**wanted))
        return [row.number[-1] for row in got]

    assert await found() == ["3", "2", "1"]
    assert await found(states=["received"]) == ["3", "1"]
    assert await found(states=[]) == []
    assert await found(ending="02") == ["2"]
    assert await found(ending="%2") == []


async def test_what_waits_for_a_time_is_found_in_any_state(database: SqlDatabase) -> None:
    """An ended case that still owes something is not lost among the ended."""
    await database.tx(lambda ledger: ledger.cases.create(case(state="refused", next_due=NOW)))
    await database.tx(lambda ledger: ledger.cases.create(case("EDR-2026-000002", state="refused")))
    states = ["received"]
    assert await database.read(lambda db: db.cases.find(states=states)) == []
    (found,) = await database.read(lambda db: db.cases.find(states=states, due=NOW))
    assert found.number == NUMBER
    earlier = NOW - MINUTE
    assert await database.read(lambda db: db.cases.find(states=states, due=earlier)) == []


async def test_cases_are_due_at_the_instant(database: SqlDatabase) -> None:
    """A case is due from its instant on, not a microsecond before."""
    await database.tx(lambda ledger: ledger.cases.create(case(next_due=NOW)))
    await database.tx(lambda ledger: ledger.cases.create(case("EDR-2026-000002")))
    just_before = NOW - MINUTE / 60_000_000
    assert await database.read(lambda ledger: ledger.cases.due(just_before)) == []
    assert await database.read(lambda ledger: ledger.cases.due(NOW)) == [case(next_due=NOW)]
    assert await database.read(lambda ledger: ledger.cases.next_due()) == NOW
