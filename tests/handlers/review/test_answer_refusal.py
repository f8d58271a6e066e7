"""A senior who overrules a refusal for fraud answers it in writing first."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.events import Escalation
from tests import factories as make
from tests.factories import ANA, BEN, EVE, SAM
from tests.handlers.house import REVIEW, House

ANSWER = "Dispatch confirmed the incident to me; the officer's mailbox is not what we rely on."


async def overruled(house: House) -> str:
    """Ana allows, Ben refuses for fraud, Sam allows; a fresh call-back has passed since."""
    number = await house.verified()
    case = await house.case(number)
    await house.do(number, make.determination(case), ANA)
    await house.do(number, make.determination(case, refuse=Reason.FRAUD), BEN)
    house.clock.advance(60)
    code = (await house.opened(number)).opened.code
    await house.do(number, make.call(code=code), EVE)
    await house.do(number, make.determination(await house.case(number)), SAM)
    assert (await house.case(number)).escalation is Escalation.OVERRULED_FRAUD
    await house.post_card(number)
    return number


async def test_answered_and_approved(dwelling: House) -> None:
    """Review shows the senior the refusal's reasons; the filed answer completes the overruling."""
    number = await overruled(dwelling)
    sam = dwelling.hand(SAM)
    await sam.press(REVIEW, "review.open")
    view = await sam.view("refusal.answer")
    assert make.WHY in str(view.blocks)
    await sam.fill(None, {"text:v1": ANSWER})
    assert "on the record" in (await sam.submit()).text
    assert (await dwelling.case(number)).state is State.APPROVED
    answered = await dwelling.happened(number, ev.RefusalAnswered)
    assert [(a.actor, a.event.text) for a in answered] == [(SAM, ANSWER)]


async def test_nobody_else_is_asked(dwelling: House) -> None:
    """A reviewer who filed gets no such form, but the refusal to file again."""
    number = await overruled(dwelling)
    ben = dwelling.hand(BEN)
    await ben.press(REVIEW, "review.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(ben.user_id) == []
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [(r.actor, r.event.reason) for r in refused] == [(BEN, Refusal.ALREADY_FILED)]


async def test_short_answer_stays_in_the_form(dwelling: House) -> None:
    """A word is no answer."""
    await overruled(dwelling)
    sam = dwelling.hand(SAM)
    await sam.press(REVIEW, "review.open")
    await sam.view("refusal.answer")
    await sam.fill(None, {"text:v1": " " * 30})
    answer = await sam.submit()
    assert list(answer.body["errors"]) == ["text:v1"]
