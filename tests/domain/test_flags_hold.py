"""Claims about flags that somebody would like to be rid of, or did not see when deciding."""

from dataclasses import replace
from datetime import timedelta

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import Reason
from bot.domain.errors import Refusal
from bot.domain.flag import Sign
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.lifecycle import UNASKED, decide
from bot.domain.red_flags import History
from bot.domain.request import Request
from bot.domain.roster import REQUESTER
from tests import factories as make
from tests import story as stories
from tests.domain.test_flagging import CHIEF, QUIET, WHY, called, records, signs
from tests.factories import ANA, BEN, DEE, EVE, SAM, determination
from tests.story import Story

ELSEWHERE = LiftFlag(sign=Sign.OTHER_DELIVERY, why=WHY)


def wishing(to: str = "") -> Request:
    """A request for records whose text asks for delivery to an address."""
    wanted = make.records_request(supervisor=CHIEF)
    assert wanted.emergency is not None
    wish = f" Please send the files to {to}." if to else ""
    told = replace(wanted.emergency, narrative=f"{wanted.emergency.narrative}{wish}")
    return replace(wanted, emergency=told)


def asked_and_answered(story: Story, wanted: Request, mark: str) -> Refusal | None:
    """Let the desk ask, and the agency's page answer with another request."""
    story.do(cm.AskAgency(questions=(), own="Which address?", to="officer"), ANA, 1)
    answer = cm.AmendRequest(
        base=story.case.version, request=wanted, mark=mark, changed=("narrative",), answer="x"
    )
    return story.refused(answer, REQUESTER, 1)


def test_who_asks_takes_no_block_away() -> None:
    """The odd sentence is gone from the answer; the block stands, and still bars."""
    story = called(stories.received(wishing("sgt@mail.invalid"), history=QUIET))
    assert signs(story) == [Sign.OTHER_DELIVERY]
    assert asked_and_answered(story, wishing(), "m2") is None
    assert signs(story) == [Sign.OTHER_DELIVERY]
    assert story.refused(determination(story.case), ANA, 1) is Refusal.RED_FLAGS


def test_time_takes_no_block_away() -> None:
    """A burst of yesterday is asked about as one of today is."""
    quick = History(officer_seen=True, burst=True)
    story = called(stories.received(wishing(), history=quick))
    story.outside["history"] = QUIET
    changed = replace(wishing(), legal_basis="usc2702c4")
    assert asked_and_answered(story, changed, "m2") is None
    assert signs(story) == [Sign.BURST]


def test_a_changed_request_needs_another_call() -> None:
    """The call was about what was asked then: nobody lifts a block of the new text on it."""
    story = called(stories.received(wishing("sgt@mail.invalid"), history=QUIET))
    for who in (DEE, SAM):
        assert story.refused(ELSEWHERE, who, 1) is None
    other = cm.AmendRequest(base=1, request=wishing("desk@other.invalid"), mark="m2")
    assert story.refused(other, EVE, 1) is None
    assert story.refused(ELSEWHERE, SAM, 1) is Refusal.FLAG_NEEDS_CALL
    story.do(make.call(), EVE, 1)
    assert story.refused(ELSEWHERE, SAM, 1) is None


def test_a_flag_between_two_determinations_begins_anew() -> None:
    """Who filed before it came up decides again, on a new version, whatever they had filed."""
    for refuse in (None, Reason.OVERBROAD):
        story = called(records())
        assert story.refused(determination(story.case, refuse=refuse), ANA, 1) is None
        stop_from = story.case.stop_from
        raised = RaiseFlag(sign=Sign.CALLBACK_RESISTED, why=WHY)
        assert story.refused(raised, EVE, 1) is None
        assert (story.case.version, story.case.filed, story.case.used) == (2, (), frozenset())
        assert story.case.stop_from == stop_from
        assert story.refused(determination(story.case), BEN, 1) is None
        assert story.case.state is not State.APPROVED
        assert story.refused(determination(story.case), ANA, 1) is None
        assert story.case.state is State.APPROVED


def test_a_block_that_came_and_went_was_seen_by_both() -> None:
    """Lifted before the second filed, it still was not there when the first did."""
    story = called(records())
    story.do(determination(story.case), ANA, 1)
    story.do(RaiseFlag(sign=Sign.OTHER_DELIVERY, why=WHY), EVE, 1)
    story.do(make.call(), EVE, 1)
    for who in (DEE, SAM):
        assert story.refused(ELSEWHERE, who, 1) is None
    assert story.refused(determination(story.case), BEN, 1) is None
    assert story.case.state is not State.APPROVED


def alone(story: Story, command: cm.Command, who: str) -> tuple[object, list[type]]:
    """What comes of a command where Slack was asked about nobody but its author."""
    story.now += timedelta(minutes=1)
    standings = {who: make.standings(story.now)[who]}
    known = make.facts(story.now, standings=standings, opened=story.opened, **story.outside)
    decided = decide(story.case, command, who, known, story.now)
    return decided.refused, [type(event) for _, event in decided.events]


def test_nobody_is_voided_for_not_having_been_asked_about() -> None:
    """A lift and a recusal settle the case, so the standing of all who filed is asked first."""
    story = called(records())
    story.do(determination(story.case), ANA, 1)
    story.do(determination(story.case, refuse=Reason.OVERBROAD), BEN, 1)
    for command in (ELSEWHERE, cm.Recuse(ground="other", note="")):
        refused, happened = alone(story, command, SAM)
        assert refused == UNASKED
        assert ev.DeterminationVoided not in happened
