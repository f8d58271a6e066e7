"""Whose word counts when two people say whether an owner may be told."""

import pytest

from bot.domain import commands as cm
from bot.domain.determination import OwnerRoute
from bot.domain.errors import Refusal
from bot.domain.notice import Safety
from bot.domain.roster import Ref, Roster
from bot.domain.safety import cleared_safe, doubters, objects
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, ROSTER, SAM
from tests.story import Story

SAFE, UNSAFE, UNKNOWN = Safety.SAFE, Safety.UNSAFE, Safety.UNKNOWN
Said = tuple[Ref, Safety]


def _say(story: Story, *said: Said) -> Story:
    for who, answer in said:
        assert (
            story.refused(cm.AnswerSafety(owner="O1", answer=answer, why="asked"), who, 1) is None
        )
    return story


def _without(*people: Ref) -> Roster:
    return Roster(people=tuple(p for p in ROSTER.people if p.ref not in people))


def _doubted() -> Story:
    """Ana found in review that it is unsafe to tell, and everything was released."""
    story = stories.verified()
    for who, route in ((ANA, OwnerRoute.UNSAFE), (BEN, OwnerRoute.TELL)):
        story.do(make.determination(story.case, owner=route), who, 5)
    story.do(make.owners(), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 2)
    return story


def test_what_became_safe_is_safe() -> None:
    """One safe and one unsafe hold it; whoever said unsafe answers again, and it is free."""
    story = _say(stories.released(), (ANA, SAFE), (BEN, UNSAFE))
    assert objects(story.case, "O1", ROSTER)
    assert not cleared_safe(story.case, "O1", ROSTER)
    _say(story, (BEN, SAFE))
    assert cleared_safe(story.case, "O1", ROSTER)


def test_who_left_the_roster_blocks_nothing() -> None:
    """Their unsafe answer can never be changed, so it counts no more."""
    story = _say(stories.released(), (ANA, SAFE), (BEN, SAFE), (EVE, UNSAFE))
    assert not cleared_safe(story.case, "O1", ROSTER)
    assert cleared_safe(story.case, "O1", _without(EVE))
    assert not objects(story.case, "O1", _without(EVE))


def test_who_left_the_roster_clears_nothing() -> None:
    """Their safe answer is no second person's either."""
    story = _say(stories.released(), (ANA, SAFE), (BEN, SAFE))
    assert not cleared_safe(story.case, "O1", _without(BEN))


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        (((EVE, SAFE), (BEN, SAFE)), False),
        (((EVE, SAFE), (BEN, SAFE), (DEE, SAFE)), False),
        (((EVE, SAFE), (ANA, SAFE)), True),
        (((EVE, SAFE), (BEN, SAFE), (ANA, SAFE)), True),
        (((EVE, SAFE), (SAM, SAFE)), True),
        (((SAM, SAFE),), False),
        (((EVE, SAFE), (CYD, UNKNOWN)), False),
        (((EVE, SAFE), (SAM, SAFE), (ANA, UNSAFE)), False),
    ],
)
def test_a_finding_in_review_stands(said: tuple[Said, ...], safe: bool) -> None:
    """Until the reviewer answers otherwise, or a senior is among the two who find it safe."""
    story = _say(_doubted(), *said)
    assert cleared_safe(story.case, "O1", ROSTER) is safe


def test_a_finding_in_review_is_about_every_owner_and_has_a_name() -> None:
    """It is shown with whose it is, until that person answers."""
    story = _doubted()
    assert doubters(story.case, "O1", ROSTER) == {ANA}
    assert objects(story.case, "O1", ROSTER)
    _say(story, (ANA, SAFE))
    assert doubters(story.case, "O1", ROSTER) == frozenset()
    assert doubters(story.case, "O2", ROSTER) == {ANA}


def test_a_senior_alone_overrules_but_clears_nothing() -> None:
    """The finding no longer stands against it, and a second person is still needed."""
    story = _say(_doubted(), (SAM, SAFE))
    assert not objects(story.case, "O1", ROSTER)
    assert not cleared_safe(story.case, "O1", ROSTER)


def test_a_finding_outlives_the_version_that_it_was_made_on() -> None:
    """An amended request changes nothing about the owner; the same reviewer may."""
    story = stories.verified()
    story.do(make.determination(story.case, owner=OwnerRoute.UNSAFE), ANA, 1)
    shorter = make.request(data_sought=(make.sought(end=make.AT - 30 * make.MINUTE),))
    story.do(cm.AmendRequest(base=1, request=shorter, mark="m2"), EVE, 1)
    assert story.case.filed == ()
    assert story.case.found_unsafe == {ANA}
    story.do(make.determination(story.case), ANA, 1)
    assert story.case.found_unsafe == frozenset()


def test_who_stepped_out_answers_nothing() -> None:
    """Whoever knows somebody in the case has no say in whether it is safe."""
    story = stories.one_filed()
    story.do(cm.Recuse(ground="knows_person"), EVE, 1)
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.owners(), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    answer = cm.AnswerSafety(owner="O1", answer=SAFE, why="asked")
    assert story.refused(answer, EVE) is Refusal.RECUSED
