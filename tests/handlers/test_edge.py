"""Who is let in at the edge, and what somebody is told when we are slow or broken."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain import events as ev
from bot.domain.roster import SYSTEM
from bot.practice.hand_on_views import Hand
from bot.workflow.folds import happened
from bot.workflow.outside import write_refusals
from handlers.press import press_id, team_of
from tests.factories import ANA, MINUTE
from tests.handlers.house import REVIEW, House
from tests.handlers.review.filling import WHY, fill_scope, fill_test

FAR = "U09FAR"
ZED = "U01ZED"


async def turned_away(house: House) -> dict[str, int]:
    """Refusals of people without a case, by reason, as the record has them a minute later."""
    house.clock.advance(MINUTE)
    await write_refusals(house.office)
    rows = await house.database.read(lambda db: list(db.record.stream()))
    events = [happened(row).event for row in rows if row.case is None]
    return {e.reason: e.count for e in events if isinstance(e, ev.TrafficRefused)}


@asynccontextmanager
async def busy(house: House) -> AsyncIterator[None]:
    """The database's only writer is held up, so that every transaction waits."""
    held, go = threading.Event(), threading.Event()

    def hold(_: object) -> None:
        held.set()
        go.wait(5)

    holding = house.database.tx(hold)
    waiting = house.side.edge.spawn(holding, "hold")
    while not held.is_set():
        await house.slack.hand("U01ANA").until(held.is_set)
    try:
        yield
    finally:
        go.set()
        await waiting


async def ready_to_file(house: House) -> Hand:
    """Ana's third step, filled in."""
    hand = house.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await fill_test(hand)
    await fill_scope(hand)
    await hand.view("review.file")
    await hand.fill(None, {"decision:v1": "approve", "why:v1": WHY, "attest:v1": ["yes"]})
    return hand


async def test_somebody_not_on_the_roster(dwelling: House) -> None:
    """A colleague who is not on the roster is refused privately and counted on the record."""
    number = await dwelling.received()
    zed = dwelling.slack.hand(ZED)
    assert (await zed.press(REVIEW, "review.open")).ok
    await dwelling.settle()
    assert [m.seen_by for m in zed.ephemerals(REVIEW)] == [ZED]
    assert "roster" in zed.ephemerals(REVIEW)[0].text
    assert await dwelling.happened(number, ev.CaseViewed) == []
    assert await turned_away(dwelling) == {"not_on_roster": 1}


async def test_foreign_team_in_a_shared_channel(dwelling: House) -> None:
    """Somebody of another team is refused though the payload names our team, and is counted."""
    number = await dwelling.received()
    far = dwelling.slack.hand(FAR)
    await far.press(REVIEW, "review.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(FAR) == []
    assert await dwelling.happened(number, ev.CaseViewed) == []
    assert await turned_away(dwelling) == {"foreign_team": 1}


async def test_foreign_command(dwelling: House) -> None:
    """A command typed in another team is answered privately, and nothing else comes of it."""
    far = dwelling.slack.hand(FAR)
    await far.command("/edr", "queue", REVIEW)
    assert [m.seen_by for m in far.ephemerals()] == [FAR]
    assert "another workspace" in far.ephemerals()[0].text
    assert await turned_away(dwelling) == {"foreign_team": 1}


async def test_our_user_id_under_a_foreign_team(dwelling: House) -> None:
    """An account is a team and an id: our id under another team is nobody."""
    await dwelling.received()
    forged = {"user": {"id": "U01ANA", "team_id": "T09OTHER", "username": "ana", "name": "ana"}}
    await dwelling.hand(ANA).press(REVIEW, "review.open", forge=forged)
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack("U01ANA") == []
    assert await turned_away(dwelling) == {"foreign_team": 1}


async def test_slow_database_says_still_recording(dwelling: House) -> None:
    """A transaction that outlives the answer is never called failed, and ends visibly."""
    number = await dwelling.verified()
    hand = await ready_to_file(dwelling)
    await dwelling.settle()
    dwelling.side.edge.answer_within = 0.02
    async with busy(dwelling):
        answer = await hand.submit()
        assert "still recording" in answer.text.lower()
        assert "not done" not in answer.text.lower()
    await hand.view("review.filed")
    history = (await dwelling.opened(number, ANA)).history
    assert [h.actor for h in history if isinstance(h.event, ev.DeterminationFiled)] == [ANA]


async def test_slow_word_is_answered_later(dwelling: House) -> None:
    """A word that takes long is acknowledged, and its answer follows privately."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    dwelling.side.edge.answer_within = 0.02
    async with busy(dwelling):
        await ana.command("/edr", "show 1", REVIEW)
        assert "follows here" in ana.ephemerals(REVIEW)[-1].text
    await ana.until(lambda: number in ana.ephemerals(REVIEW)[-1].text)


async def test_broken_listener_looks_neither_done_nor_refused(dwelling: House) -> None:
    """A failure of ours answers a form with a view that says that it is not certain."""
    await dwelling.verified()
    hand = await ready_to_file(dwelling)
    broken = {"private_metadata": "{}"}
    view = dwelling.slack.workspace.view_json(hand.current_view()) | broken
    delivery = dwelling.slack.payloads.submission(hand.person, hand.current_view())
    delivery.payload["view"] = view
    answer = await dwelling.slack.post.bring(delivery)
    assert answer.status == 200
    assert "cannot say from here whether it was recorded" in answer.text


async def test_slack_slow_to_answer_about_people(dwelling: House) -> None:
    """When Slack limits us on people, a press is refused with that reason and nothing is filed."""
    number = await dwelling.verified()
    hand = await ready_to_file(dwelling)
    dwelling.side.standings.forget("U01ANA")
    dwelling.slack.workspace.faults.add("users.info", "rate_limited", seconds=30)
    answer = await hand.submit()
    assert answer.body["response_action"] == "errors"
    assert "Slack did not confirm that" in answer.text
    assert await dwelling.happened(number, ev.DeterminationFiled) == []


async def test_work_in_hand_is_finished_at_the_end(dwelling: House) -> None:
    """Stopping waits for what was begun beside an answer."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    await ana.press(REVIEW, "review.open")
    await dwelling.side.edge.settle()
    viewed = await dwelling.happened(number, ev.CaseViewed)
    assert [(v.actor, v.event.surface) for v in viewed] == [(ANA, "review")]
    assert SYSTEM not in {v.actor for v in viewed}


def test_ids_of_presses() -> None:
    """A double press has one id; another person, action, view state or moment has its own."""
    action = {"action_ts": "1.2", "action_id": "review.open"}
    press = {"type": "block_actions", "user": {"id": "U1"}, "actions": [action]}
    view = {"id": "V1", "hash": "h", "state": {"values": {"a": 1}}}
    form = {"type": "view_submission", "user": {"id": "U1"}, "view": view}
    others = [
        press | {"user": {"id": "U2"}},
        press | {"actions": [action | {"action_ts": "1.3"}]},
        press | {"actions": [action | {"action_id": "ask.open"}]},
        form,
        form | {"view": view | {"hash": "i"}},
        form | {"view": view | {"state": {"values": {"a": 2}}}},
        {"command": "/edr", "trigger_id": "t1"},
        {"command": "/edr", "trigger_id": "t2"},
    ]
    ids = [press_id(one) for one in (press, *others)]
    assert press_id(dict(press)) == ids[0]
    assert len(set(ids)) == len(ids)


def test_team_is_the_pressers_own() -> None:
    """The presser's own team counts before the payload's; a command names it at the top."""
    assert team_of({"user": {"id": "U", "team_id": "T2"}, "team": {"id": "T1"}}) == "T2"
    assert team_of({"user": {"id": "U"}, "team": {"id": "T1"}}) == "T1"
    assert team_of({"team_id": "T3", "user_id": "U"}) == "T3"
    assert team_of({"user": {"id": "U"}, "team": None}) == ""


async def test_slow_slack_does_not_hold_the_answer(dwelling: House) -> None:
    """A press is acknowledged before Slack has shown the form, however slow it is."""
    await dwelling.received()
    ana = dwelling.hand(ANA)
    dwelling.slack.workspace.faults.add("views.open", "slow", seconds=0.2)
    answer = await ana.press(REVIEW, "review.open")
    assert answer.ok
    assert answer.seconds < 0.2
    await ana.view("review.test")


async def test_press_brought_twice_opens_one_form(dwelling: House) -> None:
    """A press delivered twice at once is one look at the case, one form, and no complaint."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    dwelling.slack.workspace.faults.add("deliver:block_actions", "duplicate")
    await ana.press(REVIEW, "review.open")
    await ana.view("review.test")
    await dwelling.settle()
    assert len(dwelling.slack.workspace.views.stack(ana.user_id)) == 1
    assert ana.ephemerals() == []
    assert len(await dwelling.happened(number, ev.CaseViewed)) == 1


async def test_word_brought_twice_opens_one_form(dwelling: House) -> None:
    """A word delivered twice opens its form once, without offering it again."""
    ana = dwelling.hand(ANA)
    dwelling.slack.workspace.faults.add("deliver:slash_commands", "duplicate")
    await ana.command("/edr", "new", REVIEW)
    await ana.view("new.who")
    await dwelling.settle()
    assert ana.ephemerals() == []


async def test_form_of_an_older_version(dwelling: House) -> None:
    """A form that nothing answers any more is not closed as if it had been done."""
    view = {
        "type": "modal",
        "callback_id": "gone.file",
        "title": {"type": "plain_text", "text": "Gone"},
        "submit": {"type": "plain_text", "text": "File"},
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Gone"}}],
    }
    dwelling.slack.workspace.views.open("U01ANA", view)
    answer = await dwelling.hand(ANA).submit()
    assert "nothing was done" in answer.text
