"""Whole lives of cases: a stage that every case may come to, then whatever anybody tries."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.decision import Decided
from bot.domain.folding import evolve, opened
from bot.domain.roster import REQUESTER, SYSTEM, Ref, Roster, StandingProblem
from bot.domain.rulebook import RULES
from bot.domain.stamp import Stamp
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE, GHOST, PEOPLE, SAM
from tests.properties.moves import BUILD, OUTSIDE, WANTED, Move
from tests.properties.moves_of_delivery import OF_DELIVERY
from tests.properties.moves_of_reaching import OF_REACHING
from tests.story import Story, received

Kinds = tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """How far a case came by allowed moves, and the kinds of moves that are worth trying then."""

    moves: tuple[Move, ...]
    themes: tuple[Kinds, ...]


VERIFIED = (
    Move("view", ANA),
    Move("officer", EVE, 2),
    Move("dispatch", DEE, 2),
)
ONE_FILED = (*VERIFIED, Move("approve", ANA, 5))
OWNED = (
    Move("owners", DEE),
    Move("owners", DEE, 1, 1),
    *(Move("read_address", EVE) for _ in range(2)),
)
NARROWED = (Move("narrow", ANA, 5, 3), Move("narrow", BEN, 1, 9))
APPROVED = (*ONE_FILED, Move("approve", BEN, 5), *OWNED)
OFFERED = (*APPROVED, Move("offer", DEE, 2))
OPENED = (*OFFERED, Move("type_code", REQUESTER, 1, 1))
CLEARED = (*APPROVED, Move("clear", DEE, 2))
RELEASED = (*CLEARED, Move("hand_over", DEE, 2))
SERVED = (*RELEASED, Move("process", REQUESTER, 5), Move("read_process", EVE))
TELLING = (
    *SERVED,
    Move("end", EVE, 60),
    Move("safety", ANA),
    Move("safety", BEN),
    Move("safety", ANA, 1, 1),
    Move("safety", BEN, 1, 1),
)
ONE_TOLD = (Move("begin_notice", SYSTEM), Move("end_notice", SYSTEM))
_FOLLOW = ("process", "read_process", "read_process", "excuse", "agree_excuse", "drop_excuse")
_ENDINGS = ("end", "withdraw", "refuse", "fraud", "stop")
_PLAIN = tuple(k for k in BUILD if k not in OF_DELIVERY)
_ANY = (*(k for k in _PLAIN if k not in _ENDINGS), *_PLAIN, *OUTSIDE)
_CHANGES = ("propose_change", "officer", "confirm_change", "refuse_change", "ask", "amend")
_REVIEW = ("approve", "approve", "narrow", "unsure", "refuse", "fraud", "answer_refusal", "officer")
_RELEASE = ("owners", "clear", "clear", "hand_over", "take_back", "stop", "recuse", "end", "away")
_LINK = (
    *("type_code", "type_code", "type_code", "visit", "renew_code", "time", "hand_over"),
    *("take_back", "offer", "revoke", "stop", "end", "withdraw"),
)
_FETCH = (
    *("fetch", "fetch", "fetch", "end_fetch", "end_fetch", "confirm_list", "type_code", "visit"),
    *("renew_code", "revoke", "time"),
)
_TELL = (
    *("end", "safety", "safety", "begin_notice", "begin_notice", "end_notice", "end_notice"),
    *("report", "report", "owners", "read_address", *OF_REACHING),
)
_HOLD = (*("hold",) * 3, *("agree_hold",) * 3, "lift", "agree_lift", "refuse_lift", "refuse_hold")
_BROAD = (*_REVIEW, *_RELEASE, "amend", "amend", "dismissed", "time", "narrow")
_DECIDING = (_ANY, _REVIEW, _BROAD, (*_CHANGES, *_REVIEW))
_GOING_OUT = (_ANY, _RELEASE, _BROAD)
STAGES: tuple[Stage, ...] = (
    Stage((), (_ANY, _BROAD)),
    Stage(VERIFIED, _DECIDING),
    Stage(ONE_FILED, _DECIDING),
    Stage((*VERIFIED, Move("narrow", ANA, 5, 3)), _DECIDING),
    Stage((*VERIFIED, Move("unsure", ANA, 5)), _DECIDING),
    Stage((*ONE_FILED, Move("refuse", BEN, 5, 1)), _DECIDING),
    Stage((*ONE_FILED, Move("fraud", BEN, 5)), _DECIDING),
    Stage((*VERIFIED, Move("fraud", ANA, 5)), _DECIDING),
    Stage((*VERIFIED, Move("ask", EVE)), _DECIDING),
    Stage((*APPROVED, Move("time", SYSTEM, 730)), _DECIDING),
    Stage((*APPROVED, Move("amend", EVE, 1, 2)), _DECIDING),
    Stage(APPROVED, _GOING_OUT),
    Stage((*VERIFIED, *NARROWED, *OWNED), _GOING_OUT),
    Stage(CLEARED, _GOING_OUT),
    Stage((*CLEARED, Move("stop", SAM)), _GOING_OUT),
    Stage(RELEASED, (_ANY, _TELL)),
    Stage(TELLING, (_ANY, _TELL)),
    *(Stage((*TELLING, *ONE_TOLD, Move("begin_notice", SYSTEM)), (_TELL,)),) * 2,
    Stage(
        RELEASED, ((*_HOLD, *_TELL, "time"), (*_HOLD, "safety", "safety", "time", "refuse_address"))
    ),
    Stage(TELLING, ((*_HOLD, *_TELL, "time"), _TELL, _TELL)),
    Stage(RELEASED, ((*_FOLLOW, "time"), (*_FOLLOW, *_TELL, "time"))),
    Stage(OFFERED, (_LINK,)),
    Stage(OPENED, (_FETCH, (*_FETCH, *_TELL))),
)
FROM_THE_APPROVAL = STAGES[11:]
"""The stages of a case on its way out."""
_SHORT = (1, 0, 2, 5)
_LONG = (1, 0, 2, 5, 16, 35, 70, 490, 730, 1500, 131_000)
_FILING = ("approve", "narrow", "unsure", "refuse", "fraud", "support", "stop")
_STRANGER = ("visit", "type_code", "fetch", "end_fetch", "confirm_list")
_FITTING = {
    **dict.fromkeys(_FILING, (ANA, BEN, CYD, SAM)),
    **dict.fromkeys(("owners", "clear", "hand_over", "take_back", "offer", "renew_code"), (DEE,)),
    **dict.fromkeys(("acknowledge", "begin_notice", "end_notice", "time"), (SYSTEM,)),
    **dict.fromkeys(("came_back", "arrived"), (SYSTEM,)),
    **dict.fromkeys(("answer_refusal", "cure"), (SAM, CYD)),
    "amend": (*PEOPLE, REQUESTER),
    **dict.fromkeys(("propose_change", "process", "copy", *_STRANGER), (REQUESTER,)),
    "link": (SYSTEM,),
}
_ANYBODY = (*PEOPLE, GHOST, SYSTEM, REQUESTER)


@dataclass(frozen=True)
class History:
    """What was asked for, how far the case came, and what was tried then."""

    wanted: int
    stage: tuple[Move, ...]
    moves: tuple[Move, ...]


Happening = tuple[datetime, Ref, ev.Event]
Entries = Sequence[Happening]
Check = Callable[[History], None]


def _move(kind: str, who: int, minutes: float, pick: int, *, fitting: bool) -> Move:
    """Give most moves to somebody who may make them, the rest to anybody."""
    able = _FITTING.get(kind, PEOPLE) if fitting else _ANYBODY
    return Move(kind, able[who % len(able)], minutes, pick, insisting=not fitting)


def _drawn(stage: Stage, seed: int) -> History:
    """One history by plain chance, which does not come back to the same few as a search does."""
    chance = random.Random(seed)
    kinds = chance.choice(stage.themes)
    minutes = chance.choice((_SHORT, _SHORT, _LONG))
    moves = tuple(
        _move(
            kind=chance.choice(kinds),
            who=chance.randrange(36),
            minutes=chance.choice(minutes),
            pick=chance.randrange(100),
            fitting=chance.random() < 0.8,
        )
        for _ in range(chance.randrange(5, 30))
    )
    return History(chance.randrange(len(WANTED)), stage.moves, moves)


def _shrinkable(stage: Stage) -> st.SearchStrategy[History]:
    moves = st.builds(
        _move,
        kind=st.sampled_from([kind for theme in stage.themes for kind in theme]),
        who=st.integers(0, 35),
        minutes=st.sampled_from(_LONG),
        pick=st.integers(0, 99),
        fitting=st.booleans(),
    )
    tried = st.lists(moves, min_size=1, max_size=20).map(tuple)
    return st.builds(History, st.integers(0, len(WANTED) - 1), st.just(stage.moves), tried)


def by_chance(count: int, stages: tuple[Stage, ...] = STAGES) -> Iterator[History]:
    """So many histories, the same in every run, spread evenly over the stages."""
    for seed in range(count):
        yield _drawn(stages[seed % len(stages)], seed)


def histories(stages: tuple[Stage, ...] = STAGES) -> st.SearchStrategy[History]:
    """Any history, beginning at one of `stages`, as hypothesis finds and shrinks it."""
    return st.sampled_from(stages).flatmap(_shrinkable)


def holds(check: Check, stages: tuple[Stage, ...] = STAGES, count: int = 192) -> None:
    """Check a claim on histories by chance, then on those that hypothesis thinks of.

    Of a history that breaks the claim the shortest part that still does is shown.
    """
    for history in by_chance(count, stages):
        try:
            check(history)
        except AssertionError:
            check(_shortest(check, history))
            raise
    found = settings(max_examples=settings.default.max_examples // 3)
    found(given(histories(stages))(check))()


def _shortest(check: Check, history: History) -> History:
    for place in reversed(range(len(history.moves))):
        less = replace(history, moves=history.moves[:place] + history.moves[place + 1 :])
        try:
            check(less)
        except AssertionError:
            history = less
    return history


@dataclass(frozen=True)
class Step:
    """One move of a history as it was answered. `before` is the case that it met."""

    move: Move
    before: Case
    decided: Decided
    story: Story


GRANTS = (ev.CaseApproved, ev.ReleaseCleared, ev.HandedOver)
"""What lets anything out, or comes of it."""


def opened_by_code(step: Step) -> bool:
    """Whether the recipient's right code opened a link that a person had offered on the record."""
    granted = [e for _, e in step.decided.events if isinstance(e, GRANTS)]
    offered = step.before.clearance
    return (
        step.move.kind == "type_code"
        and all(isinstance(e, ev.HandedOver) for e in granted)
        and offered is not None
        and offered.by.startswith("p_")
    )


def steps(history: History, story: Story | None = None) -> Iterator[Step]:
    """Play a history without a database, move by move, on `story` or on what it asks for."""
    story = story or received(WANTED[history.wanted])
    for move in (*history.stage, *history.moves):
        if move.kind in OUTSIDE:
            _outside(story, move)
            continue
        before = story.case
        command = BUILD[move.kind](before, story.opened, move.pick)
        if not move.insisting and before.state not in RULES[type(command)].states:
            continue
        yield Step(move, before, story.do(command, move.who, move.minutes), story)


@lru_cache(maxsize=512)
def play(history: History) -> Story:
    """Play a history to its end; the same history is one story, which no claim may go on with."""
    story = None
    for step in steps(history):
        story = step.story
    return story or received(WANTED[history.wanted])


def folds(entries: Entries, number: str = make.NUMBER) -> Iterator[tuple[Case, Happening, Case]]:
    """Fold entries by themselves; yield the case before, the entry, and the case after it."""
    (at, actor, first), *rest = entries
    assert isinstance(first, ev.CaseOpened)
    case = opened(first, number, Stamp(at, actor))
    for entry in rest:
        at, actor, event = entry
        before, case = case, evolve(case, event, Stamp(at, actor))
        yield before, entry, case


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
