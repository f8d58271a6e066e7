"""What the database refuses by itself, whoever asks: promises 1, 3 and 8."""

import pytest

from storage import SqlDatabase
from tests.storage.raw import Refused, run
from tests.storage.rows_given import file, in_order, open_case, trace

APPEND_ONLY = ("record_entry", "determination", "clearance", "checkpoint")
NUMBER = "EDR-2026-000001"
SLOT = "INSERT INTO approval (case_number, version, slot, person, withdrawn) VALUES "
ENTRY = "INSERT INTO record_entry (position, case_number, kind, at, body, hash) "


@pytest.fixture
async def filled(database: SqlDatabase, address: str) -> str:
    """The address of a database with a case that two people approved and one cleared."""
    await database.tx(
        in_order(
            open_case,
            lambda ledger: file(ledger, "p_a"),
            lambda ledger: file(ledger, "p_b"),
            lambda ledger: file(ledger, "p_c"),
            lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_a", "p_b")),
            lambda ledger: ledger.cases.cleared(NUMBER, 1, 1),
            lambda ledger: ledger.record.publish("file", 1, "text"),
            lambda ledger: ledger.traces.add([trace()]),
        )
    )
    return address


@pytest.mark.parametrize("name", [*APPEND_ONLY, "trace"])
async def test_what_was_written_stays(filled: str, name: str) -> None:
    """Neither a change nor a deletion passes on any append-only table."""
    column = {"record_entry": "kind", "checkpoint": "text"}.get(name, "case_number")
    before = run(filled, f"SELECT * FROM {name}")
    assert before
    for attempt in (f"UPDATE {name} SET {column} = 'x'", f"DELETE FROM {name}"):
        with pytest.raises(Refused, match=r"append-only|keeps its rows"):
            run(filled, attempt)
    assert run(filled, f"SELECT * FROM {name}") == before


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_nothing_is_truncated(filled: str) -> None:
    """TRUNCATE, which fires no row's trigger, is refused as well."""
    for name in (*APPEND_ONLY, "approval", "record_head", "trace"):
        with pytest.raises(Refused, match="keeps its rows"):
            run(filled, f"TRUNCATE {name} CASCADE")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_replace_does_not_get_around_the_triggers(filled: str) -> None:
    """INSERT OR REPLACE over an entry is refused like the deletion it is."""
    with pytest.raises(Refused):
        run(
            filled,
            "INSERT OR REPLACE INTO record_entry SELECT position, case_number, 'x', at, body,"
            " hash, sealed FROM record_entry WHERE position = 4",
        )
    assert run(filled, "SELECT kind FROM record_entry WHERE position = 4") == [
        ("determination.filed",)
    ]


async def test_an_entry_follows_the_head(filled: str) -> None:
    """An entry beside, before or beyond the next position is refused, and so is its hash again."""
    for position in (0, 4, 6):
        with pytest.raises(Refused, match=r"follows the head|UNIQUE|duplicate"):
            run(
                filled,
                f"{ENTRY} SELECT {position}, NULL, 'x', at, body, 'f' FROM record_head"
                ", (SELECT body FROM record_entry WHERE position = 1) AS one",
            )
    with pytest.raises(Refused, match=r"UNIQUE|uq_record_entry_hash"):
        run(
            filled,
            f"{ENTRY} SELECT 5, NULL, 'x', at, body, hash FROM record_entry WHERE position = 1",
        )


async def test_the_head_only_goes_on(filled: str) -> None:
    """The head is neither set back nor moved by two, removed or doubled."""
    for attempt in (
        "UPDATE record_head SET position = 0",
        "UPDATE record_head SET position = position + 2",
        "UPDATE record_head SET hash = 'x'",
        "DELETE FROM record_head",
        "INSERT INTO record_head (id, position, hash) VALUES (2, 0, 'x')",
    ):
        with pytest.raises(Refused):
            run(filled, attempt)


@pytest.mark.parametrize(
    "values",
    [
        f"('{NUMBER}', 1, 3, 'p_c', 0)",
        f"('{NUMBER}', 1, 0, 'p_c', 0)",
        f"('{NUMBER}', 1, 1, 'p_c', 0)",
        f"('{NUMBER}', 1, 2, 'p_c', 0)",
        f"('{NUMBER}', 2, 1, 'p_a', 0)",
        f"('{NUMBER}', 1, 1, 'p_stranger', 1)",
        f"('{NUMBER}', 1, 1, 'p_c', 2)",
        "('EDR-2026-000009', 1, 1, 'p_a', 0)",
    ],
)
async def test_slots_are_two_and_for_those_who_determined(filled: str, values: str) -> None:
    """No third slot, no slot twice, none for another version, a stranger or another case."""
    with pytest.raises(Refused):
        run(filled, SLOT + values)


async def test_one_person_cannot_fill_both_slots(filled: str) -> None:
    """With one slot withdrawn, the one who holds the other cannot take it too."""
    run(filled, "UPDATE approval SET withdrawn = 1 WHERE slot = 2")
    with pytest.raises(Refused):
        run(filled, f"{SLOT} ('{NUMBER}', 1, 2, 'p_a', 0)")
    run(filled, f"{SLOT} ('{NUMBER}', 1, 2, 'p_c', 0)")


async def test_an_approval_can_only_be_withdrawn(filled: str) -> None:
    """Nothing else about it changes, it does not come back, and it is not deleted."""
    for attempt in (
        "UPDATE approval SET person = 'p_c' WHERE slot = 1",
        "UPDATE approval SET withdrawn = 1, slot = 2 WHERE slot = 1",
        "DELETE FROM approval",
    ):
        with pytest.raises(Refused):
            run(filled, attempt)
    run(filled, "UPDATE approval SET withdrawn = 1")
    with pytest.raises(Refused):
        run(filled, "UPDATE approval SET withdrawn = 0 WHERE slot = 1")


async def test_nothing_is_cleared_with_one_approval(filled: str) -> None:
    """A clearance wants both slots of its own version, filled now."""
    clear = "INSERT INTO clearance (case_number, version, number) VALUES "
    with pytest.raises(Refused, match="both approvals"):
        run(filled, f"{clear} ('{NUMBER}', 2, 1)")
    run(filled, f"{clear} ('{NUMBER}', 1, 2)")
    run(filled, "UPDATE approval SET withdrawn = 1 WHERE slot = 1")
    with pytest.raises(Refused, match="both approvals"):
        run(filled, f"{clear} ('{NUMBER}', 1, 3)")


async def test_a_determination_needs_a_case_and_an_entry(filled: str) -> None:
    """Rows that point at no case or at no entry do not commit, and a person's second does not."""
    into = "INSERT INTO determination (case_number, version, person, position) VALUES "
    for values in (
        "('EDR-2026-000009', 1, 'p_z', 1)",
        f"('{NUMBER}', 1, 'p_z', 99)",
        f"('{NUMBER}', 1, 'p_a', 1)",
    ):
        with pytest.raises(Refused):
            run(filled, into + values)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_sqlite_takes_only_the_declared_types(filled: str) -> None:
    """Every table is STRICT: text does not go where a number belongs."""
    loose = run(
        filled,
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND sql NOT LIKE '%STRICT%' AND name NOT LIKE 'sqlite_%'",
    )
    assert loose == [("alembic_version",)]
    with pytest.raises(Refused, match="cannot store TEXT"):
        run(filled, "UPDATE edr_case SET revision = 'many'")
