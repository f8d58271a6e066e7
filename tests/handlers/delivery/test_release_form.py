"""The release form in Slack: the way to the page, how a waiting link stands, taking it back."""

import re

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.delivery import TRIES, TypeCode
from bot.domain.roster import REQUESTER
from tests.factories import DEE
from tests.handlers.delivery.given import delivering
from tests.handlers.house import REVIEW, House


async def test_the_form_leads_to_the_page(dwelling: House) -> None:
    """The link is the custodian's own, and lasts as long as any desk link."""
    async with delivering(dwelling) as pages:
        await dwelling.post_card(pages.number)
        dee = dwelling.hand(DEE)
        await dee.press(REVIEW, "release.open")
        shown = str((await dee.view("release.check")).blocks)
        found = re.search(r"https://edr\.example\.com(/desk/[\w-]+/delivery)\|", shown)
        assert found is not None
        pages.desk.path = found[1]
        assert (await pages.desk.get())[0] == 200


async def test_a_waiting_link_is_shown_and_taken_back(dwelling: House) -> None:
    """The form says that nobody opened it and that it is locked; "not" takes the files back."""
    async with delivering(dwelling) as pages:
        await pages.upload(b"a clip")
        await pages.offer()
        wrong = TypeCode(number=1, mark="wrong", session="s")
        for _ in range(TRIES):
            await dwelling.do(pages.number, wrong, REQUESTER)
        await dwelling.post_card(pages.number)
        dee = dwelling.hand(DEE)
        await dee.press(REVIEW, "release.open")
        shown = str((await dee.view("release.confirm")).blocks)
        assert "Nobody has opened the link yet" in shown
        assert "too many wrong ones" in shown
        await dee.fill(None, {"done": "not"})
        assert "taken back" in (await dee.submit()).text
        officer = pages.officer()
        assert (await officer.get())[0] == 404
    (back,) = await dwelling.happened(pages.number, ev.ClearanceTakenBack)
    assert back.event.why == "not_handed_over"
    assert (await dwelling.case(pages.number)).state is State.APPROVED
