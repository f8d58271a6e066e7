"""Files on their way through us: kept sealed in pieces, listed, read back piece by piece.

A file is cut into pieces that are sealed one by one, so that a part of it can be read without the
whole, and nothing larger than a piece is opened at once.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.codec import read as read_value
from bot.domain.codec import write as write_value
from bot.domain.delivery import UploadedItem
from bot.domain.errors import Refusal, Refused
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

PIECE: Final = 1024 * 1024
"""Bytes of a piece; the last of a file may have fewer."""
MOST_FILES: Final = 50
"""Files of one delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in, cut into pieces, with what was computed on the way."""

    item: UploadedItem
    pieces: Sequence[bytes] = field(repr=False)


async def uploaded(office: Office, case: str, version: int) -> tuple[UploadedItem, ...]:
    """Return what was uploaded for a version and is not offered yet."""
    return await office.database.read(lambda ledger: listed(ledger, case, version))


async def keep(office: Office, case: str, version: int, upload: Upload) -> Refused | None:
    """Keep a file sealed, whole or not at all; refuse one for which the case has no room."""

    def work(ledger: Ledger) -> Refused | None:
        ledger.cases.lock(case)
        if ledger.cases.secret(case) is None:
            return Refused(Refusal.CASE_ERASED)
        before = listed(ledger, case, version)
        together = sum(item.size for item in before) + upload.item.size
        if len(before) >= MOST_FILES or together > office.delivery.case_bytes:
            return Refused(Refusal.NO_ROOM)
        for number, content in enumerate(upload.pieces):
            ledger.cabinet.put_file(case, _piece(upload.item.key, number), content)
        put_list(ledger, case, version, (*before, upload.item))
        return None

    return await office.database.tx(work)


async def remove(office: Office, case: str, version: int, key: str) -> None:
    """Take an uploaded file off the list, and its content out of the cabinet."""

    def work(ledger: Ledger) -> None:
        ledger.cases.lock(case)
        before = listed(ledger, case, version)
        put_list(ledger, case, version, [item for item in before if item.key != key])
        if any(item.key == key for item in before):
            empty(ledger, case, key)

    await office.database.tx(work)


async def discard(office: Office, case: str, keys: Sequence[str]) -> None:
    """Empty the files of a delivery that can never open again."""

    def work(ledger: Ledger) -> None:
        for key in keys:
            empty(ledger, case, key)

    await office.database.tx(work)


async def parts(
    office: Office, case: str, key: str, first: int, last: int
) -> AsyncIterator[bytes | None]:
    """Yield the bytes `first` to `last` piece by piece; a None ends it where something is gone."""
    at = first
    while at <= last:
        number = at // PIECE
        start, until = number * PIECE, min(last, (number + 1) * PIECE - 1)
        content = await office.database.read(_reading(case, _piece(key, number)))
        part = content[at - start : until + 1 - start] if content else b""
        if len(part) != until + 1 - at:
            yield None
            return
        yield part
        at = until + 1


def _reading(case: str, name: str) -> Callable[[Ledger], bytes | None]:
    return lambda ledger: ledger.cabinet.file(case, name)


def listed(ledger: Ledger, case: str, version: int) -> tuple[UploadedItem, ...]:
    """Return the list as one transaction sees it."""
    content = ledger.cabinet.file(case, _list_key(version))
    return tuple(read_value(UploadedItem, item) for item in json.loads(content or b"[]"))


def put_list(ledger: Ledger, case: str, version: int, items: Sequence[UploadedItem]) -> None:
    """Keep a list in place of what was."""
    content = json.dumps([write_value(item) for item in items]).encode()
    ledger.cabinet.put_file(case, _list_key(version), content)


def empty(ledger: Ledger, case: str, key: str) -> None:
    """Put nothing in the place of a file's content; the keys stay, and tell nothing."""
    number = 0
    while ledger.cabinet.file(case, _piece(key, number)):
        ledger.cabinet.put_file(case, _piece(key, number), b"")
        number += 1


def _piece(key: str, number: int) -> str:
    return f"{key}.{number}"


def _list_key(version: int) -> str:
    return f"uploads:{version}"
