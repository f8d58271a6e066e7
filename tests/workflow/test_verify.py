"""Claims about verification: whatever is changed in the database is found, at its first entry."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.domain.audit import Reason
from bot.domain.errors import ExigentError
from bot.domain.limits import Limits
from bot.workflow.findings import Report, Sort, Trouble
from bot.workflow.office import Office
from bot.workflow.verify import verify
from bot.workflow.verify_anchors import Outside
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY, notary_over, office_over, with_history
from tests.workflow.tampering import bodies, forge, set_body, tamper

LENGTH = 15


@dataclass
class Kept:
    """A record with history, the checkpoint over it, and where it is stored."""

    office: Office
    address: str
    case: str
    checkpoint: str

    async def verified(self, *anchors: str, case: str | None = None) -> Report:
        """Verify it with these anchors."""
        office = self.office
        outside = Outside(files=anchors, now=office.clock.law())
        return await verify(office.database, [KEY], office.limits, outside=outside, case=case)

    async def first(self, *anchors: str) -> Trouble:
        """Return the first trouble, of which there must be one."""
        found = (await self.verified(*anchors)).first
        assert found is not None
        return found


@pytest.fixture
async def kept(database: SqlDatabase, address: str, clock: FrozenClock) -> Kept:
    """A record of fifteen entries over two cases."""
    office = office_over(database, clock)
    case = await with_history(office, clock)
    signed = await notary_over(database).latest()
    assert signed is not None
    return Kept(office, address, case, signed.text)


async def test_an_untouched_record_is_whole(kept: Kept) -> None:
    """Nothing is found, and the report counts entries, cases and checkpoints."""
    report = await kept.verified(kept.checkpoint)
    assert report.whole
    assert (report.entries, report.cases, report.erased) == (LENGTH, 2, 0)
    assert (report.checkpoints, report.covered, report.notes) == (1, LENGTH, ())


async def test_one_changed_byte_names_its_entry(kept: Kept) -> None:
    """Whichever entry has one byte of its body changed, that entry is named first."""
    for position, content in bodies(kept.address).items():
        place = (position * 37) % len(content)
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        set_body(kept.address, position, changed)
        first = await kept.first()
        assert first.position == position
        assert first.sentence.startswith(f"Entry {position}")
        set_body(kept.address, position, content)
    assert (await kept.verified()).whole


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "'case.closed'"),
        ("case_number", "'EDR-2026-000002'"),
        ("hash", "'" + "0" * 64 + "'"),
    ],
)
async def test_a_changed_column_names_its_entry(kept: Kept, column: str, value: str) -> None:
    """A column beside the body that says something else is found."""
    tamper(kept.address, f"UPDATE record_entry SET {column} = {value} WHERE position = 5")
    assert (await kept.first()).position == 5


async def test_a_deleted_entry_is_missed(kept: Kept) -> None:
    """The gap is named, at the position that is missing."""
    tamper(kept.address, "DELETE FROM record_entry WHERE position = 7")
    first = await kept.first()
    assert (first.position, first.sort) == (7, Reason.POSITION)
    assert "missing" in first.sentence


async def test_two_entries_in_each_others_place_are_found(kept: Kept) -> None:
    """Entries that were reordered are named from the first of them."""
    tamper(
        kept.address,
        "UPDATE record_entry SET position = 99 WHERE position = 4",
        "UPDATE record_entry SET position = 4 WHERE position = 5",
        "UPDATE record_entry SET position = 5 WHERE position = 99",
    )
    assert (await kept.first()).position == 4


async def test_an_inserted_entry_is_found(kept: Kept) -> None:
    """An entry put between two others is named."""
    tamper(
        kept.address,
        "UPDATE record_entry SET position = position + 1000 WHERE position > 5",
        "UPDATE record_entry SET position = position - 999 WHERE position > 1000",
        "INSERT INTO record_entry (position, case_number, kind, at, body, hash)"
        " SELECT 6, case_number, kind, at, body, 'f' FROM record_entry WHERE position = 5",
    )
    assert (await kept.first()).position == 6


async def test_a_cut_tail_is_found_by_the_checkpoint(kept: Kept) -> None:
    """Where the last entries are gone, the checkpoint says how many there were."""
    tamper(
        kept.address,
        "DELETE FROM record_entry WHERE position > 9",
        "UPDATE record_head SET position = 9,"
        " hash = (SELECT hash FROM record_entry WHERE position = 9)",
    )
    first = await kept.first(kept.checkpoint)
    assert (first.position, first.sort) == (10, Reason.SHORT)
    assert "a checkpoint covers 15 entries" in first.sentence


async def test_a_cut_tail_with_its_head_left_is_found_without(kept: Kept) -> None:
    """The head row that names a later entry gives the cut away."""
    tamper(kept.address, "DELETE FROM record_entry WHERE position = 15")
    first = await kept.first()
    assert (first.position, first.sort) == (15, Sort.HEAD)


async def test_a_record_chained_anew_is_found_by_the_checkpoint(kept: Kept) -> None:
    """Whoever can write everything makes a record whole in itself; a checkpoint says it is not."""
    forge(kept.address, 7, lambda e: replace(e, payload={"schema": 1, "surface": "desk"}))
    assert (await kept.verified()).whole
    report = await kept.verified(kept.checkpoint)
    assert report.first is not None
    assert (report.first.position, report.first.sort) == (LENGTH, Reason.ROOT)
    assert report.covered == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "'approved'"),
        ("version", "2"),
        ("revision", "3"),
        ("next_due", "NULL"),
        ("opened_at", "'2020-01-01T00:00:00.000000Z'"),
    ],
)
async def test_a_row_that_its_entries_do_not_make_is_found(
    kept: Kept, column: str, value: str
) -> None:
    """The case's row is compared with the fold of its entries, the next due time included."""
    tamper(kept.address, f"UPDATE edr_case SET {column} = {value} WHERE number = '{kept.case}'")
    first = await kept.first()
    assert (first.case, first.sort) == (kept.case, Sort.STATE)


async def test_an_entry_that_fits_no_state_is_found(kept: Kept) -> None:
    """A forged entry that the case cannot have is named, although its chain holds."""
    forge(kept.address, 13, lambda e: replace(e, payload={"schema": 9}))
    first = await kept.first()
    assert (first.position, first.sort) == (13, Sort.FOLD)


async def test_swapped_sealed_values_are_found(kept: Kept) -> None:
    """Sealed values of two entries in each other's place open neither."""
    tamper(
        kept.address,
        "CREATE TABLE swap AS SELECT position, sealed FROM record_entry WHERE position IN (2, 15)",
        "UPDATE record_entry SET sealed = (SELECT sealed FROM swap WHERE position = 15)"
        " WHERE position = 2",
        "UPDATE record_entry SET sealed = (SELECT sealed FROM swap WHERE position = 2)"
        " WHERE position = 15",
    )
    report = await kept.verified()
    found = [(t.position, t.sort) for t in report.troubles]
    assert found == [(2, Reason.OPENING), (15, Reason.OPENING)]


async def test_a_removed_sealed_value_is_found(kept: Kept) -> None:
    """While the case's key exists, each commitment must have its sealed value."""
    tamper(kept.address, "UPDATE record_entry SET sealed = NULL WHERE position = 14")
    first = await kept.first()
    assert (first.position, first.sort) == (14, Reason.OPENING)


async def test_a_key_that_went_without_an_erasure_is_found(kept: Kept) -> None:
    """Without the case's key its entries still fold, but an entry must say that it was erased."""
    tamper(kept.address, f"DELETE FROM case_key WHERE case_number = '{kept.case}'")
    report = await kept.verified(kept.checkpoint)
    assert [(t.position, t.sort) for t in report.troubles] == [(2, Sort.KEY)]
    assert report.erased == 1


async def test_one_case_is_opened_alone(kept: Kept) -> None:
    """With a case named, another case's values are not looked at, but the chain is whole or not."""
    tamper(kept.address, "UPDATE record_entry SET sealed = NULL WHERE position = 14")
    assert (await kept.verified(case=kept.case)).whole
    assert not (await kept.verified(case="EDR-2026-000002")).whole
    tamper(kept.address, "UPDATE record_entry SET hash = 'x' WHERE position = 6")
    assert not (await kept.verified(case=kept.case)).whole


async def test_a_case_nobody_knows_is_told(kept: Kept) -> None:
    """A number that is no case's is an error, and no clean report."""
    with pytest.raises(ExigentError, match="which is none"):
        await kept.verified(case="EDR-2026-999999")


async def test_a_case_without_a_row_is_found(kept: Kept) -> None:
    """A case that was taken out of the list is missed by the entry that opened it."""
    tamper(
        kept.address,
        f"DELETE FROM case_key WHERE case_number = '{kept.case}'",
        f"DELETE FROM case_file WHERE case_number = '{kept.case}'",
        f"DELETE FROM edr_case WHERE number = '{kept.case}'",
    )
    first = await kept.first()
    assert (first.position, first.sort) == (2, Sort.CASE)


async def test_limits_changed_since_are_no_trouble(kept: Kept) -> None:
    """Due times are judged by the limits that the record says held, not by today's settings."""
    present = Limits(answer=timedelta(minutes=7), hard_stop=timedelta(hours=3))
    assert (await verify(kept.office.database, [KEY], present)).whole


async def test_progress_is_told(kept: Kept) -> None:
    """Whoever waits is told how many entries there are and when all are read."""
    told: list[tuple[int, int]] = []
    await verify(
        kept.office.database,
        [KEY],
        kept.office.limits,
        progress=lambda *counts: told.append(counts),
    )
    assert told[-1] == (LENGTH, LENGTH)
