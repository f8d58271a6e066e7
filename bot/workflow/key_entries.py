"""Puts on the record which keys sign it, and moves case keys under the present ring key."""

from collections.abc import Sequence

from bot.domain.events.keeping import KeyIntroduced, KeyRevoked, RingKeyDestroyed, RingRewrapped
from bot.domain.roster import SYSTEM
from bot.key_chain import ChainedKey
from bot.workflow.folds import of_no_case
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.wrapped_keys import BATCH


def entries_of(chained: Sequence[ChainedKey]) -> tuple[KeyIntroduced | KeyRevoked, ...]:
    """Return what the record says of a chain of keys: every key, then what was revoked."""
    introduced = (
        KeyIntroduced(
            public=key.public.hex(),
            created=key.created,
            endorsed_by=key.endorsed_by.hex(),
            endorsement=key.endorsement.hex(),
        )
        for key in chained
    )
    revoked = (
        KeyRevoked(
            public=key.public.hex(),
            revoked_at=key.revoked_at,
            entries=key.covers,
            revocation=key.revocation.hex(),
        )
        for key in chained
        if key.covers is not None and key.revoked_at is not None
    )
    return (*introduced, *revoked)


def told(ledger: Ledger) -> tuple[KeyIntroduced | KeyRevoked, ...]:
    """Return what the record says of signing keys: those introduced, then those revoked."""
    introduced = [event for _, event in of_no_case(ledger, KeyIntroduced)]
    return (*introduced, *(event for _, event in of_no_case(ledger, KeyRevoked)))


async def record_keys(office: Office, chained: Sequence[ChainedKey]) -> None:
    """Record the keys and revocations that the record does not know yet."""

    def work(ledger: Ledger) -> None:
        known = told(ledger)
        fresh = [(SYSTEM, entry) for entry in entries_of(chained) if entry not in known]
        if fresh:
            note(office, ledger, fresh)

    await office.database.tx(work)


async def forgotten(office: Office, chained: Sequence[ChainedKey]) -> int:
    """Count keys and revocations that the record knows and the chain at hand does not."""
    known = await office.database.read(told)
    return len({*known} - {*entries_of(chained)})


async def rewrap(office: Office, current: str) -> int:
    """Wrap every key anew that an older ring key wraps, in small steps; return how many.

    `current` is the ring key that wraps now. What was done is on the record.
    """
    total = 0
    while True:
        done = await office.database.tx(lambda ledger: _step(office, ledger, current))
        total += done
        if done < BATCH:
            return total


def _step(office: Office, ledger: Ledger, current: str) -> int:
    done = ledger.wrapped_keys.rewrap(BATCH)
    if done:
        note(office, ledger, [(SYSTEM, RingRewrapped(under=current, count=done))])
    return done


async def destroyed(office: Office, key: str) -> int:
    """Record that a key of the ring is gone, if it wraps nothing; return how many it wraps.

    Whoever opens a case holds the record's head, so that none is opened in between.
    """

    def work(ledger: Ledger) -> int:
        ledger.record.head()
        wraps = ledger.wrapped_keys.wrapped().get(key, 0)
        if not wraps:
            note(office, ledger, [(SYSTEM, RingKeyDestroyed(key=key))])
        return wraps

    return await office.database.tx(work)
