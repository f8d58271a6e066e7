"""Erasure: by two people, after its time, under no hold, with nothing owed; and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain.case import ENDED, State
from bot.domain.complaining import AnswerComplaint, Complain, Finding
from bot.domain.decision import Opened
from bot.domain.erasing import (
    AGREED_FOR,
    AgreeErasure,
    EraseCase,
    Kept,
    ProposeErasure,
    RefuseErasure,
    Retention,
)
from bot.domain.errors import Refusal
from bot.domain.events.erasing import CaseErased, ErasureAgreed, ErasureProposed
from bot.domain.fraud import ConfirmFraud, ProposeFraud, RefuseFraud
from bot.domain.limits import DAY, MINUTE
from bot.domain.linking import Link, LinkCase, LinkReason
from bot.domain.notice_channel import NoticeChannel
from bot.domain.reaching import RecordReturn
from bot.domain.roster import OWNER, REQUESTER, SYSTEM
from bot.domain.rulebook import RULES
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.keeping import (
    AGREE,
    HOLD,
    LIFTED,
    OUTCOME,
    PROPOSE,
    UNHOLD,
    YEARS,
    agreed,
    over,
    pause,
    settled,
    without,
)
from tests.properties.moves import BUILD
from tests.story import Story

ENDS = sorted(ENDED)
ERASE = EraseCase()


def erased(story: Story) -> bool:
    """Whether it is."""
    return story.case.erasing.erased_at is not None


@pytest.mark.parametrize("state", ENDS)
def test_every_end_can_be_erased_by_two_people_and_changes_no_state(state: State) -> None:
    """Whatever the end was, the case stands as it stood, and nothing of it can be read any more."""
    story = agreed(state, 7)
    before = story.case
    assert story.refused(ERASE, SYSTEM) is None
    assert story.opened == Opened()
    assert replace(story.case, erasing=before.erasing) == before
    (done,) = story.happened(CaseErased)
    assert (done.proposed_by, done.agreed_by) == (DEE, CYD)


@pytest.mark.parametrize("state", sorted(set(State) - set(ENDS)))
def test_what_goes_on_is_kept(state: State) -> None:
    """A released case too, whose owner is still to be told."""
    story = stories.STATES[state]()
    assert story.refused(PROPOSE, DEE) is Refusal.CASE_GOES_ON


@pytest.mark.parametrize(
    ("state", "kept", "days"),
    [
        (State.REFUSED, Kept.REFUSED, 30),
        (State.LAPSED, Kept.REFUSED, 30),
        (State.FRAUD, Kept.FRAUD, 50),
        (State.CLOSED, Kept.RELEASED, 40),
    ],
)
def test_the_time_is_counted_from_the_end_by_what_came_of_it(
    state: State, kept: Kept, days: int
) -> None:
    """To the second; a minute before it nobody can propose it."""
    story = settled(state)
    story.outside["retention"] = Retention(refused=30 * DAY, released=40 * DAY, fraud=50 * DAY)
    ended = story.case.erasing.ended_at
    assert ended is not None
    pause(story, ended + days * DAY - story.now - MINUTE)
    assert story.refused(PROPOSE, DEE) is Refusal.RETENTION_RUNS
    assert story.refused(PROPOSE, DEE, 1) is None
    (said,) = story.happened(ErasureProposed)
    assert (said.kept, said.ended_at, said.over_at) == (kept, ended, story.now)


def test_the_longest_time_counts() -> None:
    """Fraud without a release is kept as long as any refusal is, however short its own time."""
    story = settled(State.FRAUD)
    story.outside["retention"] = Retention(refused=9 * DAY, fraud=DAY)
    pause(story, 8 * DAY)
    assert story.refused(PROPOSE, DEE) is Refusal.RETENTION_RUNS


def test_nobody_erases_alone() -> None:
    """The second person is another one, and the first is still on the roster when they agree."""
    story = over()
    assert story.refused(ERASE, SYSTEM) is Refusal.NOT_AGREED
    story.do(PROPOSE, CYD)
    assert story.refused(ERASE, SYSTEM) is Refusal.NOT_AGREED
    assert story.refused(AGREE, CYD) is Refusal.SAME_PERSON
    assert story.refused(AgreeErasure(number=2), DEE) is Refusal.NOTHING_WAITS
    assert story.refused(PROPOSE, DEE) is Refusal.ERASURE_WAITS
    story.outside["roster"] = without(CYD)
    assert story.refused(AGREE, DEE) is Refusal.PROPOSER_GONE
    assert story.refused(PROPOSE, DEE) is None
    assert not erased(story)


@pytest.mark.parametrize("who", [CYD, DEE])
def test_both_are_on_the_roster_when_it_is_carried_out(who: str) -> None:
    """Whoever has left since agrees no more."""
    story = agreed()
    story.outside["roster"] = without(who)
    assert story.refused(ERASE, SYSTEM) is Refusal.PROPOSER_GONE


@pytest.mark.parametrize("who", [EVE, OWNER, REQUESTER, SYSTEM])
def test_who_neither_decides_nor_keeps_files_proposes_nothing(who: str) -> None:
    """Nor does the product itself, nor anybody outside."""
    assert over().refused(PROPOSE, who) is Refusal.WRONG_ROLE


@pytest.mark.parametrize("who", [ANA, DEE, SAM])
def test_no_person_of_the_roster_carries_it_out_in_slack(who: str) -> None:
    """Only the command line on the server does."""
    assert agreed().refused(ERASE, who) is Refusal.WRONG_ROLE


def test_the_word_of_two_people_ends() -> None:
    """On its last moment it holds, after that two people look anew."""
    story = agreed()
    (said,) = story.happened(ErasureAgreed)
    assert said.until == story.now + AGREED_FOR
    pause(story, AGREED_FOR)
    late = replace(story, entries=list(story.entries))
    assert late.refused(ERASE, SYSTEM, 1) is Refusal.AGREEMENT_OVER
    assert late.refused(PROPOSE, ANA) is None
    assert story.refused(ERASE, SYSTEM) is None


def test_one_person_s_no_is_enough_until_it_is_done() -> None:
    """Anybody's, with a reason; what was refused is proposed anew, and not agreed to."""
    story = agreed()
    assert story.refused(RefuseErasure(number=1, why=" "), EVE) is Refusal.NO_REASON
    assert story.refused(RefuseErasure(number=1, why="an inquiry"), EVE) is None
    assert story.refused(ERASE, SYSTEM) is Refusal.NOT_AGREED
    assert story.refused(AGREE, DEE) is Refusal.NOTHING_WAITS
    assert story.refused(PROPOSE, DEE) is None
    assert story.case.erasing.number == 2


def test_looking_at_a_case_voids_nothing() -> None:
    """Whoever carries it out may look at it first, and a refused press is no change."""
    story = agreed()
    story.do(cm.ViewCase(surface="show"), BEN)
    story.do(PROPOSE, EVE)
    assert story.refused(ERASE, SYSTEM) is None


def complained(story: Story) -> None:
    """An owner complains, and is answered."""
    assert story.refused(Complain(owner="O1", text="Why me?"), OWNER) is None
    answer = AnswerComplaint(
        number=story.case.complaints[-1].number,
        finding=Finding.NOTED,
        text="Because of the window.",
    )
    assert story.refused(answer, EVE) is None


def doubted(story: Story) -> None:
    """Somebody held it for forged, and a colleague did not."""
    assert story.refused(ProposeFraud(why="the badge is odd"), EVE) is None
    assert story.refused(RefuseFraud(number=1, why="it is theirs"), ANA) is None


def linked(story: Story) -> None:
    """The same device is asked for again today."""
    other = Link(other="EDR-2033-000009", why=LinkReason.SAME_DEVICE)
    assert story.refused(LinkCase(link=other), SYSTEM) is None


def held(story: Story) -> None:
    """A hold was placed, and lifted by two people."""
    for command, who in ((HOLD, EVE), (UNHOLD, CYD), (LIFTED, DEE)):
        assert story.refused(command, who) is None


@pytest.mark.parametrize("change", [complained, doubted, linked, held])
@pytest.mark.parametrize("both", [True, False])
def test_what_was_agreed_on_another_case_is_void(change: object, both: bool) -> None:
    """Whatever happens to it, two people look anew; also where the second had not looked yet."""
    assert callable(change)
    story = over(State.CLOSED, 7)
    story.do(PROPOSE, DEE)
    if both:
        story.do(AGREE, CYD)
    change(story)
    assert story.refused(ERASE, SYSTEM) is Refusal.NOT_AGREED
    assert story.refused(AGREE, CYD) is Refusal.NOTHING_WAITS
    assert story.refused(PROPOSE, ANA) is None


@pytest.mark.parametrize(
    ("command", "who", "what"),
    [
        (Complain(owner="O1", text="Why me?"), OWNER, "complaint"),
        (ProposeFraud(why="the badge is odd"), EVE, "fraud_finding"),
    ],
)
def test_nothing_is_erased_while_anybody_is_owed_anything(
    command: cm.Command, who: str, what: str
) -> None:
    """An answer, a finding, an outcome: the refusal names it."""
    story = over(State.CLOSED, 7)
    assert story.refused(command, who) is None
    refused = story.do(PROPOSE, DEE).refused
    assert refused is not None
    assert (refused.reason, refused.detail) == (Refusal.STILL_OWED, what)


def test_a_case_whose_outcome_nobody_recorded_is_kept() -> None:
    """However old it is."""
    story = stories.STATES[State.WITHDRAWN]()
    pause(story, 9 * YEARS)
    assert story.refused(PROPOSE, DEE) is Refusal.STILL_OWED
    for who in (EVE, DEE):
        story.do(OUTCOME, who)
    assert story.refused(PROPOSE, DEE) is None


def test_a_case_that_goes_on_again_counts_anew() -> None:
    """Found forged years later, a closed case is open, and its time begins with its next end."""
    story = over(State.CLOSED, 6)
    assert story.refused(ProposeFraud(why="the badge is invented"), EVE) is None
    assert story.refused(ConfirmFraud(number=1), ANA) is None
    assert story.case.state is State.RELEASED
    assert story.case.erasing.ended_at is None
    pause(story, timedelta(days=2 * 365))
    assert story.refused(PROPOSE, DEE) is Refusal.CASE_GOES_ON


def test_nothing_happens_to_an_erased_case_that_would_need_its_values() -> None:
    """Everything that anybody may do is refused in words, whoever does it; looks are not."""
    story = agreed()
    commands = [BUILD[kind](story.case, story.opened, 0) for kind in sorted(BUILD)]
    story.do(ERASE, SYSTEM)
    for command in commands:
        rule = RULES[type(command)]
        who = next((p.ref for p in make.ROSTER.people if p.may(*rule.roles)), SYSTEM)
        actor = REQUESTER if rule.requester else OWNER if rule.owner else who
        looks = isinstance(command, cm.ViewCase | cm.AcknowledgePage | LinkCase | cm.PassTime)
        assert story.refused(command, actor) is (None if looks else Refusal.CASE_ERASED)


@pytest.mark.parametrize(
    ("command", "who"),
    [
        (RecordReturn(owner="O1", channel=NoticeChannel.EMAIL, mark="m1"), SYSTEM),
        (Complain(owner="O1", text="Why me?"), OWNER),
        (HOLD, EVE),
        (PROPOSE, DEE),
        (ERASE, SYSTEM),
        (cm.ViewCase(surface="erase", files=ProposeErasure), DEE),
    ],
)
def test_what_comes_after_the_erasure_is_refused(command: cm.Command, who: str) -> None:
    """A late receipt, a complaint, a hold: nothing new is sealed, and nothing is raised."""
    story = agreed(State.CLOSED, 7)
    story.do(ERASE, SYSTEM)
    assert story.refused(command, who) is Refusal.CASE_ERASED
    assert story.case.erasing.holds == ()
