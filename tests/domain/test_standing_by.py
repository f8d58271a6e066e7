"""Claims about seniors called early: nobody can tell from it what the first reviewer thought."""

import pytest

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.commands import AmendRequest, Recuse
from bot.domain.determination import Answer, Reason
from bot.domain.errors import Refusal
from bot.domain.roster import Role, Roster
from bot.domain.rules.paging import stands_by
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, SAM, determination
from tests.story import Story

FIRST = {
    "sure": {},
    "unsure": {"E5": Answer.UNSURE},
    "refuse": {"refuse": Reason.NO_PERSON},
}


def first(how: str, **changes: object) -> tuple[Story, list[ev.Event]]:
    """Let Ana file the first determination; also what followed."""
    story = stories.verified(**changes)
    decided = story.do(determination(story.case, **FIRST[how]), ANA, 5)
    return story, [event for _, event in decided.events]


@pytest.mark.parametrize("how", FIRST)
def test_every_first_determination_is_followed_by_one_page(how: str) -> None:
    """The record grows by as much whatever was decided, so that counting entries tells nothing."""
    _, events = first(how)
    assert [type(e) for e in events] == [ev.DeterminationFiled, ev.PeoplePaged]
    page = events[-1]
    assert isinstance(page, ev.PeoplePaged)
    assert (page.role, page.why) == ("senior", "stand_by")
    assert page.people == ((SAM,) if how == "unsure" else ())


def test_who_also_reviews_is_not_called_early() -> None:
    """Cyd reviews and is a senior: Cyd is called when both have filed, and not before."""
    story, _ = first("unsure")
    assert CYD not in {p.person for p in story.case.paged if p.why == "stand_by"}
    story.do(determination(story.case), BEN, 5)
    assert story.case.state is State.ESCALATED
    assert CYD in story.happened(ev.PeoplePaged)[-1].people


def test_where_all_seniors_review_nobody_is_called_early() -> None:
    """With no senior but such as may file the second, the page is of nobody."""
    roster = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != SAM))
    _, events = first("unsure", roster=roster)
    assert [e.people for e in events if isinstance(e, ev.PeoplePaged)] == [()]


def test_who_stands_by_does_not_file_the_second() -> None:
    """Sam, who was told that a senior may be needed, waits for the second reviewer."""
    story, _ = first("unsure")
    assert stands_by(story.case, SAM)
    assert story.refused(determination(story.case), SAM, 1) is Refusal.STANDING_BY
    assert story.refused(determination(story.case), BEN, 1) is None
    assert story.refused(determination(story.case), SAM, 1) is None
    assert story.case.state is State.APPROVED


def test_standing_by_ends_when_every_reviewer_is_used_up() -> None:
    """A senior who is called because no reviewer is left may file, or nobody could."""
    few = Roster(
        people=(make.person(ANA, Role.REVIEWER), make.person(BEN, Role.REVIEWER), *_others())
    )
    story, _ = first("unsure", roster=few)
    assert stands_by(story.case, SAM)
    story.do(Recuse(ground="conflict"), BEN, 1)
    assert story.happened(ev.PeoplePaged)[-1].people == (SAM,)
    assert not stands_by(story.case, SAM)
    assert story.refused(determination(story.case), SAM, 1) is None


def _others() -> tuple[object, ...]:
    return tuple(p for p in make.ROSTER.people if p.ref not in (ANA, BEN, CYD))


def test_a_new_version_begins_anew() -> None:
    """Who stood by on one version may review the next: what was thought of it is another matter."""
    story, _ = first("unsure")
    wider = make.request(data_sought=(make.sought("D1"), make.sought("D2")))
    story.do(AmendRequest(base=1, request=wider, mark="wider"), BEN, 1)
    assert story.case.version == 2
    assert not stands_by(story.case, SAM)
