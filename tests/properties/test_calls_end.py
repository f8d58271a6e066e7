"""Nobody is paged for a senior's call, and none counts, once it cannot be made any more."""

from dataclasses import replace

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import ListedAgency
from bot.domain.determination import REFUSALS, Reason
from bot.domain.roster import SYSTEM
from bot.domain.rules.paging import SENIOR_CALL
from bot.domain.senior_call import owed_call
from tests.factories import AGENCY, ANA, BEN
from tests.properties.histories import VERIFIED, History, Stage, holds, steps
from tests.properties.moves import WANTED, Move
from tests.story import received

LISTED: tuple[ListedAgency | None, ...] = (
    *(AGENCY,) * 3,
    replace(AGENCY, standing="watch"),
    replace(AGENCY, standing="compromised"),
    replace(AGENCY, standing="blocked"),
    replace(AGENCY, numbers=()),
    None,
)
"""How the agency may stand in the directory from one move to the next."""
_WARNED = sorted(REFUSALS).index(Reason.PROHIBITED_PURPOSE)
_CALLING = (*("time",) * 4, "cure", "refuse", "officer", "dispatch", "fraud", "withdraw")
_UNVERIFIED = Move("time", SYSTEM, 31)
_REFUSED = tuple(Move("refuse", who, 1, _WARNED) for who in (ANA, BEN))
CALLS = (
    Stage((_UNVERIFIED,), (_CALLING,)),
    Stage((_UNVERIFIED, *VERIFIED, Move("refuse", ANA, 1, _WARNED)), (_CALLING,)),
    Stage((_UNVERIFIED, *VERIFIED, *_REFUSED), (_CALLING,)),
    Stage((*VERIFIED, Move("refuse", ANA), Move("refuse", BEN)), (_CALLING,)),
)
"""Cases of which somebody may have to be called, and what then happens to them."""


def possible(case: Case, listed: ListedAgency | None) -> bool:
    """Whether the agency can be called, and may hear what the case came to."""
    warned = case.state is State.REFUSED and case.reason is Reason.PROHIBITED_PURPOSE
    known = listed is not None and bool(listed.numbers)
    return known and listed.standing not in ("compromised", "blocked") and not warned


def end_in_time(history: History) -> None:
    """Play a history while the directory changes; judge every move by how the agency stood."""
    story = received(WANTED[history.wanted])
    listed: ListedAgency | None = AGENCY
    for step in steps(history, story):
        if not possible(step.before, listed):
            for _, event in step.decided.events:
                assert not isinstance(event, ev.SeniorCallRecorded)
                assert not (isinstance(event, ev.PeoplePaged) and event.role == SENIOR_CALL)
        if not possible(story.case, listed):
            assert owed_call(story.case) is None
        if step.move not in history.stage:
            listed = LISTED[step.move.pick % len(LISTED)]
            story.outside["agency"] = listed


def test_nobody_is_paged_for_a_call_that_cannot_be_made() -> None:
    """Whatever time and people do, and however the directory changes meanwhile."""
    holds(end_in_time, CALLS)
