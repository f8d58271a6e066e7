"""kill -9 in the middle of commits."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import opened

ROOT = Path(__file__).parents[2]


async def positions(address: str) -> list[int]:
    """Return the positions of all entries that are there after a restart."""
    restarted = opened(address)
    entries = await restarted.read(lambda ledger: [row.position for row in ledger.record.stream()])
    restarted.close()
    return entries


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("after", [1, 2, 60])
def test_an_acknowledged_commit_survives(address: str, after: int) -> None:
    """Killed after some commits, the database opens, is whole, and misses none that was told."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.committer", address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    with worker:
        told = [int(worker.stdout.readline()) for _ in range(after)]
        worker.send_signal(signal.SIGKILL)
        told += [int(line) for line in worker.stdout if line.endswith("\n")]
    assert told == list(range(1, len(told) + 1))
    entries = asyncio.run(positions(address))
    assert entries[: len(told)] == told
    assert len(entries) - len(told) in (0, 1)
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
