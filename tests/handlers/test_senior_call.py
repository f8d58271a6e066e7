"""The senior's call in Slack: who is called to it, on the card, in the lists, and recorded."""

from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Answer, Reason
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import CLOCK
from bot.workflow.ports import Done
from bot.workflow.queries import open_cases, overdue
from bot.workflow.rows import LeasedTask
from bot.workflow.sweep import sweep
from bot.workflow.watch import count_overdue
from handlers.blocks.card import card
from handlers.blocks.home import home
from handlers.blocks.queue import waits_for
from handlers.board import Board
from tests import factories as make
from tests.factories import ANA, BEN, SAM
from tests.handlers.house import ESCALATION, REVIEW, House


async def refused(house: House) -> str:
    """A case that two people refused as too broad."""
    number = await house.received()
    for who in (ANA, BEN):
        form = make.determination(await house.case(number), refuse=Reason.OVERBROAD, E2=Answer.NO)
        assert (await house.do(number, form, who)).refused is None
    assert (await house.case(number)).state is State.REFUSED
    await house.post_card(number)
    return number


def called(number: str, role: str, person: str = SAM) -> LeasedTask:
    """The task that pages somebody."""
    return LeasedTask(
        id=1, key=f"page:{number}:{role}:{person}", port="page", case=number, due_at=make.AT,
        ids={"person": person, "role": role, "why": "refused"}, attempts=1, token=1,
    )  # fmt: skip


async def test_a_senior_records_the_call(dwelling: House) -> None:
    """From the card's button to the record: which number, whom, and the words sealed."""
    number = await refused(dwelling)
    assert "on a number of the directory" in str(card(await dwelling.opened(number)))
    sam = dwelling.hand(SAM)
    await sam.press(REVIEW, "senior_call.open")
    form = await sam.view("senior_call.file")
    assert "+1 555 010 4417" not in str(form.blocks)
    await sam.fill(None, {"number:v1": "n2", "reached:v1": "dispatch"})
    assert (await sam.submit()).body["response_action"] == "errors"
    await sam.fill(None, {"said:v1": "Ask for ten minutes, not for a week."})
    assert "no more is owed" in (await sam.submit()).text
    (recorded,) = await dwelling.happened(number, ev.SeniorCallRecorded)
    assert (recorded.event.number, recorded.actor) == ("n2", SAM)
    assert owed_call(await dwelling.case(number)) is None
    body = (await dwelling.database.read(lambda db: db.record.of_case(number)))[-1].body
    assert b"ten minutes" not in body
    assert "senior_call.open" not in str(card(await dwelling.opened(number)))


async def test_the_word_opens_it_and_nobody_answering_leaves_it_owed(dwelling: House) -> None:
    """`/edr cure` is the button's twin; a call into the void is on the record."""
    number = await refused(dwelling)
    sam = dwelling.hand(SAM)
    await sam.command("/edr", "cure 1", REVIEW)
    await sam.view("senior_call.file")
    await sam.fill(None, {"number:v1": "n1", "reached:v1": "nobody"})
    assert "called again" in (await sam.submit()).text
    call = owed_call(await dwelling.case(number))
    assert call is not None
    assert call.tries == 1


async def test_only_seniors_get_the_form(dwelling: House) -> None:
    """A reviewer who presses the button is told who may."""
    await refused(dwelling)
    ana = dwelling.hand(ANA)
    await ana.press(REVIEW, "senior_call.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(ana.user_id) == []


async def test_an_ended_case_still_calls_its_seniors(dwelling: House) -> None:
    """A page for the call goes out after the end; any other page does not."""
    number = await refused(dwelling)
    board = Board(
        office=dwelling.office,
        api=dwelling.side.api,
        review_channel=REVIEW,
        escalation_channel=ESCALATION,
    )
    sam = dwelling.hand(SAM)
    page = board.ports()["page"]
    assert await page.deliver(called(number, "senior")) == Done()
    assert sam.dms() == []
    await page.deliver(called(number, "senior_call"))
    (message,) = sam.dms()
    assert "please call the agency and say what would cure it" in message.text
    assert "senior_call.open" in str(message.blocks)


async def test_an_owed_call_is_in_every_list_and_in_the_alarm(dwelling: House) -> None:
    """An ended case stays in the queue and in App Home until somebody has called."""
    number = await refused(dwelling)
    (row,) = await open_cases(dwelling.office)
    assert (row.case.number, row.deadline is not None) == (number, True)
    assert waits_for(row.case, SAM)
    assert not waits_for(row.case, ANA)
    view = home([row], SAM, dwelling.clock.law(), make.ROSTER)
    assert "Yours (1)" in str(view)
    dwelling.clock.advance(timedelta(minutes=11))
    await sweep(dwelling.office, dwelling.clock.law())
    assert await overdue(dwelling.office, dwelling.clock.law()) == [(number, CLOCK)]
    assert (await count_overdue(dwelling.office))["clock.senior_call"] == 1
