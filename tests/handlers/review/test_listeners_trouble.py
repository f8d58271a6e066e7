"""Review under trouble: pressed twice, at once, by the wrong people, late, and on what changed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.practice.hand_on_views import Hand
from handlers.review import drafts
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.review.filling import WHY, fill_file, fill_scope, fill_test


async def up_to_file(house: House, who: str, window: str = "asked") -> Hand:
    """Go to step 3 and fill it in, without filing."""
    hand = house.hand(who)
    await hand.press(REVIEW, "review.open")
    await fill_test(hand)
    await fill_scope(hand, window=window)
    await hand.view("review.file")
    values = {"decision:v1": "approve", "why:v1": WHY, "attest:v1": ["yes"]}
    await hand.fill(None, values)
    return hand


async def filed(house: House, number: str, reader: str = DEE) -> list[str]:
    """Who filed, as `reader` may know it once both are in."""
    history = (await house.opened(number, reader)).history
    return [h.actor for h in history if isinstance(h.event, ev.DeterminationFiled)]


async def refusals(house: House, number: str) -> list[tuple[str, str]]:
    """Who was refused, and why, as the record has it."""
    entries = await house.happened(number, ev.CommandRefused)
    return [(e.actor, e.event.reason) for e in entries]


async def test_submitted_twice_counts_once(dwelling: House) -> None:
    """The same submission sent again is answered as filed, and one determination is kept."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    first = await hand.submit()
    again = await hand.replay(first)
    assert first.body["view"]["callback_id"] == "review.filed"
    assert again.body["view"]["callback_id"] == "review.filed"
    assert await filed(dwelling, number, ANA) == [ANA]
    assert await refusals(dwelling, number) == []


async def test_two_thumbs_at_once(dwelling: House) -> None:
    """Two deliveries of one submission at the same moment settle once, both answered as filed."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    dwelling.slack.workspace.faults.add("deliver:view_submission", "duplicate")
    answer = await hand.submit()
    await dwelling.settle()
    assert answer.body["view"]["callback_id"] == "review.filed"
    assert await filed(dwelling, number, ANA) == [ANA]
    assert await refusals(dwelling, number) == []


async def test_two_second_determinations_at_once(dwelling: House) -> None:
    """Two people file the second determination at once: one approves, the other is told."""
    number = await dwelling.verified()
    await (await up_to_file(dwelling, ANA)).submit()
    ben, cyd = await up_to_file(dwelling, BEN), await up_to_file(dwelling, CYD)
    answers = await asyncio.gather(ben.submit(), cyd.submit())
    assert all(a.ok for a in answers)
    case = await dwelling.case(number)
    assert case.state is State.APPROVED
    assert case.approval is not None
    assert set(case.approval.pair) in ({ANA, BEN}, {ANA, CYD})
    assert len(await filed(dwelling, number)) == 2
    assert len(await refusals(dwelling, number)) == 1


async def test_custodian_is_refused_privately(dwelling: House) -> None:
    """Somebody without the role gets no form but a private reason, and the refusal is recorded."""
    number = await dwelling.verified()
    dee = dwelling.hand(DEE)
    assert (await dee.press(REVIEW, "review.open")).ok
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(dee.user_id) == []
    assert [m.seen_by for m in dee.ephemerals(REVIEW)] == [dee.user_id]
    assert "do not have the role" in dee.ephemerals(REVIEW)[0].text
    assert await refusals(dwelling, number) == [(DEE, Refusal.WRONG_ROLE)]
    assert await dwelling.happened(number, ev.CaseViewed) == []


async def test_deactivated_before_filing(dwelling: House) -> None:
    """An account that was switched off while the form was open files nothing."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    dwelling.slack.workspace.people.change(hand.user_id, is_restricted=True)
    dwelling.side.standings.forget(hand.user_id)
    answer = await hand.submit()
    assert answer.body["response_action"] == "errors"
    assert await filed(dwelling, number, ANA) == []
    assert await refusals(dwelling, number) == [(ANA, Refusal.BAD_STANDING)]


async def test_first_reviewer_deactivated_before_the_second_files(dwelling: House) -> None:
    """The first determination is void when its author lost the account: no approval comes of it."""
    number = await dwelling.verified()
    await (await up_to_file(dwelling, ANA)).submit()
    ben = await up_to_file(dwelling, BEN)
    await dwelling.slack.change_person("U01ANA", deleted=True)
    await dwelling.settle()
    await ben.submit()
    case = await dwelling.case(number)
    assert case.state is not State.APPROVED
    voided = await dwelling.happened(number, ev.DeterminationVoided)
    assert [(v.event.person, v.event.why) for v in voided] == [(ANA, "deleted")]


async def test_slack_silent_about_the_first_reviewer(dwelling: House) -> None:
    """Silence of Slack about a colleague refuses the press, and undoes nothing of theirs."""
    number = await dwelling.verified()
    await (await up_to_file(dwelling, ANA)).submit()
    ben = await up_to_file(dwelling, BEN)
    dwelling.side.standings.forget("U01ANA")
    silent = {"user": "U01ANA"}
    dwelling.slack.workspace.faults.add("users.info", "http_500", times=9, match=silent)
    answer = await ben.submit()
    assert answer.body["response_action"] == "errors"
    assert await dwelling.happened(number, ev.DeterminationVoided) == []
    dwelling.slack.workspace.faults.clear()
    again = await ben.submit()
    assert again.body["view"]["callback_id"] == "review.filed"
    assert (await dwelling.case(number)).state is State.APPROVED


async def test_request_changed_meanwhile(dwelling: House) -> None:
    """A form on an old version files nothing: it says what changed, and keeps the text."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    case = await dwelling.case(number)
    wanted = make.request(data_sought=(replace(make.sought(), end=make.AT),))
    amended = make.cm.AmendRequest(base=1, request=wanted, mark="m2", changed=("data_sought",))
    assert (await dwelling.do(number, amended, EVE)).refused is None
    answer = await hand.submit()
    assert answer.body["view"]["callback_id"] == "review.changed"
    assert await filed(dwelling, number, ANA) == []
    assert case.version == 1
    await hand.close(everything=True)
    await dwelling.post_card(number)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")
    assert not hand.seen()["found:v2"]
    await fill_test(hand, version=2)
    await fill_scope(hand, version=2)
    await hand.view("review.file")
    assert hand.seen()["why:v2"] == WHY


async def test_call_back_meanwhile(dwelling: House) -> None:
    """Verification that changed under the form stops the filing, and keeps every tick."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    code = (await dwelling.opened(number)).opened.code
    await dwelling.do(number, make.call(code=code), BEN)
    answer = await hand.submit()
    assert answer.body["view"]["callback_id"] == "review.changed"
    assert await refusals(dwelling, number) == [(ANA, Refusal.PACKAGE_CHANGED)]
    await hand.close(everything=True)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")
    assert "E3" in hand.seen()["found:v1"]


async def test_expired_trigger_offers_a_button(dwelling: House) -> None:
    """A form that comes too late is offered again by a private button that works."""
    await dwelling.verified()
    ana = dwelling.hand(ANA)
    dwelling.slack.workspace.faults.add("views.open", "error", code="expired_trigger_id")
    await ana.press(REVIEW, "review.open")
    offered = await ana.until(lambda: ana.ephemerals(REVIEW))
    await ana.press(offered[-1], "review.open")
    await ana.view("review.test")


async def test_late_after_the_hard_stop(dwelling: House) -> None:
    """After eight hours a filing meets a lapsed case, though no timer ran."""
    number = await dwelling.verified()
    hand = await up_to_file(dwelling, ANA)
    dwelling.clock.advance(timedelta(hours=8))
    answer = await hand.submit()
    assert answer.body["response_action"] == "errors"
    assert (await dwelling.case(number)).state is State.LAPSED
    assert await refusals(dwelling, number) == [(ANA, Refusal.TOO_LATE)]


async def test_saved_and_closed(dwelling: House) -> None:
    """What was ticked stands there again after Save and Close, on Back and anew."""
    await dwelling.verified()
    ana = dwelling.hand(ANA)
    await ana.press(REVIEW, "review.open")
    await ana.view("review.test")
    await ana.fill(None, {"found:v1": ["E3", "E5"], "not:v1": ["E9:no"]})
    await ana.close()
    await dwelling.settle()
    await ana.press(REVIEW, "review.open")
    await ana.view("review.test")
    seen = ana.seen()
    assert (set(seen["found:v1"]), seen["not:v1"]) == ({"E3", "E5"}, ["E9:no"])


async def test_refusing_needs_no_scope(dwelling: House) -> None:
    """With a no in E3 there is nothing to allow: step 2 is left out, and a refusal is filed."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    await ana.press(REVIEW, "review.open")
    await ana.view("review.test")
    await ana.fill(None, {"not:v1": ["E3:no"], "owner:v1": "moot"})
    await ana.submit()
    await fill_file(ana, decision=Reason.NOT_EMERGENCY.value)
    await ana.view("review.filed")
    assert await filed(dwelling, number, ANA) == [ANA]


async def test_second_reviewer_sees_nothing_of_the_first(dwelling: House) -> None:
    """The second reviewer's form is empty, and is the one that the first had."""
    await dwelling.verified()
    ana, ben = dwelling.hand(ANA), dwelling.hand(BEN)
    await ana.press(REVIEW, "review.open")
    before = (await ana.view("review.test")).blocks[-3:]
    await ana.close()
    await (await up_to_file(dwelling, ANA)).submit()
    await ben.press(REVIEW, "review.open")
    view = await ben.view("review.test")
    assert view.blocks[-3:] == before
    assert all(not shown for shown in ben.seen().values())


async def test_drafts_follow_the_order_of_typing(dwelling: House) -> None:
    """What was typed last is what the draft holds, though each letter came by itself."""
    number = await dwelling.verified()
    hand = dwelling.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await fill_test(hand)
    await fill_scope(hand)
    await hand.view("review.file")
    for end in range(1, len(WHY) + 1, 7):
        await hand.fill(None, {"why:v1": WHY[:end]})
    await hand.fill(None, {"why:v1": WHY})
    await dwelling.settle()
    case = await dwelling.case(number)
    assert (await drafts.load(dwelling.office, case, ANA)).why == WHY
