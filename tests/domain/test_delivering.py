"""Files that go through us: offered, opened by the code, fetched, taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.delivery import (
    MOST_FETCHES,
    MOST_VISITS,
    SESSION,
    TRIES,
    ConfirmManifest,
    EndFetch,
    FetchItem,
    RenewCode,
    VisitDelivery,
)
from bot.domain.errors import Refusal
from bot.domain.events import delivering as by_link
from bot.domain.release import Recipient, Transport
from bot.domain.request import Ongoing
from bot.domain.roster import REQUESTER, SYSTEM
from tests import story as stories
from tests.factories import ANA, DEE, DESK_PHONE, OFFICER_MAIL
from tests.linked import LIFE, offered, offering, opened, typed

RENEWED = RenewCode(ongoing=Ongoing.YES, how="asked on the line", mark="n", life=LIFE)
FETCH = FetchItem(number=1, session="s", item=1, first=0, last=1023)
DISPATCH = {"recipient": Recipient.DISPATCH.value, "contact": DESK_PHONE}


def test_an_offer_is_a_clearance_with_a_link() -> None:
    """It clears like any clearance, owes the notices, and hands nothing over."""
    story = offered()
    cleared = story.happened(ev.ReleaseCleared)[0]
    assert cleared.transport is Transport.LINK
    assert [n.owner for n in story.case.notices if n.open] == ["O1"]
    assert story.case.state is State.APPROVED
    assert not story.happened(ev.HandedOver)


def test_an_item_outside_the_scope_is_not_offered() -> None:
    """An uploaded file whose times lie outside its line is refused like a listed one."""
    story = stories.approved()
    good = offering(story.case)
    wide = replace(good.items[0], end=good.items[0].end + timedelta(seconds=1))
    bad = replace(good, items=(wide,))
    assert story.refused(bad, DEE) is Refusal.ITEM_OUTSIDE_SCOPE
    assert story.case.delivery is None
    assert story.refused(good, DEE) is None


def test_a_reviewer_of_the_case_offers_and_renews_nothing() -> None:
    """Whoever reviewed the case hands nothing over, by a link neither."""
    story = stories.approved()
    assert story.refused(offering(story.case), ANA) is Refusal.WRONG_ROLE


MAILBOXES = {
    "the officer's own": ({}, None),
    "another mailbox for the officer": (
        {"mailbox": "other@springfieldpd.example"},
        Refusal.MAILBOX_REFUSED,
    ),
    "the desk's, in the agency's domain": (
        {**DISPATCH, "mailbox": "dispatch@springfieldpd.example"},
        None,
    ),
    "the officer's, for the desk": (
        {**DISPATCH, "mailbox": OFFICER_MAIL.upper()},
        Refusal.MAILBOX_REFUSED,
    ),
    "another domain, for the desk": (
        {**DISPATCH, "mailbox": "dispatch@springfieldpd.example.net"},
        Refusal.MAILBOX_REFUSED,
    ),
    "no name before the domain": (
        {**DISPATCH, "mailbox": "@springfieldpd.example"},
        Refusal.MAILBOX_REFUSED,
    ),
}


@pytest.mark.parametrize("name", MAILBOXES)
def test_the_link_goes_only_where_the_approval_allows(name: str) -> None:
    """To the verified officer's own mailbox, or to one of dispatch that is not the officer's."""
    changes, expected = MAILBOXES[name]
    story = stories.approved()
    assert story.refused(offering(story.case, **changes), DEE) is expected


def test_the_right_code_hands_over() -> None:
    """What it opens counts as handed over in the same commit, by the product."""
    story = opened()
    assert story.case.state is State.RELEASED
    (at, actor, _), *_ = [e for e in story.entries if isinstance(e[2], ev.HandedOver)]
    assert actor == SYSTEM
    assert story.case.delivery is not None
    assert story.case.delivery.opened_at == at
    assert story.case.follow_up is not None


def test_a_look_without_the_code_changes_nothing() -> None:
    """A mail scanner that opens the link is written down, and hands over nothing."""
    story = offered()
    decided = story.do(VisitDelivery(number=1), REQUESTER, 1)
    assert [type(e) for _, e in decided.events] == [by_link.DeliveryVisited]
    assert story.case.state is State.APPROVED


def test_a_code_opens_once() -> None:
    """A second browser needs a code of its own, and gets one only from us."""
    story = opened()
    story.do(typed(session="thief"), REQUESTER, 1)
    assert story.case.delivery is not None
    assert story.case.delivery.session == "s"
    assert story.refused(RENEWED, DEE) is None
    story.do(typed("n", "second"), REQUESTER, 1)
    assert story.case.delivery.session == "second"
    assert len(story.happened(ev.HandedOver)) == 1


def test_five_wrong_codes_lock() -> None:
    """After the fifth the right one opens nothing, custodians are called, and a new one is good."""
    story = offered()
    for _ in range(TRIES):
        assert not story.happened(ev.HandedOver)
        story.do(typed("wrong"), REQUESTER)
    assert story.happened(ev.PeoplePaged)[-1].why == "delivery_locked"
    story.do(typed(), REQUESTER)
    assert story.case.state is State.APPROVED
    story.do(RENEWED, DEE)
    story.do(typed("n"), REQUESTER)
    assert story.case.state is State.RELEASED


def test_a_flood_of_codes_leaves_a_bounded_record() -> None:
    """However often somebody types, there are five wrong tries and so many looks, and no more."""
    story = offered()
    for _ in range(200):
        story.do(typed("wrong"), REQUESTER)
    assert len(story.happened(by_link.DeliveryCodeWrong)) == TRIES
    assert len(story.happened(by_link.DeliveryVisited)) == MOST_VISITS


def test_a_code_is_as_old_as_the_facts_may_be() -> None:
    """After an hour the emergency must be confirmed anew before a code opens anything."""
    story = offered()
    story.do(typed(), REQUESTER, 61)
    assert story.case.state is State.APPROVED
    unsure = replace(RENEWED, ongoing=Ongoing.UNKNOWN)
    assert story.refused(unsure, DEE) is Refusal.EMERGENCY_UNKNOWN
    assert story.refused(replace(RENEWED, how=" "), DEE) is Refusal.FACTS_STALE
    assert story.refused(RENEWED, DEE) is None
    assert story.case.confirmed_at == story.now
    story.do(typed("n"), REQUESTER)
    assert story.case.state is State.RELEASED


def test_nobody_says_that_a_waiting_link_was_handed_over() -> None:
    """The product knows whether the code was typed; a press in Slack cannot say otherwise."""
    story = offered()
    assert story.refused(cm.ConfirmHandover(done=True), DEE) is Refusal.LINK_WAITS


def test_only_the_browser_with_the_code_fetches() -> None:
    """Another session gets nothing, nor does this one when its hours are over."""
    story = opened()
    story.do(replace(FETCH, session="other"), REQUESTER)
    story.do(replace(FETCH, session=""), REQUESTER)
    assert not story.happened(by_link.DeliveryFetched)
    story.do(FETCH, REQUESTER)
    assert len(story.happened(by_link.DeliveryFetched)) == 1
    story.do(FETCH, REQUESTER, SESSION.total_seconds() / 60)
    assert len(story.happened(by_link.DeliveryFetched)) == 1


def test_fetches_are_counted_and_end() -> None:
    """Each answer with bytes has its entry; after the limit there are no more of either."""
    story = opened()
    for _ in range(MOST_FETCHES + 10):
        story.do(FETCH, REQUESTER)
    assert len(story.happened(by_link.DeliveryFetched)) == MOST_FETCHES


def test_an_item_is_whole_once() -> None:
    """Its end is written down the first time, and only of an item that was begun."""
    story = opened()
    end = EndFetch(number=1, item=1)
    story.do(end, REQUESTER)
    assert not story.happened(by_link.DeliveryFetchedToEnd)
    story.do(FETCH, REQUESTER)
    story.do(end, REQUESTER)
    story.do(end, REQUESTER)
    assert len(story.happened(by_link.DeliveryFetchedToEnd)) == 1


def test_the_recipient_confirms_the_list_once() -> None:
    """Only the browser that gave the code, once it fetched; a second time says nothing new."""
    story = opened()
    story.do(ConfirmManifest(number=1, session="s"), REQUESTER)
    assert not story.happened(by_link.ManifestConfirmed)
    story.do(FETCH, REQUESTER)
    story.do(ConfirmManifest(number=1, session="other"), REQUESTER)
    assert story.case.delivery is not None
    assert story.case.delivery.confirmed_at is None
    for _ in range(2):
        story.do(ConfirmManifest(number=1, session="s"), REQUESTER)
    assert len(story.happened(by_link.ManifestConfirmed)) == 1
