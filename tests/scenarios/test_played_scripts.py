"""The scripts of the practice workspace, played through the whole product.

Each plays on one engine, in turns, and those in which most happens at once on both: what differs
between the engines is held by the tests of storage, attacks and faults, on both.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import asks
from bot.clock import PracticeClock
from bot.domain.case import Case, State
from bot.practice.scripts import LAWS, SCRIPTS, STORED
from bot.practice_house import PracticeHouse, practice_house
from bot.workflow.ledger import Ledger

ENDS = {
    "kidnapping": (State.CLOSED, 2),
    "motion-log": (State.RELEASED, 2),
    "intersection": (State.RELEASED, 2),
    "parcel": (State.REFUSED, 2),
    "consent": (State.CLOSED, 0),
    "eu-order": (State.RELEASED, 2),
    "german-order": (State.REFUSED, 2),
    "canada": (State.RELEASED, 2),
    "court-holiday": (State.RELEASED, 2),
    "silence": (State.LAPSED, 1),
    "ended": (State.EMERGENCY_ENDED, 1),
    "widened": (State.APPROVED, 3),
    "narrowed": (State.APPROVED, 2),
    "withdrawn": (State.RELEASED, 2),
    "nothing-stored": (State.REFUSED, 0),
    "foreign": (State.REFUSED, 2),
    "live-view": (State.REFUSED, 2),
    "look-alike": (State.FRAUD, 2),
    "hacked-mailbox": (State.FRAUD, 2),
    "fraud-later": (State.CLOSED, 2),
    "pressure": (State.REFUSED, 2),
    "two-agencies": (State.RELEASED, 2),
    "owner-is-suspect": (State.CLOSED, 2),
    "owner-is-abuser": (State.CLOSED, 2),
    "shared-home": (State.RELEASED, 2),
    "unreachable": (State.RELEASED, 2),
    "gag-order": (State.CLOSED, 2),
    "do-not-tell": (State.RELEASED, 2),
    "warrant-never-came": (State.CLOSED, 2),
    "one-on-shift": (State.APPROVED, 2),
    "evidence-store": (State.RELEASED, 2),
    "report": (State.REFUSED, 2),
    "store-lies": (State.RELEASED, 2),
    "delivered-by-link": (State.RELEASED, 2),
    "erased": (State.REFUSED, 2),
    "one-person": (State.IN_REVIEW, 2),
}
"""How each script leaves its case, and how many determinations were filed on it."""


ENGINES = ("sqlite", "postgresql")
ON_BOTH = ("kidnapping", "silence", "two-agencies", "one-person")
"""Scripts in which several people act at once, or time does."""


def plan(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return which script plays on which engine."""
    turns = [(name, ENGINES[place % 2]) for place, name in enumerate(names)]
    both = [(name, engine) for name in names if name in ON_BOTH for engine in ENGINES]
    return list(dict.fromkeys((*turns, *both)))


def test_every_script_has_an_end_written_down() -> None:
    """No script is played without saying here how it must end."""
    assert set(ENDS) == set(SCRIPTS)


@pytest.mark.parametrize(("name", "address"), plan(list(SCRIPTS)[::2]), indirect=["address"])
async def test_a_script_ends_as_written(name: str, address: str, tmp_path: Path) -> None:
    """The case ends as it should, Slack saw no trouble, and the record is whole afterwards."""
    await plays(name, address, tmp_path)


async def plays(name: str, address: str, tmp_path: Path) -> None:
    """Play a script through the whole product, and hold it against its end."""
    laws, stored = LAWS.get(name, {}), name in STORED
    async with practice_house(
        tmp_path, PracticeClock(), database_url=address, variables=laws, stored=stored
    ) as practice:
        number = await SCRIPTS[name][1](practice.stage)
        case, kinds = await practice.house.database.read(lambda db: _kept(practice, db, number))
        report = await asks.check(practice.house)
        troubles = practice.stage.server.workspace.troubles
    assert (case.state, kinds.count("determination.filed")) == ENDS[name]
    assert troubles == []
    assert report.whole, report.troubles
    assert report.entries >= len(kinds)


def _kept(practice: PracticeHouse, ledger: Ledger, number: str) -> tuple[Case, list[str]]:
    """Return a case as it is folded, and the kinds of its entries."""
    row = ledger.cases.get(number)
    assert row is not None
    case = practice.house.office.folds.load(ledger, row).case
    return case, [entry.kind for entry in ledger.record.of_case(number)]
