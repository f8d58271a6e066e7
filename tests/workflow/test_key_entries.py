"""Claims about what the record says of the product's keys, and what doctor says of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.key_chain import ChainedKey
from bot.workflow.checkup import Grade
from bot.workflow.key_checks import OLD, age_checks, kept_checks
from bot.workflow.key_entries import forgotten, record_keys, told
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import office_over

MADE = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FIRST = ChainedKey(public=b"1" * 32, created=MADE, endorsed_by=b"1" * 32, endorsement=b"s" * 64)
SECOND = replace(FIRST, public=b"2" * 32, endorsement=b"t" * 64)
REVOKED = replace(FIRST, covers=7, revoked_at=MADE, revocation=b"r" * 64)


async def test_each_key_and_revocation_is_recorded_once(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """A start records what is new in the chain, and nothing that is on the record already."""
    office = office_over(database, clock)
    for chained, entries in (((FIRST,), 1), ((FIRST, SECOND), 2), ((REVOKED, SECOND), 3)):
        for _ in range(2):
            await record_keys(office, chained)
            assert len(await database.read(told)) == entries
            assert await forgotten(office, chained) == 0


async def test_a_chain_that_lost_a_key_fails_the_checkup(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """An old copy of key_dir knows less than the record; so does one from before a revocation."""
    office = office_over(database, clock)
    await record_keys(office, (REVOKED, SECOND))
    for chained, lost in (((REVOKED,), 1), ((FIRST, SECOND), 1), ((FIRST,), 2)):
        assert await forgotten(office, chained) == lost
        _, check = await kept_checks(office, chained, "k1")
        assert (check.grade, check.words[:1]) == (Grade.FAIL, str(lost))


def test_a_key_is_old_after_a_year_and_a_month() -> None:
    """Up to then it is well; a ring key whose date cannot be read is old."""
    for made, grade in (
        (MADE, Grade.OK),
        (MADE - timedelta(seconds=1), Grade.WARN),
        (None, Grade.WARN),
    ):
        signing, ring = age_checks(FIRST, made, MADE + OLD)
        assert (signing.grade, ring.grade) == (Grade.OK, grade)
