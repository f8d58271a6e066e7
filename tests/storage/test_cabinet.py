"""Sealed drafts and files, links, places of cards."""

import pytest

from bot.workflow.rows import Link, Place
from storage import SealError, SqlDatabase
from tests.storage.raw import run
from tests.storage.rows_given import MINUTE, NOW, open_case

NUMBER = "EDR-2026-000001"


@pytest.fixture
async def cased(database: SqlDatabase) -> SqlDatabase:
    """A database with the usual case."""
    await database.tx(open_case)
    return database


async def test_a_draft_is_replaced_and_dropped(cased: SqlDatabase) -> None:
    """One draft a version and person, newest version first."""

    async def drafts() -> list[tuple[int, bytes]]:
        return await cased.read(lambda ledger: ledger.cabinet.drafts_of(NUMBER, "p_a"))

    for version, content in ((1, b"one"), (1, b"two"), (2, b"three")):
        await cased.tx(
            lambda ledger, v=version, c=content: ledger.cabinet.put_draft(NUMBER, v, "p_a", c)
        )
    await cased.tx(lambda ledger: ledger.cabinet.put_draft(NUMBER, 1, "p_b", b"theirs"))
    assert await drafts() == [(2, b"three"), (1, b"two")]
    assert await cased.read(lambda ledger: ledger.cabinet.draft(NUMBER, 1, "p_b")) == b"theirs"
    await cased.tx(lambda ledger: ledger.cabinet.drop_draft(NUMBER, 1, "p_a"))
    assert await drafts() == [(2, b"three")]
    assert await cased.read(lambda ledger: ledger.cabinet.draft(NUMBER, 1, "p_a")) is None


async def test_a_draft_does_not_open_for_another_person(cased: SqlDatabase, address: str) -> None:
    """Promise 5 holds against a moved row as well."""
    await cased.tx(lambda ledger: ledger.cabinet.put_draft(NUMBER, 1, "p_a", b"reasons"))
    run(address, "UPDATE draft SET person = 'p_b'")
    with pytest.raises(SealError, match="does not open"):
        await cased.read(lambda ledger: ledger.cabinet.draft(NUMBER, 1, "p_b"))


async def test_a_file_comes_back_and_is_sealed(cased: SqlDatabase, address: str) -> None:
    """The bytes as given, and nothing of them in the table."""
    content = bytes(range(256)) * 100
    await cased.tx(lambda ledger: ledger.cabinet.put_file(NUMBER, "original", content))
    assert await cased.read(lambda ledger: ledger.cabinet.file(NUMBER, "original")) == content
    assert await cased.read(lambda ledger: ledger.cabinet.file(NUMBER, "other")) is None
    ((sealed,),) = run(address, "SELECT sealed FROM case_file")
    assert content[:8] not in bytes(sealed)


async def test_nothing_is_filed_for_an_unknown_case(database: SqlDatabase) -> None:
    """Without a key nothing could be sealed, so nothing is kept."""
    with pytest.raises(SealError, match="unknown or erased"):
        await database.tx(lambda ledger: ledger.cabinet.put_file("EDR-9", "x", b"y"))


async def test_a_link_lives_until_it_expires(database: SqlDatabase) -> None:
    """At its last instant it is no longer found."""
    link = Link(
        digest="d" * 64, kind="desk", case=NUMBER, version=1, person=None, expires_at=NOW + MINUTE
    )
    await database.tx(lambda ledger: ledger.cabinet.put_link(link))
    assert await database.read(lambda ledger: ledger.cabinet.link("d" * 64, NOW)) == link
    assert await database.read(lambda ledger: ledger.cabinet.link("d" * 64, NOW + MINUTE)) is None
    assert await database.read(lambda ledger: ledger.cabinet.link("e" * 64, NOW)) is None


async def test_a_card_has_one_place(database: SqlDatabase) -> None:
    """The last place is the true one, per case and surface."""
    old = Place(case=NUMBER, surface="card", channel="C1", ts="1.000001")
    new = Place(case=NUMBER, surface="card", channel="C1", ts="1.000001", drawn=7)
    for place in (old, new):
        await database.tx(lambda ledger, p=place: ledger.cabinet.put_place(p))
    assert await database.read(lambda ledger: ledger.cabinet.place(NUMBER, "card")) == new
    assert await database.read(lambda ledger: ledger.cabinet.place(NUMBER, "home")) is None
