"""From the approval to the hand-over and the safety question, in Slack."""

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.safety import cleared_safe
from bot.practice.hand_on_views import Hand
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import REVIEW, House

LINE = f"1 18:00:00 18:30:00 48211034 {'9' * 64} front-door.mp4"


async def approved(house: House) -> str:
    """A case that two people approved, with its card as it then is."""
    number = await house.verified()
    for who in (ANA, BEN):
        await house.do(number, make.determination(await house.case(number)), who)
    assert (await house.case(number)).state is State.APPROVED
    await house.post_card(number)
    return number


async def owner_recorded(house: House) -> None:
    """Dee records the one account holder of the one device."""
    dee = house.hand(DEE)
    await dee.command("/edr", "owners 1", REVIEW)
    await dee.view("owners.file")
    values = {"stored": "yes", "name": "Jo Doe", "email": "jo@mail.example", "role": "primary"}
    await dee.fill(None, values | {"more": "all"})
    assert "every device are recorded" in (await dee.submit()).text
    await dee.close(everything=True)


async def check_form(house: House, **changes: object) -> Hand:
    """Dee's list of items, filled in."""
    dee = house.hand(DEE)
    await dee.press(REVIEW, "release.open")
    await dee.view("release.check")
    values = {"ongoing": "yes", "confirmed": "called the duty desk", "recipient": "officer"}
    values |= {"transport": "portal", "items": LINE, "all": "all"}
    await dee.fill(None, values | changes)
    return dee


async def released(house: House) -> str:
    """A case whose data was handed over."""
    number = await approved(house)
    await owner_recorded(house)
    dee = await check_form(house)
    await dee.submit()
    await dee.view("release.confirm")
    await dee.fill(None, {"done": "done", "receipt": "portal 8841"})
    await dee.submit()
    return number


async def test_release_in_two_steps(dwelling: House) -> None:
    """Items are cleared on the record, then handed over, and the owner's notice is owed."""
    number = await released(dwelling)
    case = await dwelling.case(number)
    assert case.state is State.RELEASED
    assert [n.owner for n in case.notices] == ["O1"]
    assert len(await dwelling.happened(number, ev.ReleaseCleared)) == 1


async def test_cleared_twice_is_once(dwelling: House) -> None:
    """The same list sent twice clears once, and both answers lead on to the hand-over."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling)
    first = await dee.submit()
    again = await dee.replay(first)
    assert {a.body["view"]["callback_id"] for a in (first, again)} == {"release.confirm"}
    assert len(await dwelling.happened(number, ev.ReleaseCleared)) == 1


async def test_items_in_several_goes(dwelling: House) -> None:
    """Items listed with more to follow are kept, and cleared together with the last ones."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling, items=LINE.replace("18:30:00", "18:10:00"), all="more")
    assert "1 item listed so far" in (await dee.submit()).text
    later = LINE.replace("18:00:00", "18:10:00").replace("front", "back")
    await dee.fill(None, {"items": later, "all": "all"})
    await dee.submit()
    await dee.view("release.confirm")
    cleared = await dwelling.happened(number, ev.ReleaseCleared)
    assert [len(c.event.items) for c in cleared] == [2]


async def test_a_wrong_item_can_be_forgotten(dwelling: House) -> None:
    """What is listed so far stands in the form; starting again forgets all of it."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    wrong = LINE.replace("front-door", "neighbours-bedroom")
    dee = await check_form(dwelling, items=wrong, all="more")
    await dee.submit()
    view = dee.current_view()
    assert "neighbours-bedroom.mp4" in str(view.blocks)
    assert dee.seen(view)["items:1:v1"] is None
    await dee.fill(None, {"items": wrong, "all": "again"})
    await dee.submit()
    assert "neighbours-bedroom.mp4" not in str(dee.current_view().blocks)
    await dee.fill(None, {"items": LINE, "all": "all"})
    await dee.submit()
    (cleared,) = await dwelling.happened(number, ev.ReleaseCleared)
    assert [item.name for item in cleared.event.items] == ["front-door.mp4"]


async def test_item_outside_the_scope(dwelling: House) -> None:
    """An item that reaches past what was allowed is refused beside its line."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling, items=LINE.replace("18:30:00", "18:31:00"))
    assert (await dee.submit()).body["response_action"] == "errors"
    assert (await dwelling.case(number)).clearance is None


async def test_owners_come_first(dwelling: House) -> None:
    """Before the account holders are known the form asks for them, and takes no items."""
    await approved(dwelling)
    dee = dwelling.hand(DEE)
    await dee.press(REVIEW, "release.open")
    view = await dee.view("release.check")
    assert "record the account holders" in str(view.blocks)
    assert view.content.get("submit") is None


async def test_reviewer_lost_the_account(dwelling: House) -> None:
    """A reviewer who was deactivated after the approval stops the release."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling)
    await dwelling.slack.change_person("U01ANA", deleted=True)
    await dwelling.settle()
    assert "the approval does not hold" in (await dee.submit()).text
    case = await dwelling.case(number)
    assert (case.approval, case.clearance) == (None, None)


async def test_reviewer_cannot_release(dwelling: House) -> None:
    """A reviewer's press on Record Release is refused and recorded."""
    number = await approved(dwelling)
    ana = dwelling.hand(ANA)
    await ana.press(REVIEW, "release.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(ana.user_id) == []
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [(r.actor, r.event.reason) for r in refused] == [(ANA, Refusal.WRONG_ROLE)]


async def test_not_handed_over(dwelling: House) -> None:
    """A clearance whose items stayed is taken back, and no notice is owed."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling)
    await dee.submit()
    await dee.fill(None, {"done": "not"})
    assert "taken back" in (await dee.submit()).text
    case = await dwelling.case(number)
    assert (case.state, case.clearance) == (State.APPROVED, None)


async def test_two_people_find_it_safe(dwelling: House) -> None:
    """Two people answer the safety question, each by a form of their own."""
    number = await released(dwelling)
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "ended 1", REVIEW)
    await eve.view("ended.file")
    await eve.fill(None, {"how": "dispatch rang: the girl is home"})
    assert "on the record" in (await eve.submit()).text
    await dwelling.post_card(number)
    for who in (EVE, BEN):
        hand = dwelling.hand(who)
        await hand.press(REVIEW, "safety.open")
        await hand.view("safety.file")
        await hand.fill(None, {"safe:O1:v1": "safe", "reason:v1": "the owner is a stranger to it"})
        assert "on the record" in (await hand.submit()).text
    assert cleared_safe(await dwelling.case(number), "O1", make.ROSTER)


async def test_ended_before_the_release(dwelling: House) -> None:
    """Whoever hears that it is over releases nothing; the end is what goes on the record."""
    number = await approved(dwelling)
    await owner_recorded(dwelling)
    dee = await check_form(dwelling, ongoing="no")
    assert "hand nothing over" in (await dee.submit()).text
    case = await dwelling.case(number)
    assert (case.state, case.clearance) == (State.EMERGENCY_ENDED, None)
