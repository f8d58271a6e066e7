"""Copies of a database that is in use."""

from pathlib import Path

import pytest

from storage import BackupError, SqlDatabase, backup_to
from tests.databases import opened
from tests.storage.rows_given import append, open_case

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


async def test_a_copy_opens_and_holds_what_was_committed(
    database: SqlDatabase, address: str, tmp_path: Path
) -> None:
    """Taken while the product runs, it is whole, in one private file, and later changes miss."""
    await database.tx(open_case)
    folder = tmp_path / "copies"
    folder.mkdir()
    copied = backup_to(address, folder)
    await database.tx(append)
    assert [path.name for path in folder.iterdir()] == ["exigent.db"]
    assert copied.stat().st_mode & 0o777 == 0o600
    restored = opened(f"sqlite:///{copied}")
    assert (await restored.read(lambda ledger: ledger.record.peek())).position == 1
    assert await restored.read(lambda ledger: ledger.cases.secret("EDR-2026-000001"))
    restored.close()


def test_a_copy_is_never_written_over(address: str, tmp_path: Path) -> None:
    """Nor is the database itself, when its own folder is named."""
    with pytest.raises(BackupError, match="nothing yet at"):
        backup_to(address, tmp_path)


def test_a_folder_that_is_missing_is_told(address: str, tmp_path: Path) -> None:
    """No half copy stays behind."""
    with pytest.raises(BackupError, match="no copy could be written"):
        backup_to(address, tmp_path / "nowhere")
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_postgresql_is_left_to_its_own_tool(address: str, tmp_path: Path) -> None:
    """The refusal names the tool that does it."""
    with pytest.raises(BackupError, match="pg_dump"):
        backup_to("postgresql://clerk@localhost/exigent", tmp_path)
