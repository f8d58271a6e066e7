"""Changes of a form that reach us in another order than they were made in."""

import asyncio

from bot.domain import events as ev
from bot.domain.determination import OwnerRoute
from handlers.review import drafts
from handlers.review.file_view import CHANGED
from tests.factories import ANA
from tests.handlers.house import REVIEW, House
from tests.handlers.review.filling import fill_file, fill_scope, fill_test

TICKED = ["E3", "E4", "E4i", "E5", "E6", "E9", "E11"]


async def owner_answers(house: House, number: str) -> list[str]:
    """What Ana filed about the owner, as she may see it."""
    history = (await house.opened(number, ANA)).history
    return [h.event.owner for h in history if isinstance(h.event, ev.DeterminationFiled)]


async def test_what_was_read_back_is_what_is_filed(dwelling: House) -> None:
    """An old change that arrives after step 3 was shown files nothing; going back mends it."""
    number = await dwelling.verified()
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")
    old = (await hand.fill(None, {"found:v1": TICKED, "owner:v1": "moot"}))[-1]
    await fill_test(hand)
    await fill_scope(hand)
    await hand.view("review.file")
    await hand.replay(old)
    await dwelling.settle()
    assert (await fill_file(hand)).body["errors"] == {"attest:v1": CHANGED}
    assert await owner_answers(dwelling, number) == []
    await hand.close()
    await hand.close()
    await fill_test(hand)
    await fill_scope(hand)
    answer = await fill_file(hand)
    assert answer.body["view"]["callback_id"] == "review.filed"
    assert await owner_answers(dwelling, number) == ["tell"]


async def test_a_late_change_leaves_its_neighbours_alone(dwelling: House) -> None:
    """A change that comes after the next one still shows the next input as it was: empty."""
    number = await dwelling.verified()
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")
    early = (await hand.fill(None, {"found:v1": TICKED}))[-1]
    await hand.fill(None, {"owner:v1": "tell"})
    await hand.replay(early)
    await dwelling.settle()
    draft = await drafts.load(dwelling.office, await dwelling.case(number), ANA)
    assert draft.owner is OwnerRoute.TELL
    assert {element.value for element in draft.found} == set(TICKED)


async def test_a_closed_form_is_kept_whole(dwelling: House) -> None:
    """Closing a form keeps every input that stood in it, not the last one alone."""
    number = await dwelling.verified()
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    view = await hand.view("review.test")
    dwelling.slack.workspace.faults.add("deliver:block_actions", "lost", times=2)
    await hand.fill(view, {"found:v1": TICKED, "owner:v1": "tell"})
    await hand.close()
    await dwelling.settle()
    draft = await drafts.load(dwelling.office, await dwelling.case(number), ANA)
    assert draft.owner is OwnerRoute.TELL
    assert {element.value for element in draft.found} == set(TICKED)


async def test_a_submission_waits_for_the_changes_before_it(dwelling: House) -> None:
    """However slowly the changes of a form are kept, what was submitted after them stands."""
    number = await dwelling.verified()
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")
    async with dwelling.side.edge.turn(ANA):
        await hand.fill(None, {"found:v1": TICKED, "owner:v1": "moot"})
        await hand.fill(None, {"owner:v1": "tell"})
        submitted = asyncio.create_task(hand.submit())
        await asyncio.sleep(0.1)
        assert not submitted.done()
    await submitted
    await fill_scope(hand)
    await fill_file(hand)
    assert await owner_answers(dwelling, number) == ["tell"]
