"""How a link to files ends: by time, by an end of the case, by a press; and what stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.delivering import ending
from bot.domain.delivery import (
    Ending,
    FetchItem,
    RenewCode,
    RevokeDelivery,
)
from bot.domain.errors import Refusal
from bot.domain.events import delivering as by_link
from bot.domain.recall import OrderRecall
from bot.domain.request import Ongoing
from bot.domain.roster import REQUESTER
from tests.factories import DEE, EVE, SAM
from tests.linked import LIFE, offered, offering, opened, typed
from tests.story import Story

RENEWED = RenewCode(ongoing=Ongoing.YES, how="asked on the line", mark="n", life=LIFE)
FETCH = FetchItem(number=1, session="s", item=1, first=0, last=1023)


def test_nothing_opens_after_the_approval() -> None:
    """A link that lives longer than the approval opens nothing after it, and is taken back."""
    story = offered()
    assert story.case.approval is not None
    assert story.case.delivery is not None
    until = story.case.approval.until
    assert story.case.delivery.open_until == until
    story.do(RENEWED, DEE, (until - story.now).total_seconds() / 60 - 1)
    story.do(typed("n"), REQUESTER, 1)
    assert not story.happened(ev.HandedOver)
    assert [e.why for e in story.happened(ev.ClearanceTakenBack)] == ["expired"]
    assert [e.owner for e in story.happened(ev.NoticeLifted)] == ["O1"]
    assert story.case.clearance is None


def test_what_nobody_opened_is_taken_back_with_a_call() -> None:
    """The case does not hang: the clearance is taken back and the custodians are called."""
    story = offered(life=timedelta(hours=2))
    story.wait(2 * 60)
    assert story.case.clearance is None
    assert story.case.state is State.APPROVED
    assert story.happened(ev.PeoplePaged)[-1].why == "delivery_expired"
    assert story.refused(offering(story.case), DEE) is None
    assert story.case.delivery is not None
    assert story.case.delivery.number == 2


ENDS: dict[str, tuple[Callable[[Story], object], Ending]] = {
    "its time": (lambda s: s.wait(72 * 60), Ending.EXPIRED),
    "closed": (lambda s: s.do(RevokeDelivery(why="wrong desk"), EVE), Ending.REVOKED),
    "withdrawn": (lambda s: s.do(cm.WithdrawRequest(how="they called"), EVE), Ending.RECALLED),
    "recalled": (lambda s: s.do(OrderRecall(why="too wide"), SAM), Ending.RECALLED),
    "emergency over": (
        lambda s: s.do(cm.EndEmergency(ended_at=s.now, how="radio"), EVE),
        Ending.OVER,
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_an_opened_link_ends(name: str) -> None:
    """After each of its ends no byte goes out any more, not even to the right browser."""
    end, why = ENDS[name]
    story = opened()
    story.do(FETCH, REQUESTER)
    assert len(story.happened(by_link.DeliveryFetched)) == 1
    end(story)
    story.do(FETCH, REQUESTER)
    assert len(story.happened(by_link.DeliveryFetched)) == 1
    assert story.happened(by_link.DeliveryVisited)[-1].ended is why
    assert ending(story.case, 1, story.now) is why


BEFORE: dict[str, tuple[Callable[[Story], object], Ending, State]] = {
    "closed": (
        lambda s: s.do(RevokeDelivery(why="wrong desk"), EVE),
        Ending.REVOKED,
        State.APPROVED,
    ),
    "not handed over": (
        lambda s: s.do(cm.ConfirmHandover(done=False), DEE),
        Ending.TAKEN_BACK,
        State.APPROVED,
    ),
    "stopped": (lambda s: s.do(cm.StopCase(why="false"), SAM), Ending.STOPPED, State.ESCALATED),
    "withdrawn": (
        lambda s: s.do(cm.WithdrawRequest(how="they called"), EVE),
        Ending.OVER,
        State.WITHDRAWN,
    ),
    "emergency over": (
        lambda s: s.do(cm.EndEmergency(ended_at=s.now, how="radio"), EVE),
        Ending.OVER,
        State.EMERGENCY_ENDED,
    ),
}


@pytest.mark.parametrize("name", BEFORE)
def test_a_waiting_link_ends(name: str) -> None:
    """After each of its ends the right code hands nothing over."""
    end, why, state = BEFORE[name]
    story = offered()
    end(story)
    assert story.case.state is state
    story.do(typed(), REQUESTER)
    assert not story.happened(ev.HandedOver)
    assert story.happened(by_link.DeliveryVisited)[-1].ended is why


def test_a_link_that_ran_out_lives_on_with_a_new_code() -> None:
    """Whoever was handed the files and got only some asks for a new code, by a call."""
    story = opened()
    story.wait(73 * 60)
    assert story.refused(RENEWED, DEE) is None
    story.do(typed("n", "t"), REQUESTER)
    story.do(replace(FETCH, session="t"), REQUESTER)
    assert len(story.happened(by_link.DeliveryFetched)) == 1


def test_a_closed_link_gets_no_new_code() -> None:
    """Nobody opens again what was closed."""
    story = opened()
    story.do(RevokeDelivery(why="wrong desk"), EVE)
    assert story.refused(RENEWED, DEE) is Refusal.NO_DELIVERY
    assert story.refused(RevokeDelivery(why="again"), EVE) is Refusal.NO_DELIVERY
