"""Review in Slack, from the card's button to the record."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Decision
from bot.domain.scope import duration
from tests.factories import ANA, BEN, MINUTE
from tests.handlers.house import REVIEW, House
from tests.handlers.review.filling import fill_file, fill_scope, fill_test


async def review(house: House, who: str, window: str = "asked", decision: str = "approve") -> None:
    """Go through all three steps."""
    hand = house.hand(who)
    pressed = await hand.press(REVIEW, "review.open")
    assert pressed.ok
    await fill_test(hand)
    await fill_scope(hand, window=window)
    filed = await fill_file(hand, decision=decision)
    assert filed.ok, (filed, house.slack.workspace.troubles)
    await hand.view("review.filed")


async def test_button_to_filed(dwelling: House) -> None:
    """A press on the card, three steps, and the determination is on the record, once."""
    number = await dwelling.verified()
    await review(dwelling, ANA)
    filed = await dwelling.happened(number, ev.DeterminationFiled)
    assert [f.actor for f in filed] == [ANA]
    assert await _shown(dwelling, number, ANA) == 1
    assert await _shown(dwelling, number, BEN) == 0
    assert (await dwelling.case(number)).state is State.IN_REVIEW
    assert dwelling.slack.workspace.troubles == []


async def _shown(house: House, number: str, reader: str) -> int:
    """Count the determinations that one reader is shown."""
    history = (await house.opened(number, reader)).history
    return sum(isinstance(h.event, ev.DeterminationFiled) for h in history)


async def test_two_reviewers_approve_the_intersection(dwelling: House) -> None:
    """Two people who allow different times approve what both allowed."""
    number = await dwelling.verified()
    await review(dwelling, ANA)
    await review(dwelling, BEN, window="pm10", decision=Decision.NARROW.value)
    case = await dwelling.case(number)
    assert case.state is State.APPROVED
    assert case.approval is not None
    assert duration(case.approval.scope) == 20 * MINUTE
