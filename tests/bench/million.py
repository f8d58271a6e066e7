"""Verifying a long record: the greatest memory that the process ever had, and entries a second.

The record is written by the product's own code, which takes half an hour for a million entries on
a quiet machine; so this part runs only when it is asked for: `--only million --entries 1000000`.
"""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.children import ROOT
from tests.bench.figures import Figure
from tests.bench.premises import Premises, furnish
from tests.bench.record import publish, write

_PIECE = 10_000
"""Entries written in one transaction."""
_FIRST = 20_000
"""Entries of the short record, verified for comparison."""


async def measure(folder: Path, entries: int) -> list[Figure]:
    """Verify a short record and one of about `entries`, each by `exigent verify` in a process."""
    premises = await furnish(folder)
    await _grow(premises, 0, min(_FIRST, entries))
    short, _ = _verified(premises)
    await _grow(premises, _FIRST, entries)
    peak, seconds = _verified(premises)
    long = f"{entries} entries"
    return [
        Figure(name="verify, greatest memory", value=peak, unit="MB", aim=200, note=long),
        Figure(name="the same of a short record", value=short, unit="MB", note=f"{_FIRST} entries"),
        Figure(name="verify, the whole command", value=entries / seconds, unit="entries/s"),
    ]


async def _grow(premises: Premises, start: int, stop: int) -> None:
    house = premises.open()
    try:
        for upto in range(start + _PIECE, stop + _PIECE, _PIECE):
            size = min(upto, stop)
            await house.database.tx(lambda ledger, to=size: asyncio.run(write(house, ledger, to)))
        await publish(house)
    finally:
        house.database.close()


def _verified(premises: Premises) -> tuple[float, float]:
    """Return the greatest resident memory in megabytes (10**6 bytes; Linux), and the seconds."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "verify"],
        cwd=ROOT,
        env=premises.variables,
        stdout=subprocess.PIPE,
    )
    said = process.stdout.read() if process.stdout is not None else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise ValueError(f"expected a whole record, got {said[:500]!r}")
    return used.ru_maxrss * 1024 / 1e6, time.perf_counter() - started
