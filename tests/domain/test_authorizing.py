"""The law of a release by the evidence store, a case at a time."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import (
    Authorization,
    Fault,
    ListHandedOver,
    RecordManifest,
    StoreItem,
    TakeBackAuthorization,
)
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.events.authorizing import ManifestRecorded, ManifestRefused, ReleaseAuthorized
from bot.domain.release import Item, Recipient, Stored
from bot.domain.request import Ongoing
from bot.domain.roster import SYSTEM, Ref, StandingProblem
from tests import factories as make
from tests import story as stories
from tests.authorizing import authorizing
from tests.factories import ANA, BEN, DEE, EVE, OFFICER_MAIL
from tests.story import Story


def authorized(story: Story | None = None) -> Story:
    """Dee authorized the store."""
    story = story or stories.approved()
    assert story.refused(authorizing(story.case), DEE, 1) is None
    return story


def known(story: Story) -> Authorization:
    """The authorization as the case has it."""
    found = story.case.store.authorization
    assert found is not None
    return found


def item(story: Story, **changes: Any) -> StoreItem:  # noqa: ANN401 - any member
    """The whole of the first window."""
    window = known(story).scope[0]
    made = StoreItem(
        name="clip.mp4",
        device="B8:7C:6F:12:34:56",
        category=window.category.value,
        start=window.start,
        end=window.end,
        size=9,
        sha256="a" * 64,
    )
    return replace(made, **changes)


def answer(story: Story, *items: StoreItem, **changes: Any) -> RecordManifest:  # noqa: ANN401 - any member
    """A manifest that fits, with members changed."""
    made = RecordManifest(
        id=known(story).id, items=items or (item(story),), delivered_to=OFFICER_MAIL
    )
    return replace(made, **changes)


def fault(story: Story, command: RecordManifest) -> Fault | None:
    """How an answer is refused; None where it is taken."""
    story.do(command, SYSTEM, 1)
    refused = story.happened(ManifestRefused)
    return refused[-1].fault if refused else None


def test_an_answer_that_fits_is_the_hand_over() -> None:
    """The manifest, the hand-over and the process that is owed come together."""
    story = authorized()
    assert fault(story, answer(story)) is None
    assert (story.case.state, story.case.clearance) == (State.RELEASED, None)
    kinds = [type(e) for _, _, e in story.entries[-3:]]
    assert kinds == [ManifestRecorded, ev.HandedOver, ev.FollowUpIsOwed]


def test_each_fault_alone_refuses_the_whole_answer() -> None:
    """Scope, device, category, hash, size, recipient, case and authorization each count."""
    fit = authorized()
    bad: dict[Fault, list[RecordManifest]] = {
        Fault.OUTSIDE_SCOPE: [
            answer(fit, item(fit), item(fit, end=known(fit).scope[0].end + make.MINUTE)),
            answer(fit, item(fit, start=known(fit).scope[0].start - make.MINUTE)),
            answer(fit, item(fit, category="billing")),
        ],
        Fault.OTHER_DEVICE: [answer(fit, item(fit, device="CAM-9"))],
        Fault.UNREADABLE: [answer(fit, item(fit, sha256="zz")), answer(fit, item(fit, size=0))],
        Fault.OTHER_RECIPIENT: [answer(fit, delivered_to="me@mail.example")],
        Fault.OTHER_CASE: [answer(fit, case="EDR-2026-000999")],
        Fault.NOT_AUTHORIZED: [answer(fit, id="J9")],
        Fault.NOTHING_GIVEN: [replace(answer(fit), items=())],
    }
    for expected, commands in bad.items():
        for command in commands:
            story = authorized()
            assert fault(story, command) is expected, command
            assert story.case.state is State.APPROVED
            assert story.happened(ev.HandedOver) == []


def test_the_same_answer_again_changes_nothing() -> None:
    """Repeated calls bring repeated answers; only another list is a trouble."""
    story = authorized()
    story.do(answer(story), SYSTEM)
    again = answer(story, item(story, name="renamed.mp4"))
    assert story.refused(again, SYSTEM, 1) is Refusal.NOTHING_CHANGED
    assert fault(story, answer(story, item(story, size=10))) is Fault.ANOTHER_MANIFEST
    assert story.case.state is State.RELEASED


def test_after_a_refusal_no_answer_counts_any_more() -> None:
    """A store that lied once is not believed at the second try: a person takes over."""
    story = authorized()
    lie = answer(story, item(story, device="CAM-9"))
    story.do(lie, SYSTEM)
    assert story.refused(lie, SYSTEM, 1) is Refusal.NOTHING_CHANGED
    assert fault(story, answer(story)) is Fault.ANOTHER_MANIFEST
    assert story.happened(ev.HandedOver) == []


def test_an_answer_after_it_was_taken_back_is_heard_of() -> None:
    """The authorization was dead and the clearance gone, and the store acted all the same."""
    story = authorized()
    story.do(cm.ConfirmHandover(done=False), DEE, 33)
    assert story.case.clearance is None
    assert fault(story, answer(story)) is Fault.NOT_AUTHORIZED


BAD: dict[str, tuple[dict[str, Any], Ref, Refusal]] = {
    "a reviewer": ({}, ANA, Refusal.WRONG_ROLE),
    "intake": ({}, EVE, Refusal.WRONG_ROLE),
    "another version": ({"version": 2}, DEE, Refusal.REQUEST_CHANGED),
    "stale facts": ({"how": " "}, DEE, Refusal.FACTS_STALE),
    "nobody knows": ({"ongoing": Ongoing.UNKNOWN}, DEE, Refusal.EMERGENCY_UNKNOWN),
    "another mailbox": ({"contact": "me@mail.example"}, DEE, Refusal.RECIPIENT_NOT_VERIFIED),
    "no desk": ({"recipient": Recipient.DISPATCH}, DEE, Refusal.RECIPIENT_NOT_VERIFIED),
}


@pytest.mark.parametrize("name", BAD)
def test_what_bars_a_clearance_bars_an_authorization(name: str) -> None:
    """Each fault alone keeps the store uninformed."""
    changes, who, expected = BAD[name]
    story = stories.approved()
    assert story.refused(authorizing(story.case, **changes), who) is expected
    assert story.happened(ReleaseAuthorized) == []


def test_a_reviewer_who_left_takes_the_approval_along() -> None:
    """Everybody's standing is asked for again, as for a clearance by hand."""
    story = stories.approved()
    story.away = {BEN: StandingProblem.DELETED}
    refused = story.refused(authorizing(story.case), DEE)
    assert refused is Refusal.REVIEWER_LOST_STANDING
    assert story.case.approval is None


def test_an_emergency_that_is_over_authorizes_nothing() -> None:
    """The custodian's answer ends the case."""
    story = stories.approved()
    story.do(authorizing(story.case, ongoing=Ongoing.NO), DEE)
    assert (story.case.state, story.happened(ReleaseAuthorized)) == (State.EMERGENCY_ENDED, [])


def test_it_is_never_good_beyond_the_approval() -> None:
    """Half an hour, or less where the approval ends before."""
    story = stories.approved()
    assert story.case.approval is not None
    story.now = story.case.approval.until - 10 * make.MINUTE
    story.do(cm.ReconfirmFacts(how="radio"), EVE)
    authorized(story)
    assert known(story).until == story.case.approval.until


def test_whose_device_gave_nothing_is_owed_no_notice() -> None:
    """Owed from the authorization on, lifted when the list shows nothing of theirs."""
    wanted = make.request(data_sought=(make.sought(), make.sought("D2", device="CAM-2")))
    story = stories.approved(wanted)
    story.do(make.owners(make.owner("O2"), device="D2"), DEE)
    authorized(story)
    assert [n.open for n in story.case.notices] == [True, True]
    story.do(answer(story), SYSTEM)
    open_now = [n.owner for n in story.case.notices if n.open]
    assert open_now == ["O1"]


def test_a_device_without_anything_stored_is_left_out() -> None:
    """The store is authorized to what exists; nobody hears of the rest."""
    wanted = make.request(data_sought=(make.sought(), make.sought("D2", device="CAM-2")))
    story = stories.approved(wanted)
    story.do(make.owners(device="D2", stored=Stored.DELETED), DEE)
    authorized(story)
    assert {w.alias for w in known(story).scope} == {"D1"}


def test_a_person_lists_inside_the_authorization_or_what_was_claimed() -> None:
    """Their own list is held against it; the store's list is taken as what it was."""
    story = authorized()
    window = known(story).scope[0]
    wide = Item(
        line=1, window=replace(window, end=window.end + 60 * make.MINUTE), size=9, sha256="b" * 64
    )
    own = ListHandedOver(items=(wide,), as_claimed=False, receipt="log")
    assert story.refused(own, DEE, 1) is Refusal.ITEM_OUTSIDE_SCOPE
    claimed = ListHandedOver(items=(), as_claimed=True, receipt="log")
    assert story.refused(claimed, DEE) is Refusal.NOTHING_CLAIMED
    assert story.refused(replace(own, items=()), DEE) is Refusal.NO_ITEMS
    story.do(answer(story, item(story, end=window.end + 60 * make.MINUTE)), SYSTEM)
    assert story.refused(replace(claimed, receipt=" "), DEE) is Refusal.NO_REASON
    assert story.refused(claimed, DEE) is None
    (manifest,) = story.happened(ManifestRecorded)
    assert (manifest.beyond, manifest.by_hand) == (True, True)


@pytest.mark.parametrize("why", ["withdrawn", "ended"])
def test_a_withdrawal_or_an_end_stops_the_store_first(why: str) -> None:
    """Nothing more goes out; the withdrawal itself is recorded once the store has answered."""
    story = authorized()
    command = (
        cm.WithdrawRequest(how="they called")
        if why == "withdrawn"
        else cm.EndEmergency(ended_at=story.now, how="they called")
    )
    assert story.refused(command, EVE, 1) is None
    assert (story.case.approval, story.case.state) == (None, State.ESCALATED)
    assert story.refused(command, EVE) is Refusal.ALREADY_CLEARED
    story.do(TakeBackAuthorization(id=known(story).id, why="stopped"), SYSTEM)
    assert story.refused(command, EVE, 1) is None
    assert story.case.state in (State.WITHDRAWN, State.EMERGENCY_ENDED)
