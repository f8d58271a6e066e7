"""A Slack account is one person's for ever: two accounts must not become two people."""

from dataclasses import replace

import pytest

from bot.workflow.ledger import Database
from bot.workflow.outside import AccountMovedError, record_configuration
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import ANA, BEN, office_over


async def test_an_account_cannot_move_to_another_person(
    database: Database, clock: FrozenClock
) -> None:
    """The product refuses to start, and the earlier configuration stays the last one."""
    office = replace(office_over(database, clock), accounts={("T1", "U1"): ANA, ("T1", "U2"): BEN})
    await record_configuration(office, ("us_federal",))
    moved = replace(office, accounts={("T1", "U2"): ANA})
    with pytest.raises(AccountMovedError, match="belonged to another person"):
        await record_configuration(moved, ("us_federal",))
    head = await database.read(lambda ledger: ledger.record.peek())
    assert head.position == 1


async def test_an_account_may_stay_and_a_new_one_may_come(
    database: Database, clock: FrozenClock
) -> None:
    """The same settings start again, and a person may get a second account."""
    office = replace(office_over(database, clock), accounts={("T1", "U1"): ANA})
    await record_configuration(office, ("us_federal",))
    more = replace(office, accounts={("T1", "U1"): ANA, ("T1", "U9"): ANA})
    await record_configuration(more, ("us_federal",))
    head = await database.read(lambda ledger: ledger.record.peek())
    assert head.position == 2
