"""A recall reaches the store, whoever handed over; and no authorization without two people."""

import pytest

from bot.domain.events.authorizing import StoreRecalled
from bot.domain.recall import OrderRecall
from bot.practice.store_troubles import REFUSING
from bot.workflow.ledger import Conflict
from tests.evidence.given import AtWork
from tests.factories import DEE, SAM


async def test_a_recall_ends_the_access_that_the_store_gave(work: AtWork) -> None:
    """It names the authorization and the files, and what the store said is on the record."""
    await work.authorize()
    await work.deliver()
    outcome = await work.desk.do(OrderRecall(why="the wrong house"), SAM)
    assert outcome.refused is None
    await work.deliver()
    case = await work.desk.now()
    assert case.store.authorization is not None
    asked = work.store.asked[-1]
    assert (asked["type"], asked["authorization"]) == ("recall", case.store.authorization.id)
    assert asked["sha256"] == [i.sha256 for i in (await work.desk.seen_by(DEE)).items]
    assert await work.happened(StoreRecalled) == [StoreRecalled(handed_over=True)]


async def test_a_store_that_will_not_recall_is_heard_of(work: AtWork) -> None:
    """The refusal is on the record, in the channel and in the alarm's mail."""
    await work.authorize()
    await work.deliver()
    await work.desk.do(OrderRecall(why="the wrong house"), SAM)
    work.store.trouble = REFUSING
    await work.deliver()
    (told,) = await work.happened(StoreRecalled)
    assert told.failed == "http_403"
    assert await work.tasks_of("alarm") == 1


async def test_the_database_itself_holds_the_authorization(work: AtWork) -> None:
    """Its row is a clearance's, so the trigger that wants two approvals stands before it."""
    await work.authorize()
    case = work.desk.case
    with pytest.raises(Conflict):
        await work.desk.office.database.tx(lambda ledger: ledger.cases.cleared(case, 1, 1))
