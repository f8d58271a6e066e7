"""Two roles on PostgreSQL: one owns the tables, the other may only add to the record."""

from collections.abc import Iterator

import pytest

import storage
from storage import SchemaError, scrub
from storage.scrubbing import STATEMENT
from tests.databases import RING, opened
from tests.fakes.postgres import Postgres
from tests.storage.raw import Refused, run
from tests.storage.rows_given import file, in_order, open_case, task

NUMBER = "EDR-2026-000001"
pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture
def clerk(address: str, postgres: Postgres) -> Iterator[str]:
    """The address as a lesser role, after a migration by the owner."""
    name = address.partition("@/")[2].partition("?")[0]
    run(address, f"CREATE ROLE clerk_{name} LOGIN")
    lesser = postgres.url(name, f"clerk_{name}")
    storage.migrate(lesser, address)
    yield lesser
    run(address, f"DROP OWNED BY clerk_{name}", f"DROP ROLE clerk_{name}")


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE record_entry SET kind = 'x'",
        "DELETE FROM record_entry",
        "UPDATE determination SET person = 'x'",
        "DELETE FROM determination",
        "DELETE FROM clearance",
        "UPDATE approval SET person = 'x'",
        "DELETE FROM record_head",
        "DROP TABLE task",
        "ALTER TABLE record_entry DISABLE TRIGGER ALL",
        "UPDATE agency_case SET folded = 'x'",
        "DELETE FROM agency_case",
        "UPDATE agency_former_name SET folded = 'x'",
        "DELETE FROM agency_former_name",
        "UPDATE alembic_version SET version_num = '0'",
    ],
)
def test_the_lesser_role_cannot_change_what_was_decided(clerk: str, attempt: str) -> None:
    """The server refuses it before any trigger has to."""
    with pytest.raises(Refused, match=r"permission denied|must be owner"):
        run(clerk, attempt)


async def test_the_lesser_role_can_run_the_product(clerk: str) -> None:
    """Everything of a case's way passes without the owner."""
    database = opened(clerk)
    await database.tx(
        in_order(
            open_case,
            lambda ledger: ledger.cases.lock(NUMBER),
            lambda ledger: file(ledger, "p_a"),
            lambda ledger: file(ledger, "p_b"),
            lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_a", "p_b")),
            lambda ledger: ledger.cases.unapproved(NUMBER, 1),
            lambda ledger: ledger.cases.approved(NUMBER, 1, ("p_a", "p_b")),
            lambda ledger: ledger.cases.cleared(NUMBER, 1, 1),
            lambda ledger: ledger.cabinet.put_draft(NUMBER, 1, "p_a", b"x"),
            lambda ledger: ledger.tasks.add(task()),
        )
    )
    assert (await database.read(lambda ledger: ledger.record.peek())).position == 3
    database.close()


def test_one_role_for_both_is_refused(address: str, clerk: str) -> None:
    """Where an owner is named, the product does not run as a role that could change the record."""

    def open_as(url: str) -> None:
        chance = bytes
        storage.open_database(url, owner_url=address, ring=RING, random_bytes=chance).close()

    open_as(clerk)
    with pytest.raises(SchemaError, match="another role"):
        open_as(address)


def test_the_lesser_role_is_told_what_the_owner_runs(clerk: str, address: str) -> None:
    """After an erasure it may not rewrite the table of keys; the owner's address does it."""
    assert STATEMENT in scrub(clerk)
    assert scrub(clerk, address) == ""
