"""The store is sent nothing once anybody finds that the request was forged."""

import pytest

from bot.domain import events as ev
from bot.domain.fraud import ConfirmFraud, ProposeFraud
from bot.practice.store_troubles import Trouble
from tests.evidence.given import AtWork
from tests.factories import BEN, EVE

FORGED = ProposeFraud(why="The watch commander never heard of it.")


@pytest.mark.parametrize("people", [1, 2])
async def test_found_before_the_call(work: AtWork, people: int) -> None:
    """One person's finding keeps the authorization here, and two people's all the more."""
    await work.authorize()
    assert (await work.desk.do(FORGED, EVE)).refused is None
    if people > 1:
        assert (await work.desk.do(ConfirmFraud(number=1), BEN)).refused is None
    await work.deliver()
    assert "release.authorize" not in [body["type"] for body in work.store.asked]


async def test_found_after_a_call_that_was_lost(work: AtWork) -> None:
    """What may have arrived is asked back, and is not sent again."""
    work.store.trouble = Trouble("down", down_for=1)
    await work.authorize()
    await work.deliver()
    assert (await work.desk.do(FORGED, EVE)).refused is None
    assert (await work.desk.do(ConfirmFraud(number=1), BEN)).refused is None
    await work.deliver(times=2)
    assert not await work.happened(ev.HandedOver)
