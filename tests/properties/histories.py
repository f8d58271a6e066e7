"""Whole lives of cases: a stage that every case may come to, then whatever anybody tries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from bot.domain.case import Case
from bot.domain.decision import Decided
from bot.domain.roster import REQUESTER, SYSTEM, Roster, StandingProblem
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE, GHOST, PEOPLE, SAM
from tests.properties.moves import BUILD, OUTSIDE, WANTED, Move
from tests.story import Story, received

VERIFIED = (
    Move("view", ANA),
    Move("officer", EVE, 2),
    Move("dispatch", DEE, 2),
)
ONE_FILED = (*VERIFIED, Move("approve", ANA, 5))
APPROVED = (*ONE_FILED, Move("approve", BEN, 5), Move("owners", DEE), Move("owners", DEE, 1, 1))
CLEARED = (*APPROVED, Move("clear", DEE, 2))
RELEASED = (*CLEARED, Move("hand_over", DEE, 2))
TELLING = (
    *RELEASED,
    Move("end", EVE, 60),
    Move("safety", ANA),
    Move("safety", BEN),
    Move("safety", ANA, 1, 1),
    Move("safety", BEN, 1, 1),
)
STAGES = (
    (),
    VERIFIED,
    ONE_FILED,
    (*VERIFIED, Move("narrow", ANA, 5, 3)),
    (*VERIFIED, Move("unsure", ANA, 5)),
    (*ONE_FILED, Move("refuse", BEN, 5, 1)),
    (*ONE_FILED, Move("fraud", BEN, 5)),
    (*VERIFIED, Move("fraud", ANA, 5)),
    (*VERIFIED, Move("ask", EVE)),
    APPROVED,
    (*VERIFIED, Move("narrow", ANA, 5, 3), Move("narrow", BEN, 1, 9), *APPROVED[-2:]),
    CLEARED,
    (*CLEARED, Move("stop", SAM)),
    RELEASED,
    TELLING,
    (*TELLING, Move("begin_notice", SYSTEM)),
)
_KINDS = (*BUILD, *OUTSIDE, "approve", "approve", "narrow", "clear", "hand_over", "time", "safety")
_USUAL = {"owners": DEE, "clear": DEE, "hand_over": DEE, "take_back": DEE}
_OWN = ("acknowledge", "begin_notice", "end_notice", "time")


@dataclass(frozen=True)
class History:
    """What was asked for, how far the case came, and what was tried then."""

    wanted: int
    stage: tuple[Move, ...]
    moves: tuple[Move, ...]


def _move(kind: str, who: str, minutes: float, pick: int, *, fitting: bool) -> Move:
    """Give most moves to somebody who may make them, the rest to anybody."""
    if kind in _OWN and fitting:
        who = SYSTEM
    return Move(kind, _USUAL.get(kind, who) if fitting else who, minutes, pick)


_moves = st.builds(
    _move,
    kind=st.sampled_from(_KINDS),
    who=st.sampled_from((*PEOPLE, ANA, BEN, CYD, SAM, GHOST, SYSTEM, REQUESTER)),
    minutes=st.sampled_from((1, 0, 1, 1, 2, 2, 5, 5, 16, 35, 70, 490, 730, 1500, 131_000)),
    pick=st.integers(0, 99),
    fitting=st.sampled_from((True, True, True, False)),
)


def histories(stages: tuple[tuple[Move, ...], ...] = STAGES) -> st.SearchStrategy[History]:
    """Any history, beginning at one of `stages`."""
    return st.builds(
        History,
        wanted=st.integers(0, len(WANTED) - 1),
        stage=st.sampled_from(stages),
        moves=st.lists(_moves, min_size=1, max_size=16).map(tuple),
    )


@dataclass(frozen=True)
class Step:
    """One move of a history as it was answered. `before` is the case that it met."""

    move: Move
    before: Case
    decided: Decided
    story: Story


def steps(history: History) -> Iterator[Step]:
    """Play a history without a database, move by move."""
    story = received(WANTED[history.wanted])
    for move in (*history.stage, *history.moves):
        if move.kind in OUTSIDE:
            _outside(story, move)
            continue
        before = story.case
        command = BUILD[move.kind](before, story.opened, move.pick)
        yield Step(move, before, story.do(command, move.who, move.minutes), story)


def play(history: History) -> Story:
    """Play a history to its end."""
    story = None
    for step in steps(history):
        story = step.story
    return story or received(WANTED[history.wanted])


def _outside(story: Story, move: Move) -> None:
    if move.kind == "away":
        problems = tuple(StandingProblem)
        story.away[move.who] = problems[move.pick % len(problems)]
    elif move.kind == "back":
        story.away.pop(move.who, None)
    else:
        story.outside["roster"] = dismissed(story.outside.get("roster", make.ROSTER), move.who)


def dismissed(roster: Roster, who: str) -> Roster:
    """The roster without one person."""
    return replace(roster, people=tuple(p for p in roster.people if p.ref != who))
