"""A law that has the owner told at the release: no end of the emergency is waited for."""

from datetime import timedelta

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.events.governing import OwnersToldAtOnce
from bot.domain.notice import Safety
from bot.domain.request import Category
from bot.domain.rules.telling import ready
from tests import factories as make
from tests import laws
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.story import Story


def canadian() -> Story:
    """A release under Canadian law, whose officer objects to telling the owner."""
    here = laws.law("us_federal", "canada", stored_in="CA")
    objection = "Please do not tell the customer."
    wanted = laws.asked(
        "CA",
        data_sought=(make.sought(categories=(Category.MOTION_LOG,)),),
        notice_objection=objection,
    )
    story = laws.received(wanted, here, laws.agency("CA"))
    story.do(make.call(), EVE, 2)
    for who in (ANA, BEN):
        story.do(make.determination(story.case), who, 1)
    story.do(make.owners(), DEE, 1)
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    return story


def test_canada_tells_at_once_although_the_officer_objects() -> None:
    """PIPEDA 7(3)(e): as soon as two people find it safe, while the emergency still goes on."""
    story = canadian()
    assert story.case.state is State.RELEASED
    assert story.case.ended_at is None
    (owed,) = story.case.notices
    assert owed.due - owed.owed_at == timedelta(hours=1)
    assert not ready(story.case, "O1", story.now, make.ROSTER)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who, 1)
    assert ready(story.case, "O1", story.now, make.ROSTER)
    (noted,) = story.happened(OwnersToldAtOnce)
    assert noted.provision.startswith("PIPEDA 7(3)(e)")


def test_elsewhere_the_owner_waits_for_the_end() -> None:
    """Without such a law the notice waits until the emergency is over."""
    story = stories.released(make.records_request())
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who, 1)
    assert not ready(story.case, "O1", story.now, make.ROSTER)
    assert not story.happened(OwnersToldAtOnce)
