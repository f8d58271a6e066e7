"""Whom a case calls: the rota, not anybody's choice."""

from dataclasses import replace

from bot.domain import events as ev
from bot.domain.roster import Ref, Role, Roster
from bot.domain.rules.paging import callers, reviewers, seniors
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, ROSTER, SAM
from tests.story import Story


def _paged(story: Story, why: str = "received") -> dict[str, tuple[Ref, ...]]:
    return {e.role: e.people for e in story.happened(ev.PeoplePaged) if e.why == why}


def test_two_reviewers_and_a_caller_are_called_at_receipt() -> None:
    """The caller is somebody who need not review, and a senior is kept for a disagreement."""
    assert _paged(stories.received()) == {"reviewer": (ANA, BEN), "caller": (EVE,)}


def test_whoever_logged_the_request_is_not_its_caller() -> None:
    """Eve took it down, so Dee calls."""
    assert _paged(stories.received(logged_by=EVE))["caller"] == (DEE,)


def test_the_rota_goes_round_with_the_number() -> None:
    """The next case begins with other people."""
    people = tuple(make.person(f"p_{n}", Role.REVIEWER) for n in range(4))
    case = stories.received().case
    called = [
        reviewers(replace(case, number=f"EDR-2026-{n:06d}", paged=()), Roster(people=people), 2)
        for n in (1, 2)
    ]
    assert called == [("p_2", "p_3"), ("p_0", "p_1")]


def test_who_is_off_duty_is_not_called() -> None:
    """Not as a reviewer, a caller or a senior."""
    away = replace(ROSTER, people=tuple(replace(p, on_duty=False) for p in ROSTER.people))
    case = stories.received().case
    assert (reviewers(case, away, 2), callers(case, away), seniors(case, away)) == ((), (), ())


def test_the_next_reviewer_is_one_who_was_not_called() -> None:
    """When the first determination is late the backup is somebody else."""
    story = stories.verified()
    story.wait(40)
    assert _paged(story, "first_determination")["backup"] == (CYD,)


def test_seniors_are_called_ten_minutes_later() -> None:
    """All of them who have not filed."""
    story = stories.verified()
    story.wait(45)
    assert set(_paged(story, "first_determination")["senior"]) == {CYD, SAM}


def test_where_the_rota_has_run_out_a_senior_is_called() -> None:
    """With everybody called already, a missed limit goes straight to the seniors."""
    two = replace(ROSTER, people=(*ROSTER.people[:2], *ROSTER.people[3:]))
    story = stories.verified(roster=two)
    story.wait(26)
    assert _paged(story, "first_determination") == {"senior": (SAM,)}


def test_a_case_without_anybody_pages_nobody() -> None:
    """No page is written for an empty rota."""
    story = stories.received(roster=Roster(people=()))
    assert story.happened(ev.PeoplePaged) == []
