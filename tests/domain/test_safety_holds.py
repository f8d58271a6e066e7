"""Doubts about safety: what one opens, what ends a hold, and whose word is needed for whom."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.determination import OwnerRoute
from bot.domain.events import restricting as happened
from bot.domain.notice import Safety
from bot.domain.release import OwnerFlag, OwnerRole
from bot.domain.request import Nature
from bot.domain.restricting import AgreeRestriction
from bot.domain.restriction import RestrictionKind, RestrictionStatus
from bot.domain.roster import SYSTEM
from bot.domain.safety import Care, cares, cleared_safe, senior_needed
from bot.domain.standard import Ground
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.holds import DAY, MINUTES, PROMPT, in_force, is_held, may_tell, wanted
from tests.story import Story


def say(story: Story, who: str, answer: Safety = Safety.SAFE, owner: str = "O1") -> None:
    """Somebody answers about an owner, a minute later."""
    story.do(cm.AnswerSafety(owner=owner, answer=answer, why="I looked at it."), who, 1)


def test_one_doubt_proposes_a_hold_and_is_none_yet() -> None:
    """Opened by the product for a second person, with the doubter as the first."""
    story = stories.telling()
    say(story, EVE, Safety.UNSAFE)
    (hold,) = story.case.restrictions
    assert (hold.kind, hold.by, hold.owner) == (RestrictionKind.SAFETY_HOLD, EVE, "O1")
    assert hold.status is RestrictionStatus.PROPOSED
    assert hold.until == story.now + 30 * DAY
    assert not is_held(story)
    assert not may_tell(story), "the doubt itself keeps the notice back"
    say(story, ANA, Safety.UNSAFE)
    assert len(story.case.restrictions) == 1, "a second doubt is no second proposal"


def test_a_doubt_under_a_law_without_delay_proposes_nothing() -> None:
    """It keeps the notice back all the same, and the notice is overdue, not excused."""
    story = stories.telling(standard=PROMPT)
    say(story, EVE, Safety.UNSAFE)
    assert story.case.restrictions == ()
    assert not may_tell(story)
    story.wait(25 * 60)
    assert ("notice:O1", "missed") in {(name, stage) for name, stage, _ in story.case.reached}


def _found_unsafe() -> Story:
    story = stories.verified()
    story.do(make.determination(story.case, owner=OwnerRoute.UNSAFE), ANA, 5)
    assert story.case.restrictions == (), "before the second has filed it would tell of the first"
    story.do(make.determination(story.case), BEN, 5)
    story.do(make.owners(), DEE, 1)
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    return story


def test_what_was_found_in_review_is_proposed_at_the_hand_over() -> None:
    """By the product, for every account holder, in the reviewer's name."""
    story = _found_unsafe()
    (hold,) = story.case.restrictions
    assert (hold.by, hold.owner, hold.status) == (ANA, None, RestrictionStatus.PROPOSED)
    authors = [w for _, w, e in story.entries if isinstance(e, happened.RestrictionProposed)]
    assert authors == [SYSTEM]
    assert story.refused(AgreeRestriction(number=1), ANA) is not None
    assert story.refused(AgreeRestriction(number=1), BEN) is None
    assert is_held(story)


def test_a_safety_hold_ends_by_two_answers_that_came_after_it() -> None:
    """Those from before count no more; one fresh answer is not two."""
    story = stories.telling()
    in_force(story, wanted(story, Ground.VICTIM_SAFETY))
    assert not may_tell(story)
    say(story, ANA)
    assert is_held(story)
    say(story, BEN)
    assert not is_held(story)
    assert story.happened(happened.RestrictionLifted)[-1].number == 1
    assert may_tell(story)
    assert story.case.notices[0].due == story.now + DAY


def test_a_standing_doubt_keeps_a_safety_hold() -> None:
    """Two who find it safe do not outvote one who does not."""
    story = stories.telling()
    say(story, EVE, Safety.UNSAFE)
    story.do(AgreeRestriction(number=1), DEE, 1)
    say(story, ANA)
    say(story, BEN)
    assert is_held(story)
    say(story, EVE)
    assert not is_held(story)


def test_a_safety_hold_past_its_day_still_needs_its_two() -> None:
    """However late, it is sent only when two people answer that it is safe now."""
    story = stories.telling()
    in_force(story, wanted(story, Ground.ENDANGERS_LIFE))
    story.wait(100 * MINUTES)
    assert is_held(story)
    say(story, ANA)
    assert not may_tell(story)
    say(story, BEN)
    assert may_tell(story)


def test_a_hold_for_all_ends_for_each_alone() -> None:
    """The one who was found safe is told; the other stays held, and the hold with them."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.owners(make.owner(), make.owner("O2", OwnerRole.SHARED)), DEE, 1)
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    in_force(story, wanted(story, Ground.VICTIM_SAFETY))
    for who in (ANA, BEN):
        say(story, who, owner="O2")
    assert is_held(story)
    lifted = story.happened(happened.RestrictionLifted)
    assert [(e.number, e.owner) for e in lifted] == [(1, "O2")]
    for who in (ANA, BEN):
        say(story, who)
    assert story.case.restrictions[0].status is RestrictionStatus.LIFTED


CARED_FOR = {
    OwnerFlag.SUSPECT: Care.SUSPECT,
    OwnerFlag.PERSON_AT_RISK: Care.PERSON_AT_RISK,
    OwnerFlag.PROTECTED: Care.PROTECTED,
    OwnerFlag.ACCOUNT_TAKEOVER: Care.TAKEOVER,
}


@pytest.mark.parametrize("flag", OwnerFlag)
def test_whoever_needs_care_needs_a_senior(flag: OwnerFlag) -> None:
    """Two reviewers are not enough for these; a senior among them is."""
    case = stories.telling().case
    flagged = replace(case.owners[0], flags=frozenset({flag}))
    case = replace(case, owners=(flagged,))
    assert CARED_FOR[flag] in cares(case, "O1")
    assert not cleared_safe(case, "O1", make.ROSTER)
    senior = replace(case.safety[0], by=SAM)
    assert cleared_safe(replace(case, safety=(senior, case.safety[1])), "O1", make.ROSTER)


def test_a_minor_needs_a_senior_and_a_guardian_is_pointed_out() -> None:
    """A guardian can be whom the child fears; that is asked of every guardian, by ordinary two."""
    case = stories.telling().case
    child = replace(case.owners[0], alias="O2", role=OwnerRole.MINOR)
    case = replace(case, owners=(case.owners[0], child))
    assert cares(case, "O2") == {Care.MINOR}
    assert senior_needed(case, "O2")
    assert cares(case, "O1") == {Care.GUARDIAN}
    assert not senior_needed(case, "O1")


@pytest.mark.parametrize(
    ("nature", "endangered", "abuser"),
    [
        (Nature.DOMESTIC_VIOLENCE, False, True),
        (Nature.ABDUCTION, True, True),
        (Nature.ABDUCTION, False, False),
    ],
)
def test_a_suspect_at_home_may_be_the_abuser(
    nature: Nature, *, endangered: bool, abuser: bool
) -> None:
    """By the kind of emergency, or because another account holder is in danger."""
    case = stories.telling().case
    suspect = replace(case.owners[0], flags=frozenset({OwnerFlag.SUSPECT}))
    at_risk = frozenset({OwnerFlag.PERSON_AT_RISK}) if endangered else frozenset[OwnerFlag]()
    other = replace(case.owners[0], alias="O2", flags=at_risk)
    case = replace(case, nature=nature, owners=(suspect, other))
    assert (Care.ABUSER in cares(case, "O1")) is abuser
    assert Care.ABUSER not in cares(case, "O2")


def asked_again(story: Story) -> list[ev.PeoplePaged]:
    """Everybody who was called to look at a held notice again."""
    return [e for e in story.happened(ev.PeoplePaged) if e.why == "re_review"]


def test_every_held_notice_is_looked_at_every_week() -> None:
    """Two people are called after seven days, and after each seven days more."""
    story = stories.telling()
    in_force(story, wanted(story))
    story.wait(7 * MINUTES - 1)
    assert asked_again(story) == []
    story.wait(1)
    assert [len(e.people) for e in asked_again(story)] == [2]
    for _ in range(3):
        story.wait(7 * MINUTES)
    assert len(asked_again(story)) == 4


def test_a_week_that_nobody_looked_is_missed_aloud() -> None:
    """A day after the call the seniors are called; two answers in time call nobody."""
    story = stories.telling()
    in_force(story, wanted(story))
    story.wait(7 * MINUTES)
    say(story, ANA)
    say(story, CYD)
    answered = {(name, stage) for name, stage, _ in story.case.reached}
    story.wait(2 * MINUTES)
    assert ("re_reviewed:O1", "missed") not in answered
    story.wait(6 * MINUTES)
    say(story, ANA)
    reached = {(name, stage) for name, stage, _ in story.case.reached}
    assert ("re_reviewed:O1", "missed") in reached, "one answer is not two"
    assert any(e.why == "re_reviewed" and e.people for e in story.happened(ev.PeoplePaged))


def test_nobody_is_asked_about_a_notice_that_is_not_held() -> None:
    """The weekly question ends with the hold."""
    story = stories.telling()
    in_force(story, wanted(story, until=story.now + 10 * DAY))
    story.wait(11 * MINUTES)
    story.wait(30 * MINUTES)
    assert len(asked_again(story)) == 1
