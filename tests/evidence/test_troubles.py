"""Every trouble of an evidence store: refused on the record, heard of at once, left to a person."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import Fault, ListHandedOver
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.events.authorizing import ManifestRecorded, ManifestRefused
from bot.domain.release import Item
from bot.practice.store_troubles import LIES, REFUSING, Trouble, two_tongued
from tests.evidence.given import AtWork
from tests.factories import BEN, DEE

HOUR = timedelta(hours=1)
FAULTS = {
    "an item outside the window": Fault.OUTSIDE_SCOPE,
    "another category": Fault.OUTSIDE_SCOPE,
    "no hash": Fault.UNREADABLE,
    "another device": Fault.OTHER_DEVICE,
    "another case": Fault.OTHER_CASE,
    "another recipient": Fault.OTHER_RECIPIENT,
    "nothing": Fault.NOTHING_GIVEN,
    "an unknown member": Fault.UNREADABLE,
}


@pytest.mark.parametrize("lie", FAULTS)
async def test_an_answer_that_does_not_fit_counts_for_nothing(work: AtWork, lie: str) -> None:
    """It is refused whole and on the record, the channel and the alarm's mail are told, once."""
    work.store.trouble = LIES[lie]
    await work.authorize()
    await work.deliver(times=2)
    (refused,) = await work.happened(ManifestRefused)
    assert refused.fault is FAULTS[lie]
    case = await work.desk.now()
    assert case.state is State.APPROVED
    assert case.clearance is not None
    assert await work.happened(ev.HandedOver) == []
    assert await work.tasks_of("alarm", "escalate") == 2
    assert len(work.store.asked) == 1


async def test_a_second_answer_with_another_list_is_refused(work: AtWork) -> None:
    """Of two answers the one that came first counts; the other is refused and heard of."""
    work.store.trouble = two_tongued()
    await work.authorize()
    task = await work.leased()
    slow = asyncio.create_task(work.port.deliver(task))
    await work.until(lambda: len(work.store.asked) == 1)
    await work.port.deliver(task)
    assert (await work.desk.now()).state is State.RELEASED
    assert work.store.trouble.slow is not None
    work.store.trouble.slow.set()
    await slow
    assert [r.fault for r in await work.happened(ManifestRefused)] == [Fault.ANOTHER_MANIFEST]
    assert [i.sha256 for i in (await work.desk.seen_by(DEE)).items] == ["f" * 64]
    assert await work.tasks_of("alarm") == 1


async def test_a_refusal_of_the_store_is_for_a_person(work: AtWork) -> None:
    """Nothing is tried again that was refused for good."""
    work.store.trouble = REFUSING
    await work.authorize()
    await work.deliver(times=3)
    assert [r.fault for r in await work.happened(ManifestRefused)] == [Fault.REFUSED]
    assert len(work.store.asked) == 1


async def test_silence_calls_people_at_the_hand_over_s_clock(work: AtWork) -> None:
    """A store that stays down is asked again and again; after 15 and 25 minutes people are told."""
    work.store.trouble = Trouble("down", down_for=99)
    await work.authorize()
    for _ in range(13):
        await work.deliver()
        await work.desk.wait(0)
    stages = [c.stage for c in await work.happened(ev.ClockReached) if c.clock == "handover"]
    assert {ev.Stage.MISSED, ev.Stage.SENIOR} <= set(stages)
    assert len(work.store.asked) > 5
    assert (await work.desk.now()).state is State.APPROVED


async def test_nobody_says_that_nothing_left_while_the_store_may_still_act(work: AtWork) -> None:
    """It can be taken back once the authorization is dead, and then the notice is lifted."""
    work.store.trouble = REFUSING
    await work.authorize()
    await work.deliver()
    outcome = await work.desk.do(cm.ConfirmHandover(done=False), DEE)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.AUTHORIZATION_LIVE
    outcome = await work.desk.do(cm.ConfirmHandover(done=True), DEE)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.MANIFEST_MISSING
    outcome = await work.desk.do(cm.ConfirmHandover(done=False), DEE, 33)
    assert outcome.refused is None
    case = await work.desk.now()
    assert (case.clearance, [n.open for n in case.notices]) == (None, [False])


async def test_a_person_lists_what_left_when_the_store_cannot(work: AtWork) -> None:
    """The items are held against the authorization as the store's would be."""
    work.store.trouble = REFUSING
    await work.authorize()
    await work.deliver()
    found = (await work.desk.now()).store.authorization
    assert found is not None
    window = found.scope[0]
    item = Item(line=1, window=window, size=9, sha256="b" * 64, name="clip.mp4")
    wide = Item(
        line=1,
        window=type(window)(
            alias="D1", category=window.category, start=window.start, end=window.end + HOUR
        ),
        size=9,
        sha256="b" * 64,
    )
    refused = await work.desk.do(listing(wide), DEE)
    assert refused.refused is not None
    assert refused.refused.reason is Refusal.ITEM_OUTSIDE_SCOPE
    assert (await work.desk.do(listing(item), DEE)).refused is None
    (manifest,) = await work.happened(ManifestRecorded)
    assert (manifest.by_hand, manifest.beyond) == (True, False)
    assert (await work.desk.now()).state is State.RELEASED


async def test_more_than_allowed_can_be_recorded_as_what_it_was(work: AtWork) -> None:
    """Where the store did hand over too much, the record and the owner's notice have all of it."""
    work.store.trouble = LIES["an item outside the window"]
    await work.authorize()
    await work.deliver()
    claimed = ListHandedOver(items=(), as_claimed=True, receipt="the store's log, 18:40")
    assert (await work.desk.do(claimed, DEE)).refused is None
    (manifest,) = await work.happened(ManifestRecorded)
    assert (manifest.beyond, [i.line for i in manifest.items]) == (True, [1, 0])
    assert len((await work.desk.seen_by(DEE)).items) == 2


async def test_a_stop_before_the_call_keeps_the_authorization_at_home(work: AtWork) -> None:
    """What was never sent is taken back by the product itself; the store hears nothing."""
    await work.authorize()
    await work.desk.do(cm.StopCase(why="she is home"), BEN)
    await work.deliver()
    case = await work.desk.now()
    assert (work.store.asked, case.clearance) == ([], None)
    assert [n.open for n in case.notices] == [False]


async def test_a_stop_after_a_lost_call_recalls_before_anything_else(work: AtWork) -> None:
    """A repeated call could still hand over; so the store is told to forget it first."""
    work.store.trouble = Trouble("down", down_for=1)
    await work.authorize()
    await work.deliver()
    await work.desk.do(cm.StopCase(why="she is home"), BEN)
    await work.deliver()
    assert [b["type"] for b in work.store.asked] == ["release.authorize", "recall"]
    assert (work.store.used, (await work.desk.now()).clearance) == ({}, None)


async def test_a_stop_that_came_too_late_is_told_as_it_is(work: AtWork) -> None:
    """The store had handed over, its answer was lost, the case stopped: released, with an alarm."""
    work.store.trouble = Trouble("loses its answer", loses=1)
    await work.authorize()
    await work.deliver()
    await work.desk.do(cm.StopCase(why="she is home"), BEN)
    await work.deliver()
    (manifest,) = await work.happened(ManifestRecorded)
    assert manifest.after_stop
    assert (await work.desk.now()).state is State.RELEASED
    assert await work.tasks_of("alarm") == 1


def listing(item: Item) -> ListHandedOver:
    """Dee lists one item, as the store's own log has it."""
    return ListHandedOver(items=(item,), as_claimed=False, receipt="the store's log")
