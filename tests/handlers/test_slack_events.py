"""What the workspace tells us by itself."""

from bot.domain.roster import StandingProblem
from handlers.outside import Permanent
from tests.factories import ANA
from tests.handlers.house import ESCALATION, REVIEW, USERS, House

HER = USERS[ANA]


async def test_home_shows_the_queue(dwelling: House) -> None:
    """Opening the App Home shows the open cases; Show Case there is answered privately."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    assert (await ana.open_home()).ok
    home = await ana.until(ana.home)
    assert number in str(home.blocks)
    await ana.press(home, "case.show")
    shown = await ana.until(lambda: [m for m in ana.dms() if number in m.text])
    assert shown[0].channel == dwelling.slack.workspace.channels.direct([HER]).id


async def test_home_of_a_stranger(dwelling: House) -> None:
    """Somebody who is not on the roster sees no case."""
    number = await dwelling.received()
    zed = dwelling.slack.hand("U01ZED")
    await zed.open_home()
    home = await zed.until(zed.home)
    assert "not on its roster" in str(home.blocks)
    assert number not in str(home.blocks)


async def test_a_change_of_account_is_seen_at_once(dwelling: House) -> None:
    """After user_change the next question about the account is asked anew."""
    before = await dwelling.side.standings.standings_for([ANA])
    assert before[ANA].problem is None
    await dwelling.slack.change_person(HER, deleted=True)
    await dwelling.settle()
    after = await dwelling.side.standings.standings_for([ANA])
    assert after[ANA].problem is StandingProblem.DELETED


async def test_shared_channel_gets_no_more_cards(dwelling: House) -> None:
    """From the moment that our channel is shared outside, nothing is posted to it."""
    number = await dwelling.received()
    await dwelling.slack.share_channel(REVIEW)
    await dwelling.settle()
    posts = len(dwelling.slack.workspace.visible_messages(HER, REVIEW))
    refused = await dwelling.side.api.post(REVIEW, _card_of(dwelling, number), "card:2")
    assert refused == Permanent("channel_shared")
    assert len(dwelling.slack.workspace.visible_messages(HER, REVIEW)) == posts


def _card_of(dwelling: House, number: str) -> dict[str, object]:
    card = next(m for m in dwelling.hand(ANA).messages(REVIEW) if number in m.text)
    return {"text": card.text, "blocks": card.blocks}


async def test_channels_are_looked_at_at_the_start(dwelling: House) -> None:
    """A channel that is shared outside or public is named; the shared one is closed."""
    assert await dwelling.side.look_at_channels() == {}
    dwelling.slack.workspace.channels.any(REVIEW).shared = True
    dwelling.slack.workspace.channels.any(ESCALATION).kind = "public"
    wrong = await dwelling.side.look_at_channels()
    assert wrong == {REVIEW: "shared_outside", ESCALATION: "public"}
    closed = await dwelling.side.api.post(REVIEW, {"text": "x", "blocks": []}, "k")
    assert closed == Permanent("shared_outside")


async def test_repeated_event_is_harmless(dwelling: House) -> None:
    """The same event brought again is acknowledged and changes nothing more."""
    answer = await dwelling.hand(ANA).open_home()
    again = await dwelling.hand(ANA).replay(answer)
    assert (answer.status, again.status) == (200, 200)


async def test_home_of_a_guest(dwelling: House) -> None:
    """Somebody on the roster whose account became a guest's sees no case either."""
    number = await dwelling.received()
    dwelling.slack.workspace.people.change(HER, is_restricted=True)
    ana = dwelling.hand(ANA)
    await ana.open_home()
    home = await ana.until(ana.home)
    assert number not in str(home.blocks)
    assert "full account" in str(home.blocks)
