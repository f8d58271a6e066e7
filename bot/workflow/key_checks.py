"""What the operator should know of the keys: their age, what old ones wrap, what is lost."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.key_chain import ChainedKey
from bot.workflow.checkup import Check, Grade
from bot.workflow.key_entries import forgotten
from bot.workflow.office import Office

OLD: Final = timedelta(days=400)
"""How old a key may be: rotated once a year, with a month to spare."""


def age_checks(signing: ChainedKey, ring_made: datetime | None, now: datetime) -> Iterator[Check]:
    """Say whether the key that signs and the ring key that wraps are due for a rotation."""
    for name, made in (("signing key", signing.created), ("ring key", ring_made)):
        if made is None or now - made > OLD:
            since = f"was made on {made:%Y-%m-%d}" if made else "has no date"
            words = f"the {name} {since}: run `exigent keys rotate` once a year"
            yield Check("key age", Grade.WARN, words)
        else:
            yield Check("key age", Grade.OK, f"the {name} was made on {made:%Y-%m-%d}")


async def kept_checks(
    office: Office, chained: Sequence[ChainedKey], current: str
) -> tuple[Check, ...]:
    """Say what older ring keys still wrap, and whether the record knows keys that are not here."""
    wrapped = await office.database.read(lambda ledger: ledger.wrapped_keys.wrapped())
    older = sum(count for key, count in wrapped.items() if key != current)
    lost = await forgotten(office, chained)
    checks = [
        Check("ring", Grade.WARN, f"older keys still wrap {older}: run `exigent keys rewrap`")
        if older
        else Check("ring", Grade.OK, f"{current} wraps every key of a case")
    ]
    if lost:
        words = (
            f"{lost} signing keys or revocations of the record are not in key_dir: restore "
            "its latest copy, or what they signed cannot be checked"
        )
        checks.append(Check("key chain", Grade.FAIL, words))
    return tuple(checks)
