"""What stands in Slack and in the record, for counting."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from bot.practice.messages import Message
from bot.practice.scripts import deeds
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage, is_card
from bot.practice_house import PracticeHouse
from bot.workflow.ledger import Ledger


def cards(stage: Stage, case: str) -> list[Message]:
    """Return every card of a case in the review channel; linked cases' cards name it too."""
    return [m for m in stage.hand(deeds.ANA).messages(REVIEW) if is_card(m, case)]


def receipts(stage: Stage, user: str) -> list[Message]:
    """Return the receipts that somebody got in their direct conversation with the app."""
    return [m for m in stage.hand(user).dms() if _kind(m) == "exigent_receipt"]


def _kind(message: Message) -> str:
    return str((message.metadata or {}).get("event_type", ""))


async def kinds(practice: PracticeHouse, case: str) -> Counter[str]:
    """Count the entries of a case by kind."""

    def work(ledger: Ledger) -> Counter[str]:
        return Counter(entry.kind for entry in ledger.record.of_case(case))

    return await practice.house.database.read(work)


async def until_counted(practice: PracticeHouse, case: str, kind: str, least: int) -> Counter[str]:
    """Wait until the case has so many entries of a kind; returns the counts."""
    for _ in range(500):
        counts = await kinds(practice, case)
        if counts[kind] >= least:
            return counts
        await asyncio.sleep(0.02)
    raise AssertionError(f"expected {least} of {kind}, got {counts}")


async def calm(practice: PracticeHouse) -> None:
    """Let back-off times pass until every effect is delivered; fails when one never is."""
    for _ in range(8):
        # The longest pause of the courier is a minute.
        await practice.stage.pass_time(timedelta(seconds=61))
        for _ in range(25):
            await asyncio.sleep(0.02)
            waiting = await _waiting(practice)
            if not waiting:
                return
    raise AssertionError(f"expected every effect to be delivered, got {waiting} waiting")


async def _waiting(practice: PracticeHouse) -> Mapping[str, int]:
    # A case whose time has come still has effects to add; what is tried again within a pause
    # is waiting too.
    now = practice.house.office.clock.law()
    soon = now + timedelta(seconds=61)

    def work(ledger: Ledger) -> Mapping[str, int]:
        due = len(ledger.cases.due(now))
        return {**ledger.tasks.overdue(soon), **({"clocks": due} if due else {})}

    return await practice.house.database.read(work)
