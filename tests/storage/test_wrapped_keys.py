"""Claims about moving the keys of cases under another key of the ring, on both engines."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

import storage
from bot.workflow.ledger import Ledger
from bot.workflow.rows import CaseRow, HeldRow
from storage import KeyRing, RingOnDisk, SealError, SqlDatabase, Wrapping
from storage.keys import Vault
from storage.unit_of_work import SqlLedger
from storage.wrapped_keys import WrappedKeyStore
from storage.wrapping import RandomBytes, UnknownKeyError
from tests.databases import RING

AT = datetime(2026, 11, 21, 20, 58, tzinfo=UTC)
NEWER = KeyRing({**RING.keys, "k2": bytes(range(1, 33))}, "k2")
ALONE = KeyRing({"k2": NEWER.keys["k2"]}, "k2")


def over(address: str, ring: Wrapping) -> SqlDatabase:
    """Open the same database with another ring."""
    return storage.open_database(address, ring=ring, random_bytes=random.Random(7).randbytes)


def fill(ledger: Ledger) -> None:
    """Open three cases with a file each, and hold a request."""
    for number in ("EDR-2026-000001", "EDR-2026-000002", "EDR-2026-000003"):
        row = CaseRow(
            number=number, revision=1, state="received", version=1, opened_at=AT, next_due=None
        )
        ledger.cases.create(row)
        ledger.cabinet.put_file(number, "doc", number.encode())
    ledger.held.hold(HeldRow(number=1, channel="web", reason="source", at=AT), "d", b"held")


def read(ledger: Ledger) -> list[bytes | None]:
    """Return the three files, and what the held request holds."""
    files = [ledger.cabinet.file(f"EDR-2026-00000{n}", "doc") for n in (1, 2, 3)]
    taken = ledger.held.take(1)
    return [*files, taken[2] if taken else None]


FILES = [b"EDR-2026-000001", b"EDR-2026-000002", b"EDR-2026-000003", b"held"]


async def test_a_rotation_wraps_keys_anew_and_nothing_else(
    database: SqlDatabase, address: str
) -> None:
    """All moves in steps, a second run has nothing to do, and the old key can go."""
    await database.tx(fill)
    newer = over(address, NEWER)
    assert await newer.read(lambda db: dict(db.wrapped_keys.wrapped())) == {"k1": 4}
    steps = [await newer.tx(lambda db: db.wrapped_keys.rewrap(3)) for _ in range(3)]
    assert steps == [3, 1, 0]
    assert await newer.read(lambda db: dict(db.wrapped_keys.wrapped())) == {"k2": 4}
    newer.close()
    alone = over(address, ALONE)
    assert await alone.tx(read) == FILES
    alone.close()


async def test_what_the_old_ring_wraps_is_shut_without_it(
    database: SqlDatabase, address: str
) -> None:
    """A database from before the rotation opens with the old ring key only."""
    await database.tx(fill)
    alone = over(address, ALONE)
    with pytest.raises(SealError, match="a key the ring does not hold"):
        await alone.read(read)
    alone.close()


async def test_a_replica_from_before_a_rotation_reads_the_ring_again(
    database: SqlDatabase, address: str
) -> None:
    """What another replica wrapped under a new key opens without a restart."""
    await database.tx(fill)
    newer = over(address, NEWER)
    await newer.tx(lambda db: db.wrapped_keys.rewrap(9))
    newer.close()
    rings, stamps = iter((RING, NEWER)), iter((1, 2, 2, 2))
    old = over(address, RingOnDisk(lambda: next(rings), lambda: next(stamps)))
    assert await old.tx(read) == FILES
    old.close()


class Kms:
    """A key management system: keys by name, nonces of its own, and no way to see a key."""

    current = "projects/example/keys/edr/1"

    def __init__(self) -> None:
        self._ring = KeyRing({self.current: bytes(range(2, 34))}, self.current)
        self.calls: list[str] = []

    def encrypt(
        self, key_id: str, plaintext: bytes, associated: bytes, _random: RandomBytes
    ) -> bytes:
        """Seal with a nonce of its own."""
        self.calls.append("encrypt")
        return self._ring.encrypt(key_id, plaintext, associated, random.Random(9).randbytes)

    def decrypt(self, key_id: str, sealed: bytes, associated: bytes) -> bytes:
        """Open; an unknown key is refused."""
        self.calls.append("decrypt")
        if key_id != self.current:
            raise UnknownKeyError("no such key")
        return self._ring.decrypt(key_id, sealed, associated)


async def test_a_key_management_system_takes_the_place_of_the_ring(address: str) -> None:
    """Two calls are all it needs; it sees wrapped keys of cases, and never what they seal."""
    kms = Kms()
    managed = over(address, kms)
    await managed.tx(fill)
    managed.close()
    again = over(address, kms)
    assert await again.tx(read) == FILES
    again.close()
    assert kms.calls == ["encrypt"] * 4 + ["decrypt"] * 4


class Meddling:
    """A ring under which somebody replaces each key while it is being wrapped anew."""

    current = NEWER.current

    def __init__(self, ledger: SqlLedger) -> None:
        self._connection = ledger.cases._connection

    def encrypt(
        self, key_id: str, plaintext: bytes, associated: bytes, chance: RandomBytes
    ) -> bytes:
        """Seal, when another hand has just been at the rows."""
        self._connection.execute(text("UPDATE case_key SET sealed = :new"), {"new": b"theirs"})
        return NEWER.encrypt(key_id, plaintext, associated, chance)

    def decrypt(self, key_id: str, sealed: bytes, associated: bytes) -> bytes:
        """Open as the ring does."""
        return NEWER.decrypt(key_id, sealed, associated)


async def test_a_key_that_changed_meanwhile_is_left_alone(database: SqlDatabase) -> None:
    """Only the row that was read is replaced: what somebody erased or changed stays so."""
    await database.tx(fill)

    def work(ledger: SqlLedger) -> tuple[int, set[bytes]]:
        connection = ledger.cases._connection
        store = WrappedKeyStore(connection, Vault(Meddling(ledger), random.Random(3).randbytes))
        done = store.rewrap(3)
        kept = connection.execute(text("SELECT sealed FROM case_key")).scalars()
        return done, {bytes(one) for one in kept}

    assert await database.tx(work) == (1, {b"theirs"})  # the held request, which nobody touched
