"""Owners' complaints: clocked also after the end, answered by one who did not decide."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.complaining import (
    AGAIN,
    MOST,
    MOST_OPEN,
    ROLE,
    TEXT_MOST,
    AnswerComplaint,
    Complain,
    Complaint,
    Finding,
    fresh_number,
    unanswered,
)
from bot.domain.deadlines import clocks, next_due
from bot.domain.errors import Refusal
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.limits import DAY, Limits
from bot.domain.notice import AttemptOutcome, Safety
from bot.domain.outcome import RecordOutcome, Truth
from bot.domain.roster import OWNER, REQUESTER, SYSTEM
from bot.domain.unfinished import outliving, unfinished
from tests import owing
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import Story

WRONG = Complain(owner="O1", text="Nobody was in danger.")
DAYS = 24 * 60


def answer(
    story: Story, nth: int = 1, text: str = "You are right, and here is why."
) -> AnswerComplaint:
    """An answer to the nth complaint."""
    number = story.case.complaints[nth - 1].number
    return AnswerComplaint(number=number, finding=Finding.UPHELD, text=text)


def told() -> Story:
    """A release of which the owner was told, and which is closed."""
    story = owing.released()
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 1)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), who)
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="<a@b>"), SYSTEM)
    sent = cm.EndNotice(
        owner="O1", channel="email", attempt=1, outcome=AttemptOutcome.SENT, reply="250"
    )
    story.do(sent, SYSTEM)
    owing.sent(story)
    story.do(owing.READ, EVE)
    assert story.case.state is State.CLOSED
    # What it was in the end is known as well, so that no other clock runs.
    for who in (EVE, DEE):
        story.do(RecordOutcome(truth=Truth.CONFIRMED, source="The county's report."), who)
    return story


def test_a_complaint_is_clocked_and_calls_the_seniors() -> None:
    """Two weeks from when it came, also in a closed case; seniors who did not decide are called."""
    story = told()
    before = story.now
    story.do(WRONG, OWNER)
    (one,) = story.case.complaints
    assert one.number == fresh_number(story.case.number, (), "O1", one.at)
    assert (one.owner, one.due) == ("O1", before + Limits().complaint)
    assert [c.name for c in clocks(story.case, Limits())] == [f"complaint:{one.number}"]
    assert [p.people for p in story.happened(ev.PeoplePaged) if p.role == ROLE] == [(CYD, SAM)]
    assert (outliving(story.case), unfinished(story.case)) == ({ROLE}, True)


def test_only_an_owner_who_was_told_complains() -> None:
    """Not before the notice goes out, not for another owner, and nobody in an owner's place."""
    assert owing.released().refused(WRONG, OWNER) is Refusal.NO_SUCH_OWNER
    story = told()
    assert story.refused(Complain(owner="O2", text="x"), OWNER) is Refusal.NO_SUCH_OWNER
    for who in (ANA, SAM, REQUESTER, SYSTEM):
        assert story.refused(WRONG, who) is Refusal.WRONG_ROLE


@pytest.mark.parametrize("text", ["", " \n ", "x" * (TEXT_MOST + 1)])
def test_a_complaint_says_something_and_not_too_much(text: str) -> None:
    """An empty one and one over the limit are refused, and nothing is written."""
    story = told()
    assert story.refused(Complain(owner="O1", text=text), OWNER) is Refusal.NO_REASON
    assert story.case.complaints == ()


def test_complaints_are_limited() -> None:
    """A few may wait at once, and in one case there is an end of them."""
    story = told()
    for _ in range(MOST_OPEN):
        story.do(WRONG, OWNER)
    assert story.refused(WRONG, OWNER) is Refusal.TOO_MANY_COMPLAINTS
    for number in range(1, MOST + 1):
        story.do(answer(story, number), EVE)
        if number <= MOST - MOST_OPEN:
            story.do(WRONG, OWNER)
    assert len(story.case.complaints) == MOST
    assert unanswered(story.case.complaints) == ()
    assert story.refused(WRONG, OWNER) is Refusal.TOO_MANY_COMPLAINTS


def test_one_who_decided_the_case_does_not_answer() -> None:
    """Both reviewers are refused; the custodian, intake and a senior may."""
    for who in (EVE, DEE, SAM):
        story = told()
        story.do(WRONG, OWNER)
        for judge in (ANA, BEN):
            assert story.refused(answer(story), judge) is Refusal.DECIDED_THE_CASE
        story.do(answer(story), who)
        assert story.case.complaints[0].finding is Finding.UPHELD


def test_an_answer_closes_a_complaint_once() -> None:
    """It is on the record with its text, the clock ends, and a second answer is refused."""
    story = told()
    story.do(WRONG, OWNER)
    other = replace(answer(story), number=2)
    assert story.refused(other, EVE) is Refusal.NO_SUCH_COMPLAINT
    assert story.refused(answer(story, text=" "), EVE) is Refusal.NO_REASON
    story.do(answer(story), EVE, 5)
    assert [e.text for e in story.happened(ComplaintOpened)] == [WRONG.text]
    assert [e.text for e in story.happened(ComplaintAnswered)] == [answer(story).text]
    assert story.case.complaints[0].answered_at == story.now
    assert (clocks(story.case, Limits()), next_due(story.case, Limits())) == ((), None)
    assert not unfinished(story.case)
    assert story.refused(answer(story), EVE) is Refusal.NO_SUCH_COMPLAINT


def test_a_complaint_that_nobody_answers_is_never_forgotten() -> None:
    """It is missed, calls seniors, and calls them again each day for as long as it takes."""
    story = told()
    story.do(WRONG, OWNER)
    opened = story.now

    def calls() -> int:
        return len([p for p in story.happened(ev.PeoplePaged) if p.why == "complaint_late"])

    story.wait(14 * DAYS - 1)
    assert calls() == 0
    story.wait(1)
    assert calls() == 1
    story.wait(10)
    assert calls() == 2
    for day in range(1, 6):
        story.wait(DAYS)
        assert calls() == 2 + day
        assert next_due(story.case, Limits()) == opened + Limits().complaint + DAY * (day + 1)
    name = f"complaint:{story.case.complaints[0].number}"
    assert {c.name for c in clocks(story.case, Limits())} == {name, AGAIN}
    story.do(answer(story), EVE)
    assert next_due(story.case, Limits()) is None


def test_a_second_complaint_has_a_clock_of_its_own() -> None:
    """The first one's answer does not end the second one's clock."""
    story = told()
    story.do(WRONG, OWNER)
    story.do(WRONG, OWNER, 3 * DAYS)
    story.do(answer(story), EVE, 1)
    (left,) = clocks(story.case, Limits())
    second = story.case.complaints[1]
    assert (left.name, left.due) == (f"complaint:{second.number}", second.due)
    assert story.case.complaints[1].due - story.case.complaints[0].due == timedelta(days=3)


def test_a_number_tells_nothing_of_other_complaints() -> None:
    """Whoever complained before, also under the numbers of older records, it stays the same."""
    at = told().now
    alone = fresh_number("EDR-2026-000001", (), "O2", at)
    others = tuple(
        Complaint(number=number, owner="O1", at=at, due=at)
        for number in (1, 2, fresh_number("EDR-2026-000001", (), "O1", at))
    )
    assert fresh_number("EDR-2026-000001", others, "O2", at) == alone
    same = Complaint(number=alone, owner="O1", at=at, due=at)
    assert fresh_number("EDR-2026-000001", (same,), "O2", at) != alone


def test_every_complaint_has_a_number_of_its_own() -> None:
    """Also where they come in one moment, so that an answer is of one."""
    story = told()
    for _ in range(MOST_OPEN):
        story.do(WRONG, OWNER)
    assert len({c.number for c in story.case.complaints}) == MOST_OPEN


def test_a_complaint_decides_nothing() -> None:
    """The case's state, its approval and its notices stay as they were."""
    story = told()
    before = story.case
    story.do(WRONG, OWNER)
    story.do(answer(story), EVE)
    after = story.case
    assert (after.state, after.approval, after.notices) == (
        before.state,
        before.approval,
        before.notices,
    )
