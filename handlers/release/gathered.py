"""Items that a custodian lists in several goes, kept sealed until the last of them is there."""

import json
from collections.abc import Sequence

from bot.domain.codec import instant_of, instant_text
from bot.domain.commands import ItemLine
from bot.domain.roster import Ref
from bot.workflow.office import Office


def _key(version: int, person: Ref) -> str:
    return f"release:{version}:{person}"


async def load(office: Office, case: str, version: int, person: Ref) -> tuple[ItemLine, ...]:
    """Return what was listed so far for a version."""
    key = _key(version, person)
    content = await office.database.read(lambda db: db.cabinet.file(case, key))
    return tuple(_read(line) for line in json.loads(content)) if content else ()


async def save(
    office: Office, case: str, version: int, person: Ref, items: Sequence[ItemLine]
) -> None:
    """Keep what is listed so far in place of what was; nothing, once it was cleared."""
    content = json.dumps([_write(item) for item in items]).encode()
    key = _key(version, person)
    await office.database.tx(lambda db: db.cabinet.put_file(case, key, content))


def _write(item: ItemLine) -> list[str | int]:
    start, end = instant_text(item.start), instant_text(item.end)
    return [item.line, start, end, item.size, item.sha256, item.name]


def _read(kept: list[str | int]) -> ItemLine:
    line, start, end, size, sha256, name = kept
    return ItemLine(
        line=int(line),
        start=instant_of(str(start)),
        end=instant_of(str(end)),
        size=int(size),
        sha256=str(sha256),
        name=str(name),
    )
