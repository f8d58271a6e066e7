"""Promise 9: who may count is checked whenever it counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.roster import Ref, Role, Standing, StandingProblem
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, ROSTER, SAM
from tests.properties.histories import History, Step, dismissed, holds, steps
from tests.story import Story


def _eligible(step: Step, person: Ref, *roles: Role) -> bool:
    roster = step.story.outside.get("roster", ROSTER)
    found = [p for p in roster.people if p.ref == person and set(roles) & p.roles]
    return bool(found) and person not in step.story.away


def _whoever_counts_is_eligible(history: History) -> None:
    for step in steps(history):
        for actor, event in step.decided.events:
            if actor.startswith("p_"):
                assert _eligible(step, actor, *Role)
            if isinstance(event, ev.CaseApproved):
                assert all(_eligible(step, p, Role.REVIEWER, Role.SENIOR) for p in event.pair)
            elif isinstance(event, ev.ReleaseCleared):
                assert step.before.approval is not None
                pair = step.before.approval.pair
                assert all(_eligible(step, p, Role.REVIEWER, Role.SENIOR) for p in pair)
                assert actor not in step.before.ever_filed
                assert _eligible(step, actor, Role.CUSTODIAN)


def test_nobody_counts_who_may_not() -> None:
    """In every history who acts, who approved and who released was eligible at that moment."""
    holds(_whoever_counts_is_eligible)


def _gone_by_slack(story: Story, who: Ref) -> None:
    story.away = {who: StandingProblem.DELETED}


def _gone_from_roster(story: Story, who: Ref) -> None:
    # Their account in Slack is as good as ever.
    story.outside["standings"] = make.standings(story.now)
    story.outside["roster"] = dismissed(ROSTER, who)


def _unheard(story: Story, who: Ref) -> None:
    story.away = {who: StandingProblem.UNANSWERED}


LOSSES = {"slack": _gone_by_slack, "roster": _gone_from_roster, "silence": _unheard}


@pytest.mark.parametrize("how", LOSSES)
def test_a_reviewer_lost_before_the_second_does_not_count(how: str) -> None:
    """The first determination is void when the second lands, and nothing is approved."""
    story = stories.one_filed()
    LOSSES[how](story, ANA)
    decided = story.do(make.determination(story.case), BEN, 1)
    kinds = [type(e) for _, e in decided.events]
    assert kinds[:2] == [ev.DeterminationFiled, ev.DeterminationVoided]
    assert story.case.approval is None
    assert story.case.filers == {BEN}


@pytest.mark.parametrize("how", LOSSES)
@pytest.mark.parametrize("who", [ANA, BEN])
def test_a_reviewer_lost_before_the_release_takes_the_approval_along(how: str, who: Ref) -> None:
    """At the clearance both are asked about again; one lost sends the case back to review."""
    story = stories.approved()
    LOSSES[how](story, who)
    assert story.refused(make.clearing(story.case), DEE, 1) is Refusal.REVIEWER_LOST_STANDING
    assert story.happened(ev.ReleaseCleared) == []
    assert (story.case.state, story.case.version) == (State.IN_REVIEW, 2)
    assert story.case.filers == frozenset()


def test_another_reviewer_takes_the_place_of_one_lost() -> None:
    """The one who is left and a third person approve the request anew."""
    story = stories.approved()
    _gone_by_slack(story, ANA)
    story.do(make.clearing(story.case), DEE, 1)
    for who in (BEN, CYD):
        story.do(make.determination(story.case), who, 1)
    assert story.case.approval is not None
    assert story.case.approval.pair == (BEN, CYD)
    assert story.refused(make.clearing(story.case), DEE, 1) is None


@pytest.mark.parametrize("age", [119, 120, 121])
def test_an_answer_of_slack_counts_for_two_minutes(age: int) -> None:
    """An account last heard of two minutes ago may file, one second later not."""
    story = stories.one_filed()
    heard = story.now - timedelta(seconds=age)
    standings = {**make.standings(story.now), BEN: Standing(ref=BEN, observed_at=heard)}
    story.outside["standings"] = standings
    expected = Refusal.BAD_STANDING if age > 120 else None
    assert story.refused(make.determination(story.case), BEN) is expected


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.CUSTODIAN])
def test_only_a_custodian_releases(role: Role) -> None:
    """No other role hands anything out."""
    story = stories.approved()
    people = (*ROSTER.people, make.person("p_new", role))
    story.outside["roster"] = replace(ROSTER, people=people)
    story.outside["standings"] = make.standings(story.now, roster=story.outside["roster"])
    assert story.refused(make.clearing(story.case), "p_new") is Refusal.WRONG_ROLE


def test_a_custodian_who_reviewed_does_not_release() -> None:
    """Whoever filed on any version of the case hands nothing out of it."""
    both = make.person(ANA, Role.REVIEWER, Role.CUSTODIAN)
    roster = replace(ROSTER, people=(both, *ROSTER.people[1:]))
    story = stories.approved(roster=roster)
    assert story.refused(make.clearing(story.case), ANA) is Refusal.REVIEWED_THE_CASE


def test_whoever_recused_does_not_release() -> None:
    """A custodian with a conflict stays out."""
    story = stories.approved()
    story.do(cm.Recuse(ground="knows the owner"), DEE)
    assert story.refused(make.clearing(story.case), DEE) is Refusal.RECUSED


def test_the_custodian_alone_says_what_was_handed_over() -> None:
    """A second custodian cannot confirm what the first one cleared."""
    roster = replace(ROSTER, people=(*ROSTER.people, make.person("p_dan", Role.CUSTODIAN)))
    story = stories.cleared(roster=roster)
    story.outside["standings"] = make.standings(story.now, roster=roster)
    assert story.refused(cm.ConfirmHandover(done=True), "p_dan") is Refusal.WRONG_ROLE


def test_a_press_is_checked_too() -> None:
    """Opening the case is refused for who may not act, before any form is filled in."""
    story = stories.verified()
    _gone_by_slack(story, SAM)
    assert story.refused(cm.ViewCase(surface="review"), SAM) is Refusal.BAD_STANDING
