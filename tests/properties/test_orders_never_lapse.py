"""An order that binds us never lapses, is never approved by time, and is loud while it is late."""

from collections.abc import Iterator

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, State
from bot.domain.deadlines import HARD_STOP, clocks
from bot.domain.events.recalling import RecallOrdered
from bot.domain.limits import Limits
from bot.domain.order import COMPLY, INTERNAL
from bot.domain.rules.ordering import COUNSEL
from tests.factories import AT, SAM
from tests.orders import COMPLY as WITHIN
from tests.orders import INTERNAL as OURS
from tests.orders import bound
from tests.properties.histories import GRANTS, History, Step, holds, opened_by_code, steps
from tests.properties.moves import WANTED
from tests.story import received

LIMITS = Limits()
OPEN = UNDECIDED | {State.APPROVED}


def _played(history: History) -> Iterator[Step]:
    return steps(history, received(WANTED[history.wanted], **bound()))


def _no_lapse_and_no_grant_by_time(history: History) -> None:
    for step in _played(history):
        events = step.decided.events
        assert not [e for _, e in events if isinstance(e, ev.CaseLapsed)]
        granted = [e for _, e in events if isinstance(e, GRANTS)]
        if granted:
            assert step.move.who.startswith("p_") or opened_by_code(step)
            assert any(actor == step.move.who for actor, _ in events)


def _late_and_loud(history: History) -> None:
    for step in _played(history):
        case, running = step.story.case, clocks(step.story.case, LIMITS)
        names = {clock.name for clock in running}
        assert HARD_STOP not in names
        assert ({INTERNAL, COMPLY} <= names) is (case.state in OPEN)
        # A move on a late case lets time pass first: then counsel was called already.
        if step.before.state in OPEN and step.story.now >= AT + OURS:
            assert _called(step, INTERNAL)
        if step.before.state in OPEN and step.story.now >= AT + WITHIN:
            assert _called(step, COMPLY)


def _called(step: Step, clock: str) -> bool:
    pages = [e for _, _, e in step.story.entries if isinstance(e, ev.PeoplePaged)]
    return any(p.role == COUNSEL and p.why == clock and p.people == (SAM,) for p in pages)


def _fallen_is_recalled(history: History) -> None:
    for step in _played(history):
        story = step.story
        if story.case.order is not None and story.case.order.fallen:
            assert story.happened(RecallOrdered)
        if story.case.released_at is None:
            assert not [e for e in story.happened(RecallOrdered) if e.cause == "not_confirmed"]


def test_an_order_never_lapses_and_time_never_grants() -> None:
    """However long nobody decides, and whatever else is tried."""
    holds(_no_lapse_and_no_grant_by_time, count=96)


def test_a_late_order_is_called_to_counsel() -> None:
    """Its clocks run exactly while it is not carried out, and each ends with counsel."""
    holds(_late_and_loud, count=96)


def test_an_order_that_falls_is_asked_back() -> None:
    """Nothing falls without a recall, and nothing is recalled that was not given."""
    holds(_fallen_is_recalled, count=96)
