"""Claims about the word that erases a case once two people agreed, and lists what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.clock import SystemClock
from bot.compose import House, open_office
from bot.domain import commands as cm
from bot.domain.erasing import AgreeErasure, PlaceLegalHold, ProposeErasure
from bot.domain.roster import Ref, Standing
from bot.settings import load
from bot.workflow.execute import Order, execute
from tests.cli.conftest import Site, apart
from tests.fakes.clock import FrozenClock
from tests.keeping import OUTCOME, YEARS
from tests.workflow.office_given import open_case

LATER = timedelta(minutes=1)


async def carry(house: House, case: str, command: cm.Command, who: Ref) -> None:
    """Let somebody do it."""
    good = Standing(ref=who, observed_at=house.office.clock.law())
    order = Order(case=case, command=command, actor=who, standings={who: good})
    outcome = await execute(house.office, order)
    assert outcome.refused is None


async def old_case(house: House) -> str:
    """A case that was withdrawn at once; two people said what it was."""
    ana, ben = (p.ref for p in house.office.roster.people)
    case = await open_case(house.office)
    await carry(house, case, cm.WithdrawRequest(how="they called"), ana)
    for who in (ana, ben):
        await carry(house, case, OUTCOME, who)
    return case


async def agree(house: House, case: str) -> None:
    """Both reviewers agree to erase it."""
    ana, ben = (p.ref for p in house.office.roster.people)
    await carry(house, case, ProposeErasure(), ana)
    await carry(house, case, AgreeErasure(number=1), ben)


async def hold(house: House, case: str) -> None:
    """Somebody needs it."""
    (ana, *_) = house.office.roster.people
    await carry(house, case, PlaceLegalHold(why="a claim"), ana.ref)


def past(*then: Callable[[House, str], Awaitable[None]] | None) -> list[str]:
    """Cases of four years ago on the record, one for each of `then`, which is done a minute ago."""
    now = SystemClock().law()
    clock = FrozenClock(now - 4 * YEARS)
    house = open_office(load(), clock)

    async def work() -> list[str]:
        cases = [await old_case(house) for _ in then]
        clock.set(now - LATER)
        for case, done in zip(cases, then, strict=True):
            if done is not None:
                await done(house, case)
        house.database.close()
        return cases

    return apart(lambda: asyncio.run(work()))


def test_nothing_is_erased_without_two_people(ready: Site) -> None:
    """In words, with what to do, and exit code 1; nothing was deleted."""
    (case,) = past(None)
    code, _, err = ready.run("erase", case)
    assert code == 1
    assert "Two people must have agreed" in err
    assert "/edr erase CASE" in err
    assert "(0 erased)" in ready.run("verify")[1]
    assert ready.run("erase", "EDR-2000-000001")[0] == 1
    assert ready.run("erase")[0] == 2
    assert ready.run("erase", case, "--due")[0] == 2


def test_what_two_people_agreed_on_is_erased(ready_anywhere: Site) -> None:
    """Bundles too; the record is whole, the export has no opening, and a second run is told so."""
    site = ready_anywhere
    (case,) = past(agree)
    bundle = site.folder / "exports" / f"{case}-x"
    bundle.mkdir(parents=True)
    (bundle / "openings.json").write_text("{}", encoding="utf-8")
    assert f"exigent erase {case}" in site.run("erase", "--due")[1]
    code, out, err = site.run("erase", case)
    assert (code, err) == (0, "")
    assert f"{case} is erased, entry " in out
    assert "1 exported bundle removed" in out
    assert "Backups of the database" in out
    assert not bundle.exists()
    assert "The record is whole" in site.run("verify")[1]
    assert "(1 erased)" in site.run("verify")[1]
    assert "0 cases may be erased; 0 must be kept." in site.run("erase", "--due")[1]
    code, out, _ = site.run("erase", case)
    assert (code, "was erased before" in out) == (0, True)
    to = site.folder / "bundle"
    code, out, _ = site.run("export", case, "--to", str(to))
    assert (code, "hold personal data" in out, "The case was erased" in out) == (0, False, True)
    assert (to / "openings.json").read_text(encoding="utf-8").strip() == "{}"


def test_what_is_due_is_listed_with_what_keeps_it(ready: Site) -> None:
    """A hold and a case that nobody proposed, each with what is next; nothing personal."""
    held, free = past(hold, None)
    code, out, _ = ready.run("erase", "--due")
    first, second, last = out.splitlines()
    assert code == 0
    assert first.startswith(f"{held}: kept until ")
    assert first.endswith("Legal hold 1 keeps it.")
    assert second.endswith(f"Two people agree: /edr erase {free}")
    assert last == "1 case may be erased; 1 must be kept."
    assert "Alvarez" not in out
