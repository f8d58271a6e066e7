"""Which case is meant: its number, or its last digits."""

import re
from typing import Final

from bot.workflow.ledger import Ledger
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.edge import Edge

_NUMBER: Final = re.compile(r"#?(?:EDR-?)?(?:(?P<year>\d{4})-)?(?P<serial>\d{1,12})", re.IGNORECASE)
_SHOWN: Final = 8
SERIAL_DIGITS: Final = 6
"""Digits at the end of a case's number, `EDR-2026-000001`."""


async def find_case(edge: Edge, text: str) -> str | Payload:
    """Return the number of the case that is meant, or the message that says why none is."""
    meant = _NUMBER.fullmatch(text.strip())
    if meant is None:
        return said(
            "Say which case: its number or its last digits, as in /edr show 17. The open cases:"
            " /edr queue"
        )
    year, serial = meant["year"], meant["serial"]
    ending = f"{year}-{serial:0>{SERIAL_DIGITS}}" if year else serial

    def work(ledger: Ledger) -> list[str]:
        return [row.number for row in ledger.cases.find(ending=ending)]

    numbers = await edge.office.database.read(work)
    same = [n for n in numbers if int(n.rpartition("-")[2]) == int(serial)]
    fitting = same or numbers
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return said(f"No case ends in {serial}. The open cases: /edr queue")
    shown = ", ".join(fitting[:_SHOWN])
    return said(f"{len(fitting)} cases end in {serial}: {shown}. Type more of the number.")
