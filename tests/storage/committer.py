"""Commits until it is killed, telling the position of each entry that was acknowledged."""

import asyncio
import sys

from tests.databases import opened
from tests.storage.rows_given import append, task


async def main(address: str) -> None:
    """Append an entry and a task in each transaction, and print the entry's position after it."""
    database = opened(address)
    while True:
        position = await database.tx(
            lambda ledger: (append(ledger, None), ledger.tasks.add(task("t", lane="x")))[0]
        )
        sys.stdout.write(f"{position}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
