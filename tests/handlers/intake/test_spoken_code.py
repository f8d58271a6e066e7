"""Claims about the code of a request taken by telephone: one colleague knows it, and no other."""

import pytest

from bot.domain.case import State
from bot.domain.commands import WithdrawRequest
from bot.domain.roster import Ref
from bot.workflow.deliver import Courier
from handlers.board import Board
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.handlers.house import ESCALATION, REVIEW, House
from tests.handlers.intake.test_listeners import NUMBER, first_step, second_step, third_step

OTHERS = (ANA, BEN, CYD, DEE, SAM)


async def told(house: House) -> tuple[str, str]:
    """The code as it is now, in one piece and as it is spoken."""
    code = (await house.opened(NUMBER)).opened.code or ""
    return code, f"{code[:3]} {code[3:]}"


async def deliver(house: House) -> None:
    """Bring everything that is due into Slack."""
    board = Board(
        office=house.office,
        api=house.side.api,
        review_channel=REVIEW,
        escalation_channel=ESCALATION,
    )
    courier = Courier(office=house.office, ports=board.ports())
    while await courier.deliver_due():
        pass


def everything(house: House, who: Ref) -> str:
    """What stands before somebody's eyes: forms, private messages, direct messages, channels."""
    hand = house.hand(who)
    views = house.slack.workspace.views.stack(hand.user_id)
    said = [*hand.ephemerals(), *hand.dms(), *hand.messages(REVIEW), *hand.messages(ESCALATION)]
    seen = str([v.blocks for v in views]) + str([(m.text, m.blocks) for m in said])
    # The first code of a test is 000001, which also ends the number.
    return seen.replace(NUMBER, "")


async def renewed(house: House) -> None:
    """Dee hears three wrong codes."""
    for _ in range(3):
        await house.do(NUMBER, make.call(code="999999"), DEE)


@pytest.mark.parametrize("who", OTHERS)
async def test_who_goes_on_later_is_not_shown_the_code(dwelling: House, who: Ref) -> None:
    """Whoever completes what another took down may be the one who calls, and must hear it."""
    eve = await first_step(dwelling)
    await eve.submit()
    hand = dwelling.hand(who)
    await hand.command("/edr", "amend 1", REVIEW)
    await hand.view("new.emergency")
    await hand.command("/edr", "show 1", REVIEW)
    await dwelling.settle()
    assert [text for text in await told(dwelling) if text in everything(dwelling, who)] == []


async def test_who_took_it_down_finds_the_code_again(dwelling: House) -> None:
    """Eve may be rung up by the officer, who has lost it, while the case is not decided."""
    eve = await first_step(dwelling)
    await eve.submit()
    await second_step(eve)
    await third_step(eve)
    await eve.close(everything=True)
    _, spoken = await told(dwelling)
    await eve.command("/edr", "show 1", REVIEW)
    assert spoken in str(eve.ephemerals()[-1].blocks)
    await dwelling.do(NUMBER, WithdrawRequest(how="they called"), DEE)
    assert (await dwelling.case(NUMBER)).state is State.WITHDRAWN
    await eve.command("/edr", "show 1", REVIEW)
    assert spoken not in str(eve.ephemerals()[-1].blocks)


async def test_a_renewed_code_goes_to_who_took_it_down(dwelling: House) -> None:
    """After three wrong codes the new one is sent to Eve, and stands before nobody else."""
    eve = await first_step(dwelling)
    await eve.submit()
    await second_step(eve)
    await third_step(eve)
    await eve.close(everything=True)
    old, _ = await told(dwelling)
    await renewed(dwelling)
    code, spoken = await told(dwelling)
    assert code != old
    await deliver(dwelling)
    mine = [m.text for m in dwelling.hand(EVE).dms() if spoken in m.text]
    assert len(mine) == 1
    for who in OTHERS:
        hand = dwelling.hand(who)
        await hand.command("/edr", "show 1", REVIEW)
        await hand.command("/edr", "call 1", REVIEW)
        await dwelling.settle()
        assert [text for text in (code, spoken) if text in everything(dwelling, who)] == []


async def test_a_new_code_that_came_too_late_is_not_sent(dwelling: House) -> None:
    """When the case ended before the message went out, there is nothing to tell."""
    eve = await first_step(dwelling)
    await eve.submit()
    await renewed(dwelling)
    await dwelling.do(NUMBER, WithdrawRequest(how="they called"), DEE)
    _, spoken = await told(dwelling)
    await deliver(dwelling)
    assert spoken not in str([m.text for m in dwelling.hand(EVE).dms()])
