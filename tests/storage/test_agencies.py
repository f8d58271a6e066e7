"""The agency directory."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.listed import Coming, DirectoryNumber, ListedAgency
from bot.workflow.ledger import Ledger
from storage import SqlDatabase
from tests.factories import AT

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


COMING = Coming(
    usable_from=AT + timedelta(days=7),
    numbers=(replace(DESK, key="n2-1", number="+1 406 555 0177"),),
    domains=("new.example",),
    leaving_numbers=("n1",),
)


async def test_what_waits_comes_back_as_it_was(database: SqlDatabase) -> None:
    """Quarantines, former names, the first listing and the count of changes are all kept."""
    waiting = replace(RIVERTON, coming=(COMING,), former=("Old Riverton",), listed_at=AT, changes=3)
    await database.tx(lambda ledger: ledger.agencies.replace([waiting]))
    assert await database.read(lambda ledger: ledger.agencies.get("riverton")) == waiting


async def test_a_domain_in_quarantine_is_nobodys(database: SqlDatabase) -> None:
    """It is found from the instant at which it counts, and not a microsecond before."""
    waiting = replace(RIVERTON, coming=(COMING,))
    await database.tx(lambda ledger: ledger.agencies.replace([waiting]))
    early = COMING.usable_from - timedelta(microseconds=1)
    for at, keys in ((AT, []), (early, []), (COMING.usable_from, ["riverton"])):
        found = await database.read(lambda db, at=at: db.agencies.of_domain("new.example", at))
        assert [agency.key for agency in found] == keys


async def test_a_former_name_still_finds_its_agency(database: SqlDatabase) -> None:
    """Its older cases were asked for in that name; a present name comes first."""
    renamed = replace(RIVERTON, name="Riverton Metro", former=("Riverton Police Department",))
    await database.tx(lambda ledger: ledger.agencies.replace([renamed, HARBOR]))
    found = await database.read(lambda db: db.agencies.named("riverton police  DEPARTMENT"))
    assert found is not None
    assert found.key == "riverton"


async def test_cases_are_found_by_every_name(database: SqlDatabase) -> None:
    """Each once, newest first, with when it was first asked for; others' cases are not."""

    def work(ledger: Ledger) -> list[tuple[str, datetime]]:
        ledger.agencies.asked("Riverton PD", "EDR-2026-000001", AT)
        ledger.agencies.asked("riverton  pd", "EDR-2026-000001", AT + timedelta(hours=1))
        ledger.agencies.asked("Riverton Metro", "EDR-2026-000003", AT)
        ledger.agencies.asked("Harbor", "EDR-2026-000002", AT)
        return ledger.agencies.cases_of(("Riverton Metro", "Riverton PD"))

    found = await database.tx(work)
    assert found == [("EDR-2026-000003", AT), ("EDR-2026-000001", AT)]
