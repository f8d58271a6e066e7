"""What a request says of itself, and what changes when it is amended."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.request import Category, DataClass, Request
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, EVE, MINUTE, determination


@pytest.mark.parametrize("category", Category)
def test_every_category_is_contents_or_records(category: Category) -> None:
    """What a camera saw or heard is contents (2702(b)), all else records (2702(c))."""
    seen = {Category.VIDEO, Category.AUDIO, Category.SNAPSHOT}
    assert (category.data_class is DataClass.CONTENTS) is (category in seen)


def test_classes_come_contents_first() -> None:
    """Both classes of one device, whatever the order asked in."""
    wanted = make.sought(categories=(Category.MOTION_LOG, Category.VIDEO))
    assert make.request(data_sought=(wanted,)).classes == (DataClass.CONTENTS, DataClass.RECORDS)


@pytest.mark.parametrize("missing", [{"emergency": None}, {"data_sought": ()}])
def test_a_request_without_emergency_or_scope_is_incomplete(missing: dict[str, object]) -> None:
    """There is nothing to decide on."""
    assert make.request().complete
    assert not make.request(**missing).complete


def test_personal_values_are_not_shown_by_the_case() -> None:
    """The fold knows how much is asked for, and not whose."""
    shown = repr(stories.received().case)
    assert "D1" in shown
    assert "Alvarez" not in shown
    assert "B8:7C" not in shown


def _amend(base: int = 1, mark: str = "m2", wanted: Request | None = None) -> cm.AmendRequest:
    return cm.AmendRequest(base=base, request=wanted or make.request(), mark=mark)


def test_completing_a_spoken_request_makes_no_new_version() -> None:
    """Nobody could have decided on it before."""
    story = stories.received(make.request(emergency=None))
    story.do(_amend(), EVE, 1)
    assert (story.case.version, story.case.complete, story.case.mark) == (1, True, "m2")
    assert story.happened(ev.RequestCompleted) != []


def test_an_unchanged_request_is_no_amendment() -> None:
    """The same content again is refused, unless it answers a question."""
    story = stories.verified()
    assert story.refused(_amend(mark=story.case.mark), EVE) is Refusal.NOTHING_CHANGED
    story.do(cm.AskAgency(questions=("where",), own=None, to="officer"), EVE)
    assert story.refused(_amend(mark=story.case.mark), EVE) is None
    assert story.case.version == 2


def test_an_amendment_of_an_old_version_is_refused() -> None:
    """Whoever changed it first wins, and the other is told the number."""
    story = stories.verified()
    story.do(_amend(), EVE)
    refused = story.do(_amend(mark="m3"), EVE).refused
    assert refused is not None
    assert (refused.reason, refused.detail) == (Refusal.REQUEST_CHANGED, "version 2")


def test_a_new_version_is_reviewed_from_its_own_time() -> None:
    """The review clocks start again, the hard stop does not."""
    story = stories.one_filed()
    opened = story.case.stop_from
    story.do(_amend(), EVE, 30)
    assert story.case.review_from == story.now
    assert story.case.stop_from == opened


def test_after_an_approval_the_hard_stop_starts_again() -> None:
    """A request that changes after it was approved gets a review of full length."""
    story = stories.approved()
    story.do(_amend(), EVE, 30)
    assert (story.case.state, story.case.approval) == (State.IN_REVIEW, None)
    assert story.case.stop_from == story.now


def test_a_new_version_lets_everybody_file_again() -> None:
    """Determinations on the old version are void, and nobody is used up."""
    story = stories.one_filed()
    story.do(_amend(), EVE, 1)
    for who in (ANA, BEN):
        assert story.refused(determination(story.case), who, 1) is None
    assert story.case.state is State.APPROVED


def test_a_cleared_request_stays_as_it_is() -> None:
    """Between the clearance and the hand-over nothing of the request changes."""
    assert stories.cleared().refused(_amend(), EVE) is Refusal.ALREADY_CLEARED


def test_the_latest_confirmation_counts() -> None:
    """An older time in an amendment does not make the facts staler than a call made them."""
    story = stories.verified()
    story.do(cm.ReconfirmFacts(how="called"), EVE, 5)
    confirmed = story.case.confirmed_at
    emergency = make.request().emergency
    assert emergency is not None
    older = replace(emergency, last_confirmed_at=make.AT - 90 * MINUTE)
    story.do(_amend(wanted=make.request(emergency=older)), EVE, 1)
    assert story.case.confirmed_at == confirmed
