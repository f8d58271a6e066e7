"""Limits that an operator changes while cases are open."""

from dataclasses import replace
from datetime import timedelta

from bot.workflow.ledger import Database
from bot.workflow.sweep import sweep
from tests.fakes.clock import START, FrozenClock
from tests.workflow.office_given import office_over, open_case


async def test_a_due_time_of_former_limits_is_swept_once(database: Database) -> None:
    """Nothing happens at a time that means nothing any more, and the clocks move to the next."""
    clock = FrozenClock()
    office = office_over(database, clock)
    number = await open_case(office)
    hour = timedelta(hours=1)
    limits = replace(
        office.limits, acknowledge=hour, triage=hour, verification=hour, first_determination=hour
    )
    longer = replace(office, limits=limits)
    clock.advance(240)
    assert await sweep(longer, clock.law()) == 1
    assert await sweep(longer, clock.law()) == 0
    row = await database.read(lambda ledger: ledger.cases.get(number))
    assert row is not None
    assert row.next_due == START + hour / 2
