"""`confirm CASE`: what a status page proposed, once somebody has called."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import ProposeChange
from bot.domain.request import Category
from bot.domain.roster import REQUESTER
from handlers.blocks.card import card
from tests import factories as make
from tests.factories import ANA, DEE, EVE
from tests.handlers.house import House
from tests.handlers.test_slack_words import say

SENTENCE = "Change proposed by the agency: confirm by call-back, then /edr confirm."
WIDER = make.request(
    zone="America/Los_Angeles",
    data_sought=(make.sought(categories=(Category.VIDEO, Category.AUDIO)),),
)


async def proposed(dwelling: House, *, withdraw: bool = False) -> str:
    """A case whose page proposed a change."""
    number = await dwelling.received()
    command = ProposeChange(
        base=1,
        request=None if withdraw else WIDER,
        mark=None if withdraw else "m2",
        changed=("data_sought",),
        why="<!channel> he is home",
    )
    assert (await dwelling.do(number, command, REQUESTER)).refused is None
    return number


async def test_the_card_says_that_something_waits(dwelling: House) -> None:
    """One sentence, and nothing of what was proposed."""
    number = await proposed(dwelling)
    drawn = str(card(await dwelling.opened(number)))
    assert SENTENCE in drawn
    assert "he is home" not in drawn


async def test_a_change_is_confirmed_after_a_call(dwelling: House) -> None:
    """Before the call the form stays open with the refusal; after it the change is a version."""
    number = await proposed(dwelling)
    hand = dwelling.hand(ANA)
    await hand.command("/edr", f"confirm {number}")
    await hand.view("confirm.file")
    assert "not called back since" in str(hand.current_view().blocks)
    await hand.fill(None, {"said": "confirm"})
    answer = await hand.submit()
    assert "No call-back has passed" in answer.text
    dwelling.clock.advance(60)
    code = (await dwelling.opened(number)).opened.code
    await dwelling.do(number, make.call(code=code), EVE)
    await hand.submit()
    assert (await dwelling.case(number)).version == 2
    confirmed = await dwelling.happened(number, ev.ChangeConfirmed)
    assert [entry.actor for entry in confirmed] == [ANA]


async def test_a_change_is_dropped_with_a_reason(dwelling: House) -> None:
    """Without a reason the form stays open; the case goes on as it was."""
    number = await proposed(dwelling, withdraw=True)
    hand = dwelling.hand(DEE)
    await hand.command("/edr", f"confirm {number}")
    await hand.view("confirm.file")
    await hand.fill(None, {"said": "refuse"})
    assert "Say in a sentence" in (await hand.submit()).text
    await hand.fill(None, {"why": "They never heard of it."})
    await hand.submit()
    case = await dwelling.case(number)
    assert (case.state, case.open_changes) == (State.RECEIVED, ())


async def test_where_nothing_waits_the_word_says_so(dwelling: House) -> None:
    """No form opens on a case that nobody wants changed."""
    number = await dwelling.received()
    assert "A change that still waits was expected." in await say(
        dwelling, ANA, f"confirm {number}"
    )
