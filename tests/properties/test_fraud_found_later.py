"""Fraud found in any state: never by one person, and never without the owners being told."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.deadlines import NOTICE, clocks
from bot.domain.defrauding import found
from bot.domain.determination import Reason
from bot.domain.events.defrauding import FraudConfirmed, FraudDropped, FraudFound, FraudProposed
from bot.domain.fraud import ConfirmFraud, Fraud, ProposeFraud, RefuseFraud
from bot.domain.limits import DAY, HOUR, MINUTE, Limits
from bot.domain.notice import AttemptOutcome, NoticeStatus, Safety
from bot.domain.recall import AnswerRecall, RecallAnswer
from bot.domain.recalling import recalled
from bot.domain.restricting import AgreeRestriction, ProposeRestriction
from bot.domain.restriction import KIND_OF, RestrictionKind, in_force
from bot.domain.roster import REQUESTER, SYSTEM, Ref
from bot.domain.standard import Ground
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import Story

PRODUCT = (SYSTEM, REQUESTER)
TOLD = frozenset({NoticeStatus.SENT, NoticeStatus.TOLD, NoticeStatus.UNREACHABLE})
BEGINS: tuple[Callable[[], Story], ...] = (
    stories.verified,
    stories.approved,
    stories.cleared,
    stories.released,
    stories.telling,
    stories.told,
)


def _number(case: Case) -> int:
    return (case.fraud or Fraud()).proposals


def _hold(case: Case, pick: int) -> cm.Command:
    ground = (Ground.EVIDENCE, Ground.VICTIM_SAFETY)[pick % 2]
    until = make.AT + (5 + pick) * DAY
    return ProposeRestriction(kind=KIND_OF[ground], ground=ground, until=until, why="watched")


def _begin(case: Case, _pick: int) -> cm.Command:
    return cm.BeginNotice(owner="O1", channel="email", message_id="m1")


def _end(case: Case, pick: int) -> cm.Command:
    attempt = case.notices[0].attempt if case.notices else 1
    outcome = (AttemptOutcome.SENT, AttemptOutcome.TRANSIENT)[pick % 2]
    return stories.ended_attempt(outcome, attempt)


def _safe(_case: Case, pick: int) -> cm.Command:
    answer = Safety.SAFE if pick % 4 else Safety.UNSAFE
    return cm.AnswerSafety(owner="O1", answer=answer, why="looked at it")


MOVES: Mapping[str, Callable[[Case, int], cm.Command]] = {
    "propose": lambda _c, _p: ProposeFraud(why="nobody there knows of it"),
    "confirm": lambda c, p: ConfirmFraud(number=_number(c) + (p % 5 == 4)),
    "drop": lambda c, _p: RefuseFraud(number=_number(c), why="they know of it"),
    "safe": _safe,
    "begin": _begin,
    "end": _end,
    "hold": _hold,
    "agree": lambda c, _p: AgreeRestriction(number=max(len(c.restrictions), 1)),
    "over": lambda c, _p: cm.EndEmergency(ended_at=c.version_at, how="radio"),
    "withdraw": lambda _c, _p: cm.WithdrawRequest(how="they called"),
    "recall": lambda _c, p: AnswerRecall(answer=tuple(RecallAnswer)[p % 3], how="they said so"),
    "clear": lambda c, _p: make.clearing(c),
    "hand_over": lambda _c, p: cm.ConfirmHandover(done=bool(p % 3)),
    "time": lambda _c, _p: cm.PassTime(),
}
"""Often enough near to a finding that whole ones happen."""
WORDS = ("propose", "confirm", *MOVES, "safe", "begin", "end")
move = st.tuples(
    st.sampled_from(WORDS),
    st.sampled_from((ANA, BEN, CYD, DEE, EVE, SAM)),
    st.sampled_from((0.0, 1.0, 45.0, HOUR / MINUTE, 3 * DAY / MINUTE)),
    st.integers(0, 11),
)
_BY_PRODUCT = ("begin", "end", "time")


def played(begin: int, moves: list[tuple[str, Ref, float, int]]) -> Story:
    """The case after everybody tried what they tried."""
    story = BEGINS[begin]()
    for word, who, minutes, pick in moves:
        actor = SYSTEM if word in _BY_PRODUCT else who
        story.do(MOVES[word](story.case, pick), actor, minutes)
    return story


stories_played = st.builds(
    played, st.integers(0, len(BEGINS) - 1), st.lists(move, min_size=3, max_size=25)
)


@given(stories_played)
@settings(max_examples=60, deadline=None)
def test_nobody_finds_a_fraud_alone(story: Story) -> None:
    """Each finding has a proposal and a yes before it, by two people, none of them the product."""
    waits: dict[int, Ref] = {}
    agreed: set[Ref] = set()
    refused = False
    for _, actor, event in story.entries:
        if isinstance(event, FraudProposed):
            waits[event.number] = actor
        elif isinstance(event, FraudDropped):
            waits.pop(event.number)
        elif isinstance(event, FraudConfirmed):
            agreed = {waits[event.number], actor}
        elif isinstance(event, ev.CaseRefused):
            refused = event.reason is Reason.FRAUD
        elif isinstance(event, FraudFound):
            assert refused or (len(agreed) == 2 and not agreed & {*PRODUCT})


@given(stories_played)
@settings(max_examples=60, deadline=None)
def test_after_a_fraud_no_owner_is_left_out(story: Story) -> None:
    """Told since, held by an order or for safety, or owed with a clock that gets loud soon."""
    case = story.case
    if not found(case) or case.released_at is None:
        return
    assert recalled(case)
    assert case.fraud is not None
    since = case.fraud.found_at
    assert since is not None
    running = {c.name: c.due for c in clocks(case, Limits())}
    assert case.notices
    for notice in case.notices:
        holds = {r.kind for r in in_force(case, notice.owner)}
        assert RestrictionKind.POLICY not in holds
        if notice.status in TOLD:
            assert notice.told_at is None or notice.told_at >= since
        elif not holds:
            due = running[NOTICE + notice.owner]
            assert due <= max(since, case.released_at) + 24 * HOUR or _resumed(story, since)
            assert case.state is State.RELEASED


def _resumed(story: Story, since: datetime) -> bool:
    """Whether a hold ended after the finding, from whose end the notice is due anew."""
    return any(at >= since and isinstance(e, ev.NoticeDueSet) for at, _, e in story.entries)


@given(stories_played)
@settings(max_examples=60, deadline=None)
def test_nobody_is_told_on_what_was_found_safe_before(story: Story) -> None:
    """After a finding every attempt rests on two answers given since."""
    safe: set[Ref] = set()
    known = False
    for _, actor, event in story.entries:
        if isinstance(event, FraudFound):
            safe, known = set(), True
        elif isinstance(event, ev.SafetyAnswered):
            safe = safe | {actor} if event.answer is Safety.SAFE else safe - {actor}
        elif isinstance(event, ev.NoticeAttempted) and known:
            assert len(safe) >= 2


def test_these_histories_find_frauds() -> None:
    """The shortest of them, by hand: otherwise the properties above would hold of nothing."""
    story = played(5, [("propose", EVE, 1, 0), ("confirm", BEN, 1, 0)])
    assert found(story.case)
    assert story.case.notices[0].open
    wait = timedelta(hours=2) / MINUTE
    story.wait(wait)
    late = next(c for c in clocks(story.case, Limits()) if c.name == NOTICE + "O1")
    assert late.due < story.now
