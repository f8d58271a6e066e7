"""The agency directory."""

from bot.domain.decision import DirectoryNumber, ListedAgency
from storage import SqlDatabase

DESK = DirectoryNumber(
    key="n1", number="+1 406 555 0100", label="Watch desk", source="state list", checked="2026-11"
)
DISPATCH = DirectoryNumber(
    key="n2",
    number="+1 406 555 0101",
    label="Dispatch",
    source="state list",
    checked="2026-11",
    dispatch=True,
)


def agency(key: str, name: str, *numbers: DirectoryNumber) -> ListedAgency:
    """An invented agency."""
    return ListedAgency(
        key=key,
        name=name,
        domains=("police.example",),
        numbers=numbers,
        zone="America/Denver",
        standing="verified",
    )


RIVERTON = agency("riverton", "Riverton Police Department", DISPATCH, DESK)
HARBOR = agency("harbor", "Harbor County Sheriff")
PERCENT = agency("percent", "100% Safe_Town Police")


async def test_agencies_come_back_with_their_numbers_in_order(database: SqlDatabase) -> None:
    """By name, and each alone by its key."""
    await database.tx(lambda ledger: ledger.agencies.replace([RIVERTON, HARBOR]))
    assert await database.read(lambda ledger: ledger.agencies.all()) == [HARBOR, RIVERTON]
    assert await database.read(lambda ledger: ledger.agencies.get("riverton")) == RIVERTON
    assert await database.read(lambda ledger: ledger.agencies.get("none")) is None


async def test_replacing_takes_old_numbers_away(database: SqlDatabase) -> None:
    """A number that is no longer published can no longer be offered; others are left alone."""
    await database.tx(lambda ledger: ledger.agencies.replace([RIVERTON, HARBOR]))
    moved = agency("riverton", "City of Riverton Police", DESK)
    await database.tx(lambda ledger: ledger.agencies.replace([moved]))
    assert await database.read(lambda ledger: ledger.agencies.all()) == [moved, HARBOR]


async def test_a_name_is_met_whatever_its_letter_case_and_spacing(database: SqlDatabase) -> None:
    """But not by a part of it, and not where two agencies bear it."""
    twin = agency("twin", "Harbor  county SHERIFF")
    await database.tx(lambda ledger: ledger.agencies.replace([RIVERTON, HARBOR, twin]))

    async def named(name: str) -> ListedAgency | None:
        return await database.read(lambda ledger: ledger.agencies.named(name))

    assert await named(" riverton  POLICE department") == RIVERTON
    assert await named("Riverton Police") is None
    assert await named("Harbor County Sheriff") is None


async def test_a_search_wants_every_word_and_reads_no_patterns(database: SqlDatabase) -> None:
    """`%` and `_` are characters like any other, and the limit holds."""
    await database.tx(lambda ledger: ledger.agencies.replace([RIVERTON, HARBOR, PERCENT]))

    async def found(words: str, limit: int = 5) -> list[str]:
        got = await database.read(lambda ledger: ledger.agencies.search(words, limit))
        return [each.key for each in got]

    assert await found("police") == ["percent", "riverton"]
    assert await found("POLICE river") == ["riverton"]
    assert await found("%") == ["percent"]
    assert await found("r_v") == []
    assert await found("police", limit=1) == ["percent"]
